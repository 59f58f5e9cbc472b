"""Months as weeks of days with the streams due on each: what month view, year view and the printed sheet are drawn from."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samveita.iceland.free_days import FreeDays
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.model import CalendarEdition, Stream
from samveita.tools.waste_calendar.places import Zones
from samveita.tools.waste_calendar.rounds import driven

MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEEKS = calendar.Calendar(firstweekday=0)
_FREE = FreeDays()


@dataclass(frozen=True, slots=True)
class Mark:
    """A stream as it is marked in a grid: a letter, its name and the colour of its first kind of waste."""

    letter: str
    stream: Stream

    @property
    def kind(self) -> str:
        """The code of the first kind of waste, which gives the colour."""
        return self.stream.kinds()[0].code.value

    @property
    def picture(self) -> str:
        """The picture of the first kind of waste."""
        return self.stream.kinds()[0].picture


@dataclass(frozen=True, slots=True)
class GridDay:
    """One day of a month: what is due and the holiday it is; ``day`` is None before the first and after the last."""

    day: date | None
    marks: tuple[Mark, ...] = ()
    holiday: Text | None = None
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday."""

    first: date
    weeks: tuple[tuple[GridDay, ...], ...]


def marks_of(edition: CalendarEdition, zones: Zones) -> list[Mark]:
    """Return the streams of a place, each with its letter."""
    streams = [stream for stream in edition.streams if stream.id in zones.by_stream]
    return [Mark(MARKS[place % len(MARKS)], stream) for place, stream in enumerate(streams)]


def days_due(parts: Iterable[tuple[CalendarEdition, Zones]]) -> dict[date, list[Mark]]:
    """Return the days something is due, with the streams due."""
    due: dict[date, list[Mark]] = {}
    for edition, zones in parts:
        for mark in marks_of(edition, zones):
            zone = mark.stream.zone(zones.by_stream[mark.stream.id])
            for one in driven(zone) if zone else ():
                for day in one.days:
                    due.setdefault(day, []).append(mark)
    return due


def month_of(year: int, month: int, due: dict[date, list[Mark]], today: date) -> Month:
    """Return a month with its days marked."""
    weeks = tuple(
        tuple(_grid_day(day, due, today) if day.month == month else GridDay(None) for day in week)
        for week in _WEEKS.monthdatescalendar(year, month)
    )
    return Month(date(year, month, 1), weeks)


def _grid_day(day: date, due: dict[date, list[Mark]], today: date) -> GridDay:
    weekend = day.weekday() >= calendar.SATURDAY
    holiday = None if weekend else _FREE.name_of(day)
    return GridDay(day, tuple(due.get(day, ())), holiday, day == today)
