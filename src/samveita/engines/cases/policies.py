"""Who may do what to a case. Scope has already hidden the cases of other offices and other people.

Nobody handles or decides a case in which she is herself a party or has been declared disqualified (vanhæfi, act 37/1993
art. 3). Where a state names another authority, its staff acts and not the office that handles the case.
"""

from __future__ import annotations

from samveita.engines.cases.models import Case
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Role
from samveita.ground.identity.own_policies import is_system
from samveita.ground.identity.policies import Policy, register_policy
from samveita.iceland.texts import Text


def _at_the_case(actor: Actor, case: Case) -> bool:
    """Tell whether the actor's office handles the case or takes part in it as an authority."""
    return any(actor.office in offices for offices in case.offices_by_authority.values())


def _acts_in(actor: Actor, case: Case) -> bool:
    """Tell whether the actor's office has the next word: in the case's own state, or on a track that runs beside it."""
    process = case.process
    if not process.authorities:
        return actor.office in case.acting_offices("")
    named = {process.state(case.state).authority}
    named |= {process.overlay(track.key).state(track.state).authority for track in case.tracks.all()}
    return any(actor.office in case.acting_offices(authority) for authority in named)


def _holds(actor: Actor, *roles: Role) -> bool:
    return actor.is_staff and bool({str(role) for role in roles} & actor.roles)


def _reads(actor: Actor, case: Case | None) -> bool:
    here = case is None or _at_the_case(actor, case)
    return here and _holds(actor, Role.CASE_WORKER, Role.VIEWER)


def _handles(actor: Actor, case: Case | None) -> bool:
    if not _holds(actor, Role.CASE_WORKER):
        return False
    return case is None or (_acts_in(actor, case) and actor.human not in case.barred)


def _keeps(actor: Actor, case: Case | None) -> bool:
    """Tell whether she works at the office that handles the case, whoever has the next word in it."""
    if not _holds(actor, Role.CASE_WORKER):
        return False
    return case is None or (actor.office in case.acting_offices("") and actor.human not in case.barred)


def _own(actor: Actor, case: Case) -> bool:
    return actor.channel in {Channel.SELF, Channel.DELEGATED} and actor.subject == case.person.uid


READ = register_policy(
    Policy(
        name="cases.read",
        sentence=Text(
            is_="Starfsmenn skrifstofunnar lesa mál hennar; íbúi les eigin mál.",
            en="Staff of the office read its cases; a resident reads her own.",
            pl="Pracownicy urzędu czytają jego sprawy; mieszkaniec czyta własne.",
        ),
        allows=lambda actor, case: _reads(actor, case) if actor.is_staff else _own(actor, case),
    )
)
HANDLE = register_policy(
    Policy(
        name="cases.handle",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar vinnur mál hennar, þó ekki mál sem hann er aðili að eða vanhæfur í.",
            en="A case worker of the office handles its cases, but not those she is a party to or disqualified in.",
            pl="Pracownik prowadzący urzędu prowadzi jego sprawy, ale nie te, w których jest stroną lub podlega wyłączeniu.",
        ),
        allows=_handles,
    )
)
DECIDE = register_policy(
    Policy(
        name="cases.decide",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar tekur ákvörðun í málum hennar, þó ekki þar sem hann er aðili eða vanhæfur.",
            en="A case worker of the office decides its cases, but not those she is a party to or disqualified in.",
            pl="Pracownik prowadzący urzędu podejmuje decyzje w jego sprawach, ale nie tam, gdzie jest stroną lub podlega wyłączeniu.",
        ),
        allows=_handles,
    )
)
APPLY = register_policy(
    Policy(
        name="cases.apply",
        sentence=Text(
            is_="Hver sem er sækir um fyrir sig eða þann sem hann hefur umboð fyrir. Ráðgjafi skráir umsókn sem barst á "
            "pappír eða í síma fyrir umsækjandann.",
            en="Anyone applies for herself or for the one she is authorised to act for. A case worker takes down an "
            "application that came on paper or by phone, on the applicant's behalf.",
            pl="Każdy składa wniosek za siebie lub za osobę, którą reprezentuje. Pracownik prowadzący spisuje w imieniu "
            "wnioskodawcy wniosek złożony na papierze lub telefonicznie.",
        ),
        allows=lambda actor, _target: (
            actor.channel in {Channel.SELF, Channel.DELEGATED}
            or (actor.channel is Channel.STAFF_FOR_APPLICANT and _holds(actor, Role.CASE_WORKER))
        ),
    )
)
DELIVER = register_policy(
    Policy(
        name="cases.deliver",
        sentence=Text(
            is_="Kerfið tekur við umsóknum sem aðrar umsóknargáttir senda.",
            en="The system takes in applications that other front doors send.",
            pl="System przyjmuje wnioski przesyłane przez inne portale.",
        ),
        allows=is_system,
    )
)
WITHDRAW = register_policy(
    Policy(
        name="cases.withdraw",
        sentence=Text(
            is_="Umsækjandi dregur eigin umsókn til baka.",
            en="An applicant withdraws her own application.",
            pl="Wnioskodawca wycofuje własny wniosek.",
        ),
        allows=_own,
    )
)
ANSWER = register_policy(
    Policy(
        name="cases.answer",
        sentence=Text(
            is_="Umsækjandi svarar því sem beðið er um í eigin máli.",
            en="An applicant answers what is asked for in her own case.",
            pl="Wnioskodawca odpowiada na to, o co się prosi we własnej sprawie.",
        ),
        allows=_own,
    )
)


