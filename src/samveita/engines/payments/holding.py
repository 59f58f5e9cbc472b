"""Holding and releasing lines, and the bank account a line still waits for.

A line without an account is never lost: it waits with a task on the desk, and the resident is told that something is asked
of her and gives the account on the page of her case.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samveita.engines.cases.models import Case
from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.reading import read
from samveita.engines.payments.documents import LineDetails
from samveita.engines.payments.events import (
    ACCOUNT_GIVEN,
    LINE_DROPPED,
    LINE_HELD,
    LINE_RELEASED,
    tell_line,
)
from samveita.engines.payments.models import LineStatus, PaymentLine
from samveita.engines.payments.refusing import NOT_NOW, PaymentRefused
from samveita.engines.payments.withdrawing import take_out
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.notices.notifying import notify
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.tasks import close_tasks_about, open_task
from samveita.iceland import clock
from samveita.iceland.texts import Text

MACHINE = Actor.system("payments")
ACCOUNT_MISSING, TO_SETTLE = "payments.account_missing", "payments.to_settle"
NOT_LEFT = (LineStatus.PLANNED, LineStatus.IN_RUN)
ACCOUNT_WAITED_FOR = (*NOT_LEFT, LineStatus.FAILED)
HER_OWN = "a resident's account belongs to the office's payment lines"

ACCOUNT_QUESTION = Question(
    key="account",
    kind=Kind.BANK_ACCOUNT,
    label=Text(
        is_="Á hvaða bankareikning eigum við að greiða?",
        en="Which bank account should we pay into?",
        pl="Na które konto bankowe mamy wypłacić pieniądze?",
    ),
)


class Hold(StrEnum):
    """Why a line is on hold."""

    BY_HAND = "by_hand"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"
    NO_PAYEE = "no_payee"


HOLD_REASONS = {
    Hold.BY_HAND: Text(is_="Starfsmaður setti greiðsluna í bið.", en="A member of staff put the payment on hold.", pl="Pracownik wstrzymał wypłatę."),
    Hold.REOPENED: Text(is_="Málið hefur verið tekið upp aftur.", en="The case has been reopened.", pl="Sprawę wznowiono."),
    Hold.SUPERSEDED: Text(is_="Ný ákvörðun kom eftir að greitt var eftir þeirri fyrri.", en="A new decision came after the earlier one had been paid.", pl="Nowa decyzja zapadła po wypłacie według poprzedniej."),
    Hold.NO_PAYEE: Text(is_="Ekki er vitað hverjum á að greiða.", en="It is not known whom to pay.", pl="Nie wiadomo, komu wypłacić pieniądze."),
}  # fmt: skip
ASK_FOR_ACCOUNT = Text(
    is_="Bankareikning vantar fyrir greiðslu. Fáðu hann hjá viðtakandanum og skráðu hann.",
    en="A payment lacks a bank account. Get it from the recipient and enter it.",
    pl="Wypłacie brakuje konta bankowego. Uzyskaj je od odbiorcy i wpisz.",
)
SETTLE = Text(
    is_="Ný ákvörðun breytir greiðslu sem er farin. Farðu yfir línurnar og losaðu eða felldu þær niður.",
    en="A new decision changes a payment that has gone. Go over the lines and release or drop them.",
    pl="Nowa decyzja zmienia zrealizowaną wypłatę. Sprawdź pozycje i wznów je lub usuń.",
)


def ask_for_account(line: PaymentLine) -> None:
    """Put a task on the desk and tell the resident, when a line lacks its account; in the caller's transaction."""
    if line.has_account:
        return
    open_task(
        actor=MACHINE,
        office=line.office,
        municipality=line.municipality,
        kind=ACCOUNT_MISSING,
        about=line.uid,
        case=line.case.uid,
        title=ASK_FOR_ACCOUNT,
        due_on=line.pay_date,
    )
    if line.payee_id == line.person_id:
        notify(
            person=line.person,
            kind="notices.something_asked",
            office=line.office,
            about=line.uid,
            case=line.case.uid,
            municipality=line.municipality,
        )


def ask_to_settle(case: Case) -> None:
    """Put a task on the desk: a person decides what becomes of lines that a new decision has overtaken."""
    open_task(
        actor=MACHINE,
        office=case.office,
        municipality=case.municipality,
        kind=TO_SETTLE,
        about=case.uid,
        case=case.uid,
        title=SETTLE,
    )


