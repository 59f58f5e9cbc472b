"""Reminders and escalation: the tick looks at each open task on the day it asked to be woken.

Nobody is written to from here: staff who want it are told once a day how much waits, by the desk's digest.
"""

from __future__ import annotations

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.events import TASK_OVERDUE, WorkDetails
from samveita.ground.worklist.models import Task, TaskState
from samveita.ground.worklist.tasks import next_waking
from samveita.iceland import clock

MACHINE = Actor.system("tick")


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
