"""Free days have names, and opening days are counted between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samveita.iceland.free_days import FreeDays
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

CALENDAR = FreeDays()


def test_the_free_days_of_a_year_are_the_official_ones():
    year = CALENDAR.free_days_between(date(2026, 1, 1), date(2026, 12, 31))

    assert [day for day in year if day.weekday() < 5] == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 23),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 6, 17),
        date(2026, 8, 3),
        date(2026, 12, 25),
    ]


@pytest.mark.parametrize("half_days_are_free", [True, False])
def test_every_holiday_of_a_century_has_a_name_in_three_languages(half_days_are_free: bool):
    calendar = FreeDays(half_days_are_free=half_days_are_free)

    named = {
        calendar.name_of(date(year, 1, 1) + timedelta(days=n))
        for year in range(2000, 2100)
        for n in range(365)
    }

    assert len(named - {None}) == (18 if half_days_are_free else 16)


def test_two_holidays_on_one_day_are_one_free_day():
    assert CALENDAR.name_of(date(2008, 5, 1)) in (
        Text(is_="verkalýðsdagurinn", en="Labour Day", pl="Święto Pracy"),
        Text(is_="uppstigningardagur", en="Ascension Day", pl="Wniebowstąpienie Pańskie"),
    )


def test_saturday_is_free_by_assumption_unless_it_is_a_holiday_as_well():
    assert CALENDAR.is_free_by_assumption(date(2026, 3, 7))
    assert not CALENDAR.is_free_by_assumption(date(2026, 12, 26))
    assert not CALENDAR.is_free_by_assumption(date(2026, 3, 8))


def test_working_days_are_counted_from_the_day_after():
    assert CALENDAR.working_days_between(date(2026, 3, 30), date(2026, 4, 7)) == 3
    assert CALENDAR.working_days_between(date(2026, 4, 7), date(2026, 3, 30)) == 0


def test_the_nearest_opening_days_around_easter():
    assert CALENDAR.opening_day_on_or_after(date(2026, 4, 2)) == date(2026, 4, 7)
    assert CALENDAR.opening_day_on_or_before(date(2026, 4, 6)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("period", "written"),
    [
        (Period.days(1), Text(is_="1 dagur", en="1 day", pl="1 dzień")),
        (Period.days(21), Text(is_="21 dagur", en="21 days", pl="21 dni")),
        (Period.weeks(4), Text(is_="4 vikur", en="4 weeks", pl="4 tygodnie")),
        (Period.months(11), Text(is_="11 mánuðir", en="11 months", pl="11 miesięcy")),
        (Period.years(2), Text(is_="2 ár", en="2 years", pl="2 lata")),
        (Period.working_days(15), Text(is_="15 virkir dagar", en="15 working days", pl="15 dni roboczych")),
        (Period.months(12), Text(is_="12 mánuðir", en="12 months", pl="12 miesięcy")),
    ],
)
def test_a_period_is_written_with_the_right_plural(period: Period, written: Text):
    assert period.in_words == written


def test_a_period_of_nothing_is_no_period():
    with pytest.raises(ValueError, match="at least one day"):
        Period.days(0)


def test_working_days_are_not_counted_without_a_calendar():
    with pytest.raises(ValueError, match="calendar of free days"):
        Period.working_days(3).after(date(2026, 1, 1))
