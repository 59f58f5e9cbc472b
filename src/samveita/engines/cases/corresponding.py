"""A case's correspondence as its readers see it: opened, in order, with the files that go with each thing.

Whoever asks has already been let in to the case (``reading.open_case``); the scope in force decides whose threads are
found. Sealed words are opened with one key, asked for once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Manager, QuerySet, Value

from samveita.engines.cases.hearings import answer_of
from samveita.engines.cases.hearings import text_of as hearing_text
from samveita.engines.cases.messaging import note_text
from samveita.engines.cases.messaging import text_of as message_text
from samveita.engines.cases.models import (
    Case,
    CaseMessage,
    CaseNote,
    DataRequest,
    DataRequestItem,
    Hearing,
    HearingState,
    ItemState,
    MessageKind,
    Origin,
    RequestState,
)
from samveita.engines.cases.written import AnswerText, DataItemText, DataRequestText, HearingText
from samveita.ground.identity.models import Person
from samveita.ground.vault.encryption import open_document
from samveita.ground.vault.files import name_of
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland import clock
from samveita.iceland.texts import Text


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document of the case; ``name`` is what its sender called the file."""

    uid: UUID
    title: Text
    name: str
    size: int
    media_type: str
    origin: Origin
    person: int | None
    about: UUID | None
    created_at: datetime
    checked_at: datetime | None
    may_be_checked: bool


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message with its files; ``is_new`` as its reader finds it."""

    uid: UUID
    person: int
    kind: MessageKind
    from_office: bool
    text: str
    signed: str
    sent_at: datetime
    read_at: datetime | None
    documents: list[ShownDocument]

    @property
    def is_new(self) -> bool:
        """Whether the other side has not opened it before."""
        return self.read_at is None


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One thing asked for, in the reader's language where its template has it."""

    uid: UUID
    what: str
    why: str
    language: str
    is_required: bool
    state: ItemState
    answer: str
    documents: list[ShownDocument]

    @property
    def key(self) -> str:
        """Its uid as it stands in the names of form fields."""
        return str(self.uid)

    @property
    def is_missing(self) -> bool:
        """Whether nothing has come in its place yet."""
        return self.state == ItemState.WAITING


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """A request for data with everything it asks for."""

    uid: UUID
    person: int
    state: RequestState
    due_on: date
    text: str
    signed: str
    asked_at: datetime
    items: list[ShownItem]

    @property
    def is_open(self) -> bool:
        """Whether the office waits for it."""
        return self.state == RequestState.OPEN

    @property
    def is_late(self) -> bool:
        """Whether the last day has passed with something required still missing."""
        return self.due_on < clock.today() and any(one.is_missing and one.is_required for one in self.items)

    @property
    def missing(self) -> int:
        """How many things have not come."""
        return sum(one.is_missing for one in self.items)

    @property
    def settled(self) -> int:
        """How many things are in, explained or waived."""
        return len(self.items) - self.missing

    @property
    def still_asks(self) -> bool:
        """Whether she is to hand something in: it is waited for, or did not come in time."""
        required = any(one.is_missing and one.is_required for one in self.items)
        return self.is_open or (self.state == RequestState.OVERDUE and required)


@dataclass(frozen=True, slots=True)
class ShownHearing:
    """A hearing, and what was answered."""

    uid: UUID
    person: int
    state: HearingState
    due_on: date
    content: HearingText
    answer: str
    asked_at: datetime
    closed_at: datetime | None
    documents: list[ShownDocument]

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return self.state == HearingState.OPEN


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note of the office for itself."""

    text: str
    signed: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Everything exchanged in a case that its reader may see; oldest messages first, newest documents and notes first."""

    messages: list[ShownMessage] = field(default_factory=list)
    documents: list[ShownDocument] = field(default_factory=list)
    requests: list[ShownRequest] = field(default_factory=list)
    hearings: list[ShownHearing] = field(default_factory=list)
    notes: list[ShownNote] = field(default_factory=list)

    @property
    def asked(self) -> list[ShownRequest | ShownHearing]:
        """What is asked of the party, the most urgent first."""
        waiting: list[ShownRequest | ShownHearing] = [one for one in self.requests if one.still_asks]
        waiting += [one for one in self.hearings if one.is_open]
        return sorted(waiting, key=lambda one: one.due_on)


Files = dict[UUID | None, list[ShownDocument]]


def correspondence_of(
    case: Case, *, language: str, party: Person | None = None, with_notes: bool = False
) -> Correspondence:
    """Return what was exchanged in a case.

    Args:
        case: the case, with its office.
        language: the reader's; what stands in it is shown in it.
        party: whose thread alone; every party's that the scope holds when left out.
        with_notes: whether the office's notes are wanted; only an office scope finds any.
    """
    of = {} if party is None else {"person": party}
    with keys_at_hand():
        documents = _documents(case, **of)
        files: Files = defaultdict(list)
        for one in documents:
            files[one.about].append(one)
        return Correspondence(
            messages=[_message(one, case, files) for one in _rows(case.messages, "sent_at", **of)],
            documents=documents,
            requests=_requests(case, language, files, **of),
            hearings=[_hearing(one, case, files) for one in _rows(case.hearings, "-asked_at", **of)],
            notes=[_note(one, case) for one in case.notes.order_by("-written_at", "-pk")]
            if with_notes
            else [],
        )


