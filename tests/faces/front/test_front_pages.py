"""A municipality's front page, its search and its information pages."""

from __future__ import annotations

import pytest
from django.test import Client
from house_files import addresses

from factories import cases, financial_aid, organisations, people
from samveita.faces.front.information import PAGES
from samveita.ground.catalogue.declaring import SERVICES, TOOLS
from samveita.ground.identity.models import Role
from samveita.ground.organisations.documents import Contact
from samveita.ground.organisations.reserved import reserved_words
from samveita.services.financial_aid.declaration import SERVICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    made = organisations.municipality(official_slug="dalvogskaupstadur", number="9999")
    made.contact = Contact(phone="555 0000", email="postur@dalvogur.example")
    made.save()
    return financial_aid.adopted(made)


def test_what_is_adopted_stands_as_a_large_link(client: Client, town):
    page = client.get("/dalvogur/").content.decode()

    assert "<h1>Dalvogur</h1>" in page
    assert '<a href="/dalvogur/fjarhagsadstod/">Fjárhagsaðstoð</a>' in page
    assert "555 0000" in page


def test_a_municipality_without_services_says_what_to_do(client: Client):
    organisations.municipality()

    page = client.get("/dalvogur/").content.decode()

    assert "Hér er ekki hægt að sækja um á vefnum enn" in page
    assert "hafðu samband" in page


def test_the_official_name_leads_to_the_name_people_say(client: Client, town):
    answer = client.get("/en/dalvogskaupstadur/fjarhagsadstod/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/dalvogur/fjarhagsadstod/")


def test_a_former_municipality_leads_to_its_successor(client: Client, town):
    organisations.municipality("eyrarhreppur", successor=town)

    answer = client.get("/eyrarhreppur/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/dalvogur/")


def test_a_name_nobody_had_is_not_found(client: Client):
    assert client.get("/enginnbaer/").status_code == 404
    assert client.get("/enginnbaer/leit/").status_code == 404


def test_a_joint_office_shows_whom_it_serves(client: Client, town):
    organisations.joint_office(town)

    page = client.get("/felagsthjonustan/").content.decode()

    assert '<a href="/dalvogur/">Dalvogur</a>' in page


def test_search_finds_a_service_in_any_case_and_live(client: Client, town):
    whole = client.get("/dalvogur/leit/", {"q": "fjárhagsaðstoðar"}).content.decode()
    live = client.get("/pl/dalvogur/leit/", {"q": "pomoc"}, headers={"HX-Request": "true"}).content.decode()

    assert "1 atriði fannst" in whole
    assert '<a href="/dalvogur/fjarhagsadstod/">' in whole
    assert "<html" not in live
    assert "Pomoc finansowa" in live


def test_search_says_what_is_not_offered_here(client: Client):
    organisations.municipality()

    page = client.get("/dalvogur/leit/", {"q": "fjárhagsaðstoð"}).content.decode()

    assert "(ekki á vefnum hér enn)" in page


def test_what_is_written_in_search_is_never_markup(client: Client, town):
    page = client.get("/dalvogur/leit/", {"q": '"><b>zzzq'}).content.decode()

    assert "<b>zzzq" not in page


@pytest.mark.parametrize("language", ["", "/en", "/pl"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_information_page_answers_in_every_language(client: Client, town, page, language):
    shown = client.get(f"{language}/dalvogur/{page.slug}/")

    assert shown.status_code == 200
    assert f"<h1>{page.title.in_language(language.strip('/') or 'is')}</h1>" in shown.content.decode()


def test_pages_of_the_platform_itself_need_no_municipality(client: Client, db):
    assert [client.get(f"/um/{page.slug}/").status_code for page in PAGES] == [404, 200, 200, 200]


def test_the_word_list_is_credited_as_its_licence_asks(client: Client, db):
    page = client.get("/um/leyfi/").content.decode()

    assert "Beygingarlýsing íslensks nútímamáls (BÍN), Stofnun Árna Magnússonar í íslenskum fræðum" in page
    assert "CC BY-SA 4.0" in page


def test_staff_find_their_desk_and_residents_see_none(client: Client, town):
    worker = people.staff(town, Role.CASE_WORKER)

    assert "/dalvogur/vinnubord/" in people.browser_of(worker).get("/dalvogur/").content.decode()
    assert "/vinnubord/" not in people.browser_of(people.person()).get("/dalvogur/").content.decode()
    assert "/vinnubord/" not in client.get("/dalvogur/").content.decode()


def test_own_open_cases_stand_on_the_front_page_of_their_municipality_alone(town):
    elsewhere, person = organisations.municipality("eyri"), people.person()
    case = cases.submitted_case(town, person)

    here = people.browser_of(person).get("/dalvogur/").content.decode()
    there = people.browser_of(person).get(f"/{elsewhere.slug}/").content.decode()

    assert (case.number in here, case.number in there) == (True, False)


def test_no_service_takes_a_word_another_page_uses():
    after_organisation = [
        address.route.removeprefix("<slug:organisation>/")
        for address in addresses()
        if address.route.startswith("<slug:organisation>/")
    ]
    taken = {route.split("/")[0] for route in after_organisation if not route.startswith("<")}

    assert {"mal", "leit", "malin-min", "hjalp", "vinnubord"} <= taken
    services, tools = ({offer.slug for offer in offers.values()} for offers in (SERVICES, TOOLS))
    assert services & (taken | tools) == set()
    assert tools <= taken


def test_words_of_the_platform_are_reserved():
    assert {"um", "oll-min-mal"} <= reserved_words()
    assert SERVICE.slug not in reserved_words()


def test_the_front_page_needs_few_queries(client: Client, town, django_assert_max_num_queries):
    client.get("/dalvogur/")

    with django_assert_max_num_queries(4):
        client.get("/dalvogur/")
