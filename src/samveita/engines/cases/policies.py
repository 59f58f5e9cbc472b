"""Who may do what to a case. Scope has already hidden the cases of other offices and other people.

Nobody handles or decides a case in which she is herself the party (vanhæfi, act 37/1993 art. 3).
"""

from __future__ import annotations

from collections.abc import Callable

from samveita.engines.cases.models import Case, CaseParty
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.ground.organisations.queries import successor_of
from samveita.iceland.texts import Text


def _of_office(*roles: Role) -> Callable[[Actor, Case | None], bool]:
    codes = frozenset(str(role) for role in roles)

    def predicate(actor: Actor, case: Case | None) -> bool:
        here = case is None or actor.office in {case.office.uid, successor_of(case.office).uid}
        return actor.is_staff and here and bool(codes & actor.roles)

    return predicate


_reads, _works = _of_office(Role.CASE_WORKER, Role.VIEWER), _of_office(Role.CASE_WORKER)


def _handles(actor: Actor, case: Case | None) -> bool:
    is_party = case is not None and actor.human == case.person.uid
    return _works(actor, case) and not is_party


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
            is_="Ráðgjafi skrifstofunnar vinnur mál hennar, þó ekki eigið mál.",
            en="A case worker of the office handles its cases, but not her own.",
            pl="Pracownik prowadzący urzędu prowadzi jego sprawy, ale nie własną.",
        ),
        allows=_handles,
    )
)
DECIDE = register_policy(
    Policy(
        name="cases.decide",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar tekur ákvörðun í málum hennar, þó ekki í eigin máli.",
            en="A case worker of the office decides its cases, but not her own.",
            pl="Pracownik prowadzący urzędu podejmuje decyzje w jego sprawach, ale nie we własnej.",
        ),
        allows=_handles,
    )
)
APPLY = register_policy(
    Policy(
        name="cases.apply",
        sentence=Text(
            is_="Hver sem er sækir um fyrir sig eða þann sem hann hefur umboð fyrir.",
            en="Anyone applies for herself or for the one she is authorised to act for.",
            pl="Każdy składa wniosek za siebie lub za osobę, którą reprezentuje.",
        ),
        allows=lambda actor, _target: actor.channel in {Channel.SELF, Channel.DELEGATED},
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
    return CaseParty.objects.filter(case=case, person__uid=actor.subject, ended_on=None).exists()


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
