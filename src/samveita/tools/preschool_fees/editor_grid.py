"""What a tariff gives: the monthly fee for every stay in every class.

It is the calculation itself, run for an invented child in each cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.calculate import calculate
from samveita.tools.preschool_fees.choosing import conditions, known_patterns
from samveita.tools.preschool_fees.falling import offered_stays
from samveita.tools.preschool_fees.household import Child, Household, Inputs
from samveita.tools.preschool_fees.labels import label
from samveita.tools.preschool_fees.model import Tariff, TimeUnit
from samveita.tools.preschool_fees.refusal import Refused

MOST_ROWS: Final = 60
AGE: Final = 48
DAYS: Final = 20
WEEK: Final = 5
LATEST: Final = 24 * 60
GENERAL_LABEL: Final = Text(is_="Almennt gjald", en="General fee", pl="Opłata ogólna")


@dataclass(frozen=True, slots=True)
class Cell:
    """The fee of one stay in one class, kr. a month: for the stay alone, and with every meal; ``None`` when not offered."""

    care: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Stays down, classes across."""

    classes: tuple[Text, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def grid_of(tariff: Tariff) -> Grid:
    """Return the fee of every stay the tariff offers, for families in each of its classes."""
    classes = [(GENERAL_LABEL, ())] + [
        (label(one.code, one.label), (one.any_of[0],)) for one in tariff.model.classes
    ]
    rows = []
    for name, child in _stays(tariff):
        cells = tuple(_cell(tariff, Household(statuses=held), child) for _words, held in classes)
        if any(cell.total is not None for cell in cells):
            rows.append((name, cells))
    return Grid(tuple(words for words, _held in classes), tuple(rows[:MOST_ROWS]))


def _stays(tariff: Tariff) -> Iterator[tuple[str, Child]]:
    if tariff.model.time.unit is TimeUnit.PATTERN:
        for pattern in known_patterns(tariff):
            yield pattern, Child(age_months=AGE, pattern=pattern, meals="all")
        return
    for hours in offered_stays(tariff):
        if hours > 0:
            yield format(hours.normalize(), "f").replace(".", ","), child_of(tariff, AGE, hours)


def child_of(tariff: Tariff, age_months: int, hours: Decimal) -> Child:
    """Return an invented child with every meal, from eight o'clock where the tariff looks at the clock."""
    held = [condition for _place, condition in conditions(tariff)]
    asks_clock = tariff.model.time.clock or any(one.ends_after or one.starts_before for one in held)
    places = [one.institution for one in held if one.institution]
    ends = 8 * 60 + int(hours * 60)
    is_daily = tariff.model.time.unit is TimeUnit.DAY and asks_clock and ends < LATEST
    return Child(
        age_months=age_months,
        hours=hours,
        starts="08:00" if is_daily else None,
        ends=f"{ends // 60:02d}:{ends % 60:02d}" if is_daily else None,
        days_per_week=WEEK,
        institution=places[0] if places else None,
        meals="all",
    )


def _cell(tariff: Tariff, household: Household, child: Child) -> Cell:
    try:
        result = calculate(tariff, Inputs(household=household, children=(child,), days_in_month=DAYS))
    except Refused:
        return Cell(None, None)
    lines = result.children[0].lines
    meals = sum(line.amount for line in lines if line.place.startswith("model.meals."))
    return Cell(result.total - meals, result.total)
