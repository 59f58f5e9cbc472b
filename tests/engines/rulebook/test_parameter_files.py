from datetime import date

import pytest

from factories import financial_aid
from samveita.engines.rulebook.central import WITHHOLDING_TAX, WithholdingTax
from samveita.engines.rulebook.differing import changes, compare
from samveita.engines.rulebook.entering import read_document, written
from samveita.engines.rulebook.files import as_csv, as_json, read_file
from samveita.services.financial_aid.parameter_examples import examples
from samveita.services.financial_aid.parameter_fields import HOMES, PARAMETERS
from samveita.services.financial_aid.parameters import HomeCircumstances

TAX = {"rate_1": "31,5", "personal_credit": "75.000"}


def places(entered):
    return {problem.place for problem in entered.problems}


def sourced(entered):
    """The document as it is kept: a table has no source, it is given when the draft is saved."""
    return entered.document.with_source(financial_aid.parameters().amounts_source)


def test_a_document_survives_the_editor_json_and_csv():
    document = financial_aid.parameters(previous_month_days=3)

    assert read_file(PARAMETERS, as_json(document).encode()).document == document
    assert sourced(read_document(PARAMETERS, written(PARAMETERS, document))) == document
    assert sourced(read_file(PARAMETERS, as_csv(PARAMETERS, document).encode())) == document


def test_what_excel_makes_of_a_file_is_read_as_well():
    document = financial_aid.parameters()
    from_excel = (
        as_csv(PARAMETERS, document).removeprefix("\ufeff").replace(";", "\t").encode("cp1252", "replace")
    )

    entered = read_file(PARAMETERS, from_excel)

    assert entered.document is not None
    for read, row in zip(entered.document.categories, document.categories, strict=True):
        assert (read.code, read.name.is_, read.individual) == (row.code, row.name.is_, row.individual)


def test_a_cell_that_excel_would_calculate_is_kept_as_text():
    document = financial_aid.parameters(rules_number="=1+1")

    assert ";'=1+1;" in as_csv(PARAMETERS, document)
    assert sourced(read_file(PARAMETERS, as_csv(PARAMETERS, document).encode())) == document


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "The file is not JSON"),
        (b'{"schema": "other", "version": 1, "data": {}}', "another kind of document"),
        (b"a;b\n1;2\n", "The first line must have the headings"),
        (b"lykill;gildi\nrate_1;mikill\n", "Line 2, rate_1: Write a percentage"),
        (b"lykill;gildi\nrate_1;31,5\nrate_1;31,5\n", "Line 3, rate_1: The key rate_1 occurs twice."),
        (b"lykill;gildi\nrate_1;31,5\n", "A line is missing, personal_credit: Fill in this field."),
    ],
)
def test_a_faulty_file_says_where_and_why(content, words):
    entered = read_file(WITHHOLDING_TAX, content)

    assert entered.document is None
    assert any(words in problem.sentence.en for problem in entered.problems)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"rate_1": "131"}, "rate_1"),
        ({"personal_credit": "-5"}, "personal_credit"),
        ({"personal_credit": "1,5"}, "personal_credit"),
        ({"rate_2": "38"}, "rate_2"),
        ({"rate_2": "38", "rate_3": "37", "limit_1": "1000", "limit_2": "2000"}, "rate_3"),
        ({"rate_2": "38", "rate_3": "46", "limit_1": "2000", "limit_2": "1000"}, "limit_2"),
    ],
)
def test_limits_and_rules_across_fields_are_held(change, place):
    assert places(read_document(WITHHOLDING_TAX, TAX | change)) == {place}


def test_percentages_stay_exact_and_marks_are_kept():
    document = read_document(WITHHOLDING_TAX, {**TAX, "unverified:rate_1": "yes"}).document

    assert document == WithholdingTax(rate_1="31.5", personal_credit=75_000, unverified=("rate_1",))


def test_two_categories_may_not_share_a_key():
    raw = written(PARAMETERS, financial_aid.parameters())

    assert places(read_document(PARAMETERS, {**raw, "categories.1.code": "own_home"})) == {
        "categories.1.code"
    }


def test_a_row_keeps_its_name_when_others_move_and_changes_are_told_in_words():
    before = financial_aid.parameters()
    moved = (*before.categories[1:], before.categories[0].model_copy(update={"individual": None}))
    after = before.model_copy(update={"categories": moved})

    found = changes(compare(PARAMETERS, before, after))

    assert [(one.place, one.change.en) for one in found] == [
        ("categories.own_home.individual", "removed: 240.000 kr.")
    ]


@pytest.mark.django_db
def test_examples_say_when_nothing_can_be_calculated():
    document = financial_aid.parameters(december_percent=None)

    assert {example.amount for example in examples(document, date(2026, 6, 1))} == {None}


def test_every_home_an_applicant_can_answer_can_be_set():
    assert {key for key, _label in HOMES} == {kind.value for kind in HomeCircumstances}
