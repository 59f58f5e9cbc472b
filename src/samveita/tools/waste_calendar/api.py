"""The waste calendar as JSON for everyone, also for scripts of other web sites: what is published, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Router
from ninja.params import functions as params
from pydantic import Field

from samveita.ground.documents.api_shapes import InThreeLanguages, Shape, Slug, problems, texts
from samveita.ground.organisations.api_addresses import address_book
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.iceland import clock
from samveita.iceland.addresses import DEFAULT_FILE
from samveita.tools.waste_calendar.api_examples import CALENDAR, NEXT, PLACES, answered
from samveita.tools.waste_calendar.asking import Chosen, chosen_from, collections, listed_names, shown_at
from samveita.tools.waste_calendar.model import CalendarEdition, Stream
from samveita.tools.waste_calendar.places import Ambiguous, Nowhere
from samveita.tools.waste_calendar.published import PublishedCalendar, published
from samveita.tools.waste_calendar.wording import away_in_words, days_in_words

router = Router(tags=["Tools"], by_alias=True)

Point = Annotated[
    int | None,
    params.Query(
        alias="pointNumber",
        ge=1,
        le=999_999_999,
        description="Address point (hnitnúmer).",
        examples=[10058508],
    ),
]
Street = Annotated[
    str | None,
    params.Query(
        min_length=1,
        max_length=120,
        description="A street or farm as the calendar lists it.",
        examples=["Tryggvagata"],
    ),
]
ZoneId = Annotated[
    str | None,
    params.Query(max_length=60, pattern=r"^\w[\w.-]*$", description="A zone's id.", examples=["zone_1"]),
]
Dwelling = Annotated[
    Literal["bins", "large", "deep", "rural"],
    params.Query(
        description="What is emptied: bins at a house, containers of 660 l or more, deep containers, a rural round."
    ),
]
Typed = Annotated[
    str,
    params.Query(
        min_length=1, max_length=80, description="What has been typed so far: `laekj`.", examples=["austurv"]
    ),
]
AsOf = Annotated[
    date | None, params.Query(alias="asOf", description="The day asked about; today without it.")
]
MOST_SUGGESTIONS = 8
_WORDS = {"bins": {}, "large": {"ilat": "stor"}, "deep": {"ilat": "djup"}, "rural": {"dreifbyli": "1"}}


class KindOfWaste(Shape):
    """A kind of waste with its name and the colour of its label."""

    code: str
    name: InThreeLanguages
    colour: str


class CalendarZone(Shape):
    """Addresses that belong together."""

    id: str
    name: str
    kind: str


class CalendarStream(Shape):
    """Kinds of waste emptied in one pass; `fractions` is empty when the source does not state them."""

    id: str
    name: InThreeLanguages
    fractions: list[KindOfWaste]


class Edition(Shape):
    """One published calendar and where its days were read."""

    year: int
    valid_from: date
    valid_to: date
    source: str
    source_date: date | None
    streams: list[CalendarStream]
    zones: list[CalendarZone]


class WasteCalendar(Shape):
    """What a municipality has published, oldest first."""

    municipality: str
    editions: list[Edition]


class SuggestedPlace(Shape):
    """A place to choose; one of `pointNumber` and `street` is there."""

    label: str
    point_number: int | None
    street: str | None


class SuggestedPlaces(Shape):
    """Places that fit, registered addresses first."""

    places: list[SuggestedPlace]


class NextCollection(Shape):
    """A stream at a place: `next`, with its words for people, is null when the days are not published yet."""

    stream: CalendarStream
    zone: str
    next: list[date] | None
    in_words: InThreeLanguages | None
    away: InThreeLanguages | None
    later: list[list[date]]


class DisruptionNotice(Shape):
    """What residents of the place are told now: a day that does not go as the calendar says. Days above count it in."""

    day: date
    reason: Literal["weather", "road", "breakdown", "other"]
    outcome: Literal["moved", "cancelled", "delayed"]
    moved_to: date | None
    shown_until: date
    message: InThreeLanguages


class NextCollections(Shape):
    """The next round of each stream; `zones` names the candidates when the place is in more than one."""

    municipality: str
    place: str
    as_of: date
    status: Literal["found", "ambiguous"]
    zones: list[str] = Field(default=[], max_length=500)
    collections: list[NextCollection] = Field(default=[], max_length=50)
    disruptions: list[DisruptionNotice] = Field(default=[], max_length=500)


@router.get(
    "/municipalities/{slug}/waste-calendar",
    operation_id="getWasteCalendar",
    summary="The waste calendars a municipality has published",
    response={200: WasteCalendar, **problems(400, 404)},
    openapi_extra=answered(CALENDAR),
)
def get_waste_calendar(request: HttpRequest, slug: Slug) -> WasteCalendar:  # noqa: ARG001 - ninja's word
    """Editions with their streams and zones; days of a place are asked for one by one."""
    municipality, calendar = _calendar(slug)
    return WasteCalendar(
        municipality=municipality.slug, editions=[_edition(one) for one in calendar.editions]
    )


@router.get(
    "/municipalities/{slug}/waste-calendar/places",
    operation_id="suggestWastePlaces",
    summary="Addresses, and names only the calendar has, that begin with what has been typed",
    response={200: SuggestedPlaces, **problems(400, 404)},
    openapi_extra=answered(PLACES),
)
def suggest_places(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    slug: Slug,
    q: Typed,
) -> SuggestedPlaces:
    """Each place has what `…/waste-calendar/next` asks for: an address point, or a name. What is typed is not kept."""
    municipality, calendar = _calendar(slug)
    book = address_book(settings.ADDRESS_FILE or DEFAULT_FILE)
    addresses = book.search(q, municipality_number=municipality.number, limit=MOST_SUGGESTIONS)
    streets = {address.street for address in addresses}
    room = MOST_SUGGESTIONS - len(addresses)
    named = listed_names(calendar.edition_on(clock.today()), q, room) if room else []
    return SuggestedPlaces(
        places=[
            *(
                SuggestedPlace(label=one.in_one_line, point_number=one.point_number, street=None)
                for one in addresses
            ),
            *(
                SuggestedPlace(label=name, point_number=None, street=name)
                for name in named
                if name not in streets
            ),
        ]
    )


@router.get(
    "/municipalities/{slug}/waste-calendar/next",
    operation_id="getNextWasteCollections",
    summary="The next collections at an address, a street or a zone",
    response={200: NextCollections, **problems(400, 404)},
    openapi_extra=answered(NEXT),
)
def get_next_collections(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    slug: Slug,
    *,
    point_number: Point = None,
    street: Street = None,
    zone: ZoneId = None,
    dwelling: Dwelling = "bins",
    as_of: AsOf = None,
) -> NextCollections:
    """Give one of `pointNumber`, `street` and `zone`; the first that is given is used."""
    municipality, calendar = _calendar(slug)
    query = dict(_WORDS[dwelling])
    if point_number is not None:
        query["stadfang"] = str(point_number)
    elif street is not None:
        query["gata"] = street
    elif zone is not None:
        query["svaedi"] = zone
    chosen = _chosen(municipality, calendar, query)
    on = as_of or clock.today()
    answer = collections(calendar, chosen, on)
    if isinstance(answer, Nowhere):
        raise Http404
    if isinstance(answer, Ambiguous):
        return NextCollections(
            municipality=municipality.slug,
            place=chosen.label,
            as_of=on,
            status="ambiguous",
            zones=list(answer.candidates),
        )
    return NextCollections(
        municipality=municipality.slug,
        place=chosen.label,
        as_of=on,
        status="found",
        collections=[
            NextCollection(
                stream=_stream(one.stream),
                zone=one.area,
                next=None if one.days is None else list(one.days),
                in_words=texts(days_in_words(one.days)) if one.days else None,
                away=texts(away_in_words(one.days, on)) if one.days else None,
                later=[list(days) for days in one.later],
            )
            for one in answer
        ],
        disruptions=[
            DisruptionNotice(
                day=one.content.day,
                reason=one.content.reason.value,
                outcome=one.content.outcome.value,
                moved_to=one.content.moved_to,
                shown_until=one.ends_on,
                message=texts(one.message),
            )
            for one in shown_at(calendar, chosen, on)
        ],
    )


def _calendar(slug: str) -> tuple[Organisation, PublishedCalendar]:
    try:
        municipality = by_slug(slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error
    calendar = published(municipality)
    if municipality.kind != Kind.MUNICIPALITY or calendar is None:
        raise Http404
    return municipality, calendar


def _chosen(municipality: Organisation, calendar: PublishedCalendar, query: dict[str, str]) -> Chosen:
    book = address_book(settings.ADDRESS_FILE or DEFAULT_FILE)
    chosen = chosen_from(query, book, municipality.number, calendar)
    if chosen is None:
        raise Http404
    return chosen


def _edition(edition: CalendarEdition) -> Edition:
    return Edition(
        year=edition.year,
        valid_from=edition.valid_from,
        valid_to=edition.valid_to,
        source=edition.source.title,
        source_date=edition.source.as_of,
        streams=[_stream(stream) for stream in edition.streams],
        zones=[CalendarZone(id=area.id, name=area.name, kind=area.kind.value) for area in edition.areas],
    )


def _stream(stream: Stream) -> CalendarStream:
    return CalendarStream(
        id=stream.id,
        name=texts(stream.name),
        fractions=[
            KindOfWaste(code=kind.code.value, name=texts(kind.name), colour=kind.colour)
            for kind in (stream.kinds() if stream.fractions else ())
        ],
    )
