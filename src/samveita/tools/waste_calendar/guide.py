"""What goes where: things people throw away and the kind of waste each belongs to, found in any inflection.

The list is general guidance of the project's own, not any municipality's rule, and says so wherever it is shown. Search is
by lemma ("pizzukassana" finds *pizzukassi*), by the beginning of a word in any keyboard's letters, and by the English and
Polish names as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from samveita.iceland.alphabet import folded
from samveita.iceland.texts import Text
from samveita.iceland.words import lemmas_of_text
from samveita.tools.waste_calendar.fractions import FRACTIONS, Fraction, FractionCode

FEWEST_LETTERS = 2
MOST_FOUND = 12
LONG_WORD, ENDING = 7, 3
"""A long word without its accents is no lemma's form: it is compared without its ending."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing and the kind of waste it belongs to; ``keys`` are all folded words it is found by."""

    name: Text
    fraction: Fraction
    lemmas: frozenset[str]
    keys: tuple[str, ...]


@cache
def things() -> tuple[Thing, ...]:
    """Return the whole list, in the order it is written."""
    written = (files(__package__) / "data" / "sorting-guide.json").read_text(encoding="utf-8")
    return tuple(_thing(item) for item in json.loads(written)["items"])


def _thing(item: dict[str, str]) -> Thing:
    spoken = [item["is"], *item["also"]]
    lemmas = {folded(lemma) for word in spoken for lemma in lemmas_of_text(word)}
    keys = [folded(word) for name in (*spoken, item["en"], item["pl"]) for word in name.split()]
    return Thing(
        name=Text(is_=item["is"][:1].upper() + item["is"][1:], en=_upper(item["en"]), pl=_upper(item["pl"])),
        fraction=FRACTIONS[FractionCode(item["fraction"])],
        lemmas=frozenset(lemmas),
        keys=tuple(dict.fromkeys([*keys, *(folded(name) for name in (*spoken, item["en"], item["pl"]))])),
    )


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def find_things(query: str) -> list[Thing]:
    """Return the things a question names: by lemma first, then those whose words begin with it."""
    asked = folded(query)
    if len(asked) < FEWEST_LETTERS:
        return []
    lemmas = {folded(lemma) for lemma in lemmas_of_text(query)} | {asked}
    ranked = []
    for place, thing in enumerate(things()):
        if lemmas & thing.lemmas or asked in thing.keys:
            ranked.append((0, place, thing))
        elif any(key.startswith(asked) for key in thing.keys):
            ranked.append((1, place, thing))
        elif any(asked in lemma for lemma in thing.lemmas) or any(
            len(lemma) > 3 and lemma in own for lemma in lemmas for own in thing.lemmas
        ):
            ranked.append((2, place, thing))
        elif len(asked) >= LONG_WORD and any(key.startswith(asked[:-ENDING]) for key in thing.keys):
            ranked.append((3, place, thing))
    return [thing for _rank, _place, thing in sorted(ranked, key=lambda one: one[:2])[:MOST_FOUND]]


def by_fraction() -> list[tuple[Fraction, list[Thing]]]:
    """Return the whole guide, kind by kind."""
    found = [(kind, [one for one in things() if one.fraction is kind]) for kind in FRACTIONS.values()]
    return [(kind, group) for kind, group in found if group]
