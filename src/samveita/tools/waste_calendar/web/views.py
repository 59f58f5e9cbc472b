"""What a resident opens: her next collections, the month and the year, a sheet for the wall, the feed, what goes where.

The place stands in the query (an address point, a name in the calendar, or a zone), so a page can be kept and shared; it
names a house and no person, and the log writes routes without queries.
"""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samveita.ground.identity.access import public
from samveita.iceland import clock
from samveita.tools.waste_calendar.asking import (
    Chosen,
    Collection,
    collections,
    listed_names,
    shown_at,
)
from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.guide import by_fraction, find_things
from samveita.tools.waste_calendar.model import Area, AreaKind, CalendarEdition
from samveita.tools.waste_calendar.month_grid import Mark, days_due, marks_of, month_of
from samveita.tools.waste_calendar.places import Ambiguous, Nowhere, Zones
from samveita.tools.waste_calendar.published import PublishedCalendar, published, sites_of
from samveita.tools.waste_calendar.sites import nearest
from samveita.tools.waste_calendar.subscription import KeptFeed, feed_of, keep_feed, kept_feed, options_from
from samveita.tools.waste_calendar.web.asked import (
    FOR_EVERYONE,
    Asked,
    asked_of,
    book,
    frame_of,
    municipality_named,
)
from samveita.tools.waste_calendar.wording import away_in_words, days_in_words
from samveita.ui.formats import language
from samveita.ui.parts import Crumb
from samveita.ui.qr import qr_code

