"""The document endpoint: only a valid token, only the right pair, one constant answer for everything not found."""

from __future__ import annotations

import base64
import hmac
import json
import time
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

from samveita.engines.mailbox import callers
from samveita.engines.mailbox.dispatching import deliver
from samveita.engines.mailbox.hooks import on_opened, on_served
from samveita.engines.mailbox.models import Dispatch, Fetch, State
from samveita.ground.audit.models import Event
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.files import path_of
from samveita.iceland import clock

PDF = b"%PDF-1.7 akvordun"
WHO = "0101302399"
NOT_FOUND = {"errorMessage": "Skjal fannst ekki."}
KEYS = {
    name: RSAKey.generate_key(2048, parameters={"kid": name, "use": "sig"}) for name in ("fyrri", "seinni")
}


def public(*names):
    return {"keys": [KEYS[name].as_dict(private=False) for name in names]}


@pytest.fixture
def authority(tiny_server, settings):
    """An authority that publishes one key, and settings that trust it."""
    state = SimpleNamespace(published=public("fyrri"), status=200, asked=0, issuer=tiny_server.address)

    def reply(_asked):
        state.asked += 1
        return SimpleNamespace(status=state.status, body=json.dumps(state.published).encode(), headers={})

    tiny_server.reply = reply
    settings.MAILBOX_ISSUER = state.issuer
    settings.MAILBOX_KEYS_ADDRESS = tiny_server.address + "/jwks"
    settings.MAILBOX_AUDIENCE = "samveita"
    settings.MAILBOX_READER_SCOPE = "samveita/skjalaveita"
    settings.MAILBOX_SKEW_SECONDS = 60
    settings.MAILBOX_STRENGTH_MODE = "strict"
    callers.key_ring.cache_clear()
    return state


