"""Proposes a year: days from intervals, holidays moved as the municipality chooses, the next edition from the last one.

A proposal is never the truth. It carries the rules it came from and an exception for every day that departs from them, so
that a person sees what was moved and why, changes it, and confirms. No single rule for holidays is right, so it is chosen
each time, and a day can always be moved by hand afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samveita.iceland.free_days import FreeDays
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.model import (
    MOST_DAYS,
    Area,
    AreaKind,
    CalendarEdition,
    CalendarSource,
    CycleException,
    CycleRule,
    ExceptionAction,
    ExceptionReason,
    Stream,
    StreamZone,
)
from samveita.tools.waste_calendar.rhythm import Rhythm, rhythm_of
from samveita.tools.waste_calendar.rounds import CARRIED_DAYS, materialised, numbered

FARTHEST_MOVE = 7
TITLE = "Sorphirðudagatal"


class HolidayRule(StrEnum):
    """What becomes of a day that falls on a holiday."""

    EARLIER = "earlier"
    LATER = "later"
    NEAREST = "nearest"
    DROP = "drop"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Holidays:
    """The municipality's choice: the rule, whether 24 and 31 December count as free, and whether Saturdays are driven."""

    rule: HolidayRule = HolidayRule.LATER
    half_days_are_free: bool = True
    saturdays_are_driven: bool = False

    def is_free(self, day: date) -> bool:
        """Whether nobody drives on the day."""
        free = FreeDays(half_days_are_free=self.half_days_are_free)
        if self.saturdays_are_driven and free.is_free_by_assumption(day):
            return False
        return free.is_free(day)


def proposed_zone(
    zone: StreamZone, cycles: Sequence[CycleRule], holidays: Holidays, *, until: date
) -> StreamZone:
    """Return the zone with the days its rules give, each holiday moved, added or dropped as chosen.

    Raises:
        ValueError: when the rules give more days than a calendar holds.
    """
    days = materialised(cycles, until=until)
    if len(days) > MOST_DAYS:
        raise ValueError(f"the rules give {len(days)} days")
    exceptions = moved_off_holidays(days, holidays, until=until)
    dates = tuple(materialised(cycles, exceptions, until=until))
    return zone.model_copy(
        update={
            "cycles": tuple(cycles),
            "exceptions": tuple(exceptions),
            "dates": dates,
            "rounds": numbered(dates),
        }
    )


def moved_off_holidays(days: Sequence[date], holidays: Holidays, *, until: date) -> list[CycleException]:
    """Return an exception for every day nobody drives; moved days never land on one another."""
    if holidays.rule is HolidayRule.LEAVE:
        return []
    taken = {day for day in days if not holidays.is_free(day)}
    found: list[CycleException] = []
    for day in days:
        if not holidays.is_free(day):
            continue
        new = _new_day(day, taken, holidays)
        if new is None or new > until:
            found.append(CycleException(action=ExceptionAction.DROP, day=day, reason=ExceptionReason.HOLIDAY))
            continue
        taken.add(new)
        found.append(
            CycleException(action=ExceptionAction.MOVE, day=day, new_day=new, reason=ExceptionReason.HOLIDAY)
        )
    return found


def _new_day(day: date, taken: set[date], holidays: Holidays) -> date | None:
    steps = {
        HolidayRule.EARLIER: (-1,),
        HolidayRule.LATER: (1,),
        HolidayRule.NEAREST: (-1, 1),
    }.get(holidays.rule, ())
    for distance in range(1, FARTHEST_MOVE + 1):
        for step in steps:
            new = day + timedelta(days=step * distance)
            if new not in taken and not holidays.is_free(new):
                return new
    return None


def next_edition(edition: CalendarEdition, holidays: Holidays, *, on: date) -> CalendarEdition:
    """Return a proposal for the year after an edition: same areas and streams, each zone's rhythm carried on.

    A zone whose days follow no rhythm gets none: its days have to be planned.
    """
    first = edition.valid_to + timedelta(days=1)
    last = date(first.year, 12, 31)
    streams = tuple(
        stream.model_copy(
            update={"zones": tuple(_carried_on(zone, holidays, (first, last)) for zone in stream.zones)}
        )
        for stream in edition.streams
    )
    return edition.model_copy(
        update={
            "year": first.year,
            "valid_from": first,
            "valid_to": last,
            "is_partial": False,
            "is_proposal": True,
            "confirmed": None,
            "source": _own_source(edition.municipality_name, first.year, on),
            "streams": streams,
        }
    )


def _carried_on(zone: StreamZone, holidays: Holidays, within: tuple[date, date]) -> StreamZone:
    first, last = within
    near = first - timedelta(days=CARRIED_DAYS)
    bare = StreamZone(area=zone.area, neighbours=tuple(day for day in zone.dates if near <= day < first))
    rhythm = rhythm_of(zone.dates)
    cycles = () if rhythm is None else cycles_of(rhythm, first)
    return proposed_zone(bare, cycles, holidays, until=last) if cycles else bare


def cycles_of(rhythm: Rhythm, first: date) -> tuple[CycleRule, ...]:
    """Return the rules that go on in a rhythm from a day: one for each run of days that follow one another."""
    start = rhythm.anchor
    while start + timedelta(days=rhythm.offsets[0]) < first:
        start += timedelta(days=rhythm.interval)
    runs: list[list[int]] = []
    for offset in rhythm.offsets:
        if runs and offset - runs[-1][-1] == 1:
            runs[-1].append(offset)
        else:
            runs.append([offset])
    return tuple(
        CycleRule(
            anchor=start + timedelta(days=run[0]), interval_days=rhythm.interval, days_in_round=len(run)
        )
        for run in runs
    )


def first_edition(
    municipality_name: str, municipality_number: str, year: int, *, on: date
) -> CalendarEdition:
    """Return an empty calendar to begin with: one area, one stream for mixed waste and food, one for paper and plastic."""
    area = Area(id="allt", name="Allt sveitarfélagið", kind=AreaKind.URBAN)
    zones = (StreamZone(area=area.id),)
    streams = (
        Stream(
            id="blandad-matarleifar",
            name=Text(
                is_="Blandaður úrgangur og matarleifar",
                en="Mixed waste and food waste",
                pl="Odpady zmieszane i spożywcze",
            ),
            fractions=(FractionCode.RESIDUAL, FractionCode.BIO),
            zones=zones,
        ),
        Stream(
            id="pappir-plast",
            name=Text(is_="Pappír og plast", en="Paper and plastic", pl="Papier i plastik"),
            fractions=(FractionCode.PAPER, FractionCode.PLASTIC),
            zones=zones,
        ),
    )
    return CalendarEdition(
        municipality_number=municipality_number,
        municipality_name=municipality_name,
        year=year,
        valid_from=date(year, 1, 1),
        valid_to=date(year, 12, 31),
        is_proposal=True,
        source=_own_source(municipality_name, year, on),
        areas=(area,),
        streams=streams,
    )


def _own_source(municipality_name: str, year: int, on: date) -> CalendarSource:
    return CalendarSource(title=f"{TITLE} {year}, {municipality_name}", as_of=on)
