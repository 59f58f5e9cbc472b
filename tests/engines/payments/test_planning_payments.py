"""From a decision to lines, what a newer decision does to them, and lines that wait for an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import cases, payments, people
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.table import Purpose, Transition, Who
from samveita.engines.forms.reading import Refused
from samveita.engines.payments import holding, running, settling
from samveita.engines.payments.exporting import FileForm
from samveita.engines.payments.models import LineStatus, RunStatus
from samveita.engines.payments.planning import hold_when_reopened, plan_payments
from samveita.engines.payments.queries import lines_of
from samveita.engines.payments.refusing import PaymentRefused
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.notices.models import Notice
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.encryption import seal_document
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.services.financial_aid.payments import shared_out

REOPENING = Transition(
    sources=("approved",),
    event="reopen",
    target="in_progress",
    who=frozenset({Who.SYSTEM}),
    label=Text(is_="x", en="x", pl="x"),
    sentence=Text(is_="x", en="x", pl="x"),
    purpose=Purpose.REOPEN,
)


def open_tasks() -> list[str]:
    with crossing("a test reads"):
        return sorted(Task.objects.filter(state=TaskState.OPEN).values_list("kind", flat=True))


def decided_again(case: Case, *, worker: Any, content: FrozenDecision | None = None) -> Decision:
    """A later version of the decision on a case, as reopening leads to."""
    from samveita.engines.cases.deciding import frozen

    with crossing("a test decides again"):
        before = Decision.objects.select_related("case__office").filter(case=case).latest("number")
        kept = content or frozen(before)
        case = Case.objects.select_related("office", "municipality", "person", "submission").get(pk=case.pk)
        decision = Decision.objects.create(
            case=case,
            number=before.number + 1,
            event=kept.event,
            content=seal_document(case.office, kept, about=str(case.uid)),
            decided_at=clock.now(),
        )
        plan_payments(
            actor=people.staff_actor(worker, case.office), case=case, decision=decision, content=kept
        )
    return decision


def reject(content: FrozenDecision) -> FrozenDecision:
    return content.model_copy(update={"event": "reject", "calculation": None})


@given(
    st.integers(1, 900_000),
    st.integers(0, 300_000),
    st.integers(0, 100),
    st.integers(0, 99_999),
)
def test_the_payments_of_a_decision_come_to_what_is_payable_to_the_krona(
    taxable: int, december: int, tax_percent: int, children: int
) -> None:
    tax_due = taxable * tax_percent // 100
    figures = {
        "taxable": taxable,
        "december": december,
        "tax_due": tax_due,
        "children_aid_paid": children,
    }

    parts = shared_out(figures)

    assert sum(gross - tax for _kind, _text, gross, tax in parts) == taxable - tax_due + children
    assert all(gross >= 0 and tax >= 0 for _kind, _text, gross, tax in parts)
    assert sum(tax for *_rest, tax in parts) == tax_due


def test_an_approval_plans_its_line_and_tells_the_resident_the_day_and_the_account(
    approved: Callable[..., Case],
) -> None:
    case = approved()

    (line,) = payments.lines()
    assert (line.kind, line.status, line.amount, line.month) == (
        "aid",
        LineStatus.PLANNED,
        line.gross - line.tax_withheld,
        case.legal_date.replace(day=1),
    )
    assert b"0133-26-012345" not in bytes(line.details)
    with person_scope(case.person):
        (shown,) = lines_of(case)
    assert shown.sentence.is_.startswith("Greitt verður ")
    assert shown.sentence.is_.endswith("inn á reikning sem endar á 345.")


def test_a_refusal_and_a_practice_case_pay_nothing(town: Any, worker: Any) -> None:
    refused = cases.case_in_progress(cases.submitted_case(town), worker)
    cases.refused(refused, worker)
    practice = cases.case_in_progress(cases.submitted_case(town), worker)
    with crossing("a test practises"):
        Case.objects.filter(pk=practice.pk).update(is_practice=True)
    decision = None
    with crossing("a test practises"):
        practice.refresh_from_db()
        content = FrozenDecision(
            event="approve", figures={}, reasons={}, calculation=None, decided_on=clock.today(), signed_by="x"
        )
        plan_payments(
            actor=people.staff_actor(worker, town), case=practice, decision=decision, content=content
        )

    assert payments.lines() == []


def test_a_line_without_an_account_waits_with_a_task_and_goes_on_when_the_resident_gives_it(
    without_account: Callable[..., Case], town: Any, worker: Any
) -> None:
    case = without_account()
    (line,) = payments.lines()
    with office_scope(town), pytest.raises(PaymentRefused):
        payments.made_run(town, worker)
    with crossing("a test reads"):
        assert Notice.objects.get().about == line.uid
    assert open_tasks() == ["payments.account_missing"]
    with person_scope(case.person):
        assert [one.asks_account for one in lines_of(case)] == [True]
        herself = people.resident_actor(case.person)
        with pytest.raises(Refused):
            holding.give_account(actor=herself, uid=line.uid, written="ekki reikningur")
        holding.give_account(actor=herself, uid=line.uid, written="0133 26 12345")

    assert open_tasks() == []
    payments.made_run(town, worker)
    with person_scope(case.person):
        assert [one.asks_account for one in lines_of(case)] == [False]


def test_nobody_else_gives_the_account(without_account: Callable[..., Case]) -> None:
    without_account()
    (line,) = payments.lines()
    stranger = people.person("Björn")

    with person_scope(stranger), pytest.raises(NotAllowed):
        holding.give_account(actor=people.resident_actor(stranger), uid=line.uid, written="0133-26-012345")


def test_a_new_decision_cancels_what_has_not_gone_and_pulls_it_out_of_an_approved_run(
    approved: Callable[..., Case], town: Any, worker: Any
) -> None:
    case = approved()
    payments.approved_run(town, worker)
    decided_again(case, worker=worker)

    old, new = payments.lines()
    run = payments.the_run()
    assert (old.status, new.status, new.held_at) == (LineStatus.CANCELLED, LineStatus.PLANNED, None)
    assert (run.status, run.frozen, run.sha256) == (RunStatus.DRAFT, None, "")


def test_a_new_decision_after_payment_makes_a_counter_line_and_asks_a_person_before_anything_is_paid(
    approved: Callable[..., Case], town: Any, worker: Any
) -> None:
    case = approved()
    run = payments.approved_run(town, worker)
    actor = people.staff_actor(worker, town)
    with office_scope(town):
        running.export_run(actor=actor, run=run.uid, form=FileForm.CSV)
    decided_again(case, worker=worker)
    old, new, counter = payments.lines()
    assert (counter.amount, counter.corrects, old.status) == (-old.amount, old, LineStatus.EXPORTED)
    assert [one.hold_reason for one in (new, counter)] == ["superseded", "superseded"]
    assert open_tasks() == ["payments.to_settle"]

    with office_scope(town):
        for one in (new, counter):
            holding.release(actor=actor, uid=one.uid)
        second = running.make_run(
            actor=actor, office=town, municipality=town, month=clock.today(), pay_date=clock.today()
        )
        second = running.approve_run(actor=actor, run=second.uid, revision=second.revision)
        running.export_run(actor=actor, run=second.uid, form=FileForm.JSON)
        settling.confirm_run(actor=actor, run=second.uid)

    old, new, counter = payments.lines()
    assert (second.total, open_tasks()) == (0, [])
    assert [one.status for one in (old, new, counter)] == ["reversed", "confirmed", "confirmed"]


def test_a_third_decision_keeps_the_correction_of_what_was_paid_by_the_first(
    approved: Callable[..., Case], town: Any, worker: Any
) -> None:
    case = approved()
    run = payments.approved_run(town, worker)
    with office_scope(town):
        running.export_run(actor=people.staff_actor(worker, town), run=run.uid, form=FileForm.CSV)
    decided_again(case, worker=worker)
    decided_again(case, worker=worker)

    first, second, counter, third = payments.lines()
    assert [one.status for one in (first, second, counter, third)] == [
        "exported", "cancelled", "planned", "planned",
    ]  # fmt: skip
    assert (counter.corrects, counter.hold_reason, third.hold_reason) == (first, "superseded", "superseded")
    assert open_tasks() == ["payments.to_settle"]


def test_a_claim_on_the_recipient_is_not_netted_by_a_run(
    approved: Callable[..., Case], town: Any, worker: Any
) -> None:
    case = approved()
    run = payments.approved_run(town, worker)
    actor = people.staff_actor(worker, town)
    with office_scope(town):
        running.export_run(actor=actor, run=run.uid, form=FileForm.CSV)
        from samveita.engines.cases.deciding import frozen

        content = reject(frozen(Decision.objects.select_related("case__office").get()))
    decided_again(case, worker=worker, content=content)
    _old, counter = payments.lines()

    with office_scope(town):
        holding.release(actor=actor, uid=counter.uid)
        draft = running.make_run(
            actor=actor, office=town, municipality=town, month=clock.today(), pay_date=clock.today()
        )
        with pytest.raises(PaymentRefused, match="Endurkrafa"):
            running.approve_run(actor=actor, run=draft.uid, revision=draft.revision)
        running.dissolve_run(actor=actor, run=draft.uid)


def test_reopening_holds_what_has_not_gone(approved: Callable[..., Case], town: Any, worker: Any) -> None:
    case = approved()
    run = payments.made_run(town, worker)
    with office_scope(town):
        held_case = Case.objects.select_related("office", "municipality").get(pk=case.pk)
        from django.db import transaction

        with transaction.atomic():
            hold_when_reopened(
                actor=people.staff_actor(worker, town),
                case=held_case,
                row=REOPENING,
                before="approved",
                track="",
            )

    (line,) = payments.lines()
    assert (line.status, line.hold_reason, line.run) == (LineStatus.PLANNED, "reopened", None)
    with office_scope(town), pytest.raises(PaymentRefused):
        running.approve_run(
            actor=people.staff_actor(worker, town), run=run.uid, revision=payments.the_run().revision
        )
