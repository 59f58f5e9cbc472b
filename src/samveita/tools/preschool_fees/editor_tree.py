"""The tariff as a form: every part of the model as it is typed, and what was typed read back into it.

Nothing here knows a single rule of a tariff; a field added to the model shows up in the editor by itself. What was typed
is kept as it was typed while something is wrong, with a sentence at its place. Rows nobody filled in fall away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Final

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.model import Condition, Tariff

Raw = Any
"""A tree of dicts, lists and strings as typed."""

KEPT: Final = ("id", "currency", "published", "source_kind")
"""Parts no form shows; they are carried along as they are."""

MOST_DEPTH: Final = 8
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,6})?")
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
PRINTED_KEYS = (
    "hours",
    "amount",
    "what",
    "class",
    "institution",
    "age_months",
    "starts",
    "ends",
    "days_per_week",
    "meals",
    "reduction",
)

NOT_A_NUMBER = Text(
    is_="Skrifaðu tölu, til dæmis 7,5.", en="Write a number, for example 7,5.", pl="Wpisz liczbę, np. 7,5."
)
NOT_A_LINE = Text(
    is_="Í hverri línu eiga að vera tvær tölur, til dæmis „8 41.240“.",
    en="Each line has two numbers, for example “8 41.240”.",
    pl="W każdym wierszu są dwie liczby, np. „8 41.240”.",
)


@dataclass(slots=True)
class Errors:
    """What is wrong, by place."""

    at: dict[str, Text] = field(default_factory=dict)


@cache
def schema() -> dict[str, Any]:
    """Return the model's own schema, with the names its file has."""
    return Tariff.model_json_schema(by_alias=True)


def resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a node of the schema stands for, without references and without ``null``."""
    if "$ref" in node:
        return resolved(schema()["$defs"][node["$ref"].rpartition("/")[2]])
    options = [one for one in node.get("anyOf", ()) if one.get("type") != "null"]
    return resolved(options[0]) if len(options) == 1 else node


def _kind(node: Mapping[str, Any]) -> str:  # noqa: PLR0911  one line a kind of field
    if "anyOf" in node:
        refs = [one.get("$ref", "").rpartition("/")[2] for one in node["anyOf"]]
        return "label" if "Words" in refs else "ladders" if "Brackets" in refs else "text"
    if "const" in node:
        return "const"
    if "enum" in node:
        return "choice"
    if node.get("type") == "object":
        if "properties" not in node:
            return "pairs"
        return "when" if node.get("title") == Condition.__name__ else "part"
    if node.get("type") == "array":
        items = resolved(node["items"])
        if items.get("type") == "object":
            return "rows"
        return "checks" if "enum" in items else "lines" if items.get("maxLength", 0) > 100 else "list"
    if node.get("format") == "date":
        return "date"
    return {"boolean": "yes_no", "number": "number", "integer": "number"}.get(str(node.get("type")), "text")


def children_of(node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Yield the fields of a part: name, schema, and what kind of field it is."""
    for key, child in node["properties"].items():
        found = resolved(child)
        yield key, found, _kind(found)


# From a document to what is typed.


def typed_of(tariff: Tariff) -> dict[str, Raw]:
    """Return a tariff as it stands in the editor's fields."""
    plain = tariff.model_dump(mode="json", by_alias=True, exclude_none=True)
    typed: dict[str, Raw] = _type_part(
        schema(), {key: value for key, value in plain.items() if key not in KEPT}
    )
    typed["printed"] = "\n".join(
        "; ".join(_type_value(cell.get(key)) for key in PRINTED_KEYS).rstrip("; ")
        for cell in plain["printed"]
    )
    return typed


def kept_of(tariff: Tariff) -> dict[str, Any]:
    """Return the parts no form shows."""
    plain = tariff.model_dump(mode="json", by_alias=True)
    return {key: plain[key] for key in KEPT}


def _type_part(node: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Raw]:
    return {
        key: _typed(child, kind, value[key])
        for key, child, kind in children_of(node)
        if key in value and kind != "const"
    }


def _typed(node: Mapping[str, Any], kind: str, value: Any) -> Raw:  # noqa: PLR0911  one line a kind of part
    if kind == "part":
        return _type_part(node, value)
    if kind == "rows":
        items = resolved(node["items"])
        return [_type_part(items, row) for row in value]
    if kind == "when":
        return {key: _type_value(one) for key, one in value.items() if one not in (None, [], "")}
    if kind == "label":
        return value if isinstance(value, dict) else {"is": value}
    if kind == "pairs":
        return "\n".join(f"{_type_value(_decimal(key))} {_type_value(one)}" for key, one in value.items())
    if kind == "ladders":
        return (
            {"all": _ladder(value)}
            if isinstance(value, list)
            else {key: _ladder(one) for key, one in value.items()}
        )
    if kind == "lines":
        return "\n".join(value)
    return _type_value(value)


def _ladder(rows: list[dict[str, Any]]) -> str:
    return "\n".join(f"{_type_value(row.get('to')) or '-'} {_type_value(row['percent'])}" for row in rows)


def _decimal(written: str) -> float | str:
    try:
        return float(written)
    except ValueError:
        return written


def _type_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(str(value)).normalize(), "f").replace(".", ",")
    if isinstance(value, list):
        return ", ".join(_type_value(one) for one in value)
    return str(value)


# From what is typed to a document.


