"""Changes to a draft calendar: days added, dropped and moved, areas and their rules, streams and where they go.

Each function takes an edition and returns another; nothing is stored here. Where a zone has a rule, a changed day is
written as an exception to it with its reason, so that rule and days go on agreeing. Whatever touches days makes the edition
a proposal again: somebody has to confirm it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from samveita.iceland.alphabet import folded
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.model import (
    MOST_DAYS,
    Area,
    AreaKind,
    CalendarEdition,
    CycleException,
    ExceptionAction,
    ExceptionReason,
    PlaceRule,
    Stream,
    StreamZone,
)
from samveita.tools.waste_calendar.rounds import materialised, numbered


class EditRefused(ValueError):
    """A change that can't be made; ``reason`` is written for the person at the planner."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


NOT_DRIVEN = Text(
    is_="Engin losun er skráð þann dag.",
    en="No collection is listed on that day.",
    pl="Tego dnia nie wpisano odbioru.",
)
ALREADY_DRIVEN = Text(
    is_="Losun er þegar skráð þann dag.",
    en="A collection is listed on that day already.",
    pl="Tego dnia odbiór jest już wpisany.",
)
OUTSIDE = Text(
    is_="Dagurinn er utan gildistíma dagatalsins.",
    en="The day is outside the days the calendar covers.",
    pl="Dzień jest poza okresem kalendarza.",
)
LAST_AREA = Text(
    is_="Síðasta svæðið er ekki hægt að fjarlægja.",
    en="The last zone can't be removed.",
    pl="Nie można usunąć ostatniej strefy.",
)
LAST_STREAM = Text(
    is_="Síðustu tunnurnar er ekki hægt að fjarlægja.",
    en="The last stream can't be removed.",
    pl="Nie można usunąć ostatniej trasy.",
)
TOO_MANY_DAYS = Text(
    is_="Dagarnir eru fleiri en dagatal rúmar.",
    en="There are more days than a calendar holds.",
    pl="Dni jest więcej, niż mieści kalendarz.",
)
NAME_TAKEN = Text(
    is_="Annað svæði eða aðrar tunnur heita þessu nafni.",
    en="Another zone or stream has that name.",
    pl="Inna strefa lub trasa ma już tę nazwę.",
)


def zone_of(edition: CalendarEdition, stream: str, area: str) -> StreamZone:
    """Return a stream's days in an area.

    Raises:
        KeyError: when the stream does not go there.
    """
    zone = edition.stream(stream).zone(area)
    if zone is None:
        raise KeyError(f"{stream} {area}")
    return zone


def with_zone(edition: CalendarEdition, stream: str, zone: StreamZone) -> CalendarEdition:
    """Return the edition with other days of a stream in an area; it has to be confirmed again."""
    streams = tuple(
        one
        if one.id != stream
        else one.model_copy(
            update={"zones": tuple(zone if known.area == zone.area else known for known in one.zones)}
        )
        for one in edition.streams
    )
    return edition.model_copy(update={"streams": streams, "is_proposal": True, "confirmed": None})


def with_dates(zone: StreamZone, dates: Iterable[date]) -> StreamZone:
    """Return the zone with a list of days as it was typed, and the rounds they make.

    Raises:
        EditRefused: when there are too many.
    """
    listed = tuple(dates)
    if len(listed) > MOST_DAYS:
        raise EditRefused(TOO_MANY_DAYS)
    return zone.model_copy(update={"dates": listed, "rounds": numbered(listed)})


def day_added(
    edition: CalendarEdition, stream: str, area: str, day: date, *, reason: ExceptionReason, note: str = ""
) -> CalendarEdition:
    """Return the edition with a day more.

    Raises:
        EditRefused: when it is there already, or outside the edition.
    """
    zone = zone_of(edition, stream, area)
    if day in zone.dates:
        raise EditRefused(ALREADY_DRIVEN)
    if not edition.covers(day):
        raise EditRefused(OUTSIDE)
    return _with_days(edition, stream, zone, {*zone.dates, day}, {day: (reason, note)})


