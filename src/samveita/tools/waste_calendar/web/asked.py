"""What every page of the calendar begins with: whose it is, what is published, the place chosen, and the frame around.

The place stands in the query (an address point, a name in the calendar, or a zone), so a page can be kept and shared; it
names a house and no person, and the log writes routes without queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from samveita.ground.identity.access import organisation_or_404
from samveita.ground.organisations.api_addresses import address_book
from samveita.ground.organisations.context import front_page_of, name_in_language
from samveita.ground.organisations.models import Kind, Organisation
from samveita.iceland import clock
from samveita.iceland.addresses import DEFAULT_FILE, AddressBook
from samveita.iceland.dates_in_words import weekday_in_words
from samveita.tools.waste_calendar.asking import Chosen, chosen_from
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.published import PublishedCalendar, published
from samveita.ui.formats import words
from samveita.ui.parts import Crumb

FOR_EVERYONE = "collection days of addresses are for everyone to know"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for one municipality's calendar: what is published, the place chosen, the day it is."""

    request: HttpRequest
    municipality: Organisation
    calendar: PublishedCalendar | None
    chosen: Chosen | None
    today: date

    def url(self, name: str, **more: str) -> str:
        """Return the address of a page of this calendar with the choice kept."""
        path = reverse(f"waste-calendar:{name}", kwargs={"organisation": self.municipality.slug})
        query = self.chosen.link(**more) if self.chosen else urlencode(more)
        return f"{path}?{query}" if query else path


def book() -> AddressBook:
    """Return the country's addresses, opened once in each process."""
    return address_book(settings.ADDRESS_FILE or DEFAULT_FILE)


def municipality_named(request: HttpRequest, slug: str) -> Organisation:
    """Return the municipality an address names, and make it the page's own; others are not found."""
    municipality: Organisation | None = getattr(request, "organisation", None)
    if municipality is None or municipality.slug != slug:
        municipality = organisation_or_404(slug)
    if municipality.kind != Kind.MUNICIPALITY:
        raise Http404(f"{slug} is not a municipality")
    request.organisation = municipality  # type: ignore[attr-defined]
    return municipality


def asked_of(request: HttpRequest, slug: str) -> Asked:
    """Read a request: what the municipality has published and which place the query names."""
    municipality = municipality_named(request, slug)
    calendar = published(municipality)
    chosen = None
    if calendar is not None:
        query = {key: request.GET[key] for key in request.GET}
        chosen = chosen_from(query, book(), municipality.number, calendar)
    return Asked(request, municipality, calendar, chosen, clock.today())


def frame_of(asked: Asked, *crumbs: Crumb) -> dict[str, Any]:
    """Return what every page of the calendar shows around its own content."""
    front = Crumb(name_in_language(asked.municipality), front_page_of(asked.municipality, asked.request))
    own = reverse("waste-calendar:page", kwargs={"organisation": asked.municipality.slug})
    way = [front, Crumb(TOOL.name, own if crumbs else "")]
    return {
        "municipality": asked.municipality,
        "tool": TOOL,
        "crumbs": [*way, *crumbs],
        "chosen": asked.chosen,
        "today": asked.today,
        "page_url": own,
        "weekdays": _weekdays(),
        "links": {name: asked.url(name) for name in ("page", "year", "sheet", "guide", "feed", "reminder")},
        "suggestions_url": reverse(
            "waste-calendar:suggestions", kwargs={"organisation": asked.municipality.slug}
        ),
    }


def _weekdays() -> list[tuple[str, str]]:
    """Return the days of the week from Monday, each shortened to three letters and whole."""
    days = [words(weekday_in_words(date(2024, 1, number))) for number in range(1, 8)]
    return [(day[:3], day) for day in days]
