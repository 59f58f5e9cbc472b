"""Organisations that tests are played at: municipalities and a joint office that serves some of them."""

from __future__ import annotations

from datetime import date

from samveita.ground.organisations.documents import Cases, Contact, OrganisationNames
from samveita.ground.organisations.models import Agreement, Kind, Organisation

KENNITALA_OF_AN_OFFICE = "410190-9909"


def declined(name: str) -> Cases:
    """A name that is the same in every case, which is enough for a test."""
    return Cases(nominative=name, accusative=name, dative=name, genitive=name)


def municipality(slug: str = "dalvogur", **values: object) -> Organisation:
    """A municipality by slug; its name is the slug with a capital letter."""
    return _organisation(Kind.MUNICIPALITY, slug, **values)


def joint_office(*served: Organisation, slug: str = "felagsthjonustan") -> Organisation:
    """A joint office with an agreement for each of the municipalities it serves."""
    office = _organisation(Kind.JOINT_OFFICE, slug)
    for one in served:
        Agreement.objects.create(office=office, municipality=one, valid_from=date(2020, 1, 1))
    return office


def association(slug: str = "samband") -> Organisation:
    """The municipalities' association, whose originals hold for all."""
    return _organisation(Kind.ASSOCIATION, slug)


def _organisation(kind: Kind, slug: str, **values: object) -> Organisation:
    name = declined(slug.capitalize())
    made: Organisation = Organisation.objects.create(
        kind=kind,
        slug=slug,
        sort_key=slug,
        names=OrganisationNames(short=name, official=name, en=slug.capitalize(), pl=slug.capitalize()),
        contact=Contact(kennitala=KENNITALA_OF_AN_OFFICE),
        **values,
    )
    return made
