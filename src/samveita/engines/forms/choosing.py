"""Options that somebody else supplies: a municipality's own categories as the answers of a question, from dated parameters.

A question names its source (``Question.options_from``) and still declares options of its own: those hold where nobody has
supplied any, and conditions are written with them. A supplied option says which declared one it ``stands_for``, so that
the same conditions hold for answers nobody knew when the form was declared. A room registers a source when Django starts.
What was offered when an application was sent is kept in its submission; here is only what is offered now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from samveita.engines.forms import wording
from samveita.engines.forms.conditions import And, Answer, AnyOf, Condition, Equals, Includes, Not, Or
from samveita.engines.forms.declaring import Form, Option, Question, Step
from samveita.engines.forms.documents import AnswersDocument
from samveita.engines.forms.reading import Refused, accept
from samveita.ground.organisations.models import Organisation

Supplies = Callable[[Organisation, date], tuple[Option, ...]]
"""Returns the options of a municipality on a day; fewer than two when it has set none of its own."""

SOURCES: dict[str, Supplies] = {}


def register_options(name: str, supplies: Supplies) -> None:
    """Give a source of options its name.

    Raises:
        ValueError: when another source has the name.
    """
    if SOURCES.get(name, supplies) is not supplies:
        raise ValueError(f"options {name!r} have a source already")
    SOURCES[name] = supplies


def offered(form: Form, municipality: Organisation, on: date) -> Form:
    """Return a form with the options that hold in a municipality on a day.

    Raises:
        KeyError: when a question names a source nobody has registered.
    """
    supplied = _supplied(form.questions, municipality, on)
    if not supplied:
        return form
    return replace(form, steps=tuple(_step(step, supplied) for step in form.steps))


def without_vanished(form: Form, document: AnswersDocument) -> AnswersDocument:
    """Return a draft's document without answers whose option is not offered any more; they are asked again, with the reason.

    An answer that a single supplied option stands for becomes that option.
    """
    answers, again = dict(document.answers), dict(document.again)
    for question in form.questions:
        if not question.options_from or question.key not in answers:
            continue
        try:
            taken = accept(question, answers[question.key])
        except Refused:
            taken = None
        if taken is None:
            del answers[question.key]
            again[question.key] = wording.OPTION_GONE.as_dict()
        else:
            answers[question.key] = taken
    if answers == document.answers:
        return document
    return document.model_copy(update={"answers": answers, "again": again})


def _supplied(
    questions: tuple[Question, ...], municipality: Organisation, on: date
) -> dict[str, tuple[Option, ...]]:
    """Return the options supplied, by question; of entries of groups too."""
    found: dict[str, tuple[Option, ...]] = {}
    for question in questions:
        if question.options_from:
            options = SOURCES[question.options_from](municipality, on)
            if len(options) > 1:
                found[question.key] = options
        if question.group is not None:
            found |= _supplied(question.group.questions, municipality, on)
    return found


def _step(step: Step, supplied: Mapping[str, tuple[Option, ...]]) -> Step:
    return replace(
        step,
        shown_when=_met_by(step.shown_when, supplied),
        questions=tuple(_question(one, supplied) for one in step.questions),
    )


def _question(question: Question, supplied: Mapping[str, tuple[Option, ...]]) -> Question:
    group = question.group
    if group is not None:
        group = replace(group, questions=tuple(_question(one, supplied) for one in group.questions))
    options = supplied.get(question.key, question.options) if question.options_from else question.options
    return replace(question, options=options, group=group, shown_when=_met_by(question.shown_when, supplied))


def _met_by(condition: Condition | None, supplied: Mapping[str, tuple[Option, ...]]) -> Condition | None:
    return None if condition is None else _rewritten(condition, supplied)


def _rewritten(  # noqa: PLR0911 - a case each
    condition: Condition, supplied: Mapping[str, tuple[Option, ...]]
) -> Condition:
    """Return a condition that holds for the supplied options that stand for those it was declared with."""
    match condition:
        case Equals(question, value) if question in supplied:
            return AnyOf(question, _standing_for((value,), supplied[question]))
        case AnyOf(question, values) if question in supplied:
            return AnyOf(question, _standing_for(values, supplied[question]))
        case Includes(question, option) if question in supplied:
            keys = _standing_for((option,), supplied[question])
            return Or(tuple(Includes(question, str(key)) for key in keys))
        case And(parts):
            return And(tuple(_rewritten(part, supplied) for part in parts))
        case Or(parts):
            return Or(tuple(_rewritten(part, supplied) for part in parts))
        case Not(part):
            return Not(_rewritten(part, supplied))
    return condition


def _standing_for(declared: tuple[Answer, ...], options: tuple[Option, ...]) -> tuple[Answer, ...]:
    return tuple(option.key for option in options if (option.stands_for or option.key) in declared)
