"""Events of organisations: entered, corrected, merged; agreements made and ended."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class ChangedParts(Stored):
    """Which parts of an organisation's information changed, by field name (``facts.population``, ``brand`` …)."""

    schema_name: ClassVar[str] = "organisations.changed_parts"

    parts: tuple[str, ...]


class Merger(Stored):
    """Which organisation merged into which."""

    schema_name: ClassVar[str] = "organisations.merger"

    ending: UUID
    successor: UUID
    on: str


class AgreementDetails(Stored):
    """Whose agreement an event speaks of."""

    schema_name: ClassVar[str] = "organisations.agreement_details"

    agreement: UUID
    municipality: UUID


ORGANISATION_ENTERED = register_event(
    EventType(
        name="organisations.entered",
        sentence=Text(
            is_="Sveitarfélagið eða skrifstofan var skráð.",
            en="The municipality or office was entered in the register.",
            pl="Gminę lub urząd wpisano do rejestru.",
        ),
        visible_to_resident=False,
    )
)
ORGANISATION_CHANGED = register_event(
    EventType(
        name="organisations.changed",
        sentence=Text(
            is_="Upplýsingum um sveitarfélagið eða skrifstofuna var breytt.",
            en="Information about the municipality or office was changed.",
            pl="Zmieniono informacje o gminie lub urzędzie.",
        ),
        visible_to_resident=False,
        data=ChangedParts,
    )
)
ORGANISATIONS_MERGED = register_event(
    EventType(
        name="organisations.merged",
        sentence=Text(
            is_="Sveitarfélagið sameinaðist öðru.",
            en="The municipality merged with another.",
            pl="Gmina połączyła się z inną.",
        ),
        visible_to_resident=False,
        data=Merger,
    )
)
AGREEMENT_MADE = register_event(
    EventType(
        name="organisations.agreement_made",
        sentence=Text(
            is_="Samningur um sameiginlega afgreiðslu tók gildi.",
            en="An agreement on joint handling took effect.",
            pl="Weszła w życie umowa o wspólnej obsłudze.",
        ),
        visible_to_resident=False,
        data=AgreementDetails,
    )
)
AGREEMENT_ENDED = register_event(
    EventType(
        name="organisations.agreement_ended",
        sentence=Text(
            is_="Samningi um sameiginlega afgreiðslu lauk.",
            en="An agreement on joint handling ended.",
            pl="Umowa o wspólnej obsłudze wygasła.",
        ),
        visible_to_resident=False,
        data=AgreementDetails,
    )
)
