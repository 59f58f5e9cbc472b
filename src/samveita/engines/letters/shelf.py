"""The letters of each service on one shelf, with example data, so that an administrator can read them before use.

Services put their templates here when Django starts. An example is made of invented people and figures and of the
organisation's own name; it is what previews are rendered from, never what is sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from samveita.engines.letters.data import LetterData, Sender
from samveita.engines.letters.own_texts import texts_for
from samveita.engines.letters.render import page_picture, render, stamped
from samveita.engines.letters.template import Letter, LetterTemplate
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock

EXAMPLE_STAMP = "DÆMI"
Example = Callable[[Sender, date], LetterData]


@dataclass(frozen=True, slots=True)
class Shelved:
    """A template of a service with what makes its example: a sender and a day give whole letter data."""

    offering: str
    template: LetterTemplate
    example: Example


_SHELF: dict[str, Shelved] = {}


def shelve(offering: str, template: LetterTemplate, example: Example) -> None:
    """Put a service's letter on the shelf.

    Raises:
        ValueError: when another service has a letter with that key.
    """
    held = _SHELF.get(template.key)
    if held is not None and held.offering != offering:
        raise ValueError(f"the letter {template.key!r} is on the shelf twice")
    _SHELF[template.key] = Shelved(offering, template, example)


def letters_of(offering: str) -> list[Shelved]:
    """Return a service's letters in the order they were put there."""
    return [one for one in _SHELF.values() if one.offering == offering]


def letter(offering: str, key: str) -> Shelved | None:
    """Return one letter of a service."""
    found = _SHELF.get(key)
    return found if found is not None and found.offering == offering else None


def example_of(
    shelved: Shelved,
    organisation: Organisation,
    *,
    texts: dict[str, str] | None = None,
    language: str = "is",
) -> Letter:
    """Render the example, stamped as one; with the organisation's texts of today unless others are given.

    Raises:
        LetterError: when a text can't stand in the letter.
    """
    today = clock.today()
    own = dict(texts_for(shelved.template, organisation=organisation, on=today)) if texts is None else texts
    with stamped(EXAMPLE_STAMP):
        return render(
            shelved.template,
            shelved.example(sender_of(organisation), today),
            language=language,
            texts=own,
        )


def picture_of(shelved: Shelved, organisation: Organisation, texts: dict[str, str] | None = None) -> bytes:
    """Return the first page of the example as a PNG picture, with the organisation's texts unless others are given."""
    today = clock.today()
    own = dict(texts_for(shelved.template, organisation=organisation, on=today)) if texts is None else texts
    with stamped(EXAMPLE_STAMP):
        return page_picture(shelved.template, shelved.example(sender_of(organisation), today), texts=own)


def sender_of(organisation: Organisation) -> Sender:
    """Return the letterhead of an organisation, as far as it is known."""
    contact = organisation.contact
    place = " ".join(part for part in (contact.postcode, contact.place) if part)
    return Sender(
        name=organisation.names.official.nominative,
        place=organisation.names.short.dative,
        address=tuple(part for part in (contact.address, place) if part),
        contact=tuple(part for part in (contact.phone, contact.email) if part),
    )


def digest_of(offering: str, organisation: Organisation) -> str:
    """Return what a signature under a service's letters stands for: their versions and the organisation's wording."""
    today, parts = clock.today(), []
    for one in letters_of(offering):
        own = texts_for(one.template, organisation=organisation, on=today)
        words = "|".join(f"{key}={text}" for key, text in sorted(own.items()))
        parts.append(f"{one.template.key}:{one.template.version}:{words}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
