"""The names in a calendar against one another and against the register of addresses (Staðfangaskrá).

A name in two zones of one stream makes a look-up by street ambiguous. A name the register does not have is a slip, a house
name, or another municipality's street. When more of the names belong to another municipality than to the calendar's own,
the list was copied.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator

from samveita.iceland.addresses import AddressBook, Street
from samveita.iceland.alphabet import folded
from samveita.tools.waste_calendar.findings import Finding, finding
from samveita.tools.waste_calendar.model import AreaKind, CalendarEdition, PlaceRule

MOST_NAMED = 12
MOST_ELSEWHERE = 3
FEWEST_NAMES = 10
SAME_NAMES = 400
CLASS_WORDS = frozenset({"fjolbyli", "blokkir", "dreifbyli", "djupgamar", "thettbyli"})
"""Words for a kind of dwelling that lists carry between the streets: a choice for the resident, not a name."""
_HOUSE_NUMBER = re.compile(r"\s+[0-9]+$")


def name_findings(
    edition: CalendarEdition, *, book: AddressBook | None, why_no_book: str = ""
) -> Iterator[Finding]:
    """Yield what is wrong with names: first among themselves, then against the register."""
    yield from _listed_twice(edition)
    yield from _in_two_zones(edition)
    if not any(area.rules for area in edition.areas):
        return
    if book is None:
        yield finding("addresses_not_checked", "streets", reason=why_no_book)
        return
    register = _Register(book, edition.municipality_number)
    yield from _against_register(edition, register)


def _listed_twice(edition: CalendarEdition) -> Iterator[Finding]:
    for area in edition.areas:
        counts = Counter(_key(rule) for rule in area.rules)
        for rule in {_key(rule): rule for rule in reversed(area.rules)}.values():
            if counts[_key(rule)] > 1 and not rule.has_numbers:
                yield finding("duplicate_name", f"{area.id} {rule.written()}", name=rule.written())


def _in_two_zones(edition: CalendarEdition) -> Iterator[Finding]:
    """Yield names that two areas of one stream claim without house numbers, postcode or village to tell them apart."""
    served = {area.id: {s.id for s in edition.streams if s.zone(area.id)} for area in edition.areas}
    claims: dict[tuple[str, str, str], dict[str, str]] = {}
    for area in edition.areas:
        for rule in area.rules:
            if rule.name and rule.include and not rule.has_numbers:
                claims.setdefault(_key(rule), {})[area.id] = rule.written()
    for claim in claims.values():
        areas = list(claim)
        if any(served[one] & served[other] for one in areas for other in areas if one != other):
            name = claim[areas[0]]
            yield finding(
                "name_in_two_zones", f"{', '.join(areas)} {name}", name=name, zones=", ".join(areas)
            )


def _key(rule: PlaceRule) -> tuple[str, str, str]:
    return folded(rule.name), folded(rule.place), rule.postcode


class _Register:
    """What the register knows of one municipality's names, and of a name anywhere."""

    def __init__(self, book: AddressBook, number: str) -> None:
        self._book = book
        self.number = number
        self.own: dict[str, list[Street]] = {}
        for street in book.streets_of(number):
            self.own.setdefault(folded(street.name), []).append(street)
            self.own.setdefault(folded(street.name_dative), []).append(street)

    def anywhere(self, name: str) -> list[Street]:
        """Return the streets and farms of the country that bear exactly this name."""
        key = folded(name)
        return [one for one in self._book.streets(name, limit=SAME_NAMES) if folded(one.name) == key]

    def similar(self, name: str) -> str:
        """Return the nearest of the municipality's own names as a question, or nothing."""
        close = difflib.get_close_matches(folded(name), self.own, n=1, cutoff=0.85)
        return f" → {self.own[close[0]][0].name}?" if close else ""


def _against_register(edition: CalendarEdition, register: _Register) -> Iterator[Finding]:
    if not register.own:
        yield finding("addresses_not_checked", "streets", reason=edition.municipality_number)
        return
    shares: Counter[str] = Counter()
    asked: set[str] = set()
    for area in edition.areas:
        seen: set[tuple[str, str, str]] = set()
        for rule in area.rules:
            key = folded(_HOUSE_NUMBER.sub("", rule.name))
            if not rule.name or key in CLASS_WORDS or _key(rule) in seen:
                continue
            seen.add(_key(rule))
            everywhere = register.anywhere(_HOUSE_NUMBER.sub("", rule.name))
            if key not in asked:
                asked.add(key)
                shares.update({street.municipality_number for street in everywhere})
            yield from _of_name(area.id, rule, key, everywhere, register)
    yield from _wrong_municipality(register, shares, len(asked))
    yield from _in_no_zone(edition, register)


def _of_name(
    area: str, rule: PlaceRule, key: str, everywhere: list[Street], register: _Register
) -> Iterator[Finding]:
    place, name = f"{area} {rule.written()}", rule.name
    own = register.own.get(key, [])
    if own:
        villages = {folded(street.place) for street in own}
        if rule.place and folded(rule.place) not in villages:
            close = difflib.get_close_matches(folded(rule.place), villages, n=1, cutoff=0.75)
            told = [street.place for street in own if close and folded(street.place) == close[0]]
            similar = f" → {told[0]}?" if told else ""
            yield finding("unknown_village", place, name=name, village=rule.place, similar=similar)
        return
    similar = register.similar(name)
    elsewhere = Counter(street.place for street in everywhere if street.place)
    if not elsewhere:
        yield finding("unknown_name", place, name=name, similar=similar)
        return
    first = [village for village, _count in elsewhere.most_common(MOST_ELSEWHERE)]
    more = " …" if len(elsewhere) > MOST_ELSEWHERE else ""
    yield finding("foreign_name", place, name=name, elsewhere=", ".join(first) + more, similar=similar)


def _wrong_municipality(register: _Register, shares: Counter[str], total: int) -> Iterator[Finding]:
    if total < FEWEST_NAMES or not shares:
        return
    other, count = shares.most_common(1)[0]
    own = shares[register.number]
    if other != register.number and count > own:
        yield finding(
            "wrong_municipality",
            "streets",
            other=other,
            other_share=round(100 * count / total),
            own=register.number,
            own_share=round(100 * own / total),
        )


def _in_no_zone(edition: CalendarEdition, register: _Register) -> Iterator[Finding]:
    """Yield one finding for all streets in no zone; an area that takes in postcodes is believed to take in its streets."""
    rules = [rule for area in edition.areas for rule in area.rules]
    postcodes = {rule.postcode for rule in rules if rule.postcode and not rule.name}
    named = {folded(_HOUSE_NUMBER.sub("", rule.name)) for rule in rules if rule.name}
    missing = {
        street.name: street.houses
        for streets in register.own.values()
        for street in streets
        if street.postcode not in postcodes and not named & {folded(street.name), folded(street.name_dative)}
    }
    has_rest = any(area.kind is AreaKind.RURAL and not area.rules for area in edition.areas)
    if missing and not has_rest:
        largest = sorted(missing, key=lambda name: (-missing[name], name))[:MOST_NAMED]
        yield finding("addresses_in_no_zone", "streets", count=len(missing), names=", ".join(largest))
