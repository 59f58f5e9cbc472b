"""From the gross care fee to the net one: groups of reductions in the tariff's order, and which of them may meet.

Each group gives a child its largest reduction. In sequence every group takes its part of what the one before left; with a
single best discount only the group that leaves the lowest fee counts; with exclusive groups the best of those joins the
rest. Parts that may not be discounted never come here, and nothing goes below zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.model import SIBLING, Basis, Brackets, Reduction, ReductionKind, Tariff
from samveita.tools.preschool_fees.numbers import short
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.rounding import as_line
from samveita.tools.preschool_fees.siblings import percent_for
from samveita.tools.preschool_fees.stays import Stay, fits
from samveita.tools.preschool_fees.terms import CombineMode

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Case:
    """What the reductions of one child work on.

    Attributes:
        gross: the discountable care fee, kr. a month.
        rest: the part that may not be discounted.
        rank: among siblings, from 1.
        shared: the discountable fee of the hours in common with a sibling, when only those are discounted.
        month: the month asked about, when one was.
    """

    stay: Stay
    gross: Fraction
    rest: Fraction
    rank: int
    shared: Fraction | None
    month: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage (as a fraction of one) that somebody is entitled to, and the rule that says so."""

    code: str
    group: str
    percent: Fraction
    place: str


@dataclass(frozen=True, slots=True)
class Step:
    """One reduction as it was applied: how much, of what, and how it reads as arithmetic."""

    code: str
    amount: Fraction
    arithmetic: str
    percent: Fraction | None
    base: Fraction
    place: str


def choices(tariff: Tariff) -> tuple[tuple[str, ...], ...]:
    """Return the sets of groups that may apply together, each in order; the earliest wins a tie."""
    groups, combine = tariff.model.groups, tariff.model.combine
    if combine is None or combine.mode is CombineMode.SEQUENCE:
        return (groups,)
    if combine.mode is CombineMode.BEST_SINGLE:
        return tuple((group,) for group in groups) or ((),)
    kept = [group for group in groups if group in combine.exclusive]
    return tuple(
        tuple(group for group in groups if group == chosen or group not in combine.exclusive)
        for chosen in kept
    ) or (groups,)


def reductions(tariff: Tariff, cases: tuple[Case, ...]) -> tuple[tuple[Step, ...], ...]:
    """Return the steps of each child: the choice of groups that leaves the lowest fee, per child or for the family."""
    combine = tariff.model.combine
    tried = [tuple(steps_of(tariff, case, groups) for case in cases) for groups in choices(tariff)]
    if combine is not None and combine.choose_per == "family":
        return max(tried, key=lambda steps: sum((_saved(one) for one in steps), Fraction(0)))
    return tuple(max(of_child, key=_saved) for of_child in zip(*tried, strict=True))


def _saved(steps: tuple[Step, ...]) -> Fraction:
    return sum((step.amount for step in steps), Fraction(0))


def steps_of(tariff: Tariff, case: Case, groups: tuple[str, ...]) -> tuple[Step, ...]:
    """Apply groups one after another to one child's discountable fee."""
    left, steps = case.gross, []
    for group in groups:
        step = _best_of(tariff, case, group, left)
        if step is not None and step.amount != 0:
            steps.append(step)
            left -= step.amount
    return tuple(steps)


def _best_of(tariff: Tariff, case: Case, group: str, left: Fraction) -> Step | None:
    if group == SIBLING:
        return _sibling_step(tariff, case, left)
    found = [
        step
        for number, reduction in enumerate(tariff.model.reductions)
        if reduction.group == group
        and (step := _reduction_step(tariff, case, reduction, number, left)) is not None
    ]
    return max(found, key=lambda step: step.amount, default=None)


