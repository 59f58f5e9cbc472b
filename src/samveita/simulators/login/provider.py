"""The OpenID provider's machine side: discovery, authorise, token, userinfo, revocation and end of session.

Errors are told the way the reference saw them: a request that is wrong in itself is shown to the person at the login
page (``invalid_request``, ``invalid_scope``, ``unauthorized_client``); a code, secret or verifier that does not hold is
told to the client at the token endpoint.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from urllib.parse import unquote, urlencode

from samveita.simulators.login.claims import (
    IDENTITY_SCOPES,
    about,
    audiences_of,
    base64url,
    half_hash,
    known_scope,
)
from samveita.simulators.login.sessions import NotGranted, Session, Sessions
from samveita.simulators.markup import element
from samveita.simulators.pages import page
from samveita.simulators.server import Answer, Request, Route, Simulator, json_answer, page_answer, redirect
from samveita.simulators.tokens import LIFETIME, BadToken, Claims, Signer

SESSION_COOKIE = "simulated_login"
EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a name, not a secret
ACTOR_TOKEN_TYPE = "islandis:oauth:token-type:actor-access-token"  # noqa: S105 - a name, not a secret
GRANTS = ("authorization_code", "refresh_token", "client_credentials", EXCHANGE_GRANT)
NO_STORE = (("Cache-Control", "no-store"), ("Pragma", "no-cache"))


class Refused(Exception):
    """A protocol error: its OAuth name and what a developer needs to know."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(description)
        self.name = name


