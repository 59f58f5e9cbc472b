"""Documents that messages, notes, requests for data and hearings are kept as; sealed, for they tell about people.

Words of staff stand in the language she wrote them in. What comes from a template may stand in three languages.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from samveita.engines.cases.documents import Part
from samveita.ground.documents.stored import Stored

LONGEST_TEXT = 8_000
LONGEST_LINE = 300


class Wording(Part):
    """Words in Icelandic, and in English and Polish where a template has them."""

    is_: str = Field(min_length=1, max_length=LONGEST_TEXT)
    en: str = ""
    pl: str = ""

    def shown(self, language: str) -> str:
        """Return the words a reader of the language sees: hers, otherwise the Icelandic ones."""
        return {"en": self.en, "pl": self.pl}.get(language) or self.is_

    def language_shown(self, language: str) -> str:
        """Return the language of those words, for the page to say so."""
        return language if {"en": self.en, "pl": self.pl}.get(language) else "is"


class MessageText(Stored):
    """A message: its words, and the name its reader sees under it."""

    schema_name: ClassVar[str] = "cases.message"

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    signed: str


class NoteText(Stored):
    """A note that stays at the office, and who wrote it."""

    schema_name: ClassVar[str] = "cases.note"

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    signed: str


class DataRequestText(Stored):
    """What goes with a request for data: a sentence or two of its own, and the name under it."""

    schema_name: ClassVar[str] = "cases.data_request"

    text: str = Field(max_length=LONGEST_TEXT)
    signed: str


class DataItemText(Stored):
    """One thing asked for: what it is and why it is needed."""

    schema_name: ClassVar[str] = "cases.data_item"

    what: Wording
    why: Wording


class HearingText(Stored):
    """What a party is heard about: the adverse ground proposed, the facts it would rest on, and the rule."""

    schema_name: ClassVar[str] = "cases.hearing"

    ground: str = Field(min_length=1, max_length=LONGEST_TEXT)
    facts: str = Field(min_length=1, max_length=LONGEST_TEXT)
    rule_article: str = Field(min_length=1, max_length=LONGEST_LINE)
    signed: str


class AnswerText(Stored):
    """What a party answered to a request or a hearing, in her own words; empty when she had no comment."""

    schema_name: ClassVar[str] = "cases.answer"

    text: str = Field(max_length=LONGEST_TEXT)
