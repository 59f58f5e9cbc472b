"""Reads a calendar from its file (``samveita-waste-calendar/1``) and writes it back: the shape municipalities exchange.

One list of zones, each with streets and with the days of every stream that comes there. Bad data are refused with the
place where they stand; what is merely doubtful (a day typed twice, a name in two zones) is read as it is, for finding that
is the business of ``checking``.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.fractions import FRACTIONS, FractionCode
from samveita.tools.waste_calendar.model import (
    KEY,
    LONGEST_LIST,
    MOST_DAYS,
    Area,
    AreaKind,
    CalendarEdition,
    CalendarSource,
    CycleException,
    CycleRule,
    PlaceRule,
    Stream,
    StreamZone,
)
from samveita.tools.waste_calendar.rounds import numbered

SCHEMA = "samveita-waste-calendar/1"
LARGEST_FILE = 5_000_000
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VILLAGE = " - "


class CalendarFileError(ValueError):
    """The file can't be read as a calendar; each line of the message is one place and what is wrong there."""


def _written_day(value: Any) -> Any:
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        message = f"{value!r} is not a day written as 2026-01-31"
        raise ValueError(message)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} is not a day of the calendar") from None


Day = Annotated[date, BeforeValidator(_written_day)]
Days = Annotated[list[Day], Field(max_length=MOST_DAYS)]
Id = Annotated[str, Field(pattern=KEY, max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class _Written(BaseModel):
    """Part of a file; notes and other keys are allowed and left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)


class _Municipality(_Written):
    name: Name
    svfnr: str = Field(pattern=r"^[0-9]{4}$")


class _Source(_Written):
    title: str = Field(min_length=1, max_length=300)
    where: str = Field(default="", max_length=500)
    version: str = Field(default="", max_length=80)
    date: str = Field(default="", max_length=80)


class _Stream(_Written):
    id: Id
    name_is: Name
    name_en: str = Field(default="", max_length=120)
    name_pl: str = Field(default="", max_length=120)
    fractions: list[FractionCode] | None = None
    stated_interval_days: int | None = Field(default=None, ge=1, le=366)


class _Zone(_Written):
    id: Id
    name_is: Name
    kind: AreaKind
    streets: list[Name | PlaceRule] | None = Field(default=None, max_length=LONGEST_LIST)
    stops: dict[str, Days]
    stops_outside_year: dict[str, Days] = Field(default_factory=dict)
    rules: dict[str, list[CycleRule]] = Field(default_factory=dict)
    exceptions: dict[str, list[CycleException]] = Field(default_factory=dict)


class _CalendarFile(_Written):
    schema_: Literal["samveita-waste-calendar/1"] = Field(alias="schema")
    municipality: _Municipality
    year: int = Field(strict=True, ge=1990, le=2200)
    completeness: str = Field(default="full", max_length=300)
    valid_from: Day | None = None
    valid_to: Day | None = None
    contractor: str = Field(default="", max_length=120)
    source: _Source
    streams: list[_Stream] = Field(min_length=1, max_length=50)
    zones: list[_Zone] = Field(min_length=1, max_length=500)


def read_calendar(content: str) -> CalendarEdition:
    """Read a calendar file.

    Raises:
        CalendarFileError: when it is not JSON of this shape; the message names each place.
    """
    if len(content) > LARGEST_FILE:
        raise CalendarFileError(f"the file is larger than {LARGEST_FILE} characters")
    try:
        raw = json.loads(content, object_pairs_hook=_refuse_repeated_keys)
    except (ValueError, RecursionError) as error:
        raise CalendarFileError(f"the file is not valid JSON: {error}") from error
    if not isinstance(raw, dict):
        raise CalendarFileError("the file must hold one JSON object")
    if raw.get("schema") != SCHEMA:
        raise CalendarFileError(f"schema: expected {SCHEMA!r}, found {raw.get('schema')!r}")
    try:
        written = _CalendarFile.model_validate(raw)
        return _edition(written)
    except ValidationError as error:
        raise CalendarFileError("\n".join(_in_plain_words(dict(item)) for item in error.errors())) from error


def _edition(written: _CalendarFile) -> CalendarEdition:
    _refuse_unknown_streams(written)
    begins, ends = _validity(written)
    return CalendarEdition(
        municipality_number=written.municipality.svfnr,
        municipality_name=written.municipality.name,
        year=written.year,
        valid_from=begins,
        valid_to=ends,
        is_partial=_is_partial(written),
        contractor=written.contractor,
        source=CalendarSource(
            title=written.source.title,
            where=written.source.where,
            version=written.source.version,
            as_of=_day_or_none(written.source.date),
        ),
        areas=tuple(_area(zone) for zone in written.zones),
        streams=tuple(_stream(stream, written.zones) for stream in written.streams),
    )


def _refuse_unknown_streams(written: _CalendarFile) -> None:
    known = {stream.id for stream in written.streams}
    wrong = [
        f"zones.{number}.{key}.{stream}: no stream has the id {stream!r}"
        for number, zone in enumerate(written.zones)
        for key in ("stops", "stops_outside_year", "rules", "exceptions")
        for stream in getattr(zone, key)
        if stream not in known
    ]
    if wrong:
        raise CalendarFileError("\n".join(wrong))


def _validity(written: _CalendarFile) -> tuple[date, date]:
    """Return the days the edition covers: as stated, else its year, else (a part of a year) from first to last day."""
    begins, ends = date(written.year, 1, 1), date(written.year, 12, 31)
    if _is_partial(written):
        days = [day for zone in written.zones for stops in zone.stops.values() for day in stops]
        if days:
            begins, ends = min(days), max(days)
    return written.valid_from or begins, written.valid_to or ends


def _is_partial(written: _CalendarFile) -> bool:
    return written.completeness.strip().lower().startswith("partial")


def _area(zone: _Zone) -> Area:
    rules = tuple(entry if isinstance(entry, PlaceRule) else _rule(entry) for entry in zone.streets or ())
    return Area(id=zone.id, name=zone.name_is, kind=zone.kind, rules=rules)


def _rule(entry: str) -> PlaceRule:
    name, dash, village = entry.partition(_VILLAGE)
    return PlaceRule(name=name.strip(), place=village.strip()) if dash else PlaceRule(name=entry.strip())


def _stream(stream: _Stream, zones: list[_Zone]) -> Stream:
    return Stream(
        id=stream.id,
        name=_name(stream),
        fractions=tuple(stream.fractions or ()),
        stated_interval_days=stream.stated_interval_days,
        zones=tuple(_stream_zone(zone, stream.id) for zone in zones if stream.id in zone.stops),
    )


def _name(stream: _Stream) -> Text:
    """Return the local name; other languages name the kinds of waste when the file does not say them."""
    kinds = [FRACTIONS[code].name for code in stream.fractions or ()]
    return Text(
        is_=stream.name_is,
        en=stream.name_en or ", ".join(kind.en for kind in kinds) or stream.name_is,
        pl=stream.name_pl or ", ".join(kind.pl for kind in kinds) or stream.name_is,
    )


def _stream_zone(zone: _Zone, stream: str) -> StreamZone:
    dates = tuple(zone.stops[stream])
    return StreamZone(
        area=zone.id,
        dates=dates,
        rounds=numbered(dates),
        neighbours=tuple(zone.stops_outside_year.get(stream, ())),
        cycles=tuple(zone.rules.get(stream, ())),
        exceptions=tuple(zone.exceptions.get(stream, ())),
    )


def written_calendar(edition: CalendarEdition) -> dict[str, Any]:
    """Return the file's shape of an edition; reading it gives the same days, areas and streams."""
    source = edition.source
    return {
        "schema": SCHEMA,
        "municipality": {"name": edition.municipality_name, "svfnr": edition.municipality_number},
        "year": edition.year,
        "valid_from": edition.valid_from.isoformat(),
        "valid_to": edition.valid_to.isoformat(),
        "completeness": "partial" if edition.is_partial else "full",
        "contractor": edition.contractor,
        "source": {
            "title": source.title,
            "where": source.where,
            "version": source.version,
            "date": "" if source.as_of is None else source.as_of.isoformat(),
        },
        "streams": [_written_stream(stream) for stream in edition.streams],
        "zones": [_written_zone(edition, area) for area in edition.areas],
    }


def _written_stream(stream: Stream) -> dict[str, Any]:
    return {
        "id": stream.id,
        "name_is": stream.name.is_,
        "name_en": stream.name.en,
        "name_pl": stream.name.pl,
        "fractions": [code.value for code in stream.fractions] or None,
        "stated_interval_days": stream.stated_interval_days,
    }


def _written_zone(edition: CalendarEdition, area: Area) -> dict[str, Any]:
    own = {stream.id: zone for stream in edition.streams if (zone := stream.zone(area.id)) is not None}
    parts: dict[str, dict[str, Any]] = {
        "stops": {key: [day.isoformat() for day in zone.dates] for key, zone in own.items()},
        "stops_outside_year": {
            key: [day.isoformat() for day in zone.neighbours] for key, zone in own.items() if zone.neighbours
        },
        "rules": {
            key: [rule.model_dump(mode="json") for rule in zone.cycles]
            for key, zone in own.items()
            if zone.cycles
        },
        "exceptions": {
            key: [rule.model_dump(mode="json") for rule in zone.exceptions]
            for key, zone in own.items()
            if zone.exceptions
        },
    }
    return {
        "id": area.id,
        "name_is": area.name,
        "kind": area.kind.value,
        "streets": [_written_rule(rule) for rule in area.rules] or None,
        **{key: value for key, value in parts.items() if value or key == "stops"},
    }


def _written_rule(rule: PlaceRule) -> str | dict[str, Any]:
    is_plain = rule.name and rule.include and not (rule.postcode or rule.points or rule.has_numbers)
    return rule.written() if is_plain else rule.model_dump(mode="json", exclude_defaults=True)


def _day_or_none(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _in_plain_words(item: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in item["loc"]) or "calendar"
    if item["type"] == "missing":
        return f"{place}: this key is required"
    return f"{place}: {item['msg'].removeprefix('Value error, ')}"


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    repeated = {key for key in keys if keys.count(key) > 1}
    if repeated:
        raise ValueError(f"the key {min(repeated)!r} stands twice")
    return dict(pairs)
