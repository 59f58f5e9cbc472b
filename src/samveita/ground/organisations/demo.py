"""Organisations of the demonstration: a joint office that serves five municipalities, and colours to tell pages apart.

Colours and agreements here are made up (sýnigildi); the office is marked as demo data and shown as such.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.changing import change, enter, make_agreement
from samveita.ground.organisations.documents import (
    BrandDocument,
    Cases,
    Contact,
    OrganisationFacts,
    OrganisationNames,
)
from samveita.ground.organisations.loading import load_register
from samveita.ground.organisations.models import Agreement, Kind, Organisation
from samveita.iceland.cast import cast
from samveita.iceland.synthetic_ids import SyntheticIds

JOINT_OFFICE_SLUG = "felagsthjonusta-rvs"
SERVED = ("rangarthing-eystra", "rangarthing-ytra", "asahreppur", "myrdalshreppur", "skaftarhreppur")
AGREEMENTS_FROM = date(2024, 1, 1)
COLOURS = {"hafnarfjordur": "#b3222b", "akureyri": "#1d5b8f", JOINT_OFFICE_SLUG: "#3d6b35"}
JOINT_OFFICE = OrganisationNames(
    short=Cases(
        nominative="Félagsþjónustan",
        accusative="Félagsþjónustuna",
        dative="Félagsþjónustunni",
        genitive="Félagsþjónustunnar",
    ),
    official=Cases(
        nominative="Félagsþjónusta Rangárvalla- og Vestur-Skaftafellssýslu",
        accusative="Félagsþjónustu Rangárvalla- og Vestur-Skaftafellssýslu",
        dative="Félagsþjónustu Rangárvalla- og Vestur-Skaftafellssýslu",
        genitive="Félagsþjónustu Rangárvalla- og Vestur-Skaftafellssýslu",
    ),
    en="Social Services of Rangárvallasýsla and Vestur-Skaftafellssýsla",
    pl="Służby socjalne Rangárvallasýsla i Vestur-Skaftafellssýsla",
)


def load(say: Callable[[str], None]) -> None:
    """Load the register and the demonstration's organisations, telling how far it has come."""
    actor = Actor.system("demo")
    say(f"{load_register(actor)} organisations entered")
    load_joint_office(actor)
    load_colours(actor)
    load_contacts(actor)


def load_joint_office(actor: Actor) -> Organisation:
    """Return the joint office with an agreement for each municipality it serves, made now if they aren't there."""
    office = Organisation.objects.filter(slug=JOINT_OFFICE_SLUG).first() or enter(
        actor=actor,
        kind=Kind.JOINT_OFFICE,
        slug=JOINT_OFFICE_SLUG,
        names=JOINT_OFFICE,
        facts=OrganisationFacts(note="Sýnigögn Samveitu", is_demo=True),
    )
    for municipality in Organisation.objects.filter(slug__in=SERVED):
        if not Agreement.objects.filter(office=office, municipality=municipality).exists():
            make_agreement(actor=actor, office=office, municipality=municipality, valid_from=AGREEMENTS_FROM)
    return office


def load_contacts(actor: Actor) -> None:
    """Give the demonstration's senders an invented kennitala and a way to be reached that leads nowhere."""
    ids = SyntheticIds(taken=cast().kennitolur)
    for slug in ("hafnarfjordur", "akureyri", *SERVED, JOINT_OFFICE_SLUG):
        number = ids.company(date(1908, 6, 1)).digits
        organisation = Organisation.objects.get(slug=slug)
        if not organisation.contact.kennitala:
            contact = Contact(
                kennitala=number,
                address="Ráðhúsinu",
                place=organisation.names.short.nominative,
                phone="555 0000",
                email=f"postur@{slug}.example",
                opening_hours="Alla virka daga kl. 9–15",
            )
            change(actor=actor, organisation=organisation, contact=contact)


def load_colours(actor: Actor) -> None:
    """Give the demonstration's offices colours of their own where they still have the platform's."""
    for slug, colour in COLOURS.items():
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is not None and organisation.brand == BrandDocument():
            change(actor=actor, organisation=organisation, brand=BrandDocument(colour=colour))
