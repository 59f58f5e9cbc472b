"""The sending side of the mailbox: what travels, and the outcome of every item for every kind of answer."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.engines.mailbox.client import MailboxAccess, MailboxClient, MailboxUnavailable, outcomes_of
from samveita.engines.mailbox.wire import (
    Accepted,
    CredentialFault,
    OpenedElsewhere,
    Reference,
    Rejected,
    Repointing,
    Retryable,
    Strength,
    Unknown,
    Withdrawal,
)
from samveita.ground.identity.client_credentials import ClientCredentials
from samveita.iceland import clock

REFERENCE = Reference(
    recipient="0101302399",
    document_id="7f0c6a0e-3c1b-4c7e-9a2e-4b5f1d1f9a11",
    sender="4101909909",
    sender_name="Sveitarfélagið Dalvogur",
    case_number="2026-FA-000417",
    category="Félagsmál",
    kind="Ákvörðun",
    subject="Ákvörðun um fjárhagsaðstoð, nóvember 2026",
    document_date=datetime(2026, 11, 20, tzinfo=UTC),
    publication_date=datetime(2026, 11, 23, 9, tzinfo=UTC),
    strength=Strength.SUBSTANTIAL,
    notify=True,
)


def several(count):
    return [replace(REFERENCE, document_id=f"skjal-{number}") for number in range(count)]


def reply(told=None, status=200, headers=None, body=None):
    return SimpleNamespace(
        status=status, body=json.dumps(told).encode() if body is None else body, headers=headers or {}
    )


class Mailbox:
    """What the tiny server does: a token when asked for one, else the next prepared reply."""

    def __init__(self, server):
        self.server = server
        self.tokens = 0
        self.answers = []
        self.token_reply = None
        server.reply = self._reply

    def _reply(self, asked):
        if asked.path == "/connect/token":
            self.tokens += 1
            return self.token_reply or reply({"access_token": f"lykill-{self.tokens}", "expires_in": 3599})
        return self.answers.pop(0)

    @property
    def calls(self):
        return [asked for asked in self.server.asked if asked.path != "/connect/token"]


@pytest.fixture
def mailbox(tiny_server):
    return Mailbox(tiny_server)


@pytest.fixture
def client(tiny_server):
    one = MailboxClient(
        MailboxAccess(
            base_url=tiny_server.address + "/",
            credentials=ClientCredentials(
                token_url=tiny_server.address + "/connect/token",
                client_id="dalvogur",
                client_secret="leyndó",
                scope="https://posthus/.default",
            ),
        )
    )
    yield one
    one.close()


def test_a_reference_travels_with_every_field_and_its_moments_in_utc(mailbox, client):
    mailbox.answers = [reply([{"success": True}])]

    client.register([REFERENCE])

    (call,) = mailbox.calls
    assert (call.method, call.path) == ("POST", "/api/v1/documentindexes")
    assert json.loads(call.body) == [
        {
            "kennitala": "0101302399",
            "documentId": "7f0c6a0e-3c1b-4c7e-9a2e-4b5f1d1f9a11",
            "senderKennitala": "4101909909",
            "senderName": "Sveitarfélagið Dalvogur",
            "authorKennitala": "4101909909",
            "caseId": "2026-FA-000417",
            "category": "Félagsmál",
            "type": "Ákvörðun",
            "subject": "Ákvörðun um fjárhagsaðstoð, nóvember 2026",
            "documentDate": "2026-11-20T00:00:00Z",
            "publicationDate": "2026-11-23T09:00:00Z",
            "notifyOwner": True,
            "minimumAuthenticationType": "SUBSTANTIAL",
            "fileType": "pdf",
        }
    ]


def test_a_token_is_asked_for_with_the_client_pair_and_used_for_every_call(mailbox, client):
    mailbox.answers = [reply([{"success": True}]), reply([{"success": True}])]

    client.register([REFERENCE])
    client.register([REFERENCE])

    assert mailbox.server.asked[0].body == (
        b"grant_type=client_credentials&client_id=dalvogur&client_secret=leynd%C3%B3"
        b"&scope=https%3A%2F%2Fposthus%2F.default"
    )
    assert [call.headers["Authorization"] for call in mailbox.calls] == ["Bearer lykill-1"] * 2
    assert mailbox.tokens == 1


def test_a_refused_token_is_replaced_and_the_call_repeated_once(mailbox, client):
    mailbox.answers = [reply(status=401), reply([{"success": True}])]

    outcome = client.register([REFERENCE])

    assert outcome == (Accepted(),)
    assert [call.headers["Authorization"] for call in mailbox.calls] == ["Bearer lykill-1", "Bearer lykill-2"]
    assert mailbox.calls[0].body == mailbox.calls[1].body


def test_a_token_refused_twice_is_a_credential_fault(mailbox, client):
    mailbox.answers = [reply(status=401), reply(status=401)]

    assert client.register([REFERENCE]) == (CredentialFault("status 401"),)
    assert mailbox.tokens == 2


@pytest.mark.parametrize(
    ("token_reply", "outcome"),
    [
        (reply({"error": "invalid_client"}, 400), CredentialFault("token authority answered 400")),
        (reply({"error": "invalid_client"}, 401), CredentialFault("token authority answered 401")),
        (reply(status=503), Retryable("token authority answered 503")),
        (reply(status=429), Retryable("token authority answered 429")),
        (reply({"token_type": "Bearer"}), Retryable("token authority answered without a token")),
        (
            reply({"access_token": "", "expires_in": 3}),
            Retryable("token authority answered with an empty token"),
        ),
        (reply(body=b"<html>"), Retryable("token authority answered without a token")),
        (reply([1]), Retryable("token authority answered without a token")),
    ],
)
def test_without_a_token_nothing_is_sent(mailbox, client, token_reply, outcome):
    mailbox.token_reply = token_reply

    assert client.register([REFERENCE]) == (outcome,)
    assert mailbox.calls == []


def test_a_token_about_to_end_is_renewed_before_it_does(mailbox, client):
    mailbox.token_reply = reply({"access_token": "stutt", "expires_in": 0})
    mailbox.answers = [reply(True), reply(True)]

    client.wants_paper("0101302399")
    client._tokens._renew_at = 0.0
    client.wants_paper("0101302399")

    assert mailbox.tokens == 2


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (reply(status=400, body=b"rangt"), Rejected(("rangt",), whole_call=True)),
        (reply(status=403), CredentialFault("status 403")),
        (reply(status=404), CredentialFault("status 404")),
        (reply(status=302, headers={"Location": "/annars"}), CredentialFault("status 302")),
        (reply(status=408), Retryable("status 408")),
        (reply(status=429, headers={"Retry-After": "17"}), Retryable("status 429", after_seconds=17)),
        (reply(status=500), Unknown("status 500")),
        (reply(status=503), Unknown("status 503")),
        (reply(status=202), Unknown("status 202")),
        (None, Unknown("RemoteProtocolError")),
        (reply(body=b"<html>"), Unknown("2 items were answered with no list")),
        (reply({"success": True}), Unknown("2 items were answered with no list")),
        (reply([]), Unknown("2 items were answered with 0")),
        (reply([{"success": True}]), Unknown("2 items were answered with 1", alarm=True)),
    ],
)
def test_every_answer_to_a_whole_call_gives_each_item_the_same_outcome(mailbox, client, answer, outcome):
    mailbox.answers = [answer]

    assert client.register(several(2)) == (outcome, outcome)


def test_a_mailbox_that_cannot_be_reached_certainly_took_nothing():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        one = MailboxClient(MailboxAccess(address, ClientCredentials(address + "/connect/token", "a", "b")))
        outcome = one.register([REFERENCE])
        one.close()

    assert outcome == (Retryable("token authority: ConnectError"),)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ({"success": True}, Accepted()),
        ({"success": True, "errors": None, "wantsPaper": True}, Accepted(wants_paper=True)),
        ({"success": True, "errors": [], "wantsPaper": False}, Accepted(wants_paper=False)),
        ({"success": False, "errors": ["Flokkur er ekki til"]}, Rejected(("Flokkur er ekki til",))),
        ({"success": False, "errors": None}, Rejected()),
        ({"success": False}, Rejected()),
        ({"errors": []}, Unknown("a result without success")),
        ({"success": "true"}, Unknown("a result without success")),
        (None, Unknown("a result without success")),
    ],
)
def test_every_result_has_its_outcome(result, outcome):
    assert outcomes_of([REFERENCE], [result]) == (outcome,)


def test_mixed_results_are_matched_by_position():
    told = [{"success": True}, {"success": False, "errors": ["nei"]}, {"success": True}]

    assert outcomes_of(several(3), told) == (Accepted(), Rejected(("nei",)), Accepted())


def test_a_contradicting_echo_leaves_only_items_whose_own_echo_agrees():
    a, b, c = several(3)
    told = [
        {"kennitala": a.recipient, "documentId": a.document_id, "success": True},
        {"kennitala": c.recipient, "documentId": c.document_id, "success": True},
        {"success": True},
    ]

    outcomes = outcomes_of([a, b, c], told)

    alarm = Unknown("the results are not in the order of the items", alarm=True)
    assert outcomes == (Accepted(), alarm, alarm)


@given(st.lists(st.one_of(st.booleans(), st.none()), min_size=1, max_size=30))
def test_an_item_is_accepted_exactly_when_its_own_position_says_so(successes):
    told = [{"success": success} for success in successes]

    outcomes = outcomes_of(several(len(successes)), told)

    assert [isinstance(outcome, Accepted) for outcome in outcomes] == [
        success is True for success in successes
    ]


@given(st.permutations(range(5)))
def test_shuffled_echoed_results_never_give_an_item_the_result_of_another(order):
    items = several(5)
    told = [
        {"kennitala": items[n].recipient, "documentId": items[n].document_id, "success": n % 2 == 0}
        for n in order
    ]

    outcomes = outcomes_of(items, told)

    for position, outcome in enumerate(outcomes):
        right = Accepted() if position % 2 == 0 else Rejected()
        assert outcome == right if order[position] == position else isinstance(outcome, Unknown)


@pytest.mark.parametrize("count", [0, 201])
def test_a_call_carries_one_to_two_hundred_items(mailbox, client, count):
    with pytest.raises(ValueError, match="1 to 200"):
        client.register(several(count))

    assert mailbox.server.asked == []


def test_withdrawing_marking_read_and_repointing_have_their_own_addresses(mailbox, client):
    mailbox.answers = [reply([{"success": True}])] * 3

    client.withdraw([Withdrawal("0101302399", "skjal-1", "Rangt skjal var birt.")])
    client.mark_read([OpenedElsewhere("0101302399", "skjal-1")])
    client.update([Repointing("0101302399", "skjal-1", "skjal-2")])

    assert [(call.method, call.path, json.loads(call.body)) for call in mailbox.calls] == [
        (
            "POST",
            "/api/v1/documentindexes/withdraw",
            [{"kennitala": "0101302399", "documentId": "skjal-1", "reason": "Rangt skjal var birt."}],
        ),
        ("POST", "/api/v1/documentindexes/read", [{"kennitala": "0101302399", "documentId": "skjal-1"}]),
        (
            "PUT",
            "/api/v1/documentindexes",
            [{"kennitala": "0101302399", "documentId": "skjal-1", "updatedDocumentId": "skjal-2"}],
        ),
    ]


@pytest.mark.parametrize(
    ("answer", "wish"),
    [
        (reply({"wantsPaper": True}), True),
        (reply({"kennitala": "0101302399", "wantsPaper": False}), False),
        (reply({}), None),
        (reply({"wantsPaper": "nei"}), None),
        (reply([]), None),
        (reply(status=500), None),
        (None, None),
    ],
)
def test_a_paper_wish_that_cannot_be_read_is_never_a_no(mailbox, client, answer, wish):
    mailbox.answers = [answer]

    assert client.wants_paper("0101302399") is wish
    assert mailbox.calls[0].path == "/api/v1/0101302399/paper"


def test_the_vocabulary_is_fetched_once_a_day(mailbox, client):
    mailbox.answers = [reply(["Félagsmál"]), reply(["Ákvörðun"]), reply(["Nýtt"]), reply(["Ákvörðun"])]

    first = client.vocabulary()
    assert client.vocabulary() is first
    with clock.shifted(timedelta(days=1)):
        later = client.vocabulary()

    assert (first.categories, first.kinds) == ({"Félagsmál"}, {"Ákvörðun"})
    assert later.categories == {"Nýtt"}
    assert len(mailbox.calls) == 4


@pytest.mark.parametrize(
    "answer", [reply([]), reply({"a": 1}), reply([1]), reply(status=500), reply(status=400)]
)
def test_a_vocabulary_that_cannot_be_read_is_an_error_and_not_an_empty_one(mailbox, client, answer):
    mailbox.answers = [answer]

    with pytest.raises(MailboxUnavailable):
        client.vocabulary()


@pytest.mark.parametrize(
    "broken",
    [
        {"recipient": "101302399"},
        {"sender": "41019099x9"},
        {"document_id": "x" * 51},
        {"category": "x" * 26},
        {"kind": ""},
        {"subject": "x" * 81},
        {"subject": "  "},
        {"sender_name": ""},
    ],
)
def test_a_reference_that_breaks_a_limit_cannot_be_made(broken):
    with pytest.raises(ValueError, match=r"must|missing"):
        replace(REFERENCE, **broken)


def test_a_moment_without_a_zone_is_never_sent():
    with pytest.raises(ValueError, match="zone"):
        replace(REFERENCE, document_date=datetime(2026, 1, 1)).payload()  # noqa: DTZ001


def test_a_withdrawal_needs_words_for_the_resident():
    with pytest.raises(ValueError, match="reason"):
        Withdrawal("0101302399", "skjal-1", " ")


@pytest.mark.parametrize(
    ("stated", "needed", "enough"),
    [
        ("LOW", "LOW", True),
        ("LOW", "SUBSTANTIAL", False),
        ("SUBSTANTIAL", "LOW", True),
        ("SUBSTANTIAL", "HIGH", False),
        ("HIGH", "HIGH", True),
    ],
)
def test_a_stronger_login_covers_a_weaker_need(stated, needed, enough):
    assert Strength(stated).covers(Strength(needed)) is enough
