"""Who acts: the human at the keyboard, the person the action concerns, the office and the channel.

An ``Actor`` is made once per request (by ``identity``) or per background job and handed to every verb. It is a plain
value: nothing is looked up through it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """Through which door the actor came."""

    SELF = "self"
    DELEGATED = "delegated"
    STAFF = "staff"
    STAFF_FOR_APPLICANT = "staff_for_applicant"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting party.

    Attributes:
        human: uid of the person at the keyboard; ``None`` only for the system itself.
        subject: uid of the person or company acted for; equal to ``human`` when acting for oneself, ``None`` for staff.
        roles: role codes held at ``office``; always empty in a delegated session.
        office: uid of the office at which staff acts; ``None`` for residents.
        channel: the door.
        display: what residents see: a name or the pseudonym the office chose; or the machine's name.
    """

    human: UUID | None
    subject: UUID | None
    roles: frozenset[str]
    office: UUID | None
    channel: Channel
    display: str = ""

    def __post_init__(self) -> None:
        if self.roles and self.channel not in {Channel.STAFF, Channel.STAFF_FOR_APPLICANT}:
            raise ValueError("only staff sessions carry roles")
        if self.human is None and self.channel is not Channel.SYSTEM:
            raise ValueError("a human is missing from a human's action")

    @classmethod
    def system(cls, name: str) -> Actor:
        """The platform itself, for example ``Actor.system("worker")``."""
        return cls(
            human=None, subject=None, roles=frozenset(), office=None, channel=Channel.SYSTEM, display=name
        )

    @property
    def is_staff(self) -> bool:
        """Whether the actor acts for an office."""
        return self.office is not None


@dataclass(frozen=True, slots=True)
class Target:
    """What an event is about: a kind such as ``case`` or ``document`` and the thing's uid."""

    kind: str
    uid: UUID
