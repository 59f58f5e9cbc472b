"""Who lives in the simulated nation, and who may act for whom.

Persons here are what the registers and the login service know; nothing is real. One module stands between the
simulators and the invented population, so that no simulator knows where its people come from.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from samveita.iceland.addresses import DEFAULT_FILE, AddressBook, AddressFileMissing
from samveita.iceland.cast import (
    AKUREYRI,
    ASSOCIATION,
    HAFNARFJORDUR,
    JOINT_OFFICE,
    NATION_COUNT,
    NATION_SEED,
    Cast,
    CastMember,
    cast,
)
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.population import population
from samveita.iceland.registry_person import RegistryCompany, RegistryPerson
from samveita.simulators import gervimenn

GUARDIAN_OF_MINOR_UNTIL = 16
GUARDIAN_UNTIL = 18
TOLD_BY_REGISTERS = frozenset({"LegalGuardian", "LegalGuardianMinor", "ProcurationHolder"})
ORGANISATIONS = {
    HAFNARFJORDUR: "Hafnarfjörður",
    AKUREYRI: "Akureyri",
    JOINT_OFFICE: "Sameiginleg félagsþjónusta",
    ASSOCIATION: "Samband íslenskra sveitarfélaga",
}

Mandate = tuple[Kennitala, Kennitala, str]


@dataclass(frozen=True, slots=True)
class Delegation:
    """The right of one person to act for another person or a company."""

    subject: str
    name: str
    types: tuple[str, ...]
    subject_type: str = "person"


class Nation:
    """Everyone there is, found by the ten digits."""

    def __init__(
        self,
        *,
        persons: Iterable[RegistryPerson],
        companies: Iterable[RegistryCompany],
        roles: Mapping[Kennitala, tuple[str, str]],
        mandates: Iterable[Mandate],
    ) -> None:
        self.persons = {person.kennitala.digits: person for person in persons}
        self.companies = {company.kennitala.digits: company for company in companies}
        self.roles = {kennitala.digits: words for kennitala, words in roles.items()}
        """What the login page says about those it shows first, in Icelandic and English."""
        self.mandates = tuple(mandates)
        self._homes: dict[str, list[RegistryPerson]] = {}
        for person in self.persons.values():
            self._homes.setdefault(person.house_code, []).append(person)

    def name_of(self, kennitala: str) -> str:
        """Return a person's or company's name, or an empty string."""
        found = self.persons.get(kennitala) or self.companies.get(kennitala)
        return found.name if found else ""

    def household(self, person: RegistryPerson) -> list[RegistryPerson]:
        """Return the living with the same legal domicile, the person included."""
        if not person.house_code:
            return [person]
        return [one for one in self._homes[person.house_code] if one.died_on is None]

    def delegations_of(self, kennitala: str, today: date) -> list[Delegation]:
        """Return every right to act for others that a person holds, one entry for each subject."""
        held: dict[str, list[str]] = {}
        holder = self.persons.get(kennitala)
        for child in holder.children_in_custody if holder else ():
            age = self.persons[child.digits].age_on(today)
            if age < GUARDIAN_UNTIL:
                held.setdefault(child.digits, []).append("LegalGuardian")
            if age < GUARDIAN_OF_MINOR_UNTIL:
                held.setdefault(child.digits, []).append("LegalGuardianMinor")
        for company in self.companies.values():
            if holder and holder.kennitala in company.procuration_holders:
                held.setdefault(company.kennitala.digits, []).append("ProcurationHolder")
        for mandated, subject, kind in self.mandates:
            if mandated.digits == kennitala:
                held.setdefault(subject.digits, []).append(kind)
        return [
            Delegation(
                subject,
                self.name_of(subject),
                tuple(types),
                "legalEntity" if subject in self.companies else "person",
            )
            for subject, types in held.items()
        ]


@cache
def nation() -> Nation:
    """Return the people of the simulated nation; the same in every process of one installation."""
    return nation_of(
        count=int(os.environ.get("SAMVEITA_SIMULATORS_PEOPLE") or NATION_COUNT),
        seed=int(os.environ.get("SAMVEITA_SIMULATORS_SEED") or NATION_SEED),
    )


def nation_of(*, count: int, seed: int) -> Nation:
    """Return the demo's cast, the simulators' own people and ``count`` invented ones more.

    Without an address file the last are left out.
    """
    played = cast()
    known = (*played.persons, *gervimenn.PERSONS)
    found: list[RegistryPerson] = []
    if count:
        file = Path(os.environ.get("SAMVEITA_ADDRESS_FILE") or DEFAULT_FILE)
        with suppress(AddressFileMissing):
            found = list(population(count, seed=seed, book=AddressBook(file)))
    return Nation(
        persons=(*known, *found),
        companies=(*played.companies, *gervimenn.COMPANIES),
        roles={**{member.kennitala: _role(member) for member in played.members}, **gervimenn.ROLES},
        mandates=(*_mandates(played), *gervimenn.MANDATES),
    )


def _role(member: CastMember) -> tuple[str, str]:
    """Return what the login page says about one of the cast: the situation, and where staff work."""
    words = member.situation
    if member.organisation is None:
        return words.is_, words.en
    place = ORGANISATIONS.get(member.organisation, member.organisation)
    return f"{words.is_} – {place}", f"{words.en} – {place}"


def _mandates(played: Cast) -> list[Mandate]:
    """Return the delegations of the cast that no register of families or companies tells."""
    return [
        (member.kennitala, delegation.subject, delegation.type)
        for member in played.members
        for delegation in member.delegations
        if delegation.type not in TOLD_BY_REGISTERS
    ]
