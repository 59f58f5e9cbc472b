"""Icelandic is folded and sorted by our own keys, never by a database."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.iceland.alphabet import ALPHABET, folded, sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Lækjargata", "laekjargata"),
        ("Þórunnartún 2", "thorunnartun 2"),
        ("ÖLDUGATA", "oldugata"),
        ("Ðas", "das"),
        ("  Eyja- og Miklaholtshreppur ", "eyja og miklaholtshreppur"),
        ("Łódź", "lodz"),
        ("", ""),
    ],
)
def test_a_folded_key_can_be_typed_on_any_keyboard(text: str, key: str):
    assert folded(text) == key


def test_names_sort_as_in_an_icelandic_telephone_book():
    names = ["Zeta", "Öxi", "Ás", "Þór", "Iða", "Afi", "Ísland", "Ætt", "Eva", "Dagur", "Ðas"]

    assert sorted(names, key=sort_key) == [
        "Afi", "Ás", "Dagur", "Ðas", "Eva", "Iða", "Ísland", "Zeta", "Þór", "Ætt", "Öxi",
    ]  # fmt: skip


def test_the_sort_key_follows_the_alphabet_letter_by_letter():
    keys = [sort_key(letter) for letter in ALPHABET]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(ALPHABET)


def test_a_shorter_name_comes_before_the_longer_one_it_begins():
    assert sort_key("Jón Ás") < sort_key("Jóna Ás")


@given(text=st.text())
def test_keys_do_not_depend_on_case_or_on_how_accents_are_composed(text: str):
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text))

    assert folded(decomposed) == folded(text)
    assert sort_key(decomposed) == sort_key(text)
    assert folded(folded(text)) == folded(text)
    assert folded(text).isascii()
