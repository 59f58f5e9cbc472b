"""Reminders and escalation: the tick looks at each open task on the day it asked to be woken.

Higher rooms that want to tell someone (by e-mail, for example) register a listener; it runs in the transaction that
marks the task, so it must write its notice down and not send it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.events import TASK_OVERDUE, WorkDetails
from samveita.ground.worklist.models import Task, TaskState
from samveita.ground.worklist.tasks import next_waking
from samveita.iceland import clock

MACHINE = Actor.system("tick")


class Waking(StrEnum):
    """Why a task's people are told."""

    REMINDER = "reminder"
    OVERDUE = "overdue"


Listener = Callable[[Task, Waking], None]

LISTENERS: list[Listener] = []


def register_listener(listener: Listener) -> None:
    """Have a function told of each reminder and of each task that is late."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def wake_tasks() -> int:
    """Remind of tasks whose reminder day has come and escalate those that are late; returns how many."""
    with crossing("the tick reminds every office"):
        woken = list(
            Task.objects.filter(state=TaskState.OPEN, wake_on__lte=clock.today()).values_list("pk", flat=True)
        )
        return sum(_wake(key) for key in woken)


def _wake(key: int) -> int:
    with transaction.atomic():
        rows = Task.objects.select_for_update(of=("self",), skip_locked=True).select_related(
            "office", "municipality"
        )
        task = rows.filter(pk=key, state=TaskState.OPEN, wake_on__lte=clock.today()).first()
        if task is None:
            return 0
        late = task.due_on is not None and task.due_on < clock.today()
        task.reminded_on = clock.today()
        if late:
            task.escalated_at = clock.now()
            _record_overdue(task)
        task.wake_on = next_waking(task)
        task.save(update_fields=["reminded_on", "escalated_at", "wake_on"])
        for listener in LISTENERS:
            listener(task, Waking.OVERDUE if late else Waking.REMINDER)
    return 1


def _record_overdue(task: Task) -> None:
    record(
        TASK_OVERDUE,
        actor=MACHINE,
        target=Target("task", task.uid),
        case=task.case,
        office=task.office.uid,
        municipality=task.municipality.uid,
        data=WorkDetails(kind=task.kind),
    )
