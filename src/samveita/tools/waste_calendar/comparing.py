"""A planned year beside the one before: how many rounds, how far each has moved, which are missing and which are new.

Last year is laid on the new one by 52 weeks, so that a Monday meets a Monday. Rounds are paired nearest first, as when a
published edition is corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samveita.tools.waste_calendar.model import CalendarEdition, Stream, StreamZone
from samveita.tools.waste_calendar.revising import FARTHEST_DAYS
from samveita.tools.waste_calendar.rounds import driven, grouped

WEEKS_OF_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class Pair:
    """A round last year and the round that answers to it; one is None when there is none.

    ``shift`` is how many days later the new one is than the same weekday 52 weeks on.
    """

    before: tuple[date, ...] | None
    after: tuple[date, ...] | None
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """One stream in one area, last year and in the plan; ``before`` is None when it did not go there."""

    stream: Stream
    area: str
    before: int | None
    after: int
    pairs: tuple[Pair, ...]

    @property
    def more(self) -> int:
        """How many rounds more than last year; negative when they are fewer."""
        return self.after - (self.before or 0)

    @property
    def shifted(self) -> tuple[Pair, ...]:
        """The rounds that fall on another weekday or week than last year."""
        return tuple(pair for pair in self.pairs if pair.before and pair.after and pair.shift)

    @property
    def missing(self) -> tuple[Pair, ...]:
        """Rounds of last year that nothing answers to."""
        return tuple(pair for pair in self.pairs if pair.after is None)

    @property
    def added(self) -> tuple[Pair, ...]:
        """Rounds that answer to none of last year."""
        return tuple(pair for pair in self.pairs if pair.before is None)


def compared(before: CalendarEdition, after: CalendarEdition) -> list[Compared]:
    """Return every stream and area of the plan, and those of last year that are gone, compared."""
    known = {stream.id: stream for stream in before.streams}
    found = []
    for stream in after.streams:
        for zone in stream.zones:
            earlier = known[stream.id].zone(zone.area) if stream.id in known else None
            found.append(_compared(stream, zone, earlier, _weeks(before, after)))
    planned = {(stream.id, zone.area) for stream in after.streams for zone in stream.zones}
    found += [
        _compared(stream, StreamZone(area=zone.area), zone, _weeks(before, after))
        for stream in before.streams
        for zone in stream.zones
        if (stream.id, zone.area) not in planned
    ]
    return found


def _weeks(before: CalendarEdition, after: CalendarEdition) -> timedelta:
    years = max(after.valid_from.year - before.valid_from.year, 0)
    return timedelta(weeks=WEEKS_OF_A_YEAR * years)


def _compared(stream: Stream, zone: StreamZone, earlier: StreamZone | None, weeks: timedelta) -> Compared:
    old = [] if earlier is None else [one.days for one in driven(earlier)]
    new = grouped(zone.dates)
    return Compared(
        stream, zone.area, None if earlier is None else len(old), len(new), _pairs(old, new, weeks)
    )


def _pairs(old: list[tuple[date, ...]], new: list[tuple[date, ...]], weeks: timedelta) -> tuple[Pair, ...]:
    distances = sorted(
        (abs((group[0] - (days[0] + weeks)).days), number, place)
        for number, days in enumerate(old)
        for place, group in enumerate(new)
        if abs((group[0] - (days[0] + weeks)).days) <= FARTHEST_DAYS
    )
    partner: dict[int, int] = {}
    for _distance, number, place in distances:
        if number not in partner and place not in partner.values():
            partner[number] = place
    found = [
        Pair(days, new[partner[number]], (new[partner[number]][0] - days[0] - weeks).days)
        if number in partner
        else Pair(days, None)
        for number, days in enumerate(old)
    ]
    found += [Pair(None, group) for place, group in enumerate(new) if place not in partner.values()]
    return tuple(sorted(found, key=lambda one: one.after or tuple(day + weeks for day in one.before or ())))
