"""The tick: once a minute, what nobody else notices. Each job by itself, so that one that fails stops no other.

Rooms register their jobs at start-up. A job opens its own scope and its own short transactions, takes rows under a lock
and is safe beside the same job in another process; a call to an outside service belongs in a background job that the
tick enqueues, not in the tick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

TickJob = Callable[[], int | None]

TICK_JOBS: dict[str, TickJob] = {}
log = structlog.get_logger("samveita.tick")


@dataclass(slots=True)
class TickOutcome:
    """What one tick did: a count per job, and the names of those that failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def register_tick(name: str, job: TickJob) -> None:
    """Have a job run at every tick; it may return how much it found to do.

    Raises:
        ValueError: when another job already has the name.
    """
    if TICK_JOBS.get(name, job) is not job:
        raise ValueError(f"tick job {name!r} is registered twice")
    TICK_JOBS[name] = job


def tick() -> TickOutcome:
    """Run every job once, in the order of registration, lowest room first."""
    outcome = TickOutcome()
    for name, job in list(TICK_JOBS.items()):
        try:
            outcome.done[name] = job() or 0
        except Exception:
            log.exception("tick job failed", job=name)
            outcome.failed.append(name)
    return outcome
