"""Login as a client meets it: pages, codes, tokens, delegation and logout, over HTTP."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from simulators.simulated_nation import (
    CHILD,
    CLIENT,
    COMPANY,
    FATHER,
    MOTHER,
    SECRET,
    Nation,
    Platform,
    Visit,
)


def claims_of(token: str, nation: Nation, http: httpx.Client, issuer: str = "") -> dict[str, object]:
    address = f"{issuer or nation.login}/.well-known/openid-configuration"
    keys = KeySet.import_key_set(http.get(http.get(address).json()["jwks_uri"]).json())
    return dict(jwt.decode(token, keys, algorithms=["RS256"]).claims)


def test_a_resident_logs_in_for_herself(visit: Visit) -> None:
    tokens = visit.log_in(MOTHER)

    claims = claims_of(tokens["id_token"], visit.nation, visit.http)
    stated = {
        name: claims[name]
        for name in ("iss", "aud", "nationalId", "subjectType", "idp", "amr", "nonce", "nat")
    }
    assert stated == {
        "iss": visit.nation.login,
        "aud": CLIENT,
        "nationalId": MOTHER,
        "subjectType": "person",
        "idp": "gervimadur",
        "amr": ["external"],
        "nonce": "a-nonce",
        "nat": "IS",
    }
    assert "actor" not in claims
    assert claims["exp"] - claims["iat"] == 300


def test_a_guardian_of_a_young_child_acts_with_both_kinds_of_custody(visit: Visit) -> None:
    claims = claims_of(visit.log_in(MOTHER, CHILD)["id_token"], visit.nation, visit.http)

    assert claims["nationalId"] == CHILD
    assert claims["actor"]["nationalId"] == MOTHER
    assert claims["delegationType"] == ["LegalGuardian", "LegalGuardianMinor"]


def test_a_procuration_holder_acts_for_a_legal_entity(visit: Visit) -> None:
    claims = claims_of(visit.log_in(FATHER, COMPANY)["id_token"], visit.nation, visit.http)

    stated = (claims["nationalId"], claims["subjectType"], claims["delegationType"], claims.get("nat"))
    assert stated == (COMPANY, "legalEntity", ["ProcurationHolder"], None)


@pytest.mark.parametrize(
    ("person", "subject", "types"),
    [
        (MOTHER, "0505112000", ["LegalGuardian", "LegalGuardianMinor"]),
        (MOTHER, "1612962019", ["PersonalRepresentative"]),
        ("0509622029", "0904982079", ["LegalRepresentative"]),
        ("0509622029", "2810552089", ["GeneralMandate"]),
        (FATHER, "5804012010", ["Custom"]),
    ],
)
def test_every_other_kind_of_delegation_can_be_chosen(
    visit: Visit, person: str, subject: str, types: list[str]
) -> None:
    claims = claims_of(visit.log_in(person, subject)["id_token"], visit.nation, visit.http)

    assert (claims["nationalId"], claims["delegationType"]) == (subject, types)


def test_who_has_delegations_is_asked_for_whom(visit: Visit) -> None:
    answer = visit.choose(FATHER)

    assert answer.status_code == 200
    assert "Fyrir hvern?" in answer.text


def test_nobody_acts_for_a_stranger(visit: Visit) -> None:
    assert visit.choose(MOTHER, "0509622029").status_code == 400


def test_a_login_hint_makes_a_one_click_page(visit: Visit) -> None:
    page = visit.http.get(visit.nation.login + visit.ask(login_hint=MOTHER).headers["Location"])

    assert "Halda áfram" in page.text


def test_a_code_works_once_and_its_second_use_revokes_what_the_first_gave(visit: Visit) -> None:
    code = visit.code(visit.choose(MOTHER, MOTHER))
    first = visit.redeem(code).json()

    assert visit.redeem(code).json()["error"] == "invalid_grant"
    again = visit.redeem("", grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert again.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"code_verifier": "x" * 50}, 400, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1:1/auth/callback"}, 400, "invalid_grant"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
    ],
)
def test_a_code_is_refused_without_its_verifier_address_or_secret(
    visit: Visit, change: dict[str, str], status: int, error: str
) -> None:
    answer = visit.redeem(visit.code(visit.choose(MOTHER, MOTHER)), **change)

    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_id": "@example.is/other"}, "unauthorized_client"),
        ({"redirect_uri": "http://127.0.0.1:1/elsewhere"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
    ],
)
def test_a_wrong_request_is_shown_and_sends_nobody_away(
    visit: Visit, change: dict[str, str], error: str
) -> None:
    answer = visit.ask(**change)

    assert answer.status_code == 400
    assert error in answer.text


def test_a_browser_with_a_session_goes_straight_through_unless_login_is_asked_for(visit: Visit) -> None:
    visit.choose(MOTHER, MOTHER)

    assert visit.ask().headers["Location"].startswith(f"{visit.nation.web}/auth/callback?code=")
    assert visit.ask(prompt="login").headers["Location"].startswith("/login?request=")
    assert visit.ask(login_hint=FATHER).headers["Location"].startswith("/login?request=")


def test_prompt_none_without_a_session_tells_the_client(visit: Visit) -> None:
    assert "error=login_required" in visit.ask(prompt="none").headers["Location"]


def test_using_an_old_refresh_token_revokes_the_chain(visit: Visit) -> None:
    first = visit.log_in(MOTHER)["refresh_token"]
    second = visit.redeem("", grant_type="refresh_token", refresh_token=first).json()["refresh_token"]

    reused = visit.redeem("", grant_type="refresh_token", refresh_token=first)
    after = visit.redeem("", grant_type="refresh_token", refresh_token=second)

    assert [reused.json()["error"], after.json()["error"]] == ["invalid_grant", "invalid_grant"]


def test_userinfo_tells_who_the_token_is_about(visit: Visit) -> None:
    token = visit.log_in(MOTHER, CHILD)["access_token"]

    about = visit.http.get(
        f"{visit.nation.login}/connect/userinfo", headers={"Authorization": f"Bearer {token}"}
    )

    assert about.json()["nationalId"] == CHILD
    assert visit.http.get(f"{visit.nation.login}/connect/userinfo").status_code == 401


def test_logging_out_ends_the_session_and_tells_the_client_in_the_back(
    visit: Visit, platform: Platform
) -> None:
    tokens = visit.log_in(MOTHER)
    sid = claims_of(tokens["id_token"], visit.nation, visit.http)["sid"]

    answer = visit.http.get(
        f"{visit.nation.login}/connect/endsession",
        params={"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": f"{platform.address}/"},
    )

    assert answer.headers["Location"] == f"{platform.address}/"
    told = parse_qs(platform.heard("/auth/backchannel-logout").decode())["logout_token"][0]
    assert claims_of(told, visit.nation, visit.http)["sid"] == sid
    assert visit.ask().headers["Location"].startswith("/login?request=")


def test_a_token_is_traded_for_the_humans_own_without_the_delegation(visit: Visit) -> None:
    delegated = visit.log_in(MOTHER, CHILD)["access_token"]

    traded = visit.redeem(
        "",
        grant_type="urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token=delegated,
        subject_token_type="urn:ietf:params:oauth:token-type:access_token",
        requested_token_type="islandis:oauth:token-type:actor-access-token",
        scope="@skra.is/individuals",
    ).json()

    claims = claims_of(traded["access_token"], visit.nation, visit.http)
    assert (claims["nationalId"], claims["aud"]) == (MOTHER, ["@skra.is", "@skra.is/individuals"])


def test_a_false_id_token_comes_on_demand_and_once(visit: Visit) -> None:
    visit.http.post(f"{visit.nation.login}/faults", json={"kind": "false_token", "detail": "second_key"})

    false, right = visit.log_in(MOTHER)["id_token"], visit.log_in(MOTHER)["id_token"]

    with pytest.raises(JoseError):
        claims_of(false, visit.nation, visit.http)
    assert claims_of(right, visit.nation, visit.http)["nationalId"] == MOTHER


@pytest.mark.parametrize("kind", ["second_key", "hs256", "none"])
def test_forged_machine_tokens_do_not_verify(nation: Nation, http: httpx.Client, kind: str) -> None:
    with pytest.raises((JoseError, ValueError)):
        claims_of(nation.forged(kind, "samveita/skjalaveita"), nation, http, nation.authority)


def test_a_machine_token_carries_audience_and_scope(nation: Nation, http: httpx.Client) -> None:
    claims = claims_of(nation.machine_token(f"{nation.mailbox}/.default"), nation, http, nation.authority)

    stated = (claims["iss"], claims["aud"], claims["scope"])
    assert stated == (nation.authority, nation.mailbox, f"{nation.mailbox}/.default")


def test_a_machine_with_a_wrong_secret_gets_nothing(nation: Nation, http: httpx.Client) -> None:
    fields = {
        "grant_type": "client_credentials",
        "client_id": "hafnarfjordur-mailbox",
        "client_secret": "x",
        "scope": "a",
    }

    assert http.post(f"{nation.authority}/connect/token", data=fields).status_code == 401


def test_clock_skew_moves_the_times_in_tokens(visit: Visit) -> None:
    right = claims_of(visit.log_in(MOTHER)["id_token"], visit.nation, visit.http)
    visit.http.post(f"{visit.nation.login}/faults", json={"kind": "clock_skew", "seconds": 600})

    skewed = claims_of(visit.log_in(MOTHER)["id_token"], visit.nation, visit.http)

    assert 595 <= skewed["iat"] - right["iat"] <= 620


def test_a_request_can_be_pushed_ahead_of_the_browser(visit: Visit) -> None:
    visit.ask()
    pushed = visit.http.post(
        f"{visit.nation.login}/connect/par",
        data={
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uri": f"{visit.nation.web}/auth/callback",
            "response_type": "code",
            "scope": "openid",
            "code_challenge": "x" * 43,
            "code_challenge_method": "S256",
        },
    ).json()

    asked = {"client_id": CLIENT, "request_uri": pushed["request_uri"]}
    answer = visit.http.get(f"{visit.nation.login}/connect/authorize", params=asked)

    assert answer.headers["Location"].startswith("/login?request=")
    assert json.dumps(pushed["expires_in"]) == "60"
