"""Straumurinn and the registers behind it as a client meets them, over HTTP."""

from __future__ import annotations

import base64
import io
import xml.etree.ElementTree as ET

import httpx
import pypdf
import pytest

from samveita.simulators.xroad.request_hash import request_hash
from samveita.simulators.xroad.security_server import new_spelling
from simulators.simulated_nation import CHILD, COMPANY, FATHER, MOTHER, Nation

CLIENT = "IS-DEV/MUN/10023/samveita-client"
REGISTRY = "/r1/IS-DEV/GOV/10001/SKRA-Cloud-Protected"
TAX = "/r1/IS-DEV/GOV/10006/Skatturinn"
APPLICATIONS = "https://skraidentitydev.onmicrosoft.com/midlunumsoknir/.default"
COHABITING, TEENAGER, HIDDEN = "0509622029", "0505112000", "2906762079"


@pytest.fixture
def caller(nation: Nation, http: httpx.Client) -> httpx.Client:
    http.base_url = nation.xroad
    http.headers["X-Road-Client"] = CLIENT
    http.headers["Authorization"] = f"Bearer {nation.machine_token(APPLICATIONS, 'samveita-registries')}"
    return http


def person(kennitala: str, below: str = "") -> str:
    return f"{REGISTRY}/MidlunUmsoknir-v1/Einstaklingar/{kennitala}{below}"


def test_the_request_hash_agrees_with_the_printed_vector() -> None:
    headers = (
        ("X-Road-Client", CLIENT),
        ("Accept", "application/json"),
        ("X-Road-Id", "4f6d0f6e-5b0e-4c1a-9d52-0d1a8a1f2b3c"),
    )

    digest = request_hash(
        method="GET",
        target=f"{REGISTRY}/Einstaklingar-v1/api/v1/einstaklingar/0101302399",
        headers=headers,
        request_id="b5d2f9a0-1f5e-4f6f-8a51-3f2f6a0c9e77",
        message_id="4f6d0f6e-5b0e-4c1a-9d52-0d1a8a1f2b3c",
    )

    assert (
        digest == "LFSwrK4td1QA7eue+A5cUpGYoBdmUXAVmCFCjQXY+c5s4s/6p5OoT/hElMnB17mq81kMtHftYtV1+gh9GH+rmw=="
    )


def test_the_hash_in_an_answer_covers_the_headers_as_they_were_sent(caller: httpx.Client) -> None:
    request = caller.build_request("GET", f"{TAX}/ft-v1/{COMPANY}", headers={"X-Road-Id": "an-id"})

    answer = caller.send(request)

    sent = tuple((name.decode(), value.decode()) for name, value in request.headers.raw)
    assert answer.headers["X-Road-Request-Hash"] == request_hash(
        method="GET",
        target=f"{TAX}/ft-v1/{COMPANY}",
        headers=sent,
        request_id=answer.headers["X-Road-Request-Id"],
        message_id="an-id",
    )
    assert answer.headers["X-Road-Id"] == "an-id"
    assert answer.headers["X-Road-Service"] == "IS-DEV/GOV/10006/Skatturinn/ft-v1"


def test_a_message_without_an_id_gets_one(caller: httpx.Client) -> None:
    assert caller.get(f"{TAX}/ft-v1/{COMPANY}").headers["X-Road-Id"].startswith("IS-DEV-")


@pytest.mark.parametrize(
    ("path", "client", "code"),
    [
        (f"{TAX}/ft-v1/{COMPANY}", "", "Server.ClientProxy.InvalidClientIdentifier"),
        (f"{TAX}/ft-v1/{COMPANY}", "IS-DEV/MUN/10099/x-client", "Server.ClientProxy.UnknownMember"),
        (f"{TAX}/ft-v1/{COMPANY}", CLIENT.lower(), "Server.ClientProxy.UnknownMember"),
        ("/r1/IS-DEV/GOV/10006", CLIENT, "Server.ClientProxy.InternalError"),
        ("/r1/IS-DEV/GOV/10009/Enginn/ft-v1/x", CLIENT, "Server.ClientProxy.UnknownMember"),
        (f"{TAX}/ft-v9/{COMPANY}", CLIENT, "Server.ServerProxy.UnknownService"),
        (f"{TAX}/ft-v9/{COMPANY}", "IS-DEV/MUN/10036/Arborg-Client", "Server.ServerProxy.UnknownService"),
        (f"{TAX}/ft-v1/{COMPANY}", "IS-DEV/MUN/10036/Arborg-Client", "Server.ServerProxy.AccessDenied"),
        (f"{TAX}/ft-v1/a/b/c", CLIENT, "Server.ServerProxy.AccessDenied"),
    ],
)
def test_x_road_refuses_with_its_own_code(caller: httpx.Client, path: str, client: str, code: str) -> None:
    caller.headers["X-Road-Client"] = client
    if not client:
        del caller.headers["X-Road-Client"]

    answer = caller.get(path)

    assert (answer.status_code, answer.headers["X-Road-Error"], answer.json()["type"]) == (500, code, code)


