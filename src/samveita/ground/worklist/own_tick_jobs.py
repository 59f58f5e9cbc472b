"""What the worklist itself does at each tick: gives back, tries again, wakes tasks, seals the event store."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from samveita.ground.audit.sealing import BATCH, seal
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist import background, deliveries
from samveita.ground.worklist.heartbeat import alive_workers
from samveita.ground.worklist.tick import register_tick
from samveita.ground.worklist.waking import wake_tasks

SEAL_AT_MOST = 20


def give_back_stuck() -> int:
    """Give back what dead workers had taken."""
    return background.give_back(alive_workers())


def retry_failed() -> int:
    """Queue failed jobs anew and forget old ones."""
    background.forget_finished()
    return background.retry_failed()


def deliver_due() -> int:
    """Settle lost attempts, then queue every delivery whose time has come."""
    deliveries.rescue_lost()
    due = deliveries.due_uids()
    with transaction.atomic():
        for uid in due:
            background.enqueue(deliveries.DELIVER, uid)
    return len(due)


def seal_events() -> int:
    """Seal what the event store got since the last tick; a large rest is left to the next one."""
    sealed = 0
    with crossing("the seal covers every tenant's events"):
        for _ in range(SEAL_AT_MOST):
            batch = seal()
            sealed += batch
            if batch < BATCH:
                break
    return sealed


OWN_JOBS: tuple[tuple[str, Callable[[], int]], ...] = (
    ("worklist.give_back_stuck", give_back_stuck),
    ("worklist.retry_failed", retry_failed),
    ("worklist.deliver_due", deliver_due),
    ("worklist.wake_tasks", wake_tasks),
    ("audit.seal", seal_events),
)
for _name, _job in OWN_JOBS:
    register_tick(_name, _job)
