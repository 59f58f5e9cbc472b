"""The day aid is paid: counted by the municipality's settings, changed only with a reason, kept with the decision."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from factories import cases, exchange, financial_aid, organisations, people
from samveita.engines.cases.deciding import decide, first_reasons, frozen
from samveita.engines.cases.filing import keep
from samveita.engines.cases.models import Origin
from samveita.engines.cases.process import CaseRefused
from samveita.ground.organisations.queries import office_scope
from samveita.iceland import clock
from samveita.services.financial_aid.composing import PAY_DAY_UNEXPLAINED
from samveita.services.financial_aid.parameters import PayRule
from samveita.services.financial_aid.paying import complete_on, pay_day

JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("month", "rules", "complete", "decided", "paid"),
    [
        (JUNE, {}, "2026-06-03", "2026-06-15", "2026-06-30"),
        (date(2026, 5, 1), {}, "2026-05-03", "2026-05-15", "2026-05-29"),
        (JUNE, {"pay_rule": PayRule.FIRST_OF_NEXT_MONTH}, "2026-06-03", "2026-06-15", "2026-07-01"),
        (JUNE, {"data_until_day": 20}, "2026-06-20", "2026-06-25", "2026-06-30"),
        (JUNE, {"data_until_day": 20, "late_pay_weekday": 3}, "2026-06-21", "2026-06-25", "2026-07-01"),
        (JUNE, {"late_pay_weekday": 3}, "2026-06-03", "2026-07-01", "2026-07-08"),
        (JUNE, {}, "2026-06-03", "2026-07-03", "2026-07-06"),
        (
            date(2026, 12, 1),
            {"data_until_day": 20, "late_pay_weekday": 5},
            "2026-12-21",
            "2026-12-28",
            "2027-01-04",
        ),
        (date(2026, 2, 1), {"data_until_day": 31}, "2026-02-28", "2026-02-27", "2026-02-27"),
    ],
)
def test_the_pay_day_follows_the_settings(month, rules, complete, decided, paid):
    parameters = financial_aid.parameters(**rules)

    day = pay_day(
        parameters,
        month,
        complete_on=date.fromisoformat(complete),
        decided_on=date.fromisoformat(decided),
    )

    assert day == date.fromisoformat(paid)


@pytest.fixture
def case(db):
    with clock.shifted(datetime(2026, 6, 15, 12, tzinfo=clock.ICELAND) - clock.now()):
        town = financial_aid.adopted(organisations.municipality())
        yield cases.case_in_progress(cases.submitted_case(town), people.staff(town))


def approve(case, **reasons):
    worker = people.staff(case.office, name="Ragna Ráðgjafi")
    with office_scope(case.office):
        decision = decide(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            event="approve",
            reasons=reasons,
            signed_by=worker.name,
            revision=case.revision,
        )
        return frozen(decision).reasons


def test_a_decision_keeps_the_day_the_rules_gave(case):
    with office_scope(case.office):
        first = first_reasons(case, "approve")

    assert (first, approve(case)) == ({"pay_day": "2026-06-30"}, {"pay_day": "2026-06-30"})


def test_another_day_needs_a_reason_that_is_kept(case):
    with pytest.raises(CaseRefused) as refused:
        approve(case, pay_day="2026-06-17")
    kept = approve(case, pay_day="2026-06-17", pay_day_reason="Neyð")

    assert (refused.value.reason, kept) == (
        PAY_DAY_UNEXPLAINED,
        {"pay_day": "2026-06-17", "pay_day_reason": "Neyð"},
    )


@pytest.mark.parametrize(("kind", "day"), [("data", 16), ("message", 15)])
def test_only_what_a_request_asked_for_postpones_the_pay_day(case, kind, day):
    worker = people.staff_actor(people.staff(case.office), case.office)
    with office_scope(case.office), clock.shifted(timedelta(days=1)):
        keep(
            actor=worker,
            case=case,
            upload=exchange.PAYSLIP,
            kind=kind,
            origin=Origin.PAPER,
            party=case.person,
            about=case.uid,
        )

        assert complete_on(case) == date(2026, 6, day)


def test_a_refusal_has_no_pay_day(case):
    with office_scope(case.office):
        assert first_reasons(case, "reject") == {}
