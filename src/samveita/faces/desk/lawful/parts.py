"""What a lawful document is made of: sections with sentences, lists, tables and a picture, in three languages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text


def same(words: str) -> Text:
    """Return a name or figure that reads alike in every language."""
    return Text(is_=words, en=words, pl=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the heads of its columns and its rows."""

    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing (SVG) and what it shows, for those who don't see it."""

    svg: str
    alt: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of a document."""

    heading: Text
    sentences: tuple[Text, ...] = ()
    items: tuple[Text, ...] = ()
    grid: Grid | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulDocument:
    """One of the documents.

    Attributes:
        key: stable name; also the step's.
        title: what it is called.
        help: why it is needed and what to do.
        basis: the rule it rests on, as it is cited.
        is_verified: whether that rule was read in its source; otherwise the page says that it was not.
        place: its place in the list.
        compose: writes it for an organisation and an offering.
        prompt: what the municipality itself should write in it.
        asks_for_day: whether the signature names the day something was sent or done.
        page_word: its word in addresses.
    """

    key: str
    title: Text
    help: Text
    basis: Text
    is_verified: bool
    place: int
    compose: Callable[[Organisation, str], tuple[Part, ...]]
    prompt: Text
    asks_for_day: Text | None = None
    page_word: str


def digest_of(parts: tuple[Part, ...], local: str) -> str:
    """Return what a signature under these parts and this local text stands for."""
    plain = json.dumps([_plain(part) for part in parts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{plain}\n{local}".encode()).hexdigest()


def _plain(part: Part) -> dict[str, Any]:
    return {
        "heading": part.heading.is_,
        "sentences": [one.is_ for one in part.sentences],
        "items": [one.is_ for one in part.items],
        "grid": [[cell.is_ for cell in row] for row in part.grid.rows] if part.grid else [],
        "picture": part.picture.svg if part.picture else "",
    }
