"""What forms store, always sealed: a draft's answers and the facts it was prefilled with."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, StrictStr

from samveita.engines.forms.declaring import Answer
from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text

StoredAnswer = StrictBool | StrictInt | StrictStr


class _Part(BaseModel):
    """A part of a stored document, as strict as the document itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredFact(_Part):
    """One fact known beforehand."""

    value: StoredAnswer
    source: dict[str, str]
    as_of: date


class AnswersDocument(Stored):
    """A draft's answers by question, and the revision in which each page last changed."""

    schema_name: ClassVar[str] = "forms.answers"

    answers: dict[str, StoredAnswer] = {}
    changed: dict[str, int] = {}


class FactsDocument(Stored):
    """The facts a draft was prefilled with, by name; ``unavailable`` when their source did not answer."""

    schema_name: ClassVar[str] = "forms.facts"

    facts: dict[str, StoredFact] = {}
    unavailable: bool = False

    def known(self) -> dict[str, Answer]:
        """Return the facts' values by name."""
        return {name: fact.value for name, fact in self.facts.items()}

    def source(self, name: str) -> Text | None:
        """Return where a fact comes from, if it is known."""
        fact = self.facts.get(name)
        return None if fact is None else Text.from_dict(fact.source)
