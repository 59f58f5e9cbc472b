"""The working figures of a case as a form, and the calculation that follows them while staff types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from samveita.engines.cases.deciding import figures_of, preview
from samveita.engines.cases.declaring import CannotPropose
from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.web.presenting import explained
from samveita.engines.forms.answering import Checked, check_step, summary
from samveita.engines.forms.declaring import Form, Kind, Question, entry_form
from samveita.engines.forms.documents import FactsDocument
from samveita.engines.forms.reading import how_many
from samveita.engines.forms.web.fields import Field, fields
from samveita.engines.rulebook.calculation import Calculation
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.ui.formats import language, words
from samveita.ui.parts import ExplainedAmount, Fact, FieldError

SAVED = Text(is_="Vistaðar tölur", en="The figures as saved", pl="Zapisane dane")
PRESET = frozenset({Kind.CHOICE, Kind.YES_NO})
"""Kinds drawn as lists, which say nothing about whether a row is wanted."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other figures: what they are, what they give, and how that differs from what is shown."""

    name: Text
    amount: str
    difference: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A calculation as the desk shows it, or why there is none.

    Attributes:
        amount: the explained amount.
        warnings: what to look at before deciding.
        problem: what is missing or impossible; then there is no amount.
        compared: other figures and what they would give, each with the difference in words; nothing of it is kept.
    """

    amount: ExplainedAmount | None = None
    warnings: tuple[Text, ...] = ()
    problem: Text | None = None
    compared: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class RowOfFields:
    """One row of a repeated group, with what it is called and its fields; an empty one is there to be filled in."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A repeated group as rows: the rows there are and an empty one at the end."""

    question: Question
    rows: tuple[RowOfFields, ...]

    @property
    def add(self) -> Text:
        """The words of the button that adds a row."""
        assert self.question.group is not None
        return self.question.group.add


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as staff sees it on one page: its fields, its rows, and its errors for the summary on top."""

    title: Text
    fields: tuple[Field, ...]
    errors: tuple[FieldError, ...] = ()
    groups: tuple[Rows, ...] = ()


def filled(
    form: Form,
    answers: Mapping[str, Any],
    *,
    raw: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
) -> Filled:
    """Return a staff form's fields; what was just typed (``raw``) wins over what is stored.

    Staff forms are one page. Choices are drawn as lists to keep the desk dense.
    """
    plain = tuple(one for one in form.questions if one.kind is not Kind.GROUP)
    drawn = fields(plain, answers, FactsDocument(), raw=raw, errors=errors)
    return Filled(
        title=form.steps[0].title,
        fields=tuple(_dense(field) for field in drawn),
        errors=tuple(FieldError(key, message) for key, message in (errors or {}).items()),
        groups=tuple(
            _rows(one, answers.get(one.key) or [], raw, errors or {})
            for one in form.questions
            if one.group is not None
        ),
    )


def _rows(
    question: Question, entries: list[Any], raw: Mapping[str, str] | None, errors: Mapping[str, Text]
) -> Rows:
    """Return a group's rows: as typed, else as stored; one empty row follows while there is room."""
    assert question.group is not None
    numbers = list(range(len(entries))) if raw is None else _numbers(question, raw)
    wanted = [*numbers, max(numbers, default=-1) + 1]
    drawn = []
    for number in wanted[: how_many(question)[1]]:
        asked = tuple(
            replace(one, key=_place(question, number, one), required=False)
            for one in question.group.questions
        )
        stored = {} if number >= len(entries) or raw is not None else entries[number]
        given = {
            _place(question, number, one): stored[one.key]
            for one in question.group.questions
            if one.key in stored
        }
        row = fields(asked, given, FactsDocument(), raw=raw if number in numbers else None, errors=errors)
        name = f"{words(question.group.entry)} {number + 1}"
        drawn.append(
            RowOfFields(name, tuple(replace(_dense(one), question=_unmarked(one.question)) for one in row))
        )
    return Rows(question, tuple(drawn))


def _unmarked(question: Question) -> Question:
    """Return a question drawn without the word that it may be left out: a row is left out whole."""
    return replace(question, required=True)


