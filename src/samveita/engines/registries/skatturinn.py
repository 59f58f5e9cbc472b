"""Wages and tax returns from Skatturinn (SOAP 1.2, directly over HTTPS, not over X-Road).

Two questions: withholding-tax lines per month and payer (staðgreiðsla), and the tax return as a PDF. The credentials of
the municipality's agent (umboðsmaður) travel inside the body and come from settings alone. Amounts are whole krónur;
the kennitala of a payer stays text, because digits read as a number lose a leading zero.
"""

from __future__ import annotations

import base64
import binascii
import ssl
import uuid
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.etree import ElementTree as ET

import defusedxml.ElementTree
import httpx
from defusedxml import DefusedXmlException

from samveita.engines.registries.answers import (
    Answer,
    Evidence,
    FaultKind,
    Finding,
    Origin,
    RegistryError,
    national_id_text,
    sha256_of,
)
from samveita.iceland import clock

TIMEOUT = 35.0
"""Seconds for each of connecting, sending and waiting."""

_SOAP = "http://www.w3.org/2003/05/soap-envelope"
_ADDRESSING = "http://www.w3.org/2005/08/addressing"
_OPERATION = "http://tempuri.org/"
_INPUT = "http://skattur.is/UmbodsmadurSkuldaraThjonusta/"
_WAGES, _WAGES_INPUT = "SaekjaSundurlidanir", _INPUT + "2010/12/23"
_RETURN, _RETURN_INPUT = "SaekjaPDFAfritFramtalsEinstaklings", _INPUT + "2011/01/03"


class Month(NamedTuple):
    """A calendar month; months compare in order of time."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class AgentCredentials:
    """What Skatturinn gave the municipality's agent; never logged, never shown."""

    national_id: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WageLine:
    """One payer's pay in one month; every amount in kr. for that month.

    Attributes:
        payer: kennitala of the payer (launagreiðandi), ten digits of text.
        total: all pay before tax (heildarlaun).
        basic: basic pay (grunnlaun).
        withheld_tax: tax withheld (staðgreiðsla).
        tax_credit_used: own personal tax credit used (persónuafsláttur).
        spouse_tax_credit_used: spouse's personal tax credit used.
        pension_deduction: deducted pension contribution (lífeyrissjóður).
        private_pension: part of it that is private pension saving (séreignarsparnaður).
        per_diem: travel allowance (dagpeningar).
        car_allowance: car allowance (ökutækjastyrkur).
        car_benefit: taxable use of a car (bifreiðahlunnindi).
        employment_percentage: as registered (starfshlutfall), for example ``100`` or ``62.5``; empty when not told.
    """

    month: Month
    payer: str
    total: int
    basic: int
    withheld_tax: int
    tax_credit_used: int
    spouse_tax_credit_used: int
    pension_deduction: int
    private_pension: int
    per_diem: int
    car_allowance: int
    car_benefit: int
    employment_percentage: str


@dataclass(frozen=True, slots=True)
class Wages:
    """All pay in a range of months, in order of month and payer.

    Attributes:
        imputed: imputed pay of the self-employed (reiknað endurgjald) in kr. as the register totals it.
        imputed_spouse: the same for the spouse asked about.
        hints: the register's remarks (ábendingar), for staff.
    """

    lines: tuple[WageLine, ...]
    imputed: int
    imputed_spouse: int
    hints: str


@dataclass(frozen=True, slots=True)
class TaxReturn:
    """A tax return, or the register's word that it has none to give.

    Attributes:
        pdf: the document, or None.
        notice: the register's words when there is none; free text, for staff only.
    """

    income_year: int
    pdf: bytes | None
    notice: str


