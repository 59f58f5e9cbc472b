"""Who may call the document endpoint: whoever carries a token of the one authority, for us, with the right.

The token says nothing of the resident, so these checks are absolute: signature by a published key, RS256 and nothing
else, issuer, time, audience, and then the right. A value missing from settings closes the endpoint; it never weakens a
check. See national-infrastructure section 4.4.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from functools import cache

import httpx
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from samveita.iceland import clock

ALGORITHMS = ["RS256"]
KEYS_LIVE = 600.0
"""Seconds that fetched keys are used; a key withdrawn by the authority is refused after that at the latest."""
ASK_AGAIN_AFTER = 10.0
"""Seconds between two fetches, so that invented key ids cannot make us knock at the authority all day."""
KEYS_TIMEOUT = 5.0


class NotIdentified(Exception):
    """The token is missing, or not one we accept (401)."""


class CannotCheck(Exception):
    """The check itself is not possible just now: settings are missing or the keys cannot be fetched (503)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say, from settings; the skew is in seconds."""

    issuer: str
    keys_url: str
    audience: str
    scope: str
    skew: int


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller whose token held: its authority, its client id there, and whether it has the right."""

    issuer: str
    client_id: str
    has_right: bool


def identify(authorization: str, expected: Expected) -> Caller:
    """Check the ``Authorization`` header and say who calls.

    Raises:
        NotIdentified: no bearer token, or one that does not hold.
        CannotCheck: a setting is missing, or the authority's keys cannot be had.
    """
    if not (expected.issuer and expected.keys_url and expected.audience and expected.scope):
        raise CannotCheck("the document endpoint lacks a setting")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotIdentified("no bearer token")
    try:
        key = key_ring(expected.keys_url).key(_key_id(token.strip()))
        claims = jwt.decode(token.strip(), key, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=int(clock.now().timestamp()),
            leeway=expected.skew,
            iss={"essential": True, "value": expected.issuer},
            aud={"essential": True, "value": expected.audience},
            exp={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError, TypeError) as fault:
        raise NotIdentified(type(fault).__name__) from fault
    return Caller(
        issuer=expected.issuer,
        client_id=str(claims.get("client_id") or claims.get("azp") or claims.get("appid") or ""),
        has_right=expected.scope in rights_of(claims),
    )


def rights_of(claims: dict[str, object]) -> frozenset[str]:
    """Return the rights in a token: ``scope`` or ``scp``, each a list or words with spaces between."""
    rights: set[str] = set()
    for name in ("scope", "scp"):
        told = claims.get(name)
        if isinstance(told, str):
            rights.update(told.split())
        elif isinstance(told, list):
            rights.update(word for word in told if isinstance(word, str))
    return frozenset(rights)


def _key_id(token: str) -> str:
    """Return the key id in a token's header; a token that names no key is not one we accept."""
    key_id = jws.extract_compact(token.encode("ascii")).headers().get("kid")
    if not isinstance(key_id, str) or not key_id:
        raise NotIdentified("the token names no key")
    return key_id


class KeyRing:
    """The keys an authority publishes, kept by key id; a new key is found as soon as a token names it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._keys: dict[str, RSAKey] = {}
        self._fetched = float("-inf")

    def key(self, key_id: str) -> RSAKey:
        """Return the key with an id, asking the authority when it is new or the kept keys are old.

        Raises:
            NotIdentified: the authority publishes no such key.
            CannotCheck: the authority does not answer.
        """
        with self._lock:
            age = time.monotonic() - self._fetched
            if age > KEYS_LIVE or (key_id not in self._keys and age > ASK_AGAIN_AFTER):
                self._keys = _published_keys(self._url)
                self._fetched = time.monotonic()
            if key_id not in self._keys:
                raise NotIdentified("the authority publishes no such key")
            return self._keys[key_id]


@cache
def key_ring(url: str) -> KeyRing:
    """Return the one ring this process keeps for an address of keys."""
    return KeyRing(url)


def _published_keys(url: str) -> dict[str, RSAKey]:
    """Fetch the RSA signing keys an authority publishes."""
    try:
        answer = httpx.get(url, timeout=KEYS_TIMEOUT, trust_env=False)
        published = answer.raise_for_status().json()["keys"]
        return {
            one["kid"]: RSAKey.import_key(one)
            for one in published
            if one.get("kty") == "RSA" and one.get("kid") and one.get("use", "sig") == "sig"
        }
    except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise CannotCheck(f"keys of the authority: {type(fault).__name__}") from fault
