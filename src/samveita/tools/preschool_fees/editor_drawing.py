"""The parts of a tariff as fields to draw: boxes in branches, with what was typed and what is wrong at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.assumptions import SENTENCES
from samveita.tools.preschool_fees.editor_tree import (
    KEPT,
    Errors,
    Raw,
    children_of,
    resolved,
    schema,
)
from samveita.tools.preschool_fees.labels import STATUS_NAMES
from samveita.tools.preschool_fees.part_names import CHOICES, PARTS
from samveita.ui.parts import Choice


@dataclass(frozen=True, slots=True)
class Box:
    """One field: ``draw`` is text, lines, choice, checks, yes_no."""

    name: str
    draw: str
    label: Text
    value: str = ""
    choices: tuple[Choice, ...] = ()
    error: Text | None = None
    is_numeric: bool = False

    @property
    def values(self) -> list[str]:
        """Return the chosen values of a field with several."""
        return [one for one in self.value.split(",") if one]


@dataclass(frozen=True, slots=True)
class Branch:
    """A part with parts of its own; rows can be added (``add``) and removed (``remove``)."""

    name: str
    label: Text
    boxes: tuple[Box, ...] = ()
    branches: tuple[Branch, ...] = ()
    add: str = ""
    remove: str = ""
    error: Text | None = None
    is_filled: bool = False
    summary: Text | None = None


def drawn(typed: Mapping[str, Raw], errors: Errors, *, added: str = "") -> tuple[Branch, ...]:
    """Return the parts of the editor with what was typed; ``added`` names rows that get one more."""
    head = _draw_part(schema(), dict(typed), "", errors, added)
    rules = next(branch for branch in head.branches if branch.name == "model")
    first = Branch("", PARTS["title"], head.boxes, tuple(one for one in head.branches if one.name != "model"))
    return (first, *rules.branches, *([Branch("model", PARTS["model"], rules.boxes)] if rules.boxes else []))


def _draw_part(node: Mapping[str, Any], typed: Raw, place: str, errors: Errors, added: str) -> Branch:
    boxes: list[Box] = []
    branches: list[Branch] = []
    typed = typed if isinstance(typed, Mapping) else {}
    for key, child, kind in children_of(node):
        where = f"{place}.{key}".lstrip(".")
        if where in KEPT or kind == "const":
            continue
        if where == "printed":
            boxes.append(
                Box(where, "lines", PARTS["printed"], str(typed.get(key, "")), error=_below(errors, where))
            )
            continue
        value = typed.get(
            key, [] if kind == "rows" else {} if kind in {"part", "when", "label", "ladders"} else ""
        )
        if kind == "part":
            branches.append(_draw_part(child, value, where, errors, added))
        elif kind == "when":
            branches.append(_draw_when(child, value, where, errors))
        elif kind == "rows":
            branches.append(_draw_rows(child, value, where, errors, added))
        else:
            boxes.extend(_draw_boxes(child, kind, value, where, errors))
    name = place.rpartition(".")[2]
    return Branch(
        place,
        PARTS.get(name, PARTS["model"]),
        tuple(boxes),
        tuple(branches),
        error=errors.at.get(place),
        is_filled=bool(typed),
    )


def _draw_rows(node: Mapping[str, Any], typed: Raw, place: str, errors: Errors, added: str) -> Branch:
    items, rows = resolved(node["items"]), list(typed) if isinstance(typed, list) else []
    if added == place and len(rows) < node.get("maxItems", 100):
        rows.append({})
    branches = []
    for number, row in enumerate(rows):
        where = f"{place}.{number}"
        part = _draw_part(items, row, where, errors, added)
        branches.append(
            Branch(
                where,
                _numbered(PARTS[place.rpartition(".")[2]], number),
                part.boxes,
                part.branches,
                remove=where,
                error=errors.at.get(where),
                is_filled=True,
                summary=_summary(row),
            )
        )
    return Branch(
        place,
        PARTS[place.rpartition(".")[2]],
        (),
        tuple(branches),
        add=place,
        error=errors.at.get(place),
        is_filled=bool(rows),
    )


def _draw_when(node: Mapping[str, Any], typed: Raw, place: str, errors: Errors) -> Branch:
    """Draw the conditions that are there, and one more to choose."""
    held = typed if isinstance(typed, Mapping) else {}
    children = {key: (child, kind) for key, child, kind in children_of(node)}
    boxes = [
        box
        for key in held
        if key in children
        for box in _draw_boxes(children[key][0], children[key][1], held[key], f"{place}.{key}", errors)
    ]
    left = tuple(Choice(key, PARTS[key]) for key in children if key not in held)
    boxes += [
        Box(f"{place}.+key", "choice", _ADD_CONDITION, "", left),
        Box(f"{place}.+value", "text", _CONDITION_VALUE, ""),
    ]
    return Branch(place, PARTS["when"], tuple(boxes), is_filled=bool(held), error=errors.at.get(place))


def _draw_boxes(node: Mapping[str, Any], kind: str, typed: Raw, place: str, errors: Errors) -> Iterator[Box]:
    key = place.rpartition(".")[2]
    label, error = PARTS.get(key, PARTS["title"]), errors.at.get(place)
    if kind in {"label", "ladders"}:
        words = typed if isinstance(typed, Mapping) else {}
        for part in ("is", "en", "pl") if kind == "label" else ("all", "single", "couple"):
            own = _joined(label, PARTS.get(part, _EVERYBODY))
            where = f"{place}.{part}"
            draw = "text" if kind == "label" else "lines"
            first = error if part in {"is", "all"} else None
            yield Box(where, draw, own, str(words.get(part, "")), error=errors.at.get(where) or first)
        return
    value = typed if isinstance(typed, str) else ""
    if kind in {"choice", "checks"}:
        options = node["enum"] if kind == "choice" else resolved(node["items"])["enum"]
        choices = tuple(Choice(str(one), _choice(str(one))) for one in options)
        yield Box(place, kind, label, value.replace(", ", ","), choices, error)
    elif kind == "yes_no":
        yield Box(place, "choice", label, value, (Choice("true", _YES), Choice("false", _NO)), error)
    else:
        draw = "lines" if kind in {"pairs", "lines"} else "text"
        yield Box(place, draw, label, value, error=_below(errors, place), is_numeric=kind == "number")


def _below(errors: Errors, place: str) -> Text | None:
    found = [one for where, one in errors.at.items() if where == place or where.startswith(f"{place}.")]
    return found[0] if found else None


def _summary(row: Raw) -> Text | None:
    """Return what tells a row from the others: its name, or code, its amount and its conditions."""
    if not isinstance(row, Mapping):
        return None
    languages = {code: _summary_in(code, row) for code in ("is", "en", "pl")}
    return Text(is_=languages["is"], en=languages["en"], pl=languages["pl"]) if languages["is"] else None


def _summary_in(language: str, row: Mapping[str, Raw]) -> str:
    label, when = row.get("label"), row.get("when")
    words = (label.get(language) or label.get("is", "")) if isinstance(label, Mapping) else ""
    held = (
        ", ".join(f"{PARTS[key].in_language(language)}: {one}" for key, one in when.items() if key in PARTS)
        if isinstance(when, Mapping)
        else ""
    )
    return " – ".join(
        part
        for part in (str(words or row.get("code", "")).strip(), str(row.get("amount", "")), held)
        if part.strip()
    )


def _numbered(label: Text, number: int) -> Text:
    return Text(is_=f"{label.is_} {number + 1}", en=f"{label.en} {number + 1}", pl=f"{label.pl} {number + 1}")


def _joined(first: Text, second: Text) -> Text:
    return Text(
        is_=f"{first.is_}: {second.is_}", en=f"{first.en}: {second.en}", pl=f"{first.pl}: {second.pl}"
    )


def _choice(code: str) -> Text:
    """Return what an answer is called; what a tariff leaves unsaid is called by the sentence parents read."""
    silence = {str(one): sentence for one, sentence in SENTENCES.items()}.get(code)
    return CHOICES.get(code) or STATUS_NAMES.get(code) or silence or _as_is(code)


def _as_is(written: str) -> Text:
    return Text(is_=written, en=written, pl=written)


_YES = Text(is_="já", en="yes", pl="tak")
_NO = Text(is_="nei", en="no", pl="nie")
_EVERYBODY = Text(is_="öll heimili", en="every household", pl="wszystkie gospodarstwa")
_ADD_CONDITION = Text(is_="Bæta við skilyrði", en="Add a condition", pl="Dodaj warunek")
_CONDITION_VALUE = Text(is_="Gildi skilyrðis", en="Value of the condition", pl="Wartość warunku")
