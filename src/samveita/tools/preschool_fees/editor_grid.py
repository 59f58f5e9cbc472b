"""What a tariff gives: the monthly fee for every stay in every class, and what a new one changes for whom.

Both are the calculation itself, run for an invented child in each cell. Effects on all children are for the numbers of
children the municipality enters; nothing about anybody is stored, and no number is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
FULL_DAY: Final = Decimal(8)
AGES: Final = (1, 2, 3, 4, 5)
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


@dataclass(frozen=True, slots=True)
class Effect:
    """One family or one group of children under two tariffs, kr. a month for each child or family.

    Attributes:
        label: who it is.
        before: what is paid now; ``None`` where the tariff refuses.
        after: what is paid under the next tariff.
        count: how many pay it; one for an example.
    """

    label: Text
    before: int | None
    after: int | None
    count: int = 1

    @property
    def change(self) -> int | None:
        """How much more it becomes for each."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Outcome:
    """All children together: income of fees a month, and how many gain, lose or stay as they are."""

    before: int
    after: int
    gain: int
    lose: int
    same: int
    unknown: int


def examples(current: Tariff, following: Tariff) -> tuple[Effect, ...]:
    """Return invented families under both tariffs: one to three children, and each class of the tariff."""
    hours = _usual_stay(current)
    families = [
        (
            _FAMILIES[count],
            Household(),
            tuple(child_of(current, AGE - 12 * number, hours) for number in range(count)),
        )
        for count in _FAMILIES
    ]
    families += [
        (label(one.code, one.label), Household(statuses=(one.any_of[0],)), (child_of(current, AGE, hours),))
        for one in current.model.classes
    ]
    return tuple(
        Effect(words, _total(current, household, children), _total(following, household, children))
        for words, household, children in families
    )


def _usual_stay(tariff: Tariff) -> Decimal:
    """Return a full day, counted as the tariff counts, or the nearest stay it offers."""
    times = {TimeUnit.WEEK: 5, TimeUnit.MONTH: DAYS}.get(tariff.model.time.unit, 1)
    wanted = FULL_DAY * times
    return min(offered_stays(tariff), key=lambda hours: (abs(hours - wanted), hours), default=wanted)


def groups(
    current: Tariff, following: Tariff, children: Sequence[tuple[int, Decimal, int]]
) -> tuple[tuple[Effect, ...], Outcome]:
    """Return what the next tariff does to groups of children, and to all of them.

    Args:
        current: the tariff in force.
        following: the one that is planned.
        children: for each group its age in years, its stay as the tariff counts it, and how many children are in it.
    """
    effects = tuple(
        Effect(
            _age_in_words(age, hours),
            _total(current, Household(), (child_of(current, age * 12, hours),)),
            _total(following, Household(), (child_of(following, age * 12, hours),)),
            count,
        )
        for age, hours, count in children
    )
    known = [one for one in effects if one.change is not None]
    return effects, Outcome(
        before=sum((one.before or 0) * one.count for one in known),
        after=sum((one.after or 0) * one.count for one in known),
        gain=sum(one.count for one in known if (one.change or 0) < 0),
        lose=sum(one.count for one in known if (one.change or 0) > 0),
        same=sum(one.count for one in known if one.change == 0),
        unknown=sum(one.count for one in effects if one.change is None),
    )


def _total(tariff: Tariff, household: Household, children: tuple[Child, ...]) -> int | None:
    try:
        return calculate(tariff, Inputs(household=household, children=children, days_in_month=DAYS)).total
    except Refused:
        return None


def _age_in_words(age: int, hours: Decimal) -> Text:
    stay = format(hours.normalize(), "f").replace(".", ",")
    return Text(is_=f"{age} ára, {stay} klst.", en=f"age {age}, {stay} h", pl=f"wiek {age}, {stay} godz.")


_FAMILIES: Final = {
    1: Text(is_="Eitt barn", en="One child", pl="Jedno dziecko"),
    2: Text(is_="Tvö systkini", en="Two siblings", pl="Dwoje rodzeństwa"),
    3: Text(is_="Þrjú systkini", en="Three siblings", pl="Troje rodzeństwa"),
}
