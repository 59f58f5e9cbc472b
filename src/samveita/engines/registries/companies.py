"""The company register (fyrirtækjaskrá) and its relationships, both at Skatturinn over X-Road.

``company`` needs no token; ``relationships`` does, and carries the kennitala in a header, as the national API guide
wants. Nobody's right to act is decided here: a relationship is a fact of the register with a date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from samveita.engines.registries.answers import Finding, national_id_text
from samveita.engines.registries.fields import Fields
from samveita.engines.registries.xroad import Errand, XRoadClient


@dataclass(frozen=True, slots=True)
class CompanyAddress:
    """One address of a company: kind, street, postcode, place, municipality number and country as registered."""

    kind: str
    address: str
    postcode: str
    place: str
    municipality_number: str
    country: str


@dataclass(frozen=True, slots=True)
class RelatedParty:
    """A party tied to a company: the kind of tie in the register's words, kennitala, name."""

    kind: str
    national_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Company:
    """A company as registered.

    Attributes:
        national_id: kennitala, ten digits.
        name: registered name.
        registered: day of registration.
        status: the register's word for the state of the company (staða).
        forms: legal forms, each in the register's words.
    """

    national_id: str
    name: str
    registered: date | None
    status: str
    forms: tuple[str, ...]
    addresses: tuple[CompanyAddress, ...]
    parties: tuple[RelatedParty, ...]


@dataclass(frozen=True, slots=True)
class Relationships:
    """Whom a person is tied to, for example as procuration holder (prókúruhafi)."""

    national_id: str
    name: str
    relationships: tuple[RelatedParty, ...]


@dataclass(frozen=True, slots=True)
class CompanyRegistry:
    """Company registry ft-v1.

    Attributes:
        xroad: the client subsystem that asks.
        service: full service path of the company register.
    """

    xroad: XRoadClient
    service: str

    def company(self, national_id: str, *, errand: Errand) -> Finding[Company]:
        """Return the company; no value when there is none by this kennitala.

        Raises:
            RegistryError: the call failed or the answer is not readable.
            ValueError: the kennitala has not ten digits.
        """
        asked = national_id_text(national_id)
        answer = self.xroad.get(self.service, f"/{asked}", errand=errand)
        found = Fields.of(answer)
        if found is None:
            return Finding(None, answer.evidence)
        found.require_subject("kennitala", asked)
        company = Company(
            national_id=asked,
            name=found.text("nafn"),
            registered=found.day("skrad"),
            status=found.text("stada"),
            forms=tuple(form.text("heiti") for form in found.parts("rekstrarform")),
            addresses=tuple(_address(one) for one in found.parts("heimilisfang")),
            parties=tuple(
                RelatedParty(
                    kind=one.text("tegund"), national_id=one.national_id("kennitala"), name=one.text("nafn")
                )
                for one in found.parts("tengdir_adilar")
            ),
        )
        return Finding(company, answer.evidence)


@dataclass(frozen=True, slots=True)
class RelationshipRegistry:
    """Relationships-v1.

    Attributes:
        xroad: the client subsystem that asks.
        service: full service path.
        bearer: gives the token for the service.
    """

    xroad: XRoadClient
    service: str
    bearer: Callable[[], str]

    def of_person(self, national_id: str, *, errand: Errand) -> Finding[Relationships]:
        """Return a person's ties to companies; no value when the register has nothing.

        Raises:
            RegistryError: the call failed or the answer is not readable.
            ValueError: the kennitala has not ten digits.
        """
        asked = national_id_text(national_id)
        answer = self.xroad.get(
            self.service,
            "/individuals/.national-id",
            errand=errand,
            headers={"X-Param-National-Id": asked, "Authorization": f"Bearer {self.bearer()}"},
        )
        found = Fields.of(answer)
        if found is None:
            return Finding(None, answer.evidence)
        found.require_subject("nationalId", asked)
        ties = Relationships(
            national_id=asked,
            name=found.text("name"),
            relationships=tuple(
                RelatedParty(
                    kind=one.text("type"), national_id=one.national_id("nationalId"), name=one.text("name")
                )
                for one in found.parts("relationships")
            ),
        )
        return Finding(ties, answer.evidence)


def _address(found: Fields) -> CompanyAddress:
    return CompanyAddress(
        kind=found.text("gerd"),
        address=found.text("heimilisfang"),
        postcode=found.text("postnumer"),
        place=found.text("stadur"),
        municipality_number=found.text("sveitarfelaganumer"),
        country=found.text("land"),
    )
