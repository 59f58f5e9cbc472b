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
from typing import Any

from samveita.engines.forms import wording
from samveita.engines.forms.declaring import Answer, Answers, Form, Kind, Question, Step, entry_form
from samveita.engines.forms.reading import (
    NO,
    NOBODY_ASKED,
    YES,
    People,
    Refused,
    accept,
    demand_how_many,
    hint,
    read_fields,
)
from samveita.iceland.addresses import Address
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text

NOTHING_KNOWN: Answers = {}
SAVED_ONE_BY_ONE = frozenset({Kind.GROUP, Kind.FILE})
"""Kinds whose entries are saved as they are made, not with their page."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers that were looked at.

    Attributes:
        answers: every answer that stands, of questions that are shown.
        errors: by question key, what to do about it; within an entry of a group ``group/0/question``.
        hints: by question key, what to ask about an answer that stands but looks mistyped.
        candidates: by question key, the addresses a typed one may mean.
    """

    answers: dict[str, Answer]
    errors: dict[str, Text] = field(default_factory=dict)
    hints: dict[str, Text] = field(default_factory=dict)
    candidates: dict[str, tuple[Address, ...]] = field(default_factory=dict)

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
    """A question as shown and its answer in words; ``entry`` is its place in a repeated group, from 0."""

    question: str
    label: str
    answer: str
    is_answered: bool = True
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class SummaryStep:
    """One page's questions and answers in words."""

    step: str
    title: str
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A draft's answers in a new version of its form, and the questions to answer again, each with the reason why."""

    answers: dict[str, Answer]
    again: dict[str, Text]


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
    form: Form,
    step: Step,
    raw: Mapping[str, str],
    answers: Answers,
    *,
    known: Answers = NOTHING_KNOWN,
    people: People = NOBODY_ASKED,
) -> Checked:
    """Hold what was written on a page against its questions.

    Args:
        form: the form.
        step: the page.
        raw: what the page sent, by field (see ``reading.read_fields``).
        answers: what was answered before, on any page; the page's own answers are replaced, apart from entries of groups
            and files, which are saved one by one.
        known: facts by name, for questions locked to them.
        people: what the register said about the persons named on the page.

    Returns:
        All answers that now stand, of other pages too; errors and hints of this page.
    """
    own = {question.key for question in step.questions}
    kept = {key: value for key, value in answers.items() if key not in own}
    errors: dict[str, Text] = {}
    candidates: dict[str, tuple[Address, ...]] = {}
    # A question of this page may wait for an answer just above it, so each is read before the next is looked at.
    for question in step.questions:
        if question not in visible_questions(form, kept, step):
            continue
        try:
            answer = locked_answer(question, known)
            if question.kind in SAVED_ONE_BY_ONE:
                answer = answers.get(question.key, prefilled(question, known))
            elif answer is None:
                answer = read_fields(question, raw, people)
        except Refused as refused:
            errors[question.key] = refused.message
            if refused.candidates:
                candidates[question.key] = refused.candidates
            continue
        if answer is not None:
            kept[question.key] = answer
        if message := _lack(question, answer):
            errors[question.key] = message
    stands = standing(form, kept)
    errors.update(
        {at: message for at, message in _contradictions(form, stands).items() if at in own - set(errors)}
    )
    return Checked(stands, errors, _hints(step.questions, stands), candidates)


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
        # What is wrong within an entry is told there, and not again about the group.
        if not any(place.startswith(f"{one.question}/") for place in errors):
            errors.setdefault(one.question, one.message)
    return Checked(stands, errors, _hints(form.questions, stands))


def missing(form: Form, answers: Answers) -> tuple[Missing, ...]:
    """Return what must be done before the form can be submitted, in order; empty when it is ready."""
    stands = standing(form, answers)
    wrong = _contradictions(form, stands)
    found = []
    for step, question in _walk(form, stands):
        answer = stands.get(question.key)
        message = wrong.get(question.key) if answer is None else _refusal(question, answer)
        message = message or _lack(question, answer) or wrong.get(question.key)
        if message is not None:
            found.append(Missing(step.key, question.key, message))
    return tuple(found)