def claims_of(authority, **changes):
    now = int(clock.now().timestamp())
    claims = {
        "iss": authority.issuer,
        "aud": "samveita",
        "scope": "samveita/skjalaveita",
        "client_id": "postholf",
        "iat": now,
        "nbf": now,
        "exp": now + 300,
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def token(authority, *, key="fyrri", header=None, **changes):
    return jwt.encode(
        {"alg": "RS256", "kid": key, **(header or {})}, claims_of(authority, **changes), KEYS[key]
    )


def ask(
    authority,
    dispatch=None,
    *,
    who=WHO,
    document=None,
    bearer=None,
    query="authenticationType=HIGH",
    base=None,
):
    document = document if document is not None else str(dispatch.uid)
    bearer = bearer if bearer is not None else f"Bearer {token(authority)}"
    headers = {"Authorization": bearer} if bearer else {}
    return Client().get(f"{base or '/skjalaveita'}/{who}/documents/{document}?{query}", headers=headers)


@pytest.fixture
def published(announced):
    """A letter that is in the mailbox."""
    dispatch = announced()
    with crossing("a test prepares"):
        Dispatch.objects.filter(pk=dispatch.pk).update(
            state=State.ACCEPTED, accepted_at=clock.now(), served_at=clock.now(), next_attempt_at=None
        )
    return dispatch


def troubles(dispatch):
    with crossing("a test looks"):
        found = Event.objects.filter(type="mailbox.trouble", target=dispatch.uid)
        return [event.data["data"]["trouble"] for event in found]


def fetches():
    with crossing("a test looks"):
        return list(Fetch.objects.order_by("pk"))


@pytest.mark.parametrize(
    "base", ["/skjalaveita", "/skjalaveita/api/v1/customer", "/skjalaveita/api/v1/customers"]
)
def test_the_document_comes_byte_for_byte_under_every_spelling_of_the_address(authority, published, base):
    answer = ask(authority, published, base=base)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.json() == {"type": "pdf", "content": base64.b64encode(PDF).decode(), "actions": []}


def test_a_fetch_is_logged_with_who_asked_for_whom_and_shown_to_the_resident_as_a_look(
    authority, published, resident
):
    ask(authority, published)

    (fetch,) = fetches()
    assert (fetch.dispatch_id, fetch.person_id, fetch.status) == (published.pk, resident.pk, 200)
    assert (fetch.issuer, fetch.client_id, fetch.strength) == (authority.issuer, "postholf", "HIGH")
    with crossing("a test looks"):
        looks = Event.objects.filter(type="mailbox.opened", target=published.uid)
        assert [(look.visible_to_resident, look.case) for look in looks] == [(True, published.case)]


def test_the_first_opening_is_told_once_and_metadata_alone_is_no_opening(authority, published, reread):
    told = []
    on_opened.register("test.letter", lambda dispatch: told.append(dispatch.uid))
    try:
        metadata = ask(authority, published, query="authenticationType=HIGH&includeDocument=false")
        assert (metadata.json(), told) == ({"type": "pdf", "content": None, "actions": []}, [])
        ask(authority, published)
        ask(authority, published)
    finally:
        on_opened.forget("test.letter")

    assert told == [published.uid]
    assert reread(published).opened_at is not None
    assert [fetch.included_document for fetch in fetches()] == [False, True, True]


@pytest.mark.parametrize("wish", ["true", "", "nei", "0"])
def test_only_an_explicit_false_leaves_the_document_out(authority, published, wish):
    answer = ask(authority, published, query=f"authenticationType=HIGH&includeDocument={wish}&locale=en")

    assert answer.json()["content"] == base64.b64encode(PDF).decode()


# ------------------------------------------------------------------ tokens


def forged(authority):
    return jwt.encode({"alg": "RS256", "kid": "fyrri"}, claims_of(authority), KEYS["seinni"])


def spelled(header, claims):
    """Return header and claims as they are signed."""
    return ".".join(
        base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in (header, claims)
    )


def symmetric(authority):
    """Sign with the published key as if it were a shared secret, the classic trick against careless checkers."""
    text = spelled({"alg": "HS256", "kid": "fyrri"}, claims_of(authority))
    secret = KEYS["fyrri"].as_pem(private=False)
    signature = base64.urlsafe_b64encode(hmac.digest(secret, text.encode(), "sha256")).rstrip(b"=").decode()
    return f"{text}.{signature}"


def unsigned(authority):
    return spelled({"alg": "none", "kid": "fyrri"}, claims_of(authority)) + "."


BAD_TOKENS = {
    "nothing": lambda a: "",
    "another scheme": lambda a: f"Basic {token(a)}",
    "no token": lambda a: "Bearer ",
    "not a token": lambda a: "Bearer abc.def",
    "not ascii": lambda a: "Bearer þþþ",
    "five parts": lambda a: "Bearer a.b.c.d.e",
    "wrong key": lambda a: f"Bearer {forged(a)}",
    "hmac with the public key": lambda a: f"Bearer {symmetric(a)}",
    "no signature": lambda a: f"Bearer {unsigned(a)}",
    "no key id": lambda a: f"Bearer {token(a, header={'kid': ''})}",
    "unpublished key": lambda a: f"Bearer {token(a, key='seinni')}",
    "expired": lambda a: f"Bearer {token(a, exp=int(clock.now().timestamp()) - 61)}",
    "no expiry": lambda a: f"Bearer {token(a, exp=None)}",
    "expiry as text": lambda a: f"Bearer {token(a, exp='seint')}",
    "not yet valid": lambda a: f"Bearer {token(a, nbf=int(clock.now().timestamp()) + 90)}",
    "another issuer": lambda a: f"Bearer {token(a, iss=a.issuer + '/')}",
    "no issuer": lambda a: f"Bearer {token(a, iss=None)}",
    "another audience": lambda a: f"Bearer {token(a, aud='annar')}",
    "audience as part of a word": lambda a: f"Bearer {token(a, aud='samveita2')}",
    "no audience": lambda a: f"Bearer {token(a, aud=None)}",
}


@pytest.mark.parametrize("bad", BAD_TOKENS)
def test_a_token_that_does_not_hold_is_refused_without_a_word_and_without_a_trace(authority, published, bad):
    answer = ask(authority, published, bearer=BAD_TOKENS[bad](authority))

    assert (answer.status_code, answer.content, answer.headers["WWW-Authenticate"]) == (401, b"", "Bearer")
    assert fetches() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["annar", "samveita"]},
        {"scope": "openid samveita/skjalaveita"},
        {"scope": ["samveita/skjalaveita"]},
        {"scope": None, "scp": "samveita/skjalaveita"},
        {"scope": None, "scp": ["annad", "samveita/skjalaveita"]},
        {"exp": None, "nbf": None, "iat": None},
    ],
)
def test_every_known_way_to_write_audience_and_right_is_accepted(authority, published, changes):
    if "exp" in changes:
        changes = {**changes, "exp": int(clock.now().timestamp()) - 30}

    assert ask(authority, published, bearer=f"Bearer {token(authority, **changes)}").status_code == 200


@pytest.mark.parametrize(
    "changes",
    [{"scope": None}, {"scope": "annad"}, {"scope": "samveita/skjalaveita2"}, {"scp": 7, "scope": None}],
)
def test_a_valid_token_without_the_right_is_forbidden_and_logged(authority, published, changes):
    answer = ask(authority, published, bearer=f"Bearer {token(authority, **changes)}")

    assert answer.status_code == 403
    assert "insufficient_scope" in answer.headers["WWW-Authenticate"]
    assert list(answer.json()) == ["errorMessage"]
    assert [fetch.status for fetch in fetches()] == [403]


