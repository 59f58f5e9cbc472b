"""Talks to the login service: where its endpoints are, its keys, and a code traded for tokens.

Endpoints and keys are fetched once an hour. A token signed with a key not seen before makes the keys be fetched again,
at most twice a minute, so that the service may rotate its keys and nobody can make us hammer it. Source: OpenID Connect
Discovery 1.0, RFC 6749 section 4.1.3, RFC 7636.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from samveita.ground.identity.login.problems import LoginFailed, Problem

REFRESH_SECONDS = 3600.0
ROTATION_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the login service answers."""

    authorization: str
    token: str
    end_session: str
    keys: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code is worth. The access token is used to check the id token and then forgotten."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


class Provider:
    """One login service as one client knows it; safe to share between threads."""

    def __init__(self, *, issuer: str, client_id: str, client_secret: str, timeout: float) -> None:
        self.issuer = issuer
        self.client_id = client_id
        self._secret = client_secret
        self._timeout = timeout
        self._lock = threading.Lock()
        self._endpoints: Endpoints | None = None
        self._endpoints_at = 0.0
        self._keys: dict[str, Key] = {}
        self._keys_at = float("-inf")

    def endpoints(self) -> Endpoints:
        """Return the endpoints.

        Raises:
            LoginFailed: the service can't be reached, or tells of another issuer.
        """
        with self._lock:
            if self._endpoints is None or time.monotonic() - self._endpoints_at > REFRESH_SECONDS:
                self._endpoints = self._discovered()
                self._endpoints_at = time.monotonic()
            return self._endpoints

    def key(self, key_id: str) -> Key:
        """Return the public key with an id.

        Raises:
            LoginFailed: the service publishes no such key, or can't be reached.
        """
        address = self.endpoints().keys
        with self._lock:
            age = time.monotonic() - self._keys_at
            if age > REFRESH_SECONDS or (key_id not in self._keys and age > ROTATION_SECONDS):
                self._keys = self._published(address)
                self._keys_at = time.monotonic()
            if key_id not in self._keys:
                raise LoginFailed(Problem.NOT_TRUSTED, "unknown key")
            return self._keys[key_id]

    def redeem(self, *, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """Trade an authorisation code for tokens.

        Raises:
            LoginFailed: the code doesn't hold, or the service can't be reached.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect_uri,
            "client_id": self.client_id,
            "client_secret": self._secret,
        }
        answer = self._call("POST", self.endpoints().token, form)
        told = _json(answer)
        if told.get("error") == "invalid_grant":
            raise LoginFailed(Problem.EXPIRED, "the code doesn't hold")
        if answer.status_code != httpx.codes.OK or not isinstance(told.get("id_token"), str):
            raise LoginFailed(
                Problem.UNREACHABLE, f"token endpoint: {answer.status_code} {told.get('error', '')}"
            )
        return Tokens(id_token=str(told["id_token"]), access_token=str(told.get("access_token", "")))

    def _discovered(self) -> Endpoints:
        told = _json(self._call("GET", f"{self.issuer}/.well-known/openid-configuration"))
        if told.get("issuer") != self.issuer:
            raise LoginFailed(Problem.UNREACHABLE, "discovery tells of another issuer")
        names = ("authorization_endpoint", "token_endpoint", "end_session_endpoint", "jwks_uri")
        found = [str(told.get(name, "")) for name in names]
        if any(urlsplit(address).scheme != urlsplit(self.issuer).scheme for address in found):
            raise LoginFailed(Problem.UNREACHABLE, "discovery lacks an endpoint or names an unsafe one")
        return Endpoints(*found)

    def _published(self, address: str) -> dict[str, Key]:
        try:
            keys = KeySet.import_key_set(_json(self._call("GET", address)))  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise LoginFailed(Problem.UNREACHABLE, "the published keys can't be read") from error
        return {key.kid: key for key in keys.keys if key.kid and key.key_type == "RSA"}

    def _call(self, method: str, address: str, form: dict[str, str] | None = None) -> httpx.Response:
        try:
            return httpx.request(method, address, data=form, timeout=self._timeout, trust_env=False)
        except httpx.HTTPError as error:
            raise LoginFailed(Problem.UNREACHABLE, type(error).__name__) from error


def provider() -> Provider:
    """Return the login service of this installation."""
    return _provider(
        settings.LOGIN_ISSUER,
        settings.LOGIN_CLIENT_ID,
        settings.LOGIN_CLIENT_SECRET,
        settings.OUTSIDE_TIMEOUT,
    )


@cache
def _provider(issuer: str, client_id: str, client_secret: str, timeout: float) -> Provider:
    return Provider(issuer=issuer, client_id=client_id, client_secret=client_secret, timeout=timeout)


def _json(answer: httpx.Response) -> dict[str, object]:
    """Return the answer's object; an error page or anything else counts as no answer."""
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise LoginFailed(Problem.UNREACHABLE, f"status {answer.status_code}")
    try:
        told = answer.json()
    except ValueError as error:
        raise LoginFailed(Problem.UNREACHABLE, "no JSON") from error
    if not isinstance(told, dict):
        raise LoginFailed(Problem.UNREACHABLE, "no JSON object")
    return told
