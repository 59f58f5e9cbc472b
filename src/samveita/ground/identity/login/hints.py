"""Keeps the id token for logging out, sealed: it names a kennitala, which no other table may hold readable.

Sealed with AES-256-GCM under a key derived from the installation's secret; whoever reads the session table reads nothing.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

HEADER = {"alg": "dir", "enc": "A256GCM"}


def sealed(id_token: str) -> str:
    """Return the token sealed."""
    return jwe.encrypt_compact(dict(HEADER), id_token.encode(), _key())


def opened(hint: str) -> str:
    """Return the token, or an empty string when the seal doesn't hold (the secret has changed since)."""
    try:
        plain = jwe.decrypt_compact(hint, _key(), algorithms=["dir", "A256GCM"]).plaintext
    except (JoseError, ValueError):
        return ""
    return (plain or b"").decode()


def _key() -> OctKey:
    secret = f"samveita.login.hints:{settings.SECRET_KEY}"
    return OctKey.import_key(hashlib.sha256(secret.encode()).digest())
