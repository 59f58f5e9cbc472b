"""Judges the login service's tokens: signature, algorithm, issuer, audience, times, nonce.

Only RS256 is accepted, whatever a token says of itself. Clocks may differ by a minute (the reference server library's
own allowance). Times here are real time, never the clock that demonstrations shift. Source: OpenID Connect Core 1.0
section 3.1.3.7; OpenID Connect Back-Channel Logout 1.0 section 2.6; national-infrastructure reference 6.3 and 6.5.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from samveita.ground.identity.login.problems import LoginFailed, Problem
from samveita.ground.identity.login.provider import Provider

ALGORITHMS = ["RS256"]
SKEW_SECONDS = 60
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"

Claims = dict[str, Any]


def read_id_token(provider: Provider, token: str, *, nonce: str, access_token: str = "") -> Claims:
    """Return the claims of an id token that answers our own request.

    Raises:
        LoginFailed: when anything about it doesn't hold.
    """
    claims = _verified(provider, token)
    if not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
        raise LoginFailed(Problem.NOT_TRUSTED, "nonce")
    if "at_hash" in claims and not hmac.compare_digest(str(claims["at_hash"]), _half_hash(access_token)):
        raise LoginFailed(Problem.NOT_TRUSTED, "at_hash")
    return claims


def read_logout_token(provider: Provider, token: str) -> str:
    """Return the ``sid`` of the session that a back-channel logout ends.

    Raises:
        LoginFailed: when the token doesn't hold or names no session.
    """
    claims = _verified(provider, token)
    events = claims.get("events")
    if not isinstance(events, dict) or LOGOUT_EVENT not in events or "nonce" in claims:
        raise LoginFailed(Problem.NOT_TRUSTED, "not a logout token")
    session_id = claims.get("sid")
    if not isinstance(session_id, str) or not session_id:
        raise LoginFailed(Problem.NOT_TRUSTED, "no sid")
    return session_id


def _verified(provider: Provider, token: str) -> Claims:
    try:
        key_id = jws.extract_compact(token.encode()).headers().get("kid")
        if not isinstance(key_id, str):
            raise LoginFailed(Problem.NOT_TRUSTED, "no kid")
        claims = dict(jwt.decode(token, provider.key(key_id), algorithms=ALGORITHMS).claims)
        JWTClaimsRegistry(
            leeway=SKEW_SECONDS,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise LoginFailed(Problem.NOT_TRUSTED, type(error).__name__) from error
    audiences = claims["aud"]
    if isinstance(audiences, list) and len(audiences) > 1 and claims.get("azp") != provider.client_id:
        raise LoginFailed(Problem.NOT_TRUSTED, "azp")
    return claims


def _half_hash(access_token: str) -> str:
    digest = hashlib.sha256(access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