@pytest.mark.parametrize(
    "missing", ["MAILBOX_ISSUER", "MAILBOX_KEYS_ADDRESS", "MAILBOX_AUDIENCE", "MAILBOX_READER_SCOPE"]
)
def test_a_missing_setting_closes_the_endpoint_and_weakens_nothing(authority, published, settings, missing):
    bearer = f"Bearer {token(authority)}"
    setattr(settings, missing, "")

    answer = ask(authority, published, bearer=bearer)

    assert (answer.status_code, list(answer.json())) == (503, ["errorMessage"])
    assert answer.headers["Retry-After"] == "30"


def test_keys_that_cannot_be_fetched_close_the_endpoint(authority, published):
    authority.status = 500

    assert ask(authority, published).status_code == 503


def test_keys_are_fetched_once_and_a_new_key_is_found_when_a_token_names_it(
    authority, published, monkeypatch
):
    assert ask(authority, published).status_code == 200
    assert ask(authority, published).status_code == 200
    assert authority.asked == 1

    authority.published = public("fyrri", "seinni")
    newer = f"Bearer {token(authority, key='seinni')}"
    assert ask(authority, published, bearer=newer).status_code == 401
    moved = time.monotonic() + callers.ASK_AGAIN_AFTER + 1
    monkeypatch.setattr(callers.time, "monotonic", lambda: moved)
    assert ask(authority, published, bearer=newer).status_code == 200
    assert authority.asked == 2


def test_a_key_the_authority_has_withdrawn_stops_working(authority, published, monkeypatch):
    assert ask(authority, published).status_code == 200
    authority.published = public("seinni")
    moved = time.monotonic() + callers.KEYS_LIVE + 1
    monkeypatch.setattr(callers.time, "monotonic", lambda: moved)

    assert ask(authority, published).status_code == 401


# ------------------------------------------------------------------ form


@pytest.mark.parametrize(
    ("who", "document", "query"),
    [
        ("010130239", None, "authenticationType=HIGH"),
        ("010130-2399", None, "authenticationType=HIGH"),
        ("%D9%A0101302399", None, "authenticationType=HIGH"),
        ("", None, "authenticationType=HIGH"),
        (WHO, "", "authenticationType=HIGH"),
        (WHO, "x" * 51, "authenticationType=HIGH"),
        (WHO, "a'%20OR%201=1", "authenticationType=HIGH"),
        (WHO, None, ""),
        (WHO, None, "authenticationType="),
        (WHO, None, "authenticationType=high"),
        (WHO, None, "authenticationType=VERY"),
    ],
)
def test_a_malformed_request_is_answered_with_400(authority, published, who, document, query):
    answer = ask(authority, published, who=who, document=document, query=query)

    assert (answer.status_code, list(answer.json())) == (400, ["errorMessage"])


def test_a_missing_strength_is_read_as_low_where_settings_say_so(authority, published, settings):
    settings.MAILBOX_STRENGTH_MODE = "lenient"

    assert ask(authority, published, query="").status_code == 403
    with crossing("a test prepares"):
        Dispatch.objects.update(strength="LOW")
    assert ask(authority, published, query="").status_code == 200
    assert ask(authority, published, query="authenticationType=VERY").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "head", "options"])
def test_nothing_but_get_is_answered(authority, published, method):
    answer = getattr(Client(), method)(
        f"/skjalaveita/{WHO}/documents/{published.uid}?authenticationType=HIGH",
        headers={"Authorization": f"Bearer {token(authority)}"},
    )

    assert answer.status_code == 405


# ------------------------------------------------------------------ the pair


@pytest.mark.parametrize("stated", ["LOW", "SUBSTANTIAL"])
def test_a_weaker_login_than_the_letter_needs_is_refused(authority, published, stated):
    with crossing("a test prepares"):
        Dispatch.objects.update(strength="HIGH")

    answer = ask(authority, published, query=f"authenticationType={stated}")

    assert (answer.status_code, list(answer.json())) == (403, ["errorMessage"])