def _reduction_step(
    tariff: Tariff, case: Case, reduction: Reduction, number: int, left: Fraction
) -> Step | None:
    if not _applies(reduction, case):
        return None
    place = f"model.reductions.{number}"
    printed = next(
        (
            Fraction(one.net_care)
            for one in tariff.model.exceptions
            if one.when_reduction == reduction.code and Fraction(one.hours) == case.stay.hours
        ),
        None,
    )
    if printed is not None:
        amount = left + case.rest - printed
        words = f"{short(printed)}−{short(left + case.rest)}"
        return Step(reduction.code, amount, words, None, left, place)
    if reduction.kind is ReductionKind.CAP_OF_INCOME:
        cap = _monthly_income(reduction, case) * Fraction(reduction.percent or 0) / 100
        amount = as_line(tariff.model.rounding, max(Fraction(0), left - cap))
        return Step(reduction.code, amount, f"{short(cap)}−{short(left)}", None, left, place)
    percent = _percent(reduction, case)
    combine = tariff.model.combine
    is_gross = combine is not None and combine.basis is Basis.GROSS
    base = case.gross if is_gross else left
    return _taken(tariff, Share(reduction.code, reduction.group, percent, place), base, left)


def _sibling_step(tariff: Tariff, case: Case, left: Fraction) -> Step | None:
    rule = tariff.model.sibling
    if rule is None or case.gross == 0:
        return None
    percent = percent_for(rule.percent, case.rank)
    base = case.gross if rule.basis is Basis.GROSS else left
    if case.shared is not None:
        base = base * min(case.shared, case.gross) / case.gross
    share = Share(SIBLING, SIBLING, percent, "model.sibling")
    return _taken(tariff, share, base, left) if percent else None


def _taken(tariff: Tariff, share: Share, base: Fraction, left: Fraction) -> Step:
    """Return a share of the base as a step, rounded as the tariff says, never more than what is left."""
    rounding, percent = tariff.model.rounding, share.percent
    exact = min(base * percent, left)
    if share.group in rounding.net_ceil:
        net = Fraction(ceil(left - exact))
        return Step(share.code, left - net, f"{short(net)}−{short(left)}", None, base, share.place)
    words = f"−{short(base)}" if percent == 1 else f"−{short(percent)}×{short(base)}"
    return Step(share.code, min(as_line(rounding, exact), left), words, percent, base, share.place)


def _applies(reduction: Reduction, case: Case) -> bool:
    if reduction.first_child_only and case.rank != 1:
        return False
    if case.month is not None and case.month in reduction.months_excluded:
        return False
    if reduction.any_of and not set(reduction.any_of) & set(case.stay.household.statuses):
        return False
    by_income = reduction.kind in {ReductionKind.INCOME, ReductionKind.CAP_OF_INCOME}
    if by_income and case.stay.household.income is None:
        return False
    return fits(reduction.when, case.stay)


def _percent(reduction: Reduction, case: Case) -> Fraction:
    """Return the percentage as a fraction of one; income limits are inclusive at the upper end.

    Raises:
        Refused: when the brackets differ by household and nobody said which it is.
    """
    if reduction.kind is not ReductionKind.INCOME:
        return Fraction(reduction.percent or 0) / 100
    household, brackets = case.stay.household, reduction.brackets
    if isinstance(brackets, Brackets):
        if household.kind is None:
            raise Refused("household.household", _WHICH_HOUSEHOLD)
        ladder = brackets.single if household.kind == "single" else brackets.couple
    else:
        ladder = brackets or ()
    income = household.income or 0
    for bracket in ladder:
        if bracket.to is None or income <= bracket.to:
            return Fraction(bracket.percent) / 100
    return Fraction(0)


def _monthly_income(reduction: Reduction, case: Case) -> Fraction:
    income = Fraction(case.stay.household.income or 0)
    return income / MONTHS if reduction.basis == "yearly" else income


_WHICH_HOUSEHOLD = Text(
    is_="Tekjumörk eru önnur hjá einu foreldri en tveimur; hér vantar hvort á við.",
    en="Income limits differ between one parent and two; which it is is missing here (single or couple).",
    pl="Progi dochodowe są inne dla jednego rodzica i dla dwojga; brakuje tej informacji.",
)
