from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.engines.rulebook.exact import (
    Column,
    ColumnOverflowError,
    band,
    bands,
    equals,
    floor_to_krona,
    greater,
    half_up_to_krona,
    lesser,
    percent,
    share,
    when,
)
from samveita.iceland.money import Rate, half_up

AMOUNT = st.integers(-(10**9), 10**9)
RATE = st.builds(Rate, st.integers(0, 10**6), st.integers(0, 6))


@given(AMOUNT, RATE)
def test_rounding_agrees_with_exact_fractions(amount, rate):
    exact = Fraction(amount) * rate.exact

    assert floor_to_krona(share(rate, amount)) == exact.__floor__()
    assert half_up_to_krona(share(rate, amount)) == half_up(exact)


@given(st.lists(AMOUNT, min_size=1), RATE, AMOUNT)
def test_a_column_is_its_people_one_by_one(amounts, rate, limit):
    column = Column.of(amounts)

    results = {
        "floor": floor_to_krona(share(rate, column)),
        "half_up": half_up_to_krona(share(rate, column)),
        "lesser": lesser(column, limit),
        "greater": greater(limit, column),
        "when": when(equals(column, limit), 1, column * 2 - 3),
        "difference": limit - column,
    }

    assert {key: value.values.tolist() for key, value in results.items()} == {
        "floor": [floor_to_krona(share(rate, one)) for one in amounts],
        "half_up": [half_up_to_krona(share(rate, one)) for one in amounts],
        "lesser": [min(one, limit) for one in amounts],
        "greater": [max(one, limit) for one in amounts],
        "when": [1 if one == limit else one * 2 - 3 for one in amounts],
        "difference": [limit - one for one in amounts],
    }


def test_a_percentage_may_differ_from_person_to_person():
    shares = floor_to_krona(percent(Column.of([100, 80, 50, 10, 0]), 68_691))

    assert shares.values.tolist() == [68_691, 54_952, 34_345, 6_869, 0]


def test_a_bracket_holds_the_part_between_its_limits():
    assert [band(amount, above=100, to=300) for amount in (50, 100, 101, 300, 400)] == [0, 0, 1, 200, 200]
    assert band(400, above=300, to=None) == 100


def test_brackets_are_summed_before_they_are_rounded():
    rates = [Rate.percent("31.49"), Rate.percent("37.99")]

    assert floor_to_krona(bands(103, limits=[101], rates=rates)) == (101 * 3149 + 2 * 3799) // 10_000


@pytest.mark.parametrize(("limits", "rates"), [([1], [Rate(1, 0)]), ([2, 1], [Rate(1, 0)] * 3)])
def test_brackets_that_do_not_fit_together_are_refused(limits, rates):
    with pytest.raises(ValueError):
        bands(1, limits=limits, rates=rates)


def test_overflow_stops_the_calculation():
    large = Column.of([2**62, 1])

    with pytest.raises(ColumnOverflowError):
        large + large
    with pytest.raises(ColumnOverflowError):
        large * 2
    with pytest.raises(ColumnOverflowError):
        large + 2**63


def test_a_bound_that_only_looks_too_large_is_measured_again():
    small = Column(np.array([1, 2]), bound=2**62)

    assert (small + small).values.tolist() == [2, 4]
    assert (small * 3).values.tolist() == [3, 6]


@pytest.mark.parametrize("amounts", [[2**63], [-(2**63)], [2**70]])
def test_what_does_not_fit_in_64_bits_never_becomes_a_column(amounts):
    with pytest.raises(ColumnOverflowError):
        Column.of(amounts)


@pytest.mark.parametrize("amounts", [[1.0], ["1"], [True]])
def test_a_column_takes_whole_numbers_only(amounts):
    with pytest.raises(TypeError):
        Column.of(amounts)


def test_a_column_never_answers_one_yes_or_no():
    column = Column.of([1, 2])

    with pytest.raises(TypeError, match=r"equals\(\)"):
        column == 1  # noqa: B015
    with pytest.raises(TypeError, match=r"when\(\)"):
        bool(column)


def test_numpy_can_not_slip_past_the_guard():
    with pytest.raises(TypeError):
        np.multiply(np.array([2**62]), Column.of([4]))
