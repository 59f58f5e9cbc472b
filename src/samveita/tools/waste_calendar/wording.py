"""Days of a round in words: ``6.–8. maí 2026``, ``22. og 24. apríl 2026``, and how far away they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import LANGUAGES, Text

_AND = {"is": " og ", "en": " and ", "pl": " i "}
TODAY = Text(is_="Í dag", en="Today", pl="Dzisiaj")
TOMORROW = Text(is_="Á morgun", en="Tomorrow", pl="Jutro")
GOING_ON = Text(is_="Stendur yfir", en="Going on now", pl="Trwa teraz")


def days_in_words(days: Sequence[date]) -> Text:
    """Write the days of a round, a run of days as a span, days of one month under one name of the month.

    Raises:
        ValueError: when there are no days.
    """
    if not days:
        raise ValueError("a round has at least one day")
    return Text.from_dict({language: _written(days, language) for language in LANGUAGES})


def _written(days: Sequence[date], language: str) -> str:
    runs = runs_of(days)
    parts = [_run(run, language, is_last=place == len(runs) - 1, runs=runs) for place, run in enumerate(runs)]
    if len(parts) == 1:
        return parts[0]
    return ", ".join(parts[:-1]) + _AND[language] + parts[-1]


def _run(run: tuple[date, date], language: str, *, is_last: bool, runs: list[tuple[date, date]]) -> str:
    """Write one run; the month and the year stand once, with the last day they belong to."""
    first, last = run
    same_month_follows = not is_last and (last.year, last.month) == (runs[-1][0].year, runs[-1][0].month)
    end = _day_number(last, language) if same_month_follows else _day(last, language, with_year=is_last)
    if first == last:
        return end
    begin = (
        _day_number(first, language)
        if (first.year, first.month) == (last.year, last.month)
        else _day(first, language, with_year=first.year != last.year)
    )
    return f"{begin}–{end}"


def _day_number(day: date, language: str) -> str:
    return f"{day.day}." if language == "is" else str(day.day)


def _day(day: date, language: str, *, with_year: bool) -> str:
    words = day_in_words(day).in_language(language)
    return words if with_year else words.removesuffix(f" {day.year}")


def runs_of(days: Sequence[date]) -> list[tuple[date, date]]:
    """Return unbroken runs of days, each as its first and last day."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] <= timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def away_in_words(days: Sequence[date], on: date) -> Text:
    """Say how far away a round is: today, tomorrow, in so many days, or that it is going on."""
    first = days[0]
    if on in days:
        return TODAY
    if first < on:
        return GOING_ON
    count = (first - on).days
    if count == 1:
        return TOMORROW
    is_singular = count % 10 == 1 and count % 100 != 11
    return Text(
        is_=f"Eftir {count} {'dag' if is_singular else 'daga'}", en=f"In {count} days", pl=f"Za {count} dni"
    )
