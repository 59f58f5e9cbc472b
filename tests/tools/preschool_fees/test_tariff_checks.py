"""Slips are found before a tariff is published."""

import pytest

from samveita.tools.preschool_fees.checks import check
from samveita.tools.preschool_fees.importing import Invalid, read_tariff
from samveita.tools.preschool_fees.model import PrintedCell
from tools.preschool_fees.preschool_samples import HOURLY, tariff

GAP = [{"from": 0, "to": 6, "amount": 1}, {"from": 7, "to": 9, "amount": 1}]
OVERLAP = [{"from": 0, "to": 7, "amount": 1}, {"from": 6, "to": 9, "amount": 1}]
SOCIAL = {"code": "s", "label": "S", "kind": "status", "any_of": ["x"], "percent": 35, "group": "social"}
SIBLING = {"counts": ["preschool"], "full_price": "youngest", "percent": {"2": 50}}


def brackets(*limits, percents=(50, 25)):
    ladder = [{"to": to, "percent": percent} for to, percent in zip(limits, percents, strict=True)]
    return [
        {
            "code": "i",
            "label": "I",
            "kind": "income",
            "basis": "monthly",
            "group": "social",
            "brackets": ladder,
        }
    ]


@pytest.mark.parametrize(
    ("rules", "code", "place"),
    [
        ({"care": [{"bands": GAP}]}, "band_gap", "model.care.0.bands.1.from"),
        ({"care": [{"bands": OVERLAP}]}, "band_overlap", "model.care.0.bands.1.from"),
        ({"care": [{"bands": GAP[:1]}]}, "stay_without_price", "model.care.0.bands.0.to"),
        ({"care": [HOURLY, HOURLY]}, "never_applies", "model.care.1"),
        (
            {"care": [{"table": {"35": 1, "26": 2, "37": 3}}], "time": {"unit": "hours_per_week"}},
            "hours_not_ascending",
            "model.care.0.table.26",
        ),
        ({"care": [{"table": {"4": 5, "9": 4}}]}, "table_falls", "model.care.0.table.9"),
        ({"reductions": brackets(5, 4)}, "brackets_not_ascending", "model.reductions.0.brackets.1"),
        ({"reductions": brackets(5, 6)}, "bracket_open", "model.reductions.0.brackets.1"),
        (
            {"reductions": brackets(5, None, percents=(25, 50))},
            "bracket_rises",
            "model.reductions.0.brackets.1",
        ),
        (
            {"reductions": [SOCIAL], "combine": {"order": ["choice"]}},
            "group_without_order",
            "model.combine.order",
        ),
        ({"reductions": [SOCIAL, SOCIAL]}, "code_twice", "model.reductions.1.code"),
        (
            {"sibling": {**SIBLING, "percent": {"2": 50, "3": 25}}},
            "sibling_can_raise",
            "model.sibling.percent",
        ),
        (
            {"reductions": [{**SOCIAL, "percent": 60, "first_child_only": True}], "sibling": SIBLING},
            "sibling_can_raise",
            "model.reductions.0.first_child_only",
        ),
        (
            {"reductions": [{**SOCIAL, "when": {"min_hours": 8}}]},
            "more_costs_less",
            "model.reductions.0",
        ),
        ({"exceptions": [{"when_reduction": "gone", "hours": 8, "net_care": 1}]}, "unknown_reduction", None),
        ({"care": [{"when": {"class": "gone"}, **HOURLY}, HOURLY]}, "unknown_class", None),
        ({"reductions": [SOCIAL]}, "label_not_translated", "model.reductions.0.label"),
    ],
)
def test_slip_is_found_at_its_place(rules, code, place):
    found = {(one.code, one.place if place else None) for one in check(tariff(**rules))}

    assert (code, place) in found


def test_a_sound_tariff_has_no_findings():
    assert check(tariff()) == ()


def test_a_printed_figure_the_rules_do_not_give_is_an_error():
    cell = PrintedCell.model_validate({"hours": 8, "amount": 8_001})

    found = check(tariff().model_copy(update={"printed": (cell,)}))

    assert [(one.code, one.place) for one in found] == [("printed_not_given", "printed.0")]


def test_rows_noted_out_of_order_are_told():
    noted = tariff().model_copy(update={"published": {"rows": [[35, 1], [26, 2], [37, 3]]}})

    assert [(one.code, one.place) for one in check(noted)] == [("hours_not_ascending", "published.rows.1")]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"percent": 101}', "model.meal_subsidy_percent"),
        ('{"percent": -1}', "model.meal_subsidy_percent"),
        ('{"percent": true}', "model.meal_subsidy_percent"),
    ],
)
def test_percentages_outside_their_range_are_refused(content, place):
    raw = tariff().model_dump_json()
    value = content.split(": ")[1].rstrip("}")

    with pytest.raises(Invalid) as invalid:
        read_tariff(raw.replace('"meal_subsidy_percent":null', f'"meal_subsidy_percent":{value}'))

    assert [slip[0] for slip in invalid.value.slips] == [place]
