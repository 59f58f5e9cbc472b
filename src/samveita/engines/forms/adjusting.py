"""A form as one municipality has it: some questions not asked, some with local help. The declaration stays one.

A service says which questions may be left out (``Question.may_be_left_out``) and, when it registers its form, how to find
a municipality's wishes on a day. What a question is, and what depends on it, is never local. An answer to a question that
is left out does not count, so that nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from samveita.engines.forms.declaring import DeclarationError, Form, Question
from samveita.iceland.texts import Text


@dataclass(frozen=True, slots=True)
class FormAdjustments:
    """What a municipality wants otherwise.

    Attributes:
        hidden_questions: keys of questions that are not asked.
        extra_help: by question key, local help; it follows the question's own.
    """

    hidden_questions: frozenset[str] = frozenset()
    extra_help: Mapping[str, Text] = field(default_factory=dict)


def adjusted(form: Form, wanted: FormAdjustments) -> Form:
    """Return the form as the municipality wants it.

    Raises:
        DeclarationError: when a question may not be left out, or help is written to one that is not in the form.
    """
    known = {question.key: question for question in form.questions}
    for key in wanted.hidden_questions:
        if key not in known or not known[key].may_be_left_out:
            raise DeclarationError(f"form {form.key!r}: question {key!r} may not be left out")
    if strangers := set(wanted.extra_help) - set(known):
        raise DeclarationError(
            f"form {form.key!r}: help to questions that are not asked: {sorted(strangers)}"
        )
    steps = tuple(
        replace(step, questions=tuple(_helped(one, wanted.extra_help) for one in step.questions))
        for step in form.steps
    )
    return replace(form, steps=steps, left_out=wanted.hidden_questions)


def _helped(question: Question, extra: Mapping[str, Text]) -> Question:
    local = extra.get(question.key)
    if local is None or question.help is None:
        return question if local is None else replace(question, help=local)
    own = question.help
    both = Text(is_=f"{own.is_}\n\n{local.is_}", en=f"{own.en}\n\n{local.en}", pl=f"{own.pl}\n\n{local.pl}")
    return replace(question, help=both)
