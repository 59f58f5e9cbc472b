"""Events of forms: an application begun, an unfinished one thrown away. Single saves leave none."""

from __future__ import annotations

from typing import ClassVar

from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text


class DraftDetails(Stored):
    """Which service an application is for."""

    schema_name: ClassVar[str] = "forms.draft_details"

    service: str


DRAFT_STARTED = register_event(
    EventType(
        name="forms.draft_started",
        sentence=Text(
            is_="{who} byrjaði á umsókn.",
            en="{who} began an application.",
            pl="{who} – rozpoczęto wniosek.",
        ),
        visible_to_resident=True,
        data=DraftDetails,
    )
)
DRAFT_DISCARDED = register_event(
    EventType(
        name="forms.draft_discarded",
        sentence=Text(
            is_="{who} eyddi umsókn sem var ekki send.",
            en="{who} deleted an application that had not been sent.",
            pl="{who} – usunięto niewysłany wniosek.",
        ),
        visible_to_resident=True,
        data=DraftDetails,
    )
)
