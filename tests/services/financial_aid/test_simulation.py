from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import cases, financial_aid, organisations, people
from samveita.engines.rulebook.central import tax_parameters
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.organisations.scope import crossing
from samveita.iceland.money import Rate
from samveita.services.financial_aid.columns import NOT_ENTERED, Household, Households, facts_of, payable
from samveita.services.financial_aid.counted_households import invented_households
from samveita.services.financial_aid.parameters import AidTable
from samveita.services.financial_aid.proposal import Settings, propose
from samveita.services.financial_aid.rules import TaxYear
from samveita.services.financial_aid.simulating import Change, changed, simulate

PAGE = "/dalvogur/vinnubord/fjarhagsadstod/hvad-ef/"
DAY = date(2026, 1, 1)
TAX = TaxYear.on(DAY, tax_parameters())
CATEGORIES = [one.code for one in financial_aid.parameters().categories]
KRONUR = st.one_of(st.just(0), st.integers(0, 600_000))
ENTERED = st.one_of(st.just(NOT_ENTERED), st.integers(0, 600_000))


def in_force(**changes):
    return Settings(parameters=financial_aid.parameters(**changes), valid_from=DAY)


@st.composite
def households(draw):
    is_couple = draw(st.booleans())
    return Household(
        category=draw(st.sampled_from(CATEGORIES)),
        is_couple=is_couple,
        month=draw(st.integers(1, 12)),
        income=draw(KRONUR),
        spouse_income=draw(KRONUR) if is_couple else 0,
        deductions=draw(KRONUR),
        credit=draw(st.integers(0, 100)),
        spouse_credit=draw(st.integers(0, 100)) if is_couple else 0,
        children=draw(st.integers(0, 6)),
        base_amount=draw(ENTERED),
        december_amount=draw(ENTERED),
        children_aid=draw(ENTERED),
    )