def test_everything_not_found_gets_the_very_same_answer(authority, published, announced, person):
    person("0101302719", "Gervimaður Evrópa")
    queued, withdrawn, refused, later = announced(), announced(), announced(), announced()
    with crossing("a test prepares"):
        Dispatch.objects.filter(pk=withdrawn.pk).update(state=State.WITHDRAWN, accepted_at=clock.now())
        Dispatch.objects.filter(pk=refused.pk).update(state=State.REJECTED)
        Dispatch.objects.filter(pk=later.pk).update(
            state=State.ACCEPTED, accepted_at=clock.now(), publication_at=clock.now() + timedelta(days=1)
        )

    answers = [
        ask(authority, document=str(uuid4())),
        ask(authority, document="ekki-uuid"),
        ask(authority, document=published.uid.hex),
        ask(authority, published, who="0101302719"),
        ask(authority, published, who="0101302129"),
        ask(authority, published, who="9999999999"),
        *(ask(authority, one) for one in (queued, withdrawn, refused, later)),
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert answers[0].json() == NOT_FOUND


def test_a_stranger_asked_for_is_logged_without_a_national_id(authority, published):
    ask(authority, published, who="0101302129")
    ask(authority, document=str(uuid4()), who="0101302129")

    first, second = fetches()
    assert (first.person, first.dispatch, first.status) == (None, None, 404)
    assert first.unknown_person == second.unknown_person != ""
    assert "0101302129" not in str(vars(first))


def test_what_a_caller_mixes_up_is_kept_without_a_national_id_and_without_unprintable_letters(
    authority, published
):
    answers = [
        ask(authority, document=WHO, who=WHO),
        ask(authority, document="a%00b", who=WHO),
        ask(authority, document=str(uuid4()), who=WHO, query="authenticationType=HIGH%00"),
    ]

    assert [answer.status_code for answer in answers] == [404, 400, 400]
    assert [WHO in fetch.document_id for fetch in fetches()] == [False, False, False]


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN])
def test_a_letter_the_mailbox_may_have_is_served_although_we_have_not_heard_so(authority, announced, state):
    dispatch = announced()
    with crossing("a test prepares"):
        Dispatch.objects.filter(pk=dispatch.pk).update(state=state)

    assert ask(authority, dispatch).status_code == 200


def test_being_asked_for_a_letter_of_unknown_outcome_proves_that_it_arrived(authority, announced, reread):
    served = []
    on_served.register("test.letter", lambda dispatch: served.append(dispatch.uid))
    dispatch = announced()
    with crossing("a test prepares"):
        Dispatch.objects.filter(pk=dispatch.pk).update(state=State.UNKNOWN, was_unknown=True)
    try:
        ask(authority, dispatch)
    finally:
        on_served.forget("test.letter")

    row = reread(dispatch)
    assert (row.state, row.served_at == row.accepted_at, served) == (State.ACCEPTED, True, [dispatch.uid])
    deliver([dispatch.uid])
    assert reread(dispatch).attempts == 0


def test_a_kennitala_the_person_had_before_still_opens_her_letter(authority, published, resident):
    from samveita.ground.identity.models import PersonIdentifier

    PersonIdentifier.objects.create(person=resident, kennitala="0101302989", valid_from=clock.today())

    assert ask(authority, published, who="0101302989").status_code == 200


def test_a_disk_that_does_not_answer_is_503_and_the_letter_is_not_opened(authority, published, reread):
    path = path_of(published.document)
    path.unlink()
    path.mkdir()

    answer = ask(authority, published)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert reread(published).opened_at is None
    assert troubles(published) == []


@pytest.mark.parametrize(
    "damage", ["gone", "changed on the disk", "not the one announced", "without its row"]
)
def test_a_document_that_is_not_the_one_announced_is_never_served(authority, published, damage):
    path = path_of(published.document)
    with crossing("a test does damage"):
        if damage == "gone":
            path.unlink()
        elif damage == "changed on the disk":
            path.write_bytes(path.read_bytes()[:-1] + b"x")
        elif damage == "without its row":
            Dispatch.objects.update(document=uuid4())
        else:
            Dispatch.objects.update(sha256="0" * 64)

    assert ask(authority, published).status_code == 503
    assert troubles(published) == ["damaged"]


def test_a_session_is_no_second_door(authority, published):
    client = Client()
    client.cookies["samveita"] = "eitthvad"

    answer = client.get(f"/skjalaveita/{WHO}/documents/{published.uid}?authenticationType=HIGH")

    assert answer.status_code == 401


def test_a_fetch_is_written_once(authority, published):
    ask(authority, published)
    (fetch,) = fetches()

    with crossing("a test writes"), pytest.raises(ValueError, match="once"):
        fetch.save()


def test_no_national_id_is_logged(authority, published, caplog):
    caplog.set_level("DEBUG")

    ask(authority, published)
    ask(authority, published, who="0101302129")
    ask(authority, published, bearer="")

    assert WHO not in caplog.text
    assert "0101302129" not in caplog.text
