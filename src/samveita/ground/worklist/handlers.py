"""The registry of delivery kinds: which function carries a kind out, and what to do when its outcome is lost.

A handler gets the target's uid, makes its one outside call and returns; what it raises says how it went. It opens its
own scope and transactions, and it must never hold a transaction open while it waits for somebody else's machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from samveita.iceland.texts import Text

Handler = Callable[[UUID], None]
GaveUp = Callable[[UUID, str], None]
"""Told of a target that is given up, and of the code why, in the transaction that puts it on a person's desk."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
LEASE = timedelta(minutes=10)

GIVEN_UP = Text(
    is_="Sending komst ekki til skila. Athugaðu hvað olli því og sendu aftur.",
    en="A delivery did not arrive. See what caused it and send it again.",
    pl="Przesyłka nie dotarła. Sprawdź przyczynę i wyślij ponownie.",
)


class Lost(StrEnum):
    """What becomes of a delivery whose outcome nobody knows (a crash, no answer)."""

    AGAIN = "again"
    """The handler may be repeated: the other side knows the same thing when it sees it twice."""
    FOR_A_PERSON = "for_a_person"
    """Repeating could do it twice, so a person finds out."""


class DeliveryProblem(Exception):
    """A delivery that did not go as hoped; ``code`` says how, without a word about anyone."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code[:200]


class TryAgain(DeliveryProblem):
    """It certainly did not arrive, but it may another time."""


class OutcomeUnknown(DeliveryProblem):
    """It may have arrived."""


class Refused(DeliveryProblem):
    """It was refused for good; trying again would not help."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of delivery is carried out."""

    name: str
    handler: Handler
    lost: Lost
    waits: tuple[timedelta, ...]
    lease: timedelta
    title: Text
    given_up: GaveUp | None = None


KINDS: dict[str, Kind] = {}


def register_handler(
    kind: str,
    handler: Handler,
    *,
    lost: Lost = Lost.FOR_A_PERSON,
    waits: tuple[timedelta, ...] = WAITS,
    lease: timedelta = LEASE,
    title: Text = GIVEN_UP,
    given_up: GaveUp | None = None,
) -> None:
    """Say who carries out a kind of delivery.

    Args:
        kind: ``room.what``.
        handler: gets the target's uid; returns when it arrived, raises ``TryAgain``, ``OutcomeUnknown`` or ``Refused``.
        lost: what to do when the outcome is lost; at most once unless the handler says it may be repeated.
        waits: time before the second attempt, the third …; after the last a person is asked.
        lease: after how long a running attempt counts as lost.
        title: what the person is asked to do.
        given_up: told when a person is asked, so that the room above keeps it on its own row.

    Raises:
        ValueError: when another handler already has the kind.
    """
    if kind in KINDS and KINDS[kind].handler is not handler:
        raise ValueError(f"delivery kind {kind!r} is registered twice")
    KINDS[kind] = Kind(
        name=kind, handler=handler, lost=lost, waits=waits, lease=lease, title=title, given_up=given_up
    )
