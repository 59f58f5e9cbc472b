"""Municipalities as JSON, for everyone: today's list, and one by any name it ever had, with its succession."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Router
from ninja.params import functions as params

from samveita.ground.documents.api_shapes import (
    ON_A_PAGE,
    After,
    CursorUnknown,
    Limit,
    PageInfo,
    Shape,
    Slug,
    key_of,
    page_info,
    problems,
)
from samveita.ground.organisations.documents import Cases, Fact
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import municipalities, municipality_by_number

router = Router(tags=["Municipalities"], by_alias=True)

Number = Annotated[
    str | None,
    params.Query(
        alias="number", pattern=r"^[0-9]{4}$", description="Four digits, also from before a merger."
    ),
]


class MunicipalityName(Shape):
    """A name in its four Icelandic cases."""

    nominative: str
    accusative: str
    dative: str
    genitive: str


class Municipality(Shape):
    """A municipality as it stands in a list."""

    slug: str
    number: str | None
    name: MunicipalityName
    official_name: MunicipalityName
    name_in_english: str
    name_in_polish: str
    region_code: int | None


class MunicipalityReference(Shape):
    """A municipality pointed at."""

    slug: str
    name: str


class KnownFigure(Shape):
    """A figure with its source; ``value`` is null when nobody has told us."""

    value: int | None
    source: str
    as_of: date | None
    is_verified: bool


class MunicipalityDetails(Municipality):
    """A municipality with what is known of it, and with mergers before and after."""

    is_current: bool
    valid_from: date | None
    valid_to: date | None
    successor: MunicipalityReference | None
    predecessors: list[MunicipalityReference]
    population: KnownFigure
    website: str | None
    email: str | None
    phone: str | None


class MunicipalityPage(Shape):
    """One page of municipalities."""

    municipalities: list[Municipality]
    page_info: PageInfo
    total_count: int


@router.get(
    "/municipalities",
    operation_id="listMunicipalities",
    summary="Today's municipalities in Icelandic alphabetical order",
    response={200: MunicipalityPage, **problems(400)},
)
def list_municipalities(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    limit: Limit = ON_A_PAGE,
    after: After = None,
    number: Number = None,
) -> MunicipalityPage:
    """Municipalities that stand today; with ``number`` only the one that number leads to, through mergers."""
    found = list(municipalities())
    if number is not None:
        one = municipality_by_number(number)
        found = [] if one is None else [one]
    rest = _after(found, after)
    shown, info = page_info(rest[: limit + 1], limit, lambda organisation: organisation.slug)
    return MunicipalityPage(
        municipalities=[_listed(one) for one in shown], page_info=info, total_count=len(found)
    )


@router.get(
    "/municipalities/{slug}",
    operation_id="getMunicipality",
    summary="One municipality, also one that has merged",
    response={200: MunicipalityDetails, **problems(400, 404)},
)
def get_municipality(request: HttpRequest, slug: Slug) -> MunicipalityDetails:  # noqa: ARG001 - ninja's word
    """The municipality of that name as it was; ``successor`` names the one that took over, if one did."""
    named = Organisation.objects.filter(Q(slug=slug) | Q(official_slug=slug), kind=Kind.MUNICIPALITY)
    found = sorted(named.select_related("successor"), key=lambda one: one.slug != slug)
    if not found:
        raise Http404
    return _details(found[0])


def _after(found: list[Organisation], cursor: str | None) -> list[Organisation]:
    if cursor is None:
        return found
    slugs = [organisation.slug for organisation in found]
    key = key_of(cursor)
    if key not in slugs:
        raise CursorUnknown(cursor)
    return found[slugs.index(key) + 1 :]


def _listed(organisation: Organisation) -> Municipality:
    return Municipality(**_values(organisation))


def _values(organisation: Organisation) -> dict[str, object]:
    names = organisation.names
    return {
        "slug": organisation.slug,
        "number": organisation.number or None,
        "name": _declined(names.short),
        "official_name": _declined(names.official),
        "name_in_english": names.en,
        "name_in_polish": names.pl,
        "region_code": organisation.region_code,
    }


def _declined(cases: Cases) -> MunicipalityName:
    return MunicipalityName(**cases.model_dump())


def _details(organisation: Organisation) -> MunicipalityDetails:
    contact, facts = organisation.contact, organisation.facts
    website = contact.website or facts.website.value
    return MunicipalityDetails(
        **_values(organisation),
        is_current=organisation.is_current,
        valid_from=organisation.valid_from,
        valid_to=organisation.valid_to,
        successor=None if organisation.successor is None else _reference(organisation.successor),
        predecessors=[_reference(one) for one in organisation.predecessors.order_by("sort_key")],
        population=_figure(facts.population),
        website=None if website is None else str(website),
        email=contact.email or None,
        phone=contact.phone or None,
    )


def _reference(organisation: Organisation) -> MunicipalityReference:
    return MunicipalityReference(slug=organisation.slug, name=str(organisation))


def _figure(fact: Fact) -> KnownFigure:
    value = fact.value if isinstance(fact.value, int) else None
    return KnownFigure(value=value, source=fact.source, as_of=fact.as_of, is_verified=fact.verified)
