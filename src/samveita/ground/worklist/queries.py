"""Reading what waits, within the scope in force."""

from __future__ import annotations

from django.db.models import F, QuerySet

from samveita.ground.worklist.models import Delivery, DeliveryState, Task, TaskState
from samveita.iceland import clock


def open_tasks() -> QuerySet[Task]:
    """Open tasks of the offices in scope, the most urgent first, those without a day last."""
    tasks: QuerySet[Task] = Task.objects.filter(state=TaskState.OPEN)
    return tasks.select_related("municipality", "assigned_to").order_by(
        F("due_on").asc(nulls_last=True), "opened_at", "pk"
    )


def late_tasks() -> QuerySet[Task]:
    """Open tasks whose last day has passed."""
    return open_tasks().filter(due_on__lt=clock.today())


def deliveries_for_a_person() -> QuerySet[Delivery]:
    """Deliveries that machines could not finish, oldest first."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(state=DeliveryState.FOR_A_PERSON)
    return rows.order_by("scheduled_at", "pk")