def test_errors_come_in_the_new_spelling_and_as_xml(caller: httpx.Client) -> None:
    caller.post("/faults", json={"kind": "xroad_new_spelling"})

    answer = caller.get(f"{TAX}/ft-v9/x", headers={"Accept": "text/xml"})

    assert answer.headers["X-Road-Error"] == "server.serverproxy.unknown_service"
    assert ET.fromstring(answer.text).findtext("type") == "server.serverproxy.unknown_service"


def test_the_new_spelling_keeps_the_names_of_the_proxies_together() -> None:
    assert (
        new_spelling("Server.ServerProxy.ServiceFailed.HttpError")
        == "server.serverproxy.service_failed.http_error"
    )


def test_a_client_error_of_x_road_has_status_400(caller: httpx.Client) -> None:
    caller.post("/faults", json={"kind": "xroad_error", "detail": "Client.BadRequest"})

    assert caller.get(f"{TAX}/ft-v1/{COMPANY}").status_code == 400


def test_a_registers_own_refusal_carries_no_x_road_error(caller: httpx.Client) -> None:
    del caller.headers["Authorization"]

    answer = caller.get(person(MOTHER))

    assert (answer.status_code, "X-Road-Error" in answer.headers) == (401, False)


def test_marriage_and_registered_cohabitation_are_told_apart(caller: httpx.Client) -> None:
    married = caller.get(person(MOTHER, "/hjuskapur")).json()
    cohabiting = caller.get(person(COHABITING, "/hjuskapur")).json()

    assert (married["hjuskapur"]["kennitalaMaka"], married["sambud"]["sambud"]) == (FATHER, False)
    assert (cohabiting["hjuskapur"]["kennitalaMaka"], cohabiting["sambud"]["sambud"]) == (None, True)


def test_custody_lists_the_children_and_split_residence_names_one_parent(caller: httpx.Client) -> None:
    custody = caller.get(person(MOTHER, "/forsjaUndir")).json()
    residence = caller.get(person(TEENAGER, "/busetuforeldri")).json()

    assert [one["barnKt"] for one in custody["forsjaBornList"]] == ["0306152040", CHILD, TEENAGER]
    assert [one["forsjaKt"] for one in residence["forsjaAdilarList"]] == [MOTHER]


def test_no_children_is_404_in_one_interface_and_204_in_the_other(
    nation: Nation, caller: httpx.Client
) -> None:
    in_applications = caller.get(person("0101302399", "/forsjaUndir")).status_code
    caller.headers["Authorization"] = (
        f"Bearer {nation.machine_token('@skra.is/individuals', 'samveita-registries')}"
    )
    individuals = f"{REGISTRY}/Einstaklingar-v1/api/v1/einstaklingar"

    assert in_applications == 404
    assert caller.get(f"{individuals}/0101302399/forsja").status_code == 204
    assert caller.get(f"{individuals}/{MOTHER}/forsja").json() == ["0306152040", CHILD, TEENAGER]
    assert caller.get(f"{individuals}/0000000000").status_code == 404
    assert caller.get(f"{individuals}/{MOTHER}").json()["logheimili"]["sveitarfelagsnumer"] == "1400"


def test_a_hidden_domicile_tells_the_municipality_alone(caller: httpx.Client) -> None:
    home = caller.get(person(HIDDEN, "/logheimili")).json()

    assert (home["heimilisfang"], home["huskodi"], home["sveitarfelagsnumer"]) == ("", "", "1400")


@pytest.mark.parametrize("status", [204, 404, 400])
def test_no_data_comes_as_any_of_three_statuses(caller: httpx.Client, status: int) -> None:
    caller.post("/faults", json={"kind": "no_data", "detail": str(status)})

    assert caller.get(person(MOTHER, "/hjuskapur")).status_code == status


def test_the_company_registry_finds_by_number_and_name(caller: httpx.Client) -> None:
    company = caller.get(f"{TAX}/ft-v1/{COMPANY}").json()
    found = caller.get(f"{TAX}/ft-v1/search/smíðaverk").json()

    assert [one["kennitala"] for one in company["tengdir_adilar"]] == [FATHER]
    assert ([one["kennitala"] for one in found["items"]], found["hasMore"]) == ([COMPANY], False)


