"""A result as the page shows it: the family's total, a bar and explained lines for each child, and what lies around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.calculate import ChildFee, Line, Result
from samveita.tools.preschool_fees.elsewhere import Row as ElsewhereRow
from samveita.tools.preschool_fees.model import ServiceKind, Tariff
from samveita.tools.preschool_fees.numbers import icelandic
from samveita.tools.preschool_fees.outlook import Comparison, Neighbour, Year
from samveita.tools.preschool_fees.wording import RULE_PARTS, WORDS
from samveita.ui.parts import AmountLine, ExplainedAmount

FULL_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar, in hundredths of the dearest child."""

    kind: str
    label: Text
    amount: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class ShownChild:
    """One child's part of the result."""

    title: Text
    total: int
    segments: tuple[Segment, ...]
    explained: ExplainedAmount
    neighbours: tuple[Text, ...]


def shown_children(result: Result, around: tuple[Neighbour, ...]) -> tuple[ShownChild, ...]:
    """Return each priced child with its bar, its lines and the price of a shorter or longer stay."""
    most = max((child.total for child in result.children), default=0)
    return tuple(
        ShownChild(
            WORDS["child"].format(number=str(child.child)),
            child.total,
            _segments(child, most),
            ExplainedAmount(
                label=WORDS["child"].format(number=str(child.child)),
                amount=child.total,
                lines=tuple(_line(line, result.tariff) for line in child.lines),
                period=WORDS["a_month"],
            ),
            tuple(_neighbour(one, result.tariff) for one in around if one.child == child.child),
        )
        for child in result.children
    )


def _segments(child: ChildFee, most: int) -> tuple[Segment, ...]:
    parts = {"care": 0, "meals": 0, "extra": 0}
    for line in child.lines:
        parts[_kind(line)] += line.amount
    made, start = [], 0.0
    for kind, amount in parts.items():
        if amount > 0 and most > 0:
            width = FULL_WIDTH * amount / most
            made.append(Segment(kind, WORDS[kind], amount, f"{start:.2f}", f"{width:.2f}"))
            start += width
    return tuple(made)


def _kind(line: Line) -> str:
    part = line.place.split(".")[1]
    if part == "meals":
        return "meals"
    return "care" if part in {"care", "reductions", "sibling", "adjust"} else "extra"


def _line(line: Line, tariff: Tariff) -> AmountLine:
    part = RULE_PARTS[line.place.split(".")[1]]
    rule = Text(
        is_=WORDS["rule"].is_.format(part=part.is_),
        en=WORDS["rule"].en.format(part=part.en),
        pl=WORDS["rule"].pl.format(part=part.pl),
    )
    return AmountLine(
        label=line.label,
        amount=line.amount,
        arithmetic=line.words,
        rule=rule,
        source=tariff.source.title,
        source_url=tariff.source.url,
    )


def _neighbour(one: Neighbour, tariff: Tariff) -> Text:
    hours, size = icelandic(Fraction(one.hours)), format_kronur(abs(one.difference))
    of = "_subsidy" if tariff.service is ServiceKind.DAY_PARENT else ""
    if one.difference == 0:
        return WORDS[f"same{of}"].format(hours=hours)
    return WORDS[f"more{of}" if one.difference > 0 else f"less{of}"].format(hours=hours, amount=size)


def shares_in_words(result: Result) -> tuple[Text, ...]:
    """Return for each child at a day parent what is left of the price."""
    return tuple(
        WORDS["share_of_child"].format(
            number=str(share.child),
            price=format_kronur(share.price),
            subsidy=format_kronur(share.subsidy),
            pays=format_kronur(share.pays),
        )
        for share in result.shares
    )


def months_of(year: Year) -> tuple[tuple[date, int], ...]:
    """Return each month of a year with what it costs, where they are not all alike; the year itself says nothing."""
    if len(set(year.months)) == 1 and not year.extra:
        return ()
    return tuple((date(2000, month, 1), amount) for month, amount in enumerate(year.months, start=1))


def validity(tariff: Tariff) -> Text:
    """Return in words from when to when a tariff holds."""
    first, last = tariff.valid_from, tariff.valid_to
    if first is None:
        return WORDS["undated"]
    words = WORDS["valid" if last is None else "valid_to"]
    written = {
        code: {
            "day": day_in_words(first).as_dict()[code],
            "last": "" if last is None else day_in_words(last).as_dict()[code],
        }
        for code in ("is", "en", "pl")
    }
    return Text(
        is_=words.is_.format(**written["is"]),
        en=words.en.format(**written["en"]),
        pl=words.pl.format(**written["pl"]),
    )


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line under two tariffs, for a table."""

    child: Text | str
    label: Text
    before: int | None
    after: int | None
    change: int


def compared_lines(comparison: Comparison) -> tuple[ComparedLine, ...]:
    """Return the lines of a comparison, each with the child it belongs to."""
    return tuple(
        ComparedLine(
            WORDS["child"].format(number=str(one.child)) if one.child else "",
            one.label,
            one.before,
            one.after,
            one.change,
        )
        for one in comparison.differences
    )


@dataclass(frozen=True, slots=True)
class ComparedMunicipality:
    """One municipality in the comparison."""

    name: str
    total: int | None
    validity: Text
    notes: tuple[Text, ...]
    source_url: str


def compared_municipality(row: ElsewhereRow) -> ComparedMunicipality:
    """Return a row of the comparison between municipalities."""
    notes = (row.refusal,) if row.refusal is not None else row.assumed
    return ComparedMunicipality(
        row.tariff.municipality,
        None if row.result is None else row.result.total,
        validity(row.tariff),
        notes,
        row.tariff.source.url,
    )
