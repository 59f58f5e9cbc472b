"""How a room declares the parameters people may edit: which fields, in which order, in what unit, with which checks.

A parameter document is one period of validity: what holds from one day to another. From the declaration come the editor
on the desk, the CSV that Excel opens, the difference between two versions and the checks of an import, so that nobody
draws a page for a new set of parameters. Values are typed and exact; a field may be marked as not yet confirmed, and
whoever reads a calculation sees that mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from pydantic import Field as Declared

from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.parameters import Level, ParameterSet, Source, Unit
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text

if TYPE_CHECKING:
    from samveita.ground.organisations.models import Organisation

LANGUAGE_ENDINGS = ("is", "en", "pl")


class ParameterDocument(Stored):
    """Base of parameter documents: one period of validity, with the places nobody has confirmed yet."""

    unverified: tuple[str, ...] = Declared(default=(), max_length=500)

    def with_source(self, source: Source) -> Self:
        """Return the document as it is kept when it is published in a source; documents that name theirs override it."""
        del source
        return self


class FieldKind(StrEnum):
    """What may be written in a field."""

    KRONUR = "kronur"
    WHOLE = "whole"
    PERCENT = "percent"
    TEXT = "text"
    LINK = "link"
    EMAIL = "email"
    CHOICE = "choice"
    YES_NO = "yes_no"
    THREE_LANGUAGES = "three_languages"
    CODE = "code"


NUMBERS = frozenset({FieldKind.KRONUR, FieldKind.WHOLE, FieldKind.PERCENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterField:
    """One field of a parameter document.

    Attributes:
        key: its place in the document (or in a row), with dots: ``internal_appeal.weeks``.
        label: what it is called.
        help: what to enter, and what an empty field means.
        counts: the unit of a number; also makes it a parameter that rules can look up by ``code``.
        code: the parameter's key; the document's key and the field's when left out.
        options: answers of a choice.
        is_required: whether it may be left empty.
        least, most: limits of a number, both included; a percentage in whole hundredths.
        longest: how many characters a text may have.
        is_legal: whether it rests on law or on a published decision, so that it can stand unconfirmed.
    """

    key: str
    kind: FieldKind
    label: Text
    help: Text | None = None
    counts: Unit | None = None
    code: str = ""
    options: tuple[tuple[str, Text], ...] = ()
    is_required: bool = False
    least: int = 0
    most: int = 9_999_999
    longest: int = 300
    is_legal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A part of the document with repeated rows, such as categories of aid.

    Attributes:
        key: its place in the document.
        title: its heading.
        help: what a row is.
        add: the words of the button that adds a row.
        identified_by: the field whose value is a row's own name in files, marks and differences.
        fields: the columns.
        most: how many rows there may be.
    """

    key: str
    title: Text
    add: Text
    identified_by: str
    fields: tuple[ParameterField, ...]
    help: Text | None = None
    most: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its fields and rows."""

    title: Text
    parts: tuple[ParameterField | Rows, ...]
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: where (a field's place, or a line of a file) and why."""

    place: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class Example:
    """A calculation a set of parameters gives for an invented person, or why it gives none."""

    key: str
    label: Text
    result: Calculation | Text

    @property
    def amount(self) -> int | None:
        """Return the last line's amount in krónur, when there is one."""
        return None if isinstance(self.result, Text) else self.result.lines[-1].amount


Examples = Callable[[Any, date], tuple[Example, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterKind:
    """A set of parameters, whole.

    Attributes:
        name: the kind of shared document it is stored as.
        key: which document of that kind.
        slug: its word in addresses, Icelandic.
        title, summary: what it is, and what it decides.
        content: the document's class.
        sections: what the editor shows, in order.
        levels: who may set it.
        checks: rules across fields; each returns what to mend.
        is_yearly: a version ends with its calendar year unless another day is chosen, so that nothing is ever
            calculated with the values of the year before.
        shipped: values that came with the program and hold while the association has published none.
        missing: what must be entered before the document can be used.
        may_be_copied: whether owners may take what another has published as a draft of their own, although the
            association may set it too; what it never sets may always be copied.
        adapted: returns what was copied without what is the other owner's alone.
        simulated_at: the name of the address where an administrator asks what a change would cost, if there is one.
    """

    name: str
    key: str
    slug: str
    title: Text
    summary: Text
    content: type[ParameterDocument]
    sections: tuple[Section, ...]
    levels: frozenset[Level]
    checks: tuple[Callable[[Any], tuple[Problem, ...]], ...] = ()
    is_yearly: bool = False
    shipped: Callable[[], ParameterSet] | None = None
    missing: Callable[[Any], tuple[Text, ...]] | None = None
    may_be_copied: bool = False
    adapted: Callable[[Any, Organisation], Any] | None = None
    simulated_at: str = ""
    examples: list[Examples] = field(default_factory=list)

    def fields(self) -> Iterator[ParameterField]:
        """Yield the fields that stand alone, not in rows."""
        for section in self.sections:
            yield from (part for part in section.parts if isinstance(part, ParameterField))

    def rows(self) -> Iterator[Rows]:
        """Yield the repeated parts."""
        for section in self.sections:
            yield from (part for part in section.parts if isinstance(part, Rows))

    def played(self, document: ParameterDocument, on: date) -> tuple[Example, ...]:
        """Return what the document gives in every example that rooms have registered for the kind."""
        return tuple(example for play in self.examples for example in play(document, on))


PARAMETER_KINDS: dict[str, ParameterKind] = {}
"""By slug, in the order of registration."""


def add_examples(slug: str, examples: Examples) -> None:
    """Let a kind's editor show what a change does to a room's own calculations.

    Raises:
        KeyError: when there is no such kind.
    """
    registered = PARAMETER_KINDS[slug].examples
    if examples not in registered:
        registered.append(examples)
