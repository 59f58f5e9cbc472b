"""Amounts are whole krónur, rates are exact, rounding is named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.iceland.money import (
    Rate,
    floor_to_krona,
    format_kronur,
    format_number,
    format_percent,
    half_up,
    parse_kronur,
)

amounts = st.integers(min_value=-(10**12), max_value=10**12)
rates = st.builds(
    Rate, st.integers(min_value=-(10**6), max_value=10**6), st.integers(min_value=0, max_value=6)
)


@pytest.mark.parametrize(
    ("written", "units", "decimals"),
    [
        ("31,49%", 3149, 4),
        ("31.49 %", 3149, 4),
        ("0.3149", 3149, 4),
        ("31.49", 3149, 2),
        ("25%", 25, 2),
        ("-1,5", -15, 1),
    ],
)
def test_a_rate_is_read_as_an_exact_integer_over_a_power_of_ten(written: str, units: int, decimals: int):
    rate = Rate.parse(written)

    assert (rate.units, rate.decimals) == (units, decimals)


@pytest.mark.parametrize("written", ["31.49", "31,49", "31,49%", " 31,49 % "])
def test_a_percentage_may_leave_its_sign_out_where_a_percentage_is_asked_for(written: str):
    assert Rate.percent(written) == Rate(3149, 4)


@pytest.mark.parametrize("written", ["", "%", "1.234,5", "1e3", "a", "٣"])
def test_what_is_no_number_is_no_rate(written: str):
    with pytest.raises(ValueError, match="A rate looks like"):
        Rate.parse(written)


def test_floats_are_refused_wherever_they_come():
    with pytest.raises(TypeError, match="not as float"):
        Rate.parse(0.3149)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not as float"):
        Rate.percent(31.49)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not of float"):
        Rate(3149.0, 4)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not float"):
        Rate(1, 1).floor_of(10.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not float"):
        format_kronur(10.0)  # type: ignore[arg-type]


def test_true_is_not_an_amount():
    with pytest.raises(TypeError, match="not bool"):
        format_kronur(True)


def test_rates_are_equal_by_value_however_many_zeros_they_were_written_with():
    assert {Rate.parse("25%")} == {Rate.parse("25,00%"), Rate.parse("0,25")}


def test_rates_add_subtract_and_multiply_exactly():
    assert Rate.parse("16,55%") + Rate.parse("14,94%") == Rate.parse("31,49%")
    assert Rate.parse("31,49%") - Rate.parse("16,55%") == Rate.parse("14,94%")
    assert Rate.parse("50%") * Rate.parse("1,5") == Rate.parse("75%")
    assert Rate.parse("1%") < Rate.parse("1,5%") <= Rate.parse("1,50%")


@pytest.mark.parametrize(
    ("exact", "down", "nearest"),
    [
        (Fraction(5, 2), 2, 3),
        (Fraction(9, 4), 2, 2),
        (Fraction(-5, 2), -3, -3),
        (Fraction(-9, 4), -3, -2),
        (7, 7, 7),
    ],
)
def test_rounding_down_and_rounding_half_up(exact: Fraction | int, down: int, nearest: int):
    assert (floor_to_krona(exact), half_up(exact)) == (down, nearest)


@given(amount=amounts, rate=rates)
def test_a_share_rounded_down_is_within_a_krona_below_the_exact_share(amount: int, rate: Rate):
    difference = amount * rate.exact - rate.floor_of(amount)

    assert 0 <= difference < 1


@given(amount=amounts, rate=rates)
def test_a_share_rounded_half_up_is_within_half_a_krona_and_mirrors_refunds(amount: int, rate: Rate):
    share = rate.half_up_of(amount)

    assert abs(amount * rate.exact - share) <= Fraction(1, 2)
    assert rate.half_up_of(-amount) == -share


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (212694, "212.694 kr."),
        (0, "0 kr."),
        (999, "999 kr."),
        (1234567, "1.234.567 kr."),
        (-1500, "\u22121.500 kr."),
    ],
)
def test_amounts_are_written_the_icelandic_way(amount: int, written: str):
    assert format_kronur(amount) == written


@pytest.mark.parametrize(
    ("rate", "written"),
    [
        ("31,49%", "31,49%"),
        ("25,00%", "25%"),
        ("0,005", "0,5%"),
        ("-1,5%", "\u22121,5%"),
        ("12", "1.200%"),
        ("0", "0%"),
    ],
)
def test_rates_are_written_the_icelandic_way(rate: str, written: str):
    assert format_percent(Rate.parse(rate)) == written
    assert str(Rate.parse(rate)) == written


def test_plain_numbers_are_written_the_icelandic_way():
    assert format_number(Rate.parse("1234,50")) == "1.234,5"


@given(amount=amounts)
def test_an_amount_is_read_back_from_what_people_see(amount: int):
    assert parse_kronur(format_kronur(amount)) == amount


@given(rate=rates)
def test_a_rate_is_read_back_from_what_people_see_when_it_has_no_thousands(rate: Rate):
    written = format_percent(rate)
    if "." not in written:
        assert Rate.parse(written) == rate


@pytest.mark.parametrize(
    ("written", "amount"), [("212694", 212694), ("212 694 kr", 212694), ("212.694kr.", 212694), ("-5", -5)]
)
def test_people_may_write_an_amount_as_they_like(written: str, amount: int):
    assert parse_kronur(written) == amount


@pytest.mark.parametrize("written", ["", "kr.", "12,50", "1.23", "12.3456", "1e3"])
def test_an_amount_with_a_doubt_is_refused(written: str):
    with pytest.raises(ValueError, match="whole krónur looks like"):
        parse_kronur(written)
