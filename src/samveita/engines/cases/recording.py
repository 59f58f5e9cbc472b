"""Recording what happens in a case: every event names the case, its office and its municipality."""

from __future__ import annotations

from samveita.engines.cases.documents import WrittenReason
from samveita.engines.cases.models import Case, StepReason
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.documents.stored import Stored
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock


def record_about(
    event_type: EventType,
    actor: Actor,
    case: Case,
    *,
    target: Target | None = None,
    data: Stored | None = None,
) -> None:
    """Record an event on a case's timeline, in the caller's transaction; about the case itself unless told otherwise."""
    record(
        event_type,
        actor=actor,
        target=target or Target("case", case.uid),
        case=case.uid,
        office=case.office.uid,
        municipality=case.municipality.uid,
        data=data,
    )


def keep_reason(actor: Actor, case: Case, *, event: str, text: str) -> None:
    """Keep why a step was taken, sealed, in the caller's transaction."""
    StepReason.objects.create(
        case=case,
        event=event,
        content=seal_document(case.office, WrittenReason(text=text), about=str(case.uid)),
        written_by=actor.human,
        written_at=clock.now(),
    )


def reasons_of(case: Case) -> list[tuple[StepReason, str]]:
    """Return the reasons that were written for steps of a case, newest first, opened."""
    return [
        (one, open_document(case.office, WrittenReason, one.content, about=str(case.uid)).text)
        for one in case.step_reasons.order_by("-written_at")
    ]
