"""A workbook read back into a tariff, with every slip named by its sheet and cell.

What comes in is a stranger's file: its size is counted before anything is unpacked, entities in its XML are refused
(defusedxml), formulas are never evaluated, and no more rows and columns are read than a tariff may have.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.editor_tree import NOT_A_NUMBER, PRINTED_KEYS, Errors, Raw, plain_of
from samveita.tools.preschool_fees.editor_words import OF_THE_MODEL, WORDS
from samveita.tools.preschool_fees.importing import slips_of
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.sheets import (
    NUMBER,
    OF_RANKS,
    ONCE,
    PRINTED,
    Column,
    Layout,
    layouts,
    once,
)

MOST_UNPACKED: Final = 10_000_000
MOST_PARTS: Final = 200
MOST_ROWS: Final = 1_000
MOST_COLUMNS: Final = 60
MOST_SLIPS: Final = 20


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that can't be read: its sheet, its cell, and a sentence; a whole sheet has no cell."""

    sheet: str
    cell: str
    message: Text


class NotATariff(ValueError):
    """The workbook can't be read as a tariff; ``slips`` say where and why."""

    def __init__(self, slips: list[Slip]) -> None:
        super().__init__("\n".join(f"{one.sheet}!{one.cell}: {one.message.en}" for one in slips))
        self.slips = tuple(slips[:MOST_SLIPS])


@dataclass(slots=True)
class _Read:
    """What has been read, where each part stood, and what was wrong."""

    stood: dict[str, tuple[str, str]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)

    def wrong(self, sheet: str, cell: str, message: Text) -> None:
        self.slips.append(Slip(sheet, cell, message))

    def where(self, place: str) -> tuple[str, str]:
        """Return the sheet and cell of a place: its own, the first below it, or the nearest above it."""
        below = (at for held, at in self.stood.items() if held.startswith(f"{place}."))
        found = self.stood.get(place) or next(below, None)
        while found is None and place:
            place = place.rpartition(".")[0]
            found = self.stood.get(place)
        return found or (ONCE, "A1")


Rows = dict[int, list[tuple[str, Any]]]
"""For each row of a sheet its cells: coordinate and value."""


def read_workbook(content: bytes) -> Tariff:
    """Return the tariff of a workbook.

    Raises:
        NotATariff: with the sheet and cell of everything that is wrong.
    """
    sheets, read = _sheets(content), _Read()
    missing = [name for name in (ONCE, *(layout.name for layout in layouts())) if name not in sheets]
    if missing:
        raise NotATariff([Slip(name, "", _NO_SHEET) for name in missing])
    typed, kept = _read_once(sheets[ONCE], read)
    for layout in layouts():
        _place(typed, layout.place, list(_read_list(layout, sheets[layout.name], read)))
    if read.slips:
        raise NotATariff(read.slips)
    return _tariff(typed, kept, read)


def _sheets(content: bytes) -> dict[str, Rows]:
    try:
        _refuse_harmful(content)
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        wanted = {ONCE, *(layout.name for layout in layouts())}
        return {sheet.title: _rows(sheet) for sheet in book.worksheets if sheet.title in wanted}
    except NotATariff:
        raise
    except Exception as error:  # a broken file may break the library anywhere
        raise NotATariff([Slip("", "", _NOT_A_WORKBOOK)]) from error


def _refuse_harmful(content: bytes) -> None:
    """Count what it would unpack to, then look for entities in every part; the library itself does not in all of them."""
    with ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise NotATariff([Slip("", "", _TOO_LARGE)])
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                fromstring(packed.read(part), forbid_dtd=True)


def _rows(sheet: Any) -> Rows:
    if (sheet.max_row or 0) > MOST_ROWS:
        raise NotATariff([Slip(sheet.title, f"A{MOST_ROWS + 1}", _TOO_LARGE)])
    found: Rows = {}
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), start=1):
        cells = [
            (f"{get_column_letter(across)}{number}", _of_cell(cell))
            for across, cell in enumerate(row, start=1)
        ]
        if any(value != "" for _at, value in cells):
            found[number] = cells
    return found


class _Formula:
    """Stands for a cell with a formula, which is never evaluated."""


