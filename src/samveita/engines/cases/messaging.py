"""Messages between the office and a party of a case, and the office's notes to itself.

A resident may write whenever her case is open. What staff writes is announced once by a notice without a word of it;
while she has not opened the first message, the next ones are quiet.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from samveita.engines.cases.exchange import (
    give_notice,
    human_of,
    is_resident,
    party_acting,
    party_addressed,
    put_on_desk,
    require_open,
    tell,
    written,
)
from samveita.engines.cases.exchange_events import MESSAGE_SENT, MESSAGES_READ, NOTE_WRITTEN
from samveita.engines.cases.filing import Upload, keep
from samveita.engines.cases.models import Case, CaseMessage, CaseNote, MessageKind, Origin
from samveita.engines.cases.process import locked
from samveita.engines.cases.showing import signature_of
from samveita.engines.cases.written import MessageText, NoteText
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import may, require
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.tasks import close_tasks_about
from samveita.iceland import clock
from samveita.iceland.texts import Text

ANSWER_MESSAGE = "cases.message"
"""The task of reading and answering what a party wrote; it is about the case and closes when staff has read it."""
TO_ANSWER = Text(is_="Svara skilaboðum", en="Answer a message", pl="Odpowiedz na wiadomość")


def send_message(
    *, actor: Actor, uid: UUID, text: str, to: UUID | None = None, uploads: Sequence[Upload] = ()
) -> CaseMessage:
    """Write in a case: a party to the office, or staff to a party.

    Args:
        actor: who writes.
        uid: the case.
        text: the message.
        to: uid of the party staff writes to; the applicant when left out. A party always writes in her own thread.
        uploads: files that go with it.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
        CaseRefused: when the case is closed to her, nothing is written, or a file is refused.
    """
    with transaction.atomic():
        case = locked(uid)
        from_party = is_resident(actor)
        if from_party:
            party = party_acting(actor, case)
            require_open(case)
        else:
            require(actor, "cases.handle", case)
            party = party_addressed(case, to)
        message = post(actor=actor, case=case, party=party, text=text)
        for one in uploads:
            keep(
                actor=actor,
                case=case,
                upload=one,
                kind="message",
                origin=Origin.PARTY if from_party else Origin.STAFF,
                party=party,
                about=message.uid,
            )
        if from_party:
            put_on_desk(actor, case, kind=ANSWER_MESSAGE, title=TO_ANSWER, about=case.uid)
    return message


def post(
    *,
    actor: Actor,
    case: Case,
    party: Person,
    text: str,
    kind: MessageKind = MessageKind.MESSAGE,
) -> CaseMessage:
    """Write a message in the caller's transaction, with its event and, from the office, its notice.

    Raises:
        CaseRefused: when nothing is written.
    """
    from_office = not is_resident(actor)
    content = MessageText(text=written(text), signed=signature_of(actor, case))
    has_unread = from_office and _unread(case, from_office=True).filter(person=party).exists()
    message = CaseMessage(
        uid=uuid4(),
        case=case,
        office=case.office,
        person=party,
        kind=kind,
        from_office=from_office,
        written_by=human_of(actor),
        sent_at=clock.now(),
    )
    message.content = seal_document(case.office, content, about=str(message.uid))
    message.save(force_insert=True)
    tell(MESSAGE_SENT, actor, case, kind="message", uid=message.uid)
    if from_office and not has_unread:
        give_notice(case, party, about=message.uid)
    return message


def mark_read(*, actor: Actor, case: Case) -> int:
    """Mark as read what the other side wrote, for whoever has just been shown it; return how many were new.

    Only a party herself, or staff that may handle the case, reads for her side: a colleague who looks on does not.
    """
    by_party = is_resident(actor)
    if not by_party and not may(actor, "cases.handle", case):
        return 0
    unread = _unread(case, from_office=by_party)
    if not unread.exists():
        return 0
    with transaction.atomic():
        count = unread.update(read_at=clock.now(), read_by=human_of(actor))
        if count:
            tell(MESSAGES_READ, actor, case, kind="case", uid=case.uid)
        if not by_party:
            close_tasks_about(actor=actor, about=case.uid, kind=ANSWER_MESSAGE)
    return int(count)


def text_of(message: CaseMessage, case: Case) -> MessageText:
    """Return the words of a message; ``case`` carries the office that holds it."""
    return open_document(case.office, MessageText, message.content, about=str(message.uid))


def write_note(*, actor: Actor, uid: UUID, text: str) -> CaseNote:
    """Write a note that stays at the office, also in a closed case.

    Raises:
        Case.DoesNotExist: when the scope holds no such case.
        NotAllowed: when the actor may not.
        CaseRefused: when nothing is written.
    """
    with transaction.atomic():
        case = locked(uid)
        require(actor, "cases.handle", case)
        content = NoteText(text=written(text), signed=actor.display)
        note = CaseNote(
            uid=uuid4(), case=case, office=case.office, written_by=human_of(actor), written_at=clock.now()
        )
        note.content = seal_document(case.office, content, about=str(note.uid))
        note.save(force_insert=True)
        tell(NOTE_WRITTEN, actor, case, kind="note", uid=note.uid)
    return note


def note_text(note: CaseNote, case: Case) -> NoteText:
    """Return the words of a note; ``case`` carries the office that holds it."""
    return open_document(case.office, NoteText, note.content, about=str(note.uid))


def _unread(case: Case, *, from_office: bool) -> QuerySet[CaseMessage]:
    found: QuerySet[CaseMessage] = CaseMessage.objects.filter(
        case=case, from_office=from_office, read_at=None
    )
    return found
