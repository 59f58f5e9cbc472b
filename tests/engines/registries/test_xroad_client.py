"""One request to the security server: what is sent, what comes back, and what each error means."""

from __future__ import annotations

import hashlib
import json
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.engines.registries.answers import FaultKind, Origin, RegistryError, national_id_text
from samveita.engines.registries.xroad import Errand, XRoadClient, kind_of_code, normalise_code

SERVICE = "IS-DEV/GOV/10001/SKRA-Cloud-Protected/MidlunUmsoknir-v1"
ERRAND = Errand(user="ISstarf7f3a", issue="2026-FA-000417")


@pytest.fixture
def xroad(tiny_server):
    client = XRoadClient(base_url=tiny_server.address, client="IS-DEV/MUN/10023/samveita-client")
    yield client
    client.close()


@pytest.fixture
def reply():
    from types import SimpleNamespace

    def make(status=200, body=b"", headers=None, echo=True):
        return SimpleNamespace(status=status, body=body, headers=headers or {}, echo=echo)

    return make


def test_the_request_carries_the_four_headers_and_the_encoded_service_path(tiny_server, xroad, reply):
    tiny_server.reply = lambda _asked: reply(body=b"{}")

    xroad.get("IS-DEV/GOV/10001/Skrá og fleira/Þjónusta-v1", "/Einstaklingar/0101302399", errand=ERRAND)

    asked = tiny_server.asked[0]
    assert asked.path == (
        "/r1/IS-DEV/GOV/10001/Skr%C3%A1%20og%20fleira/%C3%9Ej%C3%B3nusta-v1/Einstaklingar/0101302399"
    )
    assert asked.headers["X-Road-Client"] == "IS-DEV/MUN/10023/samveita-client"
    assert asked.headers["X-Road-UserId"] == "ISstarf7f3a"
    assert asked.headers["X-Road-Issue"] == "2026-FA-000417"
    assert asked.headers["Accept"] == "application/json"
    assert len(asked.headers["X-Road-Id"]) == 36


def test_the_answer_keeps_its_evidence(tiny_server, xroad, reply):
    body = json.dumps({"nafn": "Gervimaður Færeyjar"}).encode()
    tiny_server.reply = lambda _asked: reply(body=body, headers={"X-Road-Request-Hash": "aGFzaA=="})

    answer = xroad.get(SERVICE, "/Einstaklingar/0101302399", errand=ERRAND)

    assert answer.evidence.message_id == tiny_server.asked[0].headers["X-Road-Id"]
    assert answer.evidence.request_hash == "aGFzaA=="
    assert answer.evidence.answer_sha256 == hashlib.sha256(body).hexdigest()
    assert answer.evidence.service == SERVICE
    assert answer.evidence.fetched_at.tzinfo is not None


def test_a_redirect_is_an_answer_and_is_not_followed(tiny_server, xroad, reply):
    tiny_server.reply = lambda _asked: reply(
        status=302, headers={"Location": tiny_server.address + "/annars"}
    )

    answer = xroad.get(SERVICE, "/x", errand=ERRAND)

    assert answer.status == 302
    assert len(tiny_server.asked) == 1


def test_without_an_x_road_error_the_register_itself_has_answered_whatever_the_status(
    tiny_server, xroad, reply
):
    tiny_server.reply = lambda _asked: reply(status=500, body=b"bilun")

    answer = xroad.get(SERVICE, "/x", errand=ERRAND)

    assert (answer.status, answer.content) == (500, b"bilun")


OLD_JSON = {
    "type": "Server.ServerProxy.AccessDenied",
    "message": "Request is not allowed",
    "detail": "7a1a0c62-0000-4000-8000-000000000000",
}
OLD_XML = (
    b"<error><type>Server.ServerProxy.AccessDenied</type><message>Request is not allowed</message>"
    b"<detail>7a1a0c62-0000-4000-8000-000000000000</detail></error>"
)


@pytest.mark.parametrize(
    ("header", "body", "media_type"),
    [
        ("Server.ServerProxy.AccessDenied", json.dumps(OLD_JSON).encode(), "application/json"),
        (
            "server.serverproxy.access_denied",
            json.dumps({**OLD_JSON, "type": "server.serverproxy.access_denied"}).encode(),
            "application/json",
        ),
        ("Server.ServerProxy.AccessDenied", OLD_XML, "text/xml"),
        ("server.serverproxy.access_denied", OLD_XML, "application/xml"),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 500])
def test_an_x_road_error_of_either_spelling_and_form_becomes_one_error(
    tiny_server, xroad, reply, header, body, media_type, status
):
    tiny_server.reply = lambda _asked: reply(
        status=status, body=body, headers={"X-Road-Error": header, "Content-Type": media_type}
    )

    with pytest.raises(RegistryError) as caught:
        xroad.get(SERVICE, "/x", errand=ERRAND)

    assert caught.value.kind is FaultKind.CONFIGURATION
    assert caught.value.origin is Origin.XROAD
    assert caught.value.code == header
    assert caught.value.notice == "Request is not allowed"
    assert caught.value.detail == "7a1a0c62-0000-4000-8000-000000000000"
    assert caught.value.message_id == tiny_server.asked[0].headers["X-Road-Id"]


