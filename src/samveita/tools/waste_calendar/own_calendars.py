"""The calendars that come with the project: what municipalities really published, each with its source and year."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.reading import read_calendar

NAMES = ("arborg-2024", "arborg-2026", "mosfellsbaer-2025", "thingeyjarsveit-2022")


@cache
def own_calendar(name: str) -> CalendarEdition:
    """Return one of ``NAMES``.

    Raises:
        FileNotFoundError: when there is none of that name.
    """
    return read_calendar((files(__package__) / "data" / f"{name}.json").read_text(encoding="utf-8"))
