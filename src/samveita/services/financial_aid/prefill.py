"""What the state already knows about the applicant: name and domicile from Þjóðskrá, wages from Skatturinn.

Every question to a register states why it is asked and leaves an event that the applicant reads. When a register does
not answer, the applicant applies without its facts; nothing is refused because a machine is down.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from samveita.engines.forms.registry import FactsUnavailable, KnownFact
from samveita.engines.registries import lookups
from samveita.engines.registries.answers import RegistryError
from samveita.engines.registries.inquiry import Inquiry
from samveita.engines.registries.purposes import Purpose, register_purpose
from samveita.engines.registries.skatturinn import Month
from samveita.engines.registries.thjodskra import Domicile
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for
from samveita.iceland import clock
from samveita.iceland.texts import Text

WAGE_MONTHS = 3
NATIONAL_REGISTRY = Text(is_="Þjóðskrá", en="Registers Iceland (Þjóðskrá)", pl="Rejestr ludności (Þjóðskrá)")
TAX = Text(is_="Skatturinn", en="Iceland Revenue (Skatturinn)", pl="Urząd skarbowy (Skatturinn)")

ASSESS_RIGHT = register_purpose(
    Purpose(
        key="financial_aid.assess_right",
        sentence=Text(
            is_="Til að meta rétt til fjárhagsaðstoðar.",
            en="To assess the right to financial aid.",
            pl="Aby ocenić prawo do pomocy finansowej.",
        ),
        legal_basis="Lög um félagsþjónustu sveitarfélaga nr. 40/1991, VI. kafli",
    )
)


def known_facts(
    actor: Actor, person: Person, municipality: Organisation, draft: UUID
) -> Mapping[str, KnownFact]:
    """Return the facts the form is prefilled with; without wages when Skatturinn does not answer.

    Raises:
        FactsUnavailable: when Þjóðskrá does not answer; she applies without facts and they are asked for again later.
    """
    inquiry = Inquiry(
        actor=actor,
        office=office_for(municipality, service="financial_aid", on=clock.today()),
        municipality=municipality,
        applicant=person,
        about=person,
        purpose=ASSESS_RIGHT,
        draft=draft,
    )
    try:
        registered = lookups.person(inquiry).value
        domicile = lookups.domicile(inquiry).value
    except RegistryError as error:
        raise FactsUnavailable from error
    facts: dict[str, KnownFact] = {}
    if registered is not None:
        facts["registry.name"] = KnownFact(registered.name, NATIONAL_REGISTRY, clock.today())
    if domicile is not None and domicile.address:
        facts["registry.domicile"] = KnownFact(_in_one_line(domicile), NATIONAL_REGISTRY, clock.today())
    wages = _monthly_wages(inquiry)
    if wages is not None:
        facts["tax.monthly_wages"] = KnownFact(wages, TAX, clock.today())
    return facts


def _in_one_line(domicile: Domicile) -> str:
    return ", ".join(
        part for part in (domicile.address, f"{domicile.postcode} {domicile.place}".strip()) if part
    )


def _monthly_wages(inquiry: Inquiry) -> int | None:
    """Return the wages of the last full month in kr.; ``None`` when Skatturinn does not answer or knows none.

    Three months are asked for, as the form tells her: the office reads them in the kept answer.
    """
    today = clock.today()
    months = today.year * 12 + today.month - 1
    first, last = (_month(months - back) for back in (WAGE_MONTHS, 1))
    try:
        found = lookups.wages(inquiry, first=first, last=last).value
    except RegistryError:
        return None
    if found is None or not found.lines:
        return None
    return sum(line.total for line in found.lines if line.month == last)


def _month(number: int) -> Month:
    """Return a month from its number counted from year 0, January of which is 0."""
    year, month0 = divmod(number, 12)
    return Month(year, month0 + 1)
