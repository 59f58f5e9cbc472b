"""A worker forked from the test: a process of its own that power cuts kill, which need not import the whole house again.

It begins with what the test has at that moment: its database, its settings, its handlers and its clock. Nothing of it
ends up in the test's process, and it ends with it. It is not for work that composes letters: threads with which typst
made one in the test's process are not there after a fork, and the worker would wait for them; ``tests/shown`` starts
whole ``samveita worker`` processes for that.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import warnings
from datetime import timedelta
from multiprocessing.process import BaseProcess

from django.conf import settings
from django.db import connections

from samveita.iceland import clock
from samveita.project.processes import end_with_parent
from samveita.project.worker import work


def start_worker(
    *, crash_at: str = "", later: timedelta = timedelta(0), tick_seconds: float = 0.3
) -> BaseProcess:
    """Start a worker that dies at this crash point, or works until it is stopped, with its clock so much later."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(crash_at, later, tick_seconds), daemon=True
    )
    with warnings.catch_warnings():
        # Python 3.12 and later warn of any thread that a fork leaves behind; pytest-xdist's reads orders, no more.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    return process


def died(process: BaseProcess) -> bool:
    """Whether a worker has killed itself at its crash point, waited for."""
    process.join(timeout=60)
    return process.exitcode == -signal.SIGKILL


def stop_worker(process: BaseProcess) -> int | None:
    """Ask a worker to end, and return its exit code."""
    process.terminate()
    process.join(timeout=20)
    return process.exitcode


def _work(crash_at: str, later: timedelta, tick_seconds: float) -> None:
    if sys.platform == "linux":
        end_with_parent()
    settings.CRASH_AT = crash_at
    with clock.shifted(later):
        work(tick_seconds=tick_seconds, idle_seconds=0.1, once=False)
