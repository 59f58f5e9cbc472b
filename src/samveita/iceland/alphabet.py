"""The Icelandic alphabet: a folded key for searching and a key for sorting.

Databases are never asked to sort or fold Icelandic, because SQLite, PostgreSQL and each machine's locale disagree. The
folded key lets people search from any keyboard ("laekj" for Lækjargata); the sort key puts á after a and þ æ ö last.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "aábcdðeéfghiíjklmnoópqrstuúvwxyýzþæö"

_FOLDS = str.maketrans({"þ": "th", "ð": "d", "æ": "ae", "ö": "o", "ø": "o", "ß": "ss", "ł": "l", "đ": "d"})
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_PLACES = {letter: chr(ord("A") + place) for place, letter in enumerate(ALPHABET)}


def folded(text: str) -> str:
    """Return a key in a–z, 0–9 and single spaces: ``Þórunnartún 2`` becomes ``thorunnartun 2``."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_FOLDS)
    without_accents = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    return _NOT_WORD.sub(" ", without_accents).strip()


def sort_key(text: str) -> str:
    """Return a key that sorts by code point as the Icelandic alphabet does: a á b d ð e é … ý þ æ ö.

    Upper and lower case are alike, digits and spaces come before letters, and foreign letters sort as their plain form.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    return "".join(_PLACES.get(letter) or _foreign(letter) for letter in lowered)


def _foreign(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter.translate(_FOLDS))
    return "".join(_PLACES.get(part, part) for part in plain if not unicodedata.combining(part))
