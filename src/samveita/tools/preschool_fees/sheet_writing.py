"""A tariff as a workbook (.xlsx) that a clerk can read, change and hand back.

The sheet of printed figures stands beside what the rules give, figure by figure. No cell is ever a formula: what
somebody has typed into a tariff is text, whatever it begins with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from samveita.tools.preschool_fees.editor_grid import grid_of
from samveita.tools.preschool_fees.editor_tree import Raw, kept_of, typed_of
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.proving import Proof, prove
from samveita.tools.preschool_fees.sheets import (
    NUMBER,
    OF_RANKS,
    ONCE,
    OVERVIEW,
    PRINTED,
    Column,
    Layout,
    layouts,
    once,
)

MOST_IN_A_CELL: Final = 32_000
"""A cell of a workbook holds 32,767 characters; noted figures longer than this stay out of it."""

EARLIEST: Final = date(1900, 3, 1)
ROWS_TO_FILL: Final = 300
_BOLD, _QUIET = Font(bold=True), Font(size=8, color="666666")
_HEAD, _DIFFERS = PatternFill("solid", fgColor="E8EEF0"), PatternFill("solid", fgColor="FBDADA")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def workbook_of(tariff: Tariff) -> bytes:
    """Return the workbook of a tariff."""
    book = Workbook()
    book.remove(book.worksheets[0])
    typed = typed_of(tariff)
    _write_overview(book.create_sheet(OVERVIEW), tariff)
    _write_once(book.create_sheet(ONCE), {**typed, **_kept(tariff)})
    for layout in layouts():
        sheet = book.create_sheet(layout.name)
        if layout.name == PRINTED:
            _write_printed(sheet, layout, tariff)
        else:
            _write_list(sheet, layout, _at(typed, layout.place) or [])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _kept(tariff: Tariff) -> dict[str, Any]:
    kept = kept_of(tariff)
    published = json.dumps(kept.pop("published"), ensure_ascii=False)
    return {**kept, "published": published if published != "{}" and len(published) <= MOST_IN_A_CELL else ""}


def _at(typed: Mapping[str, Raw], place: str) -> Raw:
    here: Raw = typed
    for step in place.split("."):
        here = here.get(step) if isinstance(here, Mapping) else None
    return here


def _write_overview(sheet: Worksheet, tariff: Tariff) -> None:
    grid = grid_of(tariff)
    _put(sheet.cell(1, 1), f"{tariff.municipality}: kr. á mánuði fyrir eitt fjögurra ára barn", "text")
    sheet.cell(1, 1).font = _BOLD
    _put(
        sheet.cell(2, 1), "Reiknað eftir reglunum í hinum blöðunum. Þetta blað er aðeins til lestrar.", "text"
    )
    heads = ["Dvöl"]
    for words in grid.classes:
        heads += [words.is_, f"{words.is_}, með fæði"]
    _write_heads(sheet, 4, heads)
    for number, (stay, cells) in enumerate(grid.rows, start=5):
        _put(sheet.cell(number, 1), stay, "text")
        figures = [figure for cell in cells for figure in (cell.care, cell.total)]
        for across, figure in enumerate(figures, start=2):
            if figure is not None:
                _put(sheet.cell(number, across), str(figure), "number")
    sheet.freeze_panes = "B5"


def _write_heads(sheet: Worksheet, row: int, heads: Iterable[str]) -> None:
    for number, head in enumerate(heads, start=1):
        cell = sheet.cell(row, number)
        _put(cell, head, "text")
        cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WRAPPED
        sheet.column_dimensions[get_column_letter(number)].width = 16


def _write_once(sheet: Worksheet, typed: Mapping[str, Raw]) -> None:
    _write_heads(sheet, 1, ["Atriði", "Gildi", "Lykill"])
    for number, column in enumerate(once(), start=2):
        _put(sheet.cell(number, 1), column.label, "text")
        _put(sheet.cell(number, 2), _once_value(typed, column.key), column.kind, column)
        _put(sheet.cell(number, 3), column.key, "text")
        sheet.cell(number, 2).alignment, sheet.cell(number, 3).font = _WRAPPED, _QUIET
        _offer(sheet, column, f"B{number}")
    for letter, width in (("A", 44), ("B", 60), ("C", 30)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _once_value(typed: Mapping[str, Raw], key: str) -> str:
    place, _, rank = key.rpartition(".")
    if place in OF_RANKS:
        pairs = dict(line.split(" ", 1) for line in str(_at(typed, place) or "").splitlines())
        return pairs.get(rank, "")
    value = _at(typed, key)
    return value if isinstance(value, str) else ""


def _write_list(sheet: Worksheet, layout: Layout, rows: list[Mapping[str, Raw]]) -> None:
    _write_frame(sheet, layout)
    line = 3
    for number, row in enumerate(rows, start=1):
        for within in _lines(layout, row):
            _put(sheet.cell(line, 1), str(number), "number")
            for across, column in enumerate(layout.columns, start=2):
                _put(sheet.cell(line, across), within.get(column.key, ""), column.kind, column)
            line += 1
    filled = {cell.column for row in sheet.iter_rows(min_row=3) for cell in row if cell.value is not None}
    for across, column in enumerate(layout.columns, start=2):
        if column.key.startswith("when.") and across not in filled:
            sheet.column_dimensions[get_column_letter(across)].hidden = True


def _write_frame(sheet: Worksheet, layout: Layout) -> None:
    _write_heads(sheet, 1, ["Nr.", *(column.label for column in layout.columns)])
    for across, key in enumerate((NUMBER, *(column.key for column in layout.columns)), start=1):
        _put(sheet.cell(2, across), key, "text")
        sheet.cell(2, across).font = _QUIET
    for across, column in enumerate(layout.columns, start=2):
        letter = get_column_letter(across)
        _offer(sheet, column, f"{letter}3:{letter}{ROWS_TO_FILL}")
    sheet.column_dimensions["A"].width = 5
    sheet.freeze_panes = "B3"


def _lines(layout: Layout, row: Mapping[str, Raw]) -> Iterator[dict[str, str]]:
    """Yield the lines of one row of the model: what stands once is on the first."""
    first = {
        column.key: value
        for column in layout.columns
        if not column.within and isinstance(value := _at(row, column.key), str)
    }
    running = [
        line
        for part in dict.fromkeys(one.within for one in layout.columns)
        if part
        for line in _running(part, row)
    ]
    yield {**first, **(running[0] if running else {})}
    yield from running[1:]


def _running(part: str, row: Mapping[str, Raw]) -> Iterator[dict[str, str]]:
    held = row.get(part)
    if part == "table":
        for line in str(held or "").splitlines():
            hours, amount = line.split(" ", 1)
            yield {"table.hours": hours, "table.amount": amount}
    elif part == "brackets":
        for household, lines in (held or {}).items():
            for line in lines.splitlines():
                to, percent = line.split(" ", 1)
                limit = {} if to == "-" else {"brackets.to": to}
                yield {"brackets.household": household, **limit, "brackets.percent": percent}
    else:
        for band in held or []:
            yield {f"{part}.{key}": str(value) for key, value in band.items()}


def _write_printed(sheet: Worksheet, layout: Layout, tariff: Tariff) -> None:
    """Write what is printed with what the rules give beside it; the reader passes over those two columns."""
    _write_frame(sheet, layout)
    plain = tariff.model_dump(mode="json", by_alias=True, exclude_none=True)["printed"]
    last = len(layout.columns) + 1
    for number, head in enumerate(("Reglurnar gefa", "Munur"), start=last + 1):
        cell = sheet.cell(1, number)
        _put(cell, head, "text")
        cell.font, cell.fill = _BOLD, _HEAD
    for proof, row in zip(prove(tariff), plain, strict=True):
        line = proof.number + 3
        _put(sheet.cell(line, 1), str(proof.number + 1), "number")
        for across, column in enumerate(layout.columns, start=2):
            _put(sheet.cell(line, across), _written(row.get(column.key)), column.kind, column)
        _write_proof(sheet, line, last, proof)


def _write_proof(sheet: Worksheet, line: int, last: int, proof: Proof) -> None:
    if proof.amount is None:
        _put(sheet.cell(line, last + 1), "ekkert gjald", "text")
    else:
        _put(sheet.cell(line, last + 1), str(proof.amount), "number")
        _put(sheet.cell(line, last + 2), str(proof.amount - proof.cell.amount), "number")
    if not proof.holds:
        for across in range(1, last + 3):
            sheet.cell(line, across).fill = _DIFFERS


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _put(cell: Cell | MergedCell, written: str, kind: str, column: Column | None = None) -> None:
    """Write one value as what it is; text stays text whatever it begins with."""
    if not written or isinstance(cell, MergedCell):
        return
    if kind == "number" and (number := _as_number(written)) is not None:
        cell.value = number
        cell.number_format = "#,##0" if number == int(number) else "#,##0.######"
        return
    if kind == "date" and (day := _as_day(written)) is not None:
        cell.value = day
        cell.number_format = "d\\.m\\.yyyy"
        return
    options = {} if column is None else dict(column.options)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", options.get(written, written))
    cell.data_type, cell.number_format = "s", "@"
    cell.quotePrefix = cell.value[:1] in {"=", "+", "-", "@", "\t", "\r"}


def _as_number(written: str) -> int | float | None:
    try:
        number = Decimal(written.replace(",", "."))
    except InvalidOperation:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _as_day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day >= EARLIEST else None


def _offer(sheet: Worksheet, column: Column, where: str) -> None:
    """Let the program offer what may be chosen."""
    if column.options:
        listed = ",".join(word for _code, word in column.options)
        if len(listed) <= 250 and not any("," in word for _code, word in column.options):
            offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            sheet.add_data_validation(offered)
            offered.add(where)