def _place(question: Question, number: int, within: Question) -> str:
    return f"{question.key}_{number}_{within.key}"


def _numbers(question: Question, raw: Mapping[str, str]) -> list[int]:
    """Return the numbers of the rows somebody has written something in; a choice alone is no row."""
    assert question.group is not None
    written = tuple(one for one in question.group.questions if one.kind not in PRESET)
    return [
        number
        for number in range(how_many(question)[1])
        if any(raw.get(_place(question, number, one), "").strip() for one in written)
    ]


def _dense(field: Field) -> Field:
    is_list = field.question.kind in PRESET
    return replace(field, as_heading=False, draw="select" if is_list else field.draw)


def checked(form: Form, raw: Mapping[str, str]) -> Checked:
    """Hold what was typed against a staff form; what is wrong in a row is told at its field."""
    answers: dict[str, Any] = {}
    errors: dict[str, Text] = {}
    for step in form.steps:
        (first, *_others) = step.questions
        if first.group is not None:
            entries = _entries(first, raw, errors)
            if entries:
                answers[first.key] = entries
            continue
        kept = check_step(form, step, raw, answers)
        answers, errors = kept.answers, {**errors, **kept.errors}
    return Checked(answers, errors)


def _entries(question: Question, raw: Mapping[str, str], errors: dict[str, Text]) -> list[dict[str, Any]]:
    form, found = entry_form(question), []
    for number in _numbers(question, raw):
        own = {one.key: raw.get(_place(question, number, one), "") for one in form.questions}
        kept = check_step(form, form.steps[0], own, {})
        errors.update({_place(question, number, form.question(key)): why for key, why in kept.errors.items()})
        found.append(kept.answers)
    return found


def calculated(case: Case, figures: Mapping[str, Any] | None = None, *, compare: bool = False) -> Shown:
    """Calculate from the figures given, or from those saved, and return what to show.

    Args:
        case: the case.
        figures: what is typed; the saved figures when left out.
        compare: whether the service's alternatives, and the saved figures beside typed ones, are calculated too.
    """
    saved = figures_of(case)
    used = saved if figures is None else figures
    service = case.declaration
    try:
        calculation = preview(case, used)
    except (CannotPropose, CaseRefused) as refusal:
        return Shown(problem=refusal.reason)
    found = shown(calculation)
    if service.warns is not None:
        found = replace(found, warnings=(*service.warns(case, used, calculation), *found.warnings))
    if not compare or calculation is None:
        return found
    others: list[tuple[Text, Mapping[str, Any]]] = [] if used == saved else [(SAVED, saved)]
    others += service.alternatives(case, used) if service.alternatives else ()
    total = calculation.lines[-1].amount
    compared = [_compared(case, name, other, total) for name, other in others]
    return replace(found, compared=tuple(one for one in compared if one is not None))


def _compared(case: Case, name: Text, figures: Mapping[str, Any], total: int) -> Alternative | None:
    """Return what other figures give beside a total; nothing when they can't be calculated."""
    try:
        calculation = preview(case, figures)
    except (CannotPropose, CaseRefused):
        return None
    if calculation is None:
        return None
    amount = calculation.lines[-1].amount
    return Alternative(name, format_kronur(amount), _difference(amount - total))


def _difference(kronur: int) -> str:
    if kronur == 0:
        return _("sama upphæð")
    amount = format_kronur(abs(kronur))
    return (
        _("%(amount)s hærra") % {"amount": amount}
        if kronur > 0
        else _("%(amount)s lægra") % {"amount": amount}
    )


def shown(calculation: Calculation | None) -> Shown:
    """Return a calculation that was made, opened into its lines."""
    if calculation is None:
        return Shown()
    amount = explained(calculation, label=calculation.lines[-1].label, is_open=True)
    return Shown(amount=amount, warnings=calculation.warnings)


def as_facts(form: Form, figures: Mapping[str, Any]) -> list[Fact]:
    """Return saved figures for those who may only read them."""
    return [
        Fact(line.label, line.answer)
        for step in summary(form, figures, language())
        for line in step.lines
        if line.is_answered
    ]
