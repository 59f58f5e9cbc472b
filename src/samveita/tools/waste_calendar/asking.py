"""What a resident asked and what the calendar answers: from a chosen place to the next collections of each stream.

A place is chosen by address point, by a name in the calendar or by an area; it stands in the page's address so that it can
be kept as a bookmark. It names a house, never a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from samveita.iceland.addresses import Address, AddressBook
from samveita.iceland.alphabet import folded, sort_key
from samveita.tools.waste_calendar.disturbing import Told
from samveita.tools.waste_calendar.model import CalendarEdition, Stream
from samveita.tools.waste_calendar.places import Ambiguous, Container, Nowhere, Place, Zones, find, of_area
from samveita.tools.waste_calendar.published import PublishedCalendar
from samveita.tools.waste_calendar.rounds import driven, last_days, next_days

LATER_ROUNDS = 4
LONGEST_NAME = 120
_POINT = re.compile(r"[0-9]{1,9}")
_AREA = re.compile(r"[\w.-]{1,60}")
CONTAINER_WORDS = {"tunnur": Container.BINS, "stor": Container.LARGE, "djup": Container.DEEP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The place somebody chose; ``label`` is what it is called, ``address`` the register's address if it was one."""

    label: str
    place: Place | None = None
    area: str = ""
    address: Address | None = None
    query: tuple[tuple[str, str], ...] = ()

    def zones_in(self, edition: CalendarEdition) -> Zones | Ambiguous | Nowhere:
        """Return the place's zones in an edition."""
        if self.area or self.place is None:
            return of_area(edition, self.area)
        return find(edition, self.place)

    def link(self, **more: str) -> str:
        """Return the query that keeps the choice, with other values added."""
        return urlencode([*((key, value) for key, value in self.query if key not in more), *more.items()])


def chosen_from(
    query: Mapping[str, str], book: AddressBook, municipality_number: str, calendar: PublishedCalendar
) -> Chosen | None:
    """Read the choice from a query; None when nothing that is there was chosen."""
    container = CONTAINER_WORDS.get(query.get("ilat", ""), Container.BINS)
    is_rural = query.get("dreifbyli") == "1"
    extra: list[tuple[str, str]] = []
    if container is not Container.BINS:
        extra.append(("ilat", query["ilat"]))
    if is_rural:
        extra.append(("dreifbyli", "1"))
    point, name, area = query.get("stadfang", ""), query.get("gata", "").strip(), query.get("svaedi", "")
    if _POINT.fullmatch(point):
        address = book.by_point_number(int(point))
        if address is not None and address.municipality_number == municipality_number:
            place = place_of(address, container=container, is_rural=is_rural)
            return Chosen(
                label=address.label, place=place, address=address, query=(("stadfang", point), *extra)
            )
    elif 0 < len(name) <= LONGEST_NAME:
        place = Place(street=name, container=container, is_rural=is_rural)
        return Chosen(label=_as_listed(calendar, name), place=place, query=(("gata", name), *extra))
    elif _AREA.fullmatch(area):
        for edition in reversed(calendar.editions):
            for known in edition.areas:
                if known.id == area:
                    return Chosen(label=known.name, area=area, query=(("svaedi", area),))
    return None


def place_of(address: Address, *, container: Container = Container.BINS, is_rural: bool = False) -> Place:
    """Return the place an address is."""
    return Place(
        street=address.street,
        village=address.place,
        postcode=address.postcode,
        number=address.house_number,
        point=address.point_number,
        container=container,
        is_rural=is_rural,
    )


def _as_listed(calendar: PublishedCalendar, name: str) -> str:
    key = folded(name)
    for edition in reversed(calendar.editions):
        for area in edition.areas:
            for rule in area.rules:
                if key in {folded(rule.name), folded(rule.written())}:
                    return rule.name if key == folded(rule.name) else rule.written()
    return name


def listed_names(edition: CalendarEdition, begun: str, limit: int) -> list[str]:
    """Return names in the calendar that begin with what was typed: house names the register does not have are among them."""
    key = folded(begun)
    if not key:
        return []
    found = {
        rule.written()
        for area in edition.areas
        for rule in area.rules
        if rule.name and not rule.has_numbers and folded(rule.written()).startswith(key)
    }
    return sorted(found, key=sort_key)[:limit]


@dataclass(frozen=True, slots=True)
class Collection:
    """One stream at a place: the round to come (None: not published yet), the one before, those after."""

    stream: Stream
    area: str
    days: tuple[date, ...] | None
    before: tuple[date, ...] | None
    later: tuple[tuple[date, ...], ...]


def collections(
    calendar: PublishedCalendar, chosen: Chosen, on: date
) -> list[Collection] | Ambiguous | Nowhere:
    """Return the streams of a place, soonest first; those whose next days are not published yet come last.

    When the edition of the day has no more rounds, the edition after it is asked.
    """
    edition = calendar.edition_on(on)
    zones = chosen.zones_in(edition)
    if not isinstance(zones, Zones):
        return zones
    following = calendar.following(edition)
    found = [
        _collection(edition, stream, area, on, _in_following(following, chosen, stream))
        for stream in edition.streams
        if (area := zones.by_stream.get(stream.id)) is not None
    ]
    return sorted(found, key=lambda one: (one.days is None, one.days or (), one.stream.id))


def shown_at(calendar: PublishedCalendar, chosen: Chosen, on: date) -> list[Told]:
    """Return the notices of disruption that residents of a place see on a day."""
    return [
        one
        for one in calendar.told
        if one.is_shown(on)
        and any(
            isinstance(zones := chosen.zones_in(edition), Zones) and one.concerns(edition, zones)
            for edition in calendar.editions
        )
    ]


def _collection(
    edition: CalendarEdition, stream: Stream, area: str, on: date, following: list[tuple[date, ...]]
) -> Collection:
    zone = stream.zone(area)
    if zone is None:
        raise KeyError(area)
    upcoming = [one.days for one in driven(zone) if one.days[-1] >= on]
    days = next_days(edition, zone, on)
    upcoming += following
    days = days or (upcoming[0] if upcoming else None)
    later = tuple(one for one in upcoming if one != days)[:LATER_ROUNDS]
    return Collection(stream, area, days, last_days(edition, zone, on), later)


def _in_following(
    following: CalendarEdition | None, chosen: Chosen, stream: Stream
) -> list[tuple[date, ...]]:
    if following is None:
        return []
    zones = chosen.zones_in(following)
    if not isinstance(zones, Zones) or stream.id not in zones.by_stream:
        return []
    zone = following.stream(stream.id).zone(zones.by_stream[stream.id])
    return [] if zone is None else [one.days for one in driven(zone)]