def tree_of(form: Mapping[str, str]) -> dict[str, Raw]:
    """Return posted fields as a tree, without what is empty: ``model.care.0.bands.1.from`` is a place in it."""
    root: dict[str, Raw] = {}
    for name, value in form.items():
        steps = name.split(".")
        if not value.strip() or len(steps) > MOST_DEPTH:
            continue
        here = root
        for step in steps[:-1]:
            here = here.setdefault(step, {})
            if not isinstance(here, dict):
                break
        else:
            here[steps[-1]] = value.strip()
    return {key: _listed(value) for key, value in root.items()}


def _listed(value: Raw) -> Raw:
    if not isinstance(value, dict):
        return value
    if {"+key", "+value"} & set(value):
        value = {**value, str(value.get("+key", "")): str(value.get("+value", ""))}
        value = {key: one for key, one in value.items() if key not in {"+key", "+value", ""} and one}
    if value and all(key.isdecimal() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(one) for key, one in value.items()}


def plain_of(typed: Mapping[str, Raw], errors: Errors) -> dict[str, Any]:
    """Return what was typed as the plain values of a tariff; what can't be read is named in ``errors``."""
    plain = _read_part(schema(), {key: value for key, value in typed.items() if key != "printed"}, "", errors)
    plain["printed"] = _read_printed(str(typed.get("printed", "")), errors)
    return plain


def _read_part(node: Mapping[str, Any], typed: Raw, place: str, errors: Errors) -> dict[str, Any]:
    if not isinstance(typed, Mapping):
        return {}
    found = {}
    for key, child, kind in children_of(node):
        if key in typed and kind != "const":
            where = f"{place}.{key}".lstrip(".")
            value = _read(child, kind, typed[key], where, errors)
            if value is not None:
                found[key] = value
    for key in node.get("required", ()):
        if key not in found and {"type": "null"} in node["properties"][key].get("anyOf", ()):
            found[key] = None
    return found


def _read(node: Mapping[str, Any], kind: str, typed: Raw, place: str, errors: Errors) -> Any:  # noqa: PLR0911
    if kind in {"part", "when"}:
        return _read_part(node, typed, place, errors) or None
    if kind == "rows":
        items, rows = resolved(node["items"]), typed if isinstance(typed, list) else []
        return [_read_part(items, row, f"{place}.{number}", errors) for number, row in enumerate(rows)]
    if kind == "label":
        words = typed if isinstance(typed, Mapping) else {}
        return words["is"] if set(words) == {"is"} else dict(words)
    if kind == "ladders":
        return _read_ladders(typed if isinstance(typed, Mapping) else {}, place, errors)
    written = typed if isinstance(typed, str) else ""
    if kind == "pairs":
        return _read_pairs(written, place, errors)
    if kind == "lines":
        return [line.strip() for line in written.splitlines() if line.strip()]
    if kind in {"list", "checks"}:
        is_number = resolved(node["items"]).get("type") in {"number", "integer"}
        # A decimal comma between digits is kept; items are parted by a comma and a space, or by a semicolon.
        parts = [one.strip() for one in re.split(r";|,\s+|,(?=[a-z])|\s+", written) if one.strip()]
        return [_number(one, place, errors) if is_number else one for one in parts]
    return _read_single(kind, written, place, errors)


def _read_single(kind: str, written: str, place: str, errors: Errors) -> Any:
    if kind == "number":
        return _number(written, place, errors)
    if kind == "yes_no":
        return written == "true"
    if kind == "date":
        day = _DAY.fullmatch(written)
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}" if day else written
    return written


def _number(written: str, place: str, errors: Errors) -> int | Decimal | None:
    compact = written.replace(" ", "").replace("\u2212", "-").removesuffix("kr.").removesuffix("%")
    if _THOUSANDS.fullmatch(compact):
        compact = compact.replace(".", "")
    if not _NUMBER.fullmatch(compact):
        errors.at[place] = NOT_A_NUMBER
        return None
    number = Decimal(compact.replace(",", "."))
    return int(number) if number == number.to_integral_value() else number


def _cells(line: str) -> list[str]:
    separator = r"\s*[;\t]\s*" if ";" in line or "\t" in line else r"\s+"
    return [cell.strip() for cell in re.split(separator, line.strip())]


def _read_pairs(written: str, place: str, errors: Errors) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in written.splitlines():
        cells = [cell for cell in _cells(line) if cell and cell != "kr."]
        if not cells:
            continue
        numbers = [_number(cell, place, errors) for cell in cells]
        if len(numbers) != 2 or None in numbers:
            errors.at[place] = NOT_A_LINE
            continue
        found[str(numbers[0])] = numbers[1]
    return found


def _read_ladders(typed: Mapping[str, Raw], place: str, errors: Errors) -> Any:
    ladders = {
        key: [
            {
                "to": None if cells[0] == "-" else _number(cells[0], place, errors),
                "percent": _number(cells[-1], place, errors),
            }
            for cells in (_cells(line) for line in str(written).splitlines() if line.strip())
        ]
        for key, written in typed.items()
    }
    return (
        ladders["all"] if set(ladders) == {"all"} else {key: ladders[key] for key in ladders if key != "all"}
    )


def _read_printed(written: str, errors: Errors) -> list[dict[str, Any]]:
    node = resolved(schema()["properties"]["printed"]["items"])
    rows = []
    for line in written.splitlines():
        if not line.strip():
            continue
        typed = {key: cell for key, cell in zip(PRINTED_KEYS, _cells(line), strict=False) if cell}
        meals = typed.pop("meals", "")
        row = _read_part(node, typed, "printed", errors)
        if meals:
            row["meals"] = meals if meals == "all" else [one for one in re.split(r",\s*", meals) if one]
        rows.append(row)
    return rows
