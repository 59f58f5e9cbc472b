"""What adapters share on the wire: one client's time limits, what an answer's status means, and reading JSON without trust."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from samveita.engines.payments.adapters import Declined, NotNow, Unclear

CONNECT_TIMEOUT, ANSWER_TIMEOUT = 5.0, 20.0
RENEW_EARLY = 30.0
NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class NoToken(Exception):
    """No token could be had; ``outcome`` says what that means for the payment: certainly nothing happened."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.outcome = NotNow(code)


@dataclass(slots=True)
class _Token:
    """The token of one login, and when it is renewed (monotonic seconds)."""

    value: str = ""
    renew_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Tokens:
    """Tokens of logins, each fetched once and renewed shortly before it ends."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, ...], _Token] = {}
        self._lock = threading.Lock()

    def value(self, key: tuple[str, ...], log_in: Callable[[], tuple[str, float]]) -> str:
        """Return the token of a login; ``log_in`` tells a new one and its life in seconds.

        Raises:
            NoToken: when ``log_in`` does.
        """
        holder = self._holder(key)
        with holder.lock:
            if not holder.value or time.monotonic() >= holder.renew_at:
                holder.value, life = log_in()
                holder.renew_at = time.monotonic() + max(life - RENEW_EARLY, 0.0)
            return holder.value

    def forget(self, key: tuple[str, ...]) -> None:
        """Let the next call log in again."""
        self._holder(key).value = ""

    def _holder(self, key: tuple[str, ...]) -> _Token:
        with self._lock:
            return self._held.setdefault(key, _Token())


def new_client() -> httpx.Client:
    """Return a connection pool; redirects are not followed and no proxy is taken from the environment."""
    return httpx.Client(
        timeout=httpx.Timeout(ANSWER_TIMEOUT, connect=CONNECT_TIMEOUT),
        follow_redirects=False,
        trust_env=False,
    )


def call(
    client: httpx.Client,
    method: str,
    address: str,
    *,
    headers: dict[str, str],
    body: dict[str, object] | None = None,
    query: dict[str, str] | None = None,
) -> httpx.Response | NotNow | Unclear:
    """Make one call; a fault before anything was sent is ``NotNow``, any other ``Unclear``."""
    try:
        return client.request(method, address, json=body, params=query, headers=headers)
    except NOTHING_SENT as fault:
        return NotNow(type(fault).__name__)
    except httpx.RequestError as fault:
        return Unclear(type(fault).__name__)


def fault_of(answer: httpx.Response) -> NotNow | Unclear | Declined:
    """Return what an answer that is no success means for the work that was asked for."""
    status = answer.status_code
    if status in {400, 422}:
        return Declined(f"status {status}")
    if status >= 500 or 200 < status < 300:
        return Unclear(f"status {status}")
    return NotNow(f"status {status}")


def json_of(answer: httpx.Response) -> dict[str, object]:
    """Return the JSON object of an answer; empty when it is none."""
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
