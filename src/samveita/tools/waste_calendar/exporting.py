"""Writes a calendar as tables that spreadsheets open and ``importing`` reads back: its days, and its streets.

A cell that a spreadsheet would read as a formula gets a mark in front; reading takes it away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from samveita.tools.waste_calendar.importing import UNSAFE
from samveita.tools.waste_calendar.model import CalendarEdition, Parity, PlaceRule

BOM = "\ufeff"
DAY_HEADINGS = ("svæði", "tunnur", "dagur")
STREET_HEADINGS = (
    "svæði",
    "gata",
    "byggð",
    "póstnúmer",
    "frá nr.",
    "til nr.",
    "húsnúmer",
    "undanskilið",
    "hnitnúmer",
)
PARITY_WORDS = {Parity.ALL: "", Parity.ODD: "oddatölur", Parity.EVEN: "sléttar tölur"}


def days_table(edition: CalendarEdition) -> str:
    """Return one row for each day: zone, bins, day as ``5.1.2027``."""
    return _written(
        DAY_HEADINGS,
        (
            (_area(edition, zone.area), _stream(edition, stream.id), f"{day.day}.{day.month}.{day.year}")
            for stream in edition.streams
            for zone in stream.zones
            for day in zone.dates
        ),
    )


def streets_table(edition: CalendarEdition) -> str:
    """Return one row for each rule of each zone."""
    return _written(
        STREET_HEADINGS, (_street(edition, area.id, rule) for area in edition.areas for rule in area.rules)
    )


def _area(edition: CalendarEdition, area: str) -> str:
    name = edition.area(area).name
    return name if sum(one.name == name for one in edition.areas) == 1 else area


def _stream(edition: CalendarEdition, stream: str) -> str:
    name = edition.stream(stream).name.is_
    return name if sum(one.name.is_ == name for one in edition.streams) == 1 else stream


def _street(edition: CalendarEdition, area: str, rule: PlaceRule) -> tuple[str, ...]:
    return (
        _area(edition, area),
        rule.name,
        rule.place,
        rule.postcode,
        "" if rule.first is None else str(rule.first),
        "" if rule.last is None else str(rule.last),
        PARITY_WORDS[rule.parity],
        "" if rule.include else "já",
        " ".join(str(point) for point in rule.points),
    )


def _written(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    to = io.StringIO()
    writer = csv.writer(to, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow(f"'{cell}" if cell and cell[0] in UNSAFE else cell for cell in row)
    return BOM + to.getvalue()
