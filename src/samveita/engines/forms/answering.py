"""Answers held against their form: which questions are asked, what is missing, what an answered form says in words.

Pure functions; nothing is stored here. An answer to a question that is no longer asked never survives: every function
looks only at the questions that are shown, walking them in order, so that a condition sees earlier shown answers alone.
The same demands meet a page (``check_step``), a whole submission from another door (``validate``) and a draft that was
begun in an older version of the form (``carried_over``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from samveita.engines.forms import wording
from samveita.engines.forms.declaring import Answer, Answers, Form, Kind, Question, Step
from samveita.engines.forms.reading import NO, YES, Refused, accept, hint, read
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text

NOTHING_KNOWN: Answers = {}


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers that were looked at.

    Attributes:
        answers: every answer that stands, of questions that are shown.
        errors: by question key, what to do about it.
        hints: by question key, what to ask about an answer that stands but looks mistyped.
    """

    answers: dict[str, Answer]
    errors: dict[str, Text] = field(default_factory=dict)
    hints: dict[str, Text] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to do before the form can be submitted, and where."""

    step: str
    question: str
    message: Text


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A question as shown and its answer in words."""

    question: str
    label: str
    answer: str
    is_answered: bool = True


@dataclass(frozen=True, slots=True)
class SummaryStep:
    """One page's questions and answers in words."""

    step: str
    title: str
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A draft's answers in a new version of its form, and the questions to answer again."""

    answers: dict[str, Answer]
    again: tuple[str, ...]


def visible_questions(form: Form, answers: Answers, step: Step | None = None) -> tuple[Question, ...]:
    """Return the questions that are asked, given the answers; of one step when it is named."""
    return tuple(question for at, question in _walk(form, answers) if step is None or at.key == step.key)


def visible_steps(form: Form, answers: Answers) -> tuple[Step, ...]:
    """Return the steps that have a question to ask, in order."""
    shown = {at.key for at, _question in _walk(form, answers)}
    return tuple(step for step in form.steps if step.key in shown)


def standing(form: Form, answers: Answers) -> dict[str, Answer]:
    """Return the answers of questions that are shown; all others fall."""
    return {
        question.key: answers[question.key]
        for _at, question in _walk(form, answers)
        if question.key in answers
    }


def check_step(
    form: Form, step: Step, raw: Mapping[str, str], answers: Answers, *, known: Answers = NOTHING_KNOWN
) -> Checked:
    """Hold what was written on a page against its questions.

    Args:
        form: the form.
        step: the page.
        raw: what the page sent: question keys (a date may come as ``key_day``, ``key_month``, ``key_year``).
        answers: what was answered before, on any page; the page's own answers are replaced.
        known: facts by name, for questions locked to them.

    Returns:
        All answers that now stand, of other pages too; errors and hints of this page.
    """
    own = {question.key for question in step.questions}
    kept = {key: value for key, value in answers.items() if key not in own}
    errors: dict[str, Text] = {}
    # A question of this page may wait for an answer just above it, so each is read before the next is looked at.
    for question in step.questions:
        if question not in visible_questions(form, kept, step):
            continue
        try:
            answer = locked_answer(question, known)
            if answer is None:
                answer = read(question, _written(question, raw))
        except Refused as refused:
            errors[question.key] = refused.message
            continue
        if answer is not None:
            kept[question.key] = answer
        elif question.required:
            errors[question.key] = wording.needed(question.kind, question.label)
    stands = standing(form, kept)
    errors.update(
        {at: message for at, message in _contradictions(form, stands).items() if at in own - set(errors)}
    )
    return Checked(stands, errors, _hints(step.questions, stands))


def validate(form: Form, submitted: Mapping[str, object]) -> Checked:
    """Hold a whole submission from another door against the form; agrees with ``json_schema``.

    A key that is not in the form, and an answer to a question that is not asked, are errors, so that nothing is
    dropped in silence.
    """
    given, errors = _accepted(form, submitted)
    stands = standing(form, given)
    for key in given:
        if key not in stands:
            errors[key] = wording.NOT_ASKED
    for one in missing(form, stands):
        errors.setdefault(one.question, one.message)
    return Checked(stands, errors, _hints(form.questions, stands))


def missing(form: Form, answers: Answers) -> tuple[Missing, ...]:
    """Return what must be done before the form can be submitted, in order; empty when it is ready."""
    stands = standing(form, answers)
    wrong = _contradictions(form, stands)
    found = []
    for step, question in _walk(form, stands):
        message = wrong.get(question.key)
        if question.key in stands:
            message = _refusal(question, stands[question.key]) or message
        elif question.required:
            message = wording.needed(question.kind, question.label)
        if message is not None:
            found.append(Missing(step.key, question.key, message))
    return tuple(found)


def carried_over(form: Form, answers: Answers) -> CarriedOver:
    """Bring answers into a (new version of a) form: what still is an answer stays, the rest is asked again."""
    good, _errors = _accepted(form, {key: value for key, value in answers.items() if _asks(form, key)})
    stands = standing(form, good)
    again = tuple(
        question.key
        for _step, question in _walk(form, stands)
        if question.key in answers and question.key not in stands
    )
    return CarriedOver(stands, again)