def _of_cell(cell: Any) -> Any:  # noqa: PLR0911  one line a kind of value
    """Return a cell as somebody would type it in the editor; a formula as what it is."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in {"f", "e"}:
        return _Formula
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        number = round(Decimal(repr(value)), 6)
        return format(number.normalize(), "f").replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value).strip()


def _typed(column: Column, value: Any, at: tuple[str, str], read: _Read) -> str:
    """Return a value as the editor's fields have it; what it can't be is told."""
    if value is _Formula:
        read.wrong(*at, _FORMULA)
        return ""
    written = str(value)
    if not written:
        return ""
    if column.options:
        codes = {word.casefold(): code for code, word in column.options} | {
            code: code for code, _word in column.options
        }
        if written.casefold() not in codes:
            listed = ", ".join(word for _code, word in column.options)
            read.wrong(*at, _NOT_AN_OPTION.format(options=listed))
        return codes.get(written.casefold(), "")
    if column.kind == "number" and not _is_number(written):
        read.wrong(*at, NOT_A_NUMBER)
        return ""
    return written


def _is_number(written: str) -> bool:
    errors = Errors()
    plain_of({"model": {"days_per_month": written}}, errors)
    return not errors.at


def _place(typed: dict[str, Raw], place: str, value: Raw) -> None:
    *steps, last = place.split(".")
    for step in steps:
        typed = typed.setdefault(step, {})
    typed[last] = value


def _read_once(rows: Rows, read: _Read) -> tuple[dict[str, Raw], dict[str, Any]]:
    columns = {one.key: one for one in once()}
    typed: dict[str, Raw] = {}
    kept: dict[str, Any] = {}
    for cells in rows.values():
        (_label, _), (at, value), (key_at, key) = cells[:3]
        if key_at == "C1":
            continue
        if key not in columns:
            if key or value:
                read.wrong(ONCE, key_at, _UNKNOWN_KEY)
            continue
        read.stood[key] = (ONCE, at)
        written = _typed(columns[key], value, (ONCE, at), read)
        if key in {"id", "source_kind", "published"}:
            kept[key] = _json(written, (ONCE, at), read) if key == "published" else written
        elif written:
            _place_once(typed, key, written)
    return typed, {key: value for key, value in kept.items() if value}


def _place_once(typed: dict[str, Raw], key: str, written: str) -> None:
    place, _, rank = key.rpartition(".")
    if place in OF_RANKS:
        section, name = typed.setdefault("model", {}).setdefault("sibling", {}), place.rpartition(".")[2]
        section[name] = f"{section.get(name, '')}\n{rank} {written}".strip()
    else:
        _place(typed, key, written)


def _json(written: str, at: tuple[str, str], read: _Read) -> dict[str, Any]:
    try:
        noted = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        noted = None
    if not isinstance(noted, dict):
        read.wrong(*at, WORDS["wrong"])
        return {}
    return noted


def _read_list(layout: Layout, rows: Rows, read: _Read) -> Iterator[dict[str, Raw]]:
    """Yield the rows of the model: lines with the same number are one, and a line without a number goes on with it."""
    columns = {one.key: one for one in layout.columns}
    keys = [key for _at, key in rows.get(2, [])]
    if NUMBER not in keys or not set(keys) & set(columns):
        read.wrong(layout.name, "A2", _NO_KEYS)
        return
    begun: list[tuple[str, list[dict[str, tuple[str, Any]]]]] = []
    for number in sorted(number for number in rows if number > 2):
        line = {
            key: cell for key, cell in zip(keys, rows[number], strict=False) if isinstance(key, str) and key
        }
        counted = str(line[NUMBER][1])
        filled = any(value != "" for key, (_at, value) in line.items() if key in columns)
        if not filled:
            continue
        if not begun or (counted and counted != begun[-1][0]) or layout.name == PRINTED:
            begun.append((counted, []))
        begun[-1][1].append(line)
    for position, (_number, lines) in enumerate(begun):
        yield _row(layout, columns, lines, place=f"{layout.place}.{position}", read=read)


def _row(
    layout: Layout,
    columns: Mapping[str, Column],
    lines: list[dict[str, tuple[str, Any]]],
    *,
    place: str,
    read: _Read,
) -> dict[str, Raw]:
    row: dict[str, Raw] = {}
    parts: dict[str, list[dict[str, str]]] = {}
    read.stood[place] = (layout.name, lines[0][NUMBER][0])
    once_only: dict[str, str] = {}
    for line in lines:
        within: dict[str, dict[str, str]] = {}
        for key, column in columns.items():
            if key not in line:
                continue
            at = (layout.name, line[key][0])
            written = _typed(column, line[key][1], at, read)
            if not column.within:
                read.stood.setdefault(f"{place}.{key}", at)
                if written and once_only.setdefault(key, written) != written:
                    read.wrong(*at, _ONLY_ONCE)
            elif written:
                inner = key.rpartition(".")[2]
                within.setdefault(column.within, {})[inner] = written
                read.stood[f"{place}.{column.within}.{len(parts.get(column.within, ()))}.{inner}"] = at
        for part, found in within.items():
            parts.setdefault(part, []).append(found)
    for key, written in once_only.items():
        _place(row, key, written)
    return {**row, **{part: _JOINED.get(part, list)(found) for part, found in parts.items()}}


def _table(rows: list[dict[str, str]]) -> Raw:
    return "\n".join(f"{row.get('hours', '')} {row.get('amount', '')}" for row in rows)


def _brackets(rows: list[dict[str, str]]) -> Raw:
    ladders: dict[str, list[str]] = {}
    for row in rows:
        line = f"{row.get('to', '-')} {row.get('percent', '')}"
        ladders.setdefault(row.get("household", "all"), []).append(line)
    return {household: "\n".join(lines) for household, lines in ladders.items()}


_JOINED: Final[dict[str, Callable[[list[dict[str, str]]], Raw]]] = {"table": _table, "brackets": _brackets}


def _tariff(typed: dict[str, Raw], kept: dict[str, Any], read: _Read) -> Tariff:
    printed = typed.pop("printed")
    errors = Errors()
    plain = {**plain_of(typed, errors), **kept}
    plain["printed"] = [_printed(row, number, errors) for number, row in enumerate(printed)]
    for place, message in errors.at.items():
        read.wrong(*read.where(place), message)
    if read.slips:
        raise NotATariff(read.slips)
    try:
        return Tariff.model_validate(plain)
    except ValidationError as error:
        raise NotATariff(
            [
                Slip(*read.where(place), WORDS[OF_THE_MODEL.get(reason, "wrong")])
                for place, reason in slips_of(error)
            ]
        ) from error


def _printed(row: dict[str, Raw], number: int, errors: Errors) -> dict[str, Any]:
    cells = {key: str(value) for key, value in row.items()}
    line = "; ".join(cells.get(key, "") for key in PRINTED_KEYS)
    own = Errors()
    found: list[dict[str, Any]] = plain_of({"printed": line}, own)["printed"]
    for place, message in own.at.items():
        errors.at[place.replace("printed", f"printed.{number}", 1)] = message
    return found[0] if found else {}


_NO_SHEET = Text(
    is_="Þetta blað vantar. Sæktu Excel-skjalið aftur og breyttu því, án þess að eyða blöðum.",
    en="This sheet is missing. Download the Excel file again and change it without deleting sheets.",
    pl="Brakuje tego arkusza. Pobierz plik Excel ponownie i zmień go bez usuwania arkuszy.",
)
_TOO_LARGE = Text(
    is_="Skjalið er stærra en nokkur gjaldskrá.",
    en="The file is larger than any tariff.",
    pl="Plik jest większy niż jakikolwiek cennik.",
)
_NOT_A_WORKBOOK = Text(
    is_="Þetta er ekki Excel-skjal (.xlsx) sem hægt er að lesa.",
    en="This is not an Excel file (.xlsx) that can be read.",
    pl="To nie jest plik Excel (.xlsx), który da się odczytać.",
)
_FORMULA = Text(
    is_="Hér er formúla eða villa. Límdu gildið sjálft í staðinn.",
    en="Here is a formula or an error. Paste the value itself instead.",
    pl="Tu jest formuła lub błąd. Wklej samą wartość.",
)
_NOT_AN_OPTION = Text(
    is_="Hér má standa: {options}.", en="This may be: {options}.", pl="Tu może być: {options}."
)
_UNKNOWN_KEY = Text(
    is_="Þessi lykill er ekki í gjaldskrá. Breyttu aðeins gildunum.",
    en="This key is not part of a tariff. Change the values only.",
    pl="Tego klucza nie ma w cenniku. Zmieniaj tylko wartości.",
)
_NO_KEYS = Text(
    is_="Í línu 2 eiga að vera lyklar dálkanna. Sæktu skjalið aftur ef þeim hefur verið eytt.",
    en="Row 2 holds the keys of the columns. Download the file again if they have been deleted.",
    pl="W wierszu 2 są klucze kolumn. Pobierz plik ponownie, jeśli je usunięto.",
)
_ONLY_ONCE = Text(
    is_="Þetta á aðeins að standa í fyrstu línunni með sama númeri.",
    en="This stands only on the first line of the same number.",
    pl="To stoi tylko w pierwszym wierszu o tym samym numerze.",
)
