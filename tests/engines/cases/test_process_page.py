"""The handbook's page about processes says what the engine enforces."""

from __future__ import annotations

from pathlib import Path

from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.handbook import processes_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "municipality" / "ferlar.md"


def test_the_page_in_the_handbook_is_the_one_the_rows_make():
    assert PAGE.read_text(encoding="utf-8") == processes_page(CASE_SERVICES.values()), "run `make docs`"


def test_every_row_is_an_arrow_and_a_line_of_the_table():
    page = processes_page(CASE_SERVICES.values())

    arrows = {line.strip() for line in page.splitlines() if "-->" in line and "[*]" not in line}
    wanted = {
        f"{source} --> {row.target} : {row.label.is_}"
        for service in CASE_SERVICES.values()
        for row in service.process.transitions
        for source in row.sources
    }
    assert arrows == wanted
    assert page.count("\n| ") == sum(2 + len(s.process.transitions) for s in CASE_SERVICES.values())
