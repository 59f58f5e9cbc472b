"""The values that components take: small frozen dataclasses, so that ``ui`` needs no room above it.

Wherever a sentence stands it may be a plain ``str`` (already in the page's language) or a ``Text``, which the component
shows in the page's language. Dates are dates, amounts whole krónur; components write them for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from samveita.iceland.texts import Text

Words: TypeAlias = str | Text


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of the header's menu."""

    label: Words
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the organisation a page belongs to; shown in the footer and on error pages."""

    phone: str = ""
    email: str = ""
    address: str = ""
    hours: Words = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page; the page itself has no address."""

    label: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class TabLink:
    """One of several views of the same thing, each its own address; ``count`` shows how many wait there, or more."""

    label: Words
    url: str
    current: bool = False
    count: int | None = None
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice: stored value, words, and a line of help beneath; ``lang`` when its words are in another language."""

    value: str
    label: Words
    hint: Words = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class FieldError:
    """An error and the field it belongs to: ``name`` is the field's name (its id is ``id_<name>``)."""

    name: str
    message: Words


class TaskState(StrEnum):
    """Where one task of an application stands."""

    DONE = "done"
    STARTED = "started"
    TODO = "todo"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One line of a task list; a task that cannot be opened yet has no address."""

    label: Words
    state: TaskState
    url: str = ""
    note: Words = ""


class TimelineState(StrEnum):
    """What has happened, what is happening now, what comes next."""

    DONE = "done"
    CURRENT = "current"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One step of a case: a sentence, its date, and what it means; ``when_words`` replaces or lacks a date."""

    title: Words
    state: TimelineState
    when: date | datetime | None = None
    when_words: Words = ""
    text: Words = ""
    url: str = ""
    url_label: Words = ""


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One line of a calculation, in krónur: what it is, the arithmetic in words, the rule, and its source.

    ``url`` leads to what its reader can do about it, and ``url_label`` says what that is.
    """

    label: Words
    amount: int
    arithmetic: Words = ""
    rule: Words = ""
    source: Words = ""
    source_url: str = ""
    url: str = ""
    url_label: Words = ""


@dataclass(frozen=True, slots=True)
class ExplainedAmount:
    """A total in krónur that can be opened into its lines; ``period`` says what it covers ("á mánuði")."""

    label: Words
    amount: int
    lines: Sequence[AmountLine]
    period: Words = ""
    note: Words = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``sort_url`` makes its heading a link, ``sorted`` is ``ascending`` or ``descending``.

    Figures stand at the right (``numeric``); case numbers and dates are never broken over lines (``unbroken``).
    """

    label: Words
    numeric: bool = False
    unbroken: bool = False
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells already written for people; the first is the row's heading and carries ``url``."""

    cells: Sequence[Words]
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; on a phone each row becomes a small card with the columns' names in it."""

    caption: Words
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Sequence[Words] = ()
    caption_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value, and where the value comes from when somebody else supplied it."""

    term: Words
    value: Words
    source: Words = ""
    url: str = ""
    url_label: Words = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a case: when, who (office and role, or a name), what was opened and why."""

    when: datetime
    who: Words
    what: Words
    why: Words = ""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key and what it does on this page."""

    key: str
    label: Words