RULES = st.sampled_from(
    [
        {},
        {"spouse_income_counts": False},
        {"children_aid": "per_child", "children_aid_amount": 21_000},
        {"children_aid": "case_worker"},
        {"compute_with_brackets": True, "december_percent": "33,33", "december_month": 12},
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(households(), min_size=1, max_size=12), RULES)
def test_columns_give_each_household_what_a_case_of_its_own_would_give_to_the_krona(rows, rules):
    now = in_force(**rules)

    together = payable(Households.of(rows), now, TAX)

    alone = [
        propose(now, facts_of(row, now.parameters, year=2026), tax=tax_parameters()).figures["payable"]
        for row in rows
    ]
    assert together.tolist() == alone


def test_a_raise_comes_first_and_shares_are_of_the_highest_amount_after_it():
    new = changed(
        financial_aid.parameters(),
        Change(
            raise_by=Rate.percent("5"), shares=(("with_parents", 60),), december="30", counts_spouse=False
        ),
    )

    assert new.category("own_home").amount(AidTable.INDIVIDUAL) == 252_000
    assert new.category("with_parents").amount(AidTable.INDIVIDUAL) == 151_200
    assert new.category("with_parents").amount(AidTable.COHABITATION) == 0
    assert (new.december_percent, new.spouse_income_counts) == ("30", False)


def test_the_cost_of_a_year_has_eleven_months_and_one_with_the_supplement():
    now = in_force()
    rows = Households.of([Household("own_home", credit=100)] * 3)
    year = 3 * sum(
        propose(
            now,
            facts_of(Household("own_home", month=month, credit=100), now.parameters, year=2026),
            tax=tax_parameters(),
        ).figures["payable"]
        for month in range(1, 13)
    )

    outcome = simulate(rows, now=now, then=now.parameters, tax=TAX, is_real=False)

    assert outcome.total.before == (year + 6) // 12
    assert (outcome.total.difference, outcome.total.split.same) == (0, 3)


def test_the_scale_counts_every_household_once():
    now = in_force()
    then = changed(now.parameters, Change(raise_by=Rate.percent("5"), shares=(("with_parents", 20),)))
    counted = invented_households(5_000, now.parameters)

    outcome = simulate(counted.households, now=now, then=then, tax=TAX, is_real=False)

    split = outcome.total.split
    assert outcome.total.count == sum(one.count for one in outcome.scale) == 5_000
    assert (
        sum(one.count for one in outcome.scale if one.above is not None and one.above >= 0 and one.to != 0)
        == split.gain
    )
    assert (
        sum(one.count for one in outcome.scale if one.to is not None and one.to <= 0 and one.above != 0)
        == split.lose
    )
    assert split.gain and split.lose and split.same
    assert [one.names[0] for one in outcome.by_category] == [financial_aid.NAMES[one] for one in CATEGORIES]
    assert (
        sum(one.count for one in outcome.by_category) == sum(one.count for one in outcome.by_family) == 5_000
    )


def test_real_groups_below_five_are_put_together_and_sums_are_rounded():
    now = in_force()
    then = changed(now.parameters, Change(raise_by=Rate.percent("5")))
    rows = [Household("own_home", credit=100)] * 9 + [Household("with_others", credit=100)] * 6
    rows += [Household("with_parents", credit=100)] * 2

    outcome = simulate(Households.of(rows), now=now, then=then, tax=TAX, is_real=True)

    assert [one.count for one in outcome.by_category] == [9, 8]
    assert set(outcome.by_category[1].names) == {
        financial_aid.NAMES[one] for one in ("with_others", "with_parents")
    }
    assert all(one.before % 1000 == one.after % 1000 == 0 for one in outcome.by_category)
    assert all(one.count == 0 or one.count >= 5 for one in outcome.scale)
    few = simulate(Households.of(rows[:3]), now=now, then=then, tax=TAX, is_real=True)
    assert few.total is None


def test_who_gains_is_not_told_where_it_would_be_too_few():
    now = in_force()
    then = changed(now.parameters, Change(shares=(("with_parents", 60),)))
    rows = [Household("own_home", credit=100)] * 9 + [Household("with_parents", credit=100)] * 2

    outcome = simulate(Households.of(rows), now=now, then=then, tax=TAX, is_real=True)

    assert outcome.total.split is None
    assert outcome.scale == ()
    assert [one.count for one in outcome.by_category] == [11]


def test_invented_households_are_the_same_each_time_and_of_every_kind():
    first, again = (invented_households(2_000, financial_aid.parameters()).households for _ in range(2))

    assert np.array_equal(first.income, again.income)
    assert {(bool(couple), bool(children)) for couple, children in zip(first.is_couple, first.children > 0, strict=True)} == {
        (False, False), (False, True), (True, False), (True, True),
    }  # fmt: skip


@pytest.fixture
def office(db):
    return financial_aid.adopted(organisations.municipality("dalvogur"))


@pytest.fixture
def administrator(office):
    return people.browser_of(people.staff(office, Role.ADMINISTRATOR, name="Sigríður Stjórnandi"))


def test_invented_households_are_calculated_on_the_page_and_handed_out_as_a_file(administrator):
    assert administrator.get(PAGE).status_code == 200
    asked = {"hver": "tilbuin", "fjoldi": "1.000", "haekkun": "5", "hlutfall-with_parents": "20"}

    shown = administrator.post(PAGE, asked)
    file = administrator.post(PAGE, {**asked, "gera": "csv"})

    text = shown.content.decode()
    assert shown.status_code == 200
    assert "Tilbúin heimili sem fá aðstoð allt árið" in text
    assert "Pör með börn" in text
    assert "<svg" in text
    assert file["Content-Type"].startswith("text/csv")
    assert "Pör með börn;" in file.content.decode("utf-8-sig")
    with crossing("a test reads the event store"):
        assert not Event.objects.filter(type="financial_aid.counted").exists()


def test_what_cannot_be_read_is_told_at_its_field(administrator):
    answer = administrator.post(
        PAGE, {"fjoldi": "allir", "haekkun": "mikið", "hlutfall-own_home": "101", "desember": "-1"}
    )

    assert answer.status_code == 422
    assert {one.name for one in answer.context["errors"]} == {
        "fjoldi", "haekkun", "hlutfall-own_home", "desember",
    }  # fmt: skip


def test_decided_cases_are_counted_without_names_and_recorded_once(office, administrator):
    worker = people.staff(office)
    for number in range(6):
        case = cases.submitted_case(office, people.person(f"Ragnheiður Númer {number}"))
        cases.approved(cases.case_in_progress(case, worker), worker)

    answer = administrator.post(PAGE, {"hver": "mal", "haekkun": "5"})

    text = answer.content.decode()
    figures = {name.en: value for name, value in answer.context["figures"]}
    assert (figures["Number"], figures["Get more"]) == ("6", "6")
    assert "Ragnheiður" not in text
    with crossing("a test reads the event store"):
        event = Event.objects.get(type="financial_aid.counted")
    assert event.data["data"] == {"cases": 6}
    assert event.case is None


def test_too_few_cases_are_not_told_of(office, administrator):
    worker = people.staff(office)
    cases.approved(cases.case_in_progress(cases.submitted_case(office), worker), worker)

    answer = administrator.post(PAGE, {"hver": "mal", "haekkun": "5"})

    assert "Of fá mál til að segja frá þeim" in answer.content.decode()
    assert "figures" not in answer.context


def test_only_an_administrator_asks(office, administrator):
    linked = administrator.get("/dalvogur/vinnubord/gildi/fjarhagsadstod/").content.decode()
    worker = people.browser_of(people.staff(office, name="Ragna Önnur"))

    assert PAGE in linked
    assert worker.get(PAGE).status_code == 403
    assert PAGE not in worker.get("/dalvogur/vinnubord/gildi/fjarhagsadstod/").content.decode()
