"""Skatturinn's wage and tax-return service: SOAP 1.2, directly over HTTP and not over Straumurinn (reference 9.3).

A person has no row, one row or many in a range of months, as the invented person's own wages say. Amounts are whole
krónur. Tax and allowance figures are plausible, not computed: nothing may be calculated from this simulator's
numbers but what the platform itself calculates.
"""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from samveita.iceland.registry_person import MonthlyWages
from samveita.simulators import people
from samveita.simulators.pdf import small_pdf
from samveita.simulators.server import Answer, Request, Route, Simulator

PATH = "/ws/Ums/USStadgreidslaFramtalGogn.svc"
ENVELOPE = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://www.w3.org/2005/08/addressing"
OPERATION = "http://tempuri.org/"
INPUT = "http://skattur.is/UmbodsmadurSkuldaraThjonusta"
WAGES, TAX_RETURN = "SaekjaSundurlidanir", "SaekjaPDFAfritFramtalsEinstaklings"
MOST_MONTHS = 60
EARLIEST_MONTH = 1988 * 12
"""Months counted from year 0; withholding tax (staðgreiðsla) began in 1988."""
ALLOWANCE = 68_691
PENSION_PERCENT, TAX_PERCENT = 4, 31


class SoapFault(Exception):
    """The call cannot be understood; answered as a SOAP fault."""


class WageService:
    """The two operations."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator

    def routes(self) -> list[Route]:
        """Return the service's one address."""
        return [Route("POST", PATH, self.answer)]

    def answer(self, request: Request) -> Answer:
        """Answer one SOAP call."""
        try:
            operation, fields = _read(request)
            if not fields.get("KennitalaUmbodsmanns") or not fields.get("AudkenniUmbodsmanns"):
                raise SoapFault("KennitalaUmbodsmanns, AudkenniUmbodsmanns")
            refused = "not_gathered" in request.faults
            if operation == WAGES:
                return _soap(200, operation, f"{INPUT}/2010/12/23", self._wages(fields, refused=refused))
            return _soap(200, operation, f"{INPUT}/2011/01/03", self._tax_return(fields, refused=refused))
        except SoapFault as fault:
            body = (
                f"<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason>"
                f'<s:Text xml:lang="is">{escape(str(fault))}</s:Text></s:Reason></s:Fault>'
            )
            return _envelope(500, body)

    def _wages(self, fields: dict[str, str], *, refused: bool) -> str:
        person = people.nation().persons.get(fields.get("KennitalaSkuldara", ""))
        stamp = datetime.fromtimestamp(self.simulator.now(), UTC).isoformat(timespec="seconds")
        wages = person.wages if person else None
        rows = [_row(wages, month) for month in _months(fields) if wages and wages.in_month(month)]
        listed = (
            f"<a:_launasundurlidanir>{''.join(rows)}</a:_launasundurlidanir>" if rows and not refused else ""
        )
        return (
            f"<a:_saekjaGognTokst>{'false' if refused else 'true'}</a:_saekjaGognTokst>"
            f"<a:_villubod>{'Gögn eru ekki tiltæk' if refused else ''}</a:_villubod><a:_abendingar/>"
            f"<a:_kennitalaLaunamanns>{escape(fields.get('KennitalaSkuldara', ''))}</a:_kennitalaLaunamanns>"
            f"<a:_kodiLaunagreidslna>1</a:_kodiLaunagreidslna><a:_timastimpill>{stamp}</a:_timastimpill>"
            f"<a:_launagr_re>0</a:_launagr_re><a:_launagr_re_Maki>0</a:_launagr_re_Maki>{listed}"
        )

    def _tax_return(self, fields: dict[str, str], *, refused: bool) -> str:
        kennitala, year = fields.get("KennitalaSkuldara", ""), fields.get("Tekjuar", "")
        person = people.nation().persons.get(kennitala)
        latest = datetime.fromtimestamp(self.simulator.now(), UTC).year - 1
        known = person is not None and year.isdecimal() and latest - 4 <= int(year) <= latest and not refused
        if person is None or not known:
            return "<a:Tokst>false</a:Tokst><a:Villubod>Framtal fannst ekki</a:Villubod><a:PDFAfritFramtals/>"
        wages = person.wages
        total = sum(wages.in_month(date(int(year), month, 1)) for month in range(1, 13)) if wages else 0
        lines = [
            "HERMIR: þetta er ekki raunverulegt skattframtal.",
            f"Nafn: {person.name}",
            f"Kennitala: {kennitala[:6]}-{kennitala[6:]}",
            f"Tekjuár: {year}",
            f"Laun alls: {total:,} kr.".replace(",", "."),
        ]
        content = base64.b64encode(small_pdf(f"Skattframtal {year} (hermir)", lines)).decode()
        return f"<a:Tokst>true</a:Tokst><a:Villubod/><a:PDFAfritFramtals>{content}</a:PDFAfritFramtals>"


