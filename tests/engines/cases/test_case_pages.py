"""A resident's own pages of a case: sent once, followed, read, withdrawn; nobody else's business."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.models import Case
from samveita.ground.organisations.scope import crossing, person_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return financial_aid.adopted(organisations.municipality())


def address(case: Case, last: str = "") -> str:
    return f"/dalvogur/mal/{case.uid}/{last}"


def test_sending_twice_leads_to_the_same_case(town):
    person = people.person()
    draft, browser = cases.finished_draft(town, person), people.browser_of(person)

    answers = [
        browser.post("/dalvogur/fjarhagsadstod/umsokn/senda/", {"draft": str(draft.uid)}) for _ in "12"
    ]

    with person_scope(person):
        case = Case.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [address(case)] * 2


def test_a_draft_of_somebody_else_is_not_found(town):
    draft = cases.finished_draft(town, people.person())

    answer = people.browser_of(people.person("Önnur Kona")).post(
        "/dalvogur/fjarhagsadstod/umsokn/senda/", {"draft": str(draft.uid)}
    )

    assert answer.status_code == 404
    with crossing("a test counts every case"):
        assert Case.objects.count() == 0


@pytest.mark.parametrize("draft", ["", "rubbish", "1"])
def test_a_broken_token_is_not_found(town, draft):
    answer = people.browser_of(people.person()).post(
        "/dalvogur/fjarhagsadstod/umsokn/senda/", {"draft": draft}
    )

    assert answer.status_code == 404


def test_a_second_application_in_a_month_is_refused_in_words(town):
    person = people.person()
    cases.submitted_case(town, person)
    draft = cases.finished_draft(town, person)

    page = people.browser_of(person).post(
        "/dalvogur/fjarhagsadstod/umsokn/senda/", {"draft": str(draft.uid)}, follow=True
    )

    assert "Þú eða maki þinn hafið þegar sótt um fyrir þennan mánuð." in page.content.decode()


def test_the_page_says_where_the_case_stands_and_who_looked(town):
    person = people.person()
    case = cases.submitted_case(town, person)

    page = people.browser_of(person).get(address(case)).content.decode()

    for said in (case.number, "Við stefnum að svari", "0133-26-012345", "Þessi hafa skoðað málið"):
        assert said in page


def test_a_case_is_found_by_its_applicant_alone(client: Client, town):
    case = cases.submitted_case(town, people.person())
    elsewhere = organisations.municipality("eyri")
    other = people.browser_of(people.person("Önnur Kona"))

    assert other.get(address(case)).status_code == 404
    assert client.get(address(case)).status_code == 302
    assert people.browser_of(case.person).get(f"/{elsewhere.slug}/mal/{case.uid}/").status_code == 404


def test_a_decision_shows_its_lines_its_letter_and_how_to_appeal(town):
    person, worker = people.person(), people.staff(town)
    case = cases.submitted_case(town, person)
    cases.served(cases.approved(cases.case_in_progress(case, worker), worker))

    page = people.browser_of(person).get(address(case)).content.decode()

    for said in ("Ákvörðun", "31,49% af", "Ef þú ert ekki sammála", "Bréf og skjöl", "PDF"):
        assert said in page


def test_the_letter_is_handed_out_as_a_download_to_its_reader_alone(town):
    person, worker = people.person(), people.staff(town)
    case = cases.submitted_case(town, person)
    cases.approved(cases.case_in_progress(case, worker), worker)
    with person_scope(person):
        letter = case.documents.get()

    mine = people.browser_of(person).get(address(case, f"skjal/{letter.uid}/"))
    theirs = people.browser_of(people.person("Önnur Kona")).get(address(case, f"skjal/{letter.uid}/"))

    assert (mine.status_code, mine.headers["Content-Type"]) == (200, "application/pdf")
    assert mine.headers["Content-Disposition"].startswith("attachment")
    assert theirs.status_code == 404


def test_withdrawing_asks_first(town):
    person = people.person()
    case, browser = cases.submitted_case(town, person), people.browser_of(person)

    asked = browser.get(address(case, "draga-til-baka/"))
    with person_scope(person):
        before = Case.objects.get().state
    done = browser.post(address(case, "draga-til-baka/"), follow=True)

    assert asked.status_code == 200
    assert before == "new"
    assert "Þú dróst umsóknina til baka." in done.content.decode()
    with person_scope(person):
        assert Case.objects.get().state == "withdrawn"


@pytest.mark.parametrize(("language", "word"), [("en", "Progress of the case"), ("pl", "Przebieg sprawy")])
def test_the_page_speaks_the_language_of_its_address(town, language, word):
    person = people.person()
    case = cases.submitted_case(town, person)

    assert word in people.browser_of(person).get(f"/{language}{address(case)}").content.decode()


def test_the_page_needs_few_queries(town, django_assert_max_num_queries):
    person = people.person()
    case, browser = cases.submitted_case(town, person), people.browser_of(person)
    browser.get(address(case))

    with django_assert_max_num_queries(22):
        browser.get(address(case))
