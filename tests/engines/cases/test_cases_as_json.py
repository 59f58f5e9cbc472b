"""Cases as JSON: a resident reads her own, staff reads the list of the office, and each reading is recorded."""

from __future__ import annotations

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.organisations.scope import crossing

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return financial_aid.adopted(organisations.municipality())


def looks(event_type: str) -> int:
    with crossing("a test counts what was recorded"):
        return Event.objects.filter(type=event_type).count()


def test_a_resident_lists_her_own_cases_only(municipality):
    anna, bjarni = people.person(), people.person("Bjarni Einarsson")
    own = cases.submitted_case(municipality, anna)
    cases.submitted_case(municipality, bjarni)

    answer = people.browser_of(anna).get("/api/v1/cases")

    listed = answer.json()
    assert [one["uid"] for one in listed["cases"]] == [str(own.uid)]
    assert listed["totalCount"] == 1
    assert listed["cases"][0]["municipality"] == municipality.slug
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_reading_a_list_of_cases_is_recorded(municipality):
    anna = people.person()
    cases.submitted_case(municipality, anna)

    people.browser_of(anna).get("/api/v1/cases")

    assert looks("cases.list_looked") == 1


def test_a_resident_reads_one_case_and_the_look_is_recorded(municipality):
    anna = people.person()
    case = cases.submitted_case(municipality, anna)

    found = people.browser_of(anna).get(f"/api/v1/cases/{case.uid}").json()

    assert (found["number"], found["isOpen"]) == (case.number, True)
    assert found["legalDate"] == case.legal_date.isoformat()
    assert looks("cases.looked") == 1


def test_a_case_of_someone_else_is_not_there(municipality):
    case = cases.submitted_case(municipality)
    stranger = people.browser_of(people.person("Bjarni Einarsson"))

    assert stranger.get(f"/api/v1/cases/{case.uid}").status_code == 404
    assert stranger.get(f"/api/v1/cases/{case.uid}/timeline").status_code == 404
    assert looks("cases.looked") == 0


def test_the_timeline_tells_what_happened_and_who_looked(municipality):
    anna = people.person()
    case = cases.submitted_case(municipality, anna)

    history = people.browser_of(anna).get(f"/api/v1/cases/{case.uid}/timeline").json()

    assert [entry["sentence"]["en"] for entry in history["timeline"]] == [
        "We have received your application."
    ]
    assert [look["who"]["is"] for look in history["looks"]] == ["Þú"]


def test_cases_come_page_by_page_newest_first(municipality):
    anna = people.person()
    one = cases.submitted_case(municipality, anna)
    browser = people.browser_of(anna)

    page = browser.get("/api/v1/cases?limit=1").json()
    beyond = browser.get(f"/api/v1/cases?limit=1&after={page['pageInfo']['endCursor']}").json()

    assert [case["uid"] for case in page["cases"]] == [str(one.uid)]
    assert page["pageInfo"]["hasNextPage"] is False
    assert beyond["cases"] == []


def test_a_cursor_from_someone_elses_list_is_refused(municipality):
    anna = people.person()
    cases.submitted_case(municipality, anna)
    cursor = people.browser_of(anna).get("/api/v1/cases").json()["pageInfo"]["endCursor"]

    stranger = people.browser_of(people.person("Bjarni Einarsson"))

    assert stranger.get(f"/api/v1/cases?after={cursor}").status_code == 400


def test_staff_lists_the_cases_of_her_office_in_the_order_they_came(municipality):
    first = cases.submitted_case(municipality, people.person("Anna Jónsdóttir"))
    second = cases.submitted_case(municipality, people.person("Bjarni Einarsson"))
    browser = people.browser_of(people.staff(municipality))
    address = f"/api/v1/offices/{municipality.slug}/cases"

    page = browser.get(f"{address}?queue=new&limit=1").json()
    rest = browser.get(f"{address}?queue=new&limit=1&after={page['pageInfo']['endCursor']}").json()

    assert [one["uid"] for one in (*page["cases"], *rest["cases"])] == [str(first.uid), str(second.uid)]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, True)
    assert rest["pageInfo"]["hasNextPage"] is False
    assert [one["applicantName"] for one in page["cases"]] == ["Anna Jónsdóttir"]
    assert looks("cases.list_looked") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_the_desk_costs_the_same_for_one_and_for_three(
    municipality, count, django_assert_max_num_queries
):
    for number in range(count):
        cases.submitted_case(municipality, people.person(f"Anna {number}. Jónsdóttir"))
    browser = people.browser_of(people.staff(municipality))

    with django_assert_max_num_queries(16):
        browser.get(f"/api/v1/offices/{municipality.slug}/cases")


def test_the_list_of_another_office_is_not_there(municipality):
    elsewhere = organisations.municipality("annar")
    browser = people.browser_of(people.staff(elsewhere))

    assert browser.get(f"/api/v1/offices/{municipality.slug}/cases").status_code == 404
    assert browser.get("/api/v1/offices/hvergi/cases").status_code == 404
    assert looks("cases.list_looked") == 0


def test_a_role_that_does_not_read_cases_is_refused_at_her_own_office(municipality):
    browser = people.browser_of(people.staff(municipality, Role.AUDITOR))

    answer = browser.get(f"/api/v1/offices/{municipality.slug}/cases")

    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/problem+json")


def test_a_delegated_session_carries_no_staff_role(municipality):
    browser = people.browser_of(people.staff(municipality), delegations=("ProcurationHolder",))

    assert browser.get(f"/api/v1/offices/{municipality.slug}/cases").status_code == 404


def test_a_resident_is_no_staff(municipality):
    browser = people.browser_of(people.person())

    assert browser.get(f"/api/v1/offices/{municipality.slug}/cases").status_code == 404
