"""The verbs of repeated groups: an entry saved, changed, removed. Each entry is held against its small form when it is saved.

Entries are saved one by one, so that a half-made one never stands among the answers. Two windows that add at the same
time both have their way; two that change or remove are told of each other (``PageChanged``), as pages are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from samveita.engines.forms import wording
from samveita.engines.forms.answering import Checked, check_step, prefilled
from samveita.engines.forms.declaring import Kind, Question, Step, entry_form
from samveita.engines.forms.documents import AnswersDocument, HalfFilled
from samveita.engines.forms.drafting import (
    PageChanged,
    current,
    facts_of,
    form_for,
    keep,
    look_up_people,
    open_for_update,
)
from samveita.engines.forms.models import Draft
from samveita.engines.forms.reading import how_many
from samveita.ground.audit.actors import Actor

NEW = "nytt"


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """What saving an entry came to; ``before`` are its answers as they were."""

    draft: Draft
    checked: Checked
    before: dict[str, Any]


def group_of(step: Step) -> Question | None:
    """Return the repeated group that stands on a page, if one does."""
    return step.questions[0] if step.questions[0].kind is Kind.GROUP else None


def place_of(step: str, entry: int | None) -> str:
    """Return the name under which a half-made entry is kept."""
    return f"{step}/{NEW if entry is None else entry}"


def entries_of(draft: Draft, question: Question) -> list[dict[str, Any]]:
    """Return a group's entries: those saved, or those known beforehand while none was saved, removed or changed."""
    return _entries(draft, current(draft), question)


def save_entry(
    *,
    actor: Actor,
    uid: UUID,
    step: str,
    entry: int | None,
    raw: Mapping[str, str],
    seen_revision: int,
    language: str = "is",
    window: str = "",
) -> SavedEntry:
    """Add an entry (``entry`` is ``None``) or change the one at a place; nothing is kept among the answers until it is whole.

    Raises:
        As ``drafting.save_step``; ``KeyError`` when the page holds no group; ``PageChanged`` too when the entry is gone.
    """
    place = place_of(step, entry)
    people = look_up_people(actor, uid, place, raw)
    with transaction.atomic():
        draft, document, question = _held(actor, uid, step)
        entries = _entries(draft, document, question)
        if entry is not None and entry >= len(entries):
            raise PageChanged(draft)
        before = {} if entry is None else entries[entry]
        checked = _checked(
            question, raw, before, people, is_full=entry is None and _is_full(question, entries)
        )
        is_older = document.changed.get(step, 0) > seen_revision
        if is_older and entry is None and entries and entries[-1] == checked.answers:
            return SavedEntry(draft, replace(checked, errors={}), before)
        if is_older and entry is not None and before != checked.answers:
            raise PageChanged(draft)
        draft.language = language
        if checked.errors:
            half = HalfFilled(fields=_fields(raw), window=window, revision=draft.revision)
            keep(draft, document.model_copy(update={"half_filled": {**document.half_filled, place: half}}))
            return SavedEntry(draft, checked, before)
        kept = [*entries, checked.answers] if entry is None else _with(entries, entry, checked.answers)
        _keep_entries(draft, document, question, step, kept, forget={place})
    return SavedEntry(draft, checked, before)


def remove_entry(*, actor: Actor, uid: UUID, step: str, entry: int, seen_revision: int) -> Draft:
    """Remove the entry at a place.

    Raises:
        As ``save_entry``; ``PageChanged`` whenever the group was changed after ``seen_revision``, so that no other entry
        than the one she saw is removed.
    """
    with transaction.atomic():
        draft, document, question = _held(actor, uid, step)
        entries = _entries(draft, document, question)
        if entry >= len(entries) or document.changed.get(step, 0) > seen_revision:
            raise PageChanged(draft)
        kept = [one for place, one in enumerate(entries) if place != entry]
        moved = {place_of(step, place) for place in range(len(entries))}
        _keep_entries(draft, document, question, step, kept, forget=moved)
    return draft


def _held(actor: Actor, uid: UUID, step: str) -> tuple[Draft, AnswersDocument, Question]:
    draft = open_for_update(actor, uid)
    question = group_of(form_for(draft).step(step))
    if question is None:
        raise KeyError(step)
    return draft, current(draft), question


def _entries(draft: Draft, document: AnswersDocument, question: Question) -> list[dict[str, Any]]:
    kept = document.answers.get(question.key)
    if kept is None:
        kept = prefilled(question, facts_of(draft).known())
    return list(kept) if isinstance(kept, list) else []


def _checked(
    question: Question, raw: Mapping[str, str], before: dict[str, Any], people: Any, *, is_full: bool
) -> Checked:
    form = entry_form(question)
    checked = check_step(form, form.steps[0], raw, before, people=people)
    if not is_full:
        return checked
    too_many = wording.TOO_MANY_ENTRIES.format(most=str(how_many(question)[1]))
    return replace(checked, errors={form.questions[0].key: too_many})


def _is_full(question: Question, entries: list[dict[str, Any]]) -> bool:
    return len(entries) >= how_many(question)[1]


def _with(entries: list[dict[str, Any]], place: int, entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry if at == place else one for at, one in enumerate(entries)]


def _keep_entries(
    draft: Draft,
    document: AnswersDocument,
    question: Question,
    step: str,
    kept: list[Any],
    *,
    forget: set[str],
) -> None:
    """Keep the entries; what was half-written at the places in ``forget`` is saved now, or was of an entry that is gone."""
    draft.revision += 1
    half = {place: one for place, one in document.half_filled.items() if place not in forget}
    keep(
        draft,
        document.model_copy(
            update={
                "answers": {**document.answers, question.key: kept},
                "changed": {**document.changed, step: draft.revision},
                "half_filled": half,
            }
        ),
    )


def _fields(raw: Mapping[str, str]) -> dict[str, str]:
    return {name: written for name, written in raw.items() if not name.startswith("_")}
