"""Parts of the model that the real tariffs do not all use: each does what its name says."""

import pytest

from samveita.tools.preschool_fees.model import ServiceKind
from samveita.tools.preschool_fees.refusal import Refused
from tools.preschool_fees.preschool_samples import amounts, pay, tariff

THREE = {"counts": ["preschool"], "full_price": "youngest", "percent": {"2": 50, "3": 100}}
STAFF = {
    "code": "staff",
    "label": "Starfsfólk",
    "kind": "status",
    "any_of": ["preschool_staff"],
    "percent": 40,
    "group": "social",
}


def test_an_uneven_week_is_averaged_exactly():
    fee = pay(tariff(), {"week": [8, 8, 8, 8, 6.5]})

    assert amounts(fee) == {"care": 7_700}


def test_an_uneven_week_may_become_the_nearest_stay_that_is_not_shorter():
    time = {"unit": "hours_per_day", "min": 4, "max": 9, "step": 0.5, "averaging": "nearest_row"}

    assert amounts(pay(tariff(time=time), {"week": [8, 8, 8, 8, 6]})) == {"care": 8_000}


def test_a_week_of_hours_is_their_sum_and_its_days_are_counted():
    lunch = {"code": "lunch", "label": "Hádegismatur", "amount": 4_000, "when": {"days_per_week": 3}}
    weekly = tariff(
        time={"unit": "hours_per_week", "min": 20, "max": 40},
        care=[{"bands": [{"from": 0, "to": 40, "amount": 500}]}],
        meals=[lunch],
    )

    assert amounts(pay(weekly, {"week": [8, 0, 8, 0, 8]})) == {"care": 12_000, "lunch": 4_000}


def test_hours_follow_from_the_clock():
    assert amounts(pay(tariff(), {"starts": "08:00", "ends": "15:30"})) == {"care": 7_500}


def test_a_row_between_two_rows_may_be_proportional():
    table = {"table": {"4": 4_000, "6": 7_000}, "between": "linear"}

    assert amounts(pay(tariff(care=[table]), {"hours": 4.5})) == {"care": 4_750}


def test_a_cohort_pays_a_percentage_more():
    adjust = {"code": "young", "label": "Álag", "percent": 10, "when": {"born_from": "2019-06-01"}}
    fee = pay(tariff(adjust=[adjust]), {"hours": 8, "born": "2019-06-01"})

    assert amounts(fee) == {"care": 8_000, "young": 800}


def test_a_surcharge_comes_by_the_clock_or_by_choice():
    early = {"code": "early", "label": "Fyrir átta", "amount": 900, "when": {"starts_before": "08:00"}}
    late = {"code": "late", "label": "Eftir fjögur", "amount": 700}
    fee = pay(tariff(surcharges=[early, late]), {"starts": "07:30", "ends": "15:30", "options": ["late"]})

    assert amounts(fee) == {"care": 8_000, "early": 900, "late": 700}


def test_a_surcharge_is_discounted_only_where_the_tariff_says():
    def fee(is_discountable):
        extra = {"code": "late", "label": "Eftir", "amount": 1_000, "discountable": is_discountable}
        return amounts(
            pay(
                tariff(surcharges=[extra], reductions=[STAFF]),
                {"hours": 8, "options": ["late"]},
                household={"statuses": ["preschool_staff"]},
            )
        )["staff"]

    assert (fee(False), fee(True)) == (-3_200, -3_600)


def test_a_cap_keeps_the_fee_under_a_share_of_income():
    cap = {
        "code": "cap",
        "label": "Þak",
        "kind": "cap_of_income",
        "percent": 6,
        "basis": "yearly",
        "group": "social",
    }
    fee = pay(tariff(reductions=[cap]), {"hours": 8}, household={"income": 1_200_000})

    assert amounts(fee) == {"care": 8_000, "cap": -2_000}


def test_the_largest_reduction_of_a_group_is_used():
    student = {**STAFF, "code": "student", "any_of": ["one_student"], "percent": 25}
    fee = pay(
        tariff(reductions=[student, STAFF]),
        {"hours": 8},
        household={"statuses": ["one_student", "preschool_staff"]},
    )

    assert amounts(fee) == {"care": 8_000, "staff": -3_200}


def test_a_reduction_rests_in_the_months_it_excludes():
    student = {**STAFF, "months_excluded": [6, 7, 8]}
    status = {"statuses": ["preschool_staff"]}

    assert pay(tariff(reductions=[student]), {"hours": 8}, household=status, month=7).total == 8_000
    assert pay(tariff(reductions=[student]), {"hours": 8}, household=status, month=9).total == 4_800


def test_exclusive_groups_give_the_better_one_beside_the_rest():
    choice = {"code": "short", "label": "Stutt", "kind": "choice", "percent": 10, "group": "choice"}
    combine = {
        "mode": "sequence_exclusive",
        "order": ["choice", "social", "sibling"],
        "exclusive": ["social", "sibling"],
    }
    fee = pay(
        tariff(reductions=[STAFF, choice], sibling=THREE, combine=combine),
        {"hours": 8, "age_months": 20},
        {"hours": 8},
        household={"statuses": ["preschool_staff"]},
    )

    assert amounts(fee, 0) == {"care": 8_000, "short": -800, "staff": -2_880}
    assert amounts(fee, 1) == {"care": 8_000, "short": -800, "sibling": -3_600}


def test_the_longest_stay_or_the_oldest_may_pay_in_full():
    def fees(who):
        result = pay(
            tariff(sibling={**THREE, "full_price": who}),
            {"hours": 5, "age_months": 20},
            {"hours": 8, "age_months": 40},
            {"hours": 6, "age_months": 60},
        )
        return [child.total for child in result.children]

    assert fees("longest_stay") == [0, 8_000, 3_000]
    assert fees("oldest") == [0, 4_000, 6_000]


