"""A case as one file for the person whose it is: the same that her page shows, as a document programs can read.

The words stand as she reads them, in the language of the page. What belongs to another party, and what the office keeps
for itself, never comes near it: it is made from what the page is made from (``web.whole_case``).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from samveita.engines.cases.documents import Part
from samveita.ground.documents.stored import Stored


class TakenAnswer(Part):
    """A question as she read it, and her answer."""

    question: str
    answer: str


class TakenLine(Part):
    """A line of a decision: what it is, kr., the arithmetic in words, and the rule."""

    label: str
    amount: int
    arithmetic: str = ""
    rule: str = ""


class TakenAppealTerm(Part):
    """One way to appeal, in words, with the last day."""

    sentence: str
    last_day: date


class TakenDecision(Part):
    """A decision: when it was made and served, its lines, its reasons and how it can be appealed."""

    decided_on: date
    served_on: date | None
    lines: tuple[TakenLine, ...]
    facts: str
    rule_article: str
    assessment: str
    appeal: tuple[TakenAppealTerm, ...]


class TakenAppeal(Part):
    """An appeal: within the municipality or outside it, what it says, and how it ended if it has."""

    is_internal: bool
    lodged_on: date
    grounds: str
    settled_on: date | None
    is_upheld: bool | None


class TakenMessage(Part):
    """A message, with the paths of its files."""

    from_office: bool
    signed: str
    sent_at: datetime
    text: str
    files: tuple[str, ...]


class TakenItem(Part):
    """One thing asked for, and what came of it."""

    what: str
    why: str
    answer: str
    files: tuple[str, ...]


class TakenRequest(Part):
    """A request for data."""

    asked_at: datetime
    due_on: date
    text: str
    items: tuple[TakenItem, ...]


class TakenHearing(Part):
    """A hearing before a decision, and what was answered."""

    asked_at: datetime
    due_on: date
    ground: str
    facts: str
    rule_article: str
    answer: str
    files: tuple[str, ...]


class TakenDocument(Part):
    """A letter or document: its path in the bundle, empty when it was left out because the bundle would be too large."""

    path: str
    title: str
    name: str
    size: int
    filed_at: datetime


class TakenStep(Part):
    """A line of the case's history."""

    at: datetime
    sentence: str


class TakenLook(Part):
    """Who looked, when, and at what."""

    at: datetime
    who: str
    what: str


class WholeCase(Stored):
    """Everything of a case that its reader sees on its page."""

    schema_name: ClassVar[str] = "cases.whole_case"

    number: str
    service: str
    municipality: str
    office: str
    language: str
    made_at: datetime
    submitted_at: datetime
    status: str
    answers: tuple[TakenAnswer, ...]
    decisions: tuple[TakenDecision, ...] = ()
    appeals: tuple[TakenAppeal, ...] = ()
    requests: tuple[TakenRequest, ...]
    hearings: tuple[TakenHearing, ...]
    messages: tuple[TakenMessage, ...]
    documents: tuple[TakenDocument, ...]
    timeline: tuple[TakenStep, ...]
    looks: tuple[TakenLook, ...]
