"""Icelandic words: their lemmas for searching, whether they exist, and people's names in all four cases.

Stands on islenska (MIT) and the data it carries, BÍN – Beygingarlýsing íslensks nútímamáls, CC BY-SA 4.0, Stofnun Árna
Magnússonar í íslenskum fræðum; the notice page names the source. A name that BÍN does not know as a name is left as it
is, since a wrong case reads worse than none. The folded key and the sort key of the alphabet are offered here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from islenska import Bin

from samveita.iceland.alphabet import folded, sort_key

__all__ = [
    "DATA_NOTICE",
    "NameInCases",
    "declined_name",
    "declined_word",
    "folded",
    "known_word",
    "lemma_text",
    "lemmas",
    "lemmas_of_text",
    "sort_key",
    "unknown_words",
]

DATA_NOTICE = (
    "Beygingarlýsing íslensks nútímamáls (BÍN), Stofnun Árna Magnússonar í íslenskum fræðum, CC BY-SA 4.0, "
    "með pakkanum islenska (MIT)."
)

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAME_DOMAINS = frozenset({"ism", "föð", "móð", "ætt", "gæl", "erm"})
_CASES = ("ÞF", "ÞGF", "EF")


@dataclass(frozen=True, slots=True)
class NameInCases:
    """A name in the four cases: hér er …, um …, frá …, til …."""

    nominative: str
    accusative: str
    dative: str
    genitive: str

    @classmethod
    def unchanged(cls, name: str) -> NameInCases:
        """Return a name that is the same in every case."""
        return cls(name, name, name, name)


@lru_cache(maxsize=1)
def _bin() -> Bin:
    """Open the word list once in each process; it is memory mapped."""
    return Bin()


@lru_cache(maxsize=100_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the possible lemmas of one word in lower case and alphabetical order; an unknown word is its own lemma.

    Compounds resolve by their last part: ``fjárhagsaðstoðarumsóknum`` gives ``fjárhagsaðstoðarumsókn``.
    """
    keep_hyphen = "-" in word
    found = {
        lemma if keep_hyphen else lemma.replace("-", "")
        for lemma, _ in _bin().lookup_lemmas_and_cats(word, at_sentence_start=True)
    }
    return tuple(sorted({lemma.lower() for lemma in found})) or (word.lower(),)


def lemmas_of_text(text: str) -> list[str]:
    """Return the lemmas of every word of a text, in the order of the words."""
    return [lemma for word in _WORD.findall(text) for lemma in lemmas(word)]


def lemma_text(text: str) -> str:
    """Return a text for a search column: the folded lemmas, each once; a query is reduced the same way."""
    return " ".join(dict.fromkeys(folded(lemma) for lemma in lemmas_of_text(text)))


@lru_cache(maxsize=100_000)
def known_word(word: str) -> bool:
    """Tell whether BÍN knows the word, in any case and number, as it stands or as a compound."""
    if _bin().lookup(word, at_sentence_start=True)[1]:
        return True
    return word.isupper() and bool(_bin().lookup(word.lower())[1])


def unknown_words(text: str) -> list[str]:
    """List the words of a text that BÍN does not know, each once, in the order they come."""
    return [word for word in dict.fromkeys(_WORD.findall(text)) if not known_word(word)]


def declined_name(full_name: str) -> NameInCases:
    """Decline a person's name word by word: Jón Jónsson, um Jón Jónsson, frá Jóni Jónssyni, til Jóns Jónssonar.

    The gender follows the last name (-son, -dóttir), else the first name that BÍN knows. Words it does not know as
    names stay as they are.
    """
    words = full_name.split()
    gender = _gender(words)
    parts = [declined_word(word, gender) for word in words]
    return NameInCases(
        nominative=full_name,
        accusative=" ".join(part.accusative for part in parts),
        dative=" ".join(part.dative for part in parts),
        genitive=" ".join(part.genitive for part in parts),
    )


@lru_cache(maxsize=20_000)
def declined_word(word: str, gender: str | None) -> NameInCases:
    """Decline one name; ``gender`` is ``kk``, ``kvk`` or ``hk``, or None when it is not known."""
    if gender is None or gender not in _genders_of_name(word):
        return NameInCases.unchanged(word)
    accusative, dative, genitive = (_form(word, gender, case) for case in _CASES)
    return NameInCases(word, accusative, dative, genitive)


def _gender(words: Iterable[str]) -> str | None:
    names = list(words)
    for ending, gender in (("son", "kk"), ("dóttir", "kvk"), ("bur", "hk")):
        if len(names) > 1 and names[-1].endswith(ending):
            return gender
    return next((genders[0] for name in names if (genders := _genders_of_name(name))), None)


@lru_cache(maxsize=20_000)
def _genders_of_name(word: str) -> tuple[str, ...]:
    """Return the genders in which BÍN has the word as a name in the nominative singular; compounds are guesses and left out."""
    entries = _bin().lookup(word)[1]
    found = (e.ofl for e in entries if e.hluti in _NAME_DOMAINS and e.mark == "NFET" and e.bin_id)
    return tuple(dict.fromkeys(found))


def _form(word: str, gender: str, case: str) -> str:
    """Return the first singular form of the name in a case, without article; variants marked 2 come after it."""
    found = _bin().lookup_variants(word, gender, (case, "ET"), lemma=word)
    marked = sorted(
        (entry.mark, entry.bmynd)
        for entry in found
        if entry.hluti in _NAME_DOMAINS
        and entry.bin_id
        and entry.mark.startswith(f"{case}ET")
        and "gr" not in entry.mark
    )
    return marked[0][1] if marked else word
