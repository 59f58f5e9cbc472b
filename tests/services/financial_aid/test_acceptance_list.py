"""The acceptance list of version 2 (financial-aid 8.7), line by line; what a couple adds is in ``test_couples``.

Lines 6 and 12 are a spouse's part and further grants and stand with their own tests; line 11 is tried against a race in
``test_couples``. Line 8 is that of two engines and is tried here with this service's own cases.
"""

from __future__ import annotations

import html
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.deciding import decide, frozen
from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.process import CaseRefused
from samveita.engines.forms.answering import visible_steps
from samveita.engines.payments.models import PaymentLine
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.worklist.models import Task
from samveita.iceland import clock
from samveita.services.financial_aid.calculate import read_request, run
from samveita.services.financial_aid.composing import NOT_HEARD
from samveita.services.financial_aid.handling import ALREADY_APPLIED
from samveita.services.financial_aid.process import PROCESS
from samveita.services.financial_aid.questions import FORM

EXAMPLES = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))
TABLE = {
    ("awaiting_spouse", "spouse_submits", "new"),
    ("awaiting_spouse", "remind_spouse", "awaiting_spouse"),
    ("awaiting_spouse", "spouse_overdue", "new"),
    ("new", "assign", "in_progress"),
    ("in_progress", "unassign", "new"),
    ("in_progress", "request_data", "data_needed"),
    ("data_needed", "data_complete", "in_progress"),
    ("data_needed", "remind", "data_needed"),
    ("data_needed", "data_overdue", "in_progress"),
    ("in_progress", "request_hearing", "hearing"),
    ("hearing", "hearing_answered", "in_progress"),
    ("hearing", "hearing_overdue", "in_progress"),
    ("in_progress", "approve", "approved"),
    ("in_progress", "approve_in_part", "approved"),
    ("in_progress", "reject", "rejected"),
    *((state, "withdraw", "withdrawn") for state in ("new", "in_progress", "data_needed", "awaiting_spouse")),
    ("approved", "reopen", "in_progress"),
    ("rejected", "reopen", "in_progress"),
    ("rejected", "appeal", "appealed_internal"),
    ("appealed_internal", "uphold", "rejected"),
    ("appealed_internal", "overturn", "in_progress"),
    ("rejected", "appeal_outside", "appealed_external"),
    ("appealed_external", "ruling_upholds", "rejected"),
    ("appealed_external", "ruling_overturns", "in_progress"),
}
"""The table of 8.1 for this house's words of events."""
COMMITTEE = {"at_committee"}
GRANTED = {"appealed_internal_granted", "appealed_external_granted"}
"""States that stand for what 8.1 leaves to a setting (a committee decides) and for an appealed approval."""


@pytest.fixture(autouse=True)
def in_june():
    with clock.shifted(datetime(2026, 6, 15, 12, tzinfo=clock.ICELAND) - clock.now()):
        yield


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


@pytest.fixture
def worker(town):
    return people.staff(town, name="Ragna Ráðgjafi")


@pytest.fixture
def case(town, worker):
    return cases.case_in_progress(cases.submitted_case(town), worker)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_1_the_worked_examples_hold_and_their_lines_are_read_back_as_saved(example):
    output = run(read_request(json.dumps(example["input"])))

    assert output["payable"] == example["output"][-1]
    assert output["lines"][-1]["amount"] == output["payable"]


def test_2_the_table_has_every_transition_and_no_other():
    rows = {
        (source, row.event, source if row.same_state else row.target)
        for row in PROCESS.transitions
        for source in row.sources
    }

    own = {row for row in rows if not {row[0], row[2]} & (COMMITTEE | GRANTED)}
    assert own == TABLE


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        ({"has_income": True}, {"tekjulisti", "tekjugogn", "skattagogn"}),
        (
            {"has_income": True, "wages_fetched": True},
            {"tekjulisti", "tekjugogn-sidasta-manadar", "skattagogn"},
        ),
        ({"has_income": False, "wages_fetched": True, "tax_return_fetched": True}, set()),
        ({"has_children": True, "wages_fetched": True, "tax_return_fetched": True}, {"born", "barnagogn"}),
        (
            {"home": "registered_lease", "wages_fetched": True, "tax_return_fetched": True},
            {"leigusamningur"},
        ),
        (
            {"employment": "cannot_work", "wages_fetched": True, "tax_return_fetched": True},
            {"vottord"},
        ),
    ],
)
def test_3_what_is_asked_follows_the_conditions(answers, steps):
    without = {"wages_fetched": True, "tax_return_fetched": True}

    shown = {one.key for one in visible_steps(FORM, answers)} - {
        one.key for one in visible_steps(FORM, without)
    }

    assert shown == steps


