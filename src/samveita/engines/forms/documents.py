"""What forms store, always sealed: a draft's answers and the facts it was prefilled with."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, StrictStr

from samveita.engines.forms.declaring import Answer
from samveita.ground.documents.stored import Raw, Stored, Upgrade
from samveita.iceland.texts import Text

StoredAnswer = StrictBool | StrictInt | StrictStr | list[Any] | dict[str, Any]


class _Part(BaseModel):
    """A part of a stored document, as strict as the document itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredFact(_Part):
    """One fact known beforehand."""

    value: StoredAnswer
    source: dict[str, str]
    as_of: date


class HalfFilled(_Part):
    """A page as it stood when it was last saved quietly or could not be saved whole: its fields, not yet answers.

    Attributes:
        fields: what was written, by field.
        window: a random name of the window that wrote it.
        revision: the draft's revision when it was written.
    """

    fields: dict[str, str]
    window: str
    revision: int


def _as_before(data: Raw) -> Raw:
    """Read what version 1 wrote; version 2 only added."""
    return data


class AnswersDocument(Stored):
    """A draft's answers by question, those too that are not asked now; and what is known of each page.

    Attributes:
        answers: by question. Only those that are asked count (see ``answering.standing``); the rest is kept aside.
        changed: by page, the revision in which it last changed.
        half_filled: by page, what was written there and is not yet saved as answers.
        again: by question, why it is asked again after the form changed, in three languages.
    """

    schema_name: ClassVar[str] = "forms.answers"
    schema_version: ClassVar[int] = 2
    upgrades: ClassVar[dict[int, Upgrade]] = {1: _as_before}

    answers: dict[str, StoredAnswer] = {}
    changed: dict[str, int] = {}
    half_filled: dict[str, HalfFilled] = {}
    again: dict[str, dict[str, str]] = {}


class FactsDocument(Stored):
    """The facts a draft was prefilled with, by name; ``unavailable`` when their source did not answer.

    ``people`` are the persons looked up while it was filled in: by kennitala the name, or ``None`` for nobody.
    """

    schema_name: ClassVar[str] = "forms.facts"
    schema_version: ClassVar[int] = 2
    upgrades: ClassVar[dict[int, Upgrade]] = {1: _as_before}

    facts: dict[str, StoredFact] = {}
    unavailable: bool = False
    people: dict[str, str | None] = {}

    def known(self) -> dict[str, Answer]:
        """Return the facts' values by name."""
        return {name: fact.value for name, fact in self.facts.items()}

    def source(self, name: str) -> Text | None:
        """Return where a fact comes from, if it is known."""
        fact = self.facts.get(name)
        return None if fact is None else Text.from_dict(fact.source)
