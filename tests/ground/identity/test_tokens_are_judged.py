"""What the login service says is believed only when everything about it holds; keys may rotate."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from samveita.ground.identity.delegation import Delegation, known_delegations
from samveita.ground.identity.login import provider as provider_module
from samveita.ground.identity.login.hosts import own_path
from samveita.ground.identity.login.identification import identify
from samveita.ground.identity.login.problems import EXPLANATIONS, LoginFailed, Problem
from samveita.ground.identity.login.provider import Provider
from samveita.ground.identity.login.tokens import LOGOUT_EVENT, read_id_token, read_logout_token

CLIENT = "@samband.is/samveita-web"
HUMAN, CHILD, COMPANY = "2204872029", "1909182030", "4501012060"


class LoginService(ThreadingHTTPServer):
    """Discovery and keys over real HTTP; counts how often its keys are fetched."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        self.fetched = 0
        self.told: dict[str, object] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def sign(self, *, kid: str | None = "", **claims: object) -> str:
        now = int(time.time())
        whole = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **claims}
        header = {"alg": "RS256", "kid": kid or self.key.kid} if kid is not None else {"alg": "RS256"}
        return jwt.encode(
            header, {name: value for name, value in whole.items() if value is not None}, self.key
        )


class _Connection(BaseHTTPRequestHandler):
    server: LoginService

    def do_GET(self) -> None:
        if self.path.endswith("/jwks"):
            self.server.fetched += 1
            told: object = {"keys": [self.server.key.as_dict(private=False)]}
        else:
            issuer = self.server.issuer
            names = ("authorization_endpoint", "token_endpoint", "end_session_endpoint")
            told = {
                "issuer": issuer,
                "jwks_uri": f"{issuer}/jwks",
                **dict.fromkeys(names, issuer),
                **self.server.told,
            }
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def service() -> Iterator[LoginService]:
    server = LoginService()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def provider(service: LoginService) -> Provider:
    return Provider(issuer=service.issuer, client_id=CLIENT, client_secret="secret", timeout=5)


def test_a_token_that_answers_our_request_is_believed(service: LoginService, provider: Provider) -> None:
    claims = read_id_token(provider, service.sign(nonce="n", nationalId=HUMAN), nonce="n")
    assert claims["nationalId"] == HUMAN


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://innskra.example.is"},
        {"aud": "@example.is/other"},
        {"aud": None},
        {"aud": [CLIENT, "@example.is/other"]},
        {"exp": 1},
        {"exp": None},
        {"nbf": 32_503_680_000},
        {"iat": None},
        {"at_hash": "not-the-access-tokens"},
        {"kid": "unknown"},
        {"kid": None},
    ],
    ids=str,
)
def test_a_token_that_is_wrong_in_one_way_is_not(
    service: LoginService, provider: Provider, wrong: dict[str, object]
) -> None:
    with pytest.raises(LoginFailed) as failure:
        read_id_token(provider, service.sign(**{"nonce": "n", **wrong}), nonce="n")
    assert failure.value.problem is Problem.NOT_TRUSTED


