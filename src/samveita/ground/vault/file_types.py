"""Which files are taken: a short list, judged by what a file contains and not by what it is called.

Pages, drawings and scripts that a browser would run (HTML, SVG, XML) are refused, also when they wear another name, and
so are documents with macros; what a document of the right type may carry inside is the business of ``hidden_code``.
Whatever slips through is never shown by the browser in our own name (see ``files.download``). Photographs in HEIC are
not on the list, for few desks can open them: a telephone that reads ``ACCEPTED`` sends a JPEG instead.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import filetype

from samveita.ground.vault.hidden_code import has_code, is_locked_pdf
from samveita.iceland.texts import Text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

ENDINGS: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    ODT: (".odt",),
    ODS: (".ods",),
    "text/plain": (".txt",),
    "text/csv": (".csv",),
}
"""Media type to the endings its names may have, the usual one first."""

ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings)
"""The same list as a file field's ``accept`` spells it."""

OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
MACROS = re.compile(r"vbaproject\.bin$|(^|/)(activex|macrosheets|basic|scripts)/", re.IGNORECASE)
"""Parts of office documents that hold programs: Word's and Excel's macros and controls, OpenDocument's libraries."""
BY_SIGNATURE = frozenset({"application/pdf", "image/png", "image/jpeg"})
LOOKS_LIKE_CODE = re.compile(r"^\s*(<|#!)|<\s*(script|html|svg|iframe|object|!doctype)\b", re.IGNORECASE)
NAME_AT_MOST = 120

WRONG_TYPE = Text(
    is_="Við getum ekki tekið við þessari skráartegund. Sendu PDF, mynd (JPG eða PNG), Word-, Excel- eða textaskjal.",
    en="We cannot accept this type of file. Send a PDF, a picture (JPG or PNG), or a Word, Excel or text document.",
    pl="Nie możemy przyjąć tego typu pliku. Prześlij PDF, zdjęcie (JPG lub PNG) albo dokument Word, Excel lub tekstowy.",
)
SCRIPT_INSIDE = Text(
    is_="Skráin inniheldur kóða sem gæti keyrt á tölvu þess sem opnar hana og því tökum við ekki við henni. Prentaðu "
    "skjalið í nýtt PDF-skjal eða taktu mynd af því og sendu hana.",
    en="The file contains code that could run on the computer of whoever opens it, so we do not accept it. Print the "
    "document to a new PDF, or take a picture of it and send that.",
    pl="Plik zawiera kod, który mógłby się uruchomić na komputerze osoby otwierającej go, więc go nie przyjmujemy. "
    "Wydrukuj dokument do nowego pliku PDF albo zrób mu zdjęcie i je prześlij.",
)
LOCKED = Text(
    is_="Skjalið er læst eða með lykilorði. Vistaðu það án lykilorðs eða taktu mynd af því og sendu hana.",
    en="The document is locked or has a password. Save it without a password, or take a picture of it and send that.",
    pl="Dokument jest zablokowany lub ma hasło. Zapisz go bez hasła albo zrób mu zdjęcie i je prześlij.",
)
EMPTY = Text(
    is_="Skráin er tóm. Veldu skrána aftur.",
    en="The file is empty. Choose the file again.",
    pl="Plik jest pusty. Wybierz plik ponownie.",
)
TOO_LARGE = Text(
    is_="Skráin er of stór. Hún má vera {limit} MB í mesta lagi.",
    en="The file is too large. It may be {limit} MB at most.",
    pl="Plik jest za duży. Może mieć najwyżej {limit} MB.",
)


class FileRefused(ValueError):
    """A file that is not taken; ``reason`` is written for whoever sent it."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.is_)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that is taken: its media type, and a name that says the same."""

    media_type: str
    name: str


def judge(name: str, content: bytes, *, limit: int) -> Judged:
    """Return type and safe name of a file.

    Args:
        name: what the sender calls it, perhaps with folders of her machine.
        content: the whole file.
        limit: the largest size taken, in bytes.

    Raises:
        FileRefused: when it is empty, too large, of a kind that is not taken, locked, or carries code inside.
    """
    if not content:
        raise FileRefused(EMPTY)
    if len(content) > limit:
        raise FileRefused(TOO_LARGE.format(limit=str(limit // (1024 * 1024))))
    ending = PurePath(name).suffix.lower()
    media_type = _by_signature(content) or _office_document(content) or _text(content, ending)
    if media_type is None:
        raise FileRefused(WRONG_TYPE)
    if has_code(media_type, content):
        raise FileRefused(SCRIPT_INSIDE)
    if media_type == "application/pdf" and is_locked_pdf(content):
        raise FileRefused(LOCKED)
    return Judged(media_type=media_type, name=safe_name(name, media_type))


def safe_name(name: str, media_type: str) -> str:
    """Return the name without folders and control characters, with an ending that fits the type."""
    base = re.split(r"[\\/]", name)[-1]
    base = "".join(letter for letter in base if letter.isprintable()).strip(" .")
    stem, ending = PurePath(base).stem, PurePath(base).suffix.lower()
    if ending not in ENDINGS[media_type]:
        stem, ending = base, ENDINGS[media_type][0]
    return f"{stem[:NAME_AT_MOST] or 'skjal'}{ending}"


def _by_signature(content: bytes) -> str | None:
    known = filetype.guess(content[:8192])
    return known.mime if known is not None and known.mime in BY_SIGNATURE else None


def _office_document(content: bytes) -> str | None:
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(MACROS.search(part) for part in names):
                return None
            for part, media_type in OFFICE_PARTS.items():
                if part in names:
                    return media_type
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", errors="replace")
                return declared if declared in {ODT, ODS} else None
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError):
        return None
    return None


def _text(content: bytes, ending: str) -> str | None:
    media_type = {".txt": "text/plain", ".csv": "text/csv"}.get(ending)
    if media_type is None or b"\x00" in content:
        return None
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", errors="replace")
    return None if LOOKS_LIKE_CODE.search(words) else media_type
