"""Events of forms: an application begun or taken down, an unfinished one thrown away. Single saves leave none."""

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
TAKEN_DOWN = register_event(
    EventType(
        name="forms.taken_down",
        sentence=Text(
            is_="{who} byrjaði að skrá umsókn sem barst á pappír eða í síma.",
            en="{who} began to take down an application that came on paper or by telephone.",
            pl="{who} – rozpoczęto spisywanie wniosku złożonego na papierze lub telefonicznie.",
        ),
        visible_to_resident=True,
        data=DraftDetails,
    )
)
DRAFT_EXPIRED = register_event(
    EventType(
        name="forms.draft_expired",
        sentence=Text(
            is_="Umsókn sem var ekki send var eytt því að henni hafði ekki verið breytt lengi.",
            en="An application that had not been sent was deleted because it had not been changed for a long time.",
            pl="Niewysłany wniosek usunięto, ponieważ od dawna nie był zmieniany.",
        ),
        visible_to_resident=True,
        data=DraftDetails,
    )
)
DRAFT_OPENED = register_event(
    EventType(
        name="forms.draft_opened",
        sentence=Text(
            is_="{who} opnaði umsókn sem verið er að skrá.",
            en="{who} opened an application that is being taken down.",
            pl="{who} – otwarto spisywany wniosek.",
        ),
        visible_to_resident=True,
        is_look=True,
    )
)
