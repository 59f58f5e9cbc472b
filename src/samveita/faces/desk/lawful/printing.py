"""A lawful document as a PDF, by the letters' engine: Icelandic, with letterhead, drawing, tables and signature."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from samveita.engines.letters.data import LetterData, LetterPart, Recipient, Short
from samveita.engines.letters.render import render
from samveita.engines.letters.shelf import sender_of
from samveita.engines.letters.template import Letter, LetterTemplate
from samveita.faces.desk.lawful.documents import current_digest, local_words
from samveita.faces.desk.lawful.knowledge import offering_of
from samveita.faces.desk.lawful.parts import LawfulDocument, Part
from samveita.ground.catalogue.confirming import latest
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text


class PrintedPart(LetterPart):
    """A section as the template takes it."""

    heading: Short
    sentences: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    svg: str = ""
    alt: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class StatementData(LetterData):
    """A whole document."""

    title: Short
    about: Short
    parts: tuple[PrintedPart, ...]
    own_heading: Short
    own: tuple[str, ...] = ()
    signed: tuple[Short, ...] = Field(min_length=1)


STATEMENT = LetterTemplate(
    key="desk.statement",
    version=1,
    name=Text(is_="Skjal sveitarfélags", en="A municipality's document", pl="Dokument gminy"),
    path=Path(__file__).resolve().parent / "statement.typ",
    data=StatementData,
)


def printed(document: LawfulDocument, organisation: Organisation, offering: str) -> Letter:
    """Return the document as a PDF, as it stands now, with the last signature that still holds or none."""
    own = local_words(organisation, offering, document.key)
    basis = document.basis.is_ if document.is_verified else f"{document.basis.is_} (tilvísun óstaðfest)"
    return render(
        STATEMENT,
        StatementData(
            sender=sender_of(organisation),
            recipient=Recipient(name=organisation.names.official.nominative),
            dated=clock.today(),
            case_number=f"{offering}/{document.page_word}",
            title=f"{document.title.is_}: {offering_of(offering).name.is_}",
            about=basis,
            parts=tuple(_printed(part) for part in document.compose(organisation, offering)),
            own_heading=document.prompt.is_,
            own=tuple(block for block in (" ".join(one.split()) for one in own.split("\n\n")) if block),
            signed=_signed(document, organisation, offering),
        ),
    )


def _printed(part: Part) -> PrintedPart:
    return PrintedPart(
        heading=part.heading.is_,
        sentences=tuple(one.is_ for one in part.sentences),
        items=tuple(one.is_ for one in part.items),
        svg=part.picture.svg if part.picture else "",
        alt=part.picture.alt.is_ if part.picture else "",
        heads=tuple(one.is_ for one in part.grid.heads) if part.grid else (),
        rows=tuple(tuple(cell.is_ for cell in row) for row in part.grid.rows) if part.grid else (),
    )


def _signed(document: LawfulDocument, organisation: Organisation, offering: str) -> tuple[str, ...]:
    found = latest(organisation, offering, document.key)
    if found is None or found.digest != current_digest(document, organisation, offering):
        return ("Óstaðfest.",)
    lines = [
        f"Staðfest af {found.signed_name} ({found.signed_role}) {day_in_words(found.signed_at.date()).is_}."
    ]
    if document.asks_for_day is not None:
        lines.append(f"{document.asks_for_day.is_} {day_in_words(found.dated).is_}.")
    return tuple(lines)
