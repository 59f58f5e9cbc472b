"""Taking a line out of where it stands: out of its run, and off the way to the accounts. Every caller holds the row."""

from __future__ import annotations

from samveita.engines.payments.events import RUN_CHANGED, RUN_REOPENED, tell_run
from samveita.engines.payments.models import LineStatus, PaymentLine, PaymentRun, RunStatus
from samveita.ground.audit.actors import Actor
from samveita.ground.worklist.deliveries import call_off
from samveita.iceland import clock

GONE = (LineStatus.EXPORTED, LineStatus.CONFIRMED, LineStatus.UNKNOWN)
"""The accounts have it, or may have it."""
STAYS = (LineStatus.CANCELLED, LineStatus.REVERSED)
RECORD = "payments.record"
"""The kind of delivery that carries one line to the accounts."""


def take_out(actor: Actor, line: PaymentLine, status: LineStatus) -> None:
    """Give a line that has not gone another status, outside any run; an approved run it stood in is a draft again.

    The row is written; events about the line are the caller's.
    """
    run = line.run
    if run is not None and line.status == LineStatus.IN_RUN:
        _reopen(actor, run)
    if line.handover_uid is not None:
        call_off(actor=actor, kind=RECORD, target=line.handover_uid)
    line.status, line.run, line.handover_uid, line.failure = status, None, None, ""
    line.may_have_arrived = False
    line.settled_at = clock.now() if status in STAYS else None
    line.save()


def _reopen(actor: Actor, run: PaymentRun) -> None:
    row = PaymentRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    was_approved = row.status == RunStatus.APPROVED
    row.revision += 1
    if was_approved:
        row.status, row.approved_by, row.approved_at = RunStatus.DRAFT, None, None
        row.frozen, row.sha256, row.total, row.line_count = None, "", 0, 0
    row.save()
    tell_run(RUN_REOPENED if was_approved else RUN_CHANGED, actor, row)
