import json

import pytest

from samveita.engines.rulebook.calculation import Calculation, Columnwise, Explained
from samveita.engines.rulebook.exact import Column
from samveita.iceland.texts import Text

FEE = Text(is_="Gjald", en="Fee", pl="Opłata")


def words_nobody_asked_for():
    raise AssertionError("words were made for a column")


def test_a_calculation_survives_being_stored_with_its_words():
    ledger = Explained("demo")
    ledger.line(
        "fee",
        100,
        label=FEE,
        words=lambda: Text(is_="2 × 50 kr.", en="2 × 50 kr.", pl="2 × 50 kr."),
        rule="R1",
    )
    ledger.figure("fee", 100)
    calculation = ledger.calculation()

    stored = json.loads(calculation.model_dump_json())

    assert stored["lines"][0]["label"] == {"is": "Gjald", "en": "Fee", "pl": "Opłata"}
    assert Calculation.model_validate(stored) == calculation


def test_columns_never_pay_for_words():
    ledger = Columnwise()

    amount = ledger.line("fee", Column.of([1, 2]), label=FEE, words=words_nobody_asked_for)

    assert amount.values.tolist() == [1, 2]


def test_a_column_can_not_be_explained():
    with pytest.raises(TypeError, match="Columnwise"):
        Explained("demo").line("fee", Column.of([1]), label=FEE)


def test_a_line_that_is_not_shown_is_not_booked():
    ledger = Explained("demo")

    ledger.line("fee", 0, label=FEE, shown=False)

    assert ledger.calculation().lines == ()
    with pytest.raises(KeyError):
        ledger.calculation().line("fee")
