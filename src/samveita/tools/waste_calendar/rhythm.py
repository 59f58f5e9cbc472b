"""Finds the rhythm in a list of days, and what departs from it: the ground that off-cycle findings stand on.

A rhythm is an interval and the places in it where the truck comes. It is read from the days themselves, for published
calendars are lists, not rules. A list that follows no interval (every ten or eleven days, moved off weekends) has none,
and then nothing is off cycle. Each round that departs is set beside the round of the rhythm that was left out for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from samveita.tools.waste_calendar.rounds import grouped

FEWEST_ROUNDS = 4
SHARE_ON_RHYTHM = 0.6
NEAR_MEDIAN = 0.25


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every ``interval`` days from ``anchor``, on the days ``offsets`` after it."""

    anchor: date
    interval: int
    offsets: tuple[int, ...]

    def has(self, day: date) -> bool:
        """Whether the day is one of the rhythm."""
        return (day - self.anchor).days % self.interval in self.offsets

    def rounds(self, first: date, last: date) -> list[tuple[date, ...]]:
        """Return the rhythm's rounds that have a day from ``first`` to ``last``."""
        number = (first - self.anchor).days // self.interval - 1
        found: list[tuple[date, ...]] = []
        while True:
            start = self.anchor + timedelta(days=number * self.interval)
            if start > last:
                return found
            days = tuple(start + timedelta(days=offset) for offset in self.offsets)
            if days[-1] >= first:
                found.append(days)
            number += 1


@dataclass(frozen=True, slots=True)
class Departure:
    """A round that is not where the rhythm puts it: its days off the rhythm, and the days of the rhythm left out for it."""

    days: tuple[date, ...]
    instead_of: tuple[date, ...]
    is_addition: bool
    """Whether the round also has days on the rhythm, so that the odd ones are beside them."""


def median_interval(days: Sequence[date]) -> float | None:
    """Return the middle distance in days between starts of rounds; None for fewer than three rounds."""
    starts = [group[0] for group in grouped(days)]
    if len(starts) < 3:
        return None
    return float(median((later - sooner).days for sooner, later in pairwise(starts)))


def rhythm_of(days: Sequence[date]) -> Rhythm | None:
    """Return the rhythm most of the days follow; None when they are few or follow none."""
    groups = grouped(days)
    middle = median_interval(days)
    if len(groups) < FEWEST_ROUNDS or middle is None:
        return None
    starts = [group[0] for group in groups]
    gaps = {(later - sooner).days for sooner, later in pairwise(starts)}
    candidates = sorted(gap for gap in gaps if abs(gap - middle) <= NEAR_MEDIAN * middle)
    width = Counter(len(group) for group in groups).most_common(1)[0][0]
    best: tuple[float, int, tuple[int, ...]] | None = None
    for interval in candidates:
        share, residues = _fit(groups, interval, width)
        if best is None or share > best[0]:
            best = (share, interval, residues)
    if best is None or best[0] < SHARE_ON_RHYTHM:
        return None
    return _rhythm(starts[0], best[1], best[2])


def _fit(groups: Sequence[tuple[date, ...]], interval: int, width: int) -> tuple[float, tuple[int, ...]]:
    """Return the share of days on the most used places of an interval, and those places."""
    counts = Counter(day.toordinal() % interval for group in groups for day in group)
    common = counts.most_common()
    chosen = {place for place, _count in common[:width]}
    chosen |= {place for place, count in common if 2 * count > len(groups)}
    total = sum(counts.values())
    return sum(counts[place] for place in chosen) / total, tuple(sorted(chosen))


def _rhythm(near: date, interval: int, residues: tuple[int, ...]) -> Rhythm:
    """Turn places counted from the beginning of time into an anchor and offsets; the widest pause comes before the anchor."""
    pauses = [
        ((residues[place] - residues[place - 1]) % interval or interval, residues[place])
        for place in range(len(residues))
    ]
    first = max(pauses)[1]
    anchor = near - timedelta(days=(near.toordinal() - first) % interval)
    return Rhythm(anchor, interval, tuple(sorted((residue - first) % interval for residue in residues)))


def departures(
    rhythm: Rhythm, days: Iterable[date], *, first: date, last: date, known_before: Iterable[date] = ()
) -> list[Departure]:
    """Return the rounds that depart from the rhythm, each beside the round that was left out.

    Args:
        rhythm: what the days should follow.
        days: the published days.
        first: the edition's first day; a round just outside it may have been moved into it.
        last: its last day.
        known_before: days of neighbouring editions, whose rounds are not free to be moved.
    """
    actual = set(days)
    margin = timedelta(days=rhythm.interval - 1)
    slots = rhythm.rounds(first - margin, last + margin)
    taken: dict[int, set[date]] = {}
    known = actual | set(known_before)
    for place, slot in enumerate(slots):
        if known & set(slot):
            taken[place] = set(slot) & known
    partial, whole = _split(rhythm, actual)
    free = {place for place in range(len(slots)) if place not in taken}
    found = [_addition(slots, days_off, group) for group, days_off in partial]
    paired = _pair(whole, slots, free)
    found += [
        Departure(group, () if place is None else slots[place], is_addition=False) for group, place in paired
    ]
    return sorted(found, key=lambda one: one.days)


def _split(
    rhythm: Rhythm, actual: set[date]
) -> tuple[list[tuple[tuple[date, ...], tuple[date, ...]]], list[tuple[date, ...]]]:
    """Return rounds with some odd days (round, odd days), and rounds that are odd altogether."""
    partial, whole = [], []
    for group in grouped(actual):
        odd = tuple(day for day in group if not rhythm.has(day))
        if odd and len(odd) < len(group):
            partial.append((group, odd))
        elif odd:
            whole.append(group)
    return partial, whole


def _addition(slots: list[tuple[date, ...]], odd: tuple[date, ...], group: tuple[date, ...]) -> Departure:
    own = next((slot for slot in slots if set(slot) & set(group)), ())
    return Departure(odd, tuple(day for day in own if day not in group), is_addition=True)


def _pair(
    whole: list[tuple[date, ...]], slots: list[tuple[date, ...]], free: set[int]
) -> list[tuple[tuple[date, ...], int | None]]:
    """Give each odd round the nearest round of the rhythm that nobody drives, nearest pairs first."""
    distances = sorted(
        (abs((group[0] - slots[place][0]).days), number, place)
        for number, group in enumerate(whole)
        for place in free
    )
    partner: dict[int, int] = {}
    used: set[int] = set()
    for _distance, number, place in distances:
        if number not in partner and place not in used:
            partner[number] = place
            used.add(place)
    return [(group, partner.get(number)) for number, group in enumerate(whole)]
