"""What a person writes becomes an answer or a sentence that says what to do; what is not asked does not survive."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.forms.sample_forms import EVERYTHING, GOOD, NEXT_VERSION, text
from samveita.engines.forms import wording
from samveita.engines.forms.answering import (
    as_written,
    carried_over,
    check_step,
    in_words,
    missing,
    standing,
    summary,
    validate,
    visible_questions,
    visible_steps,
)
from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.reading import Refused, accept, read
from samveita.iceland import clock
from samveita.iceland.kennitala import CHECK_DIGIT_HINT


def asked(kind: Kind, **values: object) -> Question:
    return Question("q", kind, text("Spurning"), **values)


@pytest.mark.parametrize(
    ("kind", "written", "answer"),
    [
        (Kind.TEXT, "  Jón\u00a0 Þór\t", "Jón  Þór"),
        (Kind.TEXT, "a\x00b\ud800c", "abc"),
        (Kind.TEXT, "A\u0301gu\u0301st", "Águst".replace("u", "ú")),
        (Kind.LONG_TEXT, "ein\r\ntvær", "ein\ntvær"),
        (Kind.YES_NO, "yes", True),
        (Kind.YES_NO, "no", False),
        (Kind.DATE, "14.12.2026", "2026-12-14"),
        (Kind.DATE, "14. 12. 2026", "2026-12-14"),
        (Kind.DATE, "1/2/2026", "2026-02-01"),
        (Kind.DATE, "2026-12-14", "2026-12-14"),
        (Kind.MONEY, "212.694 kr.", 212_694),
        (Kind.MONEY, "212694", 212_694),
        (Kind.MONEY, "0", 0),
        (Kind.PERCENT, "40 %", 40),
        (Kind.KENNITALA, "010130-2399", "0101302399"),
        (Kind.EMAIL, "anna@daemi.is", "anna@daemi.is"),
        (Kind.PHONE, "555 1234", "5551234"),
        (Kind.PHONE, "+354 555-1234", "5551234"),
        (Kind.PHONE, "0048 600 700 800", "+48600700800"),
        (Kind.BANK_ACCOUNT, "133-26-12345", "0133-26-012345"),
        (Kind.BANK_ACCOUNT, "013326012345", "0133-26-012345"),
        (Kind.CONSENT, "on", True),
        (Kind.TEXT, " \n ", None),
    ],
)
def test_an_answer_is_read_as_people_write_it(kind, written, answer):
    assert read(asked(kind), written) == answer


@pytest.mark.parametrize(
    ("kind", "written", "message"),
    [
        (Kind.MONEY, "212.694,50", wording.NO_DECIMALS),
        (Kind.MONEY, "212,694", wording.NO_DECIMALS),
        (Kind.MONEY, "100.5 kr.", wording.NO_DECIMALS),
        (Kind.MONEY, "mikið", wording.NOT_AN_AMOUNT),
        (Kind.MONEY, "-5", wording.TOO_LITTLE.format(least="0 kr.")),
        (Kind.MONEY, "9" * 5000, wording.NOT_AN_AMOUNT),
        (Kind.PERCENT, "40,5", wording.NOT_A_PERCENTAGE),
        (Kind.PERCENT, "101", wording.TOO_MUCH.format(most="100%")),
        (Kind.DATE, "31.2.2026", wording.NO_SUCH_DAY),
        (Kind.DATE, "á morgun", wording.NOT_A_DATE),
        (Kind.YES_NO, "já", wording.NOT_AN_OPTION),
        (Kind.EMAIL, "anna", wording.NOT_AN_EMAIL),
        (Kind.PHONE, "12", wording.NOT_A_PHONE),
        (Kind.BANK_ACCOUNT, "1234", wording.NOT_A_BANK_ACCOUNT),
        (Kind.TEXT, "a" * 201, wording.TOO_LONG.format(most="200", given="201")),
    ],
)
def test_what_cannot_be_an_answer_gets_a_sentence_that_says_what_to_do(kind, written, message):
    with pytest.raises(Refused) as refused:
        read(asked(kind), written)

    assert refused.value.message == message


def test_a_day_is_held_against_today():
    with clock.standing_on(date(2026, 12, 14)):
        assert read(asked(Kind.DATE, past=True), "14.12.2026") == "2026-12-14"
        assert read(asked(Kind.DATE, future=True), "14.12.2026") == "2026-12-14"
        with pytest.raises(Refused):
            read(asked(Kind.DATE, past=True), "15.12.2026")
        with pytest.raises(Refused):
            read(asked(Kind.DATE, future=True), "13.12.2026")


def test_a_failed_check_digit_is_a_hint():
    checked = check_step(
        EVERYTHING,
        EVERYTHING.step("um-thig"),
        {"name": "A", "kennitala": "010130-2389", "email": "a@b.is"},
        {},
    )

    assert checked.answers["kennitala"] == "0101302389"
    assert checked.errors == {}
    assert checked.hints == {"kennitala": CHECK_DIGIT_HINT}


def test_an_error_leaves_the_other_answers_of_the_page_standing():
    raw = {"name": "Salka", "kennitala": "hæ", "email": ""}

    checked = check_step(
        EVERYTHING, EVERYTHING.step("um-thig"), raw, {"home": "own", "email": "gamalt@daemi.is"}
    )

    assert checked.answers == {"name": "Salka", "home": "own"}
    assert set(checked.errors) == {"kennitala", "email"}
    assert checked.errors["email"].is_ == "Svaraðu spurningunni „Netfang“."


def test_a_date_may_come_in_three_fields():
    raw = {"lease_from_day": "1", "lease_from_month": "2", "lease_from_year": "2025", "rent": "1000"}

    checked = check_step(EVERYTHING, EVERYTHING.step("leiga"), raw, {"home": "rent"})

    assert checked.answers == {"home": "rent", "lease_from": "2025-02-01", "rent": 1000}


def test_a_question_that_waits_for_the_one_above_it_is_asked_on_the_same_page():
    step = EVERYTHING.step("tekjur")

    without = check_step(EVERYTHING, step, {"has_income": "no", "income": "5"}, {})
    lacking = check_step(EVERYTHING, step, {"has_income": "yes"}, {})

    assert without.answers == {"has_income": False}
    assert without.is_good
    assert set(lacking.errors) == {"income"}


def test_a_locked_question_takes_the_known_fact_and_not_what_was_sent():
    raw = {"name": "Falskt", "kennitala": "0101302399", "email": "a@b.is"}

    checked = check_step(EVERYTHING, EVERYTHING.step("um-thig"), raw, {}, known={"registry.name": "Salka Ýr"})

    assert checked.answers["name"] == "Salka Ýr"


def test_a_locked_question_is_asked_as_usual_when_the_fact_is_not_known():
    raw = {"name": "Salka", "kennitala": "0101302399", "email": "a@b.is"}

    assert check_step(EVERYTHING, EVERYTHING.step("um-thig"), raw, {}).answers["name"] == "Salka"


def test_changing_an_answer_hides_the_page_that_hung_on_it_and_its_answers():
    checked = check_step(EVERYTHING, EVERYTHING.step("heimili"), {"home": "own"}, GOOD)

    assert "rent" not in checked.answers
    assert "lease_from" not in checked.answers
    assert [step.key for step in visible_steps(EVERYTHING, checked.answers)] == [
        "um-thig", "heimili", "tekjur", "annad", "stadfesting",
    ]  # fmt: skip


def test_a_check_across_questions_speaks_at_its_question():
    checked = check_step(EVERYTHING, EVERYTHING.step("tekjur"), {"has_income": "yes", "income": "1000"}, GOOD)

    assert set(checked.errors) == {"income"}
    assert checked.errors["income"].is_ == "Leigan er hærri en tekjurnar. Athugaðu upphæðirnar."


def test_a_check_of_another_page_shows_before_submitting():
    changed = check_step(
        EVERYTHING, EVERYTHING.step("leiga"), {"lease_from": "1.2.2025", "rent": "300.000"}, GOOD
    )

    assert changed.is_good
    assert [(one.step, one.question) for one in missing(EVERYTHING, changed.answers)] == [
        ("tekjur", "income")
    ]


def test_a_finished_form_lacks_nothing():
    assert missing(EVERYTHING, GOOD) == ()


def test_an_empty_form_lacks_what_is_asked_and_required():
    assert [one.question for one in missing(EVERYTHING, {})] == [
        "name", "kennitala", "email", "home", "has_income", "account", "agree",
    ]  # fmt: skip


def test_the_summary_says_questions_as_shown_and_answers_in_words():
    pages = summary(EVERYTHING, GOOD, "is")

    assert {line.question: line.answer for page in pages for line in page.lines} == {
        "name": "Salka Ýr",
        "kennitala": "010130-2399",
        "email": "salka@daemi.is",
        "phone": "Ekki svarað",
        "home": "Leiga",
        "lease_from": "1. febrúar 2025",
        "rent": "180.000 kr.",
        "has_income": "Já",
        "income": "250.000 kr.",
        "percent": "Ekki svarað",
        "account": "0133-26-012345",
        "agree": "Staðfest",
    }


def test_the_summary_speaks_the_language_asked_for():
    page = summary(EVERYTHING, GOOD, "pl")[2]

    assert page.title == "Leiga (pl)"
    assert [(line.label, line.answer) for line in page.lines] == [
        ("Hvenær hófst leigan? (pl)", "1 lutego 2025"),
        ("Hver er leigan á mánuði? (pl)", "180.000 kr."),
    ]


def test_a_submission_from_another_door_is_held_to_the_same_demands():
    assert validate(EVERYTHING, GOOD).is_good
    assert validate(EVERYTHING, {**GOOD, "rent": "180.000 kr."}).errors["rent"] == wording.WRONG_TYPE
    assert validate(EVERYTHING, {**GOOD, "rent": True}).errors["rent"] == wording.WRONG_TYPE
    assert validate(EVERYTHING, {**GOOD, "surprise": 1}).errors == {"surprise": wording.UNKNOWN_QUESTION}
    assert set(validate(EVERYTHING, {**GOOD, "home": "own"}).errors) == {"lease_from", "rent"}
    assert set(validate(EVERYTHING, {**GOOD, "agree": False}).errors) == {"agree"}


def test_a_draft_of_an_older_version_keeps_what_still_fits_and_says_what_to_answer_again():
    carried = carried_over(NEXT_VERSION, GOOD)

    assert set(carried.again) == {"home"}
    assert carried.answers == {key: GOOD[key] for key in GOOD if key not in {"home", "rent"}}
    assert "lease_from" not in standing(NEXT_VERSION, carried.answers), "it waits for its page to be asked"


def test_a_phone_number_is_written_in_groups():
    assert in_words(asked(Kind.PHONE), "5551234").is_ == "555 1234"


ANYTHING = st.text(max_size=40) | st.from_regex(r"[0-9.,/ \-]{0,20}( kr\.?)?", fullmatch=True)
RAW = st.dictionaries(
    st.sampled_from([question.key for question in EVERYTHING.questions] + ["lease_from_day", "x"]),
    ANYTHING | st.sampled_from(["yes", "no", "rent", "own", "other", "on", "600000", "1.1.2020"]),
)


@given(RAW, st.sampled_from([step.key for step in EVERYTHING.steps]), RAW)
def test_whatever_is_sent_gives_answers_or_errors(raw, step_key, earlier):
    before: dict[str, object] = {}
    for step in EVERYTHING.steps:
        before = check_step(EVERYTHING, step, earlier, before).answers

    checked = check_step(EVERYTHING, EVERYTHING.step(step_key), raw, before)

    shown = {question.key for question in visible_questions(EVERYTHING, checked.answers)}
    assert set(checked.answers) <= shown
    assert standing(EVERYTHING, checked.answers) == checked.answers
    assert set(checked.errors) <= {question.key for question in EVERYTHING.step(step_key).questions}
    assert summary(EVERYTHING, checked.answers, "is")


@given(st.dictionaries(
    st.sampled_from([question.key for question in EVERYTHING.questions] + ["x"]),
    st.none() | st.booleans() | st.integers() | ANYTHING | st.lists(st.integers(), max_size=2),
))  # fmt: skip
def test_whatever_another_door_sends_gives_answers_or_errors(submitted):
    checked = validate(EVERYTHING, submitted)

    assert checked.is_good == (validate(EVERYTHING, checked.answers).is_good and not checked.errors)
    assert standing(EVERYTHING, checked.answers) == checked.answers


@given(st.sampled_from(EVERYTHING.questions), ANYTHING)
def test_an_answer_written_out_reads_as_itself(question, written):
    try:
        answer = read(question, written)
    except Refused:
        return
    if answer is None:
        return

    assert read(question, as_written(question, answer)) == answer
    assert accept(question, answer) == answer
    assert in_words(question, answer).pl
