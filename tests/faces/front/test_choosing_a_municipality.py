"""The first page: 61 municipalities in Icelandic order, found by any name in any case, with those that offer something first."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import financial_aid
from samveita.faces.front.choosing import find, read_register
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.loading import load_register
from samveita.ground.organisations.queries import by_slug

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def _iceland(db):
    load_register(Actor.system("test"))


def found(query: str) -> list[str]:
    return [str(choice.municipality) for choice in find(query, read_register())]


@pytest.mark.usefixtures("_iceland")
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Hafnarfjörður", "Hafnarfjörður"),
        ("hafnarfirði", "Hafnarfjörður"),
        ("Hafnarfjarðarkaupstaðar", "Hafnarfjörður"),
        ("hafnarfjordur", "Hafnarfjörður"),
        ("hafnarf", "Hafnarfjörður"),
        ("Hafnafjörður", "Hafnarfjörður"),
        ("Akureyrarbær", "Akureyri"),
        ("þingeyjarsveit", "Þingeyjarsveit"),
        ("thingeyjarsveit", "Þingeyjarsveit"),
        ("skútustaðahreppi", "Þingeyjarsveit"),
    ],
)
def test_a_municipality_is_found_by_any_of_its_names(query, name):
    assert found(query)[0] == name


@pytest.mark.usefixtures("_iceland")
def test_a_former_name_says_what_it_is_part_of_now(client: Client):
    page = client.get("/", {"q": "Skútustaðahreppur"}).content.decode()

    assert "Skútustaðahreppur er nú hluti af þessu sveitarfélagi." in page


@pytest.mark.usefixtures("_iceland")
def test_all_of_todays_municipalities_stand_in_icelandic_order():
    register = read_register()

    assert len(register.today) == 61
    assert [letter for letter, _choices in register.by_letter()] == list("AÁBDEFGHÍKLMNRSTVÞÖ")


@pytest.mark.usefixtures("_iceland")
def test_those_that_offer_something_stand_first(client: Client):
    assert [str(choice.municipality) for choice in read_register().with_offers()] == []
    financial_aid.adopted(by_slug("akureyri"))

    page = client.get("/").content.decode()

    assert [str(choice.municipality) for choice in read_register().with_offers()] == ["Akureyri"]
    assert page.index("Fjárhagsaðstoð") < page.index("Akranes")


@pytest.mark.usefixtures("_iceland")
def test_an_adoption_before_a_merger_counts_for_the_successor():
    gone = next(gone for gone, _choice in read_register().former)
    adopted_by = gone.successor
    financial_aid.adopted(gone)

    assert [choice.municipality for choice in read_register().with_offers()] == [adopted_by]


@pytest.mark.usefixtures("_iceland")
def test_live_results_are_the_list_alone(client: Client):
    part = client.get("/", {"q": "akureyri"}, headers=HTMX).content.decode()

    assert "<html" not in part
    assert "1 sveitarfélag fannst" in part
    assert 'href="/akureyri/"' in part


@pytest.mark.usefixtures("_iceland")
def test_nothing_found_is_said_in_words(client: Client):
    page = client.get("/en/", {"q": "zzzqqq"}).content.decode()

    assert "No municipality found" in page


@pytest.mark.usefixtures("_iceland")
def test_the_page_needs_few_queries_however_many_municipalities(
    client: Client, django_assert_max_num_queries
):
    client.get("/")

    with django_assert_max_num_queries(2):
        client.get("/", {"q": "firði"})
