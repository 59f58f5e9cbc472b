"""``samveita worker``: one process that runs background jobs and, each minute, the tick.

The tick finds what is due: deliveries to try again, jobs whose worker was killed, events to seal, reminders. It runs
in a thread of its own, so a long job does not hold it up, and a third thread says every few seconds that this process
lives. Several workers may run at once.
"""

from __future__ import annotations

import os
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

from samveita.project.environment import BadEnvironmentError, read_environment

TICK_SECONDS = 60.0
IDLE_SECONDS = 0.5


def main(argv: list[str]) -> int:
    """Work until stopped. Exit code 2 when the environment is not whole."""
    parser = ArgumentParser(prog="samveita worker", description="Run background jobs and the minute tick.")
    parser.add_argument("--tick-seconds", type=float, default=TICK_SECONDS, help="seconds between two ticks")
    parser.add_argument("--idle-seconds", type=float, default=IDLE_SECONDS, help="rest when nothing waits")
    parser.add_argument("--once", action="store_true", help="one tick and what waits now, then end")
    arguments = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    try:
        read_environment()
    except BadEnvironmentError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    import django

    django.setup()
    work(tick_seconds=arguments.tick_seconds, idle_seconds=arguments.idle_seconds, once=arguments.once)
    return 0


def work(*, tick_seconds: float, idle_seconds: float, once: bool) -> None:
    """Beat, tick and run jobs until a signal says stop; with ``once`` until nothing waits."""
    from django.db import DatabaseError
    from django_tasks_db.management.commands.db_worker import Worker

    from samveita.ground.worklist.heartbeat import BEAT_SECONDS, beat, stopped
    from samveita.ground.worklist.tick import tick

    worker_id = uuid4().hex
    beat(worker_id)
    try:
        if once:
            tick()
        else:
            _every(BEAT_SECONDS, lambda: beat(worker_id), name="beat")
            _every(tick_seconds, tick, name="tick")
        worker = Worker(
            queue_names=["*"],
            interval=idle_seconds,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()
    finally:
        # A courtesy to whoever watches; a database that is busy or away must not turn an orderly stop into a failure.
        with suppress(DatabaseError):
            stopped(worker_id)


def _every(seconds: float, action: Callable[[], object], *, name: str) -> None:
    """Do something again and again in a thread; what goes wrong is logged, and the next time tries again."""
    import structlog
    from django.db import close_old_connections

    def repeat() -> None:
        rest = threading.Event()
        while True:
            close_old_connections()
            try:
                action()
            except Exception:
                structlog.get_logger("samveita.worker").exception("failed", action=name)
            finally:
                close_old_connections()
            rest.wait(seconds)

    threading.Thread(target=repeat, name=name, daemon=True).start()
