"""The validator: reads an edition as a careful person would before it is published, and says what looks wrong.

Days: typed twice, out of order, outside the edition, on a holiday or at a weekend, off the cycle with or without a holiday
that explains it, too far apart or too close, two zones of a stream on one day because one was moved. Names: see
``checking_names``. The edition: running out, begun before its days were known. Nothing is corrected here. No single rule
for holidays is right (rounds are dropped, moved earlier and moved later in one year), so a departure that a holiday
explains is only told about, and a person confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from samveita.iceland.addresses import AddressBook
from samveita.iceland.dates_in_words import weekday_in_words
from samveita.iceland.free_days import FreeDays
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.checking_names import name_findings
from samveita.tools.waste_calendar.findings import Finding, finding, listed
from samveita.tools.waste_calendar.model import CalendarEdition, Stream, StreamZone
from samveita.tools.waste_calendar.rhythm import Departure, Rhythm, departures, median_interval, rhythm_of
from samveita.tools.waste_calendar.rounds import CARRIED_DAYS, grouped, materialised

ENDS_SOON_DAYS = 60
LONGEST_PAUSE = 1.5
SHORTEST_PAUSE = 0.5
LATE_DAYS = 14
_FREE = FreeDays()
_FREE_OR_HALF = FreeDays(half_days_are_free=True)


@dataclass(frozen=True, slots=True)
class _Series:
    """The days of one stream in one zone, with their rhythm and what departs from it."""

    stream: str
    area: str
    zone: StreamZone
    rhythm: Rhythm | None
    departures: tuple[Departure, ...]

    @property
    def place(self) -> str:
        return f"{self.area} {self.stream}"

    def odd_days(self) -> set[date]:
        if self.zone.cycles:
            added = {one.new_day or one.day for one in self.zone.exceptions}
            return added & set(self.zone.dates)
        return {day for departure in self.departures for day in departure.days}


def check(
    edition: CalendarEdition, *, on: date, book: AddressBook | None, why_no_book: str = ""
) -> list[Finding]:
    """Return everything found in an edition, gravest kind of thing first as a reader meets it: edition, days, names.

    Args:
        edition: the calendar.
        on: the day it is read, for what is running out.
        book: the country's addresses; without them names are only compared with one another.
        why_no_book: the reason there are none, told in a finding.
    """
    series = [_series(edition, stream, zone) for stream in edition.streams for zone in stream.zones]
    found = list(_of_edition(edition, on))
    for one in series:
        found.extend(_of_days(edition, one))
        found.extend(_of_rhythm(edition, one, series))
        found.extend(_of_pauses(edition, one))
    found.extend(_of_shared_days(series))
    found.extend(name_findings(edition, book=book, why_no_book=why_no_book))
    return found


def _series(edition: CalendarEdition, stream: Stream, zone: StreamZone) -> _Series:
    rhythm = None if zone.cycles else rhythm_of(zone.dates)
    found: list[Departure] = []
    if rhythm is not None:
        found = departures(
            rhythm,
            zone.dates,
            first=edition.valid_from,
            last=edition.valid_to,
            known_before=zone.neighbours,
        )
    return _Series(stream.id, zone.area, zone, rhythm, tuple(found))


def _of_edition(edition: CalendarEdition, on: date) -> Iterator[Finding]:
    left = (edition.valid_to - on).days
    if left < 0:
        yield finding("edition_ended", "edition", days=[edition.valid_to])
    elif left < ENDS_SOON_DAYS:
        yield finding("edition_ends_soon", "edition", days=[edition.valid_to], count=left)
    entered = edition.source.as_of
    if entered is not None and (entered - edition.valid_from).days > LATE_DAYS:
        late = (entered - edition.valid_from).days
        yield finding("published_late", "edition", days=[entered], count=late)


def _of_days(edition: CalendarEdition, one: _Series) -> Iterator[Finding]:
    """Find what is wrong with single days of a list as it was typed."""
    dates = one.zone.dates
    if not dates:
        yield finding("empty_stream", one.place)
    for day in sorted({day for day in dates if dates.count(day) > 1}):
        yield finding("duplicate_date", f"{one.place} {day}", days=[day])
    for before, day in pairwise(dates):
        if day < before:
            texts = {"before": listed([before])}
            yield finding("out_of_order", f"{one.place} {day}", days=[day], texts=texts)
    for day in sorted(set(dates)):
        if not edition.covers(day):
            yield finding("outside_edition", f"{one.place} {day}", days=[day])
        yield from _of_free_day(one, day)
    for day in one.zone.neighbours:
        near = timedelta(days=CARRIED_DAYS)
        if not edition.valid_from - near <= day <= edition.valid_to + near:
            yield finding("far_outside_edition", f"{one.place} {day}", days=[day])


def _of_free_day(one: _Series, day: date) -> Iterator[Finding]:
    holiday, place = _holiday(day), f"{one.place} {day}"
    if holiday is not None:
        yield finding("public_holiday", place, days=[day], texts={"holiday": holiday})
    elif _FREE.is_free(day):
        yield finding("weekend", place, days=[day])
    elif (half := _FREE_OR_HALF.name_of(day)) is not None:
        yield finding("half_holiday", place, days=[day], texts={"holiday": half})


def _holiday(day: date) -> Text | None:
    """Return the holiday's name; a weekend that is no holiday is none."""
    name = _FREE.name_of(day)
    return None if name == weekday_in_words(day) else name


