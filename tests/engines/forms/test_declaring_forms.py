"""A form that contradicts itself is refused when it is declared."""

from __future__ import annotations

import pytest

from samveita.engines.forms.declaring import (
    AnyOf,
    CrossCheck,
    DeclarationError,
    Equals,
    Form,
    Kind,
    MoreThan,
    Option,
    Question,
    Step,
)
from samveita.iceland.texts import Text

T = Text(is_="Spurning", en="Question", pl="Pytanie")
YES_NO = Question("first", Kind.YES_NO, T)


def form(*questions: Question, checks: tuple[CrossCheck, ...] = ()) -> Form:
    return Form("f", 1, tuple(Step(f"s{n}", T, (one,)) for n, one in enumerate(questions)), checks)


def test_two_questions_with_one_key_are_refused():
    with pytest.raises(DeclarationError, match="two of question 'first'"):
        form(YES_NO, YES_NO)


def test_two_steps_with_one_key_are_refused():
    with pytest.raises(DeclarationError, match="two of step 'a'"):
        Form("f", 1, (Step("a", T, (YES_NO,)), Step("a", T, (Question("other", Kind.TEXT, T),))))


def test_a_condition_on_an_unknown_question_is_refused():
    with pytest.raises(DeclarationError, match="depends on 'nobody', which is not asked before it"):
        form(YES_NO, Question("second", Kind.TEXT, T, shown_when=Equals("nobody", True)))


def test_a_condition_on_a_later_question_is_refused():
    with pytest.raises(DeclarationError, match="not asked before it"):
        form(Question("second", Kind.TEXT, T, shown_when=Equals("first", True)), YES_NO)


def test_a_condition_on_an_answer_that_cannot_be_given_is_refused():
    with pytest.raises(DeclarationError, match="cannot be its answer"):
        form(YES_NO, Question("second", Kind.TEXT, T, shown_when=Equals("first", "yes")))


def test_a_condition_on_an_option_that_does_not_exist_is_refused():
    choice = Question("home", Kind.CHOICE, T, options=(Option("a", T), Option("b", T)))

    with pytest.raises(DeclarationError, match="waits for 'c'"):
        form(choice, Question("second", Kind.TEXT, T, shown_when=AnyOf("home", ("a", "c"))))


def test_a_check_across_an_unknown_question_is_refused():
    with pytest.raises(DeclarationError, match="looks at 'nobody'"):
        form(YES_NO, checks=(CrossCheck("c", ("first", "nobody"), lambda _: True, T, at="first"),))


@pytest.mark.parametrize("key", ["yfirlit", "senda", "Stórt", "", "a_b"])
def test_a_step_whose_key_cannot_be_its_address_is_refused(key):
    with pytest.raises(DeclarationError, match="cannot be an address"):
        Form("f", 1, (Step(key, T, (YES_NO,)),))


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "Nafn", "kind": Kind.TEXT},
        {"key": "a", "kind": Kind.CHOICE},
        {"key": "a", "kind": Kind.TEXT, "options": (Option("a", T), Option("b", T))},
        {"key": "a", "kind": Kind.CHOICE, "options": (Option("a", T), Option("a", T))},
        {"key": "a", "kind": Kind.TEXT, "locked": True},
        {"key": "a", "kind": Kind.TEXT, "least": 1},
        {"key": "a", "kind": Kind.DATE, "most": 1},
        {"key": "a", "kind": Kind.TEXT, "past": True},
        {"key": "a", "kind": Kind.DATE, "past": True, "future": True},
    ],
)
def test_a_question_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(DeclarationError):
        Question(label=T, **wrong)


def test_conditions_combine_by_operators():
    condition = (Equals("a", True) & MoreThan("b", 10)) | ~AnyOf("c", ("x", "y"))

    assert condition.holds({"a": True, "b": 11, "c": "x"})
    assert not condition.holds({"a": True, "b": 10, "c": "x"})
    assert condition.holds({})


def test_yes_is_not_the_number_one():
    assert not Equals("a", True).holds({"a": 1})
    assert not MoreThan("a", 0).holds({"a": True})
