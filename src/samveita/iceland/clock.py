"""The one clock of the house.

Every module that needs to know what time it is asks here, so that tests and the demo can live on another day and a
whole chain of deadlines can be played in an afternoon. Production calls ``forbid_shifting()`` at start-up; from then on
the clock shows real time and every attempt to move it is an error. This module knows nothing of legal periods
(see ``legal_dates``). Iceland has kept UTC all year since 1968 (lög um tímareikning á Íslandi nr. 6/1968).

A shift lives in the process. Separate processes (web, worker, simulators) are given the same shift through the
environment variable ``SAMVEITA_CLOCK_OFFSET_SECONDS``, a whole number of seconds, read when this module is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ICELAND = ZoneInfo("Atlantic/Reykjavik")
OFFSET_VARIABLE = "SAMVEITA_CLOCK_OFFSET_SECONDS"


class ClockShiftForbidden(RuntimeError):
    """The clock was to be moved where only real time is allowed."""


def offset_from_environment(environment: Mapping[str, str]) -> timedelta:
    """Read the shift that a process was started with; absent or empty means none.

    Raises:
        ValueError: when the variable is not a whole number of seconds.
    """
    raw = environment.get(OFFSET_VARIABLE, "").strip()
    if not raw:
        return timedelta(0)
    try:
        return timedelta(seconds=int(raw))
    except (ValueError, OverflowError):
        raise ValueError(f"{OFFSET_VARIABLE} must be a whole number of seconds, but it is {raw!r}.") from None


class _Clock:
    """Offset and permission to change it, kept together so that neither can be set without the other."""

    def __init__(self, offset: timedelta) -> None:
        self.offset = offset
        self.may_shift = True

    def move(self, offset: timedelta) -> None:
        if not self.may_shift:
            raise ClockShiftForbidden("The clock shows real time in production and cannot be shifted.")
        self.offset = offset


_clock = _Clock(offset_from_environment(os.environ))


def now() -> datetime:
    """Return the present moment with its zone (Atlantic/Reykjavik), shifted if the process is."""
    return datetime.now(tz=ICELAND) + _clock.offset


def today() -> date:
    """Return the present day in Iceland."""
    return now().date()


def offset() -> timedelta:
    """Return how far this process is from real time; the demo shows it on the page."""
    return _clock.offset


def set_offset(value: timedelta) -> None:
    """Move the clock of this process to real time plus ``value``.

    Raises:
        ClockShiftForbidden: after ``forbid_shifting()``.
    """
    _clock.move(value)


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Move the clock by ``by`` for the length of a ``with`` block; blocks may be nested.

    Raises:
        ClockShiftForbidden: after ``forbid_shifting()``.
    """
    before = _clock.offset
    _clock.move(before + by)
    try:
        yield
    finally:
        _clock.offset = before


@contextmanager
def standing_on(day: date, *, hour: int = 12) -> Iterator[None]:
    """Let the clock start at ``hour`` o'clock on ``day`` inside a ``with`` block; it runs on from there.

    Raises:
        ClockShiftForbidden: after ``forbid_shifting()``.
    """
    target = datetime(day.year, day.month, day.day, hour, tzinfo=ICELAND)
    with shifted(target - now()):
        yield


def forbid_shifting() -> None:
    """Allow only real time from here on. Production calls this once, at start-up.

    Raises:
        ClockShiftForbidden: when the clock is already shifted, for instance by a variable left in the environment.
    """
    if _clock.offset:
        raise ClockShiftForbidden(
            f"The clock is shifted by {_clock.offset}. Remove {OFFSET_VARIABLE} and start again."
        )
    _clock.may_shift = False
