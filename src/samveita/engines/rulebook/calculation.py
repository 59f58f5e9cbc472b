"""Explained calculations: the lines a person reads, made by the same rule that a nation's columns run through.

A rule receives a ``Ledger`` and books each figure and line in it. ``Explained`` keeps lines with words, legal basis and
sources for one person; ``Columnwise`` keeps only the columns and never spends time on words. What a rule books is what
the decision keeps: an old decision is always shown from its saved ``Calculation``, never calculated again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

from samveita.engines.rulebook.exact import Amount, Choice, Column
from samveita.engines.rulebook.parameters import Parameter, Source
from samveita.iceland.texts import Text


def _read_text(value: Any) -> Text:
    return value if isinstance(value, Text) else Text.from_dict(value)


StoredText = Annotated[
    Text,
    PlainValidator(_read_text),
    PlainSerializer(Text.as_dict, return_type=dict[str, str]),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {code: {"type": "string"} for code in ("is", "en", "pl")},
            "required": ["is", "en", "pl"],
            "additionalProperties": False,
        }
    ),
]


class Line(BaseModel):
    """One line of a calculation: what it is, how many krónur, how that came about, by which rule and from which source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    label: StoredText
    amount: int = Field(description="kr., with the sign it has in the sum")
    arithmetic: StoredText | None = None
    legal_basis: StoredText | None = None
    sources: tuple[Source, ...] = ()
    uses: tuple[str, ...] = Field(default=(), description="keys of the parameters the line was made with")
    rule: str = ""
    warning: StoredText | None = None


class Calculation(BaseModel):
    """The result of a rule for one person: lines to read, figures to compute with, an outcome and the values used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    outcome: str
    lines: tuple[Line, ...]
    figures: dict[str, int]
    parameters: tuple[Parameter, ...] = ()

    @property
    def warnings(self) -> tuple[Text, ...]:
        """Return what the case worker must look at before deciding."""
        return tuple(line.warning for line in self.lines if line.warning is not None)

    def used_in(self, line: Line) -> tuple[Parameter, ...]:
        """Return the parameters a line was made with: each with its source, its days and the level that set it."""
        return tuple(parameter for parameter in self.parameters if parameter.key in line.uses)

    def line(self, key: str) -> Line:
        """Return the line with a key.

        Raises:
            KeyError: when this calculation has no such line.
        """
        for line in self.lines:
            if line.key == key:
                return line
        raise KeyError(key)


Words = Callable[[], Text | None]


class Ledger(Protocol):
    """Where a rule books its figures and lines; words are given as functions, so that columns never pay for them."""

    def figure(self, key: str, amount: Amount) -> Amount:
        """Keep an amount under a key and return it."""
        ...

    def line(
        self,
        key: str,
        amount: Amount,
        *,
        label: Text,
        words: Words | None = None,
        legal_basis: Text | None = None,
        parameters: tuple[Parameter, ...] = (),
        rule: str = "",
        warning: Words | None = None,
        shown: Choice = True,
    ) -> Amount:
        """Book a line and return its amount; a line that is not shown is booked nowhere."""
        ...

    def outcome(self, condition: Choice, *, then: str, otherwise: str) -> None:
        """Say how the calculation came out."""
        ...


class Explained:
    """A ledger for one person that keeps every line with its words."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self._lines: list[Line] = []
        self._figures: dict[str, int] = {}
        self._outcome = ""
        self._parameters: list[Parameter] = []

    def figure(self, key: str, amount: Amount) -> Amount:
        """Keep an amount under a key and return it."""
        self._figures[key] = _one(amount)
        return amount

    def line(
        self,
        key: str,
        amount: Amount,
        *,
        label: Text,
        words: Words | None = None,
        legal_basis: Text | None = None,
        parameters: tuple[Parameter, ...] = (),
        rule: str = "",
        warning: Words | None = None,
        shown: Choice = True,
    ) -> Amount:
        """Book a line with its words; the parameters it used are kept with the calculation too."""
        self._parameters.extend(p for p in parameters if p not in self._parameters)
        if shown:
            self._lines.append(
                Line(
                    key=key,
                    label=label,
                    amount=_one(amount),
                    arithmetic=words() if words else None,
                    legal_basis=legal_basis,
                    sources=tuple(parameter.source for parameter in parameters),
                    uses=tuple(dict.fromkeys(parameter.key for parameter in parameters)),
                    rule=f"{self.rule}.{rule}" if rule else self.rule,
                    warning=warning() if warning else None,
                )
            )
        return amount

    def outcome(self, condition: Choice, *, then: str, otherwise: str) -> None:
        """Say how the calculation came out."""
        self._outcome = then if condition else otherwise

    def calculation(self) -> Calculation:
        """Return what was booked."""
        return Calculation(
            rule=self.rule,
            outcome=self._outcome,
            lines=tuple(self._lines),
            figures=self._figures,
            parameters=tuple(self._parameters),
        )


class Columnwise:
    """A ledger for a nation: the columns of figures and the column of outcomes, no words."""

    def __init__(self) -> None:
        self.figures: dict[str, Amount] = {}
        self.outcomes: tuple[Choice, str, str] = (True, "", "")

    def figure(self, key: str, amount: Amount) -> Amount:
        """Keep a column under a key and return it."""
        self.figures[key] = amount
        return amount

    def line(
        self,
        key: str,  # noqa: ARG002  the shape is the ledger's
        amount: Amount,
        *,
        label: Text,  # noqa: ARG002
        words: Words | None = None,  # noqa: ARG002
        legal_basis: Text | None = None,  # noqa: ARG002
        parameters: tuple[Parameter, ...] = (),  # noqa: ARG002
        rule: str = "",  # noqa: ARG002
        warning: Words | None = None,  # noqa: ARG002
        shown: Choice = True,  # noqa: ARG002
    ) -> Amount:
        """Return the amount; lines are for people."""
        return amount

    def outcome(self, condition: Choice, *, then: str, otherwise: str) -> None:
        """Keep the condition and the two outcomes it chooses between."""
        self.outcomes = (condition, then, otherwise)


def _one(amount: Amount) -> int:
    """Return one person's amount.

    Raises:
        TypeError: when a column came to a ledger for one person.
    """
    if isinstance(amount, Column):
        raise TypeError("a column can't be explained line by line; run it through Columnwise")
    return amount
