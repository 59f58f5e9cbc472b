"""From a place to its zones: by street, village, house number, address point, size of container or rural life.

A street name is no key: two villages of a municipality may share it, and flats in a street may be emptied on other days
than the houses beside them. When more than one zone fits equally well, nothing is guessed: the candidates are given and
the resident is asked.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samveita.iceland.alphabet import folded
from samveita.tools.waste_calendar.model import Area, AreaKind, CalendarEdition, Parity, PlaceRule

MOST_SUGGESTIONS = 5


class Container(StrEnum):
    """What the dwelling puts its waste in; bins of 660 l or more mean flats."""

    BINS = "bins"
    LARGE = "large"
    DEEP = "deep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody lives, as far as it is known."""

    street: str = ""
    village: str = ""
    postcode: str = ""
    number: int | None = None
    point: int | None = None
    container: Container = Container.BINS
    is_rural: bool = False


@dataclass(frozen=True, slots=True)
class Zones:
    """The answer when it is certain: the area of each stream that comes to the place."""

    by_stream: dict[str, str]

    @property
    def single(self) -> str | None:
        """The one area all streams share, or None when they differ."""
        areas = set(self.by_stream.values())
        return areas.pop() if len(areas) == 1 else None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one area fits: whoever asked must choose."""

    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nowhere:
    """No area takes the place in; names that look alike may help."""

    similar: tuple[str, ...] = ()


KIND_OF_CONTAINER = {Container.LARGE: AreaKind.MULTI_DWELLING, Container.DEEP: AreaKind.DEEP_CONTAINER}


def find(edition: CalendarEdition, place: Place) -> Zones | Ambiguous | Nowhere:
    """Return the zones of a place, the candidates when it is ambiguous, or that it is nowhere in the calendar."""
    weights = weights_of(edition, place)
    chosen = _by_class(edition, place, weights)
    if chosen:
        weights = dict.fromkeys((area.id for area in chosen), 1)
    if not weights:
        return Nowhere(_similar(edition, place.street))
    found: dict[str, str] = {}
    candidates: set[str] = set()
    for stream in edition.streams:
        here = {zone.area: weights[zone.area] for zone in stream.zones if zone.area in weights}
        best = [area for area, weight in here.items() if weight == max(here.values())]
        if len(best) > 1:
            candidates.update(best)
        elif best:
            found[stream.id] = best[0]
    if candidates:
        return Ambiguous(tuple(area.id for area in edition.areas if area.id in candidates))
    return Zones(found) if found else Nowhere()


def of_area(edition: CalendarEdition, wanted: str) -> Zones | Nowhere:
    """Return the streams that come to an area, named by its id or by its name."""
    exact = [area for area in edition.areas if area.id == wanted]
    named = exact or [
        area for area in edition.areas if folded(wanted) in {folded(area.id), folded(area.name)}
    ]
    if len(named) != 1:
        return Nowhere(tuple(area.id for area in edition.areas))
    return Zones({stream.id: named[0].id for stream in edition.streams if stream.zone(named[0].id)})


def weights_of(edition: CalendarEdition, place: Place) -> dict[str, int]:
    """Return how well each area's rules fit a place, without those that don't: a point beats numbers, they beat a street."""
    weights: dict[str, int] = {}
    left_out: set[str] = set()
    for key in {folded(place.street), ""}:
        for area, rule in edition.rules_by_name.get(key, ()):
            weight = _weight(rule, place)
            if weight and not rule.include:
                left_out.add(area)
            elif weight:
                weights[area] = max(weight, weights.get(area, 0))
    return {area: weight for area, weight in weights.items() if area not in left_out}


def _weight(rule: PlaceRule, place: Place) -> int:
    if rule.points:
        return 64 if place.point in rule.points else 0
    if rule.postcode and place.postcode and rule.postcode != place.postcode:
        return 0
    if not rule.name:
        return 1 if rule.postcode and rule.postcode == place.postcode else 0
    weight = _name_weight(rule, place)
    if not weight or not rule.has_numbers:
        return weight
    if place.number is None:
        return weight
    return weight + 16 if _has_number(rule, place.number) else 0


def _name_weight(rule: PlaceRule, place: Place) -> int:
    """Weigh a name: as written with its village, by name in the village, by name alone, by name in some village."""
    asked, name, village = folded(place.street), folded(rule.name), folded(rule.place)
    if village and asked == f"{name} {village}":
        return 8
    if not asked or asked != name:
        return 0
    if not village:
        return 4
    if place.village:
        return 8 if folded(place.village) == village else 0
    return 2


def _has_number(rule: PlaceRule, number: int) -> bool:
    if rule.parity is not Parity.ALL and (number % 2 == 1) != (rule.parity is Parity.ODD):
        return False
    return (rule.first is None or rule.first <= number) and (rule.last is None or number <= rule.last)


def _by_class(edition: CalendarEdition, place: Place, weights: dict[str, int]) -> Sequence[Area]:
    """Return the areas of the container's size or of rural life, when the resident chose one and the calendar has it."""
    kind = KIND_OF_CONTAINER.get(place.container) or (AreaKind.RURAL if place.is_rural else None)
    if kind is None:
        return ()
    areas = [area for area in edition.areas if area.kind is kind]
    fitting = [area for area in areas if area.id in weights]
    if kind is AreaKind.DEEP_CONTAINER and not areas:
        return [area for area in edition.areas if area.kind is AreaKind.MULTI_DWELLING]
    return fitting or areas


def _similar(edition: CalendarEdition, street: str) -> tuple[str, ...]:
    names = {folded(rule.name): rule.written() for area in edition.areas for rule in area.rules if rule.name}
    close = difflib.get_close_matches(folded(street), names, n=MOST_SUGGESTIONS, cutoff=0.75)
    return tuple(names[key] for key in close)
