"""Who may take on, hand over and settle what waits at an office."""

from __future__ import annotations

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.ground.organisations.queries import successor_of
from samveita.ground.worklist.models import Delivery, Task
from samveita.iceland.texts import Text


def _works_at_the_office(actor: Actor, row: Task | Delivery) -> bool:
    if actor.channel is Channel.SYSTEM:
        return True
    at_home = actor.office in {row.office.uid, successor_of(row.office).uid}
    return at_home and bool(actor.roles & {Role.CASE_WORKER, Role.ADMINISTRATOR})


HANDLE = register_policy(
    Policy(
        name="worklist.handle",
        sentence=Text(
            is_="Ráðgjafi eða stjórnandi skrifstofunnar tekur að sér verkefni hennar og lýkur þeim.",
            en="A case worker or administrator of the office takes on its tasks and settles them.",
            pl="Pracownik prowadzący sprawy lub administrator urzędu przejmuje jego zadania i je kończy.",
        ),
        allows=_works_at_the_office,
    )
)
