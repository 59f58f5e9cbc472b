"""The handbook's page about processes, and every drawing of one, says what the engine enforces."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from factories import building_permit, nursing_home
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.drawing import drawing, numbered
from samveita.engines.cases.handbook import process_drawings, processes_page

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "municipality"
SVG = "{http://www.w3.org/2000/svg}"
TABLES = {
    "nursing_home": nursing_home.PROCESS,
    "building_permit": building_permit.PROCESS,
    "opinions": building_permit.OPINION,
    **{key: service.process for key, service in CASE_SERVICES.items()},
}


def test_the_page_and_the_drawings_in_the_handbook_are_those_the_rows_make():
    services = CASE_SERVICES.values()
    written = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "ferlar").glob("*.svg")}

    assert (FOLDER / "ferlar.md").read_text(encoding="utf-8") == processes_page(services), "run `make docs`"
    assert written == process_drawings(services), "run `make docs`"


def test_every_row_is_a_line_of_the_table():
    page = processes_page(CASE_SERVICES.values())
    tables = [table for one in CASE_SERVICES.values() for table in (one.process, *one.process.overlays)]

    assert page.count("\n| ") == sum(2 + len(table.transitions) for table in tables)


@pytest.mark.parametrize("key", sorted(TABLES))
def test_a_drawing_has_every_state_and_every_arrow_and_says_what_it_is(key):
    table = TABLES[key]

    root = ET.fromstring(drawing(table, title="Ferli", description="Sjá töflu", name=key))

    words = [one.text for one in root.iter(f"{SVG}text")]
    numbers = sorted(int(number) for one in words if one and one[0].isdigit() for number in one.split(", "))
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("Ferli", "Sjá töflu")
    assert numbers == sorted(number for number, _source, _target in numbered(table))
    drawn = " ".join(one or "" for one in words)
    assert [state.key for state in table.states if state.label.is_.split()[0] not in drawn] == []