def test_4_the_way_in_leads_to_guidance_then_to_the_case_and_else_to_a_draft(town):
    applicant = people.person()
    browser = people.browser_of(applicant)
    elsewhere = organisations.municipality("eyri")
    centre = {"name": "Miðstöðin við Strönd", "postcodes": "735, 740", "phone": "470 1000"}
    financial_aid.published_parameters(elsewhere, service_centres=(centre,))
    fresh = browser.get(f"/{town.slug}/fjarhagsadstod/umsokn/")
    case = cases.submitted_case(town, applicant)

    closed = browser.get(f"/{elsewhere.slug}/fjarhagsadstod/umsokn/")
    again = browser.get(f"/{town.slug}/fjarhagsadstod/umsokn/")

    assert (fresh.status_code, "Byrja á umsókn" in fresh.content.decode()) == (200, True)
    words = html.unescape(closed.content.decode())
    assert [word in words for word in ("Byrja á umsókn", "Miðstöðin við Strönd", "735, 740", "470 1000")] == [
        False,
        True,
        True,
        True,
    ]
    assert (again.status_code, again.headers["Location"]) == (302, f"/{town.slug}/mal/{case.uid}/")


def test_5_an_old_decision_shows_the_same_numbers_in_another_year(case, worker):
    decided = frozen(cases.approved(case, worker)).calculation

    with clock.shifted(timedelta(days=400)), office_scope(case.office):
        later = frozen(Decision.objects.select_related("case__office").get()).calculation

    assert later == decided


@pytest.mark.parametrize("left_out", ["facts", "rule_article", "assessment"])
def test_7_no_refusal_is_sent_without_its_reasons(case, worker, left_out):
    reasons = {key: value for key, value in cases.REFUSAL.items() if key != left_out}

    with office_scope(case.office), pytest.raises(CaseRefused):
        decide(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            event="reject",
            reasons=reasons,
            signed_by=worker.name,
            revision=case.revision,
        )
    with crossing("a test reads"):
        assert Decision.objects.count() == 0


def test_7_no_refusal_is_sent_before_anyone_was_heard_or_it_is_said_why_not(case, worker):
    reasons = {key: value for key, value in cases.REFUSAL.items() if key != "hearing_note"}

    with office_scope(case.office), pytest.raises(CaseRefused) as refused:
        decide(
            actor=people.staff_actor(worker, case.office),
            uid=case.uid,
            event="reject",
            reasons=reasons,
            signed_by=worker.name,
            revision=case.revision,
        )

    assert refused.value.reason == NOT_HEARD


def test_8_a_payment_that_has_no_account_becomes_a_task(town, worker):
    case = cases.case_in_progress(cases.submitted_case(town, account=None), worker)

    cases.approved(case, worker)

    with crossing("a test reads"):
        (line,) = PaymentLine.objects.all()
        assert Task.objects.filter(case=case.uid, about=line.uid).count() == 1


def test_9_the_table_of_the_month_applied_for_is_used_when_amounts_change_within_a_year(town, worker):
    rows = tuple(
        row.model_copy(update={"individual": 300_000}) for row in financial_aid.parameters().categories
    )
    before = cases.case_in_progress(cases.submitted_case(town), worker)
    financial_aid.published_parameters(town, valid_from=date(2026, 7, 1), categories=rows)
    with clock.shifted(timedelta(days=30)):
        after = cases.case_in_progress(cases.submitted_case(town), worker)
        bases = [
            frozen(cases.approved(one, worker)).calculation.line("base").amount for one in (before, after)
        ]

    assert bases == [240_000, 300_000]


def test_10_what_is_frozen_and_published_holds_no_secret():
    fields = {*FrozenDecision.model_fields, *financial_aid.parameters().model_dump()}

    assert not [name for name in fields if "password" in name or "secret" in name or "key" in name]


def test_11_a_household_applies_once_for_a_month(town):
    person = people.person()
    cases.submitted_case(town, person)

    with pytest.raises(CaseRefused) as refused:
        cases.submitted_case(town, person)

    with person_scope(person):
        assert (refused.value.reason, Case.objects.count()) == (ALREADY_APPLIED, 1)
