"""What every register call ends as: an answer with evidence, or one typed error.

Evidence is what lets us show later *which* call a fact came from: X-Road keeps proof that a call happened, not of what
was returned, so the hash of the answer is ours to keep. Errors of X-Road itself, of the register behind it and of the
wire between are one exception with a class that says what to do next. Nothing here knows a particular register.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar


class FaultKind(StrEnum):
    """What to do about a failed call."""

    CONFIGURATION = "configuration"
    """Somebody must change a setting, a right or a certificate; trying again is useless."""
    RETRY = "retry"
    """Technical; try again soon."""
    LATER = "later"
    """Switched off or out of date on purpose or for long; try again slowly and say so to people."""
    PROGRAMMING = "programming"
    """We sent something malformed; trying again is useless and we have a fault to mend."""


class Origin(StrEnum):
    """Who reported the fault."""

    XROAD = "xroad"
    REGISTER = "register"
    WIRE = "wire"


class RegistryError(Exception):
    """One failed register call, whatever failed.

    Attributes:
        kind: what to do about it.
        origin: X-Road itself, the register behind it, or the connection.
        code: the code as received (either X-Road spelling), or the HTTP status as text; empty for the wire.
        notice: the words received, for the operator; never shown to residents and never branched on.
        detail: X-Road's identifier to quote to its operator, or empty.
        message_id: the X-Road-Id of the call.
    """

    def __init__(
        self,
        *,
        kind: FaultKind,
        origin: Origin,
        code: str = "",
        notice: str = "",
        detail: str = "",
        message_id: str = "",
    ) -> None:
        super().__init__(f"{origin} fault {code or '-'} ({kind}), message {message_id or '-'}")
        self.kind = kind
        self.origin = origin
        self.code = code
        self.notice = notice
        self.detail = detail
        self.message_id = message_id


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact came from, kept next to it.

    Attributes:
        service: full X-Road service path, or the address of a service called directly.
        message_id: X-Road-Id of the call (our own UUID for a direct call).
        request_hash: X-Road-Request-Hash as received; empty when the service is called directly.
        answer_sha256: SHA-256 of the answer's bytes, hexadecimal.
        fetched_at: when the answer was complete, Atlantic/Reykjavik.
        answer: the answer's bytes as they came; X-Road keeps none, so ours is the only copy.
    """

    service: str
    message_id: str
    request_hash: str
    answer_sha256: str
    fetched_at: datetime
    answer: bytes = field(repr=False)


FoundT_co = TypeVar("FoundT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Finding(Generic[FoundT_co]):
    """What a register told: the value, or None when it has nothing on the one asked about; always with evidence."""

    value: FoundT_co | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a register, not yet interpreted. Its own errors are answers too: only X-Road's are exceptions."""

    status: int
    evidence: Evidence

    @property
    def content(self) -> bytes:
        """The answer's bytes."""
        return self.evidence.answer

    def require_success(self) -> None:
        """Raise when the register itself reported a failure.

        Raises:
            RegistryError: 408, 429 and 5xx to be tried again; 401, 403 and redirects are configuration; other 4xx
                are our mistake.
        """
        if 200 <= self.status < 300:
            return
        raise RegistryError(
            kind=kind_of_status(self.status),
            origin=Origin.REGISTER,
            code=str(self.status),
            notice=self.content[:500].decode("utf-8", "replace"),
            message_id=self.evidence.message_id,
        )

    def unreadable(self, reason: str) -> RegistryError:
        """Return the error for an answer whose form is not the agreed one; the reason names fields, never values."""
        return RegistryError(
            kind=FaultKind.PROGRAMMING,
            origin=Origin.REGISTER,
            code="unreadable",
            notice=reason,
            message_id=self.evidence.message_id,
        )


def kind_of_status(status: int) -> FaultKind:
    """Class an HTTP status that the register itself answered with."""
    if status in {408, 429} or status >= 500:
        return FaultKind.RETRY
    if status in {401, 403} or status < 400:
        return FaultKind.CONFIGURATION
    return FaultKind.PROGRAMMING


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def national_id_text(value: object) -> str:
    """Return a national identifier as ten digits of text, however the register wrote it.

    Some registers' tools turn digits into numbers and lose a leading zero; those are padded back. A hyphen is dropped.

    Raises:
        ValueError: when the value cannot be ten digits. The value itself is not in the message.
    """
    text = str(value).strip().replace("-", "") if isinstance(value, str | int) else ""
    text = text.zfill(10) if text.isascii() and text.isdigit() else ""
    if len(text) != 10:
        raise ValueError("not a national identifier of ten digits")
    return text