def _of_rhythm(edition: CalendarEdition, one: _Series, everyone: list[_Series]) -> Iterator[Finding]:
    """Find rounds off the cycle, and say whether a holiday, or another zone that was moved, explains them."""
    if one.zone.cycles:
        yield from _of_plan(edition, one)
        return
    if one.rhythm is None:
        return
    moved_elsewhere = {day for other in everyone if other is not one for day in other.odd_days()}
    for departure in one.departures:
        yield _explained(one, one.rhythm, departure, moved_elsewhere)


def _explained(one: _Series, rhythm: Rhythm, departure: Departure, moved_elsewhere: set[date]) -> Finding:
    free = [day for day in departure.instead_of if _FREE_OR_HALF.is_free(day)]
    texts: dict[str, Text] = {}
    if free:
        name = _FREE_OR_HALF.name_of(free[0])
        code, texts = "moved_for_holiday", {} if name is None else {"holiday": name}
    elif departure.instead_of and moved_elsewhere.issuperset(departure.instead_of):
        code = "knock_on"
    elif departure.instead_of:
        code = "off_cycle"
    else:
        code = "extra_day" if departure.is_addition else "extra_round"
    return finding(
        code,
        f"{one.place} {departure.days[0]}",
        days=departure.days,
        instead_of=departure.instead_of,
        texts=texts,
        interval=rhythm.interval,
    )


def _of_plan(edition: CalendarEdition, one: _Series) -> Iterator[Finding]:
    """Compare the days with the rule and the exceptions that stand beside them."""
    try:
        planned = set(materialised(one.zone.cycles, one.zone.exceptions, until=edition.valid_to))
    except ValueError:
        planned = set(materialised(one.zone.cycles, until=edition.valid_to))
    for day in sorted(planned ^ set(one.zone.dates)):
        if edition.covers(day):
            yield finding("not_as_planned", f"{one.place} {day}", days=[day])


def _of_pauses(edition: CalendarEdition, one: _Series) -> Iterator[Finding]:
    """Find rounds too far apart or too close, also at the ends of an edition that claims to be whole."""
    interval = one.rhythm.interval if one.rhythm else median_interval(one.zone.dates)
    if interval is None:
        return
    usual = f"{interval:g}"
    groups = grouped(one.zone.dates)
    for sooner, later in pairwise(groups):
        pause = (later[0] - sooner[0]).days
        code = "gap" if pause > LONGEST_PAUSE * interval else "too_close"
        if code == "gap" or pause < SHORTEST_PAUSE * interval:
            yield finding(
                code,
                f"{one.place} {later[0]}",
                days=[sooner[0], later[0]],
                count=pause,
                interval=usual,
            )
    if edition.is_partial:
        return
    before, after = (groups[0][0] - edition.valid_from).days, (edition.valid_to - groups[-1][-1]).days
    if before > LONGEST_PAUSE * interval:
        first = groups[0][0]
        yield finding(
            "stream_starts_late", f"{one.place} {first}", days=[first], count=before, interval=usual
        )
    if after > LONGEST_PAUSE * interval:
        last = groups[-1][-1]
        yield finding("stream_ends_early", f"{one.place} {last}", days=[last], count=after, interval=usual)


def _of_shared_days(series: Iterable[_Series]) -> Iterator[Finding]:
    """Find days two zones of one stream share although they usually don't: one of them has been moved onto the other."""
    regular = [one for one in series if one.rhythm is not None or one.zone.cycles]
    for one, other in combinations(regular, 2):
        if one.stream != other.stream:
            continue
        shared = set(one.zone.dates) & set(other.zone.dates)
        odd = sorted(shared & (one.odd_days() | other.odd_days()))
        usual = len(shared) - len(odd)
        if odd and usual <= len(odd):
            place = f"{one.area}, {other.area} {one.stream} {odd[0]}"
            yield finding("same_truck_same_day", place, days=odd)
