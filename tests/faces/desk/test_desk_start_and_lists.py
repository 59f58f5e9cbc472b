"""The start of a working day and the lists: what waits, what is late, who may see it, and finding a case."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases import reading
from samveita.faces.desk.web import lists
from samveita.ground.audit.actors import Actor
from samveita.ground.audit.models import Event
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.identity.models import Role
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

START, CASES, SEARCH = "/dalvogur/vinnubord/", "/dalvogur/vinnubord/mal/", "/dalvogur/vinnubord/mal/leit/"


def events(name):
    with crossing("a test reads"):
        return list(Event.objects.filter(type=name))


def numbers(response):
    return [row.cells[0] for row in response.context["table"].rows]


def test_the_start_page_counts_what_waits(desk, office, own_case):
    cases.submitted_case(office, people.person("Bjarni Bjarnason"))

    queues = desk.get(START).context["queues"]

    assert [(str(queue["name"]), queue["count"]) for queue in queues] == [
        ("Ný mál", 1),
        ("Mín mál", 1),
        ("Bíða umsækjanda", 0),
        ("Opin mál", 2),
        ("Fram yfir frest", 0),
        ("Afgreidd mál", 0),
    ]


@pytest.mark.parametrize("path", [START, CASES])
def test_what_is_not_counted_to_the_end_says_so(desk, office, own_case, monkeypatch, path):
    monkeypatch.setattr(reading, "COUNTED_AT_MOST", 1)
    with crossing("a test looks"):
        own_case.refresh_from_db()
    cases.approved(own_case, own_case.assigned_to)

    assert "1+" in desk.get(path).content.decode()


def test_tasks_on_the_start_page_lead_to_their_cases(desk, case):
    rows = desk.get(START).context["tasks"].rows

    assert [(row.cells[2], row.url) for row in rows] == [(case.number, f"{CASES}{case.uid}/")]


def test_who_works_at_one_office_is_led_to_it(desk):
    response = desk.get("/vinnubord/")

    assert (response.status_code, response.url) == (302, START)


def test_who_works_at_two_offices_chooses(office, neighbour):
    person = people.staff(office)
    people.RoleGrant.objects.create(
        person=person, office=neighbour, role=Role.VIEWER, valid_from=people.LONG_AGO
    )

    response = people.browser_of(person).get("/vinnubord/")

    assert [item.url for item in response.context["offices"]] == [START, "/fjardarvik/vinnubord/"]


def test_a_resident_without_a_role_reads_how_to_get_one(db):
    response = people.browser_of(people.person()).get("/vinnubord/")

    assert "Þú hefur ekkert hlutverk á skrifstofu" in response.content.decode()


def test_nobody_works_at_the_desk_in_a_delegated_session(worker):
    client = people.browser_of(worker, delegations=("Custom",))

    assert (client.get(START).status_code, client.get("/vinnubord/").context["offices"]) == (403, [])


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (Role.CASE_WORKER, [200, 200, 403]),
        (Role.VIEWER, [200, 200, 403]),
        (Role.ADMINISTRATOR, [200, 403, 403]),
        (Role.AUDITOR, [200, 403, 200]),
    ],
)
def test_each_role_opens_its_own_pages(as_role, role, statuses):
    client = as_role(role)

    assert [client.get(path).status_code for path in (START, CASES, f"{START}atburdir/")] == statuses


def test_an_administrator_sees_settings_and_no_case(as_role, case):
    page = as_role(Role.ADMINISTRATOR).get(START)

    assert "queues" not in page.context
    assert [str(item.label) for item in page.context["navigation"]] == [
        "Vinnuborð",
        "Fjárhæðir og stuðlar",
        "Sameiginleg skjöl",
        "Þjónustur",
        "Tenging við bókhald",
        "Starfsfólk",
        "Lyklar",
        "Upplýsingar um skrifstofuna",
        "Tilkynningar",
    ]
    assert case.number not in page.content.decode()


def test_the_menu_leads_to_what_adopted_tools_show(as_role, office):
    set_state(
        actor=Actor.system("test"), organisation=office, offering="waste_calendar", state=AdoptionState.LIVE
    )

    menu = as_role(Role.ADMINISTRATOR).get(START).context["navigation"]

    assert ("Sorphirðudagatal", "/dalvogur/vinnubord/sorphirdudagatal/") in [
        (str(item.label), item.url) for item in menu
    ]


def test_another_offices_desk_is_closed(desk, neighbour):
    assert desk.get("/fjardarvik/vinnubord/mal/").status_code == 403


def test_the_list_holds_only_the_offices_own_cases(desk, office, neighbour, case):
    cases.submitted_case(neighbour, people.person("Bjarni Bjarnason"))

    assert numbers(desk.get(CASES, {"listi": "opin"})) == [case.number]


def test_a_joint_office_sees_whose_case_each_is(db):
    served = [financial_aid.adopted(organisations.municipality(slug)) for slug in ("asahreppur", "myrdalur")]
    office = organisations.joint_office(*served)
    for one in served:
        cases.submitted_case(one, people.person(f"Íbúi {one.slug}"))

    table = (
        people.browser_of(people.staff(office))
        .get(f"/{office.slug}/vinnubord/mal/?listi=ny")
        .context["table"]
    )

    assert [row.cells[4] for row in table.rows] == ["Asahreppur", "Myrdalur"]


def test_a_late_case_says_how_late(desk, office):
    with clock.shifted(-timedelta(days=20)):
        cases.submitted_case(office)

    response = desk.get(CASES, {"listi": "sein"})

    assert "daga fram yfir" in response.content.decode()
    assert response.context["tabs"][3].count == 1


def test_names_are_found_without_accents_or_capitals(desk, office, case):
    thora = cases.submitted_case(office, people.person("Þóra Æsa Örnudóttir"))

    assert numbers(desk.get(CASES, {"listi": "opin", "leit": "thora aes"})) == [thora.number]


def test_a_name_written_in_the_box_leads_to_an_address_that_can_be_kept(desk):
    response = desk.post(SEARCH, {"leit": "Anna", "listi": "opin"})

    assert response.url == f"{CASES}?listi=opin&leit=Anna"


def test_a_kennitala_is_answered_at_once_and_is_in_no_address(desk, office, case):
    cases.submitted_case(office, people.person("Bjarni Bjarnason"))
    kennitala = case.person.identifiers.get().kennitala

    response = desk.post(SEARCH, {"leit": f"{kennitala[:6]}-{kennitala[6:]}"})

    assert (response.status_code, numbers(response)) == (200, [case.number])
    assert kennitala not in response.content.decode()


def test_a_search_by_kennitala_is_recorded_and_the_applicant_sees_it(desk, worker, case):
    desk.post(SEARCH, {"leit": case.person.identifiers.get().kennitala})

    (search,) = events("desk.searched_by_kennitala")
    (hit,) = events("desk.found_by_kennitala")
    assert (search.human, search.target, search.data["data"]) == (worker.uid, case.person.uid, {"found": 1})
    assert (hit.case, hit.visible_to_resident) == (case.uid, True)


def test_searching_twice_is_recorded_twice(desk, case):
    for _ in range(2):
        desk.post(SEARCH, {"leit": case.person.identifiers.get().kennitala})

    assert len(events("desk.searched_by_kennitala")) == 2


def test_a_search_that_finds_nothing_here_names_only_the_office(desk, office, neighbour):
    elsewhere = cases.submitted_case(neighbour)

    response = desk.post(SEARCH, {"leit": elsewhere.person.identifiers.get().kennitala})

    assert response.context["table"].rows == []
    assert [event.target for event in events("desk.searched_by_kennitala")] == [office.uid]


def test_a_kennitala_put_in_an_address_is_taken_out_of_it(desk, case):
    response = desk.get(CASES, {"listi": "opin", "leit": case.person.identifiers.get().kennitala})

    assert response.url == f"{CASES}?listi=opin"


def test_a_second_press_on_a_heading_turns_the_order_round(desk, office):
    for name in ("Bjarni", "Anna"):
        cases.submitted_case(office, people.person(name))

    first = desk.get(CASES, {"listi": "opin", "rada": "nafn"})
    column = first.context["table"].columns[1]
    second = desk.get(CASES + column.sort_url)

    assert [row.cells[1] for row in first.context["table"].rows] == ["Anna", "Bjarni"]
    assert [row.cells[1] for row in second.context["table"].rows] == ["Bjarni", "Anna"]
    assert (column.sorted, second.context["table"].columns[1].sorted) == ("ascending", "descending")


def test_a_list_is_shown_in_pages_that_lead_forth_and_back(desk, office):
    for number in range(27):
        cases.submitted_case(office, people.person(f"Íbúi {number}"))

    first = desk.get(CASES, {"listi": "opin", "rada": "-numer"})
    second = desk.get(CASES + first.context["following"])
    again = desk.get(CASES + second.context["previous"])

    assert [len(numbers(page)) for page in (first, second)] == [25, 2]
    assert numbers(first) + numbers(second) == sorted({*numbers(first), *numbers(second)}, reverse=True)
    assert (numbers(again), again.context["previous"]) == (numbers(first), "")
    assert second.context["following"] == ""


@pytest.mark.parametrize("place", ["x", "", "99", "00000000-0000-4000-8000-000000000000"])
def test_a_place_that_is_not_there_shows_the_first_page(desk, case, place):
    assert numbers(desk.get(CASES, {"listi": "opin", "eftir": place})) == [case.number]


def test_what_is_found_by_a_name_is_not_counted_to_the_end(desk, office, monkeypatch):
    monkeypatch.setattr(lists, "COUNTED_WHEN_SEARCHED", 1)
    for name in ("Anna Ein", "Anna Tvö"):
        cases.submitted_case(office, people.person(name))

    assert "Fleiri en 1 mál fundust" in desk.get(CASES, {"listi": "opin", "leit": "anna"}).content.decode()


@pytest.mark.parametrize(
    ("queue", "title"),
    [
        ("min", "Þú ert ekki með neitt mál"),
        ("sein", "Ekkert mál er komið fram yfir frest"),
        ("afgreidd", "Ekkert mál hefur verið afgreitt enn"),
        ("ny", "Ekkert mál bíður"),
    ],
)
def test_an_empty_list_says_why_it_is_empty(desk, queue, title):
    assert title in desk.get(CASES, {"listi": queue}).content.decode()


def test_a_case_worker_takes_a_list_out_with_names_and_it_is_recorded(desk, office, case):
    response = desk.post(f"{CASES}csv/", {"listi": "opin"})

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    (event,) = events("desk.list_exported")
    assert [(row[0], row[-1]) for row in rows] == [
        ("Málsnúmer", "Umsækjandi"),
        (case.number, "Anna Jónsdóttir"),
    ]
    assert event.data["data"] == {"queue": "open", "rows": 1, "with_names": True}


def test_an_administrator_takes_a_list_out_without_names(as_role, case):
    response = as_role(Role.ADMINISTRATOR).post(f"{CASES}csv/", {"listi": "opin"})

    assert case.number in response.content.decode()
    assert "Anna" not in response.content.decode()


def test_a_name_cannot_become_a_formula_in_a_spreadsheet(desk, office):
    cases.submitted_case(office, people.person("=HYPERLINK(1)"))

    assert "'=HYPERLINK(1)" in desk.post(f"{CASES}csv/", {"listi": "opin"}).content.decode()


def test_a_viewer_takes_no_list_out(as_role, case):
    assert as_role(Role.VIEWER).post(f"{CASES}csv/", {"listi": "opin"}).status_code == 403


@pytest.mark.parametrize("path", [START, f"{CASES}?listi=opin"])
def test_three_cases_cost_no_more_questions_to_the_database_than_one(desk, office, path):
    def cost():
        desk.get(path)
        with CaptureQueriesContext(connection) as asked:
            desk.get(path)
        return len(asked)

    cases.submitted_case(office)
    one = cost()
    for name in ("Bjarni", "Dóra"):
        cases.submitted_case(office, people.person(name))

    assert cost() == one


@pytest.mark.django_db
def test_a_mistyped_kennitala_is_told_of_and_never_reaches_an_address(office) -> None:
    browser = people.browser_of(people.staff(office))

    answer = browser.post(f"/{office.slug}/vinnubord/mal/leit/", {"leit": "140591-009"})

    assert answer.headers["Location"] == f"/{office.slug}/vinnubord/mal/"


@pytest.mark.django_db
def test_control_characters_in_a_search_are_left_out(office) -> None:
    browser = people.browser_of(people.staff(office))

    assert browser.get(f"/{office.slug}/vinnubord/mal/?leit=%00Anna").status_code == 200