def _is_party(actor: Actor, case: Case) -> bool:
    if actor.channel not in {Channel.SELF, Channel.DELEGATED} or actor.subject is None:
        return False
    return actor.subject in case.party_uids


ACT_AS_PARTY = register_policy(
    Policy(
        name="cases.act_as_party",
        sentence=Text(
            is_="Annar aðili máls, svo sem maki eða nágranni, svarar því sem að honum snýr.",
            en="Another party of a case, such as a spouse or a neighbour, answers what concerns her.",
            pl="Inna strona sprawy, na przykład małżonek lub sąsiad, odpowiada na to, co jej dotyczy.",
        ),
        allows=_is_party,
    )
)
NAME_PARTIES = register_policy(
    Policy(
        name="cases.name_parties",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar sem heldur utan um mál, eða kerfið, bætir aðilum og stofnunum við það.",
            en="A case worker of the office that keeps a case, or the system, adds parties and authorities to it.",
            pl="Pracownik prowadzący urzędu, do którego należy sprawa, lub system, dodaje do niej strony i organy.",
        ),
        allows=lambda actor, case: is_system(actor, case) or _keeps(actor, case),
    )
)
DECLARE_CONFLICT = register_policy(
    Policy(
        name="cases.declare_conflict",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar skráir vanhæfi, sitt eigið eða annarra, í máli hennar.",
            en="A case worker of the office enters that she or someone else is disqualified in one of its cases.",
            pl="Pracownik prowadzący urzędu wpisuje wyłączenie własne lub innej osoby w jego sprawie.",
        ),
        allows=lambda actor, case: (
            _holds(actor, Role.CASE_WORKER) and (case is None or _at_the_case(actor, case))
        ),
    )
)
ENTER_MINUTES = register_policy(
    Policy(
        name="cases.enter_minutes",
        sentence=Text(
            is_="Ráðgjafi skráir bókun nefndar í máli sem hann má vinna.",
            en="A case worker enters a committee's minutes in a case she may handle.",
            pl="Pracownik prowadzący wpisuje protokół komisji w sprawie, którą może prowadzić.",
        ),
        allows=_handles,
    )
)
SETTLE_APPEAL = register_policy(
    Policy(
        name="cases.settle_appeal",
        sentence=Text(
            is_="Ráðgjafi skráir niðurstöðu áfrýjunar, þó ekki sá sem tók ákvörðunina.",
            en="A case worker enters how an appeal ended, but not the one who made the decision.",
            pl="Pracownik prowadzący wpisuje wynik odwołania, ale nie ten, kto podjął decyzję.",
        ),
        allows=_handles,
    )
)