def day_dropped(
    edition: CalendarEdition, stream: str, area: str, day: date, *, reason: ExceptionReason, note: str = ""
) -> CalendarEdition:
    """Return the edition without a day.

    Raises:
        EditRefused: when it is not there.
    """
    zone = zone_of(edition, stream, area)
    if day not in zone.dates:
        raise EditRefused(NOT_DRIVEN)
    return _with_days(edition, stream, zone, set(zone.dates) - {day}, {day: (reason, note)})


def day_moved(
    edition: CalendarEdition,
    stream: str,
    area: str,
    day: date,
    new_day: date,
    *,
    reason: ExceptionReason,
    note: str = "",
) -> CalendarEdition:
    """Return the edition with a day on another day.

    Raises:
        EditRefused: when there is nothing to move, the new day is taken, or it is outside the edition.
    """
    zone = zone_of(edition, stream, area)
    if day not in zone.dates:
        raise EditRefused(NOT_DRIVEN)
    if new_day in zone.dates:
        raise EditRefused(ALREADY_DRIVEN)
    if not edition.covers(new_day):
        raise EditRefused(OUTSIDE)
    days = (set(zone.dates) - {day}) | {new_day}
    return _with_days(
        edition, stream, zone, days, {day: (reason, note), new_day: (reason, note)}, moved=(day, new_day)
    )


def days_listed(
    edition: CalendarEdition, stream: str, area: str, dates: Sequence[date], *, reason: ExceptionReason
) -> CalendarEdition:
    """Return the edition with a whole list of days as it was typed, order and repetitions included."""
    zone = zone_of(edition, stream, area)
    why = dict.fromkeys(set(zone.dates) ^ set(dates), (reason, ""))
    planned = _excepted(edition, zone, set(dates), why, None)
    return with_zone(edition, stream, with_dates(planned, dates))


def _with_days(
    edition: CalendarEdition,
    stream: str,
    zone: StreamZone,
    days: set[date],
    why: dict[date, tuple[ExceptionReason, str]],
    *,
    moved: tuple[date, date] | None = None,
) -> CalendarEdition:
    planned = _excepted(edition, zone, days, why, moved)
    return with_zone(edition, stream, with_dates(planned, sorted(days)))


def _excepted(
    edition: CalendarEdition,
    zone: StreamZone,
    days: set[date],
    why: dict[date, tuple[ExceptionReason, str]],
    moved: tuple[date, date] | None,
) -> StreamZone:
    """Return the zone with the exceptions that lead from its rules to the days; exceptions that still hold are kept."""
    if not zone.cycles:
        return zone
    of_rules = set(materialised(zone.cycles, until=edition.valid_to))
    gone, added = of_rules - days, days - of_rules
    kept = [one for one in zone.exceptions if _still_holds(one, gone, added)]
    for one in kept:
        gone.discard(one.day)
        added -= {one.day, one.new_day}
    if moved is not None:
        origin = _origin(zone, moved[0])
        if origin in gone and moved[1] in added:
            reason, note = why[moved[0]]
            gone.discard(origin)
            added.discard(moved[1])
            kept.append(
                CycleException(
                    action=ExceptionAction.MOVE, day=origin, new_day=moved[1], reason=reason, note=note
                )
            )
    kept += [_single(ExceptionAction.DROP, day, why) for day in sorted(gone)]
    kept += [_single(ExceptionAction.ADD, day, why) for day in sorted(added)]
    return zone.model_copy(update={"exceptions": tuple(sorted(kept, key=lambda one: one.day))})


def _still_holds(one: CycleException, gone: set[date], added: set[date]) -> bool:
    if one.action is ExceptionAction.ADD:
        return one.day in added
    return one.day in gone and (one.new_day is None or one.new_day in added)


def _origin(zone: StreamZone, day: date) -> date:
    """Return the day of the rule that a day was moved from, or the day itself."""
    return next((one.day for one in zone.exceptions if one.new_day == day), day)


