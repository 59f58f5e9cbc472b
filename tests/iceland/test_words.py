"""Words are reduced to lemmas, and names are declined only where BÍN knows how."""

from __future__ import annotations

import pytest

from samveita.iceland.words import NameInCases, declined_name, known_word, lemma_text, lemmas, unknown_words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Leikskólagjöldum", ("leikskólagjald",)),
        ("fjárhagsaðstoðarumsóknum", ("fjárhagsaðstoðarumsókn",)),
        ("fólki", ("fólk",)),
        ("qwrtz", ("qwrtz",)),
    ],
)
def test_a_word_is_reduced_to_its_lemma(word: str, expected: tuple[str, ...]):
    assert lemmas(word) == expected


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Leikskólagjöld", "leikskólagjald"),
        ("Leikskólagjöld", "leikskólagjöldum"),
        ("Þjónusta við fatlað fólk", "fötluðu fólki"),
    ],
)
def test_a_query_in_another_form_finds_the_title(title: str, query: str):
    assert set(lemma_text(query).split()) & set(lemma_text(title).split())


def test_the_search_text_has_each_lemma_once_and_only_plain_letters():
    assert lemma_text("Þjónusta um þjónustu") == "thjonusta um"


@pytest.mark.parametrize(
    "word", ["umsókn", "Umsókn", "sveitarfélaginu", "fjárhagsaðstoðarumsókn", "UMSÓKN", "Hafnarfirði"]
)
def test_words_of_the_language_are_known(word: str):
    assert known_word(word)


def test_unknown_words_are_listed_once_in_order():
    assert unknown_words("Umsóknin qwrtz er mxtlqp og qwrtz, 12 sinnum.") == ["qwrtz", "mxtlqp"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jón Jónsson", NameInCases("Jón Jónsson", "Jón Jónsson", "Jóni Jónssyni", "Jóns Jónssonar")),
        (
            "Guðrún Guðmundsdóttir",
            NameInCases(
                "Guðrún Guðmundsdóttir",
                "Guðrúnu Guðmundsdóttur",
                "Guðrúnu Guðmundsdóttur",
                "Guðrúnar Guðmundsdóttur",
            ),
        ),
        ("Sigríður", NameInCases("Sigríður", "Sigríði", "Sigríði", "Sigríðar")),
        (
            "Björn Þór Másson",
            NameInCases("Björn Þór Másson", "Björn Þór Másson", "Birni Þór Mássyni", "Björns Þórs Mássonar"),
        ),
    ],
)
def test_icelandic_names_are_declined(name: str, expected: NameInCases):
    assert declined_name(name) == expected


@pytest.mark.parametrize("name", ["Piotr Kowalski", "Xqwz Rtpl"])
def test_names_that_are_not_known_stay_as_they_are(name: str):
    assert declined_name(name) == NameInCases.unchanged(name)


def test_only_the_known_part_of_a_mixed_name_is_declined():
    assert declined_name("Anna Kowalska").dative == "Önnu Kowalska"
