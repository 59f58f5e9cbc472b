"""The year a planner looks at: every day a cell that is driven or not, with its holiday, its departure and what was found."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from samveita.iceland.dates_in_words import day_in_words, weekday_in_words
from samveita.iceland.free_days import FreeDays
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.findings import Finding, Level
from samveita.tools.waste_calendar.model import CalendarEdition, StreamZone

_WEEKS = calendar.Calendar(firstweekday=0)
_FREE = FreeDays(half_days_are_free=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day; ``day`` is None outside the month, and a day the edition does not cover can't be changed."""

    day: date | None
    is_driven: bool = False
    is_covered: bool = False
    is_weekend: bool = False
    is_exception: bool = False
    level: str = ""
    holiday: Text | None = None

    @property
    def label(self) -> Text:
        """The day in words, with its weekday and its holiday."""
        if self.day is None:
            return Text(is_="–", en="–", pl="–")
        weekday, words = weekday_in_words(self.day), day_in_words(self.day)
        holiday = self.holiday
        return Text(
            is_=f"{weekday.is_} {words.is_}" + (f", {holiday.is_}" if holiday else ""),
            en=f"{weekday.en} {words.en}" + (f", {holiday.en}" if holiday else ""),
            pl=f"{weekday.pl} {words.pl}" + (f", {holiday.pl}" if holiday else ""),
        )


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """A month in weeks from Monday to Sunday."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]


def months_of(edition: CalendarEdition, zone: StreamZone, found: list[Finding]) -> list[PlannedMonth]:
    """Return the months an edition covers, with one zone's days in them."""
    levels: dict[date, str] = {}
    for one in found:
        for day in one.days:
            if levels.get(day) != Level.ERROR:
                levels[day] = one.level.value
    departed = {one.new_day or one.day for one in zone.exceptions} | {one.day for one in zone.exceptions}
    driven = set(zone.dates)
    months, first = [], edition.valid_from.replace(day=1)
    while first <= edition.valid_to:
        weeks = tuple(
            tuple(
                _cell(edition, day, driven, departed, levels) if day.month == first.month else Cell(None)
                for day in week
            )
            for week in _WEEKS.monthdatescalendar(first.year, first.month)
        )
        months.append(PlannedMonth(first, weeks))
        first = (first + timedelta(days=31)).replace(day=1)
    return months


def _cell(
    edition: CalendarEdition, day: date, driven: set[date], departed: set[date], levels: dict[date, str]
) -> Cell:
    is_weekend = day.weekday() >= calendar.SATURDAY
    name = _FREE.name_of(day)
    return Cell(
        day,
        is_driven=day in driven,
        is_covered=edition.covers(day),
        is_weekend=is_weekend,
        is_exception=day in departed,
        level=levels.get(day, ""),
        holiday=None if name == weekday_in_words(day) else name,
    )
