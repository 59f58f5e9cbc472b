"""What the national registry and the tax authority know about one invented person or company.

The synthetic population and the named people of the demo are made of these, so that the simulators and the demo data
tell the same story. Nobody here is real: every ``RegistryPerson`` is synthetic, also when an id or an address happens to
exist. Codes are those of Þjóðskrá (marital status, gender).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samveita.iceland.addresses import Address
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.words import NameInCases, declined_name

ADULT_AGE = 18


class MaritalCode(StrEnum):
    """Hjúskaparkóði of Þjóðskrá."""

    ABROAD_SPOUSE_UNREGISTERED = "0"
    UNMARRIED = "1"
    MARRIED = "3"
    WIDOWED = "4"
    SEPARATED = "5"
    DIVORCED = "6"
    MARRIED_LIVING_APART = "7"
    MARRIED_UNDER_FOREIGN_LAW = "8"
    UNKNOWN = "9"
    IN_ICELAND_SPOUSE_UNREGISTERED = "L"


class GenderCode(StrEnum):
    """Kynkóði of Þjóðskrá, which tells adults from children."""

    MAN = "1"
    WOMAN = "2"
    BOY = "3"
    GIRL = "4"
    OTHER_ADULT = "7"
    OTHER_CHILD = "8"


@dataclass(frozen=True, slots=True)
class MonthlyWages:
    """Total wages by month, in kr., counted back from ``until`` (the first day of the last month there are wages for)."""

    until: date
    kronur: tuple[int, ...]
    payer: Kennitala

    def by_month(self) -> dict[date, int]:
        """Return kr. by the first day of each month, oldest first; months without wages are 0."""
        last = self.until.year * 12 + self.until.month - 1
        first = last - len(self.kronur) + 1
        months = (divmod(first + number, 12) for number in range(len(self.kronur)))
        return {
            date(year, month0 + 1, 1): kronur
            for (year, month0), kronur in zip(months, self.kronur, strict=True)
        }

    def in_month(self, day: date) -> int:
        """Return the wages in kr. of the month that ``day`` is in; 0 outside the known months."""
        return self.by_month().get(day.replace(day=1), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryPerson:
    """One invented person. ``address`` is the legal domicile; None for people abroad."""

    kennitala: Kennitala
    name: str
    gender: GenderCode
    born: date
    address: Address | None
    house_code: str
    """The dwelling (húskóði): people with the same code share a home."""
    marital_code: MaritalCode = MaritalCode.UNMARRIED
    spouse: Kennitala | None = None
    cohabitant: Kennitala | None = None
    """The other in a registered cohabitation (skráð sambúð)."""
    children_in_custody: tuple[Kennitala, ...] = ()
    custodians: tuple[Kennitala, ...] = ()
    domicile_parents: tuple[Kennitala, ...] = ()
    residence_parents: tuple[Kennitala, ...] = ()
    """Parents the child also lives with by registered split residence (skipt búseta)."""
    has_protected_address: bool = False
    """Hidden domicile (dulið lögheimili): the address may not be told to anyone."""
    declines_marketing: bool = False
    """Bannmerking."""
    died_on: date | None = None
    country: str = "IS"
    """Country of domicile."""
    citizenship: str = "IS"
    wages: MonthlyWages | None = None

    @property
    def name_in_cases(self) -> NameInCases:
        """The name in all four cases, as far as BÍN knows it."""
        return declined_name(self.name)

    @property
    def municipality_number(self) -> str | None:
        """The municipality of legal domicile, or None for people abroad."""
        return None if self.address is None else self.address.municipality_number

    @property
    def partner(self) -> Kennitala | None:
        """Spouse or registered cohabitant, whichever there is."""
        return self.spouse or self.cohabitant

    def age_on(self, day: date) -> int:
        """Return the age in whole years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def is_adult_on(self, day: date) -> bool:
        """Tell whether the person has come of age (lögræði, 18 years)."""
        return self.age_on(day) >= ADULT_AGE


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryCompany:
    """One invented legal entity in the company registry."""

    kennitala: Kennitala
    name: str
    form_code: str
    form_name: str
    address: Address
    procuration_holders: tuple[Kennitala, ...]
    registered_on: date
