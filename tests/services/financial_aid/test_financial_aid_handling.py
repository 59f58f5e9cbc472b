"""Financial aid as a case is worked: first figures, the calculation of the municipality's own settings, letters, appeals."""

from __future__ import annotations

import html
from datetime import date, datetime, timedelta

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.deciding import (
    decide,
    draft_decision,
    figures_of,
    letter_of,
    preview,
    save_figures,
)
from samveita.engines.cases.declaring import CannotPropose
from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused, take
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import person_scope
from samveita.iceland import clock
from samveita.services.financial_aid.composing import NO_APPEAL_BODY, NO_RULES, OVER_INCOME
from samveita.services.financial_aid.estimating import estimate
from samveita.services.financial_aid.figuring import first_figures
from samveita.services.financial_aid.handling import (
    ALREADY_APPLIED,
    IMPOSSIBLE,
    NO_SETTINGS,
    already_applied,
    appeal_terms,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june():
    """A month without the December supplement, in a year whose tax is known."""
    with clock.shifted(datetime(2026, 6, 15, 12, tzinfo=clock.ICELAND) - clock.now()):
        yield


@pytest.fixture
def town():
    return financial_aid.adopted(organisations.municipality())


def town_with(body=financial_aid.APPEAL_BODY, **settings: object):
    """A municipality whose settings differ from the usual ones; ``body`` hears appeals."""
    place = organisations.municipality("eyri")
    financial_aid.set_state(
        actor=financial_aid.SYSTEM, organisation=place, offering="financial_aid", state="live"
    )
    financial_aid.published_parameters(place, **settings)
    financial_aid.handled(place, body)
    return place


def in_hand(place, **answers: object) -> Case:
    return cases.case_in_progress(cases.submitted_case(place, **answers), people.staff(place))


def letter(case: Case, event: str, **reasons: str):
    given = {} if event == "approve" else cases.REFUSAL
    with office_scope(case.office):
        case = Case.objects.select_related("office", "municipality", "person", "submission").get(pk=case.pk)
        draft = draft_decision(
            case, event=event, figures=figures_of(case), reasons=given | reasons, signed_by="Ragna Ráðgjafi"
        )
        return letter_of(case, draft)


def calculated(case: Case, **figures: object):
    with office_scope(case.office):
        case = Case.objects.select_related("office", "municipality", "submission").get(pk=case.pk)
        return preview(case, {**figures_of(case), **figures})


# ------------------------------------------------------------------ figures and calculation


def test_the_first_figures_are_what_she_answered(town):
    case = in_hand(town, home="with_parents", income=12_345, credit_percent=40)

    with office_scope(town):
        assert figures_of(case) == {
            "home": "with_parents",
            "table": "individual",
            "incomes": cases.incomes(12_345),
            "credit_percent": 40,
        }


def test_unanswered_figures_begin_with_the_most_careful_reading(town):
    assert first_figures(in_hand(town), {}) == {
        "home": "unknown",
        "table": "individual",
        "credit_percent": 0,
    }


@pytest.mark.parametrize(
    ("figures", "payable"),
    [
        ({}, 190_000),
        ({"incomes": []}, 236_916),
        ({"home": "with_parents"}, 70_000),
        ({"deductions": [{"description": "Leiga", "amount": 10_000}]}, 180_000),
        ({"credit_percent": 0}, 130_169),
    ],
)
def test_the_calculation_follows_the_figures(town, figures, payable):
    calculation = calculated(in_hand(town), **figures)

    assert (calculation.outcome, calculation.figures["payable"]) == ("aid", payable)


@pytest.mark.parametrize("income", [240_000, 9_999_999])
def test_income_at_or_over_the_base_gives_nothing_and_says_so(town, income):
    calculation = calculated(in_hand(town), incomes=cases.incomes(income))

    assert (calculation.outcome, calculation.figures["payable"]) == ("no_aid_over_income", 0)


@pytest.mark.parametrize(
    "figures", [{"home": "castle"}, {"incomes": cases.incomes(-1)}, {"credit_percent": 101}]
)
def test_impossible_figures_are_refused_in_words(town, figures):
    with pytest.raises(CannotPropose) as refused:
        calculated(in_hand(town), **figures)

    assert refused.value.reason == IMPOSSIBLE


def test_every_income_that_can_be_applied_with_can_be_saved_on_the_desk(town):
    case = in_hand(town, income=1_200_000)
    worker = people.staff(town)

    with office_scope(town):
        saved = save_figures(
            actor=people.staff_actor(worker, town),
            uid=case.uid,
            figures=figures_of(case),
            revision=case.revision,
        )
        assert figures_of(saved)["incomes"][0]["amount"] == 1_200_000


def test_a_municipality_without_settings_is_told_so(town):
    with clock.shifted(timedelta(days=-3650)):
        case = cases.submitted_case(town)

    with pytest.raises(CannotPropose) as refused:
        calculated(case)

    assert refused.value.reason == NO_SETTINGS


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"december_percent": None}, "Skráðu hlutfall desemberuppbótar."),
        ({"amounts_source": None}, "Hvar eru fjárhæðirnar birtar?"),
        ({"categories": ()}, "Skráðu fjárhæðir fyrir þau sem búa í eigin húsnæði."),
    ],
)
def test_what_the_settings_lack_is_named(settings, said):
    with pytest.raises(CannotPropose) as refused:
        calculated(in_hand(town_with(**settings)))

    assert (said in refused.value.reason.is_, "{missing}" in refused.value.reason.pl) == (True, False)


