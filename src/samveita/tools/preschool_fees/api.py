"""Preschool tariffs and their calculation as JSON for everyone, also for scripts of other web sites.

A household is sent by POST, calculated with and forgotten; it has the same keys as the command's file. A tariff is given
in the shape it is imported and exported in.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, cast

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
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.tools.preschool_fees.api_examples import described
from samveita.tools.preschool_fees.calculate import Line, Result, calculate
from samveita.tools.preschool_fees.declaration import ALL_PRICED
from samveita.tools.preschool_fees.household import MOST_CHILDREN, Inputs
from samveita.tools.preschool_fees.model import ServiceKind, Tariff
from samveita.tools.preschool_fees.outlook import Neighbour, neighbours, year_of
from samveita.tools.preschool_fees.published import tariff_on
from samveita.tools.preschool_fees.refusal import Refused
from samveita.tools.preschool_fees.web.asking import Answers, days_of_year, groups, read, resized
from samveita.tools.preschool_fees.web.asking import Field as Asked
from samveita.tools.preschool_fees.web.showing import shown_children, validity
from samveita.tools.preschool_fees.wording import WORDS

router = Router(tags=["Tools"], by_alias=True)

AsOf = Annotated[
    date | None, params.Query(alias="asOf", description="The day asked about; today without it.")
]
Service = Annotated[
    Literal["preschool", "day_parent", "afterschool"],
    params.Query(
        description="Preschool; the subsidy for a day parent, whose lines are what the municipality pays; or after-school care."
    ),
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


class ShareOfPrice(Shape):
    """One child at a day parent: the price given, what the municipality pays of it, and what is left for the parents."""

    child: int
    price: int
    subsidy: int
    pays: int


class Fees(Shape):
    """What a household pays a month, with what is assumed where the tariff is silent."""

    tariff: str
    valid_from: date | None
    valid_to: date | None
    children: list[FeeOfChild]
    family_lines: list[FeeLine]
    total: int
    shares: list[ShareOfPrice]
    nearest_stays: list[NearestStay]
    assumptions: list[InThreeLanguages]


class FormAnswers(Shape):
    """What a form holds: for each field its values. Nothing for a first visit, which gets an ordinary child."""

    answers: dict[
        Annotated[str, Field(max_length=60)],
        Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=40)],
    ] = Field(default={}, max_length=400, examples=[{"children": ["1"], "b1-age": ["36"], "b1-hours": ["8"]}])


class FormChoice(Shape):
    """One value to choose."""

    value: str
    label: InThreeLanguages


class FormField(Shape):
    """One field: a select, radio buttons, checkboxes or a line of text, with what it holds now."""

    kind: Literal["select", "radio", "checkboxes", "text"]
    name: str
    label: InThreeLanguages
    hint: InThreeLanguages | None
    error: InThreeLanguages | None
    is_optional: bool
    choices: list[FormChoice]
    values: list[str]


class FormGroup(Shape):
    """The fields of one child, or of the home, whose number is 0."""

    number: int
    title: InThreeLanguages
    remove: InThreeLanguages | None
    fields: list[FormField]


class FeeForm(Shape):
    """The questions this tariff asks, and the fees of the answers; no fees while an answer is not understood."""

    children: int
    most_children: int
    groups: list[FormGroup]
    fees: Fees | None
    nearest: list[InThreeLanguages]
    year: InThreeLanguages | None
    validity: InThreeLanguages
    has_expired: bool
    source: str


@router.get(
    "/municipalities/{slug}/preschool-fees",
    operation_id="getPreschoolTariff",
    summary="The preschool tariff a municipality has published",
    response={200: PublishedTariff, **problems(400, 404)},
    openapi_extra=described(answer="tariff"),
)
def get_tariff(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    slug: Slug,
    as_of: AsOf = None,
    service: Service = "preschool",
) -> PublishedTariff:
    """The figures are the municipality's own; the tariff its council approved is what binds."""
    day = as_of or clock.today()
    place, tariff = _published(slug, day, service)
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
    openapi_extra=described(answer="fees", body="household"),
)
def calculate_fees(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    slug: Slug,
    household: Annotated[Inputs, Body(...)],
    as_of: AsOf = None,
    service: Service = "preschool",
) -> Fees:
    """Nothing of it is stored. A household the tariff has no fee for is refused with the place and the reason."""
    _place, tariff = _published(slug, as_of or clock.today(), service)
    try:
        result = calculate(tariff, household)
        return _fees(tariff, result, neighbours(tariff, household, result.total))
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused


