"""Days and moments read alike wherever they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from samveita.iceland.dates_in_words import (
    day_in_words,
    long_date,
    moment_in_words,
    month_in_words,
    weekday_in_words,
)
from samveita.iceland.texts import Text

DAY = date(2026, 12, 14)


def test_a_day_in_three_languages():
    assert day_in_words(DAY) == Text(is_="14. desember 2026", en="14 December 2026", pl="14 grudnia 2026")


@pytest.mark.parametrize(
    ("code", "written"),
    [("is", "14. desember 2026"), ("en-gb", "14 December 2026"), ("pl", "14 grudnia 2026")],
)
def test_a_day_in_one_language(code: str, written: str):
    assert long_date(DAY, code) == written


def test_a_month_alone_is_nominative_in_polish():
    assert month_in_words(DAY) == Text(is_="desember 2026", en="December 2026", pl="grudzień 2026")


def test_weekdays_have_names():
    assert weekday_in_words(DAY) == Text(is_="mánudagur", en="Monday", pl="poniedziałek")


def test_a_moment_is_written_in_icelandic_time_whatever_zone_it_came_in():
    one = moment_in_words(datetime(2026, 12, 14, 9, 5, tzinfo=UTC))
    same = moment_in_words(datetime(2026, 12, 14, 11, 5, tzinfo=timezone(timedelta(hours=2))))

    assert one == same
    assert one == Text(
        is_="14. desember 2026 kl. 9:05", en="14 December 2026 at 9:05", pl="14 grudnia 2026, godz. 9:05"
    )


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        moment_in_words(datetime(2026, 12, 14, 9, 5))  # noqa: DTZ001
