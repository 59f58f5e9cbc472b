"""Who may withdraw a letter, and who may settle an outcome that nobody knows."""

from __future__ import annotations

from samveita.engines.mailbox.models import Dispatch
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.iceland.texts import Text


def _works_at_the_office(actor: Actor, dispatch: Dispatch) -> bool:
    return actor.office == dispatch.office.uid and bool(actor.roles & {Role.CASE_WORKER, Role.ADMINISTRATOR})


WITHDRAW = register_policy(
    Policy(
        name="mailbox.withdraw",
        sentence=Text(
            is_="Starfsmaður skrifstofunnar sem sendi bréf má afturkalla það.",
            en="Staff of the office that sent a letter may withdraw it.",
            pl="Pracownik urzędu, który wysłał pismo, może je wycofać.",
        ),
        allows=_works_at_the_office,
    )
)
CONFIRM = register_policy(
    Policy(
        name="mailbox.confirm",
        sentence=Text(
            is_="Starfsmaður skrifstofunnar má skera úr um hvort bréf komst til skila.",
            en="Staff of the office may settle whether a letter arrived.",
            pl="Pracownik urzędu może rozstrzygnąć, czy pismo dotarło.",
        ),
        allows=_works_at_the_office,
    )
)
