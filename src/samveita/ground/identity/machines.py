"""Keys for machines that call the API for an office: given out once, kept as a digest, ended on request or by a day.

A key is 256 random bits, so a plain digest is enough (nothing to guess from). It opens one ability at one office; what
an ability lets a machine do is decided in the room that registered it. People never log in with a key.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.events import MACHINE_KEY_ENDED, MACHINE_KEY_ISSUED
from samveita.ground.identity.models import MachineClient
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.texts import Text

PREFIX = "samveita_"
"""So that a key that has leaked is known for what it is."""
MOST = 100
"""Characters of a key that are looked at."""
USE_IS_NOTED_EVERY = timedelta(minutes=10)
"""How often a use is written down; a machine that asks every second writes no row every second."""

_abilities: dict[str, Text] = {}


def register_ability(code: str, title: Text) -> None:
    """Make known something a machine may be allowed to do.

    Raises:
        ValueError: when the code means something else already.
    """
    if _abilities.get(code, title) != title:
        raise ValueError(f"{code} means something else already")
    _abilities[code] = title


def abilities() -> dict[str, Text]:
    """Return every ability by its code."""
    return dict(_abilities)


class AlreadyIssued(ValueError):
    """The same request for a key came twice; the first one was answered and the key can't be shown again."""


def issue_key(
    *,
    actor: Actor,
    office: Organisation,
    name: str,
    ability: str,
    expires_on: date | None = None,
    uid: UUID | None = None,
) -> tuple[MachineClient, str]:
    """Let a machine in and return its key, which can't be read again.

    Args:
        actor: who lets it in.
        office: at which office.
        name: what the machine is called in the event log.
        ability: the one thing it may do.
        expires_on: the last day the key opens anything; without it, until it is ended.
        uid: chosen by the page that asks, so that sending it twice makes one key.

    Raises:
        NotAllowed: when the actor may not.
        KeyError: when there is no such ability.
        AlreadyIssued: when that uid has its key.
        ValueError: when the name is empty or longer than 80 characters, or the last day has passed.
    """
    require(actor, "identity.issue_key", office)
    _abilities[ability]
    longest = MachineClient._meta.get_field("name").max_length or 0
    if not 0 < len(name.strip()) <= longest:
        raise ValueError(f"a machine has a name of at most {longest} characters")
    if expires_on is not None and expires_on < clock.today():
        raise ValueError("the last day has passed")
    key = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        client, made = MachineClient.objects.get_or_create(
            uid=uid or uuid4(),
            defaults={
                "office": office,
                "name": name.strip(),
                "ability": ability,
                "digest": _digest(key),
                "created_at": clock.now(),
                "expires_on": expires_on,
            },
        )
        if not made:
            raise AlreadyIssued
        record(MACHINE_KEY_ISSUED, actor=actor, target=Target("machine", client.uid), office=office.uid)
    return client, key


def end_key(*, actor: Actor, office: Organisation, uid: UUID) -> MachineClient:
    """End a key of an office now; ending it again changes nothing.

    Raises:
        MachineClient.DoesNotExist: when the office has no such key.
        NotAllowed: when the actor may not.
    """
    require(actor, "identity.issue_key", office)
    with transaction.atomic():
        client = MachineClient.objects.select_for_update().get(uid=uid, office=office)
        if client.ended_at is None:
            client.ended_at = clock.now()
            client.save(update_fields=["ended_at"])
            record(MACHINE_KEY_ENDED, actor=actor, target=Target("machine", client.uid), office=office.uid)
    return client


def keys_of(office: Organisation) -> list[MachineClient]:
    """Return the office's keys, the newest first; the keys themselves are not known."""
    return list(MachineClient.objects.filter(office=office).order_by("-created_at", "-pk"))


def client_of(key: str) -> MachineClient | None:
    """Return the machine whose key this is, or ``None`` when it is unknown, ended or past its last day; notes the use."""
    if not key.startswith(PREFIX) or len(key) > MOST:
        return None
    now = clock.now()
    holds = Q(expires_on=None) | Q(expires_on__gte=clock.today())
    found = MachineClient.objects.select_related("office").filter(holds, digest=_digest(key), ended_at=None)
    client = found.first()
    if client is not None and (
        client.last_used_at is None or client.last_used_at <= now - USE_IS_NOTED_EVERY
    ):
        MachineClient.objects.filter(pk=client.pk).update(last_used_at=now)
    return client


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
