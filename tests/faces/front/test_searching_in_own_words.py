"""Search finds what a resident means: in any case, from any keyboard, in three languages, even misspelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samveita.faces.front.information import PAGES
from samveita.faces.front.searching import Entry, search
from samveita.iceland.texts import Text

AID = Entry(
    title=Text(is_="Fjárhagsaðstoð", en="Financial aid", pl="Pomoc finansowa"),
    summary=Text(
        is_="Aðstoð til framfærslu þegar þú getur ekki séð fyrir þér.",
        en="Support for living costs.",
        pl="Pomoc na utrzymanie.",
    ),
    url="/x/fjarhagsadstod/",
)
HELP, PRIVACY, ACCESSIBILITY, LICENCES = (
    Entry(page.title, page.lead, page.slug, page.every_text()) for page in PAGES
)
ENTRIES = [AID, HELP, PRIVACY, ACCESSIBILITY, LICENCES]


def titles(query: str) -> list[str]:
    return [entry.title.is_ for entry in search(query, ENTRIES)]


@pytest.mark.parametrize(
    "query",
    [
        "fjárhagsaðstoð",
        "Fjárhagsaðstoðar",
        "fjárhagsaðstoðina",
        "fjarhagsadstod",
        "fjárhags",
        "aðstoð",
        "framfærslu",
        "financial aid",
        "pomoc finansowa",
        "fjárhagsaðsoð",
    ],
)
def test_financial_aid_is_found_first_by_many_names(query):
    assert titles(query)[0] == "Fjárhagsaðstoð"


def test_words_of_a_page_find_the_page():
    assert titles("umboð") == ["Hjálp"]
    assert titles("vafrakökur") == ["Svona förum við með gögnin þín"]


def test_more_of_the_words_come_before_fewer():
    assert titles("hjálp umboði")[0] == "Hjálp"


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzzqqqq", "\x00"])
def test_nothing_is_found_by_nothing(query):
    assert titles(query) == []


@given(st.text(max_size=60))
def test_any_query_is_answered(query):
    found = search(query, ENTRIES)

    assert len(found) == len({entry.url for entry in found})
