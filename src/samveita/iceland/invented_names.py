"""Invents names as people in Iceland bear them: given names, then a patronymic or matronymic in the right genitive.

Jón's daughter is Jónsdóttir and Guðrún's son Guðrúnarson; the genitives come from BÍN through ``words``. People who moved
here keep the names they came with. The lists of given names are in ``data/names.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TypedDict

from samveita.iceland.words import declined_word

_FILE = Path(__file__).parent / "data" / "names.json"
_WITH_SECOND_NAME = 0.45

# In patronymics custom keeps an older or shorter genitive than BÍN gives first: Guðmundsdóttir, Tómasson.
_BY_CUSTOM = {
    "Guðmundur": "Guðmunds",
    "Magnús": "Magnús",
    "Elías": "Elías",
    "Matthías": "Matthías",
    "Tómas": "Tómas",
}


class ForeignNames(TypedDict):
    """Names of one nation."""

    citizenship: str
    women: list[str]
    men: list[str]
    last_women: list[str]
    last_men: list[str]


class NameLists(TypedDict):
    """The shape of ``data/names.json``."""

    women: list[str]
    men: list[str]
    second_women: list[str]
    second_men: list[str]
    foreign: list[ForeignNames]


@dataclass(frozen=True, slots=True)
class InventedName:
    """A name and what it is made of; ``given`` is the first name, from which children take theirs."""

    full: str
    given: str
    last: str
    is_woman: bool
    citizenship: str = "IS"


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    """Read the lists once in each process."""
    lists: NameLists = json.loads(_FILE.read_text(encoding="utf-8"))
    return lists


@lru_cache(maxsize=1_000)
def last_name_after(parent_given: str, *, parent_is_woman: bool, child_is_woman: bool) -> str:
    """Return the patronymic or matronymic: genitive of the parent's name and -dóttir or -son."""
    genitive = (
        _BY_CUSTOM.get(parent_given)
        or declined_word(parent_given, "kvk" if parent_is_woman else "kk").genitive
    )
    return genitive + ("dóttir" if child_is_woman else "son")


def icelandic_name(chance: Random, *, is_woman: bool, parent: InventedName | None = None) -> InventedName:
    """Invent a name; without a parent in the register the father's name is drawn as well."""
    lists = name_lists()
    given = chance.choice(lists["women"] if is_woman else lists["men"])
    second = ""
    if chance.random() < _WITH_SECOND_NAME:
        second = chance.choice(lists["second_women"] if is_woman else lists["second_men"])
    if parent is None:
        parent_given, parent_is_woman = chance.choice(lists["men"]), False
    else:
        parent_given, parent_is_woman = parent.given, parent.is_woman
    last = last_name_after(parent_given, parent_is_woman=parent_is_woman, child_is_woman=is_woman)
    middle = f" {second}" if second and second != given else ""
    return InventedName(f"{given}{middle} {last}", given, last, is_woman)


def foreign_name(chance: Random, *, is_woman: bool) -> InventedName:
    """Invent the name of somebody who moved to Iceland."""
    nation = chance.choice(name_lists()["foreign"])
    given = chance.choice(nation["women"] if is_woman else nation["men"])
    last = chance.choice(nation["last_women"] if is_woman else nation["last_men"])
    return InventedName(f"{given} {last}", given, last, is_woman, nation["citizenship"])


def name_of_child(chance: Random, *, is_woman: bool, parent: InventedName) -> InventedName:
    """Invent a child's name: after an Icelandic parent's given name, or with a foreign parent's last name."""
    if parent.citizenship == "IS":
        return icelandic_name(chance, is_woman=is_woman, parent=parent)
    lists = name_lists()
    given = chance.choice(lists["women"] if is_woman else lists["men"])
    return InventedName(f"{given} {parent.last}", given, parent.last, is_woman, parent.citizenship)