@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[1]", b"<error><type>", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>']
)
def test_an_x_road_error_with_an_unreadable_body_is_still_told_by_its_header(tiny_server, xroad, reply, body):
    tiny_server.reply = lambda _asked: reply(
        status=500, body=body, headers={"X-Road-Error": "Server.ClientProxy.NetworkError"}
    )

    with pytest.raises(RegistryError) as caught:
        xroad.get(SERVICE, "/x", errand=ERRAND)

    assert (caught.value.kind, caught.value.notice) == (FaultKind.RETRY, "")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("Server.ClientProxy.UnknownMember", FaultKind.CONFIGURATION),
        ("Server.ClientProxy.InvalidClientIdentifier", FaultKind.PROGRAMMING),
        ("Server.ClientProxy.SslAuthenticationFailed", FaultKind.CONFIGURATION),
        ("Server.ClientProxy.OutdatedGlobalConf", FaultKind.LATER),
        ("server.clientproxy.global_conf_outdated", FaultKind.LATER),
        ("Server.ClientProxy.NetworkError", FaultKind.RETRY),
        ("Server.ServerProxy.AccessDenied", FaultKind.CONFIGURATION),
        ("Server.ServerProxy.UnknownService", FaultKind.CONFIGURATION),
        ("Server.ServerProxy.ServiceDisabled", FaultKind.LATER),
        ("Server.ServerProxy.ServiceType", FaultKind.PROGRAMMING),
        ("Server.ServerProxy.ServiceFailed.HttpError", FaultKind.RETRY),
        ("Server.ServerProxy.ServiceFailed.SslAuthenticationFailed", FaultKind.RETRY),
        ("Server.ServerProxy.DatabaseError", FaultKind.RETRY),
        ("Server.ServerProxy.MaintenanceMode", FaultKind.LATER),
        ("Client.BadRequest", FaultKind.PROGRAMMING),
        ("Server.SomethingNobodyToldUs", FaultKind.RETRY),
    ],
)
def test_every_error_code_of_the_table_has_its_class_in_both_spellings(code, kind):
    newer = ".".join(
        "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(part))
        for part in code.split(".")
    )

    assert kind_of_code(code) is kind
    assert kind_of_code(newer) is kind


def test_an_answer_with_another_message_id_is_never_used(tiny_server, xroad, reply):
    tiny_server.reply = lambda _asked: reply(body=b"{}", headers={"X-Road-Id": "annad"}, echo=False)

    with pytest.raises(RegistryError) as caught:
        xroad.get(SERVICE, "/x", errand=ERRAND)

    assert (caught.value.kind, caught.value.origin) == (FaultKind.RETRY, Origin.XROAD)


def test_a_security_server_that_is_not_there_is_tried_again():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        client = XRoadClient(base_url=f"http://127.0.0.1:{taken.getsockname()[1]}", client="IS-DEV/MUN/1/x")
        with pytest.raises(RegistryError) as caught:
            client.get(SERVICE, "/x", errand=ERRAND)
        client.close()

    assert (caught.value.kind, caught.value.origin) == (FaultKind.RETRY, Origin.WIRE)


def test_a_connection_closed_without_an_answer_is_tried_again(tiny_server, xroad):
    tiny_server.reply = lambda _asked: None

    with pytest.raises(RegistryError) as caught:
        xroad.get(SERVICE, "/x", errand=ERRAND)

    assert (caught.value.kind, caught.value.origin) == (FaultKind.RETRY, Origin.WIRE)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, FaultKind.CONFIGURATION),
        (401, FaultKind.CONFIGURATION),
        (403, FaultKind.CONFIGURATION),
        (408, FaultKind.RETRY),
        (409, FaultKind.PROGRAMMING),
        (429, FaultKind.RETRY),
        (500, FaultKind.RETRY),
        (503, FaultKind.RETRY),
    ],
)
def test_a_failure_of_the_register_itself_has_its_class_by_status(tiny_server, xroad, reply, status, kind):
    tiny_server.reply = lambda _asked: reply(status=status, body=b"x")

    with pytest.raises(RegistryError) as caught:
        xroad.get(SERVICE, "/x", errand=ERRAND).require_success()

    assert (caught.value.kind, caught.value.origin) == (kind, Origin.REGISTER)


@pytest.mark.parametrize("service", ["", "IS-DEV/GOV/10001/SKRA", "IS-DEV//10001/SKRA/X-v1"])
def test_a_service_path_with_a_missing_part_is_refused_before_the_call(tiny_server, xroad, service):
    with pytest.raises(ValueError, match="X-Road identifier"):
        xroad.get(service, "/x", errand=ERRAND)

    assert tiny_server.asked == []


@pytest.mark.parametrize("user", ["", "IS\r\nX-Evil: 1", "ISþórir"])
def test_an_errand_that_could_break_a_header_is_refused(user):
    with pytest.raises(ValueError, match="printable ASCII"):
        Errand(user=user, issue="1")


@given(st.integers(min_value=0, max_value=9_999_999_999))
def test_a_kennitala_read_as_a_number_gets_its_leading_zeros_back(number):
    assert national_id_text(number) == f"{number:010d}"
    assert national_id_text(f"{number:010d}") == f"{number:010d}"


@pytest.mark.parametrize("value", ["", None, "12345678901", "abc", 12345678901, 1.5, "010130-239٣"])
def test_what_cannot_be_ten_digits_is_not_a_kennitala(value):
    with pytest.raises(ValueError, match="ten digits"):
        national_id_text(value)


@given(st.text(alphabet="ABCabc_.", max_size=30))
def test_normalising_a_code_twice_changes_nothing(code):
    assert normalise_code(normalise_code(code)) == normalise_code(code)
