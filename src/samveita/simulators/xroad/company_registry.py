"""Skatturinn behind Straumurinn: the company registry ft-v1, and who may act for whom, relationships-v1 (reference 9.3)."""

from __future__ import annotations

from urllib.parse import unquote

from samveita.iceland.registry_person import RegistryCompany
from samveita.simulators import people
from samveita.simulators.server import Answer, Request, json_answer

MOST_FOUND = 100


def companies(request: Request, path: str) -> Answer:
    """Answer for ft-v1: one company by its number, or a search by name."""
    nation = people.nation()
    parts = [unquote(part) for part in path.split("/") if part]
    if len(parts) == 2:
        return _search(request, parts[1])
    company = nation.companies.get(parts[0]) if parts else None
    if company is None:
        problem = {"code": 404, "message": "Fannst ekki", "type": "NotFound", "instance": path}
        return json_answer(problem, 404)
    return json_answer(_company(company))


def relationships(request: Request, path: str) -> Answer:
    """Answer for relationships-v1; the national id travels in a header, never in the address."""
    nation = people.nation()
    wanted = request.header("X-Param-National-Id")
    if path == "/individuals/.national-id" and wanted in nation.persons:
        held = [
            company
            for company in nation.companies.values()
            if nation.persons[wanted].kennitala in company.procuration_holders
        ]
        listed = [_relationship(company.kennitala.digits, company.name) for company in held]
        return json_answer({"nationalId": wanted, "name": nation.name_of(wanted), "relationships": listed})
    if path == "/legalentities/.national-id" and wanted in nation.companies:
        listed = [
            _relationship(one.digits, nation.name_of(one.digits))
            for one in nation.companies[wanted].procuration_holders
        ]
        return json_answer({"nationalId": wanted, "name": nation.name_of(wanted), "relationships": listed})
    return Answer(204)


def _search(request: Request, text: str) -> Answer:
    try:
        limit, offset = int(request.query.get("limit", "10")), int(request.query.get("offset", "0"))
    except ValueError:
        limit, offset = 0, 0
    if not 1 <= limit <= MOST_FOUND or not 0 <= offset <= 1_000_000:
        problem = {"code": 400, "message": "limit eða offset", "type": "BadRequest", "instance": request.path}
        return json_answer(problem, 400)
    found = [one for one in people.nation().companies.values() if text.casefold() in one.name.casefold()]
    shown = found[offset : offset + limit]
    return json_answer(
        {
            "items": [_company(company) for company in shown],
            "hasMore": len(found) > offset + limit,
            "limit": limit,
            "offset": offset,
            "count": len(shown),
        }
    )


def _company(company: RegistryCompany) -> dict[str, object]:
    nation, address = people.nation(), company.address
    home = {
        "gerd": "Lögheimili",
        "heimilisfang": address.label,
        "postnumer": address.postcode,
        "stadur": address.place,
        "sveitarfelaganumer": address.municipality_number,
        "land": "IS",
        "er_postholf": False,
        "byggd": None,
    }
    return {
        "kennitala": company.kennitala.digits,
        "nafn": company.name,
        "skrad": company.registered_on.isoformat(),
        "stada": "Skráð",
        "rekstrarform": [{"tegund": company.form_code, "heiti": company.form_name}],
        "virdisaukaskattur": [],
        "heimilisfang": [home],
        "tengdir_adilar": [
            {"tegund": "Prókúruhafi", "kennitala": holder.digits, "nafn": nation.name_of(holder.digits)}
            for holder in company.procuration_holders
        ],
        "sidast_uppfaert": "2026-01-01T00:00:00",
    }


def _relationship(kennitala: str, name: str) -> dict[str, object]:
    return {"type": "ProcurationHolder", "nationalId": kennitala, "name": name, "links": []}
