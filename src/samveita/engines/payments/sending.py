"""Carrying one line to the accounts: the handler of its delivery, and what every end of it does to the line.

Before a call leaves the house the line says, in a committed row, that it may have arrived. After a crash or a lost answer
the accounts are therefore asked by our id before anything is sent again; where they can't be asked, a person finds out.
What the worklist gives up lands here as *failed* (certainly not there) or *unknown*, with a task on the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from samveita.engines.payments.adapters import (
    AccountingAdapter,
    Declined,
    NotNow,
    NotThere,
    Taken,
    Unclear,
    adapter_for,
)
from samveita.engines.payments.documents import FrozenRecord, PaymentSettings
from samveita.engines.payments.events import LINE_FAILED, LINE_UNKNOWN, tell_line
from samveita.engines.payments.models import LineStatus, PaymentLine, RunStatus
from samveita.engines.payments.running import content_of
from samveita.engines.payments.settling import MACHINE, confirmed
from samveita.engines.payments.setup import Access, access_of, settings_of
from samveita.engines.payments.withdrawing import RECORD
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.crashpoints import crash_point
from samveita.ground.worklist.handlers import Lost, OutcomeUnknown, Refused, TryAgain, register_handler
from samveita.iceland.texts import Text

EVERY_TENANT = "the worker hands over payments of every tenant"
TITLE = Text(
    is_="Greiðsla komst ekki í bókhald eða óvíst er um hana. Athugaðu málið og skráðu niðurstöðuna.",
    en="A payment did not reach the accounts, or may not have. Look into it and record the result.",
    pl="Wypłata nie dotarła do księgowości lub nie ma co do tego pewności. Sprawdź to i zapisz wynik.",
)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one line goes: by which adapter, where to, as what."""

    adapter: AccountingAdapter
    access: Access
    settings: PaymentSettings
    record: FrozenRecord


def send_line(handover: UUID) -> None:
    """Hand one line over; called for its delivery. A line that needs nothing more is left alone.

    Raises:
        DeliveryProblem: what became of it, for the delivery.
    """
    with crossing(EVERY_TENANT):
        line = _line(handover)
        if line is None or line.status == LineStatus.CONFIRMED:
            return
        way = _way(line)
        if line.may_have_arrived and _is_there(line, way):
            return
        _before_the_call(line)
        crash_point("payments.claimed")
        outcome = way.adapter.send(way.access, way.record, way.settings)
        crash_point("payments.answered")
        if isinstance(outcome, Taken):
            confirmed(line.uid, actor=MACHINE, external_id=outcome.external_id)
        elif isinstance(outcome, Declined):
            _certainly_not_there(line)
            raise Refused(outcome.code)
        elif isinstance(outcome, NotNow):
            _certainly_not_there(line)
            raise TryAgain(outcome.code)
        else:
            raise OutcomeUnknown(outcome.code if isinstance(outcome, Unclear) else "no outcome")


def gave_up(handover: UUID, code: str) -> None:
    """Keep on the line that the worklist gave its delivery up; in the worklist's own transaction."""
    with crossing(EVERY_TENANT), transaction.atomic():
        line = _line(handover, lock=True)
        if line is None or line.status != LineStatus.EXPORTED:
            return
        line.status = LineStatus.UNKNOWN if line.may_have_arrived else LineStatus.FAILED
        line.failure = code[:200]
        line.save(update_fields=["status", "failure"])
        tell_line(LINE_UNKNOWN if line.may_have_arrived else LINE_FAILED, MACHINE, line)


def _line(handover: UUID, *, lock: bool = False) -> PaymentLine | None:
    rows = PaymentLine.objects.select_for_update(of=("self",)) if lock else PaymentLine.objects
    related = rows.select_related("office", "municipality", "case", "run__office", "run__municipality")
    found: PaymentLine | None = related.filter(handover_uid=handover).first()
    return found


def _way(line: PaymentLine) -> _Way:
    """Return how a line goes.

    Raises:
        Refused: when its run is not handed over, or the connection has been taken away since.
    """
    run = line.run
    if run is None or run.status not in {RunStatus.EXPORTED, RunStatus.CLOSED}:
        raise Refused("run_not_handed_over")
    settings, access = settings_of(run.office, run.municipality), access_of(run.office, run.municipality)
    adapter = adapter_for(settings)
    record = next((one for one in content_of(run).records if one.uid == str(line.uid)), None)
    if adapter is None or access is None or record is None:
        raise Refused("accounts_not_connected")
    return _Way(adapter=adapter, access=access, settings=settings, record=record)


def _is_there(line: PaymentLine, way: _Way) -> bool:
    """Ask what became of an earlier attempt; whether the accounts have the payment.

    Raises:
        OutcomeUnknown: when they do not say.
        Refused: when they can't be asked.
    """
    if not way.settings.can_be_asked:
        raise Refused("outcome_unknown")
    outcome = way.adapter.ask(way.access, str(line.uid))
    if isinstance(outcome, Taken):
        confirmed(line.uid, actor=MACHINE, external_id=outcome.external_id)
        return True
    if isinstance(outcome, NotThere):
        return False
    raise OutcomeUnknown(outcome.code)


def _before_the_call(line: PaymentLine) -> None:
    """Write down that the payment may arrive, in a transaction of its own, before anything leaves the house."""
    with transaction.atomic():
        PaymentLine.objects.filter(pk=line.pk).update(may_have_arrived=True)


def _certainly_not_there(line: PaymentLine) -> None:
    with transaction.atomic():
        PaymentLine.objects.filter(pk=line.pk).update(may_have_arrived=False)


register_handler(RECORD, send_line, lost=Lost.AGAIN, title=TITLE, given_up=gave_up)