def _row(wages: MonthlyWages, day: date) -> str:
    total, year, month = wages.in_month(day), day.year, day.month
    pension = total * PENSION_PERCENT // 100
    tax = max(0, (total - pension) * TAX_PERCENT // 100 - ALLOWANCE)
    values = {
        "_ar": year,
        "_bifreidahlunnindi": 0,
        "_dagpeningar": 0,
        "_dagsetningSundurlidunar": f"{year}-{month:02}-28T00:00:00",
        "_faersludagsetning": f"{year}-{month:02}-28T00:00:00",
        "_fradr_gr_lifeyrissj": pension,
        "_grunnlaun": total,
        "_heildarlaun": total,
        "_isat": "47.11.1",
        "_kennitalaLaunagreidanda": wages.payer.digits,
        "_okutaekjastyrkur": 0,
        "_personuafslattur": ALLOWANCE,
        "_personuafslattur_maka": 0,
        "_stadgreidsla": tax,
        "_starfshlutfall": 100,
        "_Tharaf_gr_sereignarsparnadur": 0,
        "_timabil": month,
    }
    inside = "".join(f"<a:{name}>{value}</a:{name}>" for name, value in values.items())
    return f"<a:Launasundurlidun>{inside}</a:Launasundurlidun>"


def _months(fields: dict[str, str]) -> list[date]:
    """Return the months asked for.

    Raises:
        SoapFault: when they are not a range of at most five years.
    """
    try:
        first = int(fields["ArFra"]) * 12 + int(fields["TimabilFra"]) - 1
        last = int(fields["ArTil"]) * 12 + int(fields["TimabilTil"]) - 1
    except (KeyError, ValueError) as error:
        raise SoapFault("ArFra, TimabilFra, ArTil, TimabilTil") from error
    if not (first >= EARLIEST_MONTH and 0 <= last - first < MOST_MONTHS):
        raise SoapFault("Tímabil er utan marka")
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


def _read(request: Request) -> tuple[str, dict[str, str]]:
    """Return operation and input fields of an envelope.

    Raises:
        SoapFault: when it is not one we serve.
    """
    if "application/soap+xml" not in request.header("Content-Type"):
        raise SoapFault("Content-Type: application/soap+xml")
    try:
        root: Element = ElementTree.fromstring(request.body)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise SoapFault("XML") from error
    action = root.findtext(f"{{{ENVELOPE}}}Header/{{{ADDRESSING}}}Action", "")
    body = root.find(f"{{{ENVELOPE}}}Body")
    for operation in (WAGES, TAX_RETURN):
        asked = body.find(f"{{{OPERATION}}}{operation}") if body is not None else None
        if asked is None:
            continue
        if not action.endswith(f"IUSStadgreidslaFramtalGogn/{operation}"):
            raise SoapFault("Action")
        return operation, {one.tag.rpartition("}")[2]: (one.text or "").strip() for one in asked.iter()}
    raise SoapFault("Óþekkt aðgerð")


def _soap(status: int, operation: str, namespace: str, inside: str) -> Answer:
    return _envelope(
        status,
        f'<{operation}Response xmlns="{OPERATION}"><{operation}Result xmlns:a="{namespace}">{inside}'
        f"</{operation}Result></{operation}Response>",
    )


def _envelope(status: int, inside: str) -> Answer:
    whole = f'<s:Envelope xmlns:s="{ENVELOPE}"><s:Body>{inside}</s:Body></s:Envelope>'
    return Answer(status, whole.encode(), (("Content-Type", "application/soap+xml; charset=utf-8"),))
