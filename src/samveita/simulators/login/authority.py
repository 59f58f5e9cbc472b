"""The authority behind machine tokens: the mailbox's dedicated identity server and the registers' own.

OAuth 2.0 client credentials only. Its audience rules are the two seen in public code: a scope that ends in
``/.default`` means the resource before it, any other scope its own name without the right (reference 3.1, 4.4).
``/authority/forge`` gives tests a token that is wrong in exactly one way; nothing like it exists in the real world.
"""

from __future__ import annotations

import base64
import hmac
import re
import uuid
from urllib.parse import unquote

from samveita.simulators.configuration import MAILBOX_OPERATOR_CLIENT
from samveita.simulators.server import Answer, BadRequest, Request, Route, Simulator, json_answer
from samveita.simulators.tokens import FORGERIES, Claims, Signer

LIFETIME = 3599
DEFAULT_SCOPE = "/.default"
SENDER_CLIENT = re.compile(r"samveita|[a-z][a-z0-9-]*-(skjol|skrar|mailbox|registries)")
"""One client pair for each municipality and purpose, named after the municipality's slug."""


class Authority:
    """Issues and forges machine tokens."""

    def __init__(self, simulator: Simulator, signer: Signer) -> None:
        self.simulator = simulator
        self.signer = signer

    def routes(self) -> list[Route]:
        """Return the routes under ``/authority``."""
        return [
            Route("GET", "/authority/.well-known/openid-configuration", self.discovery),
            Route("GET", "/authority/.well-known/openid-configuration/jwks", self.keys),
            Route("POST", "/authority/connect/token", self.token),
            Route("POST", "/authority/forge", self.forge, national=False),
        ]

    def discovery(self, _request: Request) -> Answer:
        """Say where everything is."""
        issuer = self.signer.issuer
        return json_answer(
            {
                "issuer": issuer,
                "jwks_uri": f"{issuer}/.well-known/openid-configuration/jwks",
                "token_endpoint": f"{issuer}/connect/token",
                "grant_types_supported": ["client_credentials"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            }
        )

    def keys(self, _request: Request) -> Answer:
        """Publish the public keys."""
        return json_answer(self.signer.public_keys())

    def token(self, request: Request) -> Answer:
        """Issue a token for a machine client and a scope."""
        form = request.form()
        client_id, secret = _credentials(request, form)
        right = hmac.compare_digest(secret.encode(), self.simulator.configuration.machine_secret.encode())
        if not right or not _known_client(client_id):
            return json_answer({"error": "invalid_client"}, 401)
        if form.get("grant_type") != "client_credentials":
            return json_answer({"error": "unsupported_grant_type"}, 400)
        scope = form.get("scope", "").strip()
        if not scope:
            return json_answer({"error": "invalid_scope"}, 400)
        forgery = request.faults["false_token"].detail if "false_token" in request.faults else ""
        token = self.signer.sign(self._claims(client_id, scope), kind="at+jwt", forgery=forgery)
        given = {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "scope": scope}
        return json_answer(given).with_headers(("Cache-Control", "no-store"))

    def forge(self, request: Request) -> Answer:
        """Give tests a token for ``scope`` that is wrong as ``kind`` says; no kind gives a good one."""
        form = request.form()
        kind, scope = form.get("kind", ""), form.get("scope", "")
        if kind not in {"", *FORGERIES} or not scope:
            raise BadRequest(f"scope, and kind: one of {', '.join(FORGERIES)}")
        claims = self._claims(form.get("client_id", MAILBOX_OPERATOR_CLIENT), scope)
        if form.get("audience"):
            claims["aud"] = form["audience"]
        return json_answer({"access_token": self.signer.sign(claims, kind="at+jwt", forgery=kind)})

    def _claims(self, client_id: str, scope: str) -> Claims:
        now = int(self.simulator.now())
        audiences = [
            one.removesuffix(DEFAULT_SCOPE) if one.endswith(DEFAULT_SCOPE) else self._resource(one)
            for one in scope.split()
        ]
        return {
            "iss": self.signer.issuer,
            "aud": audiences[0] if len(audiences) == 1 else audiences,
            "client_id": client_id,
            "scope": scope,
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME,
            "jti": uuid.uuid4().hex,
        }

    def _resource(self, scope: str) -> str:
        """Return the audience of a scope: the provider's as registered, otherwise the scope without its right."""
        configuration = self.simulator.configuration
        if scope == configuration.provider_scope:
            return configuration.provider_audience
        return scope if "://" in scope else scope.partition(":")[0]


def _known_client(client_id: str) -> bool:
    return client_id == MAILBOX_OPERATOR_CLIENT or SENDER_CLIENT.fullmatch(client_id) is not None


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    kind, _, value = request.header("Authorization").partition(" ")
    if kind.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        client_id, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote(client_id), unquote(secret)
