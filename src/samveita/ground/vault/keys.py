"""The keys: a data key per organisation, wrapped by a master key from the environment, and re-wrapping them.

Master keys come from ``SAMVEITA_MASTER_KEYS``; the first one wraps, the others still open. Rotation re-wraps the few
data keys under the first master key and touches no file and no row else, so it takes a moment; afterwards the old
master key may be taken out of the environment (keep it as long as older backups need it).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.envelope import NONCE_BYTES, CannotOpen
from samveita.ground.vault.events import KEY_MADE, KEY_REWRAPPED, KeyDetails
from samveita.ground.vault.models import DataKey
from samveita.iceland import clock

DATA_KEY_BYTES = 32
MACHINE = Actor.system("vault")

_at_hand: ContextVar[dict[UUID, DataKey] | None] = ContextVar("samveita_keys_at_hand", default=None)


class MasterKeyMissing(CannotOpen):
    """A data key is wrapped by a master key that the environment does not hold; the message names its id."""


def active_key(owner: Organisation) -> tuple[UUID, bytes]:
    """Return uid and contents of the key that seals for an organisation, made at the first call.

    Always asks the database: a key made in a transaction that is rolled back must not be used again.
    """
    row = DataKey.objects.filter(organisation=owner, is_active=True).first()
    if row is None:
        row = _make(owner)
    return row.uid, _unwrapped(row)


@contextmanager
def keys_at_hand() -> Iterator[None]:
    """Ask the database once for each data key that opens something within the block; for a page with many texts.

    A block within a block keeps what the outer one has at hand.
    """
    outer = _at_hand.get()
    token = _at_hand.set({} if outer is None else outer)
    try:
        yield
    finally:
        _at_hand.reset(token)


def key_with_uid(uid: UUID) -> bytes:
    """Return the contents of a data key.

    Raises:
        CannotOpen: when no such key exists.
        MasterKeyMissing: when its master key is not in the environment.
    """
    at_hand = _at_hand.get()
    row = at_hand.get(uid) if at_hand else None
    row = row or DataKey.objects.filter(uid=uid).first()
    if row is None:
        raise CannotOpen("the data key that sealed this is not in the database")
    if at_hand is not None:
        at_hand[uid] = row
    return _unwrapped(row)


def rewrap_all() -> int:
    """Wrap every data key under the first master key; return how many were wrapped under another.

    Raises:
        MasterKeyMissing: when the master key of one is gone; then none is changed.
    """
    newest = next(iter(settings.MASTER_KEYS))
    with transaction.atomic():
        rows = list(
            DataKey.objects.select_for_update().exclude(master_key_id=newest).select_related("organisation")
        )
        for row in rows:
            key = _unwrapped(row)
            row.master_key_id, row.wrapped = newest, _wrap(key, row.uid, newest)
            row.save(update_fields=["master_key_id", "wrapped"])
            _tell(KEY_REWRAPPED, row)
    return len(rows)


def _make(owner: Organisation) -> DataKey:
    newest, uid = next(iter(settings.MASTER_KEYS)), uuid4()
    wrapped = _wrap(os.urandom(DATA_KEY_BYTES), uid, newest)
    try:
        with transaction.atomic():
            row = DataKey.objects.create(
                uid=uid, organisation=owner, master_key_id=newest, wrapped=wrapped, created_at=clock.now()
            )
            _tell(KEY_MADE, row)
            return row
    except IntegrityError:
        return DataKey.objects.get(organisation=owner, is_active=True)


def _tell(event: EventType, row: DataKey) -> None:
    record(
        event,
        actor=MACHINE,
        target=Target("data_key", row.uid),
        office=row.organisation.uid,
        data=KeyDetails(master_key_id=row.master_key_id),
    )


def _wrap(key: bytes, uid: UUID, master_key_id: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(settings.MASTER_KEYS[master_key_id]).encrypt(nonce, key, uid.bytes)


def _unwrapped(row: DataKey) -> bytes:
    master = settings.MASTER_KEYS.get(row.master_key_id)
    if master is None:
        raise MasterKeyMissing(f"SAMVEITA_MASTER_KEYS lacks the key {row.master_key_id!r}")
    return _unwrap(bytes(row.wrapped), row.uid, master)


@lru_cache(maxsize=256)
def _unwrap(wrapped: bytes, uid: UUID, master: bytes) -> bytes:
    try:
        return AESGCM(master).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], uid.bytes)
    except InvalidTag:
        raise CannotOpen("the master key under this id is not the one that wrapped the data key") from None