class Provider:
    """The endpoints clients talk to."""

    def __init__(self, simulator: Simulator, sessions: Sessions, signer: Signer) -> None:
        self.simulator = simulator
        self.configuration = simulator.configuration
        self.sessions = sessions
        self.signer = signer

    def routes(self) -> list[Route]:
        """Return the routes of the protocol."""
        return [
            Route("GET", "/.well-known/openid-configuration", self.discovery),
            Route("GET", "/.well-known/openid-configuration/jwks", self.keys),
            Route("GET", "/connect/authorize", self.authorize),
            Route("POST", "/connect/par", self.push_request),
            Route("POST", "/connect/token", self.token),
            Route("GET", "/connect/userinfo", self.userinfo),
            Route("POST", "/connect/revocation", self.revocation),
            Route("GET", "/connect/endsession", self.end_session),
            Route("POST", "/connect/endsession", self.end_session),
        ]

    def discovery(self, _request: Request) -> Answer:
        """Say where everything is."""
        issuer = self.signer.issuer
        return json_answer(
            {
                "issuer": issuer,
                "jwks_uri": f"{issuer}/.well-known/openid-configuration/jwks",
                "authorization_endpoint": f"{issuer}/connect/authorize",
                "pushed_authorization_request_endpoint": f"{issuer}/connect/par",
                "token_endpoint": f"{issuer}/connect/token",
                "userinfo_endpoint": f"{issuer}/connect/userinfo",
                "end_session_endpoint": f"{issuer}/connect/endsession",
                "revocation_endpoint": f"{issuer}/connect/revocation",
                "backchannel_logout_supported": True,
                "backchannel_logout_session_supported": True,
                "frontchannel_logout_supported": False,
                "scopes_supported": list(IDENTITY_SCOPES),
                "claims_supported": [
                    *(
                        "sub",
                        "nationalId",
                        "subjectType",
                        "nat",
                        "idp",
                        "actor",
                        "delegationType",
                        "name",
                        "sid",
                    )
                ],
                "grant_types_supported": list(GRANTS),
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "subject_types_supported": ["pairwise"],
                "code_challenge_methods_supported": ["S256"],
                "prompt_values_supported": ["none", "login", "select_account"],
            }
        )

    def keys(self, _request: Request) -> Answer:
        """Publish the public keys."""
        return json_answer(self.signer.public_keys())

    def push_request(self, request: Request) -> Answer:
        """Take a request ahead of the browser (PAR)."""
        try:
            form = request.form()
            client_id = self._client(request, form)
            asked = self._checked({**form, "client_id": client_id})
        except Refused as refused:
            return _told(refused)
        number = self.sessions.keep_request(asked)
        return json_answer(
            {"request_uri": f"urn:ietf:params:oauth:request_uri:{number}", "expires_in": 60}, 201
        )

    def authorize(self, request: Request) -> Answer:
        """Begin a login: straight through when the browser's session will do, else to the page of people."""
        asked = request.query
        try:
            if asked.get("request_uri"):
                asked = self.sessions.request(asked["request_uri"].rpartition(":")[2]) or {}
            asked = self._checked(asked)
        except Refused as refused:
            return self._shown(request, refused)
        session = self.sessions.of_cookie(request.cookie(SESSION_COOKIE))
        if session and self._will_do(session, asked):
            return redirect(self.back_to_client(asked, session), 302)
        if asked.get("prompt") == "none":
            return redirect(with_query(asked, {"error": "login_required"}), 302)
        return redirect(f"/login?{urlencode({'request': self.sessions.keep_request(asked)})}", 302)

    def back_to_client(self, asked: dict[str, str], session: Session) -> str:
        """Return the client's address with a code in it."""
        return with_query(asked, {"code": self.sessions.new_code(asked, session)})

    def token(self, request: Request) -> Answer:
        """Trade a code, a refresh token, a client's own word or another token for tokens."""
        form = request.form()
        try:
            client_id = self._client(request, form)
            grant = form.get("grant_type", "")
            if grant == "authorization_code":
                given = self._from_code(request, form, client_id)
            elif grant == "refresh_token":
                session, scope, following = self.sessions.use_refresh_token(
                    form.get("refresh_token", ""), client_id
                )
                given = {**self._tokens(request, session, client_id, scope, {}), "refresh_token": following}
            elif grant == "client_credentials":
                given = self._for_client(client_id, form.get("scope", ""))
            elif grant == EXCHANGE_GRANT:
                given = self._exchanged(form, client_id)
            else:
                raise Refused("unsupported_grant_type", grant)
        except NotGranted as error:
            return _told(Refused("invalid_grant", str(error)))
        except Refused as refused:
            return _told(refused)
        return json_answer(given).with_headers(*NO_STORE)

    def userinfo(self, request: Request) -> Answer:
        """Tell who the bearer of an access token is."""
        kind, _, token = request.header("Authorization").partition(" ")
        try:
            claims = (
                self.signer.read(token.strip(), now=self.simulator.now()) if kind.lower() == "bearer" else {}
            )
        except BadToken:
            claims = {}
        session = self.sessions.live(str(claims.get("sid", "")))
        if session is None:
            return Answer(401, b"", (("WWW-Authenticate", 'Bearer error="invalid_token"'),))
        told = about(session, scope=str(claims.get("scope", "")), client_id=str(claims["client_id"]))
        return json_answer({key: value for key, value in told.items() if key not in {"amr", "auth_time"}})

    def revocation(self, request: Request) -> Answer:
        """Revoke a refresh token."""
        form = request.form()
        try:
            self._client(request, form)
        except Refused as refused:
            return _told(refused)
        self.sessions.revoke(form.get("token", ""))
        return Answer(200)

    def end_session(self, request: Request) -> Answer:
        """End the session of the hint or of the browser, tell the clients, and send the browser back."""
        asked = request.query if request.method == "GET" else request.form()
        session = self.sessions.of_cookie(request.cookie(SESSION_COOKIE))
        sid = session.sid if session else ""
        hinted = ""
        if asked.get("id_token_hint"):
            try:
                hinted = str(self.signer.read(asked["id_token_hint"], check_times=False).get("sid", ""))
            except BadToken:
                return self._shown(request, Refused("invalid_request", "id_token_hint"))
        for one in {sid, hinted} - {""}:
            self.sessions.end(one, self.signer)
        gone = ("Set-Cookie", f"{SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        address = asked.get("post_logout_redirect_uri", "")
        if address in self.configuration.logout_addresses and hinted:
            state = f"?{urlencode({'state': asked['state']})}" if asked.get("state") else ""
            return redirect(address + state, 302).with_headers(gone)
        title = request.say("Útskráning", "Logged out")
        words = element("p", request.say("Innskráningunni er lokið.", "You have been logged out."))
        whole = page(request, self.configuration, "login", title, words)
        return page_answer(whole, request).with_headers(gone)

    def _checked(self, asked: dict[str, str]) -> dict[str, str]:
        if asked.get("client_id") != self.configuration.client_id:
            raise Refused("unauthorized_client", "client_id")
        if asked.get("redirect_uri") not in self.configuration.redirect_addresses:
            raise Refused("invalid_request", "redirect_uri")
        if asked.get("response_type") != "code" or asked.get("response_mode", "query") != "query":
            raise Refused("invalid_request", "response_type")
        scopes = asked.get("scope", "").split()
        if "openid" not in scopes or any(not known_scope(scope) for scope in scopes):
            raise Refused("invalid_scope", "scope")
        if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
            raise Refused("invalid_request", "code_challenge")
        if asked.get("max_age") and not asked["max_age"].isdecimal():
            raise Refused("invalid_request", "max_age")
        return asked

    def _will_do(self, session: Session, asked: dict[str, str]) -> bool:
        prompts = set(asked.get("prompt", "").split())
        too_old = bool(asked.get("max_age")) and self.simulator.now() - session.auth_time > int(
            asked["max_age"]
        )
        someone_else = asked.get("login_hint", session.person) != session.person
        return not (prompts & {"login", "select_account"}) and not too_old and not someone_else

    def _client(self, request: Request, form: dict[str, str]) -> str:
        """Return the client that proved itself by its secret, in the header or the form."""
        client_id, secret = form.get("client_id", ""), form.get("client_secret", "")
        kind, _, value = request.header("Authorization").partition(" ")
        if kind.lower() == "basic":
            try:
                pair = base64.b64decode(value, validate=True).decode()
            except ValueError as error:
                raise Refused("invalid_client", "Authorization") from error
            client_id, _, secret = (unquote(part) for part in pair.partition(":"))
        right = hmac.compare_digest(secret.encode(), self.configuration.client_secret.encode())
        if client_id != self.configuration.client_id or not right:
            raise Refused("invalid_client", "client")
        return client_id

    def _from_code(self, request: Request, form: dict[str, str], client_id: str) -> dict[str, object]:
        asked, session = self.sessions.use_code(form.get("code", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        verified = hmac.compare_digest(base64url(digest), asked["code_challenge"])
        if (
            asked["client_id"] != client_id
            or form.get("redirect_uri") != asked["redirect_uri"]
            or not verified
        ):
            raise NotGranted("code_verifier, redirect_uri or client")
        given = self._tokens(request, session, client_id, asked["scope"], asked)
        if "offline_access" in asked["scope"].split():
            given["refresh_token"] = self.sessions.new_refresh_token(
                session=session, client_id=client_id, scope=asked["scope"]
            )
        return given

    def _tokens(
        self, request: Request, session: Session, client_id: str, scope: str, asked: dict[str, str]
    ) -> dict[str, object]:
        forgery = request.faults["false_token"].detail if "false_token" in request.faults else ""
        access = self._access_token(session, client_id, scope)
        claims = {
            **self._times(),
            **about(session, scope=scope, client_id=client_id),
            "iss": self.signer.issuer,
            "aud": client_id,
            "sid": session.sid,
            "at_hash": half_hash(access),
            **({"s_hash": half_hash(asked["state"])} if asked.get("state") else {}),
            **({"nonce": asked["nonce"]} if asked.get("nonce") else {}),
        }
        return {
            "id_token": self.signer.sign(claims, forgery=forgery),
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "scope": scope,
        }

    def _access_token(self, session: Session, client_id: str, scope: str) -> str:
        told = about(session, scope=scope, client_id=client_id)
        return self.signer.sign(
            {
                **self._times(),
                **{key: told[key] for key in told if key not in {"locale", "birthdate", "name"}},
                "iss": self.signer.issuer,
                "aud": audiences_of(scope) or [f"{self.signer.issuer}/resources"],
                "client_id": client_id,
                "scope": scope,
                "sid": session.sid,
                "jti": uuid.uuid4().hex,
            },
            kind="at+jwt",
        )

    def _for_client(self, client_id: str, scope: str) -> dict[str, object]:
        scopes = scope.split()
        if not scopes or any(scope in IDENTITY_SCOPES or not known_scope(scope) for scope in scopes):
            raise Refused("invalid_scope", "scope")
        claims = {
            **self._times(),
            "iss": self.signer.issuer,
            "aud": audiences_of(scope),
            "client_id": client_id,
            "scope": scope,
            "jti": uuid.uuid4().hex,
        }
        token = self.signer.sign(claims, kind="at+jwt")
        return {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "scope": scope}

    def _exchanged(self, form: dict[str, str], client_id: str) -> dict[str, object]:
        """Trade an access token for one with other scopes, or for the human's own without the delegation (6.6)."""
        wanted = form.get("requested_token_type", ACCESS_TOKEN_TYPE)
        if form.get("subject_token_type") != ACCESS_TOKEN_TYPE or wanted not in {
            ACCESS_TOKEN_TYPE,
            ACTOR_TOKEN_TYPE,
        }:
            raise Refused("invalid_request", "subject_token_type or requested_token_type")
        try:
            claims = self.signer.read(form.get("subject_token", ""), now=self.simulator.now())
        except BadToken as error:
            raise NotGranted("subject_token") from error
        session = self.sessions.live(str(claims.get("sid", "")))
        if session is None:
            raise NotGranted("subject_token")
        if wanted == ACTOR_TOKEN_TYPE:
            session = Session(session.sid, session.person, session.person, (), session.auth_time)
        scope = form.get("scope", str(claims.get("scope", "")))
        if any(not known_scope(one) for one in scope.split()):
            raise Refused("invalid_scope", "scope")
        token = self._access_token(session, client_id, scope)
        return {
            "access_token": token,
            "issued_token_type": wanted,
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "scope": scope,
        }

    def _times(self) -> Claims:
        now = int(self.simulator.now())
        return {"iat": now, "nbf": now, "exp": now + LIFETIME}

    def _shown(self, request: Request, refused: Refused) -> Answer:
        """Show a wrong request to the person, for the client cannot be trusted to hear it."""
        title = request.say("Ekki er hægt að skrá inn", "Login is not possible")
        code = element("p", element("code", f"{refused.name}: {refused}"), class_="error")
        words = element(
            "p",
            request.say(
                "Vefurinn sem sendi þig hingað er ekki rétt skráður eða sendi ranga beiðni.",
                "The site that sent you here is not registered properly or sent a wrong request.",
            ),
        )
        return page_answer(page(request, self.configuration, "login", title, words, code), request, 400)


def _told(refused: Refused) -> Answer:
    status = 401 if refused.name == "invalid_client" else 400
    body = {"error": refused.name, "error_description": str(refused)}
    return json_answer(body, status).with_headers(*NO_STORE)


def with_query(asked: dict[str, str], values: dict[str, str]) -> str:
    """Return the client's redirect address with values and its own state."""
    if asked.get("state"):
        values["state"] = asked["state"]
    mark = "&" if "?" in asked["redirect_uri"] else "?"
    return f"{asked['redirect_uri']}{mark}{urlencode(values)}"
