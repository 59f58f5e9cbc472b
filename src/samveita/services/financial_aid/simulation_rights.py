"""Who may ask what a change of financial aid would cost, and the event that says decided cases were counted for it.

They are here, and not where the counting is, so that they are known from the start without loading columns of numbers.
"""

from __future__ import annotations

from typing import ClassVar

from samveita.ground.audit.actors import Actor
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import Policy, register_policy
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text


def _administers(actor: Actor, municipality: Organisation) -> bool:
    return actor.is_staff and actor.office == municipality.uid and Role.ADMINISTRATOR in actor.roles


SIMULATE = register_policy(
    Policy(
        name="financial_aid.simulate",
        sentence=Text(
            is_="Stjórnandi skrifstofunnar reiknar hvað breyting á fjárhagsaðstoð myndi kosta, út frá afgreiddum málum án nafna.",
            en="An administrator of the office calculates what a change of financial aid would cost, from decided cases without names.",
            pl="Administrator urzędu oblicza, ile kosztowałaby zmiana pomocy finansowej, na podstawie rozstrzygniętych spraw bez nazwisk.",
        ),
        allows=_administers,
    )
)


class CountedDetails(Stored):
    """How many cases a simulation was calculated from."""

    schema_name: ClassVar[str] = "financial_aid.counted_details"

    cases: int


COUNTED = register_event(
    EventType(
        name="financial_aid.counted",
        sentence=Text(
            is_="{who} reiknaði áhrif breytingar út frá afgreiddum málum, án nafna.",
            en="{who} calculated the effect of a change from decided cases, without names.",
            pl="{who} – obliczono skutki zmiany na podstawie rozstrzygniętych spraw, bez nazwisk.",
        ),
        visible_to_resident=False,
        data=CountedDetails,
    )
)
