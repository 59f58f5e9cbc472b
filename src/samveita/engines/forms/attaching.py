"""The files of a draft: put in, taken away, opened, and handed over when the application is sent.

A file is judged by what it contains before anything is kept, stored by the vault, and answers one question of the draft.
The same file put in twice is there once. What is never sent goes with its draft.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse

from samveita.engines.forms import wording
from samveita.engines.forms.answering import visible_questions
from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.drafting import answers_of, current, form_for, keep, open_for_update
from samveita.engines.forms.models import Draft, DraftFile
from samveita.engines.forms.reading import how_many
from samveita.engines.forms.registry import form_of
from samveita.engines.forms.submission import judged
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for, successor_of
from samveita.ground.vault.files import FileRefused, download, remove, store
from samveita.ground.vault.models import StoredFile
from samveita.iceland import clock


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a draft that is about to be sent: which question it answers, what it is called, and where it lies."""

    question: str
    name: str
    file: StoredFile


def attach(*, actor: Actor, uid: UUID, question: str, name: str, content: bytes) -> Draft:
    """Put a file in as part of the answer to a question, and return the draft.

    Raises:
        FileRefused: when it is empty, too large, not of a type the question takes, carries a script, or is one too many.
        KeyError: when the form asks for no files there.
        Draft.DoesNotExist, AlreadySubmitted, NotAllowed: as ``drafting.save_step``.
    """
    with transaction.atomic():
        draft = open_for_update(actor, uid)
        asked = _asked(draft, question)
        taken = judged(asked, name, content)
        digest = hashlib.sha256(content).hexdigest()
        if draft.files.filter(question=question, file__sha256=digest).exists():
            return draft
        most = how_many(asked)[1]
        if draft.files.filter(question=question).count() >= most:
            raise FileRefused(wording.TOO_MANY_FILES.format(most=str(most)))
        stored = store(owner=_owner(draft), name=name, content=content, actor=actor, person=draft.person)
        DraftFile.objects.create(draft=draft, question=question, file=stored)
        _keep(draft, asked, [*_answer(draft, question), {"file": str(stored.uid), **taken}])
    return draft


def detach(*, actor: Actor, uid: UUID, question: str, file: UUID) -> Draft:
    """Take a file away again; one that is gone already is no error.

    Raises:
        As ``attach``.
    """
    with transaction.atomic():
        draft = open_for_update(actor, uid)
        asked = _asked(draft, question)
        row = draft.files.select_related("file__office").filter(question=question, file__uid=file).first()
        if row is not None:
            stored = row.file
            row.delete()
            remove(stored, actor=actor)
            left = [one for one in _answer(draft, question) if one["file"] != str(file)]
            _keep(draft, asked, left)
    return draft


def open_attached(*, actor: Actor, draft: Draft, file: UUID) -> HttpResponse:
    """Return a file of a draft as a download, and record the look.

    Raises:
        DraftFile.DoesNotExist: when the draft has no such file.
        NotAllowed: when the actor may not.
    """
    require(actor, "forms.write_draft", draft)
    row = draft.files.select_related("file__office").get(file__uid=file)
    return download(row.file, actor=actor)


def files_of(draft: Draft) -> tuple[AttachedFile, ...]:
    """Return the files that go with a draft when it is sent, in the order of the questions.

    The engine that makes cases takes them over in its own transaction, before ``drafting.mark_submitted``.
    """
    answers = answers_of(draft)
    rows = {str(row.file.uid): row.file for row in draft.files.select_related("file__office")}
    return tuple(
        AttachedFile(question.key, one["name"], rows[one["file"]])
        for question in visible_questions(form_for(draft), answers)
        if question.kind is Kind.FILE
        for one in _listed(answers.get(question.key))
        if one["file"] in rows
    )


def _asked(draft: Draft, key: str) -> Question:
    question = form_for(draft).question(key)
    if question.kind is not Kind.FILE:
        raise KeyError(key)
    return question


def _answer(draft: Draft, question: str) -> list[dict[str, Any]]:
    return _listed(current(draft).answers.get(question))


def _listed(answer: object) -> list[dict[str, Any]]:
    return list(answer) if isinstance(answer, list) else []


def _owner(draft: Draft) -> Organisation:
    """Return the office the application goes to: it reads the file when it is sent."""
    municipality = successor_of(draft.municipality)
    service = form_of(draft.service).offered_as
    return draft.office or office_for(municipality, service=service, on=clock.today())


def _keep(draft: Draft, question: Question, answer: list[dict[str, Any]]) -> None:
    document = current(draft)
    answers = {key: value for key, value in document.answers.items() if key != question.key}
    if answer:
        answers[question.key] = answer
    draft.revision += 1
    keep(draft, document.model_copy(update={"answers": answers}))