def _single(
    action: ExceptionAction, day: date, why: dict[date, tuple[ExceptionReason, str]]
) -> CycleException:
    reason, note = why.get(day, (ExceptionReason.OTHER, ""))
    return CycleException(action=action, day=day, reason=reason, note=note)


def with_rules(edition: CalendarEdition, area: str, rules: Sequence[PlaceRule]) -> CalendarEdition:
    """Return the edition with other rules for an area."""
    return _with_area(edition, edition.area(area).model_copy(update={"rules": tuple(rules)}))


def area_described(edition: CalendarEdition, area: str, *, name: str, kind: AreaKind) -> CalendarEdition:
    """Return the edition with an area under another name or of another kind."""
    return _with_area(edition, edition.area(area).model_copy(update={"name": name, "kind": kind}))


def _with_area(edition: CalendarEdition, area: Area) -> CalendarEdition:
    areas = tuple(area if one.id == area.id else one for one in edition.areas)
    return _validated(edition, {"areas": areas})


def area_added(
    edition: CalendarEdition, *, name: str, kind: AreaKind, streams: Sequence[str]
) -> CalendarEdition:
    """Return the edition with an area more, and the streams that go there.

    Raises:
        EditRefused: when another area has the name.
    """
    area = Area(id=_id_of(name, [one.id for one in edition.areas]), name=name, kind=kind)
    changed = edition.model_copy(update={"areas": (*edition.areas, area)})
    return streams_served(changed, area.id, streams)


def area_removed(edition: CalendarEdition, area: str) -> CalendarEdition:
    """Return the edition without an area and its days.

    Raises:
        EditRefused: when it is the only one.
    """
    if len(edition.areas) == 1:
        raise EditRefused(LAST_AREA)
    changed = streams_served(edition, area, ())
    return _validated(changed, {"areas": tuple(one for one in edition.areas if one.id != area)})


def streams_served(edition: CalendarEdition, area: str, streams: Sequence[str]) -> CalendarEdition:
    """Return the edition with just these streams going to an area; new ones have no days yet."""
    found = []
    for stream in edition.streams:
        has = stream.zone(area) is not None
        zones = stream.zones
        if stream.id in streams and not has:
            zones = (*zones, StreamZone(area=area))
        elif stream.id not in streams and has:
            zones = tuple(zone for zone in zones if zone.area != area)
        found.append(stream.model_copy(update={"zones": zones}))
    return _validated(edition, {"streams": tuple(found), "is_proposal": True, "confirmed": None})


def stream_added(
    edition: CalendarEdition, *, name: Text, fractions: Sequence[FractionCode]
) -> CalendarEdition:
    """Return the edition with a stream more, which goes nowhere yet.

    Raises:
        EditRefused: when another stream has the name.
    """
    stream = Stream(
        id=_id_of(name.is_, [one.id for one in edition.streams]),
        name=name,
        fractions=tuple(fractions),
        zones=(),
    )
    return _validated(edition, {"streams": (*edition.streams, stream)})


def stream_removed(edition: CalendarEdition, stream: str) -> CalendarEdition:
    """Return the edition without a stream.

    Raises:
        EditRefused: when it is the only one.
    """
    if len(edition.streams) == 1:
        raise EditRefused(LAST_STREAM)
    streams = tuple(one for one in edition.streams if one.id != stream)
    return _validated(edition, {"streams": streams, "is_proposal": True, "confirmed": None})


def _id_of(name: str, taken: Iterable[str]) -> str:
    made = folded(name).replace(" ", "-")[:60] or "svaedi"
    if made in {folded(one).replace(" ", "-") for one in taken}:
        raise EditRefused(NAME_TAKEN)
    return made


def _validated(edition: CalendarEdition, changes: dict[str, Any]) -> CalendarEdition:
    """Return the edition with changes, read anew so that it still holds together."""
    return CalendarEdition.model_validate(edition.model_copy(update=changes).model_dump())
