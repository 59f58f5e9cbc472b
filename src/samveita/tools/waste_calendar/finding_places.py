"""Where in a calendar a finding points: its areas, its stream, the day or the name, so that a page can lead there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samveita.tools.waste_calendar.findings import Finding
from samveita.tools.waste_calendar.model import CalendarEdition


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding; what it does not speak of is empty."""

    areas: tuple[str, ...] = ()
    stream: str = ""
    day: date | None = None
    name: str = ""


def where_of(edition: CalendarEdition, found: Finding) -> Where:
    """Return the place a finding speaks of: ``zone_1, zone_2 Traðarhús``, ``zone_4 residual 2026-01-05``, ``edition``."""
    known = {area.id for area in edition.areas}
    parts = found.place.split(" ")
    areas: list[str] = []
    while parts and parts[0].removesuffix(",") in known:
        goes_on = parts[0].endswith(",")
        areas.append(parts.pop(0).removesuffix(","))
        if not goes_on:
            break
    if not areas:
        return Where()
    streams = {stream.id for stream in edition.streams}
    if parts and parts[0] in streams:
        return Where(tuple(areas), parts[0], found.days[0] if found.days else None)
    return Where(tuple(areas), name=" ".join(parts))
