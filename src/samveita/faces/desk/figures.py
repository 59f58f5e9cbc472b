"""The working figures of a case as a form, and the calculation that follows them while staff types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from samveita.engines.cases.deciding import figures_of, preview
from samveita.engines.cases.declaring import CannotPropose
from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.web.presenting import explained
from samveita.engines.forms.answering import Checked, check_step, in_words
from samveita.engines.forms.declaring import Form, Kind
from samveita.engines.forms.documents import FactsDocument
from samveita.engines.forms.web.fields import Field, fields
from samveita.engines.rulebook.calculation import Calculation
from samveita.iceland.texts import Text
from samveita.ui.parts import ExplainedAmount, Fact, FieldError


@dataclass(frozen=True, slots=True)
class Shown:
    """A calculation as the desk shows it, or why there is none.

    Attributes:
        amount: the explained amount.
        warnings: what to look at before deciding.
        problem: what is missing or impossible; then there is no amount.
    """

    amount: ExplainedAmount | None = None
    warnings: tuple[Text, ...] = ()
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form of one page as staff sees it: its fields, and its errors for the summary on top."""

    title: Text
    fields: tuple[Field, ...]
    errors: tuple[FieldError, ...] = ()


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
    (step,) = form.steps
    drawn = fields(step.questions, answers, FactsDocument(), raw=raw, errors=errors)
    return Filled(
        title=step.title,
        fields=tuple(_dense(field) for field in drawn),
        errors=tuple(FieldError(key, message) for key, message in (errors or {}).items()),
    )


def _dense(field: Field) -> Field:
    draw = "select" if field.question.kind is Kind.CHOICE else field.draw
    return replace(field, as_heading=False, draw=draw)


def checked(form: Form, raw: Mapping[str, str]) -> Checked:
    """Hold what was typed against a staff form."""
    (step,) = form.steps
    return check_step(form, step, raw, {})


def calculated(case: Case, figures: Mapping[str, Any] | None = None) -> Shown:
    """Calculate from the figures given, or from those saved, and return what to show."""
    try:
        calculation = preview(case, figures_of(case) if figures is None else figures)
    except CannotPropose as refusal:
        return Shown(problem=refusal.reason)
    except CaseRefused as refusal:
        return Shown(problem=refusal.reason)
    return shown(calculation)


def shown(calculation: Calculation | None) -> Shown:
    """Return a calculation that was made, opened into its lines."""
    if calculation is None:
        return Shown()
    amount = explained(calculation, label=calculation.lines[-1].label, is_open=True)
    return Shown(amount=amount, warnings=calculation.warnings)


def as_facts(form: Form, figures: Mapping[str, Any]) -> list[Fact]:
    """Return saved figures for those who may only read them."""
    (step,) = form.steps
    return [
        Fact(question.label, in_words(question, figures[question.key]))
        for question in step.questions
        if figures.get(question.key) not in {None, ""}
    ]
