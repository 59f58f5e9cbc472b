"""Background jobs: the one module that knows which library runs them (django-tasks on its database back end).

A job is a registered function that takes uids, calls one verb and is safe to run twice. ``enqueue`` writes it down in
the caller's transaction, so it exists exactly if the change that needs it does. A job that raises is tried again by the
tick a few times; a worker that dies gives its job back. Outside deliveries are ``deliveries`` instead: they know their
attempts and end on a person's desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

Job = Callable[..., None]
Row = DBTaskResult[..., object]

ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)
KEEP_FINISHED = timedelta(days=7)

JOBS: dict[str, Job] = {}
log = structlog.get_logger("samveita.background")


class JobFailed(Exception):
    """A job raised. The log has the details, masked; the database keeps only the names, since messages may be personal."""


def register_job(name: str, job: Job) -> None:
    """Name a function that takes uids, so that it can be enqueued.

    Raises:
        ValueError: when another function already has the name.
    """
    if JOBS.get(name, job) is not job:
        raise ValueError(f"background job {name!r} is registered twice")
    JOBS[name] = job


def enqueue(name: str, *ids: UUID) -> None:
    """Have a job run soon, if and only if the current transaction commits.

    Raises:
        KeyError: when nobody registered the name.
    """
    if name not in JOBS:
        raise KeyError(f"no background job is called {name!r}")
    run_job.enqueue(name, [str(one) for one in ids])


@task()
def run_job(name: str, ids: list[str]) -> None:
    """Run a registered job; called by the worker."""
    try:
        JOBS[name](*(UUID(one) for one in ids))
    except Exception as mistake:
        log.exception("background job failed", job=name, ids=ids)
        raise JobFailed(f"{name}: {type(mistake).__name__}") from None


def give_back(alive: set[str]) -> int:
    """Return to the queue what workers took that are no longer alive; returns how many."""
    with transaction.atomic():
        running = _locked(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
        stuck = [one for one in running if not one.worker_ids or one.worker_ids[-1] not in alive]
        return _requeue(stuck)


def retry_failed() -> int:
    """Return failed jobs to the queue, each with a longer wait than before, up to five attempts; returns how many."""
    now = timezone.now()
    with transaction.atomic():
        failed = _locked(
            DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - KEEP_FINISHED)
        )
        return _requeue(
            one
            for one in failed
            if len(one.worker_ids) < ATTEMPTS
            and one.finished_at is not None
            and one.finished_at + FIRST_WAIT * 4 ** (len(one.worker_ids) - 1) <= now
        )


def forget_finished() -> int:
    """Delete the rows of jobs that ended well a week ago or more; returns how many."""
    old = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=timezone.now() - KEEP_FINISHED
    )
    return old.delete()[0]


def failed_for_good() -> int:
    """Count the jobs of the last week that used up their attempts, for whoever watches the installation."""
    recent = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=timezone.now() - KEEP_FINISHED
    )
    return sum(len(ids) >= ATTEMPTS for ids in recent.values_list("worker_ids", flat=True))


def _locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_for_update(skip_locked=True)


def _requeue(rows: Iterable[Row]) -> int:
    keys = [one.pk for one in rows]
    return DBTaskResult.objects.filter(pk__in=keys).update(status=TaskResultStatus.READY, finished_at=None)
