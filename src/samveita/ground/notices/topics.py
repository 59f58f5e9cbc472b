"""Topics one may subscribe to by e-mail without being known: reminders, newsletters.

The room whose topic it is says when something is to be told and in what words; this room keeps the address, the proof that
it was asked for and confirmed, and the way to stop. A subscriber is an address and what she chose, never a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samveita.ground.documents.stored import Stored
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Whom a topic writes to.

    Attributes:
        uid: the subscription's outside key.
        office: whose topic it is today, after mergers.
        language: the language she chose.
        choices: what she chose, of the topic's own schema.
        confirmed_at: when she confirmed; ``None`` while she has not.
    """

    uid: UUID
    office: Organisation
    language: str
    choices: Stored
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a topic answers when a subscriber's turn comes.

    Attributes:
        looks_at: when to ask again.
        about: what is to be told now (a day, an edition); empty when nothing is. It is told once, ever.
        until: after this moment it is of no use, and is not sent.
    """

    looks_at: datetime
    about: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body of one message; sender, the way to change and the way to stop are added."""

    subject: Text
    body: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing to subscribe to.

    Attributes:
        name: ``room.what``.
        choices: the schema of what a subscriber chooses.
        title: what it is called, where its name stands alone.
        consent: the sentence she agrees to; kept with the subscription as it was.
        turn: asked when a subscriber's turn comes, with the moment it is, which may be long after it was due.
        compose: the words about something, written when it is sent; ``None`` when there is nothing to tell after all.
        change_address: the path of the page where a choice is changed, from office and token.
    """

    name: str
    choices: type[Stored]
    title: Text
    consent: Text
    turn: Callable[[Subscriber, datetime], Turn]
    compose: Callable[[Subscriber, str], Letter | None]
    change_address: Callable[[Organisation, str], str]


TOPICS: dict[str, Topic] = {}


def register_topic(topic: Topic) -> Topic:
    """Add a topic and return it.

    Raises:
        ValueError: when the name is taken by another.
    """
    if TOPICS.get(topic.name, topic) != topic:
        raise ValueError(f"topic {topic.name!r} is registered twice")
    TOPICS[topic.name] = topic
    return topic
