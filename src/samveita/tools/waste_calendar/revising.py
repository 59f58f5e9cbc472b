"""Brings a corrected list of days over an edition that residents already subscribe to, without breaking their calendars.

A round that moved keeps its number, so its UID; its sequence rises. A round that is gone stays as cancelled, so that
programs take it away. A new round gets a number nobody had.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samveita.tools.waste_calendar.model import CalendarEdition, Round, RoundStatus, Stream, StreamZone
from samveita.tools.waste_calendar.rounds import grouped

FARTHEST_DAYS = 13
"""How far a round may move and still be the same; the shortest interval in use for whole municipalities is 14 days."""


def carried_over(before: CalendarEdition, after: CalendarEdition) -> CalendarEdition:
    """Return the new edition with the rounds of the old one followed; another edition is left alone."""
    if (before.valid_from, before.municipality_number) != (after.valid_from, after.municipality_number):
        return after
    known = {stream.id: stream for stream in before.streams}
    streams = tuple(
        stream if stream.id not in known else _stream(known[stream.id], stream) for stream in after.streams
    )
    return after.model_copy(update={"streams": streams})


def _stream(before: Stream, after: Stream) -> Stream:
    zones = []
    for zone in after.zones:
        earlier = before.zone(zone.area)
        rounds = zone.rounds if earlier is None else followed(earlier.rounds, zone.dates)
        zones.append(zone.model_copy(update={"rounds": rounds}))
    gone = [_all_cancelled(zone) for zone in before.zones if after.zone(zone.area) is None]
    return after.model_copy(update={"zones": (*zones, *gone)})


def _all_cancelled(zone: StreamZone) -> StreamZone:
    rounds = tuple(_cancelled(one) for one in zone.rounds)
    return zone.model_copy(update={"dates": (), "cycles": (), "exceptions": (), "rounds": rounds})


def followed(before: Sequence[Round], dates: Sequence[date]) -> tuple[Round, ...]:
    """Return the rounds of the new days: same ones kept, moved ones followed, missing ones cancelled, new ones numbered.

    Nearest pairs are made first, so that one round inserted in the middle does not push every later one along.
    """
    groups = grouped(dates)
    pairs = sorted(
        (abs((group[0] - one.days[0]).days), place, number)
        for place, group in enumerate(groups)
        for number, one in enumerate(before)
        if abs((group[0] - one.days[0]).days) <= FARTHEST_DAYS
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _distance, place, number in pairs:
        if place not in partner and number not in taken:
            partner[place] = number
            taken.add(number)
    following = max((one.number for one in before), default=0)
    rounds: list[Round] = []
    for place, group in enumerate(groups):
        if place in partner:
            rounds.append(_moved(before[partner[place]], group))
        else:
            following += 1
            rounds.append(Round(number=following, days=group))
    gone = [_cancelled(one) for number, one in enumerate(before) if number not in taken]
    return tuple(sorted([*rounds, *gone], key=lambda one: (one.days, one.number)))


def _moved(one: Round, days: tuple[date, ...]) -> Round:
    if one.days == days and one.status is RoundStatus.CONFIRMED:
        return one
    return Round(number=one.number, days=days, sequence=one.sequence + 1)


def _cancelled(one: Round) -> Round:
    if one.status is RoundStatus.CANCELLED:
        return one
    return one.model_copy(update={"status": RoundStatus.CANCELLED, "sequence": one.sequence + 1})
