"""The start page of a service: what it is, what one could get, and one button."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import cases, financial_aid, organisations, people
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState

pytestmark = pytest.mark.django_db
PAGE = "/dalvogur/fjarhagsadstod/"
ANSWERS = {"home": "own_home", "uses_credit": "yes"}
BUTTON = '<a class="ds-button sv-button" href="/dalvogur/fjarhagsadstod/umsokn/"'


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


def test_it_says_everything_before_one_begins(client: Client, town):
    page = client.get(PAGE).content.decode()

    for said in ("Fyrir hvern?", "númer bankareiknings", "Lög um félagsþjónustu", "Hvað gerist næst?"):
        assert said in page
    assert page.count(BUTTON) == 1


def test_the_estimate_is_opened_into_its_lines(client: Client, town):
    page = client.post(PAGE, ANSWERS).content.decode()

    assert '<details class="sv-amount" open>' in page
    assert "240.000 kr." in page
    assert "31,49% af 240.000 kr." in page


def test_the_estimate_is_a_part_of_the_page_when_asked_for(client: Client, town):
    part = client.post(PAGE, ANSWERS, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "sv-amount" in part


def test_without_the_tax_credit_there_is_less(client: Client, town):
    page = client.post(PAGE, {**ANSWERS, "uses_credit": "no"}).content.decode()

    assert "164.424 kr." in page


def test_a_question_left_out_is_asked_for(client: Client, town):
    page = client.post(PAGE, {"home": "own_home"}).content.decode()

    assert 'href="#id_uses_credit"' in page
    assert "sv-amount" not in page


def test_missing_amounts_are_said_and_never_guessed(client: Client):
    town = organisations.municipality()
    set_state(
        actor=Actor.system("test"),
        organisation=town,
        offering="financial_aid",
        state=AdoptionState.LIVE,
    )

    page = client.post(PAGE, ANSWERS).content.decode()

    assert "Sveitarfélagið hefur ekki birt fjárhæðir og reglur fyrir þennan mánuð." in page


def test_what_is_not_adopted_says_so_and_has_no_button(client: Client):
    organisations.municipality()

    page = client.get(PAGE).content.decode()

    assert "Ekki er hægt að sækja um þetta hér á vefnum enn" in page
    assert BUTTON not in page
    assert "Sjá upphæð" not in page


def test_who_has_begun_is_offered_to_go_on(town):
    person = people.person()
    cases.finished_draft(town, person)

    page = people.browser_of(person).get(PAGE).content.decode()

    assert "Halda áfram með umsókn" in page
    assert page.count(BUTTON) == 1


def test_who_has_a_case_sees_it(town):
    person = people.person()
    case = cases.submitted_case(town, person)

    assert case.number in people.browser_of(person).get(PAGE).content.decode()


def test_a_joint_office_is_named_where_it_handles_the_service(client: Client, town):
    organisations.joint_office(town)

    assert "Felagsthjonustan" in client.get(PAGE).content.decode()


def test_a_service_nobody_knows_is_not_found(client: Client, town):
    assert client.get("/dalvogur/galdrar/").status_code == 404


@pytest.mark.parametrize(("language", "word"), [("en", "Apply"), ("pl", "Złóż wniosek")])
def test_it_speaks_the_language_of_its_address(client: Client, town, language, word):
    assert word in client.get(f"/{language}{PAGE}").content.decode()


def test_it_needs_few_queries(client: Client, town, django_assert_max_num_queries):
    client.get(PAGE)

    with django_assert_max_num_queries(9):
        client.get(PAGE)
