"""The real tariffs give every printed figure and every worked example, line by line."""

import json
from datetime import date
from pathlib import Path

import pytest

from samveita.tools.preschool_fees.calculate import calculate
from samveita.tools.preschool_fees.checks import Severity, check
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.proving import prove
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.shelf import shipped_tariffs, version_on
from tools.preschool_fees.preschool_samples import changed, pay

EXAMPLES = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))
TARIFFS = shipped_tariffs()


def test_twenty_tariffs_of_fifteen_municipalities_are_shipped():
    assert len(TARIFFS) == 20
    assert len({tariff.municipality for tariff in TARIFFS.values()}) == 15


@pytest.mark.parametrize("name", sorted(TARIFFS))
def test_every_printed_figure_comes_out_of_the_model(name):
    assert [proof for proof in prove(TARIFFS[name]) if not proof.holds] == []


def test_the_printed_figures_are_many():
    assert sum(len(tariff.printed) for tariff in TARIFFS.values()) >= 113


@pytest.mark.parametrize("name", sorted(TARIFFS))
def test_no_shipped_tariff_has_an_error(name):
    assert [one for one in check(TARIFFS[name]) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", sorted(TARIFFS))
def test_a_tariff_survives_being_written_and_read(name):
    assert Tariff.model_validate_json(TARIFFS[name].model_dump_json()) == TARIFFS[name]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_worked_example_holds_line_by_line(example):
    result = calculate(TARIFFS[example["tariff"]], Inputs.model_validate(example["inputs"]))

    children = [
        {
            "child": child.child,
            "lines": [[line.code, line.amount] for line in child.lines],
            "total": child.total,
        }
        for child in result.children
    ]
    assert {"children": children, "total": result.total} == example["expected"]


def total_of(example_id: str, tariff: Tariff) -> int:
    example = next(one for one in EXAMPLES if one["id"] == example_id)
    return calculate(tariff, Inputs.model_validate(example["inputs"])).total


@pytest.mark.parametrize(
    ("example_id", "name", "setting", "other"),
    [
        ("S08", "reykjavik-2025", {"sibling": {"same_hours_excess": "average"}}, 32_071 + 14_774 + 4_294),
        ("S15", "vestmannaeyjar-2026", {"combine": {"choose_per": "family"}}, 2 * 17_958),
        ("S21", "skagafjordur-2025", {"sibling": {"full_price": "oldest"}}, 236 + 10_842 + 2 * 8_615),
        ("S34", "hafnarfjordur-2023", {"combine": {"choose_per": "family"}}, 2 * 24_247),
        ("S43", "akranes-2025", {"combine": {"basis": "gross"}}, 25_356 - 2 * 8_875),
    ],
)
def test_an_assumption_is_a_setting_that_changes_the_fee(example_id, name, setting, other):
    example = next(one for one in EXAMPLES if one["id"] == example_id)
    assert example["certainty"] == "assumption"

    assert total_of(example_id, TARIFFS[name]) == example["expected"]["total"]
    assert total_of(example_id, changed(name, **setting)) == other


def test_the_version_of_the_asked_day_is_used():
    of_skagafjordur = [tariff for name, tariff in TARIFFS.items() if name.startswith("skagafjordur")]

    assert version_on(of_skagafjordur, date(2024, 9, 30)).id == "skagafjordur-2024"
    assert version_on(of_skagafjordur, date(2024, 10, 1)).id == "skagafjordur-2024-10"


def test_a_day_without_a_tariff_is_refused():
    with pytest.raises(Refused, match="No tariff is valid on 2019-05-01"):
        version_on([TARIFFS["reykjavik-2025"]], date(2019, 5, 1))


def test_a_day_with_two_tariffs_is_refused():
    with pytest.raises(Refused, match="More than one"):
        version_on([TARIFFS["reykjavik-2025"], TARIFFS["reykjavik-2025"]], date(2025, 5, 1))


def test_silence_of_the_tariff_is_told_where_it_matters():
    one = pay(TARIFFS["grindavik-2023"], {"hours": 6, "starts": "08:00", "ends": "14:00"})
    two = pay(
        TARIFFS["grindavik-2023"],
        {"hours": 6, "starts": "08:00", "ends": "14:00"},
        {"age_months": 20, "service": "day_parent"},
    )

    assert len(two.assumptions) == len(one.assumptions) + 1
    assert "yngsta barnið" in " ".join(text.is_ for text in two.assumptions)
