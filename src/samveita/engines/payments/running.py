"""Runs: gathering lines, changing them while it is a draft, approving, handing over as a file or to the accounts.

From its approval a run is frozen: its records are sealed and hashed, and every file and call is made from them. A run
leaves the house one way only, so that nothing is paid by a file and by the accounts as well.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max, QuerySet

from samveita.engines.payments.adapters import adapter_for, missing_in
from samveita.engines.payments.documents import FrozenRecord, FrozenRun, LineDetails
from samveita.engines.payments.events import (
    RUN_APPROVED,
    RUN_CHANGED,
    RUN_DISSOLVED,
    RUN_EXPORTED,
    RUN_MADE,
    RUN_SENT,
    tell_run,
)
from samveita.engines.payments.exporting import ExportedFile, FileForm, written
from samveita.engines.payments.holding import locked_line
from samveita.engines.payments.models import (
    Handover,
    LineStatus,
    MonthEnd,
    MonthStatus,
    PaymentLine,
    PaymentRun,
    RunStatus,
)
from samveita.engines.payments.refusing import (
    ACCOUNTS_LACK,
    HANDED_OVER_OTHERWISE,
    MONTH_IS_CLOSED,
    NOT_CONNECTED,
    NOT_NOW,
    NOT_READY,
    NOTHING_READY,
    OTHER_MUNICIPALITY,
    OWES_MORE,
    PAY_DAY_PASSED,
    PAYS_HERSELF,
    RUN_MOVED,
    SECOND_PERSON,
    PaymentRefused,
)
from samveita.engines.payments.setup import access_of, settings_of
from samveita.engines.payments.withdrawing import RECORD
from samveita.ground.audit.actors import Actor
from samveita.ground.documents.stored import pack
from samveita.ground.identity.people import kennitala_of
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.crashpoints import crash_point
from samveita.ground.worklist.deliveries import schedule
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.texts import Text

HAS_LEFT = (RunStatus.EXPORTED, RunStatus.CLOSED)


def ready_lines(municipality: Organisation, month: date) -> QuerySet[PaymentLine]:
    """Return the lines of a municipality that may go into a run for a month; those of earlier months wait with them."""
    found: QuerySet[PaymentLine] = PaymentLine.objects.filter(
        municipality=municipality,
        month__lte=month,
        status=LineStatus.PLANNED,
        held_at=None,
        has_account=True,
        payee__isnull=False,
    )
    return found.order_by("case__number", "position", "pk")


def make_run(
    *, actor: Actor, office: Organisation, municipality: Organisation, month: date, pay_date: date
) -> PaymentRun:
    """Gather every ready line of a municipality in a draft.

    Args:
        actor: who prepares it.
        office: whose run it is.
        municipality: whose money it is.
        month: any day of the month paid for.
        pay_date: the day it is to be paid.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when no line is ready, the day has passed or the month is closed.
    """
    require(actor, "payments.run")
    first = month.replace(day=1)
    if pay_date < clock.today():
        raise PaymentRefused(PAY_DAY_PASSED)
    if MonthEnd.objects.filter(office=office, month=first, status=MonthStatus.CLOSED).exists():
        raise PaymentRefused(MONTH_IS_CLOSED)
    with transaction.atomic():
        lines = list(ready_lines(municipality, first).select_for_update(of=("self",)))
        if not lines:
            raise PaymentRefused(NOTHING_READY)
        rows = PaymentRun.objects.filter(office=office, municipality=municipality, month=first)
        run: PaymentRun = PaymentRun.objects.create(
            office=office,
            municipality=municipality,
            month=first,
            sequence=(rows.aggregate(last=Max("sequence"))["last"] or 0) + 1,
            pay_date=pay_date,
            prepared_by=actor.human,
            made_at=clock.now(),
        )
        for line in lines:
            line.status, line.run = LineStatus.IN_RUN, run
        PaymentLine.objects.bulk_update(lines, ["status", "run"])
        tell_run(RUN_MADE, actor, run)
    return run


def add_line(*, actor: Actor, run: UUID, line: UUID) -> PaymentRun:
    """Put one more ready line into a draft.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when the run is no draft, or the line is not ready or of another municipality.
    """
    with transaction.atomic():
        row, added = _draft(actor, run), locked_line(line)
        if added.municipality_id != row.municipality_id:
            raise PaymentRefused(OTHER_MUNICIPALITY)
        if not ready_lines(row.municipality, added.month).filter(pk=added.pk).exists():
            raise PaymentRefused(NOT_NOW)
        added.status, added.run = LineStatus.IN_RUN, row
        added.save(update_fields=["status", "run"])
        _changed(actor, row)
    return row


def remove_line(*, actor: Actor, run: UUID, line: UUID) -> PaymentRun:
    """Take a line out of a draft; it waits for the next run. Errors as ``add_line``."""
    with transaction.atomic():
        row, removed = _draft(actor, run), locked_line(line)
        if removed.run_id != row.pk:
            raise PaymentRefused(NOT_NOW)
        removed.status, removed.run = LineStatus.PLANNED, None
        removed.save(update_fields=["status", "run"])
        _changed(actor, row)
    return row


def dissolve_run(*, actor: Actor, run: UUID) -> PaymentRun:
    """Give up a draft; its lines wait for another run. Errors as ``add_line``."""
    with transaction.atomic():
        row = _draft(actor, run)
        row.lines.update(status=LineStatus.PLANNED, run=None)
        row.status, row.closed_at, row.revision = RunStatus.DISSOLVED, clock.now(), row.revision + 1
        row.save()
        tell_run(RUN_DISSOLVED, actor, row)
    return row


def approve_run(*, actor: Actor, run: UUID, revision: int) -> PaymentRun:
    """Freeze a draft: from now on its records never change.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when it is no draft, changed since the page was opened, somebody else has to approve it, a line is
            not ready, or a recipient's corrections exceed her payments.
    """
    with transaction.atomic():
        row = locked_run(run)
        require(actor, "payments.approve", row)
        if row.status != RunStatus.DRAFT or row.revision != revision:
            raise PaymentRefused(RUN_MOVED)
        if settings_of(row.office, row.municipality).second_person and actor.human == row.prepared_by:
            raise PaymentRefused(SECOND_PERSON)
        lines = list(_lines(row).select_for_update(of=("self",)))
        _check(actor, lines)
        frozen = _frozen(row, lines)
        row.frozen = seal_document(row.office, frozen, about=str(row.uid))
        row.sha256, row.total, row.line_count = fingerprint(frozen), frozen.total, len(frozen.records)
        row.status, row.approved_by, row.approved_at = RunStatus.APPROVED, actor.human, clock.now()
        row.revision += 1
        row.save()
        tell_run(RUN_APPROVED, actor, row)
    return row


def export_run(*, actor: Actor, run: UUID, form: FileForm, with_bom: bool = True) -> ExportedFile:
    """Hand an approved run over as a file, or hand the same file out again: the same run gives the same bytes.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when it is not approved, or went to the accounts.
    """
    with transaction.atomic():
        row = locked_run(run)
        require(actor, "payments.run", row)
        if row.status not in {RunStatus.APPROVED, *HAS_LEFT}:
            raise PaymentRefused(NOT_NOW)
        if row.handover == Handover.ACCOUNTS:
            raise PaymentRefused(HANDED_OVER_OTHERWISE)
        if row.status == RunStatus.APPROVED:
            _hand_over(row, Handover.FILE)
        tell_run(RUN_EXPORTED, actor, row)
    return written(content_of(row), form=form, with_bom=with_bom, slug=row.municipality.slug)


def send_run(*, actor: Actor, run: UUID) -> PaymentRun:
    """Hand an approved run to the accounts, one delivery a line; the worker carries them out.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when it is not approved, went out as a file, no accounts are connected, or they would lack something.
    """
    with transaction.atomic():
        row = locked_run(run)
        require(actor, "payments.run", row)
        if row.status == RunStatus.EXPORTED and row.handover == Handover.ACCOUNTS:
            return row
        if row.status != RunStatus.APPROVED:
            raise PaymentRefused(HANDED_OVER_OTHERWISE if row.handover else NOT_NOW)
        missing = what_the_accounts_lack(row)
        if missing is not None:
            raise PaymentRefused(missing)
        _hand_over(row, Handover.ACCOUNTS)
        for line in _lines(row):
            line.handover_uid = uuid4()
            line.save(update_fields=["handover_uid"])
            schedule(
                RECORD,
                target=line.handover_uid,
                office=row.office,
                municipality=row.municipality,
                case=line.case.uid,
            )
        tell_run(RUN_SENT, actor, row)
        crash_point("payments.send.before_commit")
    return row


def what_the_accounts_lack(run: PaymentRun) -> Text | None:
    """Say why an approved run could not be sent to the accounts, or nothing."""
    settings = settings_of(run.office, run.municipality)
    adapter = adapter_for(settings)
    if adapter is None or access_of(run.office, run.municipality) is None:
        return NOT_CONNECTED
    missing = missing_in(adapter, content_of(run).records, settings)
    if not missing:
        return None
    return Text(
        is_=ACCOUNTS_LACK.is_.format(missing=" ".join(one.is_ for one in missing)),
        en=ACCOUNTS_LACK.en.format(missing=" ".join(one.en for one in missing)),
        pl=ACCOUNTS_LACK.pl.format(missing=" ".join(one.pl for one in missing)),
    )


def content_of(run: PaymentRun) -> FrozenRun:
    """Return what an approved run froze.

    Raises:
        PaymentRefused: when it is not approved.
        ValueError: when what is stored no longer has the hash it had.
    """
    if run.frozen is None:
        raise PaymentRefused(NOT_NOW)
    frozen = open_document(run.office, FrozenRun, run.frozen, about=str(run.uid))
    if fingerprint(frozen) != run.sha256:
        raise ValueError(f"the contents of run {run.uid} are not what was approved")
    return frozen


def fingerprint(frozen: FrozenRun) -> str:
    """Return the SHA-256 over a run's contents in a canonical JSON spelling, in hexadecimal."""
    canonical = json.dumps(pack(frozen), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def locked_run(uid: UUID) -> PaymentRun:
    """Return a run of the scope, held until the transaction ends.

    Raises:
        PaymentRun.DoesNotExist: when the scope holds none.
    """
    rows: QuerySet[PaymentRun] = PaymentRun.objects.select_for_update(of=("self",))
    return rows.select_related("office__successor", "municipality").get(uid=uid)


def _lines(run: PaymentRun) -> QuerySet[PaymentLine]:
    rows: QuerySet[PaymentLine] = PaymentLine.objects.filter(run=run)
    related = rows.select_related("case", "payee", "office", "municipality", "decision", "corrects")
    return related.order_by("case__number", "position", "pk")


def _draft(actor: Actor, uid: UUID) -> PaymentRun:
    row = locked_run(uid)
    require(actor, "payments.run", row)
    if row.status != RunStatus.DRAFT:
        raise PaymentRefused(NOT_NOW)
    return row


def _changed(actor: Actor, run: PaymentRun) -> None:
    run.revision, run.prepared_by = run.revision + 1, actor.human
    run.save(update_fields=["revision", "prepared_by"])
    tell_run(RUN_CHANGED, actor, run)


def _check(actor: Actor, lines: list[PaymentLine]) -> None:
    if not lines:
        raise PaymentRefused(NOTHING_READY)
    if any(line.held_at or not line.has_account or line.payee is None for line in lines):
        raise PaymentRefused(NOT_READY)
    if any(line.payee and line.payee.uid == actor.human for line in lines):
        raise PaymentRefused(PAYS_HERSELF)
    by_payee: dict[int | None, int] = defaultdict(int)
    for line in lines:
        by_payee[line.payee_id] += line.amount
    if min(by_payee.values()) < 0:
        raise PaymentRefused(OWES_MORE)


def _frozen(run: PaymentRun, lines: list[PaymentLine]) -> FrozenRun:
    national_ids = {line.payee_id: kennitala_of(line.payee) for line in lines if line.payee}
    records = tuple(_record(run, line, national_ids[line.payee_id]) for line in lines)
    return FrozenRun(
        uid=str(run.uid),
        number=run.number,
        municipality=run.municipality.names.official.nominative,
        month=run.month,
        pay_date=run.pay_date,
        total=sum(record.amount for record in records),
        records=records,
    )


def _record(run: PaymentRun, line: PaymentLine, national_id: Kennitala) -> FrozenRecord:
    details = open_document(line.office, LineDetails, line.details, about=str(line.uid))
    return FrozenRecord(
        uid=str(line.uid),
        kind=line.kind,
        label=line.label,
        amount=line.amount,
        gross=line.gross,
        tax_withheld=line.tax_withheld,
        national_id=national_id.digits,
        name=line.payee.name if line.payee else "",
        account=details.account,
        phone=details.phone,
        email=details.email,
        case_number=line.case.number,
        decision_number=line.decision.number,
        service=line.case.service,
        month=line.month,
        pay_date=run.pay_date,
        employment=details.employment,
        housing=details.housing,
        personal_credit=details.personal_credit,
        corrects="" if line.corrects is None else str(line.corrects.uid),
    )


def _hand_over(run: PaymentRun, handover: Handover) -> None:
    run.status, run.handover, run.exported_at = RunStatus.EXPORTED, handover, clock.now()
    run.save(update_fields=["status", "handover", "exported_at"])
    run.lines.update(status=LineStatus.EXPORTED)
