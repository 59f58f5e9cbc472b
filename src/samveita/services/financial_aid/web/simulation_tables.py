"""What a simulation shows: its outcome as tables, as bars and as a file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.services.financial_aid.simulating import MONTHS, Group, Outcome, Step
from samveita.services.financial_aid.simulation_words import WORDS
from samveita.ui.formats import kronur_signed, number, words
from samveita.ui.parts import Column, Row, Table

CHART_WIDTH: Final = 600
LABELS: Final = 270
BAR: Final = 28
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart: its label, where both stand, how long it is and which way the change goes."""

    label: Text
    y: int
    text_y: int
    width: str
    way: str


def figures_of(total: Group) -> list[tuple[Text, str]]:
    """Return the outcome in a few figures, each with its name."""
    found = [
        (WORDS["count"], number(total.count)),
        (WORDS["month_before"], format_kronur(total.before)),
        (WORDS["month_after"], format_kronur(total.after)),
        (WORDS["month_difference"], kronur_signed(total.difference)),
        (WORDS["year_difference"], kronur_signed(total.difference * MONTHS)),
    ]
    if total.split is not None:
        found += [
            (WORDS["gain"], number(total.split.gain)),
            (WORDS["lose"], number(total.split.lose)),
            (WORDS["same"], number(total.split.same)),
        ]
    return found


def table_of(caption: Text, groups: Sequence[Group]) -> Table:
    """Return groups of households as a table."""
    columns = [Column(WORDS["group"]), *(Column(WORDS[key], numeric=True) for key in COLUMNS)]
    return Table(
        caption=caption, columns=columns, rows=[Row(_cells(one)) for one in groups], caption_hidden=True
    )


COLUMNS: Final = ("count", "before", "after", "difference", "gain", "lose", "same")


def _cells(group: Group) -> list[str]:
    split = group.split
    counts = ["–"] * 3 if split is None else [number(one) for one in (split.gain, split.lose, split.same)]
    amounts = [format_kronur(group.before), format_kronur(group.after), kronur_signed(group.difference)]
    return [", ".join(words(name) for name in group.names), number(group.count), *amounts, *counts]


def scale_of(steps: Sequence[Step]) -> Table:
    """Return the scale of changes as a table."""
    return Table(
        caption=WORDS["scale"],
        columns=[Column(WORDS["change"]), Column(WORDS["count"], numeric=True)],
        rows=[Row([words(step_in_words(one)), number(one.count)]) for one in steps],
        caption_hidden=True,
    )


def bars_of(steps: Sequence[Step]) -> list[Bar]:
    """Return the scale of changes as bars, in the table's order."""
    most = max((one.count for one in steps), default=0) or 1
    return [
        Bar(
            step_in_words(one),
            place * BAR + 4,
            place * BAR + 19,
            f"{one.count * (CHART_WIDTH - LABELS) / most:.1f}",
            _way(one),
        )
        for place, one in enumerate(steps)
    ]


def _way(step: Step) -> str:
    if step.above == step.to == 0:
        return "same"
    return "gain" if step.above is not None and step.above >= 0 else "lose"


def step_in_words(step: Step) -> Text:
    """Return a step of the scale in words: unchanged, or how much it rises or falls."""
    way = _way(step)
    if way == "same":
        return WORDS["same"]
    near, far = (step.above, step.to) if way == "gain" else (step.to, step.above)
    name = WORDS["rises" if way == "gain" else "falls"]
    if far is None:
        return _filled(WORDS["more_than"], name, near) if near else name
    return _filled(WORDS["between"], name, near, far) if near else _filled(WORDS["up_to"], name, None, far)


def _filled(sentence: Text, way: Text, low: int | None, high: int | None = None) -> Text:
    low_, high_ = (format_kronur(abs(one or 0)) for one in (low, high))
    return Text(
        **{
            f"{code}_" if code == "is" else code: pattern.format(
                way=way.as_dict()[code], low=low_, high=high_
            )
            for code, pattern in sentence.as_dict().items()
        }
    )


def as_csv(outcome: Outcome) -> bytes:
    """Return the outcome as a file that spreadsheets open: the groups, and under them the scale."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([words(WORDS["group"]), *(words(WORDS[key]) for key in COLUMNS)])
    groups = [one for one in (outcome.total,) if one is not None]
    for one in (*groups, *outcome.by_category, *outcome.by_family):
        split = ["", "", ""] if one.split is None else [one.split.gain, one.split.lose, one.split.same]
        name = ", ".join(words(name) for name in one.names)
        writer.writerow([_plain(name), one.count, one.before, one.after, one.difference, *split])
    writer.writerow([])
    writer.writerow([words(WORDS["change"]), words(WORDS["count"])])
    writer.writerows([words(step_in_words(step)), step.count] for step in outcome.scale)
    return target.getvalue().encode("utf-8-sig")


def _plain(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(FORMULAS) else name
