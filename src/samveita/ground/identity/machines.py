"""Keys for machines that call the API for an office: given out once, kept as a digest, ended on request.

A key is 256 random bits, so a plain digest is enough (nothing to guess from). It opens one ability at one office; what
an ability lets a machine do is decided in the room that registered it. People never log in with a key.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from uuid import UUID

from django.db import transaction

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


def issue_key(*, actor: Actor, office: Organisation, name: str, ability: str) -> tuple[MachineClient, str]:
    """Let a machine in and return its key, which can't be read again.

    Raises:
        NotAllowed: when the actor may not.
        KeyError: when there is no such ability.
        ValueError: when the name is empty or longer than 80 characters.
    """
    require(actor, "identity.issue_key", office)
    _abilities[ability]
    longest = MachineClient._meta.get_field("name").max_length or 0
    if not 0 < len(name.strip()) <= longest:
        raise ValueError(f"a machine has a name of at most {longest} characters")
    key = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        client = MachineClient.objects.create(
            office=office, name=name.strip(), ability=ability, digest=_digest(key), created_at=clock.now()
        )
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
    """Return the machine whose key this is, or ``None`` when it is unknown or ended."""
    if not key.startswith(PREFIX) or len(key) > MOST:
        return None
    return MachineClient.objects.select_related("office").filter(digest=_digest(key), ended_at=None).first()


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