def _rows(held: Manager[Any], order: str, **of: Person) -> QuerySet[Any]:
    return held.filter(**of).order_by(order, "pk")


def _documents(case: Case, **of: Person) -> list[ShownDocument]:
    rows = case.documents.filter(**of).select_related("file__office")
    return [
        ShownDocument(
            uid=row.uid,
            title=row.title,
            name=name_of(row.file),
            size=row.file.size,
            media_type=row.file.media_type,
            origin=Origin(row.origin),
            person=row.person_id,
            about=row.about,
            created_at=row.created_at,
            checked_at=row.checked_at,
            may_be_checked=row.checked_at is None and row.origin in {Origin.PARTY, Origin.PAPER},
        )
        for row in rows.order_by("-created_at", "-pk")
    ]


def _message(row: CaseMessage, case: Case, files: Files) -> ShownMessage:
    content = message_text(row, case)
    return ShownMessage(
        uid=row.uid,
        person=row.person_id,
        kind=MessageKind(row.kind),
        from_office=row.from_office,
        text=content.text,
        signed=content.signed,
        sent_at=row.sent_at,
        read_at=row.read_at,
        documents=files[row.uid],
    )


def _requests(case: Case, language: str, files: Files, **of: Person) -> list[ShownRequest]:
    rows = list(_rows(case.data_requests, "-asked_at", **of))
    items: dict[int, list[ShownItem]] = defaultdict(list)
    for item in DataRequestItem.objects.filter(request__in=rows).order_by("number") if rows else ():
        items[item.request_id].append(_item(item, case, language, files))
    return [_request(row, case, items[row.pk]) for row in rows]


def _request(row: DataRequest, case: Case, items: list[ShownItem]) -> ShownRequest:
    content = open_document(case.office, DataRequestText, row.content, about=str(row.uid))
    return ShownRequest(
        uid=row.uid,
        person=row.person_id,
        state=RequestState(row.state),
        due_on=row.due_on,
        text=content.text,
        signed=content.signed,
        asked_at=row.asked_at,
        items=items,
    )


def _item(row: DataRequestItem, case: Case, language: str, files: Files) -> ShownItem:
    content = open_document(case.office, DataItemText, row.content, about=str(row.uid))
    said = (
        ""
        if row.answer is None
        else open_document(case.office, AnswerText, row.answer, about=str(row.uid)).text
    )
    return ShownItem(
        uid=row.uid,
        what=content.what.shown(language),
        why=content.why.shown(language),
        language=content.what.language_shown(language),
        is_required=row.is_required,
        state=ItemState(row.state),
        answer=said,
        documents=files[row.uid],
    )


def _hearing(row: Hearing, case: Case, files: Files) -> ShownHearing:
    return ShownHearing(
        uid=row.uid,
        person=row.person_id,
        state=HearingState(row.state),
        due_on=row.due_on,
        content=hearing_text(row, case),
        answer=answer_of(row, case),
        asked_at=row.asked_at,
        closed_at=row.closed_at,
        documents=files[row.uid],
    )


def _note(row: CaseNote, case: Case) -> ShownNote:
    content = note_text(row, case)
    return ShownNote(text=content.text, signed=content.signed, written_at=row.written_at)


@dataclass(slots=True)
class Waits:
    """What waits for a party in one case: the first last day of what is asked of her, whether it is data, and unread messages."""

    due_on: date | None = None
    is_data: bool = False
    unread: int = 0


def waiting_of_subject() -> dict[int, Waits]:
    """Return what waits for the person in scope, by the inside key of each case of hers: one query for all."""
    found: dict[int, Waits] = defaultdict(Waits)
    nothing = Value(None, output_field=DateField())
    asked = [
        model.objects.filter(state=state).annotate(what=Value(what), day=F("due_on"))
        for model, state, what in (
            (DataRequest, RequestState.OPEN, "data"),
            (Hearing, HearingState.OPEN, "hearing"),
        )
    ]
    unread = CaseMessage.objects.filter(from_office=True, read_at=None)
    rows = [*asked, unread.annotate(what=Value("message"), day=nothing)]
    first, *others = (row.order_by().values_list("case_id", "what", "day") for row in rows)
    for case, what, day in first.union(*others, all=True):
        waits = found[case]
        if what == "message":
            waits.unread += 1
        elif waits.due_on is None or day < waits.due_on:
            waits.due_on, waits.is_data = day, what == "data"
    return dict(found)
