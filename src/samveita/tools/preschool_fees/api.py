"""Preschool tariffs and their calculation as JSON for everyone, also for scripts of other web sites.

A household is sent by POST, calculated with and forgotten; it has the same keys as the command's file. A tariff is given
in the shape it is imported and exported in.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Body, Router
from ninja.errors import HttpError
from ninja.params import functions as params
from pydantic import Field

from samveita.ground.catalogue.adopting import adopted
from samveita.ground.documents.api_shapes import InThreeLanguages, Shape, Slug, problems, texts
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.iceland import clock
from samveita.tools.preschool_fees.calculate import Line, Result, calculate
from samveita.tools.preschool_fees.declaration import TOOL
from samveita.tools.preschool_fees.household import Inputs
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.outlook import neighbours
from samveita.tools.preschool_fees.published import tariff_on
from samveita.tools.preschool_fees.refusal import Refused

router = Router(tags=["Tools"], by_alias=True)

AsOf = Annotated[
    date | None, params.Query(alias="asOf", description="The day asked about; today without it.")
]


class PublishedTariff(Shape):
    """The tariff of a municipality on a day; `hasExpired` when its own last day has passed and none has followed."""

    municipality: str
    has_expired: bool
    tariff: dict[str, Any] = Field(description="As `samveita preschool-fees` reads it.")


class FeeLine(Shape):
    """One line: whole krónur a month, the sum as arithmetic, and the rule's place in the tariff."""

    code: str
    label: InThreeLanguages
    amount: int
    arithmetic: str
    rule: str


class FeeOfChild(Shape):
    """What one child costs a month."""

    child: int
    lines: list[FeeLine]
    total: int


class NearestStay(Shape):
    """What the family would pay more, or less, with the nearest other stay of one child."""

    child: int
    hours: float
    difference: int


class Fees(Shape):
    """What a household pays a month, with what is assumed where the tariff is silent."""

    tariff: str
    valid_from: date | None
    valid_to: date | None
    children: list[FeeOfChild]
    family_lines: list[FeeLine]
    total: int
    nearest_stays: list[NearestStay]
    assumptions: list[InThreeLanguages]


@router.get(
    "/municipalities/{slug}/preschool-fees",
    operation_id="getPreschoolTariff",
    summary="The preschool tariff a municipality has published",
    response={200: PublishedTariff, **problems(400, 404)},
)
def get_tariff(request: HttpRequest, slug: Slug, as_of: AsOf = None) -> PublishedTariff:  # noqa: ARG001 - ninja's word
    """The figures are the municipality's own; the tariff its council approved is what binds."""
    day = as_of or clock.today()
    place, tariff = _published(slug, day)
    return PublishedTariff(
        municipality=place.slug,
        has_expired=tariff.valid_to is not None and tariff.valid_to < day,
        tariff=tariff.model_dump(mode="json", exclude={"published"}, exclude_defaults=True),
    )


@router.post(
    "/municipalities/{slug}/preschool-fees/calculation",
    operation_id="calculatePreschoolFees",
    summary="What a household pays for preschool a month",
    response={200: Fees, **problems(400, 404, 422)},
)
def calculate_fees(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    slug: Slug,
    household: Annotated[Inputs, Body(...)],
    as_of: AsOf = None,
) -> Fees:
    """Nothing of it is stored. A household the tariff has no fee for is refused with the place and the reason."""
    _place, tariff = _published(slug, as_of or clock.today())
    try:
        result = calculate(tariff, household)
        around = neighbours(tariff, household, result.total)
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused
    return Fees(
        tariff=tariff.id,
        valid_from=tariff.valid_from,
        valid_to=tariff.valid_to,
        **_shown(result),
        nearest_stays=[
            NearestStay(child=one.child, hours=float(one.hours), difference=one.difference) for one in around
        ],
    )


def _shown(result: Result) -> dict[str, Any]:
    return {
        "children": [
            FeeOfChild(child=one.child, lines=[_line(line) for line in one.lines], total=one.total)
            for one in result.children
        ],
        "family_lines": [_line(line) for line in result.family],
        "total": result.total,
        "assumptions": [texts(one) for one in result.assumptions],
    }


def _line(line: Line) -> FeeLine:
    return FeeLine(
        code=line.code,
        label=texts(line.label),
        amount=line.amount,
        arithmetic=line.arithmetic,
        rule=line.place,
    )


def _published(slug: str, day: date) -> tuple[Organisation, Tariff]:
    try:
        place = by_slug(slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error
    if place.kind != Kind.MUNICIPALITY or TOOL not in adopted(place)[1]:
        raise Http404
    tariff = tariff_on(place, day)
    if tariff is None:
        raise Http404
    return place, tariff
