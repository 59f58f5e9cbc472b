"""What if: what a change of the municipality's amounts and rules would cost, and who would gain or lose.

The same households are calculated twice, column by column, with the tax of today: by the rules that hold now and by the
changed ones. Nothing is kept and no case changes. Figures from real cases are told without names, small groups put
together with others and sums of money to the nearest thousand; invented households need neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from samveita.engines.cases.small_counts import joined_groups, joined_neighbours, may_be_told
from samveita.engines.rulebook.exact import BoolArray, IntArray, half_up_to_krona, share
from samveita.iceland.money import Rate
from samveita.iceland.texts import Text
from samveita.services.financial_aid.columns import Households, payable
from samveita.services.financial_aid.parameters import AidCategory, FinancialAidParameters
from samveita.services.financial_aid.proposal import Settings
from samveita.services.financial_aid.rules import TaxYear
from samveita.services.financial_aid.simulation_words import WORDS

MONTHS: Final = 12
UNCHANGED: Final = Rate(0, 0)
ROUNDED_TO: Final = 1_000
STEPS: Final = (-50_000, -20_000, -5_000, 0, 5_000, 20_000, 50_000)
"""Where the scale of changes is cut, kr. a month; no change is a step of its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed.

    Attributes:
        raise_by: how much every base amount rises (or falls), in percent.
        shares: a category's new share of the highest amounts after the raise, by its code, in whole percent.
        december: the new December supplement in percent, as written in the settings; ``None`` leaves it.
        counts_spouse: whether a spouse's income counts; ``None`` leaves it.
    """

    raise_by: Rate = UNCHANGED
    shares: tuple[tuple[str, int], ...] = ()
    december: str | None = None
    counts_spouse: bool | None = None


def changed(parameters: FinancialAidParameters, change: Change) -> FinancialAidParameters:
    """Return the settings with the change; amounts to the nearest króna, and what is zero (no right) stays zero."""
    raised = [_raised(one, change.raise_by) for one in parameters.categories]
    shares = dict(change.shares)
    highest = [max((_amounts(one)[column] or 0 for one in raised), default=0) for column in range(2)]
    categories = tuple(
        _of_highest(one, shares[one.code], highest) if one.code in shares else one for one in raised
    )
    update: dict[str, object] = {"categories": categories}
    if change.december is not None:
        update["december_percent"] = change.december
    if change.counts_spouse is not None:
        update["spouse_income_counts"] = change.counts_spouse
    return parameters.model_copy(update=update)


def _amounts(category: AidCategory) -> tuple[int | None, int | None]:
    return category.individual, category.cohabitation


def _raised(category: AidCategory, rate: Rate) -> AidCategory:
    new = [None if one is None else one + _krona(rate, one) for one in _amounts(category)]
    return category.model_copy(update={"individual": new[0], "cohabitation": new[1]})


def _of_highest(category: AidCategory, percent: int, highest: Sequence[int]) -> AidCategory:
    rate = Rate.percent(str(percent))
    new = [_krona(rate, top) if one else one for one, top in zip(_amounts(category), highest, strict=True)]
    return category.model_copy(update={"individual": new[0], "cohabitation": new[1]})


def _krona(rate: Rate, amount: int) -> int:
    rounded = half_up_to_krona(share(rate, amount))
    assert isinstance(rounded, int)
    return rounded


@dataclass(frozen=True, slots=True)
class Split:
    """How many gain, lose and stay unchanged."""

    gain: int
    lose: int
    same: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some households together: what they are, how many, and their aid before and after, kr. a month on average over the year.

    ``split`` is empty where it may not be told.
    """

    names: tuple[Text, ...]
    count: int
    before: int
    after: int
    split: Split | None

    @property
    def difference(self) -> int:
        """How much more it becomes, kr. a month."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the scale of changes: above ``above``, up to ``to`` kr. a month, and how many households are in it."""

    above: int | None
    to: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change does; ``total`` is empty when the households are too few to tell anything of."""

    total: Group | None
    by_category: tuple[Group, ...] = ()
    by_family: tuple[Group, ...] = ()
    scale: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """Each household's change in its month, and its aid in a year before and after."""

    difference: IntArray
    before: IntArray
    after: IntArray


