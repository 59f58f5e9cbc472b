"""Recording events: the only way a row gets into the event store.

``record`` is called by every verb inside the transaction that makes the change, so that change and event stand or fall
together. ``record_look`` tells that someone read something; repeats by the same human within ten minutes fold.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.models import Event
from samveita.ground.audit.registry import EVENT_TYPES, EventType
from samveita.ground.documents.stored import Stored, pack
from samveita.iceland import clock

FOLD_LOOKS_WITHIN = timedelta(minutes=10)

HASHED_FIELDS = (
    "uid", "at", "type", "visible_to_resident", "channel", "human", "subject", "actor_office", "roles",
    "office", "municipality", "target_kind", "target", "case", "data",
)  # fmt: skip


class AuditError(RuntimeError):
    """An event that can't be recorded as asked; always a programming error, never a person's."""


def event_hash(event: Event) -> str:
    """Return the SHA-256 over the event's contents in a canonical JSON spelling."""
    values: dict[str, Any] = {}
    for name in HASHED_FIELDS:
        value = getattr(event, name)
        if isinstance(value, UUID):
            value = str(value)
        elif name == "at":
            value = value.astimezone(UTC).isoformat(timespec="microseconds")
        values[name] = value
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def record(
    event_type: EventType,
    *,
    actor: Actor,
    target: Target,
    case: UUID | None = None,
    office: UUID | None = None,
    municipality: UUID | None = None,
    data: Stored | None = None,
) -> Event:
    """Write one event in the current transaction and return it.

    Args:
        event_type: a registered type.
        actor: who acts.
        target: what it is about.
        case: uid of the case on whose timeline it stands, if any.
        office: uid of the office whose event it is; the actor's own office when left out.
        municipality: uid of the municipality concerned, if any.
        data: the document the type declares.

    Raises:
        AuditError: outside a transaction, for an unregistered type, or with other data than the type declares.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AuditError(
            f"{event_type.name} must be recorded inside the transaction of the change it tells of"
        )
    if EVENT_TYPES.get(event_type.name) is not event_type:
        raise AuditError(f"event type {event_type.name!r} isn't registered")
    if (data is None) != (event_type.data is None) or (
        event_type.data is not None and not isinstance(data, event_type.data)
    ):
        raise AuditError(f"{event_type.name} carries {event_type.data}, not {type(data)}")
    event = Event(
        uid=uuid.uuid4(),
        at=clock.now(),
        type=event_type.name,
        visible_to_resident=event_type.visible_to_resident,
        channel=actor.channel.value,
        human=actor.human,
        subject=actor.subject,
        actor_office=actor.office,
        roles=sorted(actor.roles),
        office=office or actor.office,
        municipality=municipality,
        target_kind=target.kind,
        target=target.uid,
        case=case,
        data=None if data is None else pack(data),
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    return event


def record_look(
    event_type: EventType,
    *,
    actor: Actor,
    target: Target,
    case: UUID | None = None,
    office: UUID | None = None,
    municipality: UUID | None = None,
) -> Event | None:
    """Record that the actor read the target; ``None`` when the same look was recorded within ten minutes.

    Opens its own transaction when there is none: a look changes nothing else.

    Raises:
        AuditError: when the type isn't a look.
    """
    if not event_type.is_look:
        raise AuditError(f"{event_type.name} isn't a look")
    recent = Event.objects.filter(
        target=target.uid, type=event_type.name, human=actor.human, at__gt=clock.now() - FOLD_LOOKS_WITHIN
    )
    # Asked before the transaction: on SQLite a transaction waits for every writer, and most looks fold.
    if recent.exists():
        return None
    with transaction.atomic():
        return record(
            event_type, actor=actor, target=target, case=case, office=office, municipality=municipality
        )
