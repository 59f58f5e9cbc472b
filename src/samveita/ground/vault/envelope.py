"""The envelope around sealed bytes: which key sealed them, and AES-256-GCM over contents and context.

Layout: 3 bytes ``SV1``, 16 bytes uid of the data key, 12 bytes nonce, then ciphertext with its 16-byte tag. The header
and the caller's context are authenticated too, so an envelope opens only with the key it names and in its own place.
The nonce is random; NIST SP 800-38D allows 2^32 messages a key, far beyond what one office stores.
"""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SV1"
NONCE_BYTES = 12
HEADER_BYTES = len(MAGIC) + 16


class CannotOpen(Exception):
    """Sealed bytes that do not open: damaged, sealed for someone else, or their key is not here."""


def close(key: bytes, key_uid: UUID, plain: bytes, context: bytes) -> bytes:
    """Return the envelope around ``plain``."""
    header = MAGIC + key_uid.bytes
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + AESGCM(key).encrypt(nonce, plain, header + context)


def key_uid_of(sealed: bytes) -> UUID:
    """Return the uid of the data key that sealed the envelope.

    Raises:
        CannotOpen: when the bytes are no envelope.
    """
    if not sealed.startswith(MAGIC) or len(sealed) < HEADER_BYTES + NONCE_BYTES:
        raise CannotOpen("these bytes are no envelope of the vault")
    return UUID(bytes=sealed[len(MAGIC) : HEADER_BYTES])


def open_with(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        CannotOpen: when anything differs from what was sealed, the context included.
    """
    nonce, rest = sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES], sealed[HEADER_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, sealed[:HEADER_BYTES] + context)
    except InvalidTag:
        raise CannotOpen("the envelope was changed, or was sealed for another owner or place") from None