@router.post(
    "/municipalities/{slug}/preschool-fees/form",
    operation_id="askPreschoolFees",
    summary="The questions a tariff asks, with the fees of the answers given",
    response={200: FeeForm, **problems(400, 404)},
    openapi_extra=described(answer="form", body="answers"),
)
def ask_fees(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    slug: Slug,
    given: Annotated[FormAnswers, Body(...)],
    as_of: AsOf = None,
    service: Service = "preschool",
) -> FeeForm:
    """For forms on other web sites: send what the form holds, draw what comes back. Nothing of it is stored.

    `add` and `remove` among the answers add a child, or take the one of that number out.
    """
    day = as_of or clock.today()
    _place, tariff = _published(slug, day, service)
    answers = Answers(resized(given.answers))
    answered = _answered(tariff, answers)
    return FeeForm(
        children=answers.children,
        most_children=MOST_CHILDREN,
        groups=[
            FormGroup(
                number=group.number,
                title=texts(group.title),
                remove=None if group.remove is None else texts(group.remove),
                fields=[_field(one) for one in group.fields],
            )
            for group in groups(tariff, answers, ())
        ],
        **answered,
        validity=texts(validity(tariff)),
        has_expired=tariff.valid_to is not None and tariff.valid_to < day,
        source=tariff.source.title,
    )


def _answered(tariff: Tariff, answers: Answers) -> dict[str, Any]:
    """Return the fees and what lies around them; a refusal becomes the error of the field it is about."""
    nothing: dict[str, Any] = {"fees": None, "nearest": [], "year": None}
    household = read(tariff, answers)
    if household is None:
        return nothing
    try:
        result = calculate(tariff, household)
        year = year_of(tariff, household, days=days_of_year(tariff, answers))
        around = neighbours(tariff, household, result.total)
    except Refused as refused:
        answers.tell(refused.place, refused.reason)
        return nothing
    return {
        "fees": _fees(tariff, result, around),
        "nearest": [texts(one) for child in shown_children(result, around) for one in child.neighbours],
        "year": texts(WORDS["year_total"].format(amount=format_kronur(year.total))),
    }


def _field(field: Asked) -> FormField:
    return FormField(
        kind=cast("Any", field.kind),
        name=field.name,
        label=texts(field.label),
        hint=_said(field.hint),
        error=_said(field.error),
        is_optional=field.is_optional,
        choices=[FormChoice(value=one.value, label=_in_three(one.label)) for one in field.choices],
        values=list(field.values) if field.kind == "checkboxes" else [field.value],
    )


def _in_three(words: Text | str) -> InThreeLanguages:
    return texts(words) if isinstance(words, Text) else InThreeLanguages(is_=words, en=words, pl=words)


def _said(words: Text | str) -> InThreeLanguages | None:
    return _in_three(words) if words else None


def _fees(tariff: Tariff, result: Result, around: tuple[Neighbour, ...]) -> Fees:
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
        "shares": [ShareOfPrice(**share.as_output()) for share in result.shares],
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


def _published(slug: str, day: date, service: str) -> tuple[Organisation, Tariff]:
    try:
        place = by_slug(slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error
    of = ALL_PRICED[ServiceKind(service)]
    if place.kind != Kind.MUNICIPALITY or of.tool not in adopted(place)[1]:
        raise Http404
    tariff = tariff_on(place, day, of=of)
    if tariff is None:
        raise Http404
    return place, tariff
