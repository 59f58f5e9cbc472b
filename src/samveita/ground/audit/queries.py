"""Reading the event store: a case's timeline and the list of those who looked.

These functions apply no scope of their own beyond what the database enforces; the caller has already decided that the
reader may see the case.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from samveita.ground.audit.models import Event
from samveita.ground.audit.registry import EVENT_TYPES


def timeline(case: UUID, *, for_resident: bool) -> QuerySet[Event]:
    """Events on a case in order of time, without looks; only what a resident may read when ``for_resident``."""
    events = Event.objects.filter(case=case).exclude(type__in=_look_names()).order_by("at", "uid")
    return events.filter(visible_to_resident=True) if for_resident else events


def looks(case: UUID) -> QuerySet[Event]:
    """Every recorded look at a case or its documents, newest first."""
    return Event.objects.filter(case=case, type__in=_look_names()).order_by("-at", "uid")


def timeline_and_looks(case: UUID, *, for_resident: bool) -> tuple[list[Event], list[Event]]:
    """Return ``timeline`` and ``looks`` of a case, fetched at once."""
    names = set(_look_names())
    events = list(Event.objects.filter(case=case).order_by("at", "uid"))
    told = [event for event in events if event.type not in names]
    shown = [event for event in told if event.visible_to_resident] if for_resident else told
    return shown, [event for event in reversed(events) if event.type in names]


def _look_names() -> list[str]:
    return [name for name, event_type in EVENT_TYPES.items() if event_type.is_look]
