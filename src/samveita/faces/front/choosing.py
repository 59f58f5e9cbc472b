"""Choosing a municipality: all of today's in Icelandic order, and finding one by any name in any case, old names too.

"hafnarfirði", "Hafnarfjarðar" and "hafnarfjordur" find Hafnarfjörður; the name of one that has merged finds the
municipality it is part of now. Sixty-one rows are compared in memory: no database is asked to fold Icelandic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from samveita.faces.front.searching import closeness, nearest, query_words
from samveita.ground.catalogue.adopting import OPEN_STATES
from samveita.ground.catalogue.declaring import SERVICES, TOOLS, Offering
from samveita.ground.catalogue.models import Adoption
from samveita.ground.organisations.models import Kind, Organisation
from samveita.iceland.words import folded


@dataclass(frozen=True, slots=True)
class Choice:
    """One municipality to choose: what it offers, and by which former name it was found."""

    municipality: Organisation
    offers: tuple[Offering, ...] = ()
    formerly: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Every municipality of today, and those that have merged into one of them."""

    today: Sequence[Choice]
    former: Sequence[tuple[Organisation, Choice]]

    def with_offers(self) -> list[Choice]:
        """Return those that have taken something into use."""
        return [choice for choice in self.today if choice.offers]

    def by_letter(self) -> Iterator[tuple[str, list[Choice]]]:
        """Yield each first letter with its municipalities, in Icelandic order."""
        for letter, choices in groupby(self.today, key=lambda choice: str(choice.municipality)[:1]):
            yield letter, list(choices)


def read_register() -> Register:
    """Read the register with what each has adopted: two queries, however many there are."""
    everyone = list(Organisation.objects.filter(kind=Kind.MUNICIPALITY).order_by("sort_key"))
    by_key = {one.pk: one for one in everyone}
    offers: dict[int, set[str]] = {}
    for owner, offering in Adoption.objects.filter(state__in=OPEN_STATES).values_list(
        "organisation_id", "offering"
    ):
        if owner in by_key:
            offers.setdefault(_standing(by_key[owner], by_key).pk, set()).add(offering)
    catalogue: dict[str, Offering] = {**SERVICES, **TOOLS}
    choices = {
        one.pk: Choice(
            one, tuple(item for key, item in catalogue.items() if key in offers.get(one.pk, set()))
        )
        for one in everyone
        if one.is_current
    }
    gone = [one for one in everyone if not one.is_current]
    return Register(
        today=list(choices.values()),
        former=[
            (one, choices[standing.pk]) for one in gone if (standing := _standing(one, by_key)).pk in choices
        ],
    )


def _standing(organisation: Organisation, by_key: dict[int, Organisation]) -> Organisation:
    while organisation.successor_id in by_key:
        organisation = by_key[organisation.successor_id]
    return organisation


def find(query: str, register: Register) -> list[Choice]:
    """Return the municipalities a query names, best first; each once."""
    wanted = query_words(query)
    if not wanted:
        return []
    named = [(choice, _names(choice.municipality)) for choice in register.today]
    named += [
        (Choice(choice.municipality, choice.offers, formerly=str(gone)), _names(gone))
        for gone, choice in register.former
    ]
    found = _ranked(wanted, named)
    if not found:
        meant = nearest(wanted, {word for _choice, words in named for word in words})
        found = _ranked([meant], named) if meant else []
    once: dict[int, Choice] = {}
    for choice in found:
        once.setdefault(choice.municipality.pk, choice)
    return list(once.values())


def _ranked(wanted: Sequence[frozenset[str]], named: Sequence[tuple[Choice, frozenset[str]]]) -> list[Choice]:
    scored = []
    for choice, words in named:
        points = [closeness(forms, words) for forms in wanted]
        if all(points):
            scored.append((sum(points), choice))
    return [choice for _points, choice in sorted(scored, key=lambda one: one[0], reverse=True)]


def _names(organisation: Organisation) -> frozenset[str]:
    """Return the folded words of every name in every case."""
    names = organisation.names
    every = [names.en, names.pl, organisation.slug]
    for cases in (names.short, names.official):
        every += [cases.nominative, cases.accusative, cases.dative, cases.genitive]
    return frozenset(word for name in every for word in folded(name).split())
