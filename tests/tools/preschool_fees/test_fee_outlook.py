"""Half an hour more or less, the year, a proposed tariff and other municipalities, all from the same calculation."""

from decimal import Decimal

from samveita.tools.preschool_fees.elsewhere import Profile, compare_everywhere
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.outlook import Neighbour, compare, neighbours, year_of
from samveita.tools.preschool_fees.shelf import shipped_tariffs
from tools.preschool_fees.preschool_samples import changed, pay, tariff

TARIFFS = shipped_tariffs()


def family(*children, **rest):
    return Inputs.model_validate({"children": [{"age_months": 40, **child} for child in children], **rest})


def test_the_first_paid_half_hour_in_vestmannaeyjar_costs_24317():
    of = TARIFFS["vestmannaeyjar-2026"]
    inputs = family({"hours": 6})

    assert neighbours(of, inputs, 0) == (
        Neighbour(1, Decimal("5.5"), 0),
        Neighbour(1, Decimal("6.5"), 24_317),
    )


def test_there_is_no_longer_stay_than_the_longest():
    of = TARIFFS["reykjanesbaer-2026"]

    assert [one.hours for one in neighbours(of, family({"hours": 8.5}), 0)] == [Decimal(8)]


def test_a_clock_follows_the_changed_stay():
    of = TARIFFS["grindavik-2023"]
    inputs = family({"hours": 6, "starts": "08:00", "ends": "14:00"})

    assert neighbours(of, inputs, 31_850) == (
        Neighbour(1, Decimal("5.5"), -1_925),
        Neighbour(1, Decimal("6.5"), 1_925 + 3_040),
    )


def test_a_year_counts_registration_days_once_more():
    of = TARIFFS["skagafjordur-2025"]
    year = year_of(of, family({"hours": 8}), days={"registration_day": 20})

    assert (set(year.months), year.extra, year.total) == ({16_027}, 50_000, 12 * 16_027 + 50_000)
    assert len(year.assumptions) == 2


def test_free_months_and_resting_reductions_are_left_out_of_the_year():
    student = {
        "code": "student",
        "label": "Nám",
        "kind": "status",
        "any_of": ["both_students"],
        "percent": 50,
        "group": "social",
        "months_excluded": [6, 8],
    }
    of = tariff(reductions=[student], billing={"free_months": [7]})
    year = year_of(of, family({"hours": 8}, household={"statuses": ["both_students"]}))

    assert year.months == (4_000,) * 5 + (8_000, 0, 8_000) + (4_000,) * 4


def test_a_proposed_tariff_stands_beside_the_current_one():
    comparison = compare(TARIFFS["reykjavik-2025"], TARIFFS["reykjavik-2026"], family({"hours": 8}))

    assert [(one.code, one.before, one.after) for one in comparison.differences] == [
        ("care", 19_768, 20_456),
        ("breakfast", 2_954, 3_057),
        ("lunch", 8_866, 9_176),
        ("snack", 2_954, 3_057),
    ]
    assert comparison.change == 1_204


def test_a_line_only_one_tariff_has_is_shown_as_missing_in_the_other():
    free = changed("skutustadahreppur-ylur-undated", time={"max": 8})
    comparison = compare(free, TARIFFS["reykjavik-2025"], family({"hours": 8}))

    assert {one.code: one.before for one in comparison.differences}["lunch"] is None


def test_the_same_household_gets_an_answer_in_each_tariffs_own_terms():
    profile = Profile.model_validate({"children": [{"age_months": 40, "hours_a_day": 8}]})
    rows = {row.tariff.id: row for row in compare_everywhere(TARIFFS.values(), profile)}

    totals = {name: row.result.total for name, row in rows.items() if row.result is not None}
    assert totals["reykjavik-2025"] == 34_542
    assert totals["skagafjordur-2025"] == 32_560
    assert totals["reykjanesbaer-2026"] == 48_781
    assert totals["akureyri-2026"] == 43_514
    assert totals["vestmannaeyjar-2026"] == 42_063
    assert totals["rangarthing-ytra-2026"] == 43_421
    assert totals["akranes-2025"] == 45_527
    assert totals["floahreppur-2023"] == 21 * (8 * 224 + 93 + 291 + 93)
    assert rows["floahreppur-2023"].assumed[0].en.startswith("21 days a month")


def test_a_stay_that_is_not_offered_says_so_and_comes_last():
    profile = Profile.model_validate({"children": [{"age_months": 40, "hours_a_day": 9}]})
    rows = compare_everywhere([TARIFFS["akureyri-2026"], TARIFFS["vestmannaeyjar-2026"]], profile)

    assert [row.tariff.id for row in rows] == ["vestmannaeyjar-2026", "akureyri-2026"]
    assert rows[1].refusal is not None
    assert rows[1].refusal.en == "9 h is longer than any stay offered; the longest is 8,5 h."


def test_a_result_names_the_rule_of_each_line():
    result = pay(
        TARIFFS["hafnarfjordur-2023"], {"hours": 8.5}, household={"household": "couple", "income": 1}
    )

    assert [(line.code, line.place, line.words.is_) for line in result.children[0].lines[:3]] == [
        ("care", "model.care.0", "8 × 3.503 kr."),
        ("care_extra", "model.care.0", "4.430 kr."),
        ("income", "model.reductions.0", "75% af 28.024 kr."),
    ]
