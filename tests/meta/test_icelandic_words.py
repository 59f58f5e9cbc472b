"""Every Icelandic word of the interface is known to BÍN (Árnastofnun's description of inflection) or was reviewed.

A word that is not known is either misspelt or new: correct it, or add it to reviewed_words.txt after reading it aloud.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from house_files import ROOT, calls, keyword, python_files
from islenska import Bin

from samveita.project.messages import found_in, rooms_with_messages

REVIEWED = Path(__file__).with_name("reviewed_words.txt")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>|&\w+;|https?://\S*|#[0-9a-f]+|\S+@\S+|/\S+|\S+\.is\b")


@cache
def bin_() -> Bin:
    return Bin()


def reviewed() -> set[str]:
    return {line.strip() for line in REVIEWED.read_text(encoding="utf-8").splitlines() if line.strip()}


def is_known(word: str) -> bool:
    """Whether BÍN knows a word, as written or in lower case, compounds included."""
    return any(bin_().lookup(form)[1] for form in {word, word.lower(), word.capitalize()})


def wordings() -> dict[str, str]:
    """Every Icelandic text of the interface and where it stands."""
    found: dict[str, str] = {}
    for room in rooms_with_messages():
        for (_context, message_id), places in found_in(room).items():
            for text in message_id if isinstance(message_id, tuple) else (message_id,):
                found[text] = places[0][0]
    for path in python_files():
        for call in calls(path, "Text"):
            text = keyword(call, "is_")
            if text:
                found[text] = path.relative_to(ROOT).as_posix()
    return found


def test_every_icelandic_word_is_known_or_reviewed():
    accepted = reviewed()
    unknown = {}
    for text, place in wordings().items():
        for word in WORD.findall(NOT_WORDS.sub(" ", text)):
            parts = {word, *word.split("-")}
            if (
                not parts & accepted
                and not is_known(word)
                and not all(is_known(part) for part in word.split("-"))
            ):
                unknown[word] = place

    assert unknown == {}


def test_reviewed_words_are_sorted_and_needed():
    words = [line.strip() for line in REVIEWED.read_text(encoding="utf-8").splitlines() if line.strip()]

    assert words == sorted(set(words))
    assert [word for word in words if is_known(word)] == []
