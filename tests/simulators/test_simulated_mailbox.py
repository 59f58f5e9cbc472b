"""The mailbox as a sender and as a resident meet it, over HTTP."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from simulators.simulated_nation import MOTHER, Nation, Platform

INDEXES = "/api/v1/documentindexes"


def a_document(**changes: object) -> dict[str, object]:
    return {
        "kennitala": MOTHER,
        "documentId": str(uuid.uuid4()),
        "senderKennitala": "5901697579",
        "senderName": "Hafnarfjarðarkaupstaður",
        "category": "Félagsmál",
        "type": "Ákvörðun",
        "subject": "Ákvörðun um fjárhagsaðstoð",
        "documentDate": "2026-11-20T00:00:00Z",
        "minimumAuthenticationType": "SUBSTANTIAL",
        "fileType": "pdf",
        **changes,
    }


@pytest.fixture
def sender(nation: Nation, http: httpx.Client) -> httpx.Client:
    http.headers["Authorization"] = f"Bearer {nation.machine_token(f'{nation.mailbox}/.default')}"
    http.base_url = nation.mailbox
    return http


def ledger(http: httpx.Client) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = http.get("/ledger").json()
    return found


def test_an_accepted_reference_is_in_the_ledger_once(sender: httpx.Client) -> None:
    document = a_document()

    result = sender.post(INDEXES, json=[document]).json()

    echoed = {"kennitala": MOTHER, "documentId": document["documentId"]}
    assert result == [{**echoed, "success": True, "errors": [], "wantsPaper": False}]
    kept = ledger(sender)["references"]
    assert [(one["documentId"], one["registrations"]) for one in kept] == [(document["documentId"], 1)]


def test_the_same_pair_again_is_refused_and_counted_as_an_attempt(sender: httpx.Client) -> None:
    document = a_document()
    sender.post(INDEXES, json=[document])

    again = sender.post(INDEXES, json=[document]).json()

    assert again[0]["success"] is False
    found = ledger(sender)
    assert (len(found["references"]), len(found["attempts"])) == (1, 2)


def test_two_spouses_may_each_have_the_same_document(sender: httpx.Client) -> None:
    document = a_document()

    results = sender.post(INDEXES, json=[document, {**document, "kennitala": "1403852049"}]).json()

    assert [one["success"] for one in results] == [True, True]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"category": "Ekki til"}, "Flokkur er ekki til"),
        ({"type": "Ekki til"}, "Tegund er ekki til"),
        ({"subject": "x" * 81}, "subject er lengra en 80 stafir"),
        ({"documentId": "x" * 51}, "documentId er lengra en 50 stafir"),
        ({"kennitala": "123"}, "kennitala er ekki gild"),
        ({"senderName": ""}, "senderName vantar"),
        ({"documentDate": "í gær"}, "documentDate er ekki dagsetning"),
        ({"publicationDate": "2099-01-01T00:00:00Z"}, "publicationDate er ekki dagsetning innan 60 daga"),
        ({"minimumAuthenticationType": "NONE"}, "minimumAuthenticationType er óþekkt"),
    ],
)
def test_a_wrong_item_is_refused_with_status_200(
    sender: httpx.Client, change: dict[str, object], error: str
) -> None:
    answer = sender.post(INDEXES, json=[a_document(**change)])

    assert (answer.status_code, answer.json()[0]["errors"]) == (200, [error])


@pytest.mark.parametrize("count", [0, 201])
def test_a_call_holds_1_to_200_items(sender: httpx.Client, count: int) -> None:
    assert sender.post(INDEXES, json=[a_document() for _ in range(count)]).status_code == 400
    assert ledger(sender)["references"] == []


def test_an_object_instead_of_an_array_is_refused(sender: httpx.Client) -> None:
    assert sender.post(INDEXES, json=a_document()).status_code == 400


@pytest.mark.parametrize(
    "kind", ["second_key", "second_issuer", "expired", "not_yet", "wrong_audience", "hs256", "none"]
)
def test_a_false_token_opens_nothing(nation: Nation, http: httpx.Client, kind: str) -> None:
    token = nation.forged(kind, f"{nation.mailbox}/.default")

    answer = http.get(f"{nation.mailbox}{INDEXES}/types", headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, answer.headers["WWW-Authenticate"][:6]) == (401, "Bearer")


def test_withdrawing_keeps_the_row_with_its_reason_and_closes_it(sender: httpx.Client) -> None:
    document = a_document()
    sender.post(INDEXES, json=[document])
    pair = {"kennitala": MOTHER, "documentId": document["documentId"]}

    done = sender.post(f"{INDEXES}/withdraw", json=[{**pair, "reason": "Rangt skjal"}]).json()

    assert done[0]["success"] is True
    assert ledger(sender)["references"][0]["withdrawnReason"] == "Rangt skjal"
    assert (
        sender.post(f"/mailbox/{MOTHER}/open", data={"documentId": document["documentId"]}).status_code == 409
    )


def test_marking_read_and_repointing_change_the_row(sender: httpx.Client) -> None:
    document = a_document()
    sender.post(INDEXES, json=[document])
    pair = {"kennitala": MOTHER, "documentId": document["documentId"]}

    read = sender.post(f"{INDEXES}/read", json=[pair]).json()[0]["success"]
    moved = sender.put(INDEXES, json=[{**pair, "updatedDocumentId": "nytt-skjal"}]).json()[0]["success"]

    assert (read, moved) == (True, True)
    assert ledger(sender)["references"][0]["documentId"] == "nytt-skjal"


def test_a_wish_for_paper_is_told_to_the_sender(sender: httpx.Client) -> None:
    sender.post(f"/mailbox/{MOTHER}/paper", data={"wanted": "1"})

    asked = sender.get(f"/api/v1/{MOTHER}/paper").json()
    accepted = sender.post(INDEXES, json=[a_document()]).json()[0]

    assert (asked["wantsPaper"], accepted["wantsPaper"]) == (True, True)


def test_opening_fetches_the_document_from_the_provider_with_a_signed_token(
    sender: httpx.Client, platform: Platform
) -> None:
    document = a_document()
    sender.post(INDEXES, json=[document])
    pdf = b"%PDF-1.7 a letter"
    platform.answer = (
        200,
        json.dumps({"type": "pdf", "content": base64.b64encode(pdf).decode(), "actions": []}).encode(),
    )

    opened = sender.post(f"/mailbox/{MOTHER}/open", data={"documentId": document["documentId"]})
    shown = sender.get(opened.headers["Location"], headers={"Accept": "application/json"}).json()
    served = sender.get(f"{opened.headers['Location']}/document.pdf")

    method, path, headers, _ = platform.calls[0]
    assert (method, path) == (
        "GET",
        f"/skjalaveita/{MOTHER}/documents/{document['documentId']}?authenticationType=HIGH",
    )
    assert headers["Authorization"].count(".") == 2
    assert (shown["sha256"], shown["size"]) == (hashlib.sha256(pdf).hexdigest(), len(pdf))
    assert (served.content, served.headers["Content-Type"]) == (pdf, "application/pdf")
    assert len(ledger(sender)["references"][0]["opened"]) == 1


def test_a_document_that_is_not_there_shows_the_providers_error(
    sender: httpx.Client, platform: Platform
) -> None:
    document = a_document()
    sender.post(INDEXES, json=[document])

    opened = sender.post(f"/mailbox/{MOTHER}/open", data={"documentId": document["documentId"]})
    shown = sender.get(opened.headers["Location"])

    assert (shown.status_code, "not here" in shown.text) == (502, True)
    assert ledger(sender)["references"][0]["opened"] == []


def test_a_reference_shows_when_its_publication_comes(sender: httpx.Client, nation: Nation) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    sender.post(INDEXES, json=[a_document(publicationDate=tomorrow)])
    before = sender.get(f"/mailbox/{MOTHER}?format=json").json()["messages"]
    sender.post("/faults", json={"kind": "clock_skew", "seconds": 25 * 3600})

    after = sender.get(f"/mailbox/{MOTHER}?format=json").json()["messages"]

    assert (len(before), len(after)) == (0, 1)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("empty_array", []),
        ("mixed_results", [True, False]),
    ],
)
def test_partial_and_empty_answers_come_once(sender: httpx.Client, kind: str, expected: list[bool]) -> None:
    sender.post("/faults", json={"kind": kind})

    disturbed = [one["success"] for one in sender.post(INDEXES, json=[a_document(), a_document()]).json()]
    usual = [one["success"] for one in sender.post(INDEXES, json=[a_document(), a_document()]).json()]

    assert (disturbed, usual) == (expected, [True, True])


def test_results_may_lack_their_keys_and_errors_be_null(sender: httpx.Client) -> None:
    for kind in ("no_echo", "errors_null"):
        sender.post("/faults", json={"kind": kind})

    result = sender.post(INDEXES, json=[a_document()]).json()

    assert result == [{"success": True, "errors": None, "wantsPaper": False}]


def test_a_lost_answer_is_an_accepted_reference(sender: httpx.Client) -> None:
    sender.post("/faults", json={"kind": "answer_lost", "path": INDEXES})

    with pytest.raises(httpx.RemoteProtocolError):
        sender.post(INDEXES, json=[a_document()])

    assert len(ledger(sender)["references"]) == 1


def test_a_call_that_never_answers_does_nothing(sender: httpx.Client) -> None:
    sender.post("/faults", json={"kind": "no_answer", "seconds": 0.1, "path": INDEXES})

    with pytest.raises(httpx.RemoteProtocolError):
        sender.post(INDEXES, json=[a_document()])

    assert ledger(sender)["references"] == []


def test_statuses_come_for_as_many_calls_as_asked(sender: httpx.Client) -> None:
    sender.post("/faults", json={"kind": "unauthorized"})
    refused = [sender.get(f"{INDEXES}/types").status_code for _ in range(2)]
    sender.post("/faults", json={"kind": "too_many_requests", "calls": 2})
    many = [sender.get(f"{INDEXES}/types").status_code for _ in range(3)]
    sender.post("/faults", json={"kind": "server_error"})
    broken = [sender.get(f"{INDEXES}/types").status_code for _ in range(2)]

    assert (refused, many, broken) == ([401, 200], [429, 429, 200], [500, 200])


def test_a_nudge_is_noted_when_the_sender_asks(sender: httpx.Client) -> None:
    sender.post(INDEXES, json=[a_document(notifyOwner=True), a_document()])

    assert len(ledger(sender)["nudges"]) == 1
