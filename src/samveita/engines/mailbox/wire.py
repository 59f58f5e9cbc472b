"""What travels to the mailbox and what comes back, as frozen values.

The items of the four mutating calls, in our words with the wire's names beside them, and the five outcomes an item can
have. Limits are checked when a value is made, so nothing malformed is ever sent. Source: Skjalatilkynning handbook and
its published definition; see national-infrastructure sections 3.3–3.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

BATCH_LIMIT = 200
PUBLICATION_HORIZON = timedelta(days=60)
"""How far ahead a publication date may lie."""
NATIONAL_ID_LENGTH = 10


class Strength(StrEnum):
    """How strongly a reader must have logged in before a document is shown."""

    LOW = "LOW"
    SUBSTANTIAL = "SUBSTANTIAL"
    HIGH = "HIGH"

    def covers(self, needed: Strength) -> bool:
        """Whether a login of this strength is enough for a document that needs another."""
        order = list(Strength)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document reference to register (item of ``POST documentindexes``).

    Attributes:
        recipient: kennitala of the owner.
        document_id: unique with us; together with the recipient it is the mailbox's key.
        sender: kennitala of the sending municipality.
        sender_name: as shown to the resident.
        case_number: the sender's own case number, or empty.
        category: one of the mailbox's categories, exactly.
        kind: one of the mailbox's types, exactly.
        subject: title shown to the resident.
        document_date: date of the document, not of publication.
        publication_date: moment it appears; None means at once.
        strength: least login strength; always stated.
        notify: ask for a nudge (hnipp).

    Raises:
        ValueError: a limit of the format is broken; the message names the field, not its value.
    """

    recipient: str
    document_id: str
    sender: str
    sender_name: str
    case_number: str
    category: str
    kind: str
    subject: str
    document_date: datetime
    publication_date: datetime | None
    strength: Strength
    notify: bool

    def __post_init__(self) -> None:
        _check_national_id("recipient", self.recipient)
        _check_national_id("sender", self.sender)
        for name, value, limit in (
            ("document_id", self.document_id, 50),
            ("category", self.category, 25),
            ("kind", self.kind, 25),
            ("subject", self.subject, 80),
        ):
            if not value.strip() or len(value) > limit:
                raise ValueError(f"{name} must have 1 to {limit} characters")
        if not self.sender_name.strip():
            raise ValueError("sender_name is missing")

    def payload(self) -> dict[str, object]:
        """Return the item as it travels; the same reference always gives the same item."""
        item: dict[str, object] = {
            "kennitala": self.recipient,
            "documentId": self.document_id,
            "senderKennitala": self.sender,
            "senderName": self.sender_name,
            "authorKennitala": self.sender,
            "category": self.category,
            "type": self.kind,
            "subject": self.subject,
            "documentDate": wire_moment(self.document_date),
            "notifyOwner": self.notify,
            "minimumAuthenticationType": self.strength.value,
            "fileType": "pdf",
        }
        if self.case_number:
            item["caseId"] = self.case_number
        if self.publication_date is not None:
            item["publicationDate"] = wire_moment(self.publication_date)
        return item


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A reference to withdraw. The reason is shown to the resident: Icelandic, for her, no inner notes."""

    recipient: str
    document_id: str
    reason: str

    def __post_init__(self) -> None:
        _check_national_id("recipient", self.recipient)
        if not self.reason.strip():
            raise ValueError("a withdrawal needs a reason the resident can read")

    def payload(self) -> dict[str, object]:
        """Return the item as it travels."""
        return {"kennitala": self.recipient, "documentId": self.document_id, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class OpenedElsewhere:
    """A reference whose document the resident has opened with us (item of ``POST …/read``)."""

    recipient: str
    document_id: str

    def payload(self) -> dict[str, object]:
        """Return the item as it travels."""
        return {"kennitala": self.recipient, "documentId": self.document_id}


@dataclass(frozen=True, slots=True)
class Repointing:
    """A reference that is to point at another document of ours (item of ``PUT documentindexes``)."""

    recipient: str
    document_id: str
    new_document_id: str

    def payload(self) -> dict[str, object]:
        """Return the item as it travels."""
        return {
            "kennitala": self.recipient,
            "documentId": self.document_id,
            "updatedDocumentId": self.new_document_id,
        }


Item = Reference | Withdrawal | OpenedElsewhere | Repointing


@dataclass(frozen=True, slots=True)
class Accepted:
    """The mailbox took the item. ``wants_paper`` is None when it did not say."""

    wants_paper: bool | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The mailbox refused the item for good.

    Attributes:
        errors: free text with no agreed codes: kept for people, never branched on.
        whole_call: the call as a whole was refused (400), so this item itself may be innocent.
    """

    errors: tuple[str, ...] = ()
    whole_call: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The item may or may not have been taken; to be sent again unchanged.

    Attributes:
        reason: what happened, without personal data.
        alarm: the answer contradicted the request, so somebody must look at it.
    """

    reason: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class CredentialFault:
    """The door is closed to this installation: credentials or address are wrong. Stop the queue and say so."""

    reason: str


@dataclass(frozen=True, slots=True)
class Retryable:
    """Certainly not taken; to be sent again after a while.

    Attributes:
        after_seconds: how long the mailbox asked us to wait, or None.
    """

    reason: str
    after_seconds: int | None = None


Outcome = Accepted | Rejected | Unknown | CredentialFault | Retryable


def wire_moment(moment: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with ``Z``, to the second.

    Raises:
        ValueError: the moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be sent")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_national_id(name: str, value: str) -> None:
    if len(value) != NATIONAL_ID_LENGTH or not (value.isascii() and value.isdigit()):
        raise ValueError(f"{name} must be ten digits")
