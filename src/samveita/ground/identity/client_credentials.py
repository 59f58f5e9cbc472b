"""Tokens for this installation itself, when it calls one of the nation's services (OAuth 2.0 client credentials).

Not for people: their login is elsewhere in this room. A token is kept per authority, client and scope, renewed a
little before it ends, and forgotten on request when a service refuses it. Source: RFC 6749 section 4.4.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import httpx

RENEW_EARLY = 30.0
"""Seconds before its end that a token is renewed."""
TIMEOUT = 10.0
"""Seconds for each of connecting, sending and waiting."""


class TokenFault(Exception):
    """No token could be had.

    Attributes:
        credentials: True when the authority refused the client or its secret, so that trying again is useless.
    """

    def __init__(self, reason: str, *, credentials: bool) -> None:
        super().__init__(reason)
        self.credentials = credentials


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Who we are at one authority; the secret is never shown."""

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""


class TokenSource:
    """Gives the current token of one client; safe to share between threads."""

    def __init__(self, credentials: ClientCredentials) -> None:
        self._credentials = credentials
        self._lock = threading.Lock()
        self._token = ""
        self._renew_at = 0.0

    def token(self) -> str:
        """Return a token that has some life left, fetching one when needed.

        Raises:
            TokenFault: the authority refused us, could not be reached, or answered with something else than a token.
        """
        with self._lock:
            if not self._token or time.monotonic() >= self._renew_at:
                asked_at = time.monotonic()
                self._token, life = _fetch(self._credentials)
                self._renew_at = asked_at + max(life - RENEW_EARLY, 0.0)
            return self._token

    def forget(self, token: str) -> None:
        """Drop a token that a service refused; one fetched meanwhile by another thread is kept."""
        with self._lock:
            if self._token == token:
                self._token = ""


_sources: dict[ClientCredentials, TokenSource] = {}
_sources_lock = threading.Lock()


def token_source(credentials: ClientCredentials) -> TokenSource:
    """Return the one source this process keeps for these credentials."""
    with _sources_lock:
        return _sources.setdefault(credentials, TokenSource(credentials))


def _fetch(credentials: ClientCredentials) -> tuple[str, float]:
    """Ask the authority; return the token and its life in seconds."""
    form = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }
    if credentials.scope:
        form["scope"] = credentials.scope
    try:
        response = httpx.post(credentials.token_url, data=form, timeout=TIMEOUT, trust_env=False)
    except httpx.RequestError as fault:
        raise TokenFault(f"token authority: {type(fault).__name__}", credentials=False) from fault
    if response.status_code != httpx.codes.OK:
        later = response.status_code in {408, 429} or response.status_code >= 500
        raise TokenFault(f"token authority answered {response.status_code}", credentials=not later)
    try:
        told = response.json()
        token, life = told["access_token"], float(told.get("expires_in", 0))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise TokenFault("token authority answered without a token", credentials=False) from None
    if not isinstance(token, str) or not token:
        raise TokenFault("token authority answered with an empty token", credentials=False)
    return token, life