def carried_over(form: Form, answers: Answers, *, version: int | None = None) -> CarriedOver:
    """Bring answers into a new version of a form: what still is an answer stays, the rest is asked again.

    Args:
        form: the form as it is now.
        answers: what was answered in an older version.
        version: which version that was; its declared upgrades are walked first. Left out, answers go over by key.
    """
    given = dict(answers)
    for older in range(form.version if version is None else version, form.version):
        if older in form.upgrades:
            given = form.upgrades[older](given)
    good: dict[str, Answer] = {}
    refused: dict[str, Text] = {}
    for key, value in given.items():
        if not _asks(form, key):
            continue
        question = form.question(key)
        if question.kind is Kind.GROUP:
            good[key] = _entries_carried_over(question, value)
            continue
        try:
            answer = accept(question, value)
        except Refused as why:
            refused[key] = why.message
            continue
        if answer is not None:
            good[key] = answer
    stands = standing(form, good)
    again = {
        question.key: refused[question.key]
        for _step, question in _walk(form, stands)
        if question.key in refused
    }
    # Hidden answers go over too; they may be asked for again.
    return CarriedOver(good, again)


def entry_problems(question: Question, entry: Answers) -> dict[str, Text]:
    """Return what is still to be done about an entry of a repeated group, by question; the first is told on its page."""
    form = entry_form(question)
    return {one.question: one.message for one in missing(form, entry)}


def entry_in_words(question: Question, entry: Answers, language: str) -> tuple[SummaryLine, ...]:
    """Return an entry's questions with their answers in words, in a language."""
    (step,) = summary(entry_form(question), entry, language) or (SummaryStep("entry", "", ()),)
    return step.lines


