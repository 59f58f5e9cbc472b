import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samveita.engines.rulebook.central import tax_parameters
from samveita.engines.rulebook.exact import Column
from samveita.engines.rulebook.parameters import ParameterError
from samveita.iceland.money import Rate
from samveita.services.financial_aid.calculate import FIGURES, read_request, run
from samveita.services.financial_aid.parameters import AidTable
from samveita.services.financial_aid.rules import (
    AidInput,
    AidInputError,
    Entry,
    TaxYear,
    calculate,
    calculate_columns,
    estimate,
)

EXAMPLES = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))


def tax_in(year):
    return TaxYear.on(date(year, 6, 1), tax_parameters())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_a_worked_example_holds_to_the_krona(example):
    without_december = example["output"]

    output = run(read_request(json.dumps(example["input"])))

    december, taxable, before, used, due, payable = without_december
    children = example["input"].get("children_aid", 0) if "outcome" not in example else 0
    assert [output[key] for key in FIGURES] == [december, taxable, before, used, due, children, payable]
    assert output["outcome"] == example.get("outcome", "aid")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_the_lines_add_up_to_what_is_paid(example):
    output = run(read_request(json.dumps(example["input"])))

    *terms, last = output["lines"]

    assert last["key"] == "aid"
    assert last["amount"] == output["payable"]
    if output["outcome"] == "aid":
        assert sum(line["amount"] for line in terms) == last["amount"]


def test_lines_stand_in_the_order_people_know():
    whole = AidInput(
        base_amount=250_000,
        applied_month=11,
        december_rate=Rate.percent("25"),
        income=(Entry(40_000, "Laun"), Entry(5_000, "Leiga")),
        deductions=(Entry(3_000, "Meðlag"), Entry(2_000)),
        applicant_credit_percent=100,
        spouse_credit_percent=40,
        children_aid=33_000,
    )

    calculation = calculate(whole, tax_in(2026))

    assert [(line.label.is_, line.amount, str(line.arithmetic or "")) for line in calculation.lines] == [
        ("Grunnfjárhæð", 250_000, ""),
        ("Desemberuppbót", 62_500, "25% af 250.000 kr."),
        ("Styrkur vegna barna", 33_000, "Greiðist án skatts"),
        ("Tekjur", -45_000, "Laun 40.000 kr. + Leiga 5.000 kr."),
        ("Meðlag", -3_000, ""),
        ("Frádráttur", -2_000, ""),
        ("Skattur", -82_661, "31,49% af 262.500 kr."),
        (
            "Persónuafsláttur",
            82_661,
            "100% af 72.492 kr. + 40% af 72.492 kr. frá maka, þó ekki meira en skatturinn, 82.661 kr.",
        ),
        ("Aðstoð", 295_500, "262.500 kr. − 0 kr. + 33.000 kr."),
    ]


def test_tax_and_credit_lines_name_their_published_source():
    calculation = calculate(AidInput(base_amount=250_000, applicant_credit_percent=100), tax_in(2026))

    assert [source.title for source in calculation.line("tax").sources] == ["Skatturinn: helstu tölur 2026"]
    assert [parameter.value for parameter in calculation.parameters] == ["31.49", "72492"]


def test_income_over_the_base_amount_is_explained_instead_of_negative():
    calculation = calculate(AidInput(base_amount=180_000, income=(Entry(200_000),)), tax_in(2025))

    assert calculation.outcome == "no_aid_over_income"
    assert [(line.key, line.amount) for line in calculation.lines] == [
        ("base", 180_000),
        ("income", -200_000),
        ("aid", 0),
    ]
    assert calculation.line("aid").arithmetic.is_ == (
        "Tekjur og frádráttur, 200.000 kr., eru ekki lægri en 180.000 kr., sem miðað er við"
    )
    assert calculation.line("aid").rule == "financial_aid.R6"


def test_a_single_person_has_no_spouses_credit():
    alone = AidInput(base_amount=100_000, spouse_credit_percent=1, table=AidTable.INDIVIDUAL)

    with pytest.raises(AidInputError, match="without a spouse"):
        calculate(alone, tax_in(2026))


@pytest.mark.parametrize("field", ["base_amount", "children_aid"])
def test_a_negative_amount_is_refused(field):
    with pytest.raises(AidInputError, match=f"{field} can't be negative"):
        calculate(AidInput(**{"base_amount": 1, field: -1}), tax_in(2026))


