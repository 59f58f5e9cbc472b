"""A tariff as an Excel workbook: out and back unchanged, slips told by sheet and cell, and a stranger's file harmless."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.sheet_reading import NotATariff, read_workbook
from samveita.tools.preschool_fees.sheet_writing import workbook_of
from samveita.tools.preschool_fees.shelf import shipped_neighbours, shipped_tariffs
from tools.preschool_fees.preschool_samples import tariff
from tools.preschool_fees.test_fee_properties import invented

EVERY = {**shipped_tariffs(), **shipped_neighbours()}
SENTENCES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda written: written == " ".join(written.split())
)


def changed(of: Tariff, **cells: object) -> bytes:
    """The workbook with some cells changed: the sheet and the cell, parted by two low lines, and the value."""
    book = load_workbook(BytesIO(workbook_of(of)))
    for where, value in cells.items():
        sheet, _, cell = where.partition("__")
        book[sheet][cell] = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def slips(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(NotATariff) as refused:
        read_workbook(content)
    return [(slip.sheet, slip.cell) for slip in refused.value.slips]


@pytest.mark.parametrize("name", sorted(EVERY))
def test_every_real_tariff_goes_through_a_workbook_unchanged(name):
    assert read_workbook(workbook_of(EVERY[name])) == EVERY[name]


@given(st.data())
@settings(max_examples=15)
def test_any_tariff_goes_through_a_workbook_unchanged(data):
    plain = data.draw(invented()).model_dump(mode="json", by_alias=True)
    words = {"source": {"title": data.draw(SENTENCES)}, "note": data.draw(SENTENCES)}
    of = Tariff.model_validate({**plain, **words, "uncertain": [data.draw(SENTENCES)]})

    assert read_workbook(workbook_of(of)) == of


def test_the_first_sheet_shows_the_fee_of_every_stay_in_every_class():
    sheet = load_workbook(BytesIO(workbook_of(EVERY["reykjavik-2025"])))["Mánaðargjöld eftir dvöl"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=5, values_only=True)}

    assert rows["8,5"][:2] == (24_332, 39_106)
    assert len(sheet[4]) == 5


def test_what_is_printed_stands_beside_what_the_rules_give():
    content = changed(EVERY["vestmannaeyjar-2026"], **{"Prentuð gjaldskrá__C3": 27_000})
    sheet = load_workbook(BytesIO(workbook_of(read_workbook(content))))["Prentuð gjaldskrá"]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    given, differs = (sheet[f"{heads[name]}3"].value for name in ("Reglurnar gefa", "Munur"))

    assert given - 27_000 == differs != 0


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        ("Fæði__F3", "dýrt", ("Fæði", "F3")),
        ("Fæði__B3", "Hádegi!", ("Fæði", "B3")),
        ("Fæði__F3", -5, ("Fæði", "F3")),
        ("Fæði__F3", "=1+1", ("Fæði", "F3")),
        ("Fæði__G3", "vikuna", ("Fæði", "G3")),
        ("Gjaldskrá__C3", "model.leyni", ("Gjaldskrá", "C3")),
        ("Afslættir__A2", None, ("Afslættir", "A2")),
    ],
)
def test_a_slip_is_told_by_its_sheet_and_cell(where, value, told):
    of = EVERY["reykjavik-2025"]
    assert told in slips(changed(of, **{where: value}))


def test_what_a_clerk_types_is_read_as_in_the_editor():
    content = changed(EVERY["reykjavik-2025"], Fæði__F3="3.100 kr.", Gjaldskrá__B2="reykjavik-2027")
    read = read_workbook(content)

    assert (read.model.meals[0].amount, read.id) == (3100, "reykjavik-2027")


def test_a_deleted_sheet_is_not_taken_as_nothing():
    book = load_workbook(BytesIO(workbook_of(EVERY["akureyri-2026"])))
    del book["Fæði"]

    assert slips(saved(book)) == [("Fæði", "")]


def test_text_that_looks_like_a_formula_stays_text():
    of = tariff().model_copy(update={"note": '=HYPERLINK("http://x","y")'})
    book = load_workbook(BytesIO(workbook_of(of)))

    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d"}
    assert read_workbook(workbook_of(of)).note == of.note


def packed(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def with_entity() -> bytes:
    """A whole workbook one of whose sheets carries an entity."""
    made = BytesIO()
    with (
        ZipFile(BytesIO(workbook_of(EVERY["akureyri-2026"]))) as whole,
        ZipFile(made, "w", ZIP_DEFLATED) as archive,
    ):
        for part in whole.namelist():
            content = whole.read(part)
            if part == "xl/worksheets/sheet2.xml":
                content = b'<!DOCTYPE s [<!ENTITY a "aaaa">]>' + content.replace(b"<t>", b"<t>&a;", 1)
            archive.writestr(part, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04broken",
        packed(**{"[Content_Types].xml": b"<a/>"}),
        packed(xl__big=b"0" * 11_000_000),
        packed(**{f"part{number}": b"x" for number in range(300)}),
        with_entity(),
    ],
    ids=["empty", "broken", "no workbook", "too large unpacked", "too many parts", "entity"],
)
def test_a_strangers_file_is_refused_and_harms_nothing(content):
    assert slips(content) == [("", "")]


def test_more_rows_than_any_tariff_has_are_not_read():
    assert slips(changed(EVERY["akureyri-2026"], Fæði__A1500="x")) == [("Fæði", "A1001")]
