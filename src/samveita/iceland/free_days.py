"""Days on which public offices in Iceland are closed, and the opening days between them (rule D5).

Free days are Saturdays, Sundays and the official holidays, which come from the ``holidays`` library. That Saturday is
free is read from the word "opening day" in stjórnsýslulög 37/1993 art. 8(2); the reference marks it as assumed, and so
does every reason built on it. On 24 and 31 December offices close at 13:00: whether such a half day is an opening day is
a setting of whoever counts, and the default is that it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version

import holidays

from samveita.iceland.dates_in_words import weekday_in_words
from samveita.iceland.texts import Text

CALENDAR_VERSION = f"holidays {version('holidays')}"

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5

# Written as they stand inside a sentence. Keys are the library's Icelandic names.
_NAMES: dict[str, Text] = {
    "Nýársdagur": Text(is_="nýársdagur", en="New Year's Day", pl="Nowy Rok"),
    "Skírdagur": Text(is_="skírdagur", en="Maundy Thursday", pl="Wielki Czwartek"),
    "Föstudagurinn langi": Text(is_="föstudagurinn langi", en="Good Friday", pl="Wielki Piątek"),
    "Páskadagur": Text(is_="páskadagur", en="Easter Sunday", pl="Niedziela Wielkanocna"),
    "Annar í páskum": Text(is_="annar í páskum", en="Easter Monday", pl="Poniedziałek Wielkanocny"),
    "Sumardagurinn fyrsti": Text(
        is_="sumardagurinn fyrsti", en="the First Day of Summer", pl="pierwszy dzień lata (święto islandzkie)"
    ),
    "Verkalýðsdagurinn": Text(is_="verkalýðsdagurinn", en="Labour Day", pl="Święto Pracy"),
    "Uppstigningardagur": Text(is_="uppstigningardagur", en="Ascension Day", pl="Wniebowstąpienie Pańskie"),
    "Hvítasunnudagur": Text(is_="hvítasunnudagur", en="Whit Sunday", pl="Zesłanie Ducha Świętego"),
    "Annar í hvítasunnu": Text(
        is_="annar í hvítasunnu", en="Whit Monday", pl="drugi dzień Zielonych Świątek"
    ),
    "Þjóðhátíðardagurinn": Text(
        is_="þjóðhátíðardagurinn", en="the National Day of Iceland", pl="święto narodowe Islandii"
    ),
    "Frídagur verslunarmanna": Text(is_="frídagur verslunarmanna", en="Commerce Day", pl="Święto Handlowców"),
    "Jóladagur": Text(is_="jóladagur", en="Christmas Day", pl="Boże Narodzenie"),
    "Annar í jólum": Text(
        is_="annar í jólum", en="the day after Christmas", pl="drugi dzień Bożego Narodzenia"
    ),
    "Aðfangadagur (frá kl. 13.00)": Text(
        is_="aðfangadagur jóla", en="Christmas Eve", pl="Wigilia Bożego Narodzenia"
    ),
    "Gamlársdagur (frá kl. 13.00)": Text(is_="gamlársdagur", en="New Year's Eve", pl="Sylwester"),
}


@dataclass(frozen=True, slots=True)
class FreeDays:
    """The calendar of one who counts; ``half_days_are_free`` decides about 24 and 31 December."""

    half_days_are_free: bool = False

    def name_of(self, day: date) -> Text | None:
        """Say why ``day`` is free, by the name of the holiday or the weekday; None on an opening day."""
        names = _holidays_of(day.year, with_half_days=self.half_days_are_free)
        if day in names:
            return names[day]
        return weekday_in_words(day) if day.weekday() >= _SATURDAY else None

    def is_free(self, day: date) -> bool:
        """Tell whether offices are closed all day."""
        return self.name_of(day) is not None

    def is_free_by_assumption(self, day: date) -> bool:
        """Tell whether only the assumption about Saturdays makes ``day`` free."""
        names = _holidays_of(day.year, with_half_days=self.half_days_are_free)
        return day.weekday() == _SATURDAY and day not in names

    def opening_day_on_or_after(self, day: date) -> date:
        """Return ``day`` itself when it is an opening day, else the next one that is."""
        while self.is_free(day):
            day += _ONE_DAY
        return day

    def opening_day_on_or_before(self, day: date) -> date:
        """Return ``day`` itself when it is an opening day, else the last one before it."""
        while self.is_free(day):
            day -= _ONE_DAY
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """Return the ``count``-th opening day after ``day``, which itself is not counted."""
        for _ in range(count):
            day = self.opening_day_on_or_after(day + _ONE_DAY)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count the opening days after ``first`` up to and including ``last``; 0 when ``last`` is not later."""
        span = (last - first).days
        return sum(not self.is_free(first + timedelta(days=number)) for number in range(1, span + 1))

    def free_days_between(self, first: date, last: date) -> list[date]:
        """List the free days from ``first`` to ``last``, both included."""
        span = (last - first).days
        days = (first + timedelta(days=number) for number in range(span + 1))
        return [day for day in days if self.is_free(day)]


@lru_cache(maxsize=512)
def _holidays_of(year: int, *, with_half_days: bool) -> dict[date, Text]:
    categories = ("public", "half_day") if with_half_days else ("public",)
    found = holidays.country_holidays("IS", years=year, language="is", categories=categories)
    # Two holidays on one day arrive as "one; other", and either of them is reason enough.
    return {day: _NAMES[name.split("; ", maxsplit=1)[0]] for day, name in found.items()}
