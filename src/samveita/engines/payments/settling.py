"""What came back from the accounts, line by line: by a machine's answer or by the word of a person who found out.

Every change holds the row. A run closes by itself when nothing in it waits any more.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from samveita.engines.payments.events import (
    LINE_CONFIRMED,
    LINE_FAILED,
    LINE_RETRIED,
    RUN_CLOSED,
    tell_line,
    tell_run,
)
from samveita.engines.payments.holding import locked_line
from samveita.engines.payments.models import Handover, LineStatus, PaymentLine, PaymentRun, RunStatus
from samveita.engines.payments.refusing import NOT_NOW, PaymentRefused
from samveita.engines.payments.withdrawing import RECORD, take_out
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.worklist.deliveries import call_off, try_again
from samveita.ground.worklist.models import Delivery
from samveita.iceland import clock

MACHINE = Actor.system("payments")
WAITS = (LineStatus.EXPORTED, LineStatus.UNKNOWN, LineStatus.FAILED)
BY_HAND = "said_by_a_person"


def confirmed(uid: UUID, *, actor: Actor, external_id: str = "") -> None:
    """The accounts have the line. A fact whoever learned it: written also when somebody else was quicker."""
    with transaction.atomic():
        line = locked_line(uid)
        if line.status == LineStatus.CONFIRMED:
            return
        line.status, line.external_id, line.failure = LineStatus.CONFIRMED, external_id, ""
        line.may_have_arrived, line.settled_at = False, clock.now()
        line.save()
        tell_line(LINE_CONFIRMED, actor, line)
        if line.corrects_id is not None:
            PaymentLine.objects.filter(pk=line.corrects_id).update(
                status=LineStatus.REVERSED, settled_at=clock.now()
            )
        _close_when_settled(line)


def confirm_line(*, actor: Actor, uid: UUID) -> PaymentLine:
    """Record that the accounts have a line: after a file, or when a person found out what a machine could not.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when it has not left the house, or its answer is still awaited.
    """
    with transaction.atomic():
        line = _settleable(actor, uid)
        confirmed(line.uid, actor=actor)
        if line.handover_uid is not None:
            call_off(actor=actor, kind=RECORD, target=line.handover_uid)
        line.refresh_from_db()
    return line


def confirm_run(*, actor: Actor, run: UUID) -> int:
    """Record that the accounts have every line of a run handed over as a file; returns how many were confirmed.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when the run went another way.
    """
    with transaction.atomic():
        row = PaymentRun.objects.select_related("office__successor").get(uid=run)
        require(actor, "payments.run", row)
        if row.handover != Handover.FILE:
            raise PaymentRefused(NOT_NOW)
        waiting = list(row.lines.filter(status=LineStatus.EXPORTED).values_list("uid", flat=True))
        for uid in waiting:
            confirmed(uid, actor=actor)
    return len(waiting)


def fail_line(*, actor: Actor, uid: UUID) -> PaymentLine:
    """Record that a line certainly did not get through. Errors as ``confirm_line``."""
    with transaction.atomic():
        line = _settleable(actor, uid)
        line.status, line.failure, line.may_have_arrived = LineStatus.FAILED, BY_HAND, False
        line.save(update_fields=["status", "failure", "may_have_arrived"])
        tell_line(LINE_FAILED, actor, line)
    return line


def retry_line(*, actor: Actor, uid: UUID) -> PaymentLine:
    """Try a failed or unknown line again: the accounts are asked first, then sent the very same record.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when there is nothing to try again by a machine.
    """
    with transaction.atomic():
        line = locked_line(uid)
        require(actor, "payments.run", line)
        if line.status not in {LineStatus.FAILED, LineStatus.UNKNOWN} or line.handover_uid is None:
            raise PaymentRefused(NOT_NOW)
        delivery = Delivery.objects.select_related("office__successor").get(
            kind=RECORD, target=line.handover_uid
        )
        line.status, line.failure = LineStatus.EXPORTED, ""
        line.save(update_fields=["status", "failure"])
        tell_line(LINE_RETRIED, actor, line)
        try_again(actor=actor, delivery=delivery)
    return line


def put_back(*, actor: Actor, uid: UUID) -> PaymentLine:
    """Let a line that certainly failed wait for another run, for example after its account was mended.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when it has not failed.
    """
    with transaction.atomic():
        line = locked_line(uid)
        require(actor, "payments.run", line)
        if line.status != LineStatus.FAILED or line.may_have_arrived:
            raise PaymentRefused(NOT_NOW)
        run = line.run
        take_out(actor, line, LineStatus.PLANNED)
        tell_line(LINE_RETRIED, actor, line)
        if run is not None:
            _close(run)
    return line


def _settleable(actor: Actor, uid: UUID) -> PaymentLine:
    line = locked_line(uid)
    require(actor, "payments.run", line)
    by_file = line.handover_uid is None and line.status in {LineStatus.EXPORTED, LineStatus.FAILED}
    asked = line.status in {LineStatus.UNKNOWN, LineStatus.FAILED}
    if not (by_file or asked):
        raise PaymentRefused(NOT_NOW)
    return line


def _close_when_settled(line: PaymentLine) -> None:
    if line.run_id is not None:
        _close(PaymentRun.objects.select_related("office", "municipality").get(pk=line.run_id))


def _close(run: PaymentRun) -> None:
    """Close a run in which nothing waits any more."""
    row = PaymentRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.status == RunStatus.EXPORTED and not row.lines.filter(status__in=WAITS).exists():
        row.status, row.closed_at = RunStatus.CLOSED, clock.now()
        row.save(update_fields=["status", "closed_at"])
        tell_run(RUN_CLOSED, MACHINE, row)
