"""The command prints JSON alone, refuses with place and reason, and starts without Django."""

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from samveita.tools.preschool_fees.command import main

TARIFF = str(resources.files("samveita.tools.preschool_fees").joinpath("tariffs/akureyri-2026.json"))


@pytest.fixture
def household(tmp_path):
    def write(content: object) -> str:
        path = tmp_path / "household.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def test_calculate_prints_lines_with_their_arithmetic(household, capfd):
    given = {"household": {"household": "couple", "income": 8_000_000}, "children": [{"hours": 7.25}]}

    assert main(["calculate", TARIFF, household(given)]) == 0

    told = capfd.readouterr()
    assert json.loads(told.out) == {
        "children": [
            {
                "child": 1,
                "lines": [
                    {"code": "care", "arithmetic": "1.25×15966", "amount": 19_958},
                    {"code": "income", "arithmetic": "−0.625×19958", "amount": -12_474},
                    {"code": "full_board", "arithmetic": "11582", "amount": 11_582},
                ],
                "total": 19_066,
            }
        ],
        "total": 19_066,
    }
    assert told.err == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"children": []}, "children: "),
        ({"children": [{"hours": 8, "hourz": 8}]}, "children.0.hourz: this key is not known"),
        ({"children": [{"hours": "8"}]}, "children.0.hours: give a plain number"),
        ({"children": [{"hours": 9}]}, "children.0.hours: 9 h is longer than any stay offered"),
        ({"children": [{"hours": 8}], "household": {"statuses": ["rich"]}}, "household.statuses.0"),
        ('{"children": [{"hours": 8, "hours": 4}]}', "'hours' stands twice"),
        ('{"children": [{"hours": NaN}]}', "NaN is not a number"),
        ("[1]", "must hold one JSON object"),
        ("not json", "not valid JSON"),
    ],
)
def test_a_household_that_makes_no_sense_is_refused_with_its_place(household, capfd, content, reason):
    assert main(["calculate", TARIFF, household(content)]) == 2

    told = capfd.readouterr()
    assert told.out == ""
    assert reason in told.err


def test_a_tariff_with_an_error_is_not_calculated_with(household, capfd, tmp_path):
    raw = json.loads(Path(TARIFF).read_text(encoding="utf-8"))
    raw["model"]["care"][0]["bands"][1]["from"] = 7
    broken = tmp_path / "akureyri-2026.json"
    broken.write_text(json.dumps(raw), encoding="utf-8")

    assert main(["calculate", str(broken), household({"children": [{"hours": 8}]})]) == 2
    assert "model.care.0.bands.1.from: There is no price between 6 h" in capfd.readouterr().err
    assert main(["check", str(broken)]) == 1
    assert [one["code"] for one in json.loads(capfd.readouterr().out)] == ["band_gap"]


def test_check_lists_what_is_not_shaped_as_a_tariff(capfd, tmp_path):
    path = tmp_path / "empty.json"
    path.write_text("{}", encoding="utf-8")

    assert main(["check", str(path)]) == 1

    found = json.loads(capfd.readouterr().out)
    assert {one["place"] for one in found} == {"id", "municipality", "valid_from", "source", "model"}


def test_check_tells_when_the_file_holds_another_tariff(capfd, tmp_path):
    path = tmp_path / "akureyri-2027.json"
    path.write_text(Path(TARIFF).read_text(encoding="utf-8"), encoding="utf-8")

    assert main(["check", str(path)]) == 0
    assert [one["code"] for one in json.loads(capfd.readouterr().out)] == ["id_differs_from_file"]


@pytest.mark.parametrize("argv", [[], ["calculate", "one.json"], ["fly"], ["check", "/none/there.json"]])
def test_what_is_not_understood_ends_with_two(argv, capfd):
    assert main(argv) == 2
    assert capfd.readouterr().out == ""


def test_neither_django_nor_a_database_is_started():
    asks = (
        "import sys; from samveita.project.cli import main; "
        "code = main(['preschool-fees', 'check', sys.argv[1]]); "
        "sys.exit(code or any(name.split('.')[0] in {'django', 'sqlite3'} for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", asks, TARIFF], check=False).returncode == 0