def test_a_new_key_is_fetched_when_a_token_names_it(
    service: LoginService, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_id_token(provider, service.sign(nonce="n"), nonce="n")
    service.key = RSAKey.generate_key(2048, auto_kid=True)
    monkeypatch.setattr(provider_module, "ROTATION_SECONDS", 0.0)
    read_id_token(provider, service.sign(nonce="n"), nonce="n")
    assert service.fetched == 2


def test_tokens_that_name_unknown_keys_do_not_make_us_hammer_the_service(
    service: LoginService, provider: Provider
) -> None:
    for number in range(5):
        with pytest.raises(LoginFailed):
            read_id_token(provider, service.sign(kid=f"unknown-{number}", nonce="n"), nonce="n")
    assert service.fetched == 1


def test_discovery_that_tells_of_another_issuer_is_not_followed(
    service: LoginService, provider: Provider
) -> None:
    service.told = {"issuer": "https://innskra.example.is"}
    with pytest.raises(LoginFailed) as failure:
        provider.endpoints()
    assert failure.value.problem is Problem.UNREACHABLE


def test_a_logout_token_names_the_session_it_ends(service: LoginService, provider: Provider) -> None:
    assert read_logout_token(provider, service.sign(sid="S1", events={LOGOUT_EVENT: {}})) == "S1"


@pytest.mark.parametrize(
    "wrong",
    [{"sid": None}, {"events": None}, {"events": {}}, {"nonce": "n"}, {"aud": "@example.is/other"}],
    ids=str,
)
def test_a_logout_token_that_is_wrong_in_one_way_ends_nothing(
    service: LoginService, provider: Provider, wrong: dict[str, object]
) -> None:
    claims: dict[str, object] = {"sid": "S1", "events": {LOGOUT_EVENT: {}}, **wrong}
    with pytest.raises(LoginFailed):
        read_logout_token(provider, service.sign(**claims))


def test_an_id_token_does_not_pass_for_a_logout_token(service: LoginService, provider: Provider) -> None:
    with pytest.raises(LoginFailed):
        read_logout_token(provider, service.sign(sid="S1", nonce="n"))


def about(**claims: object) -> dict[str, object]:
    return {"nationalId": HUMAN, "name": "Anna Björnsdóttir", "subjectType": "person", "iat": 1, **claims}


ACTOR = {"nationalId": HUMAN, "name": "Anna Björnsdóttir"}


def test_without_an_actor_the_subject_sits_at_the_keyboard() -> None:
    found = identify(about(auth_time=7, sid="S1"))
    assert (found.human, found.delegations, found.authenticated_at, found.session_id) == (
        found.subject,
        (),
        7,
        "S1",
    )


@pytest.mark.parametrize("kind", list(Delegation))
def test_each_kind_of_delegation_lets_the_actor_act_for_the_subject(kind: Delegation) -> None:
    found = identify(
        about(nationalId=CHILD, name="Egill Björnsson", actor=ACTOR, delegationType=[kind.value])
    )
    assert (found.human.kennitala.digits, found.subject.kennitala.digits, found.delegations) == (
        HUMAN,
        CHILD,
        (kind,),
    )


def test_the_older_spelling_of_procuration_is_the_same_right() -> None:
    assert known_delegations(["ProcuringHolder", "ProcurationHolder"]) == (Delegation.PROCURATION_HOLDER,)


def test_an_unknown_kind_beside_a_known_one_adds_nothing() -> None:
    found = identify(about(nationalId=CHILD, actor=ACTOR, delegationType=["Neighbour", "Custom"]))
    assert found.delegations == (Delegation.CUSTOM,)


@pytest.mark.parametrize(
    ("claims", "problem"),
    [
        ({"nationalId": CHILD, "actor": ACTOR, "delegationType": ["Neighbour"]}, Problem.NO_PERMISSION),
        ({"nationalId": CHILD, "actor": ACTOR}, Problem.NO_PERMISSION),
        ({"nationalId": COMPANY, "subjectType": "legalEntity"}, Problem.NO_PERMISSION),
        ({"actor": {"nationalId": COMPANY}, "delegationType": ["Custom"]}, Problem.NO_PERMISSION),
        ({"delegationType": ["Custom"]}, Problem.NOT_TRUSTED),
        ({"actor": "Anna", "delegationType": ["Custom"]}, Problem.NOT_TRUSTED),
        ({"nationalId": ""}, Problem.NOT_TRUSTED),
        ({"nationalId": "9999999999x"}, Problem.NOT_TRUSTED),
    ],
)
def test_claims_that_give_no_right_give_no_session(claims: dict[str, object], problem: Problem) -> None:
    with pytest.raises(LoginFailed) as failure:
        identify(about(**claims))
    assert failure.value.problem is problem


def test_every_problem_says_what_to_do() -> None:
    assert set(EXPLANATIONS) == set(Problem)


@pytest.mark.parametrize(
    ("address", "path"),
    [("/a/?b=1", "/a/?b=1"), ("https://example.is", "/"), ("//example.is/a", "/"), ("a", "/"), ("", "/")],
)
def test_only_a_path_on_this_host_is_gone_to(address: str, path: str) -> None:
    assert own_path(address) == path