def test_relationships_are_asked_with_the_id_in_a_header(nation: Nation, caller: httpx.Client) -> None:
    caller.headers["Authorization"] = (
        f"Bearer {nation.machine_token('@skatturinn.is/relationships', 'samveita-registries')}"
    )

    found = caller.get(
        f"{TAX}/relationships-v1/individuals/.national-id", headers={"X-Param-National-Id": FATHER}
    )

    assert [one["nationalId"] for one in found.json()["relationships"]] == [COMPANY]


def test_metaservices_list_members_methods_and_descriptions(caller: httpx.Client) -> None:
    members = caller.get("/listClients").json()["member"]
    methods = caller.get(f"{TAX}/listMethods").json()["service"]
    caller.headers["X-Road-Client"] = "IS-DEV/MUN/10036/Arborg-Client"
    allowed = caller.get(f"{TAX}/allowedMethods").json()["service"]
    description = caller.get(f"{TAX}/getOpenAPI", params={"serviceCode": "ft-v1"}).json()

    assert {one["id"]["object_type"] for one in members} == {"MEMBER", "SUBSYSTEM"}
    assert [one["service_code"] for one in methods] == ["ft-v1", "relationships-v1"]
    assert (allowed, description["openapi"]) == ([], "3.0.3")


def soap(caller: httpx.Client, operation: str, inside: str) -> ET.Element:
    body = f"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://www.w3.org/2005/08/addressing">
      <s:Header><w:Action>http://tempuri.org/IUSStadgreidslaFramtalGogn/{operation}</w:Action></s:Header>
      <s:Body><t:{operation} xmlns:t="http://tempuri.org/"><t:inntak>
        <KennitalaUmbodsmanns>5901697579</KennitalaUmbodsmanns><AudkenniUmbodsmanns>x</AudkenniUmbodsmanns>{inside}
      </t:inntak></t:{operation}></s:Body></s:Envelope>"""
    answer = caller.post(
        "/ws/Ums/USStadgreidslaFramtalGogn.svc",
        content=body.encode(),
        headers={"Content-Type": "application/soap+xml; charset=utf-8"},
    )
    return ET.fromstring(answer.content)


def wage_rows(answer: ET.Element) -> list[ET.Element]:
    return [one for one in answer.iter() if one.tag.endswith("}Launasundurlidun")]


def months(kennitala: str, first: int, last: int) -> str:
    return (
        f"<KennitalaSkuldara>{kennitala}</KennitalaSkuldara><KennitalaSkuldaraMaki/><ArFra>2026</ArFra>"
        f"<TimabilFra>{first}</TimabilFra><ArTil>2026</ArTil><TimabilTil>{last}</TimabilTil>"
    )


def test_wages_come_as_no_row_one_row_or_many(caller: httpx.Client) -> None:
    many = wage_rows(soap(caller, "SaekjaSundurlidanir", months(FATHER, 8, 10)))
    one = wage_rows(soap(caller, "SaekjaSundurlidanir", months(FATHER, 10, 10)))
    none = soap(caller, "SaekjaSundurlidanir", months(CHILD, 8, 10))

    assert (len(many), len(one), len(wage_rows(none))) == (3, 1, 0)
    assert [element.tag for element in none.iter() if element.tag.endswith("_launasundurlidanir")] == []


def test_a_tax_return_is_a_readable_pdf(caller: httpx.Client) -> None:
    inside = f"<KennitalaSkuldara>{FATHER}</KennitalaSkuldara><Tekjuar>2025</Tekjuar>"

    answer = soap(caller, "SaekjaPDFAfritFramtalsEinstaklings", inside)

    content = next(one.text or "" for one in answer.iter() if one.tag.endswith("PDFAfritFramtals"))
    text = pypdf.PdfReader(io.BytesIO(base64.b64decode(content))).pages[0].extract_text()
    assert "HERMIR: þetta er ekki raunverulegt skattframtal." in text


def test_skatturinn_may_fail_to_gather_the_data(caller: httpx.Client) -> None:
    caller.post("/faults", json={"kind": "not_gathered"})

    answer = soap(caller, "SaekjaSundurlidanir", months(FATHER, 8, 10))

    assert [one.text for one in answer.iter() if one.tag.endswith("_saekjaGognTokst")] == ["false"]


def test_what_is_not_soap_is_a_fault(caller: httpx.Client) -> None:
    answer = caller.post("/ws/Ums/USStadgreidslaFramtalGogn.svc", content=b"<x/>")

    assert (answer.status_code, "Fault" in answer.text) == (500, True)