def simulate(
    rows: Households,
    *,
    now: Settings,
    then: FinancialAidParameters,
    tax: TaxYear,
    is_real: bool,
) -> Outcome:
    """Calculate what other settings would do to households.

    Args:
        rows: households; real ones each in the month decided on, invented ones receive aid all year round.
        now: the settings in force.
        then: the changed settings.
        tax: the tax of today.
        is_real: whether the rows come from cases, so that small groups may not be told.

    Raises:
        ParameterError, AidInputError: as ``payable``.
    """
    sums = _sums(rows, now, replace(now, parameters=then), tax, is_year_round=not is_real)
    codes = [one.code for one in now.parameters.categories]
    places = np.array([codes.index(code) for code in rows.categories], dtype=np.int64)
    everyone = np.zeros(len(rows), dtype=np.int64)
    of_all = _grouped(everyone, (WORDS["all"],), sums, is_real=is_real)
    if not of_all:
        return Outcome(None)
    families = rows.is_couple * 2 + (rows.children > 0)
    labels = tuple(one.name for one in now.parameters.categories)
    is_split = of_all[0].split is not None
    return Outcome(
        total=of_all[0],
        by_category=_grouped(places[rows.category], labels, sums, is_real=is_real),
        by_family=_grouped(families.astype(np.int64), FAMILIES, sums, is_real=is_real),
        scale=_scale(sums.difference, is_real=is_real) if is_split else (),
    )


FAMILIES: Final = (WORDS["single"], WORDS["single_parent"], WORDS["couple"], WORDS["family"])


def _sums(rows: Households, now: Settings, then: Settings, tax: TaxYear, *, is_year_round: bool) -> Sums:
    if not is_year_round:
        before, after = payable(rows, now, tax), payable(rows, then, tax)
        return Sums(after - before, before, after)
    months = []
    for settings in (now, then):
        december = settings.parameters.december_month
        ordinary = payable(rows.in_month(december % MONTHS + 1), settings, tax)
        months.append((ordinary, ordinary * (MONTHS - 1) + payable(rows.in_month(december), settings, tax)))
    (before_month, before), (after_month, after) = months
    return Sums(after_month - before_month, before, after)


def _grouped(group: IntArray, names: Sequence[Text], sums: Sums, *, is_real: bool) -> tuple[Group, ...]:
    """Return the households by group; of real ones, groups are joined until every count may be told."""
    splits = [_split(sums.difference[group == number]) for number in range(len(names))]
    counts = [(one.gain, one.lose, one.same) for one in splits]
    total = [sum(column) for column in zip(*counts, strict=True)]
    if not is_real:
        return tuple(
            _group((number,), names, group, sums, is_split=True)
            for number in range(len(names))
            if sum(counts[number])
        )
    is_split = may_be_told(total)
    told = joined_groups(counts if is_split else [(sum(row),) for row in counts])
    return tuple(
        _group(numbers, names, group, sums, is_split=is_split, rounded_to=ROUNDED_TO)
        for numbers in told
        if any(sum(counts[number]) for number in numbers)
    )


def _group(
    numbers: tuple[int, ...],
    names: Sequence[Text],
    group: IntArray,
    sums: Sums,
    *,
    is_split: bool,
    rounded_to: int = 1,
) -> Group:
    mask: BoolArray = np.isin(group, numbers)
    before, after = (_monthly(int(column[mask].sum()), rounded_to) for column in (sums.before, sums.after))
    present = tuple(names[number] for number in numbers if (group == number).any())
    return Group(present, int(mask.sum()), before, after, _split(sums.difference[mask]) if is_split else None)


def _monthly(kronur: int, rounded_to: int) -> int:
    """Return a year's sum by the month, to the nearest króna or thousand."""
    unit = MONTHS * rounded_to
    return (kronur + unit // 2) // unit * rounded_to


def _split(difference: IntArray) -> Split:
    gain, lose = int((difference > 0).sum()), int((difference < 0).sum())
    return Split(gain, lose, len(difference) - gain - lose)


def _scale(difference: IntArray, *, is_real: bool) -> tuple[Step, ...]:
    """Return how many households change by how much; of real ones, neighbours are joined until each step may be told."""
    cuts = (None, *STEPS, None)
    middle = STEPS.index(0) + 1
    losing = [Step(low, high, _between(difference, low, high)) for low, high in pairwise(cuts[: middle + 1])]
    gaining = [
        Step(low, high, _between(-difference, _minus(high), _minus(low)))
        for low, high in pairwise(cuts[middle:])
    ]
    same = Step(0, 0, int((difference == 0).sum()))
    if is_real:
        losing, gaining = _joined(losing), _joined(gaining)
    return (*losing, same, *gaining)


def _between(difference: IntArray, low: int | None, high: int | None) -> int:
    """Return how many changes are from ``low`` and below ``high``; an open end is empty."""
    mask = np.ones(len(difference), dtype=np.bool_)
    if low is not None:
        mask &= difference >= low
    if high is not None:
        mask &= difference < high
    return int(mask.sum())


def _minus(cut: int | None) -> int | None:
    return None if cut is None else -cut


def _joined(steps: list[Step]) -> list[Step]:
    return [
        Step(steps[numbers[0]].above, steps[numbers[-1]].to, sum(steps[number].count for number in numbers))
        for numbers in joined_neighbours([one.count for one in steps])
    ]
