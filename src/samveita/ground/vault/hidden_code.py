"""Code inside a document of a type that we take: scripts in a PDF, a web page or an archive that wears a picture's head.

Looked for by what the formats themselves say (PDF: ISO 32000-2, sections 7.3.5 on names, 7.5.7 on object streams and
12.6.4 on actions). It is a net and not a virus scanner: a reader's own faults are beyond it. Where a document can't be
looked into at all, because it is encrypted, ``is_locked_pdf`` says so and the sender is asked for an open copy.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

PDF = "application/pdf"
ALONE = frozenset({PDF, "image/png", "image/jpeg"})
"""Types whose files are one thing: a second file inside, readable by its own head or tail, is no accident."""


def _name(word: str) -> str:
    """Return a pattern for a PDF name, any letter of which may be written as ``#`` and two hexadecimal digits."""
    letters = "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in word)
    return rf"/{letters}(?=[\s/<>\[\](%]|$)"


PDF_CODE = re.compile("|".join(map(_name, ("JavaScript", "Launch", "RichMedia", "Rendition"))).encode())
PDF_ENCRYPTED = re.compile(_name("Encrypt").encode())
OBJECT_STREAM = re.compile(_name("ObjStm").encode() + rb".{0,400}?stream\r?\n", re.DOTALL)
MARKUP = re.compile(rb"<(?:script|html|iframe)[\s>]|<!doctype\s+html|<\?php", re.IGNORECASE)
INFLATED_AT_MOST = 32 * 1024 * 1024


def has_code(media_type: str, content: bytes) -> bool:
    """Tell whether a file of a known type carries something that could run."""
    if media_type not in ALONE:
        return False
    if zipfile.is_zipfile(io.BytesIO(content)):
        return True
    if media_type != PDF:
        return MARKUP.search(content) is not None
    return MARKUP.search(content[:1024]) is not None or any(
        PDF_CODE.search(part) is not None for part in _plain_parts(content)
    )


def is_locked_pdf(content: bytes) -> bool:
    """Tell whether a PDF is encrypted, so that neither we nor the reader at the desk can look into it."""
    return any(PDF_ENCRYPTED.search(part) is not None for part in _plain_parts(content))


def _plain_parts(content: bytes) -> Iterator[bytes]:
    """Yield the document as it lies there, then what its object streams hold."""
    yield content
    left = INFLATED_AT_MOST
    for found in OBJECT_STREAM.finditer(content):
        inflated = _inflated(memoryview(content)[found.end() :], at_most=left)
        left -= len(inflated)
        yield inflated
        if left <= 0:
            return


def _inflated(compressed: memoryview, *, at_most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(compressed, at_most)
    except zlib.error:
        return b""
