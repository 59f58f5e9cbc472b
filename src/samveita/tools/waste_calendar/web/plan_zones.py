"""Zones on the desk: which streets, house numbers and single addresses belong where, and a box to try an address in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation
from samveita.iceland.addresses import AddressBook
from samveita.iceland.alphabet import folded
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import editing
from samveita.tools.waste_calendar.asking import place_of
from samveita.tools.waste_calendar.drafting import standing
from samveita.tools.waste_calendar.editing import EditRefused
from samveita.tools.waste_calendar.fractions import FRACTIONS, FractionCode
from samveita.tools.waste_calendar.model import Area, AreaKind, CalendarEdition, Parity, PlaceRule
from samveita.tools.waste_calendar.places import Ambiguous, Container, Nowhere, Place, Zones, find
from samveita.tools.waste_calendar.planner_words import AREA_KINDS, PARITIES, WORDS
from samveita.tools.waste_calendar.web.plan_frame import (
    WRITERS,
    book,
    change,
    municipality,
    page,
    sentence,
    url_of,
)
from samveita.ui.parts import Choice

ROWS = 40
NEW_ROWS = 4
LONGEST = 120
MOST_POINTS = 200
MOST_OTHERS = 5
_NUMBER = re.compile(r"[0-9]{1,4}")
_POINT = re.compile(r"[0-9]{5,9}")


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def zones_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show one zone's streets as a table to edit; a POST keeps it, or adds and removes zones and streams."""
    place = municipality(organisation)
    stand = standing(place)
    edition = stand.edition
    if edition is None:
        return redirect(url_of(place, "days"))
    known = {one.id for one in edition.areas}
    asked = request.GET.get("svaedi", "")
    area = edition.area(asked if asked in known else edition.areas[0].id)
    problem: Text | None = None
    if request.method == "POST":
        problem = change(request, place, stand, _edit(request.POST, area, place.number or ""))
        if problem is None:
            messages.success(request, sentence("saved"))
            gone = request.POST.get("gera") == "fjarlaegja_svaedi"
            query = "" if gone else area.id
            return redirect(url_of(place, "zones", svaedi=query, leit=request.GET.get("leit", "")))
    return page(
        request,
        place,
        "zones",
        stand,
        problem=problem,
        area=area,
        areas=[(one, url_of(place, "zones", svaedi=one.id)) for one in edition.areas],
        kinds=[Choice(kind.value, name) for kind, name in AREA_KINDS.items()],
        stream_choices=[Choice(one.id, one.name) for one in edition.streams],
        served=[one.id for one in edition.streams if one.zone(area.id) is not None],
        fractions=[Choice(code.value, one.name) for code, one in FRACTIONS.items()],
        parities=[(parity.value, name) for parity, name in PARITIES.items()],
        street_names=_street_names(place),
        form_url=url_of(
            place, "zones", svaedi=area.id, leit=request.GET.get("leit", ""), fra=request.GET.get("fra", "")
        ),
        **_table(request, place, area, failed=problem is not None),
        **_tried(request, place, edition),
    )


def _street_names(place: Organisation) -> list[str]:
    return list(dict.fromkeys(street.name for street in book().streets_of(place.number or "")))


def _table(request: HttpRequest, place: Organisation, area: Area, *, failed: bool) -> dict[str, Any]:
    """Return the rows that are shown: those found, some at a time, and empty ones to fill in."""
    asked = folded(request.GET.get("leit", "")[:LONGEST])
    found = [(number, rule) for number, rule in enumerate(area.rules) if asked in folded(rule.written())]
    begins = request.GET.get("fra", "")
    start = int(begins) if begins.isascii() and begins.isdecimal() and len(begins) <= 5 else 0
    start = start if start < len(found) else 0
    rows = [_row(str(number), rule) for number, rule in found[start : start + ROWS]]
    rows += [_row(f"n{number}", None) for number in range(NEW_ROWS)]
    if failed and request.POST.get("gera") == "linur":
        rows = [_as_typed(row, request.POST) for row in rows]
    leit = request.GET.get("leit", "")
    query = {"svaedi": area.id, "leit": leit}
    return {
        "rows": rows,
        "leit": leit,
        "shown_rows": WORDS["rows_shown"].format(
            first=str(start + 1 if found else 0),
            last=str(min(start + ROWS, len(found))),
            count=str(len(found)),
        ),
        "before_url": url_of(place, "zones", **query, fra=str(max(start - ROWS, 0))) if start else "",
        "next_url": url_of(place, "zones", **query, fra=str(start + ROWS))
        if start + ROWS < len(found)
        else "",
    }


