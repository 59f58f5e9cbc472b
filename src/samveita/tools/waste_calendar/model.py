"""What a municipality publishes: an edition of its waste calendar, its streams, the zones of each stream, the rounds.

Zones belong to a stream: one neighbourhood may be a single day for mixed waste and two days for paper. Areas say which
addresses belong together and are written once; a stream's zone names its area and holds the days. The days that a person
has confirmed are the truth. A rule with exceptions may stand beside them to plan and to check, never to answer residents.
Times of day are not known anywhere, so days are whole days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from samveita.ground.documents.stored import Stored
from samveita.iceland.alphabet import folded
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.fractions import FRACTIONS, UNNAMED, Fraction, FractionCode

KEY = r"^\w[\w.-]*$"
LONGEST_LIST = 5_000
MOST_DAYS = 400


class Part(BaseModel):
    """Part of a calendar: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AreaKind(StrEnum):
    """What sort of addresses an area holds."""

    URBAN = "urban"
    RURAL = "rural"
    MULTI_DWELLING = "multi_dwelling"
    DEEP_CONTAINER = "deep_container"
    SPECIAL = "special"


class Parity(StrEnum):
    """Which house numbers of a street: all, odd ones or even ones."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"


class PlaceRule(Part):
    """One line of an area: what it takes in, or leaves out when ``include`` is false.

    A rule names a street or farm (``name``), perhaps in one village (``place``) or postcode, perhaps some of its house
    numbers; or address points (hnitnúmer); or a postcode alone. The more it says, the more it weighs.
    """

    name: str = Field(default="", max_length=120)
    place: str = Field(default="", max_length=80)
    postcode: str = Field(default="", pattern=r"^([0-9]{3})?$")
    first: int | None = Field(default=None, ge=0, le=9999)
    last: int | None = Field(default=None, ge=0, le=9999)
    parity: Parity = Parity.ALL
    points: tuple[int, ...] = Field(default=(), max_length=LONGEST_LIST)
    include: bool = True

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.name or self.postcode or self.points):
            raise ValueError("a rule names a street, a postcode or address points")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"house numbers run from {self.first} to {self.last}, which is backwards")
        return self

    @property
    def has_numbers(self) -> bool:
        """Whether the rule is about some house numbers only."""
        return self.first is not None or self.last is not None or self.parity is not Parity.ALL

    def written(self) -> str:
        """Return the rule as in a list of streets: ``Sigtún - Stokkseyri``, ``Austurvegur 1–21 (odd)``."""
        name = f"{self.name} - {self.place}" if self.place else self.name or self.postcode
        if not self.has_numbers:
            return name
        numbers = f"{self.first or 1}–{'' if self.last is None else self.last}"
        return f"{name} {numbers}" + ("" if self.parity is Parity.ALL else f" ({self.parity.value})")


class Area(Part):
    """Addresses that belong together, under the name the municipality uses for them."""

    id: str = Field(pattern=KEY, max_length=60)
    name: str = Field(min_length=1, max_length=120)
    kind: AreaKind
    rules: tuple[PlaceRule, ...] = Field(default=(), max_length=LONGEST_LIST)


class CycleRule(Part):
    """Every so many days from an anchor, so many days in a row; ``until`` or ``rounds`` ends it, a season limits it."""

    anchor: date
    interval_days: int = Field(ge=1, le=366)
    days_in_round: int = Field(default=1, ge=1, le=31)
    rounds: int | None = Field(default=None, ge=1, le=MOST_DAYS)
    until: date | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.days_in_round > self.interval_days:
            raise ValueError("a round is longer than the interval between rounds")
        return self


class ExceptionAction(StrEnum):
    """What an exception does to a day of the rule."""

    DROP = "drop"
    MOVE = "move"
    ADD = "add"


class ExceptionReason(StrEnum):
    """Why a day departs from the rule."""

    HOLIDAY = "holiday"
    KNOCK_ON = "knock_on"
    WEATHER = "weather"
    CONTRACTOR = "contractor"
    OTHER = "other"


class CycleException(Part):
    """A day of the rule that is dropped or moved, or a day added."""

    action: ExceptionAction
    day: date
    new_day: date | None = None
    reason: ExceptionReason = ExceptionReason.OTHER
    note: str = Field(default="", max_length=300)

    @model_validator(mode="after")
    def _has_its_days(self) -> Self:
        if (self.action is ExceptionAction.MOVE) != (self.new_day is not None):
            raise ValueError("a moved day needs its new day, and only a moved day has one")
        return self


class RoundStatus(StrEnum):
    """Whether a round will be driven."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Round(Part):
    """One time the truck comes to a zone (losun): the days it takes, and what calendars of residents know it by.

    ``number`` stays with the round when it moves; ``sequence`` rises each time its days change.
    """

    number: int = Field(ge=1, le=10 * MOST_DAYS)
    days: tuple[date, ...] = Field(min_length=1, max_length=31)
    sequence: int = Field(default=0, ge=0)
    status: RoundStatus = RoundStatus.CONFIRMED

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if list(self.days) != sorted(set(self.days)):
            raise ValueError(f"round {self.number} must list each day once, in order")
        return self


