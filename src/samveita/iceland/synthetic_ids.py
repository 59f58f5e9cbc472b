"""Hands out kennitölur for invented people and companies: right in shape, deterministic, no two alike.

Serials begin at 00, which as far as we know Þjóðskrá does not use for people, and so an invented id is easy to tell. That
an id handed out here belongs to somebody cannot be ruled out altogether; whoever shows one says that it is synthetic.
When the serials with a right check digit are used up for a day, ids without one follow, as in life since February 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samveita.iceland.kennitala import Kennitala, Kind, check_digit_for

_CENTURIES = {18: "8", 19: "9", 20: "0"}
_SERIALS = 100
_FIRST_SERIALS = 20


_TEST_PEOPLE = frozenset({"0101302399", "0101302989", "0101302129", "0101302719"})
"""The public test people (gervimenn) of the national login."""


def is_synthetic(kennitala: Kennitala) -> bool:
    """Whether a person's id is one that this module hands out, or a public test person's."""
    invented = kennitala.kind is Kind.PERSON and int(kennitala.digits[6:8]) < _FIRST_SERIALS
    return invented or kennitala.digits in _TEST_PEOPLE


class IdsUsedUp(RuntimeError):
    """More people were asked for on one day than there are numbers."""


class SyntheticIds:
    """One series of ids; the same questions in the same order get the same answers, and ``taken`` is left out."""

    def __init__(self, *, taken: frozenset[Kennitala] = frozenset()) -> None:
        self._taken = taken
        self._persons: dict[date, Iterator[str]] = {}
        self._without_check: dict[date, Iterator[str]] = {}
        self._companies: dict[date, Iterator[str]] = {}
        self._system = 0

    def person(self, born: date) -> Kennitala:
        """Return the next id for somebody born on a day, with a right check digit while there are any.

        Raises:
            IdsUsedUp: when all are taken; then nobody more can have been born that day.
        """
        series = self._persons.setdefault(born, _with_check(born, company=False))
        return self._next(series) or self.person_without_check_digit(born)

    def person_without_check_digit(self, born: date) -> Kennitala:
        """Return the next id whose ninth digit is not a check digit, as issued since 18 February 2026.

        Raises:
            IdsUsedUp: when all are taken.
        """
        series = self._without_check.setdefault(born, _without_check(born))
        found = self._next(series)
        if found is None:
            raise IdsUsedUp(f"No more ids for people born on {born}.")
        return found

    def company(self, registered_on: date) -> Kennitala:
        """Return the next id for a legal entity.

        Raises:
            IdsUsedUp: when all are taken.
        """
        series = self._companies.setdefault(registered_on, _with_check(registered_on, company=True))
        found = self._next(series)
        if found is None:
            raise IdsUsedUp(f"No more ids for companies registered on {registered_on}.")
        return found

    def system(self) -> Kennitala:
        """Return the next system id, which begins with 9 and carries no date."""
        while True:
            self._system += 1
            found = Kennitala(f"9{self._system:09d}")
            if found not in self._taken:
                return found

    def _next(self, series: Iterator[str]) -> Kennitala | None:
        return next((found for digits in series if (found := Kennitala(digits)) not in self._taken), None)


def _day(day: date, *, company: bool) -> str:
    return f"{day.day + (40 if company else 0):02d}{day.month:02d}{day.year % 100:02d}"


def _with_check(day: date, *, company: bool) -> Iterator[str]:
    century = _CENTURIES[day.year // 100]
    for serial in range(_SERIALS if company else _FIRST_SERIALS):
        first_eight = f"{_day(day, company=company)}{serial:02d}"
        check = check_digit_for(first_eight)
        if check is not None:
            yield f"{first_eight}{check}{century}"


def _without_check(day: date) -> Iterator[str]:
    century = _CENTURIES[day.year // 100]
    for serial in range(_FIRST_SERIALS):
        first_eight = f"{_day(day, company=False)}{serial:02d}"
        right = check_digit_for(first_eight)
        for ninth in "0123456789":
            if ninth != right:
                yield f"{first_eight}{ninth}{century}"
