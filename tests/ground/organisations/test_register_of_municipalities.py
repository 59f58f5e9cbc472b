"""The register: every municipality, its names in four cases, and where each figure comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from islenska import Bin

from samveita.ground.organisations.documents import Cases, Fact
from samveita.ground.organisations.loading import RegisterEntry, read_register
from samveita.iceland.alphabet import folded

REVIEWED = Path(__file__).with_name("reviewed_declensions.txt")
CASES = (("accusative", "ÞF"), ("dative", "ÞGF"), ("genitive", "EF"))
ENTRIES = read_register().municipalities
BIN = Bin()


def declined_words() -> dict[str, Cases]:
    """Each single word of the names with its four forms; words beside it that stay the same are left out."""
    found: dict[str, Cases] = {}
    for entry in ENTRIES:
        for cases in (entry.names.short, entry.names.official):
            forms = [form.split() for form in cases.model_dump().values()]
            for nominative, accusative, dative, genitive in zip(*forms, strict=True):
                if nominative[0].isupper() and not nominative.endswith("-"):
                    found[nominative] = Cases(
                        nominative=nominative, accusative=accusative, dative=dative, genitive=genitive
                    )
    return found


def forms_in_bin(word: str, case: str) -> set[str]:
    """Forms BÍN itself lists (compounds that islenska guesses don't count), the articled one for Sveitarfélagið."""
    own = [entry for entry in BIN.lookup(word)[1] if entry.bin_id and entry.mark.startswith("NF")]
    found: set[str] = set()
    for entry in own:
        with_article = entry.mark.endswith("gr")
        wanted = (case, "gr") if with_article else (case,)
        for form in BIN.lookup_variants(entry.ord, entry.ofl, wanted, lemma=entry.ord, bin_id=entry.bin_id):
            if form.mark.startswith(case) and form.mark.endswith("gr") == with_article:
                found.add(form.bmynd.lower())
    return found


@pytest.mark.parametrize(("word", "cases"), declined_words().items())
def test_a_name_is_declined_as_in_bin_or_was_reviewed(word: str, cases: Cases) -> None:
    reviewed = {tuple(line.split()) for line in REVIEWED.read_text(encoding="utf-8").splitlines()}
    if not forms_in_bin(word, "EF"):
        assert (word, cases.accusative, cases.dative, cases.genitive) in reviewed
        return
    wrong = {
        name: getattr(cases, name)
        for name, case in CASES
        if getattr(cases, name).lower() not in forms_in_bin(word, case)
    }
    assert wrong == {}


def test_the_reviewed_list_holds_only_what_bin_does_not_know() -> None:
    listed = {line.split()[0] for line in REVIEWED.read_text(encoding="utf-8").splitlines()}
    needed = {word for word in declined_words() if not forms_in_bin(word, "EF")}
    assert listed == needed


def test_there_are_61_municipalities_and_20_that_merged() -> None:
    current = [entry for entry in ENTRIES if entry.successor is None]
    assert (len(current), len(ENTRIES) - len(current)) == (61, 20)


def test_their_population_adds_up_to_the_nation() -> None:
    total = sum(int(entry.facts.population.value or 0) for entry in ENTRIES if entry.successor is None)
    assert total == 389_444


def test_addresses_are_the_names_people_say() -> None:
    said = {entry.slug: entry.official_slug for entry in ENTRIES}
    wanted = {
        "hafnarfjordur": "hafnarfjardarkaupstadur",
        "reykjavik": "reykjavikurborg",
        "akureyri": "akureyrarbaer",
        "akranes": "akraneskaupstadur",
        "isafjordur": "isafjardarbaer",
        "vestmannaeyjar": "vestmannaeyjabaer",
        "gardabaer": "",
    }
    assert {slug: said[slug] for slug in wanted} == wanted


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_an_address_is_a_folded_name_of_its_municipality(entry: RegisterEntry) -> None:
    names = {
        folded(cases.nominative).replace(" ", "-") for cases in (entry.names.short, entry.names.official)
    }
    assert {entry.slug, entry.official_slug} - {""} == names


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_a_known_figure_names_its_source_and_an_unknown_one_claims_nothing(entry: RegisterEntry) -> None:
    facts = [
        fact
        for name in type(entry.facts).model_fields
        if isinstance(fact := getattr(entry.facts, name), Fact)
    ]
    assert [fact for fact in facts if fact.value is not None and not fact.source] == []
    assert [fact for fact in facts if fact.value is None and fact != Fact()] == []


def test_a_number_that_sources_disagree_on_stays_unknown() -> None:
    vesturbyggd = next(entry for entry in ENTRIES if entry.slug == "vesturbyggd")
    assert (vesturbyggd.number, vesturbyggd.facts.number.value) == (None, None)
