"""Typed facts and the tests put to them, shared by decision tables and decision graphs.

A ``Fact`` says what may be answered: one of named choices, yes or no, or a whole number within limits. A ``Test`` is met
by some of those answers. Both are data, so that a table or a graph is a document people can read, keep and compare;
nothing here is ever evaluated as program text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from samveita.engines.rulebook.calculation import StoredText

Answer: TypeAlias = str | bool | int
LARGEST = 10**15

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class AnswerError(ValueError):
    """An answer is missing or is not one the fact can have; the message names the fact."""


class Part(BaseModel):
    """Base of the parts of a table or a graph: frozen, nothing unknown accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Part):
    """One answer of a choice."""

    key: Key
    label: StoredText


class ChoiceFact(Part):
    """A fact with named answers."""

    type: Literal["choice"] = "choice"
    key: Key
    label: StoredText
    options: tuple[Option, ...] = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        keys = [option.key for option in self.options]
        if len(set(keys)) != len(keys):
            raise ValueError(f"{self.key}: two options have the same key")
        return self


class YesNoFact(Part):
    """A fact that is so or not."""

    type: Literal["yes_no"] = "yes_no"
    key: Key
    label: StoredText


class WholeFact(Part):
    """A fact that is a whole number between two limits, both included."""

    type: Literal["whole"] = "whole"
    key: Key
    label: StoredText
    least: int = Field(default=0, ge=-LARGEST, le=LARGEST)
    most: int = Field(default=LARGEST, ge=-LARGEST, le=LARGEST)

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"{self.key}: no number is between {self.least} and {self.most}")
        return self


Fact: TypeAlias = Annotated[ChoiceFact | YesNoFact | WholeFact, Field(discriminator="type")]


class OneOf(Part):
    """Met by any of these answers of a choice."""

    type: Literal["one_of"] = "one_of"
    values: tuple[Key, ...] = Field(min_length=1, max_length=200)


class IsSo(Part):
    """Met by yes (or by no)."""

    type: Literal["is"] = "is"
    value: bool


class Between(Part):
    """Met by whole numbers from ``least`` to ``most``, both included; an end left out is open."""

    type: Literal["between"] = "between"
    least: int | None = Field(default=None, ge=-LARGEST, le=LARGEST)
    most: int | None = Field(default=None, ge=-LARGEST, le=LARGEST)

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"no number is between {self.least} and {self.most}")
        return self


Test: TypeAlias = Annotated[OneOf | IsSo | Between, Field(discriminator="type")]
_FITS: Mapping[str, type[Part]] = {"choice": OneOf, "yes_no": IsSo, "whole": Between}


def checked_answer(fact: Fact, answer: object) -> Answer:
    """Return the answer when the fact can have it.

    Raises:
        AnswerError: when it is of another type, not among the options or outside the limits.
    """
    if isinstance(fact, ChoiceFact):
        is_good = isinstance(answer, str) and answer in {option.key for option in fact.options}
    elif isinstance(fact, YesNoFact):
        is_good = isinstance(answer, bool)
    else:
        is_good = type(answer) is int and fact.least <= answer <= fact.most
    if not is_good or not isinstance(answer, str | bool | int):
        raise AnswerError(f"{fact.key} can't be {answer!r}")
    return answer


def misfit(fact: Fact, test: Test) -> str:
    """Say why a test can't be put to a fact, or nothing."""
    if not isinstance(test, _FITS[fact.type]):
        return f"{fact.key} is a {fact.type} and can't be tested by {test.type}"
    if isinstance(fact, ChoiceFact) and isinstance(test, OneOf):
        unknown = set(test.values) - {option.key for option in fact.options}
        return f"{fact.key} has no option {', '.join(sorted(unknown))}" if unknown else ""
    if isinstance(fact, WholeFact) and isinstance(test, Between):
        least, most = _limits(fact, test)
        return f"{fact.key} is never between {test.least} and {test.most}" if least > most else ""
    return ""


def meets(test: Test, answer: Answer) -> bool:
    """Say whether an answer meets a test."""
    if isinstance(test, OneOf):
        return answer in test.values
    if isinstance(test, IsSo):
        return answer is test.value
    return (test.least is None or answer >= test.least) and (  # type: ignore[operator]
        test.most is None or answer <= test.most  # type: ignore[operator]
    )


def told_apart(fact: Fact, tests: Iterable[Test]) -> tuple[tuple[Answer, str], ...]:
    """Return one answer for each set of answers the tests don't tell apart, with the set written out.

    A whole number falls into as many spans as the tests' limits cut; every other fact into its answers.
    """
    if isinstance(fact, ChoiceFact):
        return tuple((option.key, option.key) for option in fact.options)
    if isinstance(fact, YesNoFact):
        return ((True, "yes"), (False, "no"))
    cuts = {fact.least}
    for test in tests:
        if isinstance(test, Between):
            least, most = _limits(fact, test)
            cuts |= {least, most + 1}
    floors = sorted(cut for cut in cuts if fact.least <= cut <= fact.most)
    ceilings = [*(floor - 1 for floor in floors[1:]), fact.most]
    return tuple(
        (floor, str(floor) if floor == ceiling else f"{floor}–{ceiling}")
        for floor, ceiling in zip(floors, ceilings, strict=True)
    )


def _limits(fact: WholeFact, test: Between) -> tuple[int, int]:
    least = fact.least if test.least is None else max(fact.least, test.least)
    most = fact.most if test.most is None else min(fact.most, test.most)
    return least, most