def test_an_amount_over_the_first_bracket_warns_the_case_worker():
    at_the_limit = calculate(AidInput(base_amount=498_122), tax_in(2026))
    above = calculate(AidInput(base_amount=498_123), tax_in(2026))

    assert at_the_limit.warnings == ()
    assert [warning.is_ for warning in above.warnings] == [
        "Fjárhæðin fer yfir 498.122 kr., sem er fyrsta skattþrep. Skattur er samt reiknaður með hlutfalli fyrsta þreps."
    ]


def test_a_municipality_may_tax_by_brackets():
    calculation = calculate(AidInput(base_amount=500_000, with_brackets=True), tax_in(2026))

    assert calculation.figures["tax_before_credit"] == (498_122 * 3149 + 1_878 * 3799) // 10_000
    assert calculation.line("tax").arithmetic.is_ == "31,49% af 498.122 kr. + 37,99% af 1.878 kr."
    assert calculation.warnings == ()


def test_brackets_that_are_not_known_are_not_guessed():
    with pytest.raises(ParameterError, match="not known"):
        calculate(AidInput(base_amount=500_000, with_brackets=True), tax_in(2023))


def test_a_year_without_tax_parameters_refuses():
    with pytest.raises(ParameterError, match=r"tax\.withholding\.rate_1 has no value on 2027-06-01"):
        tax_in(2027)


def test_the_case_worker_may_change_the_supplement_in_its_month_only():
    november = AidInput(base_amount=100_000, applied_month=11, december_amount=30_000)
    october = AidInput(base_amount=100_000, applied_month=10, december_amount=30_000)

    assert calculate(november, tax_in(2026)).figures["december"] == 30_000
    assert calculate(october, tax_in(2026)).figures["december"] == 0


@pytest.mark.parametrize(("percent", "expected"), [(100, 239_966), (0, 171_275)])
def test_the_estimate_has_four_lines_and_counts_neither_income_nor_supplement(percent, expected):
    calculation = estimate(250_000, credit_percent=percent, tax=tax_in(2025))

    assert [line.key for line in calculation.lines] == ["base", "tax", "credit", "estimate"]
    assert calculation.line("estimate").amount == expected


def test_the_tax_is_right_where_binary_fractions_are_one_krona_off():
    taxes = [
        calculate(AidInput(base_amount=base), tax_in(2025)).figures["tax_before_credit"]
        for base in range(10_000, 510_000, 10_000)
    ]

    assert taxes == [base // 10_000 * 3149 for base in range(10_000, 510_000, 10_000)]


AMOUNTS = st.integers(0, 2_000_000)
PERCENTS = st.integers(0, 100)
PEOPLE = st.lists(
    st.tuples(AMOUNTS, st.integers(1, 12), AMOUNTS, AMOUNTS, AMOUNTS, PERCENTS, PERCENTS, AMOUNTS),
    min_size=1,
    max_size=30,
)


@given(
    PEOPLE, st.sampled_from(["0", "25", "12.5", "33.333"]), st.sampled_from([2021, 2024, 2026]), st.booleans()
)
@settings(deadline=None, max_examples=150)
def test_one_person_and_a_nation_get_the_same_to_the_krona(people, december, year, by_brackets):
    by_brackets = by_brackets and year == 2026
    columns = [Column.of(np.array(column)) for column in zip(*people, strict=True)]

    nation = calculate_columns(as_input(columns, december, by_brackets), tax_in(year))

    for number, person in enumerate(people):
        alone = calculate(as_input(person, december, by_brackets), tax_in(year))
        assert {key: int(column.values[number]) for key, column in nation.figures.items()} == alone.figures
        condition, over, within = nation.outcomes
        assert (over if condition[number] else within) == alone.outcome


def as_input(terms, december, by_brackets):
    base, month, wages, rent, deduction, own, spouse, children = terms
    return AidInput(
        base_amount=base,
        applied_month=month,
        december_rate=Rate.percent(december),
        income=(Entry(wages), Entry(rent)),
        deductions=(Entry(deduction),),
        applicant_credit_percent=own,
        spouse_credit_percent=spouse,
        children_aid=children,
        with_brackets=by_brackets,
    )