def test_a_sibling_with_another_domicile_does_not_count_where_the_tariff_asks():
    same_home = tariff(sibling={**THREE, "same_domicile": True})
    fee = pay(same_home, {"hours": 8, "age_months": 20, "same_domicile": False}, {"hours": 8})

    assert fee.total == 16_000


def test_the_family_never_pays_more_than_its_ceiling():
    capped = tariff(sibling={**THREE, "percent": {}, "family_cap_percent": 150})
    fee = pay(capped, {"hours": 8, "age_months": 20}, {"hours": 8})

    assert [line.amount for line in fee.family] == [-4_000]
    assert fee.total == 12_000
    assert fee.as_output()["lines"][0]["code"] == "family_cap"


def test_lines_rounded_by_child_still_add_up():
    third = {"bands": [{"from": 0, "to": 9, "amount": 100, "per": 3}]}
    meals = [{"code": "lunch", "label": "Hádegismatur", "amount": 33.4}]
    fee = pay(tariff(care=[third], meals=meals, rounding={"at": "child"}), {"hours": 4})

    assert (amounts(fee), fee.total) == ({"care": 133, "lunch": 34}, 167)


@pytest.mark.parametrize(("method", "care"), [("half_up", 133), ("up", 134), ("down", 133)])
def test_rounding_follows_the_method(method, care):
    third = {"bands": [{"from": 0, "to": 9, "amount": 100, "per": 3}]}

    assert amounts(pay(tariff(care=[third], rounding={"method": method}), {"hours": 4})) == {"care": care}


def test_a_voluntary_fee_is_off_until_it_is_chosen():
    fees = [
        {"code": "nappies", "label": "Bleyjusjóður", "amount": 500},
        {"code": "parents", "label": "Foreldrafélag", "amount": 300, "optional": True},
    ]

    assert amounts(pay(tariff(monthly_fees=fees), {"hours": 4})) == {"care": 4_000, "nappies": 500}
    assert pay(tariff(monthly_fees=fees), {"hours": 4, "options": ["parents"]}).total == 4_800


def test_an_unused_day_may_be_a_credit():
    credit = {"code": "unused", "label": "Ónýttur dagur", "amount": -800, "per": "day"}

    assert amounts(pay(tariff(events=[credit]), {"hours": 4, "events": {"unused": 2}})) == {
        "care": 4_000,
        "unused": -1_600,
    }


def test_a_printed_exception_of_a_class_replaces_the_fee():
    reduced = {"code": "reduced", "label": "Lægra", "any_of": ["single_parent"]}
    exception = {"class": "reduced", "hours": 8, "net_care": 6_543}
    fee = pay(
        tariff(classes=[reduced], exceptions=[exception]),
        {"hours": 8},
        household={"statuses": ["single_parent"]},
    )

    assert amounts(fee) == {"care": 6_543}


def test_the_same_model_gives_what_a_day_parent_is_paid():
    """Vesturbyggð's printed subsidy to day parents, undated: a table by hours and class."""
    subsidy = tariff(
        classes=[{"code": "higher", "label": "Hærri", "any_of": ["single_parent", "both_students"]}],
        care=[
            {"when": {"class": "higher"}, "table": {"4": 41_097, "6": 61_540, "8": 81_984}},
            {"table": {"4": 29_023, "6": 43_534, "8": 58_028}},
        ],
    ).model_copy(update={"service": ServiceKind.DAY_PARENT})

    assert pay(subsidy, {"hours": 6}).total == 43_534
    assert pay(subsidy, {"hours": 6}).children[0].lines[0].label.en == "Subsidy for a day parent"
    assert pay(subsidy, {"hours": 8}, household={"statuses": ["single_parent"]}).total == 81_984


@pytest.mark.parametrize(
    ("child", "place"),
    [
        ({}, "children.0.hours"),
        ({"hours": 3.5}, "children.0.hours"),
        ({"hours": 9.5}, "children.0.hours"),
        ({"hours": 4.25}, "children.0.hours"),
        ({"hours": 8, "starts": "08:00", "ends": "15:00"}, "children.0.ends"),
        ({"starts": "16:00", "ends": "08:00"}, "children.0.ends"),
        ({"hours": 8, "week": [8, 8]}, "children.0.hours"),
        ({"hours": 8, "meals": ["supper"]}, "children.0.meals.0"),
        ({"hours": 8, "options": ["night"]}, "children.0.options.0"),
        ({"hours": 8, "events": {"party": 1}}, "children.0.events.party"),
        ({"hours": 8, "pattern": "weekends"}, "children.0.pattern"),
    ],
)
def test_what_the_tariff_does_not_have_is_refused_by_its_place(child, place):
    with pytest.raises(Refused) as refused:
        pay(tariff(), child)

    assert refused.value.place == place


def test_unknown_ages_are_refused_only_where_they_decide():
    no_age = {"hours": 8, "age_months": None}

    assert pay(tariff(sibling=THREE), no_age).total == 8_000
    with pytest.raises(Refused, match=r"children\.0\.age_months"):
        pay(tariff(sibling=THREE), no_age, {"hours": 8})


def test_brackets_by_household_need_to_know_which_it_is():
    income = {
        "code": "income",
        "label": "Tekjur",
        "kind": "income",
        "basis": "monthly",
        "group": "social",
        "brackets": {"single": [{"to": None, "percent": 50}], "couple": [{"to": None, "percent": 25}]},
    }
    by_income = tariff(reductions=[income])

    assert pay(by_income, {"hours": 8}, household={"income": 1, "statuses": ["single_parent"]}).total == 4_000
    with pytest.raises(Refused, match=r"household\.household"):
        pay(by_income, {"hours": 8}, household={"income": 1})
