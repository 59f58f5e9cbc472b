"""The published calendars of the house, and small calendars made for one question."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.reading import read_calendar

DATA = files("samveita.tools.waste_calendar") / "data"


def content(name: str) -> str:
    return (DATA / f"{name}.json").read_text(encoding="utf-8")


@cache
def real(name: str) -> CalendarEdition:
    return read_calendar(content(name))


def small(*zones: dict[str, Any], streams: tuple[str, ...] = ("residual",), **more: Any) -> dict[str, Any]:
    """A calendar file of 2026; each zone gets what it does not say."""
    return {
        "schema": "samveita-waste-calendar/1",
        "municipality": {"name": "Árborg", "svfnr": "8200"},
        "year": 2026,
        "source": {"title": "Prófun", "date": "2025-12-01"},
        "streams": [{"id": one, "name_is": one, "fractions": [one]} for one in streams],
        "zones": [
            {"id": f"z{number}", "name_is": f"Svæði {number}", "kind": "urban", **zone}
            for number, zone in enumerate(zones, start=1)
        ],
        **more,
    }


def made(*zones: dict[str, Any], **more: Any) -> CalendarEdition:
    return read_calendar(json.dumps(small(*zones, **more)))
