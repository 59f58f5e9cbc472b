"""Conditions of a form: something true or not of the answers so far, declared as data so that it can be read and written out.

They tell when a page or a question is asked. What they look at is in ``declaring``; how they are written as JSON Schema
in ``json_schema``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Answer = str | int | bool | list[Any] | dict[str, Any]
Answers = Mapping[str, Any]


class Condition:
    """Something true or not of the answers so far; combine with ``&``, ``|`` and ``~``."""

    __slots__ = ()

    def __and__(self, other: Condition) -> And:
        return And((self, other))

    def __or__(self, other: Condition) -> Or:
        return Or((self, other))

    def __invert__(self) -> Not:
        return Not(self)

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is true of these answers; about an unanswered question nothing is true."""
        raise NotImplementedError

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield every question it looks at, with the answers it compares with."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Equals(Condition):
    """The question has this answer."""

    question: str
    value: Answer

    def holds(self, answers: Answers) -> bool:
        """Tell whether the answer is this one; ``True`` is not 1."""
        return _same(answers.get(self.question), self.value)

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield its question."""
        yield self.question, (self.value,)


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """The question has one of these answers."""

    question: str
    values: tuple[Answer, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether the answer is among them."""
        given = answers.get(self.question)
        return any(_same(given, value) for value in self.values)

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield its question."""
        yield self.question, self.values


@dataclass(frozen=True, slots=True)
class MoreThan(Condition):
    """The question, an amount or a percentage, has an answer above a limit (kr. or percent)."""

    question: str
    limit: int

    def holds(self, answers: Answers) -> bool:
        """Tell whether the answer is a number above the limit."""
        given = answers.get(self.question)
        return type(given) is int and given > self.limit

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield its question."""
        yield self.question, ()


@dataclass(frozen=True, slots=True)
class Includes(Condition):
    """A question with several options has this one among its answers."""

    question: str
    option: str

    def holds(self, answers: Answers) -> bool:
        """Tell whether the option was chosen."""
        given = answers.get(self.question)
        return isinstance(given, list) and self.option in given

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield its question."""
        yield self.question, ([self.option],)


@dataclass(frozen=True, slots=True)
class HasAtLeast(Condition):
    """A repeated group, a question for files or one with several options has so many entries."""

    question: str
    count: int = 1

    def holds(self, answers: Answers) -> bool:
        """Tell whether there are enough."""
        given = answers.get(self.question)
        return isinstance(given, list) and len(given) >= self.count

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield its question."""
        yield self.question, ()


@dataclass(frozen=True, slots=True)
class And(Condition):
    """Every part is true."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether all parts hold."""
        return all(part.holds(answers) for part in self.parts)

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield the questions of all parts."""
        for part in self.parts:
            yield from part.asks_about()


@dataclass(frozen=True, slots=True)
class Or(Condition):
    """At least one part is true."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether any part holds."""
        return any(part.holds(answers) for part in self.parts)

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield the questions of all parts."""
        for part in self.parts:
            yield from part.asks_about()


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part is not true; so it holds while the part's question is unanswered."""

    part: Condition

    def holds(self, answers: Answers) -> bool:
        """Tell whether the part does not hold."""
        return not self.part.holds(answers)

    def asks_about(self) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """Yield the part's questions."""
        yield from self.part.asks_about()


def _same(given: Answer | None, wanted: Answer) -> bool:
    return type(given) is type(wanted) and given == wanted
