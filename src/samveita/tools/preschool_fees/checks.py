"""Slips a tariff may have, found before it is published: gaps, overlaps, falling fees, rules that never apply.

An error must be put right before anything is calculated with the tariff. A warning is something a council may really have
decided, such as a longer day that costs less; the editor confirms it. A note asks for a small completion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.check_texts import MESSAGES
from samveita.tools.preschool_fees.choosing import conditions
from samveita.tools.preschool_fees.falling import falling_stays
from samveita.tools.preschool_fees.labels import KNOWN
from samveita.tools.preschool_fees.model import (
    SIBLING,
    Band,
    Bracket,
    Brackets,
    CareRule,
    Combine,
    FullPrice,
    PrintedCell,
    Sibling,
    Tariff,
    TimeUnit,
)
from samveita.tools.preschool_fees.numbers import plain, read_hours
from samveita.tools.preschool_fees.proving import prove
from samveita.tools.preschool_fees.terms import CombineMode


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: what kind, where, and a sentence for whoever edits the tariff."""

    code: str
    severity: Severity
    place: str
    message: Text

    def as_output(self) -> dict[str, str]:
        """Return the plain shape the command prints."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "place": self.place,
            "message": self.message.en,
        }


def check(tariff: Tariff) -> tuple[Finding, ...]:
    """Return everything found in a tariff: errors first, then warnings, then notes."""
    found = [
        *_of_dates(tariff),
        *_of_care(tariff),
        *_of_brackets(tariff),
        *_of_groups(tariff),
        *_of_siblings(tariff),
        *_of_codes(tariff),
        *_of_printed(tariff),
        *_of_labels(tariff),
    ]
    if not any(finding.severity is Severity.ERROR for finding in found):
        found += _of_falling(tariff)
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def errors_of(tariff: Tariff) -> tuple[Finding, ...]:
    """Return what keeps a tariff from being calculated with; quicker than ``check``."""
    found = (*_of_dates(tariff), *_of_care(tariff), *_of_brackets(tariff), *_of_groups(tariff))
    found += tuple(_of_codes(tariff))
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def finding(code: str, severity: Severity, place: str, **values: str) -> Finding:
    """Return a finding with its sentence filled in."""
    return Finding(code, severity, place, MESSAGES[code].format(**values))


def _error(code: str, place: str, **values: str) -> Finding:
    return finding(code, Severity.ERROR, place, **values)


def _warning(code: str, place: str, **values: str) -> Finding:
    return finding(code, Severity.WARNING, place, **values)


def _of_dates(tariff: Tariff) -> Iterator[Finding]:
    if tariff.valid_from is None:
        yield _warning("undated", "valid_from")
    elif tariff.valid_to is not None and tariff.valid_to < tariff.valid_from:
        yield _error("ends_before_it_begins", "valid_to")
    time = tariff.model.time
    if time.min is not None and time.max is not None and time.min > time.max:
        yield _error("limits_crossed", "model.time.max")
    if any(later <= earlier for earlier, later in pairwise(time.offered)):
        yield _error("hours_not_ascending", "model.time.offered")


def _of_care(tariff: Tariff) -> Iterator[Finding]:
    for number, rule in enumerate(tariff.model.care):
        place = f"model.care.{number}"
        for earlier_number, earlier in enumerate(tariff.model.care[:number]):
            if _covers(earlier, rule):
                yield _error("never_applies", place, earlier=str(earlier_number + 1))
                break
        yield from _of_table(rule, place) if rule.table is not None else _of_bands(tariff, rule.bands, place)


def _covers(earlier: CareRule, later: CareRule) -> bool:
    """Say whether whatever fits the later rule already fits the earlier one."""
    wanted = earlier.when.model_dump(exclude_defaults=True)
    had = later.when.model_dump(exclude_defaults=True)
    return all(had.get(key) == value for key, value in wanted.items())


def _of_bands(tariff: Tariff, bands: tuple[Band, ...], place: str) -> Iterator[Finding]:
    if bands[0].from_ != 0:
        yield _error("band_gap", f"{place}.bands.0.from", hours=str(plain(bands[0].from_)))
    for number, band in enumerate(bands):
        if band.to is not None and band.to <= band.from_:
            yield _error("band_empty", f"{place}.bands.{number}.to")
    for number, (low, high) in enumerate(pairwise(bands), start=1):
        where = f"{place}.bands.{number}.from"
        if low.to is None or high.from_ < low.to:
            yield _error("band_overlap", where, hours=str(plain(high.from_)))
        elif high.from_ > low.to:
            yield _error("band_gap", where, hours=str(plain(low.to)))
    most, last = tariff.model.time.max, bands[-1].to
    if most is not None and last is not None and last < most:
        yield _error("stay_without_price", f"{place}.bands.{len(bands) - 1}.to", hours=str(plain(most)))


def _of_table(rule: CareRule, place: str) -> Iterator[Finding]:
    keys = list(rule.table or {})
    # PostgreSQL keeps the keys of an object by length, then by bytes: rows in just that order tell nothing of a slip.
    if keys != sorted(keys, key=lambda hours: (len(hours), hours.encode())):
        for low, high in pairwise(map(read_hours, keys)):
            if high < low:
                yield _error("hours_not_ascending", f"{place}.table.{plain(high)}")
                return
    for (_low, low_amount), (hours, amount) in pairwise(rule.rows):
        if amount < low_amount:
            yield _warning("table_falls", f"{place}.table.{plain(hours)}", hours=str(plain(hours)))


def _of_brackets(tariff: Tariff) -> Iterator[Finding]:
    for number, reduction in enumerate(tariff.model.reductions):
        place = f"model.reductions.{number}.brackets"
        brackets = reduction.brackets
        if isinstance(brackets, Brackets):
            yield from _of_ladder(brackets.single, f"{place}.single")
            yield from _of_ladder(brackets.couple, f"{place}.couple")
        elif brackets is not None:
            yield from _of_ladder(brackets, place)


def _of_ladder(ladder: tuple[Bracket, ...], place: str) -> Iterator[Finding]:
    for number, (low, high) in enumerate(pairwise(ladder), start=1):
        where = f"{place}.{number}"
        if low.to is None or (high.to is not None and high.to <= low.to):
            yield _error("brackets_not_ascending", where)
        elif high.percent > low.percent:
            yield _warning("bracket_rises", where)
    if ladder[-1].to is not None:
        yield _warning("bracket_open", f"{place}.{len(ladder) - 1}")


def _of_groups(tariff: Tariff) -> Iterator[Finding]:
    combine, model = tariff.model.combine, tariff.model
    used = {reduction.group for reduction in model.reductions}
    if model.sibling is not None:
        used.add(SIBLING)
    if combine is None:
        return
    for group in sorted(used - set(combine.order)):
        yield _error("group_without_order", "model.combine.order", group=group)
    if len(set(combine.order)) != len(combine.order):
        yield _error("group_twice", "model.combine.order")
    if combine.mode is CombineMode.SEQUENCE_EXCLUSIVE and not set(combine.exclusive) <= set(combine.order):
        yield _error("exclusive_unknown", "model.combine.exclusive")
    if combine.choose_per == "family" and combine.mode is not CombineMode.SEQUENCE and model.sibling:
        yield _warning("sibling_can_raise", "model.combine.choose_per")


def _of_siblings(tariff: Tariff) -> Iterator[Finding]:
    rule, model = tariff.model.sibling, tariff.model
    if rule is None:
        return
    for name, ladder in (("percent", rule.percent), ("meals_percent", rule.meals_percent)):
        if _falls(ladder):
            yield _warning("sibling_can_raise", f"model.sibling.{name}")
    for number, reduction in enumerate(model.reductions):
        if reduction.first_child_only and _loses_first(rule, model.combine, reduction.percent):
            yield _warning("sibling_can_raise", f"model.reductions.{number}.first_child_only")
    if rule.only_paying and rule.full_price is not FullPrice.HIGHEST_FEE:
        yield _warning("more_costs_less", "model.sibling.only_paying", hours="–")
    varied = any(
        condition.model_dump(exclude_defaults=True).keys() - {"class"}
        for place, condition in conditions(tariff)
        if place.startswith("model.care")
    )
    if rule.same_hours_only and varied:
        yield _warning("more_costs_less", "model.sibling.same_hours_only", hours="–")


def _falls(ladder: dict[str, Decimal]) -> bool:
    percents = [ladder[key] for key in sorted(ladder)]
    return any(later < earlier for earlier, later in pairwise(percents))


def _loses_first(rule: Sibling, combine: Combine | None, percent: Decimal | None) -> bool:
    """Say whether a child may lose more by no longer being the first than the sibling discount gives."""
    second = rule.percent.get("2", Decimal(0))
    return rule.same_hours_only or percent is None or percent > second or combine is None


def _of_codes(tariff: Tariff) -> Iterator[Finding]:
    model = tariff.model
    for name in ("classes", "surcharges", "reductions", "monthly_fees", "events", "adjust"):
        codes = [row.code for row in getattr(model, name)]
        for number, code in enumerate(codes):
            if code in codes[:number]:
                yield _error("code_twice", f"model.{name}.{number}.code", word=code)
    meals = [(meal.code, meal.when) for meal in model.meals]
    for number, meal in enumerate(meals):
        if meal in meals[:number]:
            yield _error("code_twice", f"model.meals.{number}.code", word=meal[0])
    known = {reduction.code for reduction in model.reductions}
    for number, one in enumerate(model.exceptions):
        if one.when_reduction is not None and one.when_reduction not in known:
            yield _error("unknown_reduction", f"model.exceptions.{number}.when_reduction")
    classes = {"general", *(one.code for one in model.classes)}
    for place, condition in conditions(tariff):
        if condition.class_ is not None and condition.class_ not in classes:
            yield _error("unknown_class", f"{place}.class", word=condition.class_)


def _of_printed(tariff: Tariff) -> Iterator[Finding]:
    for proof in prove(tariff):
        if not proof.holds:
            given = proof.refusal.reason.en if proof.refusal else str(proof.amount)
            yield _error(
                "printed_not_given",
                f"printed.{proof.number}",
                printed=str(proof.cell.amount),
                given=given,
            )
    yield from _of_order(tariff.printed)
    yield from _of_noted(tariff.published, "published")


def _of_order(cells: tuple[PrintedCell, ...]) -> Iterator[Finding]:
    for number, (low, high) in enumerate(pairwise(cells), start=1):
        alike = low.model_copy(update={"hours": None, "amount": 0, "starts": None, "ends": None})
        if alike == high.model_copy(update={"hours": None, "amount": 0, "starts": None, "ends": None}) and (
            low.hours is not None and high.hours is not None and high.hours < low.hours
        ):
            yield _warning("hours_not_ascending", f"printed.{number}.hours")


def _of_noted(noted: Any, place: str) -> Iterator[Finding]:
    """Look for rows of figures in what somebody noted, and say where their hours do not rise."""
    if isinstance(noted, dict):
        for key, value in noted.items():
            yield from _of_noted(value, f"{place}.{key}")
    elif isinstance(noted, list) and all(isinstance(row, list) and row for row in noted):
        firsts = [row[0] for row in noted]
        if all(isinstance(first, int | float | Decimal) for first in firsts):
            for number, (low, high) in enumerate(pairwise(firsts), start=1):
                if high <= low:
                    yield _warning("hours_not_ascending", f"{place}.{number}")


def _of_labels(tariff: Tariff) -> Iterator[Finding]:
    model = tariff.model
    names = ("classes", "adjust", "surcharges", "reductions", "meals", "monthly_fees", "events")
    for name in names:
        for number, row in enumerate(getattr(model, name)):
            if isinstance(row.label, str) and row.code not in KNOWN:
                yield finding("label_not_translated", Severity.NOTE, f"model.{name}.{number}.label")


def _of_falling(tariff: Tariff) -> Iterator[Finding]:
    if tariff.model.time.unit is TimeUnit.PATTERN:
        return
    for place, hours in falling_stays(tariff):
        yield _warning("more_costs_less", place, hours=str(plain(hours)))
