"""How a tariff lies in a workbook: which sheets there are, and what stands in which column.

The first sheet is for reading: the monthly fee of every stay in every class. The second holds what stands once, a row
for each; every list of the model has a sheet of its own, where row 1 names the columns for people and row 2 by the key
the reader goes by. Rows with the same number belong together, so that bands, a printed table and income brackets run
down the page as they do on paper. Everything is derived from the model itself, as the editor's fields are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from samveita.tools.preschool_fees.editor_tree import children_of, resolved, schema
from samveita.tools.preschool_fees.part_names import CHOICES, PARTS

OVERVIEW: Final = "Mánaðargjöld eftir dvöl"
ONCE: Final = "Gjaldskrá"
PRINTED: Final = "Prentuð gjaldskrá"
NAMES: Final[dict[str, str]] = {
    "model.classes": "Gjaldflokkar",
    "model.care": "Dvalargjald",
    "model.adjust": "Álag og frádráttur",
    "model.surcharges": "Aukagjöld",
    "model.reductions": "Afslættir",
    "model.meals": "Fæði",
    "model.monthly_fees": "Önnur mánaðargjöld",
    "model.events": "Einstök atvik",
    "model.exceptions": "Undantekningar",
    "printed": PRINTED,
}
NUMBER: Final = "nr"
RANKS: Final = ("2", "3", "4", "5")
OF_RANKS: Final = ("model.sibling.percent", "model.sibling.meals_percent")
WITHIN: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "table": (("hours", "number", "hours"), ("amount", "number", "amount")),
    "brackets": (
        ("household", "household", "kind"),
        ("to", "number", "to"),
        ("percent", "number", "percent"),
    ),
}
HOUSEHOLDS: Final = {"all": "öll heimili", "single": "eitt foreldri", "couple": "tveir foreldrar"}
YES_NO: Final = {"true": "já", "false": "nei"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one row of the sheet of what stands once.

    Attributes:
        key: names it for the reader: ``when.class`` in a list, the whole place where it stands once.
        label: names it for people.
        kind: what is written in it: number, date, choice, yes_no, household, or text.
        options: what may be chosen: the value in the file, and the word people see.
        within: the part of a row that runs down the page, such as ``bands``; empty for what stands once in a row.
    """

    key: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet of a list of the model."""

    name: str
    place: str
    columns: tuple[Column, ...]


@cache
def layouts() -> tuple[Layout, ...]:
    """Return the sheets of the model's lists."""
    return tuple(Layout(name, place, tuple(_columns(_items(place)))) for place, name in NAMES.items())


@cache
def once() -> tuple[Column, ...]:
    """Return what stands once, in the order of the model."""
    return tuple(_once(schema(), "", ""))


def _items(place: str) -> Mapping[str, Any]:
    node: Mapping[str, Any] = schema()
    for step in place.split("."):
        node = resolved(node["properties"][step])
    return resolved(node["items"])


def _once(node: Mapping[str, Any], place: str, of: str) -> Iterator[Column]:
    for key, child, kind in children_of(node):
        where = f"{place}.{key}".lstrip(".")
        words = f"{of}: {PARTS[key].is_}".removeprefix(": ")
        if kind == "part":
            yield from _once(child, where, PARTS[key].is_ if key != "model" else "")
        elif where in OF_RANKS:
            yield from (Column(f"{where}.{rank}", f"{words}, {rank}. barn", "number") for rank in RANKS)
        elif kind == "label":
            yield from _of_label(where, words)
        elif kind not in {"rows", "const"}:
            yield _column(child, kind, where, words)


def _columns(node: Mapping[str, Any]) -> Iterator[Column]:
    for key, child, kind in children_of(node):
        label = PARTS[key].is_
        if kind == "label":
            yield from _of_label(key, label)
        elif kind == "when":
            for inner, found, of in children_of(child):
                yield _column(found, of, f"{key}.{inner}", f"{PARTS['when'].is_}: {PARTS[inner].is_}")
        elif kind == "rows":
            items = resolved(child["items"])
            for inner, found, of in children_of(items):
                yield _column(found, of, f"{key}.{inner}", f"{label}: {PARTS[inner].is_}", within=key)
        elif key in WITHIN:
            for inner, of, word in WITHIN[key]:
                options = tuple(HOUSEHOLDS.items()) if of == "household" else ()
                yield Column(f"{key}.{inner}", f"{label}: {PARTS[word].is_}", of, options, within=key)
        elif kind != "const":
            yield _column(child, kind, key, label)


def _of_label(key: str, label: str) -> Iterator[Column]:
    yield from (Column(f"{key}.{code}", f"{label}: {PARTS[code].is_}", "text") for code in ("is", "en", "pl"))


def _column(node: Mapping[str, Any], kind: str, key: str, label: str, *, within: str = "") -> Column:
    options: tuple[tuple[str, str], ...] = ()
    if kind == "choice":
        options = tuple((str(one), _word(str(one))) for one in node["enum"])
    elif kind == "yes_no":
        options = tuple(YES_NO.items())
    return Column(
        key, label, kind if options or kind in {"number", "date"} else "text", options, within=within
    )


def _word(code: str) -> str:
    named = CHOICES.get(code)
    return code if named is None else named.is_
