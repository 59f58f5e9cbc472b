"""Verbs on tasks: opening, handing over, moving and closing. Each in one transaction with its event.

Opening and closing are steps of other rooms' verbs (a resident submits, a decision is made), which have already asked
whether the actor may; handing over and moving are asked about here. A resident's work puts tasks on an office's desk
that she may not see herself, so opening and closing cross the scope for that row alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.events import (
    TASK_ASSIGNED,
    TASK_CLOSED,
    TASK_MOVED,
    TASK_OPENED,
    WorkDetails,
)
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock
from samveita.iceland.texts import Text

ON_THE_DESK = "what someone else's work puts on an office's desk, or takes off it"


def open_task(
    *,
    actor: Actor,
    office: Organisation,
    kind: str,
    title: Text,
    about: UUID | None = None,
    case: UUID | None = None,
    municipality: Organisation | None = None,
    assigned_to: Person | None = None,
    due_on: date | None = None,
    legal_basis: str = "",
    reminder_days: Sequence[int] = (),
) -> Task:
    """Put a task on an office's desk. An open one of the same kind about the same thing takes over title and due day.

    Args:
        actor: whose work made it necessary.
        office: on whose desk.
        kind: ``room.what``; the desk knows by it which page to open.
        title: what to do, as a sentence.
        about: uid of what it is about (a delivery, a notice …); the case when left out.
        case: the case it belongs to, if any.
        municipality: whose matter it is; the office itself when left out.
        assigned_to: who should do it, if known.
        due_on: the last day.
        legal_basis: the rule that sets the day.
        reminder_days: how many days before the last day to remind, for example ``(7, 1)``.

    Raises:
        ValueError: when it is about neither a case nor anything else.
    """
    named = about or case
    if named is None:
        raise ValueError("a task is about a case or something else")
    task = Task(
        office=office,
        municipality=municipality or office,
        kind=kind,
        about=named,
        case=case,
        title=title,
        legal_basis=legal_basis,
        assigned_to=assigned_to,
        due_on=due_on,
        reminder_days=sorted({int(days) for days in reminder_days if days > 0}, reverse=True),
        opened_at=clock.now(),
        opened_by=actor.human,
    )
    task.wake_on = next_waking(task)
    with crossing(ON_THE_DESK), transaction.atomic():
        return _renewed(actor, task) or _opened(actor, task)


def _opened(actor: Actor, task: Task) -> Task:
    try:
        with transaction.atomic():
            task.save(force_insert=True)
            _tell(TASK_OPENED, actor, task)
    except IntegrityError:
        renewed = _renewed(actor, task)
        if renewed is None:
            raise
        return renewed
    return task


def _renewed(actor: Actor, wanted: Task) -> Task | None:
    """Bring the open task of this kind about this thing up to what is wanted now; ``None`` when there is none."""
    row = _rows().filter(kind=wanted.kind, about=wanted.about, state=TaskState.OPEN).first()
    if row is None:
        return None
    moved = row.due_on != wanted.due_on
    if moved or row.title != wanted.title:
        row.title, row.due_on, row.legal_basis = wanted.title, wanted.due_on, wanted.legal_basis
        row.reminder_days = wanted.reminder_days
        if moved:
            row.escalated_at = row.reminded_on = None
            _tell(TASK_MOVED, actor, row)
        row.wake_on = next_waking(row)
        row.save()
    return row


def close_task(*, actor: Actor, task: Task) -> Task:
    """Close a task that is done or no longer needed; closing twice changes nothing."""
    with crossing(ON_THE_DESK), transaction.atomic():
        row = _rows().get(pk=task.pk)
        if row.state == TaskState.OPEN:
            row.state, row.closed_at, row.closed_by = TaskState.DONE, clock.now(), actor.human
            row.wake_on = None
            row.save(update_fields=["state", "closed_at", "closed_by", "wake_on"])
            _tell(TASK_CLOSED, actor, row)
    return row


def close_tasks_about(*, actor: Actor, about: UUID, kind: str = "") -> int:
    """Close every open task about a case or another thing (of one kind, if named); return how many were closed."""
    with crossing(ON_THE_DESK), transaction.atomic():
        waiting = Task.objects.filter(about=about, state=TaskState.OPEN)
        tasks = list(waiting.filter(kind=kind) if kind else waiting)
        for task in tasks:
            close_task(actor=actor, task=task)
    return len(tasks)


def assign_task(*, actor: Actor, task: Task, to: Person | None) -> Task:
    """Hand a task to a member of staff, or back to the office with ``None``.

    Raises:
        NotAllowed: when the actor does not work there.
        Task.DoesNotExist: outside the actor's scope.
    """
    require(actor, "worklist.handle", task)
    with transaction.atomic():
        row = _rows().get(pk=task.pk)
        row.assigned_to = to
        row.save(update_fields=["assigned_to"])
        _tell(TASK_ASSIGNED, actor, row)
    return row


def move_task(*, actor: Actor, task: Task, due_on: date | None, legal_basis: str = "") -> Task:
    """Give a task another last day; reminders and escalation start anew.

    Raises:
        NotAllowed: when the actor does not work there.
    """
    require(actor, "worklist.handle", task)
    with transaction.atomic():
        row = _rows().get(pk=task.pk)
        row.due_on, row.legal_basis = due_on, legal_basis or row.legal_basis
        row.escalated_at = row.reminded_on = None
        row.wake_on = next_waking(row)
        row.save(update_fields=["due_on", "legal_basis", "escalated_at", "reminded_on", "wake_on"])
        _tell(TASK_MOVED, actor, row)
    return row


def next_waking(task: Task) -> date | None:
    """Return the next day on which the task's people are to be told something: a reminder, or that it is late.

    A reminder day that has already passed when the task is opened is skipped: the opening itself tells of it.
    """
    if task.due_on is None or task.escalated_at is not None:
        return None
    told = task.reminded_on or clock.today()
    reminders = [task.due_on - timedelta(days=days) for days in task.reminder_days]
    return min([day for day in reminders if day > told], default=task.due_on + timedelta(days=1))


def _rows() -> QuerySet[Task]:
    rows: QuerySet[Task] = Task.objects.select_for_update(of=("self",))
    return rows.select_related("office", "municipality")


def _tell(event: EventType, actor: Actor, task: Task) -> None:
    record(
        event,
        actor=actor,
        target=Target("task", task.uid),
        case=task.case,
        office=task.office.uid,
        municipality=task.municipality.uid,
        data=WorkDetails(kind=task.kind),
    )
