"""Questions around one result: half an hour more or less, the whole year, another tariff, other municipalities.

All are the same calculation with something changed, never a formula of their own, so they agree with the bill to the
króna. Where a figure rests on something the tariff does not say, the answer says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.calculate import Result, calculate
from samveita.tools.preschool_fees.falling import offered_stays
from samveita.tools.preschool_fees.household import Child, Inputs
from samveita.tools.preschool_fees.model import Tariff, TimeUnit
from samveita.tools.preschool_fees.refusal import Refused

MONTHS: Final = 12
SMALLEST_CHANGE: Final = {
    TimeUnit.DAY: Decimal("0.5"),
    TimeUnit.WEEK: Decimal(1),
    TimeUnit.MONTH: Decimal(1),
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest other stay of one child: its hours, and what the family would then pay more (or less), kr. a month."""

    child: int
    hours: Decimal
    difference: int


@dataclass(frozen=True, slots=True)
class Year:
    """A whole year: what each month costs (``months[0]`` is January), and the expected days on top."""

    months: tuple[int, ...]
    extra: int
    assumptions: tuple[Text, ...]

    @property
    def total(self) -> int:
        """The year in kr."""
        return sum(self.months) + self.extra


@dataclass(frozen=True, slots=True)
class Difference:
    """One line under two tariffs; ``None`` where a tariff has no such line."""

    child: int
    code: str
    label: Text
    before: int | None
    after: int | None

    @property
    def change(self) -> int:
        """How much more it becomes, kr. a month."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same household under the current tariff and another."""

    before: Result
    after: Result
    differences: tuple[Difference, ...]

    @property
    def change(self) -> int:
        """How much more the family pays, kr. a month."""
        return self.after.total - self.before.total


def neighbours(tariff: Tariff, inputs: Inputs, total: int) -> tuple[Neighbour, ...]:
    """Return for each priced child the nearest shorter and longer stay and what they change.

    Args:
        tariff: the tariff of the result.
        inputs: the household of the result.
        total: what the family pays as things are, kr. a month.
    """
    least = SMALLEST_CHANGE.get(tariff.model.time.unit)
    if least is None:
        return ()
    stays = offered_stays(tariff)
    found = []
    for number, child in enumerate(inputs.children):
        if child.hours is None or (child.service or tariff.service) is not tariff.service:
            continue
        shorter = [hours for hours in stays if hours <= child.hours - least]
        longer = [hours for hours in stays if hours >= child.hours + least]
        for hours in (*shorter[-1:], *longer[:1]):
            difference = _difference(tariff, inputs, number, hours, total)
            if difference is not None:
                found.append(Neighbour(number + 1, hours, difference))
    return tuple(found)


def _difference(tariff: Tariff, inputs: Inputs, number: int, hours: Decimal, total: int) -> int | None:
    """Return what another stay of one child changes; ``None`` where the tariff has no such stay."""
    child = inputs.children[number]
    changed = child.model_copy(update={"hours": hours, **_clock(child, hours)})
    children = (*inputs.children[:number], changed, *inputs.children[number + 1 :])
    try:
        return calculate(tariff, inputs.model_copy(update={"children": children})).total - total
    except Refused:
        return None


def _clock(child: Child, hours: Decimal) -> dict[str, str]:
    """Return the end of the stay when only its length changes."""
    if child.starts is None or child.ends is None:
        return {}
    start_hours, start_minutes = child.starts.split(":")
    minutes = int(start_hours) * 60 + int(start_minutes) + int(hours * 60)
    return {"ends": f"{minutes // 60:02d}:{minutes % 60:02d}"} if minutes < 24 * 60 else {}


def year_of(tariff: Tariff, inputs: Inputs, *, days: dict[str, int] | None = None) -> Year:
    """Return what a year costs: billed months, reductions that rest in some months, and expected days.

    Args:
        tariff: the tariff; it is taken to hold the whole year.
        inputs: the household of an ordinary month; its events are not counted.
        days: code of an event, such as a registration day → how many in the year for each priced child.

    Raises:
        Refused: as ``calculate``.
    """
    plain = tuple(child.model_copy(update={"events": {}}) for child in inputs.children)
    ordinary = inputs.model_copy(update={"children": plain})
    billing, assumed = tariff.model.billing, [_WHOLE_YEAR]
    free = set(billing.free_months) if billing is not None else set()
    amounts = [
        0 if month in free else calculate(tariff, ordinary.model_copy(update={"month": month})).total
        for month in range(1, MONTHS + 1)
    ]
    if billing is None or (billing.billed_months is None and not free):
        assumed.append(_TWELVE_MONTHS)
    elif billing.billed_months is not None and not free:
        amounts[billing.billed_months :] = [0] * (MONTHS - billing.billed_months)
    return Year(tuple(amounts), _of_days(tariff, ordinary, days or {}), tuple(assumed))


def _of_days(tariff: Tariff, ordinary: Inputs, days: dict[str, int]) -> int:
    if not any(days.values()):
        return 0
    children = tuple(
        child.model_copy(update={"events": days})
        if (child.service or tariff.service) is tariff.service
        else child
        for child in ordinary.children
    )
    with_days = calculate(tariff, ordinary.model_copy(update={"children": children}))
    return with_days.total - calculate(tariff, ordinary).total


def compare(current: Tariff, other: Tariff, inputs: Inputs) -> Comparison:
    """Return the household under two tariffs, line beside line.

    Raises:
        Refused: when one of them does not have what the household asks for.
    """
    before, after = calculate(current, inputs), calculate(other, inputs)
    lines: dict[tuple[int, str], list[int | None]] = {}
    labels: dict[tuple[int, str], Text] = {}
    for side, result in enumerate((before, after)):
        rows = [(child.child, line) for child in result.children for line in child.lines]
        for child, line in [*rows, *((0, line) for line in result.family)]:
            held = lines.setdefault((child, line.code), [None, None])
            held[side] = (held[side] or 0) + line.amount
            labels.setdefault((child, line.code), line.label)
    differences = tuple(
        Difference(child, code, labels[child, code], held[0], held[1])
        for (child, code), held in sorted(lines.items(), key=lambda item: item[0][0])
    )
    return Comparison(before, after, differences)


_WHOLE_YEAR = Text(
    is_="Gert er ráð fyrir að gjaldskráin gildi allt árið.",
    en="The tariff is assumed to hold the whole year.",
    pl="Przyjęto, że cennik obowiązuje cały rok.",
)
_TWELVE_MONTHS = Text(
    is_="Ekki kemur fram í hve marga mánuði er greitt; hér eru þeir tólf.",
    en="The tariff does not say how many months are paid; twelve are assumed here.",
    pl="Cennik nie mówi, ile miesięcy się płaci; przyjęto dwanaście.",
)
