"""Which workers are alive.

A worker beats every few seconds; one that has not for a while, or whose process is gone from this machine, is dead, and
what it was doing is given back.
Real time is used here, not the house's clock: two processes may be shifted differently in a demonstration.
"""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from samveita.ground.worklist.models import WorkerHeartbeat

BEAT_SECONDS = 10.0
DEAD_AFTER = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(days=1)


def beat(worker_id: str) -> None:
    """Say that this process lives and works under this id."""
    now = timezone.now()
    WorkerHeartbeat.objects.update_or_create(
        worker_id=worker_id,
        defaults={"seen_at": now},
        create_defaults={
            "seen_at": now,
            "started_at": now,
            "host": socket.gethostname()[:200],
            "process_id": os.getpid(),
        },
    )


def stopped(worker_id: str) -> None:
    """Say that this worker has ended in good order."""
    WorkerHeartbeat.objects.filter(worker_id=worker_id).delete()


def alive_workers() -> set[str]:
    """Return the ids of workers that are alive, and forget those that have long been dead."""
    now = timezone.now()
    with transaction.atomic():
        WorkerHeartbeat.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
    recent = list(WorkerHeartbeat.objects.filter(seen_at__gt=now - DEAD_AFTER).order_by("started_at"))
    return {one.worker_id for one in recent if _still_runs(one, recent)}


def _still_runs(beating: WorkerHeartbeat, others: list[WorkerHeartbeat]) -> bool:
    """Look at this machine's own processes; of two rows with one process id the older one is dead."""
    if beating.host != socket.gethostname()[:200]:
        return True
    same = [one for one in others if (one.host, one.process_id) == (beating.host, beating.process_id)]
    return same[-1].worker_id == beating.worker_id and _process_exists(beating.process_id)


def _process_exists(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
