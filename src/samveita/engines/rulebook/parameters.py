"""Dated, sourced parameters: the amounts and rates a rule needs, each with the days it holds and where it is published.

A ``ParameterSet`` refuses gaps and overlaps the moment it is made and refuses to answer for a day it has no value for;
it never guesses from the year before. Values are whole krónur, whole numbers or exact percentages, never binary
floating point. The file shape is the same for central data, for a municipality's import and for its export.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from samveita.ground.documents.stored import DocumentError, Stored, pack, unpack
from samveita.iceland.money import Rate


class ParameterError(ValueError):
    """A parameter is missing, overlaps another, leaves a gap or is asked for in the wrong unit."""


class Unit(StrEnum):
    """What a parameter's value counts."""

    KRONUR = "kr."
    KRONUR_PER_MONTH = "kr. per month"
    PERCENT = "percent"
    COUNT = "count"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Status(StrEnum):
    """Whether the value was read in the named source or still waits for somebody to confirm it."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


class Level(StrEnum):
    """Who set a value; the nearest level that has one wins: office over municipality over central."""

    CENTRAL = "central"
    MUNICIPALITY = "municipality"
    OFFICE = "office"


class Source(BaseModel):
    """Where a value is published: a title for people, an address if there is one, the day it was published if known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1, max_length=300)
    url: str = Field(default="", max_length=500)
    published: date | None = None


class Parameter(BaseModel):
    """One value for one span of days, both ends included; ``valid_to`` is empty while no end is known.

    ``value`` is a string so that a percentage is exact: ``"31.49"``; krónur and counts are whole: ``"72492"``.
    ``level`` says who set it; it is empty for a value that came with the question itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_.]*$", max_length=120)
    unit: Unit
    value: str = Field(max_length=30)
    valid_from: date
    valid_to: date | None = None
    source: Source
    status: Status = Status.UNVERIFIED
    level: Level | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"{self.key} ends {self.valid_to}, before it begins {self.valid_from}")
        if self.unit is Unit.PERCENT:
            Rate.percent(self.value)
        elif not self.value.removeprefix("-").isdecimal():
            raise ValueError(f"{self.key} counts {self.unit} and must be a whole number, not {self.value!r}")
        return self

    def whole(self) -> int:
        """Return the value of a parameter that counts krónur or things.

        Raises:
            ParameterError: when it is a percentage.
        """
        if self.unit is Unit.PERCENT:
            raise ParameterError(f"{self.key} is a percentage; ask for its rate")
        return int(self.value)

    def rate(self) -> Rate:
        """Return the value of a parameter that is a percentage, exactly.

        Raises:
            ParameterError: when it is not a percentage.
        """
        if self.unit is not Unit.PERCENT:
            raise ParameterError(f"{self.key} counts {self.unit} and is not a percentage")
        return Rate.percent(self.value)


class ParameterSheet(Stored):
    """The file and database shape of a set of parameters, for import and export."""

    schema_name: ClassVar[str] = "rulebook.parameters"

    parameters: tuple[Parameter, ...]


class ParameterSet:
    """Parameters by key and day.

    Raises:
        ParameterError: when two values of a key hold on the same day, or a day between two values has none.
    """

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        ordered = sorted(parameters, key=lambda parameter: (parameter.key, parameter.valid_from))
        self._by_key = {key: tuple(values) for key, values in groupby(ordered, key=lambda p: p.key)}
        for values in self._by_key.values():
            for earlier, later in pairwise(values):
                _check_joint(earlier, later)

    def __iter__(self) -> Iterator[Parameter]:
        for values in self._by_key.values():
            yield from values

    def known_keys(self) -> tuple[str, ...]:
        """Return all keys in alphabetical order."""
        return tuple(self._by_key)

    def find(self, key: str, day: date) -> Parameter | None:
        """Return the parameter that holds on a day, or nothing."""
        for parameter in self._by_key.get(key, ()):
            if parameter.valid_from <= day and (parameter.valid_to is None or day <= parameter.valid_to):
                return parameter
        return None

    def at(self, key: str, day: date) -> Parameter:
        """Return the parameter that holds on a day.

        Raises:
            ParameterError: when there is none; the message says which days are known.
        """
        found = self.find(key, day)
        if found is None:
            raise ParameterError(f"{key} has no value on {day.isoformat()}; known: {self._known_days(key)}")
        return found

    def over(self, below: ParameterSet) -> ParameterSet:
        """Return a set where this one's keys replace the keys of the set below (office over municipality over central)."""
        return ParameterSet([*self, *(p for p in below if p.key not in self._by_key)])

    def set_by(self, level: Level) -> ParameterSet:
        """Return the same values, each saying that this level set it."""
        return ParameterSet(parameter.model_copy(update={"level": level}) for parameter in self)

    def sheet(self) -> ParameterSheet:
        """Return the set in its stored and exported shape."""
        return ParameterSheet(parameters=tuple(self))

    def _known_days(self, key: str) -> str:
        values = self._by_key.get(key)
        if not values:
            return "nothing under this key"
        last = values[-1].valid_to
        return f"{values[0].valid_from.isoformat()} – {last.isoformat() if last else 'no end'}"


def _check_joint(earlier: Parameter, later: Parameter) -> None:
    """Refuse two neighbouring values that overlap or leave days without a value."""
    if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
        raise ParameterError(
            f"{earlier.key}: the value from {earlier.valid_from} overlaps the value from {later.valid_from}"
        )
    if earlier.valid_to + timedelta(days=1) != later.valid_from:
        raise ParameterError(f"{earlier.key}: no value between {earlier.valid_to} and {later.valid_from}")


def read_parameters(content: str | bytes) -> ParameterSet:
    """Read a set from its JSON file shape.

    Raises:
        ParameterError: when the file is not JSON, not of this schema, or has gaps or overlaps.
    """
    try:
        return ParameterSet(unpack(ParameterSheet, json.loads(content)).parameters)
    except (json.JSONDecodeError, DocumentError) as error:
        raise ParameterError(f"this is not a file of parameters: {error}") from error


def write_parameters(parameters: ParameterSet) -> str:
    """Return the JSON file shape of a set, readable and the same for the same set."""
    return json.dumps(pack(parameters.sheet()), ensure_ascii=False, indent=2) + "\n"