def summary(form: Form, answers: Answers, language: str) -> tuple[SummaryStep, ...]:
    """Return every question asked with its answer in words, in a language, page by page."""
    lines: dict[str, list[SummaryLine]] = {}
    for step, question in _walk(form, answers):
        answer = answers.get(question.key)
        words = wording.NOT_ANSWERED if answer is None else in_words(question, answer)
        lines.setdefault(step.key, []).append(
            SummaryLine(
                question.key,
                question.label.in_language(language),
                words.in_language(language),
                is_answered=answer is not None,
            )
        )
    return tuple(
        SummaryStep(step.key, step.title.in_language(language), tuple(lines[step.key]))
        for step in form.steps
        if step.key in lines
    )


def in_words(question: Question, answer: Answer) -> Text:
    """Write an answer for people."""
    if question.kind is Kind.CHOICE:
        option = question.option(str(answer))
        return _same_everywhere(str(answer)) if option is None else option.label
    if question.kind is Kind.YES_NO:
        return wording.YES if answer else wording.NO
    if question.kind is Kind.CONSENT:
        return wording.CONFIRMED if answer else wording.NOT_ANSWERED
    if question.kind is Kind.DATE:
        return day_in_words(date.fromisoformat(str(answer)))
    return _same_everywhere(as_written(question, answer))


def as_written(question: Question, answer: Answer) -> str:
    """Write an answer the way a person would write it into its field; ``read`` gives the same answer back."""
    write = _WRITERS.get(question.kind)
    return str(answer) if write is None else write(answer)


def locked_answer(question: Question, known: Answers) -> Answer | None:
    """Return the known fact a question is locked to, if it is and the fact can be its answer."""
    if not question.locked:
        return None
    return prefilled(question, known)


def prefilled(question: Question, known: Answers) -> Answer | None:
    """Return the known fact that answers a question beforehand, if there is one that can be its answer."""
    try:
        return accept(question, known.get(question.prefill)) if question.prefill else None
    except Refused:
        return None


def _walk(form: Form, answers: Answers) -> list[tuple[Step, Question]]:
    shown: list[tuple[Step, Question]] = []
    seen: dict[str, Answer] = {}
    for step in form.steps:
        if step.shown_when is not None and not step.shown_when.holds(seen):
            continue
        for question in step.questions:
            if question.shown_when is None or question.shown_when.holds(seen):
                shown.append((step, question))
                if question.key in answers:
                    seen[question.key] = answers[question.key]
    return shown


def _contradictions(form: Form, stands: Answers) -> dict[str, Text]:
    return {
        check.at: check.message
        for check in form.checks
        if all(key in stands for key in check.questions) and not check.holds(stands)
    }


def _accepted(form: Form, given: Mapping[str, object]) -> tuple[dict[str, Answer], dict[str, Text]]:
    accepted: dict[str, Answer] = {}
    errors: dict[str, Text] = {}
    for key, value in given.items():
        if not _asks(form, key):
            errors[key] = wording.UNKNOWN_QUESTION
            continue
        try:
            answer = accept(form.question(key), value)
        except Refused as refused:
            errors[key] = refused.message
            continue
        if answer is not None:
            accepted[key] = answer
    return accepted, errors


def _refusal(question: Question, answer: Answer) -> Text | None:
    try:
        accept(question, answer)
    except Refused as refused:
        return refused.message
    return None


def _hints(questions: tuple[Question, ...], stands: Answers) -> dict[str, Text]:
    found = {
        question.key: hint(question, stands[question.key]) for question in questions if question.key in stands
    }
    return {key: text for key, text in found.items() if text is not None}


def _written(question: Question, raw: Mapping[str, str]) -> str:
    if question.kind is Kind.DATE and question.key not in raw:
        parts = [raw.get(f"{question.key}_{part}", "").strip() for part in ("day", "month", "year")]
        return ".".join(parts) if any(parts) else ""
    return raw.get(question.key, "")


def _asks(form: Form, key: str) -> bool:
    return any(question.key == key for question in form.questions)


def _same_everywhere(words: str) -> Text:
    return Text(is_=words, en=words, pl=words)


def _date_as_written(answer: Answer) -> str:
    day = date.fromisoformat(str(answer))
    return f"{day.day}.{day.month}.{day.year:04d}"


def _phone_as_written(answer: Answer) -> str:
    number = str(answer)
    return number if number.startswith("+") else f"{number[:3]} {number[3:]}"


_WRITERS: dict[Kind, Callable[[Answer], str]] = {
    Kind.MONEY: lambda answer: format_kronur(int(answer)),
    Kind.PERCENT: lambda answer: f"{answer}%",
    Kind.KENNITALA: lambda answer: Kennitala.parse(str(answer)).formatted,
    Kind.DATE: _date_as_written,
    Kind.PHONE: _phone_as_written,
    Kind.YES_NO: lambda answer: YES if answer else NO,
}
