"""A whole application from another front door, held against the form: answers that can be taken, or errors by place.

The payload is what ``json_schema`` describes. It makes the same demands as our own pages. Files come by reference to
something the caller can resolve, or whole in base64 within the limits of the question; a file that is taken is handed
back to the caller to store, and its answer carries a uid that ``with_stored_files`` replaces by that of the stored one.
Persons are never verified here: the name is as the other door wrote it. Nothing is stored and nobody is looked up.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from samveita.engines.forms import wording
from samveita.engines.forms.answering import validate
from samveita.engines.forms.declaring import Answer, Answers, Form, Kind, Question, entry_form
from samveita.engines.forms.reading import Refused, how_many, not_of_type
from samveita.ground.vault.file_types import FileRefused, judge
from samveita.iceland.texts import Text

MEGABYTE = 1024 * 1024

FileAnswer = dict[str, Any]
Resolve = Callable[[UUID], FileAnswer | None]


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file that came with a submission and is to be stored: ``uid`` stands in its answer until it is."""

    uid: UUID
    question: str
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission that was looked at.

    Attributes:
        answers: every answer that stands, in stored shape.
        errors: what to do, by JSON pointer (RFC 6901) into the payload; empty when it can be taken.
        files: what to store, before the answers are kept.
    """

    answers: dict[str, Answer]
    errors: dict[str, str]
    files: tuple[SubmittedFile, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it can be taken."""
        return not self.errors


def check_submission(
    form: Form, payload: object, language: str = "is", *, resolve: Resolve = lambda _uid: None
) -> Submission:
    """Hold a submission against its form.

    Args:
        form: the form, as it is in the municipality applied to.
        payload: the JSON value that was sent.
        language: the language of the errors.
        resolve: returns the stored shape of a file that a reference names, or ``None`` for one the sender may not use.
    """
    if not isinstance(payload, dict):
        return Submission({}, {"": wording.WRONG_TYPE.in_language(language)})
    errors: dict[str, Text] = {}
    files: list[SubmittedFile] = []
    given: dict[str, object] = {}
    asked = {question.key: question for question in form.questions}
    for key, value in payload.items():
        if key not in asked:
            given[key] = value
        elif asked[key].kind is Kind.FILE and isinstance(value, list):
            given[key] = _files(asked[key], value, resolve, files, errors)
        else:
            given[key] = _unverified(asked[key], value, key, errors)
    checked = validate(form, given)
    # A file that was refused is told once, where it is, and not again as too few files.
    told = {place.split("/")[0] for place in errors}
    errors |= {key: message for key, message in checked.errors.items() if key not in told}
    return Submission(
        checked.answers,
        {f"/{place}": message.in_language(language) for place, message in errors.items()},
        tuple(files),
    )


def with_stored_files(answers: Answers, stored: Mapping[UUID, UUID]) -> dict[str, Answer]:
    """Return the answers with the uids of the files as they were stored, by the uids in ``Submission.files``."""

    def renamed(answer: Any) -> Any:
        if isinstance(answer, list):
            return [renamed(one) for one in answer]
        if isinstance(answer, dict) and "file" in answer:
            return {**answer, "file": str(stored.get(UUID(answer["file"]), answer["file"]))}
        return answer

    return {key: renamed(answer) for key, answer in answers.items()}


def as_payload(form: Form, answers: Answers) -> dict[str, Any]:
    """Return stored answers as another door would send them: files by reference, persons without our verification."""
    return {key: _as_sent(form.question(key), answer) for key, answer in answers.items()}


def judged(question: Question, name: str, content: bytes) -> FileAnswer:
    """Return the answer a file is, without its uid.

    Raises:
        FileRefused: when it is empty, too large, not of a type that is taken, or carries a script.
    """
    limit = settings.FILE_SIZE_LIMIT
    if question.megabytes is not None:
        limit = min(limit, question.megabytes * MEGABYTE)
    taken = judge(name, content, limit=limit)
    if question.accepts and taken.media_type not in question.accepts:
        raise FileRefused(not_of_type(question))
    return {"name": taken.name, "media_type": taken.media_type, "size": len(content)}


def _files(
    question: Question,
    value: list[Any],
    resolve: Resolve,
    files: list[SubmittedFile],
    errors: dict[str, Text],
) -> list[Any]:
    taken = []
    for place, one in enumerate(value[: how_many(question)[1] + 1]):
        try:
            taken.append(_file(question, one, resolve, files))
        except Refused as refused:
            errors[f"{question.key}/{place}"] = refused.message
        except FileRefused as refused:
            errors[f"{question.key}/{place}"] = refused.reason
    return taken


def _file(question: Question, one: Any, resolve: Resolve, files: list[SubmittedFile]) -> FileAnswer:
    """Return the stored shape of one file, by reference or whole."""
    if isinstance(one, dict) and set(one) == {"file"} and isinstance(one["file"], str):
        try:
            known = resolve(UUID(one["file"]))
        except ValueError:
            raise Refused(wording.WRONG_TYPE) from None
        if known is None:
            raise Refused(wording.FILE_UNKNOWN)
        return known
    if not isinstance(one, dict) or set(one) != {"name", "content"}:
        raise Refused(wording.WRONG_TYPE)
    if not isinstance(one["name"], str) or not isinstance(one["content"], str) or not one["name"]:
        raise Refused(wording.WRONG_TYPE)
    try:
        content = base64.b64decode(one["content"], validate=True)
    except (binascii.Error, ValueError):
        raise Refused(wording.FILE_NOT_READABLE) from None
    answer, uid = judged(question, one["name"], content), uuid4()
    files.append(SubmittedFile(uid, question.key, answer["name"], answer["media_type"], content))
    return {"file": str(uid), **answer}


def _unverified(question: Question, value: Any, place: str, errors: dict[str, Text]) -> Any:
    """Refuse what another door has no right to say about a person, within groups too."""
    if question.kind is Kind.PERSON and isinstance(value, dict) and "verified" in value:
        errors[place] = wording.WRONG_TYPE
    if question.kind is Kind.GROUP and isinstance(value, list):
        for number, entry in enumerate(value):
            if not isinstance(entry, dict):
                continue
            for one in entry_form(question).questions:
                _unverified(one, entry.get(one.key), f"{place}/{number}/{one.key}", errors)
    return value


def _as_sent(question: Question, answer: Any) -> Any:
    if question.kind is Kind.FILE:
        return [{"file": one["file"]} for one in answer]
    if question.kind is Kind.PERSON:
        return {"kennitala": answer["kennitala"], "name": answer["name"]}
    if question.kind is Kind.GROUP:
        return [as_payload(entry_form(question), entry) for entry in answer]
    return answer
