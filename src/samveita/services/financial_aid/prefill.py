"""What the state already knows about the applicant: from Þjóðskrá who she is and her family, from Skatturinn her income.

Every question to a register states why it is asked and leaves an event that the applicant reads. When a register does
not answer, the applicant applies without its facts; nothing is refused because a machine is down.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from samveita.engines.forms.adjusting import FormAdjustments
from samveita.engines.forms.declaring import Answer
from samveita.engines.forms.registry import FactsUnavailable, KnownFact
from samveita.engines.registries import lookups
from samveita.engines.registries.answers import RegistryError
from samveita.engines.registries.inquiry import Inquiry
from samveita.engines.registries.purposes import Purpose, register_purpose
from samveita.engines.registries.skatturinn import Month
from samveita.engines.registries.thjodskra import Child, Domicile, Partnership
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for, with_predecessors
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.texts import Text
from samveita.services.financial_aid.handling import may_choose_previous, parameters_on

WAGE_MONTHS = 3
OF_AGE = 18
MARRIED = frozenset("0378GL")
"""Marital codes of Þjóðskrá under which a registered spouse is a spouse."""
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
    inquiry = _inquiry(actor, person, municipality, draft)
    try:
        registered = lookups.person(inquiry).value
        domicile = lookups.domicile(inquiry).value
    except RegistryError as error:
        raise FactsUnavailable from error
    if registered is None:
        return {}
    facts = {"registry.name": _registered(registered.name)}
    if domicile is not None and domicile.address:
        facts["registry.domicile"] = _registered(_in_one_line(domicile))
    if domicile is not None and domicile.municipality_number not in {"", *_numbers(municipality)}:
        facts["registry.domicile_elsewhere"] = _registered(True)
    facts |= _family(inquiry) | _taxes(inquiry)
    return facts


def _inquiry(actor: Actor, person: Person, municipality: Organisation, draft: UUID) -> Inquiry:
    return Inquiry(
        actor=actor,
        office=office_for(municipality, service="financial_aid", on=clock.today()),
        municipality=municipality,
        applicant=person,
        about=person,
        purpose=ASSESS_RIGHT,
        draft=draft,
    )


def _registered(value: Answer) -> KnownFact:
    return KnownFact(value, NATIONAL_REGISTRY, clock.today())


def _numbers(municipality: Organisation) -> set[str]:
    """Return the numbers of a municipality and of those that merged into it."""
    return {one.number for one in with_predecessors(municipality) if one.number}


def _family(inquiry: Inquiry) -> dict[str, KnownFact]:
    """Return whether she has a spouse, and her children under 18, eldest first; nothing of what can't be had now."""
    facts: dict[str, KnownFact] = {}
    try:
        partnership = lookups.spouse(inquiry).value
        children = lookups.children_in_custody(inquiry).value or ()
    except RegistryError:
        return facts
    facts |= {} if partnership is None else _spouse(partnership)
    young = sorted((one for one in children if _is_under_age(one)), key=_born)
    facts["registry.has_children"] = _registered(bool(young))
    if young:
        facts["registry.children"] = _registered(
            [{"child_name": one.name, "child_kennitala": one.national_id} for one in young]
        )
    return facts


def _spouse(partnership: Partnership) -> dict[str, KnownFact]:
    """Return the spouse the register names and how; nothing when it names none, for she may live with somebody even so.

    A marital code outside ``MARRIED`` counts as single; cohabitation counts when it is registered (chapter 2.2).
    """
    marriage, cohabitation = partnership.marriage, partnership.cohabitation
    is_married = marriage is not None and marriage.spouse is not None and marriage.code in MARRIED
    partner, since = None, None
    if is_married and marriage is not None:
        partner = marriage.spouse
    elif cohabitation is not None:
        partner, since = cohabitation.partner, cohabitation.since
    if partner is None:
        return {}
    facts = {
        "registry.has_spouse": _registered(True),
        "registry.spouse_registered": _registered(True),
        "registry.is_married": _registered(is_married),
    }
    if partner.national_id:
        facts["registry.spouse"] = _registered(
            {"kennitala": partner.national_id, "name": partner.name, "verified": True}
        )
    if since is not None:
        facts["registry.cohabiting_since"] = _registered(since.isoformat())
    return facts


def facts_of_spouse(
    actor: Actor, person: Person, municipality: Organisation, draft: UUID
) -> Mapping[str, KnownFact]:
    """Return what a spouse's own part is prefilled with: her name, her wages, whether her tax return could be had.

    Raises:
        FactsUnavailable: when Þjóðskrá does not answer.
    """
    inquiry = _inquiry(actor, person, municipality, draft)
    try:
        registered = lookups.person(inquiry).value
    except RegistryError as error:
        raise FactsUnavailable from error
    return {} if registered is None else {"registry.name": _registered(registered.name), **_taxes(inquiry)}


def _born(child: Child) -> date:
    return Kennitala.parse(child.national_id).birth_date or date.min


def _is_under_age(child: Child) -> bool:
    age = Kennitala.parse(child.national_id).age_on(clock.today())
    return age is not None and age < OF_AGE


def _taxes(inquiry: Inquiry) -> dict[str, KnownFact]:
    """Return her wages by month and whether wages and the tax return could be had, which decides what she hands in."""

    def told(value: Answer) -> KnownFact:
        return KnownFact(value, TAX, clock.today())

    wages = _wages(inquiry)
    facts = {"tax.wages_fetched": told(wages is not None)}
    if wages:
        facts["tax.incomes"] = told(wages)
    try:
        found = lookups.tax_return(inquiry, income_year=clock.today().year - 1).value
    except RegistryError:
        found = None
    facts["tax.return_fetched"] = told(found is not None and found.pdf is not None)
    return facts


def _in_one_line(domicile: Domicile) -> str:
    return ", ".join(
        part for part in (domicile.address, f"{domicile.postcode} {domicile.place}".strip()) if part
    )


def _wages(inquiry: Inquiry) -> list[dict[str, Any]] | None:
    """Return wages as entries of the form, newest month first; ``None`` when Skatturinn does not answer.

    Three months are asked for, as the form tells her; those that she can name in the form are entered beforehand, and the
    office reads all three in the kept answer.
    """
    today = clock.today()
    months = today.year * 12 + today.month - 1
    first, last = (_month(months - back) for back in (WAGE_MONTHS, 1))
    try:
        found = lookups.wages(inquiry, first=first, last=last).value
    except RegistryError:
        return None
    entries = []
    for back, key in ((1, "last_month"), (2, "month_before")):
        total = sum(line.total for line in found.lines if line.month == _month(months - back)) if found else 0
        if total:
            entries.append({"kind": "wages", "month": key, "amount": total})
    return entries


def _month(number: int) -> Month:
    """Return a month from its number counted from year 0, January of which is 0."""
    year, month0 = divmod(number, 12)
    return Month(year, month0 + 1)


def wishes_of(municipality: Organisation, on: date) -> FormAdjustments:
    """Return what a municipality does not ask on a day: which month, when only one can be; assets, unless it wants to."""
    parameters = parameters_on(municipality, on)
    hidden = set() if may_choose_previous(municipality, on) else {"applied_month"}
    if parameters is None or not parameters.asks_assets:
        hidden |= {"assets", "balance_files"}
    return FormAdjustments(hidden_questions=frozenset(hidden))
