"""The clock can be moved for tests and the demo, and never in production."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from samveita.iceland import clock


@pytest.fixture
def _real_time_again() -> Iterator[None]:
    yield
    clock._clock = clock._Clock(timedelta(0))


def test_now_carries_the_zone_of_iceland_which_is_utc_all_year():
    moment = clock.now()

    assert str(moment.tzinfo) == "Atlantic/Reykjavik"
    assert moment.utcoffset() == timedelta(0)


def test_a_shift_ends_with_its_block():
    with clock.shifted(timedelta(days=40)):
        inside = clock.offset()

    assert (inside, clock.offset()) == (timedelta(days=40), timedelta(0))


def test_shifts_add_up_when_nested():
    with clock.shifted(timedelta(days=1)), clock.shifted(timedelta(hours=2)):
        assert clock.offset() == timedelta(days=1, hours=2)


def test_a_shift_ends_even_when_the_block_fails():
    with pytest.raises(LookupError), clock.shifted(timedelta(days=1)):
        raise LookupError

    assert clock.offset() == timedelta(0)


def test_a_test_can_stand_on_a_day():
    with clock.standing_on(date(2026, 4, 7), hour=9):
        assert clock.today() == date(2026, 4, 7)
        assert clock.now() - datetime(2026, 4, 7, 9, tzinfo=clock.ICELAND) < timedelta(seconds=5)


@pytest.mark.usefixtures("_real_time_again")
def test_every_way_to_shift_is_refused_once_forbidden():
    clock.forbid_shifting()

    with pytest.raises(clock.ClockShiftForbidden):
        clock.set_offset(timedelta(seconds=1))
    with pytest.raises(clock.ClockShiftForbidden), clock.shifted(timedelta(seconds=1)):
        pass
    with pytest.raises(clock.ClockShiftForbidden), clock.standing_on(date(2026, 1, 1)):
        pass
    assert clock.offset() == timedelta(0)


@pytest.mark.usefixtures("_real_time_again")
def test_production_does_not_start_with_a_shift_left_in_the_environment():
    clock.set_offset(timedelta(days=3))

    with pytest.raises(clock.ClockShiftForbidden, match="SAMVEITA_CLOCK_OFFSET_SECONDS"):
        clock.forbid_shifting()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, timedelta(0)),
        ({"SAMVEITA_CLOCK_OFFSET_SECONDS": ""}, timedelta(0)),
        ({"SAMVEITA_CLOCK_OFFSET_SECONDS": "-86400"}, timedelta(days=-1)),
    ],
)
def test_a_process_is_started_with_the_shift_of_its_environment(
    environment: dict[str, str], expected: timedelta
):
    assert clock.offset_from_environment(environment) == expected


def test_a_shift_that_is_no_whole_number_is_refused_by_name():
    with pytest.raises(ValueError, match="SAMVEITA_CLOCK_OFFSET_SECONDS must be a whole number"):
        clock.offset_from_environment({"SAMVEITA_CLOCK_OFFSET_SECONDS": "a day"})
