"""The national registry (Þjóðskrá) as we need it: person, spouse, domicile, children in custody.

A narrow interface of our own over Miðlun umsóknir v1, the generation that tells marriage and registered cohabitation
apart. Nothing is interpreted for a particular service here. "No data" arrives as 204, 404 or 400 depending on the
age of the service behind it and is a ``Finding`` without a value here; a call that failed is ``RegistryError``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from samveita.engines.registries.answers import Answer, Finding, national_id_text
from samveita.engines.registries.fields import Fields
from samveita.engines.registries.xroad import Errand, XRoadClient

COUNTED_AS_MARRIED = frozenset({"0", "3", "7", "8", "G", "L"})
"""Marital codes that the association's present financial-aid system counts as married; all others as single."""


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A person as registered.

    Attributes:
        national_id: kennitala, ten digits.
        name: full name.
        protected: the person has asked not to be found (bannmerking).
    """

    national_id: str
    name: str
    protected: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """The other person of a marriage or cohabitation; either value may be empty when the register keeps it empty."""

    national_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Marriage:
    """The register's marital status.

    Attributes:
        code: marital code (hjúskaparkóði), such as ``1`` unmarried or ``3`` married.
        wording: the register's Icelandic words for the code.
        spouse: None for a single person.
        since: when the status last changed.
    """

    code: str
    wording: str
    spouse: Partner | None
    since: date | None

    @property
    def counts_as_married(self) -> bool:
        """Whether the code is one of those that financial aid counts as married today."""
        return self.code in COUNTED_AS_MARRIED


@dataclass(frozen=True, slots=True)
class Cohabitation:
    """Registered cohabitation (skráð sambúð), which is not marriage.

    Attributes:
        registered: whether the person is registered in cohabitation.
        wording: the register's Icelandic words.
        partner: None when there is none.
        since: when it last changed.
    """

    registered: bool
    wording: str
    partner: Partner | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Partnership:
    """Marriage and cohabitation side by side, as the register keeps them; either may be None."""

    marriage: Marriage | None
    cohabitation: Cohabitation | None


@dataclass(frozen=True, slots=True)
class Domicile:
    """Legal domicile (lögheimili).

    Attributes:
        address: street and number as written by the register.
        postcode: three digits as text.
        place: name of the postal place.
        municipality_number: four digits as text; decides which municipality the person belongs to.
        house_code: the register's own code of the house.
        apartment: apartment number, or empty.
        country: country code, or empty.
        property_number: number of the property (fasteignanúmer), if any.
        since: when the domicile last changed.
    """

    address: str
    postcode: str
    place: str
    municipality_number: str
    house_code: str
    apartment: str
    country: str
    property_number: int | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Child:
    """A child in the custody (forsjá) of the person asked about."""

    national_id: str
    name: str


@dataclass(frozen=True, slots=True)
class NationalRegistry:
    """Þjóðskrá, Miðlun umsóknir v1.

    Attributes:
        xroad: the client subsystem of the municipality or office that asks.
        service: full service path of Miðlun umsóknir in this environment.
        bearer: gives the token that the registry's own authority issued to us.
    """

    xroad: XRoadClient
    service: str
    bearer: Callable[[], str]

    def person(self, national_id: str, *, errand: Errand) -> Finding[RegisteredPerson]:
        """Return the person; no value when the registry has nobody by this kennitala."""
        answer, found = self._ask(national_id, "", errand)
        if found is None:
            return Finding(None, answer.evidence)
        found.require_subject("kennitala", national_id)
        person = RegisteredPerson(
            national_id=national_id, name=found.text("nafn"), protected=found.yes("bannmerking")
        )
        return Finding(person, answer.evidence)

    def spouse(self, national_id: str, *, errand: Errand) -> Finding[Partnership]:
        """Return marriage and registered cohabitation, each on its own; no value when nothing is registered."""
        answer, found = self._ask(national_id, "/hjuskapur", errand)
        if found is None:
            return Finding(None, answer.evidence)
        partnership = Partnership(
            marriage=_marriage(found.part("hjuskapur")), cohabitation=_cohabitation(found.part("sambud"))
        )
        return Finding(partnership, answer.evidence)

    def domicile(self, national_id: str, *, errand: Errand) -> Finding[Domicile]:
        """Return the legal domicile; no value when none is registered."""
        answer, found = self._ask(national_id, "/logheimili", errand)
        return Finding(_domicile(found) if found else None, answer.evidence)

    def children_in_custody(self, national_id: str, *, errand: Errand) -> Finding[tuple[Child, ...]]:
        """Return the children in the person's custody; none is an empty value, not a missing one."""
        answer, found = self._ask(national_id, "/forsjaUndir", errand)
        if found is None:
            return Finding((), answer.evidence)
        found.require_subject("forsjaKt", national_id)
        children = tuple(
            Child(national_id=child.national_id("barnKt"), name=child.text("barnNafn"))
            for child in found.parts("forsjaBornList")
        )
        return Finding(children, answer.evidence)

    def _ask(self, national_id: str, what: str, errand: Errand) -> tuple[Answer, Fields | None]:
        """Ask for one part of what is known about a person.

        Raises:
            RegistryError: see ``XRoadClient.get`` and ``Answer.require_success``.
            ValueError: the kennitala has not ten digits.
        """
        path = f"/Einstaklingar/{national_id_text(national_id)}{what}"
        answer = self.xroad.get(
            self.service, path, errand=errand, headers={"Authorization": f"Bearer {self.bearer()}"}
        )
        return answer, Fields.of(answer)


def _domicile(found: Fields) -> Domicile:
    number = found.text("sveitarfelagsnumer")
    return Domicile(
        address=found.text("heimilisfang"),
        postcode=found.text("postnumer"),
        place=found.text("stadur"),
        municipality_number=number.zfill(4) if number else "",
        house_code=found.text("huskodi"),
        apartment=found.text("ibudanumer"),
        country=found.text("landakodi"),
        property_number=found.whole("fasteignanumer"),
        since=found.day("breytt"),
    )


def _partner(found: Fields) -> Partner | None:
    """Return the other person, or None when neither kennitala nor name is registered."""
    partner = Partner(national_id=found.national_id("kennitalaMaka"), name=found.text("nafnMaka"))
    return partner if partner.national_id or partner.name else None


def _marriage(found: Fields | None) -> Marriage | None:
    if found is None or not found.text("hjuskaparKodi"):
        return None
    return Marriage(
        code=found.text("hjuskaparKodi").upper(),
        wording=found.text("hjuskaparTexti"),
        spouse=_partner(found),
        since=found.day("dagsetningBreytt"),
    )


def _cohabitation(found: Fields | None) -> Cohabitation | None:
    if found is None:
        return None
    return Cohabitation(
        registered=found.yes("sambud"),
        wording=found.text("sambudTexti"),
        partner=_partner(found),
        since=found.day("dagsetningBreytt"),
    )
