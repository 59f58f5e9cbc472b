"""Announcing a stored letter: the row, the event and the due time, in the transaction of whoever decided to send it.

Nothing is sent here. The document is stored before it is announced, because a reference to a document we cannot serve
is a failure the resident sees. See national-infrastructure sections 3.3 and 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samveita.engines.mailbox.events import ANNOUNCED
from samveita.engines.mailbox.models import Dispatch
from samveita.engines.mailbox.wire import PUBLICATION_HORIZON, Reference, Strength
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.models import Person, PersonIdentifier
from samveita.ground.organisations.models import Organisation
from samveita.ground.worklist.background import enqueue
from samveita.iceland import clock
from samveita.iceland.clock import ICELAND

DELIVER = "mailbox.deliver"
"""The background job that sends whatever is due; registered in ``jobs``."""


class CannotAnnounce(ValueError):
    """A letter that the mailbox would not take, or that has no one to go to; the message says why, for the desk."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """The document as it lies in the vault: uid of the file, SHA-256 in hexadecimal, size in bytes."""

    uid: UUID
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class LetterCase:
    """The case a letter belongs to: its uid and the number people use."""

    uid: UUID
    number: str


def announce(
    *,
    actor: Actor,
    office: Organisation,
    sender: Organisation,
    recipient: Person,
    purpose: str,
    source: UUID,
    document: StoredDocument,
    category: str,
    document_type: str,
    subject: str,
    document_date: date,
    case: LetterCase | None = None,
    publication_at: datetime | None = None,
    strength: Strength = Strength.SUBSTANTIAL,
    notify: bool = True,
) -> Dispatch:
    """Queue one document to one person, inside the caller's transaction and scope.

    Announcing the same letter (``source``) to the same person again returns the first dispatch unchanged.

    Args:
        actor: who decided.
        office: the office that handles the matter.
        sender: the municipality whose letter it is.
        recipient: whose mailbox.
        purpose: which handlers in ``hooks`` care, for example ``cases.decision``.
        source: uid of the letter.
        document: the file, already stored.
        category: the mailbox's category, exactly.
        document_type: the mailbox's type, exactly.
        subject: title shown to the resident, at most 80 characters.
        document_date: date of the document.
        case: the case it belongs to, if any.
        publication_at: when it appears; at once when left out, at most 60 days ahead.
        strength: least login strength of a reader.
        notify: ask for a nudge (hnipp).

    Raises:
        CannotAnnounce: a limit is broken, the sender has no kennitala, or the recipient has none in force.
        AuditError: outside a transaction.
    """
    existing: Dispatch | None = Dispatch.objects.filter(source=source, recipient=recipient).first()
    if existing is not None:
        return existing
    if publication_at is not None and publication_at > clock.now() + PUBLICATION_HORIZON:
        raise CannotAnnounce("Bréf má birtast í pósthólfinu í síðasta lagi eftir 60 daga.")
    dispatch = Dispatch(
        office=office,
        sender=sender,
        sender_name=sender.names.official.nominative,
        sender_number=sender.contact.kennitala.replace("-", ""),
        recipient=recipient,
        identifier=_identifier(recipient),
        purpose=purpose,
        source=source,
        case=case.uid if case else None,
        case_number=case.number if case else "",
        category=category,
        document_type=document_type,
        subject=subject,
        document_date=document_date,
        publication_at=publication_at,
        strength=strength.value,
        notify=notify,
        document=document.uid,
        sha256=document.sha256,
        size=document.size,
        announced_at=clock.now(),
        next_attempt_at=clock.now(),
    )
    try:
        reference_of(dispatch).payload()
    except ValueError as broken:
        raise CannotAnnounce(f"Pósthólfið tæki ekki við bréfinu: {broken}") from broken
    with transaction.atomic():
        dispatch.save()
        record(
            ANNOUNCED,
            actor=actor,
            target=Target("dispatch", dispatch.uid),
            case=dispatch.case,
            office=office.uid,
            municipality=sender.uid,
        )
        enqueue(DELIVER)
    return dispatch


def reference_of(dispatch: Dispatch) -> Reference:
    """Return what travels to the mailbox for a dispatch; the same at every attempt.

    Raises:
        ValueError: a limit of the format is broken.
    """
    day = dispatch.document_date
    return Reference(
        recipient=dispatch.identifier.kennitala,
        document_id=str(dispatch.uid),
        sender=dispatch.sender_number,
        sender_name=dispatch.sender_name,
        case_number=dispatch.case_number,
        category=dispatch.category,
        kind=dispatch.document_type,
        subject=dispatch.subject,
        document_date=datetime(day.year, day.month, day.day, tzinfo=ICELAND),
        publication_date=dispatch.publication_at,
        strength=Strength(dispatch.strength),
        notify=dispatch.notify,
    )


def _identifier(recipient: Person) -> PersonIdentifier:
    identifier = recipient.identifiers.filter(valid_to=None).order_by("-valid_from").first()
    if identifier is None:
        raise CannotAnnounce("Viðtakandinn hefur enga gilda kennitölu.")
    return identifier
