"""The catalogue of events: a name, a sentence in three languages, and whether the resident may read it.

An event that isn't registered can't be recorded; a test walks the catalogue and demands the three languages. Each room
declares its events in its own ``events.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text

NAME = re.compile(r"^[a-z_]+(\.[a-z_]+)+$")

EVENT_TYPES: dict[str, EventType] = {}


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event.

    Attributes:
        name: ``room.what_happened``.
        sentence: what a person reads, complete in itself or with ``{who}`` for the actor's display name.
        visible_to_resident: whether it shows on the resident's own timeline or list of looks.
        data: the document an event of this type may carry; uids, codes, dates and amounts only.
        is_look: a look (someone read something) and not a change; repeats within ten minutes fold into one.
    """

    name: str
    sentence: Text
    visible_to_resident: bool
    data: type[Stored] | None = None
    is_look: bool = False


def register_event(event_type: EventType) -> EventType:
    """Add an event type to the catalogue and return it.

    Raises:
        ValueError: when the name is malformed or already taken by another declaration.
    """
    if not NAME.match(event_type.name):
        raise ValueError(f"event name {event_type.name!r} isn't of the form room.what_happened")
    known = EVENT_TYPES.get(event_type.name)
    if known is not None and known != event_type:
        raise ValueError(f"event {event_type.name!r} is registered twice")
    EVENT_TYPES[event_type.name] = event_type
    return event_type
