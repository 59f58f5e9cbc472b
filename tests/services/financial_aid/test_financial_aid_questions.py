"""Which questions are asked of whom (chapter 2.5 with the changes of 8.3), what a municipality leaves out, which month."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from factories import financial_aid, organisations
from samveita.engines.forms.answering import carried_over, visible_questions
from samveita.iceland import clock
from samveita.services.financial_aid.figuring import newest_month
from samveita.services.financial_aid.handling import month_chosen
from samveita.services.financial_aid.prefill import wishes_of
from samveita.services.financial_aid.questions import FORM

ALWAYS = {
    *("name", "domicile", "informed", "has_spouse", "has_children", "home", "student", "employment"),
    *("has_income", "credit_percent", "account", "email", "phone", "interpreter_language", "comment"),
}


@pytest.mark.parametrize(
    ("answers", "asked", "not_asked"),
    [
        ({}, ALWAYS | {"tax_files"}, {"children", "lease_files", "income_files", "spouse_informed"}),
        ({"domicile_elsewhere": True}, {"reason_to_apply_here"}, set()),
        ({"has_spouse": True}, {"spouse_informed"}, set()),
        ({"has_spouse": False}, set(), {"spouse_informed"}),
        ({"has_children": True}, {"children", "children_files"}, set()),
        ({"has_children": False}, set(), {"children", "children_files"}),
        ({"home": "registered_lease"}, {"lease_files"}, {"home_other"}),
        ({"home": "unregistered_lease"}, {"lease_files"}, {"home_other"}),
        ({"home": "own_home"}, set(), {"lease_files", "home_other"}),
        ({"home": "with_parents"}, set(), {"lease_files", "home_other"}),
        ({"home": "unknown"}, {"home_other"}, {"lease_files"}),
        ({"student": True}, {"studies"}, set()),
        ({"student": False}, set(), {"studies"}),
        ({"employment": "working"}, set(), {"employment_other", "medical_files", "unemployment_files"}),
        ({"employment": "other"}, {"employment_other"}, {"medical_files"}),
        ({"employment": "cannot_work"}, {"medical_files"}, {"unemployment_files"}),
        ({"employment": "unemployed"}, {"unemployment_files", "benefit_refused"}, {"benefit_reason"}),
        ({"employment": "unemployed", "benefit_refused": True}, {"benefit_reason"}, set()),
        ({"has_income": False}, set(), {"incomes", "income_files", "last_income_files"}),
        ({"has_income": True}, {"incomes", "income_files"}, {"last_income_files"}),
        (
            {"has_income": True, "wages_fetched": False},
            {"income_files", "tax_files"},
            {"last_income_files"},
        ),
        (
            {"has_income": True, "wages_fetched": True, "tax_return_fetched": True},
            {"last_income_files"},
            {"income_files", "tax_files"},
        ),
        ({"wages_fetched": True, "tax_return_fetched": False}, {"tax_files"}, set()),
        ({"wages_fetched": False, "tax_return_fetched": True}, {"tax_files"}, set()),
    ],
)
def test_a_question_is_asked_exactly_when_its_condition_holds(answers, asked, not_asked):
    shown = {question.key for question in visible_questions(FORM, answers)}

    assert (asked - shown, not_asked & shown) == (set(), set())


def test_no_file_and_no_account_stops_an_application():
    waits = {question.key for question in FORM.questions if not question.required}

    assert {question.key for question in FORM.questions if question.kind == "file"} | {"account"} <= waits


@pytest.mark.parametrize(
    ("incomes", "total"),
    [
        ([], 0),
        ([("this_month", 10), ("this_month", 5), ("last_month", 100)], 15),
        ([("last_month", 100), ("month_before", 7)], 100),
        ([("month_before", 7)], 7),
    ],
)
def test_income_of_two_months_is_never_added_together(incomes, total):
    named = [{"kind": "wages", "month": month, "amount": amount} for month, amount in incomes]

    newest = newest_month({"incomes": named})

    assert sum(one["amount"] for one in named if one["month"] == newest) == total


def test_what_was_written_in_the_first_version_is_kept_and_its_month_asked_for():
    carried = carried_over(FORM, {"has_income": True, "income": 96_000}, version=1)

    assert carried.answers["incomes"] == [{"amount": 96_000}]


@pytest.mark.parametrize(
    ("received_on", "answer", "month"),
    [
        (date(2026, 3, 4), "this", date(2026, 3, 1)),
        (date(2026, 3, 4), "previous", date(2026, 2, 1)),
        (date(2026, 1, 2), "previous", date(2025, 12, 1)),
        (date(2026, 3, 31), None, date(2026, 3, 1)),
    ],
)
def test_the_month_applied_for_is_the_one_she_chose(received_on, answer, month):
    assert month_chosen(received_on, {"applied_month": answer}) == month


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("settings", "day", "hidden"),
    [
        ({}, 1, {"applied_month", "assets", "balance_files"}),
        ({"previous_month_days": 5}, 5, {"assets", "balance_files"}),
        ({"previous_month_days": 5}, 6, {"applied_month", "assets", "balance_files"}),
        ({"asks_assets": True}, 6, {"applied_month"}),
    ],
)
def test_a_municipality_asks_what_its_settings_say(settings, day, hidden):
    town = organisations.municipality()
    financial_aid.published_parameters(town, **settings)

    with clock.shifted(datetime(2026, 3, day, 12, tzinfo=clock.ICELAND) - clock.now()):
        assert wishes_of(town, clock.today()).hidden_questions == hidden
