"""Lengths of time as law and rules state them: 14 days, 4 weeks, 3 months, 2 years, 15 working days.

A ``Period`` only says how long; what a period does at a holiday is the business of ``legal_dates``. Months and years keep
the day of the month and are clipped to the end of a shorter month (rule D3; the reference marks this as assumed).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samveita.iceland.texts import Text


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# Icelandic and English: one, many. Polish: one, few (2–4), many.
_IS = {
    Unit.DAY: ("dagur", "dagar"),
    Unit.WORKING_DAY: ("virkur dagur", "virkir dagar"),
    Unit.WEEK: ("vika", "vikur"),
    Unit.MONTH: ("mánuður", "mánuðir"),
    Unit.YEAR: ("ár", "ár"),
}
_EN = {
    Unit.DAY: ("day", "days"),
    Unit.WORKING_DAY: ("working day", "working days"),
    Unit.WEEK: ("week", "weeks"),
    Unit.MONTH: ("month", "months"),
    Unit.YEAR: ("year", "years"),
}
_PL = {
    Unit.DAY: ("dzień", "dni", "dni"),
    Unit.WORKING_DAY: ("dzień roboczy", "dni robocze", "dni roboczych"),
    Unit.WEEK: ("tydzień", "tygodnie", "tygodni"),
    Unit.MONTH: ("miesiąc", "miesiące", "miesięcy"),
    Unit.YEAR: ("rok", "lata", "lat"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time.

    Raises:
        ValueError: when the count is not at least one.
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"A period is at least one {self.unit.value}, not {self.count}.")

    @classmethod
    def days(cls, count: int) -> Period:
        """Return a period of calendar days."""
        return cls(count, Unit.DAY)

    @classmethod
    def working_days(cls, count: int) -> Period:
        """Return a period in which only opening days are counted."""
        return cls(count, Unit.WORKING_DAY)

    @classmethod
    def weeks(cls, count: int) -> Period:
        """Return a period of seven days each."""
        return cls(count, Unit.WEEK)

    @classmethod
    def months(cls, count: int) -> Period:
        """Return a period of calendar months."""
        return cls(count, Unit.MONTH)

    @classmethod
    def years(cls, count: int) -> Period:
        """Return a period of calendar years."""
        return cls(count, Unit.YEAR)

    @property
    def in_words(self) -> Text:
        """The period in the nominative: ``4 vikur``, ``4 weeks``, ``4 tygodnie``."""
        is_one = self.count % 10 == 1 and self.count % 100 != 11
        is_few = self.count % 10 in (2, 3, 4) and self.count % 100 not in (12, 13, 14)
        polish = 0 if self.count == 1 else (1 if is_few else 2)
        return Text(
            is_=f"{self.count} {_IS[self.unit][0 if is_one else 1]}",
            en=f"{self.count} {_EN[self.unit][0 if self.count == 1 else 1]}",
            pl=f"{self.count} {_PL[self.unit][polish]}",
        )

    def after(self, day: date) -> date:
        """Return the calendar day this period after ``day``, the day itself not counted (rules D1 and D3).

        Raises:
            ValueError: for working days, which need a calendar of free days (see ``legal_dates.deadline``).
        """
        if self.unit is Unit.DAY:
            return day + timedelta(days=self.count)
        if self.unit is Unit.WEEK:
            return day + timedelta(weeks=self.count)
        if self.unit is Unit.MONTH:
            return _months_after(day, self.count)
        if self.unit is Unit.YEAR:
            return _months_after(day, 12 * self.count)
        raise ValueError("Working days can only be counted with a calendar of free days.")


def _months_after(day: date, count: int) -> date:
    year, month0 = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))
