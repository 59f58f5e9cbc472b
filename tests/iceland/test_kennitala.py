"""Kennitölur are read generously, told apart, and never leak."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import date

import ice_ken
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.iceland import clock
from samveita.iceland.kennitala import (
    CHECK_DIGIT_HINT,
    MASK,
    Kennitala,
    KennitalaError,
    Kind,
    check_digit_for,
    mask_in,
)

PUBLISHED_TEST_PERSONS = ("0101302399", "0101302989", "0101302129", "0101302719")

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 1))


@pytest.mark.parametrize(
    "written", ["0101302399", "010130-2399", " 010130 2399 ", "010130–2399", "010130\u00a0-\u00a02399"]
)
def test_people_may_write_it_as_they_like(written: str):
    assert Kennitala.parse(written).digits == "0101302399"


@pytest.mark.parametrize("digits", PUBLISHED_TEST_PERSONS)
def test_the_published_test_persons_are_persons_born_in_1930_with_a_right_check_digit(digits: str):
    kennitala = Kennitala.parse(digits)

    assert kennitala.kind is Kind.PERSON
    assert kennitala.birth_date == date(1930, 1, 1)
    assert kennitala.check_digit_is_right
    assert kennitala.hint is None


def test_a_failed_check_digit_is_a_hint():
    kennitala = Kennitala.parse("010130-2389")

    assert kennitala.birth_date == date(1930, 1, 1)
    assert kennitala.check_digit_is_right is False
    assert kennitala.hint == CHECK_DIGIT_HINT


def test_the_published_system_id_belongs_to_a_human_and_has_no_birth_date():
    kennitala = Kennitala.parse("892350-1739")

    assert kennitala.kind is Kind.SYSTEM
    assert kennitala.is_natural_person
    assert kennitala.birth_date is None
    assert kennitala.age_on(date(2026, 1, 1)) is None


def test_a_birth_date_still_to_come_is_not_given():
    kennitala = Kennitala.parse("311299-2090")

    assert kennitala.kind is Kind.PERSON
    assert kennitala.birth_date is None


def test_a_child_born_today_has_a_birth_date():
    with clock.standing_on(date(2026, 3, 2)):
        assert Kennitala.parse("020326-2000").birth_date == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2027, 2, 28), 18)]
)
def test_age_is_counted_in_whole_years(day: date, age: int):
    with clock.standing_on(date(2026, 6, 1)):
        assert Kennitala.parse("010308-2000").age_on(day) == age


@pytest.mark.parametrize("written", ["", "123", "01013023991", "010130239x", "٠١٠١٣٠٢٣٩٩"])
def test_other_than_ten_digits_is_refused(written: str):
    with pytest.raises(KennitalaError, match="ten digits"):
        Kennitala.parse(written)


@pytest.mark.parametrize(
    "written", ["310226-2000", "001226-2000", "011326-2000", "010126-2001", "721226-2000", "411326-2000"]
)
def test_a_day_that_does_not_exist_is_refused(written: str):
    with pytest.raises(KennitalaError, match="does not exist"):
        Kennitala.parse(written)


def test_a_company_numbered_past_the_end_of_its_month_is_accepted():
    assert Kennitala.parse("710223-0000").kind is Kind.COMPANY


def test_the_refusal_repeats_no_digits():
    with pytest.raises(KennitalaError) as refused:
        Kennitala.parse("310226-2000")

    assert "2000" not in str(refused.value)


@given(born=days)
def test_persons_from_an_outside_generator_are_read_with_their_birth_date(born: date):
    written = ice_ken.generate_personal(birth_date=born)

    kennitala = Kennitala.parse(written)

    assert (kennitala.kind, kennitala.birth_date, kennitala.check_digit_is_right) == (Kind.PERSON, born, True)
    assert kennitala.formatted == written


@given(born=days)
def test_persons_without_a_check_digit_are_read_as_well(born: date):
    kennitala = Kennitala.parse(ice_ken.generate_personal(birth_date=born, enforce_checksum=False))

    assert (kennitala.kind, kennitala.birth_date) == (Kind.PERSON, born)


@given(registered=days)
def test_companies_from_an_outside_generator_are_companies_without_a_birth_date(registered: date):
    kennitala = Kennitala.parse(ice_ken.generate_company(reg_date=registered))

    assert (kennitala.kind, kennitala.birth_date, kennitala.is_natural_person) == (Kind.COMPANY, None, False)
    assert kennitala.check_digit_is_right


@given(first_eight=st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_the_check_digit_makes_the_weighted_sum_divisible_by_eleven(first_eight: str):
    digit = check_digit_for(first_eight)
    weighted = sum(int(d) * w for d, w in zip(first_eight, (3, 2, 7, 6, 5, 4, 3, 2), strict=True))

    if digit is None:
        assert weighted % 11 == 1
    else:
        assert (weighted + int(digit)) % 11 == 0


@given(born=days)
def test_text_made_by_accident_shows_no_digit(born: date):
    kennitala = Kennitala.parse(ice_ken.generate_personal(birth_date=born))

    shown = f"{kennitala} {kennitala!r} {kennitala!s:>30} {[kennitala]} %s" % kennitala

    assert not any(character.isdigit() for character in shown)


@given(
    born=days,
    before=st.sampled_from(["", "kt. ", "/", "Jón", "kt=", '"']),
    after=st.sampled_from(["", " ", "/documents", "ab", '"', "."]),
)
def test_a_kennitala_anywhere_in_a_log_line_is_masked(born: date, before: str, after: str):
    kennitala = Kennitala.parse(ice_ken.generate_personal(birth_date=born))

    for written in (
        kennitala.digits,
        kennitala.formatted,
        f"{kennitala.digits[:6]}%20{kennitala.digits[6:]}",
    ):
        assert mask_in(before + written + after) == before + MASK + after


def test_system_ids_and_companies_are_masked_too():
    assert mask_in("frá 892350-1739 til 5902697199") == f"frá {MASK} til {MASK}"


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22T16:01:02.123456",
        "HAF-2026-000123",
        "1790000000",
        "01013023991",
        "354 555 1234",
        "212.694 kr.",
    ],
)
def test_other_numbers_are_left_alone(line: str):
    assert mask_in(line) == line


def test_it_is_a_value_equal_hashable_and_unchangeable():
    one, other = Kennitala.parse("010130-2399"), Kennitala.parse("0101302399")

    assert {one} == {other}
    assert pickle.loads(pickle.dumps(one)) == other
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.digits = "0101302989"  # type: ignore[misc]