def _row(key: str, rule: PlaceRule | None) -> dict[str, Any]:
    is_new = rule is None
    rule = rule or PlaceRule(name="x")
    number = int(key.removeprefix("n")) + 1
    return {
        "key": key,
        "is_new": is_new,
        "label": WORDS["new_row" if is_new else "row"].format(number=str(number)),
        "name": "" if is_new else rule.name,
        "place": rule.place,
        "postcode": rule.postcode,
        "first": "" if rule.first is None else str(rule.first),
        "last": "" if rule.last is None else str(rule.last),
        "parity": rule.parity.value,
        "points": "; ".join(_label(point) for point in rule.points),
        "is_left_out": not rule.include,
    }


def _as_typed(row: dict[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    typed = {
        part: form.get(f"{row['key']}.{part}", row[part])
        for part in ("name", "place", "postcode", "first", "last", "parity", "points")
    }
    return {**row, **typed, "is_left_out": form.get(f"{row['key']}.except") == "1"}


def _label(point: int) -> str:
    address = book().by_point_number(point)
    return str(point) if address is None else address.label


def _edit(form: QueryDict, area: Area, number: str) -> Callable[[CalendarEdition], CalendarEdition]:
    """Return the change that was asked for; it refuses when something can't be read."""
    edit = EDITS.get(form.get("gera", ""))
    if edit is None:
        raise Http404
    return lambda edition: edit(edition, area, form, number)


def _name(form: QueryDict) -> str:
    name = form.get("heiti", "").strip()[:LONGEST]
    if not name:
        raise EditRefused(WORDS["name_missing"])
    return name


def _kind(form: QueryDict) -> AreaKind:
    written = form.get("gerd", "")
    return AreaKind(written) if written in set(AreaKind) else AreaKind.URBAN


def _keep_rows(edition: CalendarEdition, area: Area, form: QueryDict, number: str) -> CalendarEdition:
    return editing.with_rules(edition, area.id, _rules(form, area, book(), number))


def _describe(edition: CalendarEdition, area: Area, form: QueryDict, _number: str) -> CalendarEdition:
    described = editing.area_described(edition, area.id, name=_name(form), kind=_kind(form))
    return editing.streams_served(described, area.id, form.getlist("tunnur"))


def _add_area(edition: CalendarEdition, _area: Area, form: QueryDict, _number: str) -> CalendarEdition:
    return editing.area_added(edition, name=_name(form), kind=_kind(form), streams=form.getlist("tunnur"))


def _remove_area(edition: CalendarEdition, area: Area, _form: QueryDict, _number: str) -> CalendarEdition:
    return editing.area_removed(edition, area.id)


def _add_stream(edition: CalendarEdition, _area: Area, form: QueryDict, _number: str) -> CalendarEdition:
    name = _name(form)
    text = Text(
        is_=name,
        en=form.get("heiti_en", "").strip()[:LONGEST] or name,
        pl=form.get("heiti_pl", "").strip()[:LONGEST] or name,
    )
    codes = [FractionCode(code) for code in form.getlist("flokkar") if code in set(FractionCode)]
    return editing.stream_added(edition, name=text, fractions=codes)


def _remove_stream(edition: CalendarEdition, _area: Area, form: QueryDict, _number: str) -> CalendarEdition:
    return editing.stream_removed(edition, form.get("hvada", ""))


EDITS: dict[str, Callable[[CalendarEdition, Area, QueryDict, str], CalendarEdition]] = {
    "linur": _keep_rows,
    "svaedi": _describe,
    "nytt_svaedi": _add_area,
    "fjarlaegja_svaedi": _remove_area,
    "nyjar_tunnur": _add_stream,
    "fjarlaegja_tunnur": _remove_stream,
}


def _rules(form: Mapping[str, str], area: Area, addresses: AddressBook, number: str) -> list[PlaceRule]:
    """Return the area's rules with the rows of the form in their places; rows that are not shown stay.

    Raises:
        EditRefused: when a row can't be read; it is named.
    """
    found: list[PlaceRule] = []
    for place, rule in enumerate(area.rules):
        key = str(place)
        if f"{key}.name" not in form:
            found.append(rule)
        elif form.get(f"{key}.remove") != "1":
            found.append(_read_row(form, key, str(place + 1), addresses, number))
    for place in range(NEW_ROWS):
        key = f"n{place}"
        if any(form.get(f"{key}.{part}", "").strip() for part in ("name", "postcode", "points")):
            found.append(_read_row(form, key, str(place + 1), addresses, number))
    return found


def _read_row(form: Mapping[str, str], key: str, row: str, addresses: AddressBook, number: str) -> PlaceRule:
    written = {
        part: form.get(f"{key}.{part}", "").strip()[:LONGEST]
        for part in ("name", "place", "postcode", "first", "last", "parity")
    }
    numbers = {}
    for part in ("first", "last"):
        if written[part] and not _NUMBER.fullmatch(written[part]):
            raise EditRefused(WORDS["bad_row"].format(number=row))
        numbers[part] = int(written[part]) if written[part] else None
    points = _points(form.get(f"{key}.points", ""), row, addresses, number)
    try:
        return PlaceRule(
            name=written["name"],
            place=written["place"],
            postcode=written["postcode"],
            first=numbers["first"],
            last=numbers["last"],
            parity=Parity(written["parity"] or "all"),
            points=points,
            include=form.get(f"{key}.except") != "1",
        )
    except ValueError:
        raise EditRefused(WORDS["bad_row"].format(number=row)) from None


def _points(written: str, row: str, addresses: AddressBook, number: str) -> tuple[int, ...]:
    """Read single addresses, written as people write them or as point numbers, with semicolons between."""
    found: list[int] = []
    for one in [part.strip() for part in written.split(";") if part.strip()][:MOST_POINTS]:
        if _POINT.fullmatch(one):
            found.append(int(one))
            continue
        near = addresses.search(one, municipality_number=number, limit=10)
        exact = [address for address in near if folded(address.label) == folded(one)]
        if not exact:
            raise EditRefused(WORDS["no_such_address"].format(number=row, written=one[:60]))
        found += [address.point_number for address in exact]
    return tuple(dict.fromkeys(found))


def _tried(request: HttpRequest, place: Organisation, edition: CalendarEdition) -> dict[str, Any]:
    """Say where an address belongs in the draft, as a resident would be told."""
    typed = request.GET.get("profa", "").strip()[:LONGEST]
    container = request.GET.get("ilat", "")
    choices = [
        Choice(Container.BINS.value, WORDS["bins"]),
        Choice(Container.LARGE.value, WORDS["large"]),
        Choice(Container.DEEP.value, WORDS["deep"]),
        Choice("rural", WORDS["rural"]),
    ]
    context: dict[str, Any] = {"typed": typed, "container": container or "bins", "container_choices": choices}
    if not typed:
        return context
    near = book().search(typed, municipality_number=place.number, limit=MOST_OTHERS)
    how: dict[str, Any] = {
        "container": Container(container) if container in set(Container) else Container.BINS,
        "is_rural": container == "rural",
    }
    asked = place_of(near[0], **how) if near else Place(street=typed, **how)
    found = find(edition, asked)
    if not near and isinstance(found, Nowhere):
        found = find(edition, Place(street=typed, **how))
    return {
        **context,
        "tried": near[0].in_one_line if near else typed,
        "others": [one.label for one in near[1:]],
        "lands": _lands(edition, found) if isinstance(found, Zones) else [],
        "asks": [edition.area(one).name for one in found.candidates] if isinstance(found, Ambiguous) else [],
        "is_nowhere": isinstance(found, Nowhere),
        "similar": found.similar if isinstance(found, Nowhere) else (),
    }


def _lands(edition: CalendarEdition, found: Zones) -> list[tuple[Text, str]]:
    return [
        (edition.stream(stream).name, edition.area(area).name) for stream, area in found.by_stream.items()
    ]
