"""Search that answers in a resident's own words: any case of an Icelandic word, any keyboard, all three languages.

"fjárhagsaðstoðar" finds Fjárhagsaðstoð, "adstod" finds it without Icelandic letters, "pomoc" finds it in Polish. What is
searched is small (a municipality's services, tools and pages), so each text is reduced to folded words once and kept in
memory; nothing about a search is stored. A misspelt word is compared with titles only when nothing else was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from samveita.iceland.texts import Text
from samveita.iceland.words import folded, lemmas_of_text

LONGEST_QUERY = 100
SHORTEST_PART = 4
SHORTEST_WORD = 3
NEAR = 0.82
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    Attributes:
        title: what it is called.
        summary: one sentence shown under the title.
        url: its address.
        more: further text in which words count, though less than in the title.
        note: a remark shown beside the title, such as that it can't be applied for here yet.
    """

    title: Text
    summary: Text
    url: str
    more: tuple[Text, ...] = ()
    note: str = ""


def words_of(text: str) -> frozenset[str]:
    """Return the folded words of a text and of their Icelandic lemmas."""
    return frozenset(folded(word) for word in (*_WORD.findall(text), *lemmas_of_text(text))) - {""}


@lru_cache(maxsize=2_000)
def _words_in_all_languages(text: Text) -> frozenset[str]:
    plain = _WORD.findall(f"{text.en} {text.pl}")
    return words_of(text.is_) | frozenset(folded(word) for word in plain) - {""}


def query_words(query: str) -> list[frozenset[str]]:
    """Return the words of a query, each as the folded forms it may stand for; short words count only when alone."""
    words = [words_of(word) for word in _WORD.findall(query[:LONGEST_QUERY])]
    long = [forms for forms in words if max(map(len, forms), default=0) >= SHORTEST_WORD]
    return long or [forms for forms in words if forms]


def closeness(forms: frozenset[str], words: frozenset[str]) -> int:
    """Return how well one word of a query fits a set of words: 3 the same word, 2 its beginning, 1 a part of it, or 0."""
    if forms & words:
        return 3
    if any(word.startswith(form) for form in forms for word in words):
        return 2
    parts = [form for form in forms if len(form) >= SHORTEST_PART]
    return 1 if any(form in word for form in parts for word in words) else 0


def nearest(query: Sequence[frozenset[str]], words: Iterable[str]) -> frozenset[str]:
    """Return the words a misspelt query most likely meant."""
    known = sorted(set(words))
    return frozenset(
        near for forms in query for form in sorted(forms) for near in get_close_matches(form, known, 2, NEAR)
    )


def search(query: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries a query finds, best first; those with more of its words come before those with fewer."""
    wanted = query_words(query)
    found = _ranked(wanted, entries)
    if not found and wanted:
        titles = {word for entry in entries for word in _words_in_all_languages(entry.title)}
        meant = nearest(wanted, titles)
        found = _ranked([meant], entries) if meant else []
    return found


def _ranked(wanted: Sequence[frozenset[str]], entries: Sequence[Entry]) -> list[Entry]:
    scored = [(_score(wanted, entry), -place, entry) for place, entry in enumerate(entries)]
    return [
        entry for score, _place, entry in sorted(scored, key=lambda one: one[:2], reverse=True) if score[0]
    ]


def _score(wanted: Sequence[frozenset[str]], entry: Entry) -> tuple[int, int]:
    title = _words_in_all_languages(entry.title)
    more = frozenset[str]().union(*(_words_in_all_languages(text) for text in (entry.summary, *entry.more)))
    each = [max(3 * closeness(forms, title), closeness(forms, more)) for forms in wanted]
    return sum(1 for points in each if points), sum(each)