def summary(form: Form, answers: Answers, language: str) -> tuple[SummaryStep, ...]:
    """Return every question asked with its answer in words, in a language, page by page."""
    lines: dict[str, list[SummaryLine]] = {}
    for step, question in _walk(form, answers):
        if (answer := answers.get(question.key)) is None and question.only_stated:
            continue
        shown = lines.setdefault(step.key, [])
        if question.group is not None and isinstance(answer, list) and answer:
            shown += _entries_in_words(question, answer, language)
            continue
        words = wording.NOT_ANSWERED if answer is None else in_words(question, answer)
        shown.append(
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


def in_words(question: Question, answer: Answer) -> Text:  # noqa: PLR0911 - a case each
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
    if isinstance(answer, list):
        return _list_in_words(question, answer)
    if question.kind is Kind.PERSON and isinstance(answer, dict):
        sentence = wording.PERSON_IN_WORDS if answer["verified"] else wording.PERSON_UNVERIFIED
        number = Kennitala.parse(answer["kennitala"]).formatted
        return sentence.format(name=answer["name"], kennitala=number)
    if question.unit is not None:
        written = as_written(question, answer)
        return Text(
            is_=f"{written} {question.unit.is_}",
            en=f"{written} {question.unit.en}",
            pl=f"{written} {question.unit.pl}",
        )
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
    """Return the known fact that answers a question beforehand, if there is one that can be its answer.

    Entries of a group may be known in part: what is known stands, the rest is asked.
    """
    if question.kind is Kind.GROUP:
        entries = known.get(question.prefill) if question.prefill else None
        return _entries_carried_over(question, entries) if isinstance(entries, list) else None
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
            if question.key in form.left_out:
                continue
            if question.shown_when is None or question.shown_when.holds(seen):
                shown.append((step, question))
                if question.key in answers:
                    seen[question.key] = answers[question.key]
    return shown


def _contradictions(form: Form, stands: Answers) -> dict[str, Text]:
    return {
        at: check.message
        for check in form.checks
        if all(key in stands for key in check.questions) and not check.holds(stands)
        for at in check.places
    }


def _accepted(form: Form, given: Mapping[str, object]) -> tuple[dict[str, Answer], dict[str, Text]]:
    accepted: dict[str, Answer] = {}
    errors: dict[str, Text] = {}
    for key, value in given.items():
        if not _asks(form, key):
            errors[key] = wording.UNKNOWN_QUESTION
            continue
        question = form.question(key)
        try:
            answer = (
                _accepted_entries(question, value, errors)
                if question.kind is Kind.GROUP
                else accept(question, value)
            )
        except Refused as refused:
            errors[key] = refused.message
            continue
        if answer is not None:
            accepted[key] = answer
    return accepted, errors


def _accepted_entries(question: Question, value: object, errors: dict[str, Text]) -> Answer | None:
    """Return a group's entries from another door; what is wrong within one is told at its place."""
    if value is None:
        return None
    if type(value) is not list or not all(type(one) is dict for one in value):
        raise Refused(wording.WRONG_TYPE)
    demand_how_many(question, len(value))
    entries = []
    for place, given in enumerate(value):
        checked = validate(entry_form(question), given)
        errors.update({f"{question.key}/{place}/{key}": message for key, message in checked.errors.items()})
        entries.append(checked.answers)
    return entries


def _entries_carried_over(question: Question, value: Any) -> list[Any]:
    """Return entries with whatever still is an answer in them."""
    form = entry_form(question)
    given = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return [standing(form, carried_over(form, one).answers) for one in given]


def _entries_in_words(question: Question, entries: list[Any], language: str) -> list[SummaryLine]:
    assert question.group is not None
    name = question.group.entry.in_language(language)
    return [
        SummaryLine(
            question.key, f"{name} {place + 1}: {line.label}", line.answer, line.is_answered, entry=place
        )
        for place, entry in enumerate(entries)
        for line in entry_in_words(question, entry, language)
    ]


def _list_in_words(question: Question, answer: list[Any]) -> Text:
    if question.kind is Kind.FILE:
        return _same_everywhere(", ".join(one["name"] for one in answer))
    if not answer:
        return wording.NOT_ANSWERED
    labels = [option.label for option in question.options if option.key in answer]
    return Text(
        is_=", ".join(one.is_ for one in labels),
        en=", ".join(one.en for one in labels),
        pl=", ".join(one.pl for one in labels),
    )


def _lack(question: Question, answer: Answer | None) -> Text | None:
    """Return what is missing: the answer, some of its entries or files, or something within an entry."""
    if answer is None:
        return wording.needed(question.kind, question.label) if question.required else None
    if question.kind not in SAVED_ONE_BY_ONE or not isinstance(answer, list):
        return None
    try:
        demand_how_many(question, len(answer))
    except Refused as refused:
        return refused.message
    if question.group is None:
        return None
    for place, entry in enumerate(answer):
        if problems := entry_problems(question, entry):
            return _in_entry(question.group.entry, place, next(iter(problems.values())))
    return None


def _in_entry(entry: Text, place: int, why: Text) -> Text:
    return Text(
        is_=wording.ENTRY_UNFINISHED.is_.format(entry=entry.is_, number=place + 1, why=why.is_),
        en=wording.ENTRY_UNFINISHED.en.format(entry=entry.en, number=place + 1, why=why.en),
        pl=wording.ENTRY_UNFINISHED.pl.format(entry=entry.pl, number=place + 1, why=why.pl),
    )


def _refusal(question: Question, answer: Answer) -> Text | None:
    if question.kind is Kind.GROUP:
        return None
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


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.MONEY: lambda answer: format_kronur(int(answer)),
    Kind.NUMBER: lambda answer: str(answer).replace(".", ","),
    Kind.MULTI_CHOICE: "\n".join,
    Kind.STADFANG: lambda answer: str(answer["text"]),
    Kind.PERSON: lambda answer: Kennitala.parse(answer["kennitala"]).formatted,
    Kind.PERCENT: lambda answer: f"{answer}%",
    Kind.KENNITALA: lambda answer: Kennitala.parse(str(answer)).formatted,
    Kind.DATE: _date_as_written,
    Kind.PHONE: _phone_as_written,
    Kind.YES_NO: lambda answer: YES if answer else NO,
}
