"""Closing a month of payments at an office: confirmed by one, closed by a second where the office wants two, reopened with a reason.

A month is closed as it agrees, or with a written explanation of what does not. Its figures are kept as they stood, so the
page shows it when something changes afterwards. A closed month takes no new run; lines that come late go with the next.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samveita.engines.payments.documents import MonthNote, MonthTotals
from samveita.engines.payments.events import MONTH_CLOSED, MONTH_CONFIRMED, MONTH_REOPENED, tell_month
from samveita.engines.payments.models import MonthEnd, MonthStatus, PaymentSetup
from samveita.engines.payments.refusing import (
    MONTH_AHEAD,
    MONTH_IS_CLOSED,
    MONTH_MOVED,
    MONTH_OFF,
    MONTH_SECOND_PERSON,
    NOT_NOW,
    WHY_REOPEN,
    PaymentRefused,
)
from samveita.engines.payments.tallying import tally
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.iceland import clock

LONGEST_NOTE = 2000


def month_end_of(office: Organisation, month: date) -> MonthEnd | None:
    """Return the month-end of an office that somebody has begun on, or ``None``."""
    rows = MonthEnd.objects.select_related("office__successor")
    found: MonthEnd | None = rows.filter(office=office, month=month.replace(day=1)).first()
    return found


def note_of(month_end: MonthEnd) -> str:
    """Return the explanation or reason that was written last; empty when there is none."""
    if month_end.note is None:
        return ""
    return open_document(month_end.office, MonthNote, month_end.note, about=str(month_end.uid)).text


def needs_second_person(office: Organisation) -> bool:
    """Whether the office wants two: it does as soon as it does for the runs of any municipality it pays for."""
    return any(setup.settings.second_person for setup in PaymentSetup.objects.filter(office=office))


def close_month(
    *, actor: Actor, office: Organisation, month: date, revision: int, explanation: str = ""
) -> MonthEnd:
    """Confirm a month, and close it unless a second person has to.

    Args:
        actor: who confirms or closes.
        office: whose month.
        month: any day of it.
        revision: of the month-end as the page showed it; 0 when nobody had begun on it.
        explanation: why something does not agree, when it does not.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when it is closed, has not begun, changed meanwhile, does not agree and nothing explains it, or the
            same person confirmed it.
    """
    first = month.replace(day=1)
    if first > clock.today():
        raise PaymentRefused(MONTH_AHEAD)
    with transaction.atomic():
        row = _held(actor, office, first)
        if row.status == MonthStatus.CLOSED:
            raise PaymentRefused(MONTH_IS_CLOSED)
        if row.revision != max(revision, 1):
            raise PaymentRefused(MONTH_MOVED)
        is_second = row.status == MonthStatus.CONFIRMED
        if is_second and row.confirmed_by == actor.human:
            raise PaymentRefused(MONTH_SECOND_PERSON)
        found = tally(actor=actor, office=office, month=first)
        written = explanation.strip()[:LONGEST_NOTE]
        is_explained = is_second and row.note is not None and row.totals == found.totals
        if not found.agrees and not written and not is_explained:
            raise PaymentRefused(MONTH_OFF)
        _write(row, found.totals, written)
        if is_second or not needs_second_person(office):
            row.status, row.closed_by, row.closed_at = MonthStatus.CLOSED, actor.human, clock.now()
            event = MONTH_CLOSED
        else:
            row.status, event = MonthStatus.CONFIRMED, MONTH_CONFIRMED
        if not is_second:
            row.confirmed_by, row.confirmed_at = actor.human, clock.now()
        row.save()
        tell_month(event, actor, row)
    return row


def reopen_month(*, actor: Actor, office: Organisation, month: date, reason: str) -> MonthEnd:
    """Open a confirmed or closed month again.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: without a reason, or when it is open.
    """
    written = reason.strip()[:LONGEST_NOTE]
    if not written:
        raise PaymentRefused(WHY_REOPEN)
    with transaction.atomic():
        row = _held(actor, office, month.replace(day=1))
        if row.status == MonthStatus.OPEN:
            raise PaymentRefused(NOT_NOW)
        row.status, row.revision = MonthStatus.OPEN, row.revision + 1
        row.confirmed_by = row.confirmed_at = row.closed_by = row.closed_at = None
        row.note = seal_document(office, MonthNote(text=written), about=str(row.uid))
        row.save()
        tell_month(MONTH_REOPENED, actor, row)
    return row


def _held(actor: Actor, office: Organisation, first: date) -> MonthEnd:
    """Return the row, made when there is none, held until the transaction ends."""
    row: MonthEnd = (
        MonthEnd.objects.select_for_update(of=("self",))
        .select_related("office__successor")
        .get_or_create(office=office, month=first)[0]
    )
    require(actor, "payments.close_month", row)
    return row


def _write(row: MonthEnd, totals: MonthTotals, explanation: str) -> None:
    row.totals, row.revision = totals, row.revision + 1
    if explanation:
        row.note = seal_document(row.office, MonthNote(text=explanation), about=str(row.uid))
    elif row.status == MonthStatus.OPEN:
        row.note = None
