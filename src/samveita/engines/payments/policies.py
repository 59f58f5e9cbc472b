"""Who sees payments, gathers them in runs, approves a run, connects the accounts and gives a bank account.

Nobody gathers or approves a payment to herself (vanhæfi, act 37/1993 art. 3): a run that holds one is approved by others.
That a second person approves is a setting of the municipality and is asked by the verb itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.ground.organisations.queries import successor_of
from samveita.iceland.texts import Text


def _of_office(*roles: Role) -> Callable[[Actor, Any], bool]:
    codes = frozenset(str(role) for role in roles)

    def predicate(actor: Actor, thing: Any) -> bool:
        here = thing is None or actor.office in {thing.office.uid, successor_of(thing.office).uid}
        return actor.is_staff and here and bool(codes & actor.roles)

    return predicate


_sees = _of_office(Role.CASE_WORKER, Role.VIEWER)
_works = _of_office(Role.CASE_WORKER)


def _gives_account(actor: Actor, line: Any) -> bool:
    own = actor.channel in {Channel.SELF, Channel.DELEGATED} and actor.subject == line.person.uid
    return own or _works(actor, line)


SEE = register_policy(
    Policy(
        name="payments.see",
        sentence=Text(
            is_="Ráðgjafi og lesandi skrifstofunnar sjá greiðslur hennar.",
            en="Case workers and viewers of the office see its payments.",
            pl="Pracownicy prowadzący i osoby z prawem wglądu widzą wypłaty urzędu.",
        ),
        allows=_sees,
    )
)
RUN = register_policy(
    Policy(
        name="payments.run",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar vinnur greiðslukeyrslur hennar og afhendir þær bókhaldi.",
            en="A case worker of the office prepares its payment runs and hands them to the accounts.",
            pl="Pracownik prowadzący urzędu przygotowuje listy wypłat i przekazuje je księgowości.",
        ),
        allows=_works,
    )
)
APPROVE = register_policy(
    Policy(
        name="payments.approve",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar samþykkir greiðslukeyrslur hennar, þó ekki keyrslu með greiðslu til sín.",
            en="A case worker of the office approves its payment runs, but none that pays her.",
            pl="Pracownik prowadzący urzędu zatwierdza listy wypłat, ale nie listę z wypłatą dla siebie.",
        ),
        allows=_works,
    )
)
CLOSE_MONTH = register_policy(
    Policy(
        name="payments.close_month",
        sentence=Text(
            is_="Ráðgjafi skrifstofunnar staðfestir mánaðamót greiðslna, lokar mánuðinum og opnar hann aftur.",
            en="A case worker of the office confirms the month-end of payments, closes the month and reopens it.",
            pl="Pracownik prowadzący urzędu potwierdza, zamyka i ponownie otwiera miesiąc wypłat.",
        ),
        allows=_works,
    )
)
CONNECT = register_policy(
    Policy(
        name="payments.connect",
        sentence=Text(
            is_="Stjórnandi skrifstofunnar stillir tengingu við bókhald.",
            en="An administrator of the office sets up the connection to the accounts.",
            pl="Administrator urzędu ustawia połączenie z księgowością.",
        ),
        allows=_of_office(Role.ADMINISTRATOR),
    )
)
GIVE_ACCOUNT = register_policy(
    Policy(
        name="payments.give_account",
        sentence=Text(
            is_="Íbúi gefur upp bankareikning fyrir eigin greiðslur; ráðgjafi skráir hann fyrir hann.",
            en="A resident gives the bank account for her own payments; a case worker enters it for her.",
            pl="Mieszkaniec podaje konto do własnych wypłat; pracownik wpisuje je za niego.",
        ),
        allows=_gives_account,
    )
)
