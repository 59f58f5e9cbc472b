"""The calculation: a tariff and a household in, explained lines of whole krónur out.

The order is fixed: stay against the tariff, class, care rule, adjustments, ranks of siblings, reductions, surcharges,
meals, other monthly fees, events, the family's ceiling. Gross and lines always add up to the net, to the króna. Pure
functions on exact numbers; nothing is stored and nothing is fetched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.assumptions import assumptions_for
from samveita.tools.preschool_fees.choosing import refuse_unknown_choices
from samveita.tools.preschool_fees.extras import (
    Extra,
    adjustments_of,
    events_of,
    meals_of,
    monthly_fees_of,
    surcharges_of,
)
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.labels import label
from samveita.tools.preschool_fees.model import SIBLING, ServiceKind, Tariff
from samveita.tools.preschool_fees.numbers import icelandic, short
from samveita.tools.preschool_fees.pricing import CareFee, Term, care_fee, fee_at
from samveita.tools.preschool_fees.reducing import Case, Step, reductions, steps_of
from samveita.tools.preschool_fees.rounding import RunningSum, as_line
from samveita.tools.preschool_fees.siblings import hours_in_common, ranks
from samveita.tools.preschool_fees.stays import Stay, read_stays
from samveita.tools.preschool_fees.subsidy import Share
from samveita.tools.preschool_fees.terms import RoundingPlace

CARE_LABELS = {
    ServiceKind.DAY_PARENT: label("care_day_parent"),
    ServiceKind.AFTERSCHOOL: label("care_afterschool"),
}
"""What the fee for the stay is called where the tariff is of a neighbouring service; a subsidy is what the family gets."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill.

    Attributes:
        code: stable name of the line.
        label: what people read.
        amount: whole kr. a month; reductions are negative.
        arithmetic: the sum as compact arithmetic.
        words: the sum as people write it.
        place: the rule in the tariff that gave it, such as ``model.care.0``.
    """

    code: str
    label: Text
    amount: int
    arithmetic: str
    words: Text
    place: str


@dataclass(frozen=True, slots=True)
class ChildFee:
    """What one child costs a month."""

    child: int
    lines: tuple[Line, ...]
    class_code: str
    hours: Fraction | None

    @property
    def total(self) -> int:
        """The child's lines together, kr. a month."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Result:
    """What a household pays a month, with every line explained.

    Under the tariff of a day parent the lines are what the municipality pays, and ``shares`` what is left for the parents
    of each child whose price is known.
    """

    tariff: Tariff
    children: tuple[ChildFee, ...]
    family: tuple[Line, ...] = ()
    assumptions: tuple[Text, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def total(self) -> int:
        """All lines together, kr. a month."""
        return sum(child.total for child in self.children) + sum(line.amount for line in self.family)

    def as_output(self) -> dict[str, Any]:
        """Return the plain shape the command prints; ``lines`` of the family stand only where there are any."""
        children = [
            {"child": child.child, "lines": [_plain(line) for line in child.lines], "total": child.total}
            for child in self.children
        ]
        family = {"lines": [_plain(line) for line in self.family]} if self.family else {}
        shares = {"shares": [share.as_output() for share in self.shares]} if self.shares else {}
        return {"children": children, **family, "total": self.total, **shares}


def _plain(line: Line) -> dict[str, Any]:
    return {"code": line.code, "arithmetic": line.arithmetic, "amount": line.amount}


@dataclass(slots=True)
class _Priced:
    """One priced child on the way through the order of evaluation."""

    stay: Stay
    care: CareFee
    adjustments: list[Extra] = field(default_factory=list)
    surcharges: list[Extra] = field(default_factory=list)
    gross: Fraction = Fraction(0)
    rest: Fraction = Fraction(0)


def calculate(tariff: Tariff, inputs: Inputs) -> Result:
    """Return what the household pays a month under a tariff.

    Raises:
        Refused: when the household asks for something the tariff does not have, or something needed is missing.
    """
    refuse_unknown_choices(tariff, inputs)
    stays = read_stays(tariff, inputs)
    priced = [_priced(tariff, stay) for stay in stays if stay.service is tariff.service]
    rank = ranks(
        tariff,
        stays,
        {one.stay.number: one.care.exact + one.care.exact_rest for one in priced},
        {one.stay.number: one.gross + one.rest + _undiscounted(one) for one in priced},
    )
    cases = tuple(_case(tariff, inputs, stays, rank, one) for one in priced)
    steps = reductions(tariff, cases)
    running = RunningSum(tariff.model.rounding)
    children = tuple(
        _child(tariff, inputs, one, taken, rank=rank[one.stay.number], running=running)
        for one, taken in zip(priced, steps, strict=True)
    )
    family = _family_cap(tariff, cases, steps, running)
    return Result(tariff, children, family, assumptions_for(tariff, stays), _shares(priced, children))


def _shares(priced: list[_Priced], children: tuple[ChildFee, ...]) -> tuple[Share, ...]:
    """Return what is left of each price that was given; only a subsidy's tariff takes one."""
    return tuple(
        Share(fee.child, one.stay.child.price, fee.total)
        for one, fee in zip(priced, children, strict=True)
        if one.stay.child.price is not None
    )


def _priced(tariff: Tariff, stay: Stay) -> _Priced:
    """Price the stay, the adjustments and the surcharges of one child; round what lines will show."""
    rounding = tariff.model.rounding
    care = care_fee(tariff, stay)
    one = _Priced(stay, care)
    printed = next(
        (
            exception.net_care
            for exception in tariff.model.exceptions
            if exception.class_ == stay.class_code and Fraction(exception.hours) == stay.hours
        ),
        None,
    )
    if printed is not None:
        one.care = CareFee((Term(Fraction(1), Fraction(printed)),), (), care.rule)
    one.gross = as_line(rounding, one.care.exact)
    one.rest = as_line(rounding, one.care.exact_rest)
    one.surcharges = surcharges_of(tariff, stay)
    _adjust(tariff, one)
    one.gross += sum(
        (as_line(rounding, extra.exact) for extra in one.surcharges if extra.discountable), Fraction(0)
    )
    return one


def _adjust(tariff: Tariff, one: _Priced) -> None:
    rounding = tariff.model.rounding
    before, before_rest = one.gross, one.rest
    for extra, percent in adjustments_of(tariff, one.stay):
        for base, is_discountable in ((before, True), (before_rest, False)):
            if base == 0:
                continue
            term = Term(percent, base)
            one.adjustments.append(
                Extra(extra.code, extra.label, (term,), extra.place, discountable=is_discountable)
            )
            if is_discountable:
                one.gross += as_line(rounding, term.exact)
            else:
                one.rest += as_line(rounding, term.exact)


def _undiscounted(one: _Priced) -> Fraction:
    return sum((extra.exact for extra in one.surcharges if not extra.discountable), Fraction(0))


def _case(
    tariff: Tariff, inputs: Inputs, stays: tuple[Stay, ...], rank: dict[int, int], one: _Priced
) -> Case:
    """Return what the reductions of a child work on, with the fee of hours in common where only those count."""
    rule, shared = tariff.model.sibling, None
    if rule is not None and rule.same_hours_only and rank[one.stay.number] > 1:
        common, own = hours_in_common(stays, rank, one.stay), one.stay.hours
        if common is not None and own is not None and common < own:
            if rule.same_hours_excess == "average":
                shared = one.gross * common / own
            else:
                shared = as_line(tariff.model.rounding, fee_at(tariff, one.stay, common))
    return Case(one.stay, one.gross, one.rest, rank[one.stay.number], shared, inputs.month)


def _child(
    tariff: Tariff, inputs: Inputs, one: _Priced, steps: tuple[Step, ...], *, rank: int, running: RunningSum
) -> ChildFee:
    """Write one child's lines in the order of evaluation."""
    running.next_child()
    place = f"model.care.{one.care.rule}"
    care = _of_terms("care", one.care.discountable, place, running)
    lines = [replace(care, label=CARE_LABELS.get(tariff.service, care.label))]
    if one.care.exact_rest:
        lines.append(_of_terms("care_extra", one.care.rest, place, running))
    before = [*one.adjustments, *(extra for extra in one.surcharges if extra.discountable)]
    lines += [_of_extra(extra, running) for extra in before]
    lines += [_of_step(tariff, step, running) for step in steps]
    after = [
        *(extra for extra in one.surcharges if not extra.discountable),
        *meals_of(tariff, inputs, one.stay, rank),
        *monthly_fees_of(tariff, one.stay),
        *events_of(tariff, one.stay),
    ]
    lines += [_of_extra(extra, running) for extra in after]
    return ChildFee(one.stay.number, tuple(lines), one.stay.class_code, one.stay.hours)


def _of_terms(code: str, terms: tuple[Term, ...], place: str, running: RunningSum) -> Line:
    """Return the line of a sum of terms; terms that are nothing are left out of the arithmetic."""
    counted = [term for term in terms if term.exact]
    amount = running.add(sum((term.exact for term in counted), Fraction(0)))
    arithmetic = "+".join(term.compact for term in counted) or "0"
    written = " + ".join(term.written for term in counted) or "0 kr."
    return Line(code, label(code), amount, arithmetic, Text(is_=written, en=written, pl=written), place)


def _of_extra(extra: Extra, running: RunningSum) -> Line:
    sign = "−" if extra.is_credit else ""
    arithmetic = sign + "+".join(term.compact for term in extra.terms)
    written = sign + " + ".join(term.written for term in extra.terms)
    amount = running.add(-extra.exact if extra.is_credit else extra.exact)
    words = Text(is_=written, en=written, pl=written)
    return Line(extra.code, extra.label, amount, arithmetic, words, extra.place)


def _of_step(tariff: Tariff, step: Step, running: RunningSum) -> Line:
    amount = running.add(-step.amount)
    own = next((one.label for one in tariff.model.reductions if one.code == step.code), None)
    if step.percent is None:
        words = Text(is_=step.arithmetic, en=step.arithmetic, pl=step.arithmetic)
    else:
        percent, base = f"{icelandic(step.percent * 100)}%", f"{icelandic(step.base)} kr."
        words = Text(is_=f"{percent} af {base}", en=f"{percent} of {base}", pl=f"{percent} z {base}")
    return Line(step.code, label(step.code, own), amount, step.arithmetic, words, step.place)


def _family_cap(
    tariff: Tariff, cases: tuple[Case, ...], steps: tuple[tuple[Step, ...], ...], running: RunningSum
) -> tuple[Line, ...]:
    """Return the line that keeps the family's care fees under its ceiling, a percentage of the dearest full fee."""
    rule = tariff.model.sibling
    if rule is None or rule.family_cap_percent is None or not cases:
        return ()
    groups = tuple(group for group in tariff.model.groups if group != SIBLING)
    full = max(
        case.gross - sum((step.amount for step in steps_of(tariff, case, groups)), Fraction(0))
        for case in cases
    )
    net = sum(
        (
            case.gross - sum((step.amount for step in taken), Fraction(0))
            for case, taken in zip(cases, steps, strict=True)
        ),
        Fraction(0),
    )
    cap = full * Fraction(rule.family_cap_percent) / 100
    if tariff.model.rounding.at is RoundingPlace.LINE:
        cap = as_line(tariff.model.rounding, cap)
    if net <= cap:
        return ()
    arithmetic = f"{short(cap)}−{short(net)}"
    running.next_child()
    words = Text(is_=arithmetic, en=arithmetic, pl=arithmetic)
    amount = running.add(cap - net)
    return (Line("family_cap", label("family_cap"), amount, arithmetic, words, "model.sibling"),)
