"""Renders letters with typst, one kept compiler per template and process.

The PDF claims PDF/A-2a (archival, with embedded fonts and structure) and PDF/UA-1 (accessible); typst refuses to write
a file that breaks a rule it knows. No outside validator has confirmed the claims. The same template, data, language and
texts give the same bytes, because the file's time stamp is noon on the day the letter is dated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from samveita.engines.letters.data import FOR_LETTER, LetterData
from samveita.engines.letters.template import PACKAGE, Letter, LetterError, LetterTemplate, Paragraph
from samveita.iceland.texts import LANGUAGES

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
FONTS = PACKAGE / "ui" / "static" / "vendor" / "letter-fonts"
EMBEDDED_FAMILY = "Libertinus Serif"
TEXT_FAMILIES = ("Source Serif 4", "Source Sans 3", EMBEDDED_FAMILY)
LABEL_FAMILIES = ("Source Sans 3", EMBEDDED_FAMILY)


_stamp: ContextVar[str] = ContextVar("letter_stamp", default="")


@contextmanager
def stamped(words: str) -> Iterator[None]:
    """Set words across every page of the letters rendered inside; empty stamps nothing."""
    before = _stamp.set(words)
    try:
        yield
    finally:
        _stamp.reset(before)


def render(
    template: LetterTemplate,
    data: LetterData,
    *,
    language: str = "is",
    texts: Mapping[str, str] | None = None,
) -> Letter:
    """Make a letter.

    Args:
        template: which letter.
        data: its figures and facts, of the type the template declares.
        language: the recipient's; the letter itself is in Icelandic, ``en`` and ``pl`` add a reading aid to it.
        texts: the municipality's own wording of local paragraphs, plain text, a blank line between paragraphs.

    Raises:
        LetterError: when the data are of another letter, the language is unknown, a text is not one that may be
            tailored, or typst refuses.
    """
    own_texts = dict(texts or {})
    _check(template, data, language, own_texts)
    payload = _payload(data, language, own_texts)
    stamp = datetime.combine(data.dated, time(12), tzinfo=UTC)
    pdf, blocks = _kept(template.path).run(payload, stamp)
    return Letter(
        template=template.key,
        version=template.version,
        language=language,
        title=next(block["text"] for block in blocks if block["kind"] == "title"),
        pdf=pdf,
        text=_plain_text(blocks),
        sha256=hashlib.sha256(pdf).hexdigest(),
        paragraphs=tuple(_as_paragraph(block) for block in blocks if block["kind"] == "paragraph"),
    )


def _payload(data: LetterData, language: str, own_texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "stamp": _stamp.get(),
        "data": data.model_dump(mode="json", context=FOR_LETTER),
        "language": language,
        "texts": {key: _paragraphs(text) for key, text in own_texts.items()},
        "fonts": list(_families()),
    }


class KeptCompiler:
    """A typst compiler for one template, used by one thread at a time; typst remembers what did not change."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._path = path
        self._compiler = typst.Compiler(
            input=path,
            root=PACKAGE,
            font_paths=[FONTS] if FONTS.is_dir() else [],
            ignore_system_fonts=True,
            sys_inputs={"letter": "{}"},
        )

    def run(self, payload: dict[str, Any], stamp: datetime) -> tuple[bytes, list[dict[str, Any]]]:
        """Return the PDF and the blocks of text it was made of.

        Raises:
            LetterError: when typst refuses; the message is typst's own.
        """
        inputs = {"letter": json.dumps(payload, ensure_ascii=False, sort_keys=True)}
        with self._lock:
            try:
                pdf = self._compiler.compile(
                    format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=stamp
                )
                blocks = json.loads(self._compiler.query("<plain>", field="value"))
            except typst.TypstError as error:
                raise LetterError(f"{self._path.name}: {error.message} {error.diagnostic}") from error
        if not isinstance(pdf, bytes):
            raise LetterError(f"{self._path.name}: typst gave no file")
        return pdf, blocks

    def picture(self, payload: dict[str, Any], dots_per_inch: int) -> bytes:
        """Return the first page as PNG.

        Raises:
            LetterError: when typst refuses.
        """
        inputs = {"letter": json.dumps(payload, ensure_ascii=False, sort_keys=True)}
        with self._lock:
            try:
                pages = self._compiler.compile(format="png", sys_inputs=inputs, ppi=float(dots_per_inch))
            except typst.TypstError as error:
                raise LetterError(f"{self._path.name}: {error.message} {error.diagnostic}") from error
        first = pages[0] if isinstance(pages, list) else pages
        if not isinstance(first, bytes):
            raise LetterError(f"{self._path.name}: typst gave no picture")
        return first


def page_picture(
    template: LetterTemplate,
    data: LetterData,
    *,
    language: str = "is",
    texts: Mapping[str, str] | None = None,
    dots_per_inch: int = 110,
) -> bytes:
    """Return the first page of a letter as a PNG picture, for a preview on a page.

    Raises:
        LetterError: as ``render``.
    """
    own_texts = dict(texts or {})
    _check(template, data, language, own_texts)
    return _kept(template.path).picture(_payload(data, language, own_texts), dots_per_inch)


@cache
def _kept(path: Path) -> KeptCompiler:
    return KeptCompiler(path)


@cache
def _families() -> tuple[str, str]:
    """Return the families for text and labels: the first of each list that has been fetched, or typst's own."""
    paths = [FONTS] if FONTS.is_dir() else []
    present = typst.Fonts(include_system_fonts=False, font_paths=paths).families()
    text, label = (
        next(family for family in families if family in present)
        for families in (TEXT_FAMILIES, LABEL_FAMILIES)
    )
    return text, label


def _check(template: LetterTemplate, data: LetterData, language: str, texts: Mapping[str, str]) -> None:
    if type(data) is not template.data:
        raise LetterError(f"{template.key} takes {template.data.__name__}, not {type(data).__name__}")
    if language not in LANGUAGES:
        raise LetterError(f"{language!r} is not one of {', '.join(LANGUAGES)}")
    locked = sorted(set(texts) - set(template.local))
    if locked:
        raise LetterError(f"{template.key}: {', '.join(locked)} can't be tailored")
    empty = sorted(key for key, text in texts.items() if not text.strip())
    if empty:
        raise LetterError(f"{template.key}: the text of {', '.join(empty)} is empty")


def _paragraphs(text: str) -> list[str]:
    """Split plain text at blank lines; single line breaks are spaces."""
    normalised = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = (" ".join(block.split()) for block in normalised.split("\n\n"))
    return [block for block in blocks if block]


def _plain_text(blocks: list[dict[str, Any]]) -> str:
    return "\n\n".join(str(block["text"]) for block in blocks if block["text"]) + "\n"


def _as_paragraph(block: dict[str, Any]) -> Paragraph:
    return Paragraph(
        key=block["key"],
        text=block["text"],
        is_locked=block["locked"],
        basis=block["basis"],
        is_unverified=block["unverified"],
    )
