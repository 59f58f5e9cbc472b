"""Keys and signed tokens of the simulated authorities, the right ones and the forged ones.

RS256 with a ``kid`` as the national services use. One key pair is kept for each issuer and one that nobody publishes,
so that tests can ask for a token that is wrong in exactly one way.
"""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

LIFETIME = 300
"""Seconds a token lives: the national service's upper limit."""
SKEW = 60
FORGERIES = (
    "second_key",
    "second_issuer",
    "expired",
    "not_yet",
    "wrong_audience",
    "missing_scope",
    "scope_array",
    "scp",
    "hs256",
    "none",
)
"""``scope_array`` and ``scp`` are not forgeries but the other two places where the right may stand."""

Claims = dict[str, object]


class BadToken(Exception):
    """A token that does not hold."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The key pair of one issuer, kept in a file so that a restart does not change it."""

    issuer: str
    key: RSAKey
    stranger: RSAKey

    @classmethod
    def kept_in(cls, folder: str, issuer: str, name: str) -> Signer:
        """Read the keys of an issuer, making them the first time."""
        return cls(issuer, _kept_key(Path(folder), name), _kept_key(Path(folder), f"{name}-stranger"))

    def public_keys(self) -> dict[str, object]:
        """Return the key set that the issuer publishes."""
        return {"keys": [{**self.key.as_dict(private=False), "use": "sig", "alg": "RS256"}]}

    def sign(self, claims: Mapping[str, object], *, kind: str = "JWT", forgery: str = "") -> str:
        """Return a signed token, wrong in the one way asked for."""
        shaped = _shaped(dict(claims), forgery)
        if forgery == "none":
            return f"{_segment({'alg': 'none', 'typ': kind})}.{_segment(shaped)}."
        if forgery == "hs256":
            # The classic confusion: the public key, which everyone has, used as a shared secret.
            signed = f"{_segment({'alg': 'HS256', 'kid': self.key.kid, 'typ': kind})}.{_segment(shaped)}"
            digest = hmac.digest(self.key.as_pem(private=False), signed.encode(), "sha256")
            return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"
        key = self.stranger if forgery == "second_key" else self.key
        return jwt.encode({"alg": "RS256", "kid": self.key.kid, "typ": kind}, shaped, key)

    def read(self, token: str, *, now: float | None = None, check_times: bool = True) -> Claims:
        """Return the claims of a token of ours.

        Raises:
            BadToken: when signature, issuer or times do not hold.
        """
        return _read(token, KeySet([self.key]), self.issuer, time.time() if now is None else now, check_times)


class TrustedIssuers:
    """The issuers a simulated service trusts; their keys are fetched over HTTP like anyone else's."""

    def __init__(self, *issuers: str) -> None:
        self.issuers = issuers
        self._keys: dict[str, KeySet] = {}

    def read(self, token: str, *, audience: str, scope: str = "") -> Claims:
        """Return the claims of a bearer token for us.

        Raises:
            BadToken: when anything about it does not hold.
        """
        issuer = _claims_unchecked(token).get("iss")
        if issuer not in self.issuers:
            raise BadToken("issuer")
        claims = self._read_with_keys(token, str(issuer))
        audiences = claims.get("aud")
        if audience not in (audiences if isinstance(audiences, list) else [audiences]):
            raise BadToken("audience")
        if scope and scope not in scopes_of(claims):
            raise BadToken("scope")
        return claims

    def _read_with_keys(self, token: str, issuer: str) -> Claims:
        known = issuer in self._keys
        try:
            return _read(token, self._keys_of(issuer), issuer, time.time(), True)
        except BadToken:
            if not known:
                raise
            del self._keys[issuer]  # the issuer may have new keys since we fetched them
            return _read(token, self._keys_of(issuer), issuer, time.time(), True)

    def _keys_of(self, issuer: str) -> KeySet:
        if issuer not in self._keys:
            try:
                address = f"{issuer}/.well-known/openid-configuration/jwks"
                answer = httpx.get(address, timeout=5, trust_env=False)
                answer.raise_for_status()
                self._keys[issuer] = KeySet.import_key_set(answer.json())
            except (httpx.HTTPError, ValueError, JoseError) as error:
                raise BadToken("keys of the issuer cannot be fetched") from error
        return self._keys[issuer]


def scopes_of(claims: Mapping[str, object]) -> set[str]:
    """Return the scopes of a token wherever they stand: ``scope`` or ``scp``, text or list."""
    found: set[str] = set()
    for name in ("scope", "scp"):
        value = claims.get(name, "")
        found.update(
            value.split() if isinstance(value, str) else map(str, value) if isinstance(value, list) else ()
        )
    return found


def _kept_key(folder: Path, name: str) -> RSAKey:
    file = folder / f"key-{name}.json"
    if file.exists():
        return RSAKey.import_key(json.loads(file.read_text()))
    folder.mkdir(parents=True, exist_ok=True)
    key = RSAKey.generate_key(2048, auto_kid=True)
    file.write_text(json.dumps(key.as_dict(private=True)))
    return RSAKey.import_key(json.loads(file.read_text()))


def _shaped(claims: Claims, forgery: str) -> Claims:
    now = int(time.time())
    if forgery == "second_issuer":
        claims["iss"] = "https://innskra.example.is"
    elif forgery == "expired":
        claims.update(iat=now - 7200, nbf=now - 7200, exp=now - 3600)
    elif forgery == "not_yet":
        claims.update(nbf=now + 3600, exp=now + 7200)
    elif forgery == "wrong_audience":
        claims["aud"] = "@example.is/other"
    elif forgery == "missing_scope":
        claims["scope"] = "@example.is/other"
    elif forgery == "scope_array":
        claims["scope"] = sorted(scopes_of(claims))
    elif forgery == "scp":
        claims["scp"] = " ".join(sorted(scopes_of(claims)))
        claims.pop("scope", None)
    return claims


def _read(token: str, keys: KeySet, issuer: str, now: float, check_times: bool) -> Claims:
    try:
        claims = dict(jwt.decode(token, keys, algorithms=["RS256"]).claims)
    except (JoseError, ValueError) as error:
        raise BadToken("signature") from error
    if claims.get("iss") != issuer:
        raise BadToken("issuer")
    begins, ends = claims.get("nbf", 0), claims.get("exp", 0)
    if check_times and not (_seconds(begins) - SKEW <= now <= _seconds(ends) + SKEW):
        raise BadToken("times")
    return claims


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _claims_unchecked(token: str) -> Claims:
    try:
        middle = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError) as error:
        raise BadToken("shape") from error
    return claims if isinstance(claims, dict) else {}


def _segment(value: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
