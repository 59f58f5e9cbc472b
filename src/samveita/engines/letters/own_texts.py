"""A municipality's own wording of the paragraphs that may be tailored, as shared documents.

One document holds the paragraphs of one letter. It goes the way of every shared document: draft, approved, valid from a
day. Legal paragraphs can't be worded here; ``render`` refuses a key the template doesn't offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from samveita.engines.letters.template import LetterTemplate
from samveita.ground.documents.stored import Stored
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SharedKind, register_kind
from samveita.ground.sharing.queries import in_force
from samveita.iceland.texts import Text

Wording = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]


class LetterTexts(Stored):
    """Own wording by the paragraph's key; plain text, a blank line between paragraphs."""

    schema_name: ClassVar[str] = "letters.texts"

    paragraphs: dict[str, Wording]


LETTER_TEXTS = register_kind(
    SharedKind(
        name="letters.texts",
        title=Text(is_="Textar í bréfi", en="Texts of a letter", pl="Teksty pisma"),
        content=LetterTexts,
        names={"paragraphs": Text(is_="Málsgreinar", en="Paragraphs", pl="Akapity")},
        is_overlay=True,
        may_be_copied=True,
    )
)


def texts_for(template: LetterTemplate, *, organisation: Organisation, on: date) -> Mapping[str, str]:
    """Return the wording of a letter's local paragraphs on a day: the organisation's own, else the association's.

    It is decided paragraph by paragraph; empty when neither has worded any. A paragraph that the template no longer offers
    is left out, so that an old wording never stops a letter.
    """
    found: dict[str, str] = {}
    for owner in (None, organisation):
        version = in_force(kind=LETTER_TEXTS.name, key=template.key, organisation=owner, on=on)
        if version is not None:
            content: LetterTexts = version.content
            found |= content.paragraphs
    return {key: words for key, words in found.items() if key in template.local}