def put_on_hold(actor: Actor, line: PaymentLine, reason: Hold) -> None:
    """Hold a line that has not left the house, taken out of its run; the row is locked by the caller."""
    if line.status == LineStatus.IN_RUN:
        take_out(actor, line, LineStatus.PLANNED)
    if line.held_at is None:
        line.held_at, line.hold_reason = clock.now(), reason
        line.save(update_fields=["held_at", "hold_reason"])
        tell_line(LINE_HELD, actor, line)


def hold(*, actor: Actor, uid: UUID) -> PaymentLine:
    """Hold a line by hand.

    Raises:
        NotAllowed: when the actor may not.
        PaymentRefused: when it has left the house.
        PaymentLine.DoesNotExist: outside the scope.
    """
    with transaction.atomic():
        line = locked_line(uid)
        require(actor, "payments.run", line)
        if line.status not in NOT_LEFT:
            raise PaymentRefused(NOT_NOW)
        put_on_hold(actor, line, Hold.BY_HAND)
    return line


def release(*, actor: Actor, uid: UUID) -> PaymentLine:
    """Let a held line go into the next run. Errors as ``hold``; a line nobody can be paid by stays."""
    with transaction.atomic():
        line = locked_line(uid)
        require(actor, "payments.run", line)
        if line.held_at is None or line.payee_id is None or line.status not in NOT_LEFT:
            raise PaymentRefused(NOT_NOW)
        line.held_at, line.hold_reason = None, ""
        line.save(update_fields=["held_at", "hold_reason"])
        tell_line(LINE_RELEASED, actor, line)
        _settled(actor, line.case)
    return line


def drop(*, actor: Actor, uid: UUID) -> PaymentLine:
    """Drop a line on hold for good: a counter-line that is not to be netted, or a payment overtaken. Errors as ``hold``."""
    with transaction.atomic():
        line = locked_line(uid)
        require(actor, "payments.run", line)
        if line.held_at is None or line.status not in NOT_LEFT:
            raise PaymentRefused(NOT_NOW)
        take_out(actor, line, LineStatus.CANCELLED)
        tell_line(LINE_DROPPED, actor, line)
        close_tasks_about(actor=actor, about=line.uid)
        _settled(actor, line.case)
    return line


def give_account(*, actor: Actor, uid: UUID, written: str) -> PaymentLine:
    """Keep a bank account for a line that has none, or whose payment failed; the case's other waiting lines get it too.

    Raises:
        NotAllowed: when the actor is neither the resident nor a case worker.
        Refused: (of forms) when it is not a bank account; carries a sentence.
        PaymentRefused: when the line waits for none.
    """
    account = str(read(ACCOUNT_QUESTION, written) or "")
    with transaction.atomic(), crossing(HER_OWN):
        line = locked_line(uid)
        require(actor, "payments.give_account", line)
        waits = line.status == LineStatus.FAILED or (line.status in NOT_LEFT and not line.has_account)
        if not account or not waits:
            raise PaymentRefused(NOT_NOW)
        same = PaymentLine.objects.filter(
            case=line.case, payee=line.payee, status__in=NOT_LEFT, has_account=False
        )
        uids = {line.uid, *same.values_list("uid", flat=True)}
        for one in sorted(uids):
            _keep_account(actor, locked_line(one), account)
        line.refresh_from_db()
    return line


def _keep_account(actor: Actor, line: PaymentLine, account: str) -> None:
    about = str(line.uid)
    details = open_document(line.office, LineDetails, line.details, about=about)
    line.details = seal_document(line.office, details.model_copy(update={"account": account}), about=about)
    line.has_account = True
    if line.status == LineStatus.FAILED:
        take_out(actor, line, LineStatus.PLANNED)
    line.save()
    tell_line(ACCOUNT_GIVEN, actor, line)
    close_tasks_about(actor=actor, about=line.uid, kind=ACCOUNT_MISSING)


def _settled(actor: Actor, case: Case) -> None:
    held = PaymentLine.objects.filter(case=case, hold_reason=Hold.SUPERSEDED, status__in=NOT_LEFT)
    if not held.exists():
        close_tasks_about(actor=actor, about=case.uid, kind=TO_SETTLE)


def locked_line(uid: UUID) -> PaymentLine:
    """Return a line of the scope, held until the transaction ends.

    Raises:
        PaymentLine.DoesNotExist: when the scope holds none.
    """
    rows: QuerySet[PaymentLine] = PaymentLine.objects.select_for_update(of=("self",))
    related = rows.select_related("office__successor", "municipality", "person", "payee", "case", "run")
    return related.get(uid=uid)
