"""``samveita parameters``: files in and out, JSON alone on standard output."""

from __future__ import annotations

import json
from datetime import date

import pytest

from factories import financial_aid, organisations
from samveita.engines.rulebook import editing
from samveita.engines.rulebook.command import main
from samveita.services.financial_aid.parameter_fields import PARAMETERS

pytestmark = pytest.mark.django_db


def test_what_is_exported_can_be_imported_as_a_draft_that_holds_nowhere_yet(tmp_path, capsys):
    office = organisations.municipality()
    financial_aid.published_parameters(office)
    assert main(["export", "fjarhagsadstod", "--organisation", "dalvogur", "--on", "2026-03-01"]) == 0
    path = tmp_path / "gildi.json"
    path.write_text(capsys.readouterr().out.replace('"25"', '"27.5"'), encoding="utf-8")

    code = main(
        ["import", "fjarhagsadstod", str(path), "--organisation", "dalvogur", "--source", "Fundargerð"]
    )

    stand = editing.standing(PARAMETERS, office, on=date(2026, 3, 1))
    assert (code, json.loads(capsys.readouterr().out)["draft"]) == (0, 2)
    assert (stand.open.content.december_percent, stand.open.source.title) == ("27.5", "Fundargerð")
    assert stand.valid.content.december_percent == "25"


def test_a_faulty_file_is_told_by_line_and_changes_nothing(tmp_path, capsys):
    path = tmp_path / "gildi.csv"
    path.write_text("lykill;gildi\nrate_1;mikill\npersonal_credit;75.000\n", encoding="utf-8")

    assert main(["check", "stadgreidsla", str(path)]) == 1

    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["place"], "Lína 2, rate_1" in problem["problem"]["is"]) == ("2", True)


@pytest.mark.parametrize(
    "words",
    [
        ["check", "nothing", "x"],
        ["check", "stadgreidsla", "/nowhere"],
        ["export", "stadgreidsla", "--organisation", "x"],
    ],
)
def test_what_is_not_understood_is_said_on_standard_error(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().out == ""


def test_a_set_that_an_organisation_does_not_set_is_refused(tmp_path, capsys):
    organisations.municipality()
    path = tmp_path / "gildi.csv"
    path.write_text("lykill;gildi\nrate_1;31,5\npersonal_credit;75.000\n", encoding="utf-8")

    words = ["import", "stadgreidsla", str(path), "--organisation", "dalvogur", "--source", "x"]

    assert (main(words), capsys.readouterr().err) == (1, "These values are not set here.\n")
