"""Sealing and opening bytes, texts and stored documents for an organisation.

The owner is the office of the row that holds the sealed bytes, whichever organisation succeeded it since: pass
``row.office``, never today's successor. The owner's uid is part of what is authenticated, so bytes copied into another
office's row do not open there. ``about`` binds an envelope to its own place as well (a file's uid, a row's uid).
"""

from __future__ import annotations

import json

from samveita.ground.documents.stored import DocumentT, Stored, pack, unpack
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault import envelope, keys
from samveita.ground.vault.envelope import CannotOpen
from samveita.ground.vault.keys import MasterKeyMissing

__all__ = [
    "CannotOpen",
    "MasterKeyMissing",
    "decrypt",
    "encrypt",
    "open_document",
    "open_text",
    "seal_document",
    "seal_text",
]


def encrypt(owner: Organisation, plain: bytes, *, about: str = "") -> bytes:
    """Seal bytes for an organisation under its active data key.

    Args:
        owner: the organisation whose row will hold them.
        plain: what to seal.
        about: the place they belong to, if it should be bound to it; the same words open it again.

    Raises:
        MasterKeyMissing: when the organisation's key can't be unwrapped here.
    """
    uid, key = keys.active_key(owner)
    return envelope.close(key, uid, plain, _context(owner, about))


def decrypt(owner: Organisation, sealed: bytes, *, about: str = "") -> bytes:
    """Return what was sealed for this owner.

    Raises:
        CannotOpen: when the bytes were changed, or sealed for another owner or place.
        MasterKeyMissing: when the key that sealed them can't be unwrapped here; names the master key.
    """
    sealed = bytes(sealed)
    return envelope.open_with(keys.key_with_uid(envelope.key_uid_of(sealed)), sealed, _context(owner, about))


def seal_document(owner: Organisation, document: Stored, *, about: str = "") -> bytes:
    """Seal a stored document (answers, a note, registry data) for a ``SealedField``."""
    return seal_text(
        owner, json.dumps(pack(document), ensure_ascii=False, separators=(",", ":")), about=about
    )


def open_document(owner: Organisation, kind: type[DocumentT], sealed: bytes, *, about: str = "") -> DocumentT:
    """Open a sealed document, upgraded to the current version of its schema.

    Raises:
        CannotOpen: as ``decrypt`` does.
        DocumentError: when it holds another schema.
    """
    return unpack(kind, json.loads(open_text(owner, sealed, about=about)))


def seal_text(owner: Organisation, text: str, *, about: str = "") -> bytes:
    """Seal a text for a ``SealedField``."""
    return encrypt(owner, text.encode(), about=about)


def open_text(owner: Organisation, sealed: bytes, *, about: str = "") -> str:
    """Open a sealed text.

    Raises:
        CannotOpen: as ``decrypt`` does.
    """
    return decrypt(owner, sealed, about=about).decode()


def _context(owner: Organisation, about: str) -> bytes:
    return owner.uid.bytes + about.encode()
