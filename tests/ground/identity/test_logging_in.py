"""Logging in at the simulated Ísland.is: the whole way there and back, for oneself and for others, and what is refused."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import RequestFactory, override_settings

from ground.identity.conftest import CHILD, COMPANY, FATHER, MOTHER, Browser, query_of
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity import people
from samveita.ground.identity.login import hints
from samveita.ground.identity.login.freshness import is_fresh, require_fresh
from samveita.ground.identity.login.provider import _provider
from samveita.ground.identity.models import (
    Account,
    LoginTicket,
    OpenLogin,
    Person,
    PersonKind,
    Role,
    RoleGrant,
)
from samveita.ground.identity.sessions import (
    HINT_KEY,
    KEY,
    actor_for_resident,
    actor_for_staff,
    recall,
    remember,
)
from samveita.ground.organisations.loading import load_register
from samveita.ground.organisations.queries import by_slug
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala

START = "/innskraning/hefja/"
OWN = "hafnarfjordur.example.is"


def person(kennitala: str) -> Person:
    found = people.find_by_kennitala(Kennitala(kennitala))
    assert found is not None
    return found


def events() -> list[str]:
    with crossing("test"):
        return list(Event.objects.order_by("at").values_list("type", flat=True))


def test_the_request_carries_pkce_state_and_nonce_and_returns_to_the_registered_address(
    browser: Browser,
) -> None:
    asked = query_of(browser.get(f"{START}?next=/hafnarfjordur/").headers["Location"])
    fixed = {
        name: asked[name]
        for name in ("response_type", "scope", "code_challenge_method", "redirect_uri", "client_id")
    }
    assert fixed == {
        "response_type": "code",
        "scope": "openid profile",
        "code_challenge_method": "S256",
        "redirect_uri": f"http://{browser.service.central}/auth/callback",
        "client_id": "@samband.is/samveita-web",
    }
    assert [len(asked[name]) for name in ("state", "nonce", "code_challenge")] == [43, 43, 43]


def test_a_resident_logs_in_and_comes_back_to_her_page(browser: Browser) -> None:
    answer = browser.log_in(MOTHER, start=f"{START}?next=/innskraning/umbod/")
    login = recall(browser.at().session)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/innskraning/umbod/")
    assert login is not None
    assert (login.subject, login.delegations, bool(login.session_id)) == (str(person(MOTHER).uid), (), True)
    assert Account.objects.get().person == person(MOTHER)
    assert events() == ["identity.logged_in"]


def test_no_browser_keeps_a_page_that_needed_a_login(browser: Browser) -> None:
    browser.log_in(MOTHER)
    kept = browser.get("/innskraning/umbod/").headers["Cache-Control"].split(", ")
    assert {"private", "no-store"} <= set(kept)


def test_the_page_after_login_shows_who_is_logged_in(browser: Browser) -> None:
    browser.log_in(MOTHER)
    page = browser.get("/innskraning/umbod/").content.decode()
    assert page.count("Anna Björnsdóttir") >= 2


def test_logging_in_changes_the_session_key_and_stores_no_national_id_in_readable_form(
    browser: Browser,
) -> None:
    begun = browser.get(START)
    before = browser.at().session.session_key
    browser.follow(browser.choose(begun.headers["Location"], MOTHER))
    stored = Session.objects.get(session_key=browser.at().session.session_key)
    assert before != stored.session_key
    assert not Session.objects.filter(session_key=before).exists()
    assert MOTHER not in str(stored.get_decoded())


def test_a_guardian_acts_for_her_child_and_the_session_says_so(browser: Browser) -> None:
    browser.log_in(MOTHER, CHILD)
    login = recall(browser.at().session)
    assert login is not None
    actor = actor_for_resident(Account.objects.get(), login)
    assert (actor.human, actor.subject, actor.channel) == (
        person(MOTHER).uid,
        person(CHILD).uid,
        Channel.DELEGATED,
    )
    assert login.delegations == ("LegalGuardian", "LegalGuardianMinor")
    assert not Account.objects.filter(person=person(CHILD)).exists()


def test_a_company_is_acted_for_by_its_procuration_holder(browser: Browser) -> None:
    browser.log_in(FATHER, COMPANY)
    assert (person(COMPANY).kind, person(FATHER).kind) == (PersonKind.LEGAL, PersonKind.NATURAL)


def test_a_delegated_session_carries_no_staff_role(browser: Browser) -> None:
    load_register(Actor.system("test"))
    browser.log_in(FATHER, COMPANY)
    office = by_slug("hafnarfjordur")
    RoleGrant.objects.create(
        person=person(FATHER), office=office, role=Role.ADMINISTRATOR, valid_from=clock.today()
    )
    login = recall(browser.at().session)
    assert login is not None
    assert actor_for_staff(Account.objects.get(), login, office) is None
    assert browser.get("/hafnarfjordur/vinnubord/starfsfolk/").status_code == 403


def test_leaving_a_delegation_asks_the_login_service_anew(browser: Browser) -> None:
    browser.log_in(MOTHER, CHILD)
    begun = browser.follow(browser.post("/innskraning/umbod/haetta/").headers["Location"])
    assert query_of(begun.headers["Location"])["prompt"] == "select_account"
    browser.follow(browser.choose(begun.headers["Location"], MOTHER))
    login = recall(browser.at().session)
    assert login is not None
    assert login.subject == str(person(MOTHER).uid)


def test_acting_for_another_leaves_nothing_of_the_session_before(browser: Browser) -> None:
    browser.log_in(MOTHER)
    session = browser.at().session
    session["draft"] = "hers"
    session.save()
    browser.log_in(MOTHER, CHILD, start=f"{START}?umbod=1")
    assert "draft" not in browser.at().session


def test_an_answer_to_a_question_nobody_asked_is_refused(browser: Browser) -> None:
    answer = browser.get("/auth/callback?code=x&state=never-asked")
    assert answer.status_code == 400
    assert "Innskráningin rann út á tíma" in answer.content.decode()
    assert events() == ["identity.login_refused"]


def test_another_browsers_answer_is_refused(browser: Browser) -> None:
    victim_address = browser.choose(browser.get(START).headers["Location"], MOTHER)
    browser.clients.clear()
    assert browser.follow(victim_address).status_code == 400
    assert Account.objects.count() == 0


def test_an_answer_holds_once(browser: Browser) -> None:
    back = browser.choose(browser.get(START).headers["Location"], MOTHER)
    assert [browser.follow(back).status_code, browser.follow(back).status_code] == [302, 400]


def test_an_answer_after_ten_minutes_is_refused(browser: Browser) -> None:
    back = browser.choose(browser.get(START).headers["Location"], MOTHER)
    session = browser.at().session
    state = dict(parse_qsl(urlsplit(back).query))["state"]
    kept = session["samveita_login_asked"]
    kept[state]["started_at"] -= 601
    session["samveita_login_asked"] = kept
    session.save()
    assert browser.follow(back).status_code == 400


def test_a_login_that_was_called_off_says_what_to_do(browser: Browser) -> None:
    state = query_of(browser.get(START).headers["Location"])["state"]
    answer = browser.get(f"/auth/callback?error=access_denied&state={state}")
    assert (answer.status_code, "Hætt var við innskráninguna" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(
    "kind", ["second_key", "second_issuer", "expired", "not_yet", "wrong_audience", "hs256", "none"]
)
def test_a_false_token_opens_nothing(browser: Browser, kind: str) -> None:
    back = browser.choose(browser.get(START).headers["Location"], MOTHER)
    browser.service.fault("false_token", kind)
    answer = browser.follow(back)
    assert (answer.status_code, Account.objects.count(), KEY in browser.at().session) == (400, 0, False)
    assert "Við gátum ekki staðfest innskráninguna" in answer.content.decode()


def test_a_login_service_that_does_not_answer_is_told_of_in_plain_words(browser: Browser) -> None:
    with override_settings(LOGIN_ISSUER="http://127.0.0.1:9"):
        answer = browser.get(START)
    _provider.cache_clear()
    assert (answer.status_code, "Við náum ekki sambandi við Ísland.is" in answer.content.decode()) == (
        503,
        True,
    )


def test_a_closed_account_stays_closed(browser: Browser) -> None:
    browser.log_in(MOTHER)
    Account.objects.update(is_active=False)
    browser.clients.clear()
    assert browser.log_in(MOTHER).status_code == 403


@pytest.mark.parametrize(
    "elsewhere", ["https://example.is/", "//example.is/", "/\\example.is", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_logging_in(browser: Browser, elsewhere: str) -> None:
    answer = browser.log_in(MOTHER, start=f"{START}?next={elsewhere}")
    assert answer.headers["Location"] == "/"


def test_the_login_page_leads_on_when_one_is_logged_in_already(browser: Browser) -> None:
    browser.log_in(MOTHER)
    assert browser.get("/innskraning/?next=/innskraning/umbod/").headers["Location"] == "/innskraning/umbod/"


def test_a_page_for_residents_leads_to_the_login_and_back(browser: Browser) -> None:
    answer = browser.get("/en/innskraning/umbod/?a=1")
    assert answer.headers["Location"] == "/en/innskraning/?next=%2Fen%2Finnskraning%2Fumbod%2F%3Fa%3D1"


def test_step_up_demands_the_electronic_id_anew(browser: Browser) -> None:
    browser.log_in(MOTHER)
    request = RequestFactory().post("/hafnarfjordur/vinnubord/mal/1/")
    request.session, request.user = browser.at().session, Account.objects.get()
    login = recall(request.session)
    assert login is not None
    assert require_fresh(request, within=timedelta(minutes=15)) is None
    remember(request.session, type(login)(**{**_as_dict(login), "authenticated_at": int(time.time()) - 3600}))
    detour = require_fresh(request, within=timedelta(minutes=15))
    assert not is_fresh(request, within=timedelta(minutes=15))
    assert detour is not None
    assert detour.headers["Location"] == f"{START}?next=%2Fhafnarfjordur%2Fvinnubord%2Fmal%2F1%2F&nyleg=1"
    asked = query_of(browser.get(detour.headers["Location"]).headers["Location"])
    assert asked["prompt"] == "login"


def _as_dict(login: object) -> dict[str, object]:
    return {name: getattr(login, name) for name in login.__dataclass_fields__}  # type: ignore[attr-defined]


def test_an_old_electronic_id_does_not_pass_for_a_fresh_one(browser: Browser) -> None:
    begun = browser.get(f"{START}?nyleg=1")
    asked = query_of(begun.headers["Location"])
    back = browser.choose(begun.headers["Location"], MOTHER)
    session = browser.at().session
    kept = session["samveita_login_asked"]
    kept[asked["state"]]["started_at"] += 300
    session["samveita_login_asked"] = kept
    session.save()
    assert browser.follow(back).status_code == 403


def to_own_host(browser: Browser) -> tuple[str, str]:
    """Begin on the municipality's own host; returns the ticket's address."""
    central = browser.get(f"{START}?next=/umsokn/", OWN).headers["Location"]
    answer = browser.follow(browser.choose(browser.follow(central).headers["Location"], MOTHER))
    parts = urlsplit(answer.headers["Location"])
    assert parts.netloc == OWN
    return f"{parts.path}?{parts.query}", parts.netloc


def test_a_municipalitys_own_host_gets_its_login_by_way_of_the_central_one(browser: Browser) -> None:
    path, host = to_own_host(browser)
    answer = browser.get(path, host)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/umsokn/")
    assert recall(browser.at(OWN).session) is not None
    assert recall(browser.at().session) is None
    assert LoginTicket.objects.count() == 0


def test_a_ticket_opens_once(browser: Browser) -> None:
    path, host = to_own_host(browser)
    first = browser.get(path, host)
    browser.clients.pop(OWN)
    assert [first.status_code, browser.get(path, host).status_code] == [302, 400]


def test_a_ticket_in_another_browser_opens_nothing_and_is_burnt(browser: Browser) -> None:
    path, host = to_own_host(browser)
    mine = browser.clients.pop(OWN)
    browser.get(START, OWN)
    stolen = browser.get(path, host)
    browser.clients[OWN] = mine
    assert [stolen.status_code, browser.get(path, host).status_code] == [400, 400]


def test_a_ticket_on_another_host_opens_nothing(browser: Browser) -> None:
    path, _host = to_own_host(browser)
    browser.clients["testserver"] = browser.clients[OWN]
    assert browser.get(path, "testserver").status_code == 400


def test_a_ticket_lasts_thirty_seconds(browser: Browser) -> None:
    path, host = to_own_host(browser)
    ticket = LoginTicket.objects.get()
    LoginTicket.objects.update(expires_at=ticket.expires_at - timedelta(seconds=31))
    assert browser.get(path, host).status_code == 400


def test_a_host_that_is_not_ours_gets_no_ticket(browser: Browser) -> None:
    central = browser.get(f"{START}?gestgjafi=evil.example&vafri=abc").headers["Location"]
    answer = browser.follow(browser.choose(central, MOTHER))
    assert (answer.headers["Location"], LoginTicket.objects.count()) == ("/", 0)


def test_logging_out_ends_the_session_here_and_at_the_login_service(browser: Browser) -> None:
    browser.log_in(MOTHER)
    answer = browser.post("/utskraning/")
    asked = query_of(answer.headers["Location"])
    assert (OpenLogin.objects.count(), recall(browser.at().session)) == (0, None)
    assert (bool(asked["id_token_hint"]), asked["post_logout_redirect_uri"]) == (
        True,
        f"http://{browser.service.central}/auth/logged-out",
    )
    back = browser.http.get(answer.headers["Location"])
    page = browser.follow(browser.follow(back.headers["Location"]).headers["Location"])
    assert "Útskráningu er lokið" in page.content.decode()
    assert events() == ["identity.logged_in", "identity.logged_out"]


def test_logging_out_on_a_municipalitys_own_host_ends_there(browser: Browser) -> None:
    path, host = to_own_host(browser)
    browser.get(path, host)
    answer = browser.post("/utskraning/", host=OWN)
    back = browser.http.get(answer.headers["Location"])
    assert browser.follow(back.headers["Location"]).headers["Location"] == f"http://{OWN}/auth/logged-out"


def test_logging_out_without_a_login_is_no_error(browser: Browser) -> None:
    assert browser.post("/utskraning/").headers["Location"] == "/auth/logged-out"


def test_back_channel_logout_removes_the_session_it_names(browser: Browser) -> None:
    browser.log_in(MOTHER)
    end_behind_our_back(browser)
    answer = browser.post(
        "/auth/backchannel-logout", {"logout_token": browser.service.listener.logout_token()}
    )
    assert (answer.status_code, OpenLogin.objects.count()) == (200, 0)
    assert browser.get("/innskraning/umbod/").headers["Location"].startswith("/innskraning/?next=")
    assert events()[-1] == "identity.logged_out"


def end_behind_our_back(browser: Browser) -> None:
    """End the login service's own session, as another site's logout would."""
    hint = hints.opened(browser.at().session[HINT_KEY])
    browser.http.get(f"{browser.service.issuer}/connect/endsession", params={"id_token_hint": hint})


@pytest.mark.parametrize("token", ["", "not-a-token", "a.b.c"])
def test_back_channel_logout_refuses_what_is_no_token(browser: Browser, token: str) -> None:
    assert browser.post("/auth/backchannel-logout", {"logout_token": token}).status_code == 400


def test_cookies_are_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    browser.log_in(MOTHER)
    cookie = browser.at().cookies["samveita"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_session_that_was_not_opened_by_a_login_counts_as_none(browser: Browser) -> None:
    browser.log_in(MOTHER)
    session = browser.at().session
    del session[KEY]
    session.save()
    assert browser.get("/innskraning/?next=/innskraning/umbod/").status_code == 200
    assert browser.get("/innskraning/umbod/").status_code == 302


def test_a_session_ends_when_its_time_is_up_however_much_it_is_used(browser: Browser) -> None:
    browser.log_in(MOTHER)
    ends = Session.objects.get().expire_date
    session = browser.at().session
    session["seen"] = "something"
    session.save()
    assert Session.objects.get().expire_date == ends


def test_a_login_sweeps_away_what_has_run_out(browser: Browser) -> None:
    browser.log_in(MOTHER)
    Session.objects.update(expire_date=Session.objects.get().expire_date - timedelta(hours=9))
    OpenLogin.objects.update(opened_at=OpenLogin.objects.get().opened_at - timedelta(hours=9))
    browser.clients.clear()
    browser.log_in(MOTHER)
    assert (OpenLogin.objects.count(), Session.objects.count()) == (1, 1)
