"""Reading who is to be a party of a case: one line each, a kennitala or a name with an address, and what each line gives.

A kennitala nobody here knows is asked of the registers, and the lookup is kept with the case. When they don't answer the
name on the line holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import ValidationError

from samveita.engines.cases.documents import PartyContact
from samveita.engines.cases.models import Case, CaseParty
from samveita.engines.cases.naming import NAME_OF_PARTY, RegisterSilent, named
from samveita.engines.cases.parties import NewParty, contact_of
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import PersonIdentifier
from samveita.ground.identity.people import find_by_kennitala, find_or_create, kennitala_of
from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.iceland.texts import Text

MOST_LINES = 100
BEGINS_WITH_KENNITALA = re.compile(r"^(\d{6}[- ]?\d{4})(?:[\s,;]+(.*))?$")
ROLES = {
    "spouse": Text(is_="maki", en="spouse", pl="małżonek"),
    "neighbour": Text(is_="nágranni", en="neighbour", pl="sąsiad"),
    "representative": Text(is_="umboðsmaður", en="representative", pl="pełnomocnik"),
    "designer": Text(is_="hönnuður", en="designer", pl="projektant"),
    "opinion_giver": Text(is_="umsagnaraðili", en="giver of an opinion", pl="opiniodawca"),
}
"""What roles are called that several processes use; another is shown by its code."""
ALWAYS = "representative"
ALREADY = Text(
    is_="Er þegar aðili í þessu hlutverki",
    en="Is a party in this role already",
    pl="Jest już stroną w tej roli",
)
TWICE = Text(
    is_="Stendur tvisvar á listanum", en="Stands twice on the list", pl="Występuje dwa razy na liście"
)
TOO_MANY = Text(
    is_="Of margar línur í einu. Taktu þessa og þær sem á eftir koma út og skráðu þær næst.",
    en="Too many lines at once. Take this one and those after it out and enter them next.",
    pl="Za dużo wierszy naraz. Usuń ten i następne wiersze i wpisz je w kolejnym kroku.",
)
NOT_READ = Text(
    is_="Skrifaðu kennitölu, eða nafn; heimilisfang",
    en="Write a kennitala, or name; address",
    pl="Wpisz kennitalę albo imię i nazwisko; adres",
)
UNKNOWN = Text(
    is_="Skráin þekkir ekki þessa kennitölu. Skrifaðu nafnið á eftir henni.",
    en="The register does not know this kennitala. Write the name after it.",
    pl="Rejestr nie zna tej kennitali. Wpisz po niej imię i nazwisko.",
)
SILENT = Text(
    is_="Skráin svarar ekki núna. Skrifaðu nafnið á eftir kennitölunni.",
    en="The register does not answer now. Write the name after the kennitala.",
    pl="Rejestr teraz nie odpowiada. Wpisz imię i nazwisko po kennitali.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: whom it gives, as the page shows it, or what is wrong with it."""

    written: str
    shown: str = ""
    party: NewParty | None = None
    problem: Text | None = None


def role_name(role: str) -> Text:
    """Return what a role is called."""
    return ROLES.get(role) or Text(is_=role, en=role, pl=role)


def roles_of_process(case: Case) -> list[str]:
    """Return the roles parties may have in a case: those its process names, and a representative everywhere."""
    tables = (case.process, *case.process.overlays)
    found = {
        role for table in tables for row in table.transitions for role in (*row.roles, row.letter_to) if role
    }
    found |= {one.role for one in case.declaration.parts}
    return sorted(found | {ALWAYS})


def read_lines(actor: Actor, case: Case, role: str, text: str) -> list[Line]:
    """Return what each written line gives, up to the first that is too many. Not in a transaction: registers may be asked."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    in_role = [one for one in running(case) if one.role == role]
    held = {one.person_id or shown_party(one) for one in in_role}
    seen: set[object] = set()
    read = []
    for written in lines[:MOST_LINES]:
        line = _read(actor, case, written)
        person = line.party.person if line.party else None
        key = person.pk if person else line.shown
        if line.party is not None and key in held:
            line = Line(written, line.shown, problem=ALREADY)
        elif line.party is not None and key in seen:
            line = Line(written, line.shown, problem=TWICE)
        seen.add(key)
        read.append(line)
    return read + [Line(written, problem=TOO_MANY) for written in lines[MOST_LINES : MOST_LINES + 1]]


def running(case: Case) -> list[CaseParty]:
    """Return the parties of a case now."""
    return list(
        case.parties.filter(ended_on=None).select_related("person", "office", "case").order_by("role", "pk")
    )


def shown_party(party: CaseParty) -> str:
    """Return a party as staff reads her: name with kennitala, or how to reach her."""
    if party.person is not None:
        try:
            return f"{party.person.name}, {kennitala_of(party.person).formatted}"
        except PersonIdentifier.DoesNotExist:
            return str(party.person.name)
    contact = contact_of(party)
    return "" if contact is None else _contact_in_words(contact)


def _read(actor: Actor, case: Case, written: str) -> Line:
    found = BEGINS_WITH_KENNITALA.match(written)
    if found is None:
        return _contact(written)
    try:
        kennitala = Kennitala.parse(found.group(1))
    except KennitalaError as error:
        return Line(written, problem=error.reason)
    name, problem = (found.group(2) or "").strip(" ,;")[:200], UNKNOWN
    person = find_by_kennitala(kennitala)
    if person is None or not person.name:
        try:
            person = named(
                actor=actor,
                office=case.office,
                municipality=case.municipality,
                kennitala=kennitala,
                purpose=NAME_OF_PARTY,
                applicant=case.person,
                case=case.uid,
            )
        except RegisterSilent:
            person, problem = None, SILENT
        if person is None and name:
            person = find_or_create(kennitala=kennitala, name=name)
    if person is None:
        return Line(written, problem=problem)
    return Line(written, f"{person.name}, {kennitala.formatted}", NewParty(person=person))


def _contact(written: str) -> Line:
    parts = [part.strip() for part in re.split(r"[;\t]", written) if part.strip()]
    name, rest = (parts[0], parts[1:]) if parts else ("", [])
    email = next((part for part in rest if "@" in part), "")
    address = ", ".join(part for part in rest if part != email)
    if not rest or any(letter.isdigit() for letter in name):
        return Line(written, problem=NOT_READ)
    try:
        contact = PartyContact(name=name, address=address, email=email)
    except ValidationError:
        return Line(written, problem=NOT_READ)
    return Line(written, _contact_in_words(contact), NewParty(contact=contact))


def _contact_in_words(contact: PartyContact) -> str:
    return ", ".join(part for part in (contact.name, contact.address, contact.email, contact.phone) if part)
