"""What was asked of the login service, kept in the browser's own session until it comes back with a code.

``state`` ties the answer to this browser, ``nonce`` the token to this request, the verifier (PKCE, S256) the code to
this server. Each is random, used once and forgotten after ten minutes. Several logins may be under way at once, in
several tabs.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from samveita.ground.identity.login.provider import Provider

KEY = "samveita_login_asked"
LIFETIME_SECONDS = 600
MOST_AT_ONCE = 5
SCOPE = "openid profile"


@dataclass(frozen=True, slots=True)
class Asked:
    """One login under way.

    Attributes:
        nonce: returns inside the id token.
        verifier: proves that who asked also redeems.
        next_path: where to go afterwards, a path on the host where it began.
        language: of the pages it began on.
        started_at: real time, seconds since the epoch.
        fresh: whether the electronic id must be used anew (step-up).
        host: the municipality's own host where it began; empty on the central host.
        browser_state: digest of the secret that browser keeps on that host.
    """

    nonce: str
    verifier: str
    next_path: str
    language: str
    started_at: int
    fresh: bool = False
    host: str = ""
    browser_state: str = ""


def new_secret() -> str:
    """Return 256 random bits in URL-safe letters."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return the URL-safe SHA-256 of a secret, without padding; also the PKCE challenge of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).rstrip(b"=").decode()


def redirect_uri() -> str:
    """Return the one address registered with the login service, always on the central host."""
    return f"{settings.PUBLIC_ADDRESS}/auth/callback"


def ask(
    provider: Provider,
    session: SessionBase,
    *,
    next_path: str,
    language: str,
    prompt: str = "",
    host: str = "",
    browser_state: str = "",
) -> str:
    """Keep the question in the session and return the login service's address to send the browser to.

    Args:
        provider: the login service.
        session: of this browser on the central host.
        next_path: where to go afterwards.
        language: of the pages.
        prompt: ``login`` to demand the electronic id anew, ``select_account`` to choose another subject.
        host: the municipality's own host, if it began there.
        browser_state: see ``Asked``.

    Raises:
        LoginFailed: the login service can't be reached.
    """
    endpoint = provider.endpoints().authorization
    state, asked = (
        new_secret(),
        Asked(
            nonce=new_secret(),
            verifier=new_secret(),
            next_path=next_path,
            language=language,
            started_at=int(time.time()),
            fresh=prompt == "login",
            host=host,
            browser_state=browser_state,
        ),
    )
    kept: dict[str, Any] = session.get(KEY, {})
    newest = dict(list(kept.items())[-(MOST_AT_ONCE - 1) :])
    session[KEY] = {**newest, state: asdict(asked)}
    query = {
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri(),
        "response_type": "code",
        "response_mode": "query",
        "scope": SCOPE,
        "state": state,
        "nonce": asked.nonce,
        "code_challenge": digest_of(asked.verifier),
        "code_challenge_method": "S256",
        "ui_locales": language,
        **({"prompt": prompt} if prompt else {}),
    }
    return f"{endpoint}?{urlencode(query)}"


def take(session: SessionBase, state: str) -> Asked | None:
    """Return what was asked under a state and forget it; ``None`` when unknown or older than ten minutes."""
    kept: dict[str, Any] = dict(session.get(KEY, {}))
    found = kept.pop(state, None)
    if found is None:
        return None
    session[KEY] = kept
    asked = Asked(**found)
    return asked if time.time() - asked.started_at <= LIFETIME_SECONDS else None
