"""What a planned tariff changes: whole children, divided as the municipality says, each paid as the calculation says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.tools.preschool_fees.effects import Counted, apportioned, examples, outcome, sorts_of
from samveita.tools.preschool_fees.planning import raised
from samveita.tools.preschool_fees.shelf import shipped_tariffs
from tools.preschool_fees.preschool_samples import pay

AKUREYRI = shipped_tariffs()["akureyri-2026"]
REYKJAVIK = shipped_tariffs()["reykjavik-2025"]
WEEKLY = shipped_tariffs()["rangarthing-ytra-2026"]


def counted(*ages, ranks=(), **sorts):
    return Counted(tuple(ages), {code: Fraction(share) for code, share in sorts.items()}, dict(ranks))


def test_raising_every_price_raises_for_everybody_and_a_stay_nobody_offers_is_told():
    following = raised(WEEKLY, Decimal(10))
    ages = [(2, Decimal(40), 10), (3, Decimal(30), 5), (4, Decimal(99), 1)]

    found = outcome(WEEKLY, following, counted(*ages), sorts_of(WEEKLY, following))

    assert (found.total.rises, found.total.falls, found.total.unknown) == (15, 0, 1)
    assert found.total.change == sum(one.change for one in found.by_age) > 0
    assert all(one.change and one.change > 0 for one in examples(WEEKLY, following))


def test_classes_are_counted_by_themselves():
    sorts = sorts_of(REYKJAVIK, REYKJAVIK)
    entered = counted((3, Decimal("8.5"), 10), single_parent="3/10")

    found = outcome(REYKJAVIK, raised(REYKJAVIK, Decimal(10)), entered, sorts)
    general, reduced = found.by_sort

    single = pay(REYKJAVIK, {"hours": 8.5, "meals": "all"}, household={"statuses": ["single_parent"]})
    assert (general.count, general.before) == (7, 7 * 39_106)
    assert (reduced.count, reduced.before) == (3, 3 * single.total)


def test_every_income_bracket_is_a_sort_of_household_in_the_middle_of_it():
    incomes = {one.code: one.household.income for one in sorts_of(AKUREYRI, AKUREYRI)}

    assert incomes["single_1"] == 5_756_435 // 2
    assert incomes["couple_2"] == (8_634_653 + 11_038_733) // 2
    assert incomes["couple_4"] == 13_442_814


def test_a_second_child_costs_what_the_family_pays_more():
    alone = pay(AKUREYRI, {"age_months": 36, "hours": 8, "meals": "all"})
    both = pay(
        AKUREYRI,
        {"age_months": 36, "hours": 8, "meals": "all"},
        {"age_months": 48, "hours": 8, "meals": "all"},
    )

    found = outcome(
        AKUREYRI,
        AKUREYRI,
        counted((3, Decimal(8), 4), ranks={2: Fraction(1, 4)}.items()),
        sorts_of(AKUREYRI, AKUREYRI),
    )

    assert found.total.before == 3 * alone.total + (both.total - alone.total)
    assert (found.total.same, found.total.change) == (4, 0)


def test_limits_of_income_that_fall_are_lost_by_those_between():
    lower = AKUREYRI.model_dump(mode="json", by_alias=True)
    lower["model"]["reductions"][0]["brackets"]["couple"][0]["to"] = 4_000_000
    following = type(AKUREYRI).model_validate({**lower, "printed": []})
    sorts = sorts_of(AKUREYRI, following)

    found = outcome(AKUREYRI, following, counted((3, Decimal(8), 10), couple_1="1/2"), sorts)

    assert (found.total.rises, found.total.same) == (5, 5)


@given(st.integers(0, 5_000), st.lists(st.integers(0, 1_000), min_size=1, max_size=30).filter(any))
def test_children_are_divided_into_whole_children_and_nobody_is_lost(count, weights):
    shares = [Fraction(weight, sum(weights)) for weight in weights]

    divided = apportioned(count, shares)

    assert sum(divided) == count
    assert all(abs(many - share * count) < 1 for many, share in zip(divided, shares, strict=True))


@pytest.mark.parametrize("name", sorted(shipped_tariffs()))
def test_every_real_tariff_has_examples_and_no_effect_on_itself(name):
    one = shipped_tariffs()[name]

    assert {effect.change for effect in examples(one, one)} <= {0, None}
