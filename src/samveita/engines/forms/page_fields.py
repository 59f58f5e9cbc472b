"""What a posted page holds: the questions on it, their fields, the persons it names, and its answers among all others."""

from __future__ import annotations

from collections.abc import Mapping

from samveita.engines.forms.answering import visible_questions
from samveita.engines.forms.declaring import Answer, Form, Kind, Question, Step
from samveita.iceland.kennitala import Kennitala, KennitalaError

KEPT_OF_A_FIELD = 20_000


def people_named(questions: tuple[Question, ...], raw: Mapping[str, str]) -> list[str]:
    """Return the kennitölur of the persons named in the fields of these questions."""
    numbers = []
    for question in questions:
        if question.kind is not Kind.PERSON:
            continue
        try:
            numbers.append(Kennitala.parse(raw.get(question.key, "")).digits)
        except KennitalaError:
            continue
    return numbers


def asked_at(step: Step, place: str) -> tuple[Question, ...]:
    """Return the questions of a page, or of an entry of the group that stands on it."""
    group = step.questions[0].group
    return group.questions if group is not None and "/" in place else step.questions


def fields_of(questions: tuple[Question, ...], raw: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that belong to these questions, none longer than is kept."""
    names = {question.key for question in questions}
    return {
        name: written[:KEPT_OF_A_FIELD]
        for name, written in raw.items()
        if name in names or name.rpartition("_")[0] in names
    }


def merged(form: Form, page: Step, before: Mapping[str, Answer], now: dict[str, Answer]) -> dict[str, Answer]:
    """Return all answers with those of the page's questions that are asked; what is not asked stays aside."""
    asked = {question.key for question in visible_questions(form, now, page)}
    kept = {key: answer for key, answer in before.items() if key not in asked}
    return kept | {key: now[key] for key in now if key in asked}