def test_a_year_whose_tax_is_not_known_is_named(town):
    with clock.shifted(timedelta(days=3650)):
        case = cases.submitted_case(town)
        with pytest.raises(CannotPropose, match="Skatthlutföll eða persónuafsláttur"):
            calculated(case)


def test_an_estimate_is_the_most_she_could_get(town):
    best = estimate(town, {"home": "own_home", "uses_credit": True})

    assert best.lines[-1].amount == 236_916


# ------------------------------------------------------------------ letters


def test_an_approval_says_month_amount_pay_day_and_the_end_of_the_account(town):
    text = letter(in_hand(town), "approve", pay_day="2026-12-01", pay_day_reason="Samið").text

    assert [
        said for said in ("190.000", "1. desember 2026", "2345", "velferðarnefndar") if said not in text
    ] == []
    assert "0133-26-012345" not in text


def test_a_refusal_says_facts_article_assessment_and_two_last_days(town):
    text = letter(in_hand(town, income=400_000), "reject").text

    for said in (cases.REFUSAL["facts"], cases.REFUSAL["rule_article"], cases.REFUSAL["assessment"]):
        assert said in text
    assert "úrskurðarnefndar velferðarmála" in text


@pytest.mark.parametrize("language", ["is", "en", "pl"])
def test_the_reading_aid_follows_the_language_she_applied_in(town, language):
    case = cases.case_in_progress(cases.submitted_case(town, language=language), people.staff(town))

    assert letter(case, "approve").language == language


def test_income_over_the_base_can_not_be_approved(town):
    case = in_hand(town, income=240_000)
    worker = people.staff(town)

    with office_scope(town), pytest.raises(CaseRefused) as refused:
        decide(
            actor=people.staff_actor(worker, town),
            uid=case.uid,
            event="approve",
            reasons={},
            signed_by=worker.name,
            revision=case.revision,
        )

    assert refused.value.reason == OVER_INCOME


@pytest.mark.parametrize("body", [None, financial_aid.APPEAL_BODY.model_copy(update={"email": ""})])
@pytest.mark.parametrize("event", ["approve", "reject"])
def test_no_letter_goes_out_without_somewhere_to_appeal(body, event):
    with pytest.raises(CaseRefused) as refused:
        letter(in_hand(town_with(body)), event)

    assert refused.value.reason == NO_APPEAL_BODY


def test_no_refusal_goes_out_without_the_address_of_the_rules():
    with pytest.raises(CaseRefused) as refused:
        letter(in_hand(town_with(rules_url="")), "reject")

    assert refused.value.reason == NO_RULES


# ------------------------------------------------------------------ applying and appealing


def test_one_application_a_month_unless_the_earlier_was_withdrawn(town):
    person = people.person()
    case = cases.submitted_case(town, person)
    with person_scope(person):
        second = already_applied(person, town)
        take(actor=people.resident_actor(person), uid=case.uid, event="withdraw")
        third = already_applied(person, town)

    assert (second, third) == (ALREADY_APPLIED, None)


def test_both_ways_to_appeal_are_told_with_their_last_day_and_its_reasons(town):
    case = in_hand(town)
    with office_scope(town):
        own, outside = appeal_terms(case, date(2026, 11, 27))

    assert (own.last_day.date, outside.last_day.date) == (date(2026, 12, 28), date(2027, 3, 1))
    assert "velferðarnefndar" in own.sentence.is_
    assert "úrskurðarnefndar velferðarmála" in outside.sentence.is_
    assert [len(term.last_day.texts) > 0 for term in (own, outside)] == [True, True]


def test_without_settings_nobody_is_told_a_date(town):
    with clock.shifted(timedelta(days=-3650)):
        case = cases.submitted_case(town)

    with office_scope(town):
        assert appeal_terms(case, date(2026, 11, 27)) == ()


def test_who_has_applied_this_month_is_led_to_her_case(town):
    applicant = people.person()
    case = cases.submitted_case(town, applicant)

    page = people.browser_of(applicant).get(f"/{town.slug}/fjarhagsadstod/umsokn/", follow=True)

    assert page.redirect_chain == [(f"/{town.slug}/mal/{case.uid}/", 302)]
    assert ALREADY_APPLIED.is_ in html.unescape(page.content.decode())