MOST_SUGGESTIONS = 8
LONGEST_QUESTION = 80
FEED_SECONDS = 3600
FIRST_YEAR, LAST_YEAR = 1990, 2100
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@require_safe
@public(FOR_EVERYONE)
def calendar_page(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show the next collections of a place, or ask for the place."""
    asked = asked_of(request, organisation)
    if asked.calendar is None:
        return _none_published(asked)
    typed = request.GET.get("leit", "").strip()[:LONGEST_QUESTION]
    found = _suggested(asked, typed) if typed else []
    if len(found) == 1 and asked.chosen is None:
        return HttpResponseRedirect(found[0]["url"])
    edition = asked.calendar.edition_on(asked.today)
    context = {
        **frame_of(asked),
        "edition": edition,
        "typed": typed,
        "suggestions": found,
        "areas": _areas(asked, edition.areas),
    }
    if asked.chosen is not None:
        context.update(_answer(asked, asked.calendar, asked.chosen, edition))
    return render(request, "waste_calendar/page.html", context)


def _none_published(asked: Asked) -> HttpResponse:
    return render(asked.request, "waste_calendar/none_published.html", frame_of(asked), status=404)


def _answer(
    asked: Asked, calendar: PublishedCalendar, chosen: Chosen, edition: CalendarEdition
) -> dict[str, Any]:
    """Return what the page shows of a chosen place: cards, or a question when it is ambiguous or nowhere."""
    answer = collections(calendar, chosen, asked.today)
    if isinstance(answer, Ambiguous):
        return {"ask_which": _areas(asked, tuple(edition.area(one) for one in answer.candidates))}
    if isinstance(answer, Nowhere):
        return {"is_nowhere": True, "similar": answer.similar}
    zones = chosen.zones_in(edition)
    if not isinstance(zones, Zones):
        return {"is_nowhere": True}
    page_address = settings.PUBLIC_ADDRESS + asked.url("page")
    return {
        "told": [one.message for one in shown_at(calendar, chosen, asked.today)],
        "cards": [_card(one, asked.today) for one in answer],
        "zone_names": _zone_names(edition, zones),
        "choices": _container_choices(asked, edition),
        "month": _month(asked, calendar, chosen, edition),
        "subscribe": _subscribe(asked),
        "qr": qr_code(page_address),
        "near": _near(asked),
        "is_over": all(one.days is None for one in answer),
    }


def _card(one: Collection, today: date) -> dict[str, Any]:
    kinds = one.stream.kinds()
    return {
        "stream": one.stream,
        "kind": kinds[0],
        "kinds": kinds if one.stream.fractions else (),
        "days": one.days,
        "words": days_in_words(one.days) if one.days else None,
        "away": away_in_words(one.days, today) if one.days else None,
        "is_soon": bool(one.days) and (one.days[0] - today).days <= 1 if one.days else False,
        "before": days_in_words(one.before) if one.before else None,
        "later": [days_in_words(days) for days in one.later],
    }


def _zone_names(edition: CalendarEdition, zones: Zones) -> list[str]:
    return [edition.area(area).name for area in dict.fromkeys(zones.by_stream.values())]


def _areas(asked: Asked, areas: tuple[Area, ...]) -> list[dict[str, str]]:
    path = reverse("waste-calendar:page", kwargs={"organisation": asked.municipality.slug})
    return [{"name": area.name, "url": f"{path}?{urlencode({'svaedi': area.id})}"} for area in areas]


def _container_choices(asked: Asked, edition: CalendarEdition) -> list[dict[str, Any]]:
    """Return the ways an address can be served that the calendar knows: bins, large containers, deep ones, rural."""
    if asked.chosen is None or asked.chosen.area:
        return []
    kinds = {area.kind for area in edition.areas}
    current = dict(asked.chosen.query)
    plain = {"ilat": "", "dreifbyli": ""}
    offered: list[tuple[str, dict[str, str]]] = [(_("Tunnur við húsið"), {})]
    if AreaKind.MULTI_DWELLING in kinds:
        offered.append((_("Fjölbýli með stórum ílátum (660 lítra eða stærri)"), {"ilat": "stor"}))
    if AreaKind.DEEP_CONTAINER in kinds:
        offered.append((_("Djúpgámar"), {"ilat": "djup"}))
    if AreaKind.RURAL in kinds and AreaKind.URBAN in kinds:
        offered.append((_("Dreifbýli"), {"dreifbyli": "1"}))
    if len(offered) == 1:
        return []
    own = {key: current[key] for key in plain if key in current}
    base = [(key, value) for key, value in asked.chosen.query if key not in plain]
    path = reverse("waste-calendar:page", kwargs={"organisation": asked.municipality.slug})
    return [
        {"label": label, "url": f"{path}?{urlencode([*base, *more.items()])}", "is_current": more == own}
        for label, more in offered
    ]


def _month(
    asked: Asked, calendar: PublishedCalendar, chosen: Chosen, edition: CalendarEdition
) -> dict[str, Any]:
    """Return one month to look at, with the way to the months beside it."""
    wanted = _MONTH.fullmatch(asked.request.GET.get("manudur", ""))
    first = asked.today.replace(day=1)
    if wanted:
        first = date(min(max(int(wanted[1]), FIRST_YEAR), LAST_YEAR), int(wanted[2]), 1)
    zones = chosen.zones_in(edition)
    return {
        "grid": month_of(first.year, first.month, days_due(_parts(calendar, chosen)), asked.today),
        "marks": marks_of(edition, zones) if isinstance(zones, Zones) else [],
        "before": asked.url("page", manudur=f"{_months_from(first, -1):%Y-%m}"),
        "after": asked.url("page", manudur=f"{_months_from(first, 1):%Y-%m}"),
    }


def _months_from(first: date, count: int) -> date:
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def _parts(calendar: PublishedCalendar, chosen: Chosen) -> list[tuple[CalendarEdition, Zones]]:
    return [
        (edition, zones)
        for edition in calendar.editions
        if isinstance(zones := chosen.zones_in(edition), Zones)
    ]


def _subscribe(asked: Asked) -> dict[str, str]:
    """Return the feed's address as the three kinds of programs want it."""
    address = settings.PUBLIC_ADDRESS + asked.url("feed")
    webcal = "webcal://" + address.partition("://")[2]
    return {
        "https": address,
        "webcal": webcal,
        "google": "https://calendar.google.com/calendar/render?" + urlencode({"cid": webcal}),
        "outlook": "https://outlook.live.com/calendar/0/addfromweb?" + urlencode({"url": address}),
    }


def _near(asked: Asked) -> list[Any]:
    address = asked.chosen.address if asked.chosen else None
    sites = sites_of(asked.municipality, asked.today)
    if address is None or not sites.sites:
        return []
    return list(nearest(sites, latitude=address.latitude, longitude=address.longitude, limit=3))


@require_safe
@public(FOR_EVERYONE)
def suggestions(request: HttpRequest, organisation: str) -> HttpResponse:
    """Answer htmx with the places that begin with what was typed so far."""
    asked = asked_of(request, organisation)
    typed = request.GET.get("leit", "").strip()[:LONGEST_QUESTION]
    found = _suggested(asked, typed) if typed and asked.calendar is not None else []
    context = {"suggestions": found, "typed": typed}
    return render(request, "waste_calendar/suggestions.html", context)


def _suggested(asked: Asked, typed: str) -> list[dict[str, str]]:
    """Return registered addresses first, then names that only the calendar has."""
    if asked.calendar is None:
        return []
    path = reverse("waste-calendar:page", kwargs={"organisation": asked.municipality.slug})
    found = [
        {
            "label": address.in_one_line,
            "url": f"{path}?{urlencode({'stadfang': address.point_number})}",
        }
        for address in book().search(
            typed, municipality_number=asked.municipality.number, limit=MOST_SUGGESTIONS
        )
    ]
    if len(found) < MOST_SUGGESTIONS:
        edition = asked.calendar.edition_on(asked.today)
        names = listed_names(edition, typed, MOST_SUGGESTIONS - len(found))
        registered = {one["label"].partition(",")[0].rstrip("0123456789 ABCDEFGH") for one in found}
        found += [
            {"label": name, "url": f"{path}?{urlencode({'gata': name})}"}
            for name in names
            if name not in registered
        ]
    return found


@require_safe
@public(FOR_EVERYONE)
def year_page(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show the whole year of a place, month by month."""
    return _year(request, organisation, "waste_calendar/year.html")


@require_safe
@public(FOR_EVERYONE)
def sheet_page(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show the year as one A4 sheet for the wall."""
    return _year(request, organisation, "waste_calendar/sheet.html")


def _year(request: HttpRequest, organisation: str, template: str) -> HttpResponse:
    asked = asked_of(request, organisation)
    if asked.calendar is None:
        return _none_published(asked)
    if asked.chosen is None:
        return HttpResponseRedirect(asked.url("page"))
    year = _wanted_year(asked, asked.calendar)
    edition = asked.calendar.edition_on(date(year, 12, 31) if year != asked.today.year else asked.today)
    zones = asked.chosen.zones_in(edition)
    if not isinstance(zones, Zones):
        return HttpResponseRedirect(asked.url("page"))
    due = days_due(_parts(asked.calendar, asked.chosen))
    marks: list[Mark] = marks_of(edition, zones)
    years = sorted(
        {one for each in asked.calendar.editions for one in (each.valid_from.year, each.valid_to.year)}
    )
    context = {
        **frame_of(asked, Crumb(_("Allt árið"))),
        "year": year,
        "edition": edition,
        "zone_names": _zone_names(edition, zones),
        "marks": marks,
        "months": [month_of(year, number, due, asked.today) for number in range(1, 13)],
        "years": [
            {"year": one, "url": asked.url("year", ar=str(one)), "is_current": one == year} for one in years
        ],
        "sheet_url": asked.url("sheet", ar=str(year)),
        "qr": qr_code(settings.PUBLIC_ADDRESS + asked.url("page")),
        "address": urlsplit(settings.PUBLIC_ADDRESS).netloc,
    }
    return render(request, template, context)


def _wanted_year(asked: Asked, calendar: PublishedCalendar) -> int:
    known = {one for edition in calendar.editions for one in (edition.valid_from.year, edition.valid_to.year)}
    wanted = asked.request.GET.get("ar", "")
    if wanted.isascii() and wanted.isdecimal() and int(wanted) in known:
        return int(wanted)
    return asked.today.year if asked.today.year in known else max(known)


@require_safe
@public("what goes where is for everyone to know")
def guide_page(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show what goes where, and find a thing in any inflection."""
    asked = asked_of(request, organisation)
    typed = request.GET.get("leit", "").strip()[:LONGEST_QUESTION]
    context = {
        **frame_of(asked, Crumb(_("Hvað fer hvert?"))),
        "guide_url": reverse("waste-calendar:guide", kwargs={"organisation": asked.municipality.slug}),
        "typed": typed,
        "found": find_things(typed),
        "kinds": by_fraction(),
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "waste_calendar/things.html" if is_part else "waste_calendar/guide.html", context)


@require_safe
@public(FOR_EVERYONE)
def feed_file(request: HttpRequest, organisation: str) -> HttpResponseBase:
    """Send the calendar of a place as iCalendar; programs that have the newest get 304."""
    municipality = municipality_named(request, organisation)
    calendar, today = published(municipality), clock.today()
    if calendar is None:
        raise Http404("no such calendar")
    mark = f"{calendar.mark} {language()} {today:%Y-%m} {request.META.get('QUERY_STRING', '')}"
    kept = kept_feed(mark) or _made_feed(asked_of(request, organisation), mark)
    response = HttpResponse(kept.content, content_type="text/calendar; charset=utf-8", status=HTTPStatus.OK)
    name = quote(f"{TOOL.slug}-{municipality.slug}.ics")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = kept.etag
    response["Last-Modified"] = http_date(kept.changed_at.timestamp())
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FEED_SECONDS)
    found = get_conditional_response(
        request, etag=kept.etag, last_modified=int(kept.changed_at.timestamp()), response=response
    )
    return found or response


def _made_feed(asked: Asked, mark: str) -> KeptFeed:
    if asked.calendar is None or asked.chosen is None:
        raise Http404("no such place")
    made = feed_of(
        asked.calendar,
        asked.chosen,
        options_from({key: asked.request.GET[key] for key in asked.request.GET}, language()),
        address=settings.PUBLIC_ADDRESS + asked.url("page"),
        on=asked.today,
    )
    if made is None:
        raise Http404("the place is in no zone, or in more than one")
    return keep_feed(mark, made)
