"""My cases: drafts to go on with, what is asked of me, what is in hand and what is over, at every municipality."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import cases, financial_aid, organisations, people

pytestmark = pytest.mark.django_db
PAGE = "/dalvogur/malin-min/"


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


def test_who_is_not_logged_in_is_asked_to(client: Client, town):
    answer = client.get(PAGE)

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/innskraning/?next=%2Fdalvogur%2Fmalin-min%2F"


def test_nothing_yet_is_said_with_a_way_on(town):
    page = people.browser_of(people.person()).get(PAGE).content.decode()

    assert "Hér er ekkert enn" in page
    assert 'href="/dalvogur/"' in page


def test_drafts_and_cases_of_every_municipality_come_together(town):
    person, other = people.person(), financial_aid.adopted(organisations.municipality("eyri"))
    case = cases.submitted_case(town, person)
    cases.finished_draft(other, person)

    page = people.browser_of(person).get(PAGE).content.decode()

    assert case.number in page
    assert 'href="/eyri/fjarhagsadstod/umsokn/"' in page
    assert "Umsóknin þín bíður eftir ráðgjafa." in page


def test_nobody_sees_the_cases_of_another(town):
    case = cases.submitted_case(town, people.person())

    page = people.browser_of(people.person("Önnur Kona")).get(PAGE).content.decode()

    assert case.number not in page


def test_a_decided_case_stands_under_what_is_over(town):
    person, worker = people.person(), people.staff(town)
    cases.approved(cases.case_in_progress(cases.submitted_case(town, person), worker), worker)

    page = people.browser_of(person).get(PAGE).content.decode()

    assert "Málum lokið" in page
    assert "Mál í vinnslu" not in page


def test_the_page_also_stands_without_a_municipality(town):
    person = people.person()
    case = cases.submitted_case(town, person)

    page = people.browser_of(person).get("/pl/oll-min-mal/").content.decode()

    assert case.number in page
    assert f"/pl/dalvogur/mal/{case.uid}/" in page


def test_in_a_delegated_session_the_page_says_whose_cases_they_are(town):
    child = people.person("Barn Önnudóttir")

    page = people.browser_of(child, delegations=("LegalGuardian",)).get(PAGE).content.decode()

    assert "<h1>Barn Önnudóttir</h1>" in page
    assert "Þú sinnir þeim í umboði." in page


def test_a_merger_leads_to_the_case_where_it_is_now(town):
    former, person = financial_aid.adopted(organisations.municipality("eyrarhreppur")), people.person()
    case = cases.submitted_case(former, person)
    former.successor = town
    former.save()

    page = people.browser_of(person).get(PAGE).content.decode()

    assert f"/dalvogur/mal/{case.uid}/" in page
    assert people.browser_of(person).get(f"/dalvogur/mal/{case.uid}/").status_code == 200


def test_more_cases_need_no_more_queries(town, django_assert_max_num_queries):
    person = people.person()
    for number in range(4):
        cases.submitted_case(financial_aid.adopted(organisations.municipality(f"eyri{number}")), person)
    browser = people.browser_of(person)
    browser.get(PAGE)

    with django_assert_max_num_queries(9):
        browser.get(PAGE)
