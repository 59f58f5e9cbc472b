"""What the worker does for the mailbox: one job that sends whatever is due, and a look at the clock every minute.

The job takes no ids: it gathers everything due, so that letters announced together travel together, and a second one
finds nothing left to do. Safe to run twice and in several workers.
"""

from __future__ import annotations

from django.db import transaction

from samveita.engines.mailbox.announcing import DELIVER
from samveita.engines.mailbox.dispatching import deliver, due, rescue, serve_due
from samveita.engines.mailbox.withdrawing import tell_due_withdrawals, withdrawals_are_due
from samveita.ground.worklist.background import enqueue, register_job
from samveita.ground.worklist.tick import register_tick


def send_what_is_due() -> None:
    """Deliver announced letters, then tell of withdrawals."""
    if waiting := due():
        deliver(waiting)
    while tell_due_withdrawals():
        pass


def every_minute() -> int:
    """Settle lost attempts, serve what has reached its moment, and queue what is due; returns how many were due."""
    rescue()
    serve_due()
    waiting = len(due())
    if waiting or withdrawals_are_due():
        with transaction.atomic():
            enqueue(DELIVER)
    return waiting


register_job(DELIVER, send_what_is_due)
register_tick("mailbox.every_minute", every_minute)
