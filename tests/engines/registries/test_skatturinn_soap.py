"""Wages and tax returns over SOAP: the envelope we send and the answers we can and cannot read."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from xml.sax.saxutils import escape

import defusedxml.ElementTree
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samveita.engines.registries.answers import FaultKind, RegistryError
from samveita.engines.registries.skatturinn import AgentCredentials, Month, TaxRegistry

WHO = "0101302399"
SOAP = "http://www.w3.org/2003/05/soap-envelope"
DATA = "http://schemas.datacontract.org/2004/07/Eitthvad"


def row(year, month, payer, total, **more):
    fields = {
        "_ar": year,
        "_timabil": month,
        "_kennitalaLaunagreidanda": payer,
        "_heildarlaun": total,
        **more,
    }
    return (
        "<b:Launasundurlidun>"
        + "".join(f"<b:{k}>{v}</b:{k}>" for k, v in fields.items())
        + "</b:Launasundurlidun>"
    )


def wages_envelope(rows, *, ok="true", error="", extra=""):
    listed = f"<b:_launasundurlidanir>{''.join(rows)}</b:_launasundurlidanir>" if rows is not None else ""
    return (
        f'<s:Envelope xmlns:s="{SOAP}"><s:Body><SaekjaSundurlidanirResponse xmlns="http://tempuri.org/">'
        f'<SaekjaSundurlidanirResult xmlns:b="{DATA}"><b:_saekjaGognTokst>{ok}</b:_saekjaGognTokst>'
        f"<b:_villubod>{escape(error)}</b:_villubod>{extra}{listed}"
        "</SaekjaSundurlidanirResult></SaekjaSundurlidanirResponse></s:Body></s:Envelope>"
    ).encode()


def return_envelope(*, ok="true", notice="", pdf=""):
    return (
        f'<s:Envelope xmlns:s="{SOAP}"><s:Body><SaekjaPDFAfritFramtalsEinstaklingsResponse xmlns="http://tempuri.org/">'
        f'<SaekjaPDFAfritFramtalsEinstaklingsResult xmlns:b="{DATA}"><b:Tokst>{ok}</b:Tokst>'
        f"<b:Villubod>{notice}</b:Villubod><b:PDFAfritFramtals>{pdf}</b:PDFAfritFramtals>"
        "</SaekjaPDFAfritFramtalsEinstaklingsResult></SaekjaPDFAfritFramtalsEinstaklingsResponse></s:Body></s:Envelope>"
    ).encode()


@pytest.fixture
def registry(tiny_server):
    return TaxRegistry(
        url=tiny_server.address + "/ws/Ums/USStadgreidslaFramtalGogn.svc",
        credentials=AgentCredentials(national_id="5502694739", secret="leyndó & <hætta>"),
    )


def replying(tiny_server, body, status=200):
    tiny_server.reply = lambda _asked: SimpleNamespace(status=status, body=body, headers={}, echo=False)


def ask(registry):
    return registry.wages(WHO, first=Month(2026, 8), last=Month(2026, 10))


def test_the_envelope_carries_action_address_credentials_and_months(tiny_server, registry):
    replying(tiny_server, wages_envelope(None))

    ask(registry)

    asked = tiny_server.asked[0]
    root = defusedxml.ElementTree.fromstring(asked.body)
    texts = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert root.tag == f"{{{SOAP}}}Envelope"
    assert asked.headers["Content-Type"].startswith("application/soap+xml")
    assert texts["Action"] == "http://tempuri.org/IUSStadgreidslaFramtalGogn/SaekjaSundurlidanir"
    assert texts["To"] == registry.url
    assert texts["AudkenniUmbodsmanns"] == "leyndó & <hætta>"
    assert (texts["KennitalaSkuldara"], texts["KennitalaSkuldaraMaki"]) == (WHO, None)
    assert [texts[name] for name in ("ArFra", "TimabilFra", "ArTil", "TimabilTil")] == [
        "2026",
        "8",
        "2026",
        "10",
    ]
    inputs = "http://skattur.is/UmbodsmadurSkuldaraThjonusta/2010/12/23"
    assert root.find(f".//{{http://tempuri.org/}}inntak/{{{inputs}}}KennitalaSkuldara").text == WHO


def test_no_wage_lines_at_all_is_an_answer(tiny_server, registry):
    replying(tiny_server, wages_envelope(None))

    assert ask(registry).value.lines == ()


def test_one_wage_line_is_read_like_many(tiny_server, registry):
    replying(
        tiny_server,
        wages_envelope([row(2026, 9, "101302399", 512_000, _stadgreidsla=98_765, _starfshlutfall="62.5")]),
    )

    (line,) = ask(registry).value.lines

    assert (line.month, line.payer, line.total, line.withheld_tax) == (
        Month(2026, 9),
        "0101302399",
        512_000,
        98_765,
    )
    assert (line.basic, line.private_pension, line.employment_percentage) == (0, 0, "62.5")


def test_many_wage_lines_come_in_order_of_month_and_payer(tiny_server, registry):
    rows = [row(2026, 10, "5402696029", 3), row(2026, 8, "6503760649", 2), row(2026, 8, "5402696029", 1)]
    replying(tiny_server, wages_envelope(rows, extra="<b:_launagr_re>41000</b:_launagr_re>"))

    wages = ask(registry).value

    assert [(line.month.month, line.total) for line in wages.lines] == [(8, 1), (8, 2), (10, 3)]
    assert wages.imputed == 41_000


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(amounts=st.lists(st.integers(min_value=-(10**9), max_value=10**9), max_size=6))
def test_every_amount_survives_to_the_krona(tiny_server, registry, amounts):
    replying(tiny_server, wages_envelope([row(2026, 9, "5402696029", amount) for amount in amounts] or None))

    assert [line.total for line in ask(registry).value.lines] == amounts


def test_a_register_that_could_not_gather_the_data_is_an_error_with_its_words(tiny_server, registry):
    replying(tiny_server, wages_envelope(None, ok="false", error="Ekki tókst að sækja gögn"))

    with pytest.raises(RegistryError) as caught:
        ask(registry)

    assert (caught.value.kind, caught.value.notice) == (FaultKind.RETRY, "Ekki tókst að sækja gögn")


@pytest.mark.parametrize(
    ("code", "kind"), [("s:Sender", FaultKind.PROGRAMMING), ("s:Receiver", FaultKind.RETRY)]
)
def test_a_soap_fault_is_our_mistake_only_when_it_blames_the_sender(tiny_server, registry, code, kind):
    body = (
        f'<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault><s:Code><s:Value>{code}</s:Value></s:Code>'
        '<s:Reason><s:Text xml:lang="is">Bilun</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>'
    ).encode()
    replying(tiny_server, body, status=500)

    with pytest.raises(RegistryError) as caught:
        ask(registry)

    assert (caught.value.kind, caught.value.notice) == (kind, "Bilun")


@pytest.mark.parametrize(
    "body",
    [
        b"ekki XML",
        b"<a/>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        wages_envelope(None, ok="kannski"),
        wages_envelope([row(2026, 13, "5402696029", 1)]),
        wages_envelope([row(2026, 9, "", 1)]),
        wages_envelope([row(2026, 9, "5402696029", "mikið")]),
        wages_envelope([row(2026, 9, "5402696029", "10.50")]),
        wages_envelope([row(2026, 9, "5402696029", "Infinity")]),
    ],
)
def test_an_answer_of_another_form_is_refused_and_never_guessed(tiny_server, registry, body):
    replying(tiny_server, body)

    with pytest.raises(RegistryError) as caught:
        ask(registry)

    assert (caught.value.kind, caught.value.code) == (FaultKind.PROGRAMMING, "unreadable")


def test_a_failed_web_server_without_xml_is_tried_again(tiny_server, registry):
    replying(tiny_server, b"Bad Gateway", status=502)

    with pytest.raises(RegistryError) as caught:
        ask(registry)

    assert caught.value.kind is FaultKind.RETRY


def test_months_out_of_order_are_refused_before_the_call(tiny_server, registry):
    with pytest.raises(ValueError, match="before the first"):
        registry.wages(WHO, first=Month(2026, 10), last=Month(2025, 12))

    assert tiny_server.asked == []


def test_a_tax_return_is_the_decoded_pdf(tiny_server, registry):
    replying(tiny_server, return_envelope(pdf=base64.b64encode(b"%PDF-1.7 framtal").decode()))

    found = registry.tax_return(WHO, income_year=2025).value

    assert (found.pdf, found.income_year) == (b"%PDF-1.7 framtal", 2025)
    assert b"Tekjuar>2025<" in tiny_server.asked[0].body


def test_no_tax_return_for_the_year_is_an_answer_with_the_registers_words(tiny_server, registry):
    replying(tiny_server, return_envelope(ok="false", notice="Framtal finnst ekki"))

    found = registry.tax_return(WHO, income_year=2025).value

    assert (found.pdf, found.notice) == (None, "Framtal finnst ekki")


@pytest.mark.parametrize("pdf", ["", "ekki base64!", base64.b64encode(b"<html>").decode()])
def test_a_document_that_is_not_a_pdf_is_refused(tiny_server, registry, pdf):
    replying(tiny_server, return_envelope(pdf=pdf))

    with pytest.raises(RegistryError) as caught:
        registry.tax_return(WHO, income_year=2025)

    assert caught.value.code == "unreadable"


def test_credentials_never_show_themselves(registry):
    assert "leyndó" not in repr(registry)
