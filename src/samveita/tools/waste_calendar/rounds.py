"""From days to rounds and back: grouping confirmed days, materialising a rule with its exceptions, finding what is next.

Days of one zone and stream that lie at most five days apart belong to one round: a round has a hole where a holiday falls.
A truck that comes more often than that never ends a round, so one is ended after 31 days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from samveita.tools.waste_calendar.model import (
    CalendarEdition,
    CycleException,
    CycleRule,
    ExceptionAction,
    Round,
    RoundStatus,
    StreamZone,
)

ROUND_GAP_DAYS = 5
LONGEST_ROUND = 31
CARRIED_DAYS = 31
"""How far from the edition a neighbouring edition's day may lie to be believed."""


def grouped(days: Iterable[date]) -> list[tuple[date, ...]]:
    """Return the days in rounds, in order; a day typed twice counts once."""
    groups: list[list[date]] = []
    for day in sorted(set(days)):
        goes_on = groups and (day - groups[-1][-1]).days <= ROUND_GAP_DAYS
        if goes_on and len(groups[-1]) < LONGEST_ROUND:
            groups[-1].append(day)
        else:
            groups.append([day])
    return [tuple(group) for group in groups]


def numbered(days: Iterable[date]) -> tuple[Round, ...]:
    """Return first-time rounds, numbered from 1."""
    return tuple(Round(number=number, days=group) for number, group in enumerate(grouped(days), start=1))


def driven(zone: StreamZone) -> list[Round]:
    """Return the rounds that will be driven, in the order of their days."""
    confirmed = [one for one in zone.rounds if one.status is RoundStatus.CONFIRMED]
    return sorted(confirmed, key=lambda one: one.days)


def materialised(
    cycles: Sequence[CycleRule], exceptions: Sequence[CycleException] = (), *, until: date
) -> list[date]:
    """Return the days that rules and exceptions give, in order, none after ``until``.

    Raises:
        ValueError: when an exception drops or moves a day that the rules do not have, or adds one they have.
    """
    days = {day for cycle in cycles for day in _of_cycle(cycle, until)}
    for exception in exceptions:
        if exception.action is ExceptionAction.ADD:
            if exception.day in days:
                raise ValueError(f"{exception.day} is added, but it is there already")
            days.add(exception.day)
            continue
        if exception.day not in days:
            raise ValueError(
                f"{exception.day} is not a day of the rule and can't be {exception.action.value}d"
            )
        days.remove(exception.day)
        if exception.new_day is not None:
            days.add(exception.new_day)
    return sorted(days)


def _of_cycle(cycle: CycleRule, until: date) -> Iterable[date]:
    last = until if cycle.until is None else min(until, cycle.until)
    number, start = 0, cycle.anchor
    while start <= last and (cycle.rounds is None or number < cycle.rounds):
        for offset in range(cycle.days_in_round):
            day = start + timedelta(days=offset)
            if day <= last:
                yield day
        number += 1
        start = cycle.anchor + timedelta(days=number * cycle.interval_days)


def next_days(edition: CalendarEdition, zone: StreamZone, on: date) -> tuple[date, ...] | None:
    """Return the days of the first round whose last day is ``on`` or later; None when it is not published yet.

    A day just outside the edition counts when the list carries it, so that the turn of the year is answered rightly.
    """
    groups = _known_groups(edition, zone)
    place = bisect_left([group[-1] for group in groups], on)
    return groups[place] if place < len(groups) else None


def last_days(edition: CalendarEdition, zone: StreamZone, on: date) -> tuple[date, ...] | None:
    """Return the days of the last round that was finished before ``on``; None when the list does not reach back."""
    before = [group for group in _known_groups(edition, zone) if group[-1] < on]
    return before[-1] if before else None


def _known_groups(edition: CalendarEdition, zone: StreamZone) -> list[tuple[date, ...]]:
    own = [one.days for one in driven(zone)]
    carried = timedelta(days=CARRIED_DAYS)
    near = [
        day
        for day in zone.neighbours
        if edition.valid_from - carried <= day <= edition.valid_to + carried and not edition.covers(day)
    ]
    return sorted([*grouped(near), *own])
