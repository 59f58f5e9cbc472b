"""What a letter template is, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samveita.engines.letters.data import LetterData
from samveita.iceland.texts import Text

PACKAGE = Path(__file__).resolve().parents[2]


class LetterError(ValueError):
    """A letter that can't be made: wrong data for the template, a locked paragraph tailored, a template in error."""


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter a service can send.

    ``key`` is stored with every letter sent and never renamed; ``version`` rises whenever wording changes. ``path`` lies
    inside the package. ``local`` names the paragraphs a municipality may word by itself; all others are locked.
    """

    key: str
    version: int
    name: Text
    path: Path
    data: type[LetterData]
    local: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.path.resolve().is_relative_to(PACKAGE):
            raise LetterError(f"the template {self.key} lies outside the package")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it stands in one letter: its key, whether it is locked, its legal basis, and its text."""

    key: str
    text: str
    is_locked: bool
    basis: str = ""
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter: the PDF, its plain text in reading order, its title, and the SHA-256 of the PDF."""

    template: str
    version: int
    language: str
    title: str
    pdf: bytes
    text: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]