class StreamZone(Part):
    """The days of one stream in one area.

    ``dates`` is the list as it was typed; ``rounds`` the same days grouped, numbered and in order. ``neighbours`` are
    days of the edition before or after that the same list carries.
    """

    area: str
    dates: tuple[date, ...] = Field(default=(), max_length=MOST_DAYS)
    rounds: tuple[Round, ...] = Field(default=(), max_length=MOST_DAYS)
    neighbours: tuple[date, ...] = Field(default=(), max_length=MOST_DAYS)
    cycles: tuple[CycleRule, ...] = Field(default=(), max_length=20)
    exceptions: tuple[CycleException, ...] = Field(default=(), max_length=MOST_DAYS)

    @model_validator(mode="after")
    def _rounds_hold_the_dates(self) -> Self:
        numbers = [one.number for one in self.rounds]
        if len(numbers) != len(set(numbers)):
            raise ValueError("two rounds have the same number")
        driven = {day for one in self.rounds if one.status is RoundStatus.CONFIRMED for day in one.days}
        if driven != set(self.dates):
            raise ValueError("the rounds don't hold the same days as the list of dates")
        return self


class Stream(Part):
    """Kinds of waste that are emptied in one pass (hirðuflokkur), with the zones the truck drives."""

    id: str = Field(pattern=KEY, max_length=60)
    name: Text
    fractions: tuple[FractionCode, ...] = ()
    stated_interval_days: int | None = Field(default=None, ge=1, le=366)
    zones: tuple[StreamZone, ...] = Field(max_length=500)

    def zone(self, area: str) -> StreamZone | None:
        """Return the stream's days in an area, or None when it does not go there."""
        return next((zone for zone in self.zones if zone.area == area), None)

    def kinds(self) -> tuple[Fraction, ...]:
        """Return the kinds of waste, or the one that stands for kinds nobody stated."""
        return tuple(FRACTIONS[code] for code in self.fractions) or (UNNAMED,)


class CalendarSource(Part):
    """Where the days were read: title, place, version and the day the source bears."""

    title: str = Field(min_length=1, max_length=300)
    where: str = Field(default="", max_length=500)
    version: str = Field(default="", max_length=80)
    as_of: date | None = None


class Confirmation(Part):
    """Who went over the days and said that these are the ones that will be driven, and when."""

    person: UUID | None = None
    at: datetime


class CalendarEdition(Stored):
    """One published calendar of a municipality, from one day to another, both included."""

    schema_name: ClassVar[str] = "waste_calendar.edition"

    municipality_number: str = Field(pattern=r"^[0-9]{4}$")
    municipality_name: str = Field(min_length=1, max_length=120)
    year: int = Field(ge=1990, le=2200)
    valid_from: date
    valid_to: date
    is_partial: bool = Field(default=False, description="the source shows only part of the year")
    contractor: str = Field(default="", max_length=120)
    is_proposal: bool = Field(default=False, description="nobody has confirmed the days as they stand")
    confirmed: Confirmation | None = None
    source: CalendarSource
    areas: tuple[Area, ...] = Field(min_length=1, max_length=500)
    streams: tuple[Stream, ...] = Field(min_length=1, max_length=50)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.valid_to < self.valid_from:
            raise ValueError("the edition ends before it begins")
        _each_once("area", (area.id for area in self.areas))
        _each_once("stream", (stream.id for stream in self.streams))
        known = {area.id for area in self.areas}
        for stream in self.streams:
            _each_once(f"zone of {stream.id}", (zone.area for zone in stream.zones))
            unknown = [zone.area for zone in stream.zones if zone.area not in known]
            if unknown:
                raise ValueError(f"stream {stream.id!r} names the area {unknown[0]!r}, which is not there")
        return self

    def area(self, area_id: str) -> Area:
        """Return an area.

        Raises:
            KeyError: when the edition has none of that id.
        """
        for area in self.areas:
            if area.id == area_id:
                return area
        raise KeyError(area_id)

    def stream(self, stream_id: str) -> Stream:
        """Return a stream.

        Raises:
            KeyError: when the edition has none of that id.
        """
        for stream in self.streams:
            if stream.id == stream_id:
                return stream
        raise KeyError(stream_id)

    @cached_property
    def rules_by_name(self) -> dict[str, list[tuple[str, PlaceRule]]]:
        """The rules with their areas under each folded name they answer to; rules without a name under the empty one."""
        found: dict[str, list[tuple[str, PlaceRule]]] = {}
        for area in self.areas:
            for rule in area.rules:
                keys = {folded(rule.name)} | ({folded(f"{rule.name} {rule.place}")} if rule.place else set())
                for key in keys:
                    found.setdefault(key, []).append((area.id, rule))
        return found

    def covers(self, day: date) -> bool:
        """Whether the edition speaks of the day."""
        return self.valid_from <= day <= self.valid_to


def _each_once(what: str, names: Iterable[str]) -> None:
    """Refuse ids that are alike once accents and case are gone: calendars of residents know them in that form."""
    seen: set[str] = set()
    for name in names:
        if folded(name) in seen:
            raise ValueError(f"{what} {name!r} stands twice")
        seen.add(folded(name))
