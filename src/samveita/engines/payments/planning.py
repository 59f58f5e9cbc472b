"""From a decision to payment lines, in the decision's own transaction; and what a newer decision does to older lines.

A line that has not left the house is cancelled when a new decision replaces its own. One that has gone gets a
counter-line, which waits on hold together with the new lines until a person has looked: money that was paid is never
silently taken back, since claiming it back is a decision of its own with a hearing before it.
"""

from __future__ import annotations

from django.db.models import QuerySet

from samveita.engines.cases.declaring import PaymentDraft
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.hooks import register_on_decided, register_on_moved
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.table import Purpose, Transition
from samveita.engines.payments.documents import LineDetails
from samveita.engines.payments.events import (
    LINE_CANCELLED,
    LINE_CORRECTED,
    LINE_PLANNED,
    tell_line,
)
from samveita.engines.payments.facts import facts_of
from samveita.engines.payments.holding import Hold, ask_for_account, ask_to_settle, put_on_hold
from samveita.engines.payments.models import LineStatus, PaymentLine
from samveita.engines.payments.withdrawing import GONE, STAYS, take_out
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.tasks import close_tasks_about
from samveita.iceland import clock

APPLICANT = "applicant"
FOLLOWS = "the payments of a case follow its decision, whoever made it"


def register_handlers() -> None:
    """Tell the case engine what to do when a case is decided, and when it is reopened."""
    register_on_decided(plan_payments)
    register_on_moved(hold_when_reopened)


def plan_payments(*, actor: Actor, case: Case, decision: Decision, content: FrozenDecision) -> None:
    """Replace the lines of earlier decisions and plan those of this one. Practice cases pay nothing."""
    if case.is_practice:
        return
    declared = case.declaration.payments
    drafts = declared(case, content) if declared else ()
    with crossing(FOLLOWS):
        gone, is_unsettled = _supersede(actor, case, decision)
        reason = Hold.SUPERSEDED if gone or is_unsettled else None
        planned = [
            _planned(actor, case, decision, draft, content, position=position, reason=reason)
            for position, draft in enumerate(drafts)
        ]
        corrections = [
            _correction(actor, line, decision, position=len(drafts) + number)
            for number, line in enumerate(gone)
        ]
        for line in (*planned, *corrections):
            ask_for_account(line)
        if gone or is_unsettled:
            ask_to_settle(case)


def hold_when_reopened(*, actor: Actor, case: Case, row: Transition, before: str, track: str) -> None:
    """Hold what has not left the house while a reopened case is looked at again."""
    if row.purpose is not Purpose.REOPEN or track or not before:
        return
    with crossing(FOLLOWS):
        for line in _open_lines(case).exclude(status__in=[*GONE, LineStatus.FAILED]):
            put_on_hold(actor, line, Hold.REOPENED)


def _open_lines(case: Case) -> QuerySet[PaymentLine]:
    rows: QuerySet[PaymentLine] = PaymentLine.objects.select_for_update(of=("self",)).exclude(
        status__in=STAYS
    )
    return rows.filter(case=case).select_related("office", "municipality", "case", "run")


def _supersede(actor: Actor, case: Case, decision: Decision) -> tuple[list[PaymentLine], bool]:
    """Cancel what earlier decisions planned and has not gone.

    Returns:
        what has gone and is not corrected yet, and whether a correction of what went before still waits for a person:
        such a correction stands, since what it makes good was paid whatever is decided later.
    """
    gone, is_unsettled = [], False
    for line in _open_lines(case):
        if line.decision_id == decision.pk:
            continue
        if line.status in GONE:
            correction = PaymentLine.objects.filter(corrects=line).first()
            if line.corrects_id is None and correction is None:
                gone.append(line)
            is_unsettled |= correction is not None and correction.status == LineStatus.CANCELLED
            continue
        if line.corrects_id is not None:
            is_unsettled = True
            continue
        take_out(actor, line, LineStatus.CANCELLED)
        tell_line(LINE_CANCELLED, actor, line)
        close_tasks_about(actor=actor, about=line.uid)
    return gone, is_unsettled


def _planned(
    actor: Actor,
    case: Case,
    decision: Decision,
    draft: PaymentDraft,
    content: FrozenDecision,
    *,
    position: int,
    reason: Hold | None,
) -> PaymentLine:
    facts, payee = facts_of(case, content), _payee(case, draft.payee_role)
    line = PaymentLine(
        office=case.office,
        municipality=case.municipality,
        person=case.person,
        payee=payee,
        case=case,
        decision=decision,
        position=position,
        kind=draft.kind,
        label=draft.text,
        amount=draft.amount,
        gross=draft.gross,
        tax_withheld=draft.tax,
        month=draft.month.replace(day=1),
        pay_date=draft.pay_on,
        has_account=bool(draft.account),
        planned_at=clock.now(),
    )
    details = LineDetails(
        account=draft.account,
        phone=facts.phone,
        email=facts.email,
        employment=facts.employment,
        housing=facts.housing,
        personal_credit=facts.personal_credit,
    )
    line.details = seal_document(line.office, details, about=str(line.uid))
    if reason or payee is None:
        line.held_at, line.hold_reason = clock.now(), reason or Hold.NO_PAYEE
    line.save()
    tell_line(LINE_PLANNED, actor, line)
    return line


def _correction(actor: Actor, line: PaymentLine, decision: Decision, *, position: int) -> PaymentLine:
    counter = PaymentLine(
        office=line.office,
        municipality=line.municipality,
        person=line.person,
        payee=line.payee,
        case=line.case,
        decision=decision,
        position=position,
        kind=line.kind,
        label=line.label,
        amount=-line.amount,
        gross=None if line.gross is None else -line.gross,
        tax_withheld=None if line.tax_withheld is None else -line.tax_withheld,
        month=line.month,
        has_account=line.has_account,
        corrects=line,
        held_at=clock.now(),
        hold_reason=Hold.SUPERSEDED,
        planned_at=clock.now(),
    )
    details = open_document(line.office, LineDetails, line.details, about=str(line.uid))
    counter.details = seal_document(counter.office, details, about=str(counter.uid))
    counter.save()
    tell_line(LINE_CORRECTED, actor, counter)
    return counter


def _payee(case: Case, role: str) -> Person | None:
    """Return who is paid; ``None`` when the case knows nobody in that role, which a person then finds out."""
    if role == APPLICANT:
        return case.person
    return None