@dataclass(frozen=True, slots=True)
class TaxRegistry:
    """Skatturinn's wage and tax-return service.

    Attributes:
        url: address of the service.
        credentials: the agent's.
        verify: how the server's certificate is checked.
    """

    url: str
    credentials: AgentCredentials
    verify: ssl.SSLContext | bool = True

    def wages(self, national_id: str, *, first: Month, last: Month, spouse: str = "") -> Finding[Wages]:
        """Return every payer's pay from one month to another, both included.

        Raises:
            RegistryError: the call failed, the register said it could not gather the data, or the answer cannot be
                read.
            ValueError: months out of order or a kennitala without ten digits.
        """
        if last < first:
            raise ValueError("the last month is before the first")
        answer, result = self._ask(
            _WAGES,
            _WAGES_INPUT,
            {
                "KennitalaSkuldara": national_id_text(national_id),
                "KennitalaSkuldaraMaki": national_id_text(spouse) if spouse else "",
                "ArFra": str(first.year),
                "TimabilFra": str(first.month),
                "ArTil": str(last.year),
                "TimabilTil": str(last.month),
            },
        )
        if not _truth(answer, result, "_saekjaGognTokst"):
            raise RegistryError(
                kind=FaultKind.RETRY,
                origin=Origin.REGISTER,
                code="not-gathered",
                notice=_text(result, "_villubod"),
                message_id=answer.evidence.message_id,
            )
        rows = [_wage_line(answer, row) for row in result.iter() if _local(row) == "Launasundurlidun"]
        wages = Wages(
            lines=tuple(sorted(rows, key=lambda line: (line.month, line.payer))),
            imputed=_kronur(answer, result, "_launagr_re"),
            imputed_spouse=_kronur(answer, result, "_launagr_re_Maki"),
            hints=_text(result, "_abendingar"),
        )
        return Finding(wages, answer.evidence)

    def tax_return(self, national_id: str, *, income_year: int) -> Finding[TaxReturn]:
        """Return the tax return for a year of income, without a document when the register has none.

        Raises:
            RegistryError: the call failed or what came is not a PDF.
            ValueError: the kennitala has not ten digits.
        """
        answer, result = self._ask(
            _RETURN,
            _RETURN_INPUT,
            {"KennitalaSkuldara": national_id_text(national_id), "Tekjuar": str(income_year)},
        )
        found = _truth(answer, result, "Tokst")
        tax_return = TaxReturn(
            income_year=income_year,
            pdf=_pdf(answer, _text(result, "PDFAfritFramtals")) if found else None,
            notice=_text(result, "Villubod"),
        )
        return Finding(tax_return, answer.evidence)

    def _ask(self, operation: str, namespace: str, inputs: dict[str, str]) -> tuple[Answer, ET.Element]:
        """Send one operation and return its result element."""
        action = f"{_OPERATION}IUSStadgreidslaFramtalGogn/{operation}"
        message_id = str(uuid.uuid4())
        credentials = {
            "KennitalaUmbodsmanns": self.credentials.national_id,
            "AudkenniUmbodsmanns": self.credentials.secret,
        }
        envelope = _envelope(operation, namespace, action, self.url, {**credentials, **inputs})
        try:
            with httpx.Client(verify=self.verify, trust_env=False, timeout=TIMEOUT) as http:
                response = http.post(
                    self.url,
                    content=envelope,
                    headers={"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'},
                )
        except httpx.RequestError as fault:
            raise RegistryError(
                kind=FaultKind.RETRY, origin=Origin.WIRE, notice=type(fault).__name__, message_id=message_id
            ) from fault
        answer = Answer(
            status=response.status_code,
            evidence=Evidence(
                service=self.url,
                message_id=message_id,
                request_hash="",
                answer_sha256=sha256_of(response.content),
                fetched_at=clock.now(),
                answer=response.content,
            ),
        )
        return answer, _result(answer, operation)


def _envelope(operation: str, namespace: str, action: str, url: str, inputs: dict[str, str]) -> bytes:
    """Write the SOAP envelope; values are escaped by the writer, never pasted."""
    envelope = ET.Element(f"{{{_SOAP}}}Envelope")
    header = ET.SubElement(envelope, f"{{{_SOAP}}}Header")
    ET.SubElement(header, f"{{{_ADDRESSING}}}Action").text = action
    ET.SubElement(header, f"{{{_ADDRESSING}}}To").text = url
    body = ET.SubElement(envelope, f"{{{_SOAP}}}Body")
    call = ET.SubElement(body, f"{{{_OPERATION}}}{operation}")
    entry = ET.SubElement(call, f"{{{_OPERATION}}}inntak")
    for name, value in inputs.items():
        ET.SubElement(entry, f"{{{namespace}}}{name}").text = value
    written: bytes = ET.tostring(envelope, encoding="utf-8", xml_declaration=True)
    return written


def _result(answer: Answer, operation: str) -> ET.Element:
    """Return the element ``…Result`` of an answer.

    Raises:
        RegistryError: a SOAP fault (of the sender: our mistake; else to be tried again), a failed status, or an answer
            that is not the agreed XML.
    """
    try:
        root = defusedxml.ElementTree.fromstring(answer.content)
    except (ET.ParseError, DefusedXmlException, ValueError):
        answer.require_success()
        raise answer.unreadable("the answer is not plain XML") from None
    for element in root.iter():
        if element.tag == f"{{{_SOAP}}}Fault":
            raise _fault(answer, element)
    answer.require_success()
    for element in root.iter():
        if _local(element) == f"{operation}Result":
            return element
    raise answer.unreadable(f"{operation}Result is missing")


def _fault(answer: Answer, fault: ET.Element) -> RegistryError:
    code = next((one.text or "" for one in fault.iter() if one.tag == f"{{{_SOAP}}}Value"), "")
    sender = code.rpartition(":")[2] == "Sender"
    return RegistryError(
        kind=FaultKind.PROGRAMMING if sender else FaultKind.RETRY,
        origin=Origin.REGISTER,
        code=code,
        notice=next((one.text or "" for one in fault.iter() if one.tag == f"{{{_SOAP}}}Text"), ""),
        message_id=answer.evidence.message_id,
    )


def _local(element: ET.Element) -> str:
    """Return an element's name without its namespace, which differs between data contracts."""
    return element.tag.rpartition("}")[2]


def _text(parent: ET.Element, name: str) -> str:
    """Return the text of a direct child, stripped; empty when missing or nil."""
    return next(((child.text or "").strip() for child in parent if _local(child) == name), "")


def _truth(answer: Answer, parent: ET.Element, name: str) -> bool:
    text = _text(parent, name).lower()
    if text not in {"true", "false", "1", "0"}:
        raise answer.unreadable(f"{name} is not true or false")
    return text in {"true", "1"}


def _kronur(answer: Answer, parent: ET.Element, name: str) -> int:
    """Return whole krónur; a missing amount is 0, anything but a whole number is refused."""
    text = _text(parent, name) or "0"
    try:
        amount = Decimal(text)
        whole = int(amount)
    except (InvalidOperation, ValueError, OverflowError):
        raise answer.unreadable(f"{name} is not an amount") from None
    if amount != whole:
        raise answer.unreadable(f"{name} is not in whole krónur")
    return whole


def _wage_line(answer: Answer, row: ET.Element) -> WageLine:
    try:
        month = Month(int(_text(row, "_ar")), int(_text(row, "_timabil")))
        payer = national_id_text(_text(row, "_kennitalaLaunagreidanda"))
    except ValueError:
        raise answer.unreadable("a wage line lacks year, month or payer") from None
    if not 1 <= month.month <= 12:
        raise answer.unreadable("_timabil is not a month")
    return WageLine(
        month=month,
        payer=payer,
        total=_kronur(answer, row, "_heildarlaun"),
        basic=_kronur(answer, row, "_grunnlaun"),
        withheld_tax=_kronur(answer, row, "_stadgreidsla"),
        tax_credit_used=_kronur(answer, row, "_personuafslattur"),
        spouse_tax_credit_used=_kronur(answer, row, "_personuafslattur_maka"),
        pension_deduction=_kronur(answer, row, "_fradr_gr_lifeyrissj"),
        private_pension=_kronur(answer, row, "_Tharaf_gr_sereignarsparnadur"),
        per_diem=_kronur(answer, row, "_dagpeningar"),
        car_allowance=_kronur(answer, row, "_okutaekjastyrkur"),
        car_benefit=_kronur(answer, row, "_bifreidahlunnindi"),
        employment_percentage=_text(row, "_starfshlutfall"),
    )


def _pdf(answer: Answer, encoded: str) -> bytes:
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except binascii.Error:
        raise answer.unreadable("PDFAfritFramtals is not Base64") from None
    if not content.startswith(b"%PDF-"):
        raise answer.unreadable("PDFAfritFramtals is not a PDF")
    return content
