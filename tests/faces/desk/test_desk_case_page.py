"""The page of one case: who may open it, figures that calculate, steps, two people at once, letters and documents."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import cases, people
from samveita.engines.cases.deciding import figures_of, save_figures
from samveita.engines.cases.models import Case
from samveita.engines.mailbox.models import Dispatch, State
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing

pytestmark = pytest.mark.django_db

FIGURES = {
    "home": "own_home",
    "credit_percent": "100",
    "incomes_0_kind": "wages",
    "incomes_0_month": "this_month",
    "incomes_0_amount": "40.000",
    "incomes_0_source": "document",
    "incomes_0_counts": "yes",
    "incomes_0_shown": "yes",
}
AMOUNT = "incomes_0_amount"


def typed_amount(page):
    (group, _deductions) = page.context["figures"].groups
    return next(field.value for field in group.rows[0].fields if field.question.key == AMOUNT)


def income_of(case):
    return figures(case)["incomes"][0]["amount"]


def address(case, *parts):
    return "/".join(["", "dalvogur", "vinnubord", "mal", str(case.uid), *parts, ""])


def stored(case):
    with crossing("a test reads"):
        return Case.objects.select_related("office", "submission").get(uid=case.uid)


def figures(case):
    with crossing("a test reads"):
        return figures_of(stored(case))


def saved_by_a_colleague(case, office, **figures):
    colleague = people.staff(office, name="Kolbrún Kollegi")
    with office_scope(office):
        save_figures(
            actor=people.staff_actor(colleague, office),
            uid=case.uid,
            figures={"home": "own_home", "credit_percent": 100, **figures},
            revision=stored(case).revision,
        )


def test_the_page_shows_answers_with_the_registers_they_came_from(desk, case):
    page = desk.get(address(case))

    sources = {fact.term: fact.source for step in page.context["answers"] for fact in step["facts"]}
    assert sources["Nafn"].startswith("Þjóðskrá, sótt ")
    assert sources["Hvernig býrðu?"] == ""


def test_the_first_figures_come_from_the_application(desk, case):
    page = desk.get(address(case))

    values = {field.question.key: field.value for field in page.context["figures"].fields}
    first = {"home": "own_home", "credit_percent": "100"}
    assert ({key: values[key] for key in first}, typed_amount(page)) == (first, "50.000")


def test_opening_a_case_is_a_look_that_the_applicant_can_read(desk, worker, case):
    desk.get(address(case))

    with crossing("a test reads"):
        looks = Event.objects.filter(type="cases.looked", case=case.uid)
        assert [(look.human, look.visible_to_resident) for look in looks] == [(worker.uid, True)]


def test_a_case_of_another_office_is_not_found(desk, neighbour):
    elsewhere = cases.submitted_case(neighbour)

    statuses = [
        desk.get(address(elsewhere)).status_code,
        desk.post(address(elsewhere, "tolur"), FIGURES).status_code,
        desk.post(address(elsewhere, "reikna"), FIGURES).status_code,
        desk.post(address(elsewhere, "skref", "assign"), {"revision": "1"}).status_code,
        desk.get(address(elsewhere, "akvordun", "approve")).status_code,
    ]

    assert statuses == [404] * 5


def test_a_case_that_never_was_is_not_found(desk):
    assert desk.get(f"/dalvogur/vinnubord/mal/{uuid4()}/").status_code == 404


def test_a_viewer_reads_and_changes_nothing(as_role, own_case):
    client = as_role(Role.VIEWER)

    page = client.get(address(own_case))
    statuses = [
        client.post(address(own_case, "tolur"), FIGURES).status_code,
        client.post(address(own_case, "reikna"), FIGURES).status_code,
        client.post(address(own_case, "skref", "unassign"), {"revision": own_case.revision}).status_code,
        client.get(address(own_case, "akvordun", "approve")).status_code,
        client.post(address(own_case, "akvordun", "approve", "bref"), {}).status_code,
    ]

    assert (page.status_code, page.context["moves"], "figures" in page.context) == (200, [], False)
    assert page.context["calculation"].amount is not None
    assert statuses == [403] * 5


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_administrators_and_auditors_open_no_case(as_role, case, role):
    assert as_role(role).get(address(case)).status_code == 403


def test_who_is_not_logged_in_is_led_to_the_login(client, case):
    response = client.get(address(case))

    assert (response.status_code, response.url.split("?")[0]) == (302, "/innskraning/")


def test_typing_calculates_a_part_of_the_page_and_saves_nothing(desk, case):
    response = desk.post(address(case, "reikna"), {**FIGURES, AMOUNT: "0"}, headers={"HX-Request": "true"})

    text = response.content.decode()
    assert ("<html" in text, response.context["calculation"].amount.lines[0].amount) == (False, 240_000)
    assert income_of(case) == 50_000


def test_without_scripts_a_button_calculates_and_keeps_what_was_typed(desk, case):
    response = desk.post(address(case, "reikna"), {**FIGURES, AMOUNT: "77.000"})

    assert (response.status_code, typed_amount(response)) == (200, "77.000")
    assert income_of(case) == 50_000


def test_figures_that_cannot_be_read_say_what_to_do_while_typing(desk, case):
    response = desk.post(
        address(case, "reikna"), {**FIGURES, AMOUNT: "mikið"}, headers={"HX-Request": "true"}
    )

    assert (response.status_code, response.context["calculation"].amount) == (200, None)
    assert "Ekki er hægt að reikna" in response.content.decode()


def test_saved_figures_are_the_ones_calculated_from(desk, case):
    response = desk.post(address(case, "tolur"), {**FIGURES, "revision": case.revision})

    assert (response.status_code, income_of(case)) == (302, 40_000)


def test_a_figure_that_is_wrong_is_marked_and_nothing_is_saved(desk, case):
    response = desk.post(address(case, "tolur"), {**FIGURES, AMOUNT: "x", "revision": case.revision})

    assert response.status_code == 422
    assert [error.name for error in response.context["figures"].errors] == [AMOUNT]
    assert income_of(case) == 50_000


def test_two_at_once_the_slower_is_told_and_loses_nothing(desk, office, case):
    saved_by_a_colleague(case, office, incomes=cases.incomes(10_000))

    response = desk.post(address(case, "tolur"), {**FIGURES, AMOUNT: "33.000", "revision": case.revision})

    assert (response.status_code, typed_amount(response), income_of(case)) == (409, "33.000", 10_000)
    assert "Annar starfsmaður breytti málinu á meðan" in response.content.decode()


def test_after_being_told_the_slower_can_save_what_is_still_in_the_fields(desk, office, case):
    saved_by_a_colleague(case, office, incomes=cases.incomes(10_000))
    told = desk.post(address(case, "tolur"), {**FIGURES, AMOUNT: "33.000", "revision": case.revision})

    desk.post(
        address(case, "tolur"), {**FIGURES, AMOUNT: "33.000", "revision": told.context["case"].revision}
    )

    assert income_of(case) == 33_000


@pytest.mark.parametrize("revision", ["", "x", "0", "99999999999999"])
def test_a_form_without_its_revision_changes_nothing(desk, case, revision):
    response = desk.post(address(case, "skref", "assign"), {"revision": revision})

    assert (response.status_code, stored(case).state) == (409, "new")


def test_taking_a_case_on_makes_it_ones_own(desk, worker, case):
    desk.post(address(case, "skref", "assign"), {"revision": case.revision})

    now = stored(case)
    assert (now.state, now.assigned_to_id) == ("in_progress", worker.pk)


def test_a_step_that_the_process_does_not_have_now_is_refused_in_words(desk, case):
    response = desk.post(address(case, "skref", "unassign"), {"revision": case.revision})

    assert response.status_code == 409
    assert "Þetta er ekki hægt eins og málið stendur núna." in response.content.decode()


def test_a_decision_cannot_be_slipped_in_as_a_plain_step(desk, own_case):
    response = desk.post(address(own_case, "skref", "approve"), {"revision": own_case.revision})

    assert (response.status_code, stored(own_case).state) == (409, "in_progress")


def test_deciding_steps_come_first_and_lead_to_their_own_page(desk, own_case):
    moves = desk.get(address(own_case)).context["moves"]

    found = {move.row.event: move.url for move in moves}
    first_other = [move.row.is_decision for move in moves].index(False)
    assert moves[0].row.event == "approve"
    assert not any(move.row.is_decision for move in moves[first_other:])
    assert moves[-1].row.event == "unassign"
    assert {event: found[event] for event in ("approve", "reject", "request_data", "request_hearing")} == {
        "approve": address(own_case, "akvordun", "approve"),
        "reject": address(own_case, "akvordun", "reject"),
        "request_data": address(own_case, "gogn"),
        "request_hearing": address(own_case, "andmaeli"),
    }


def test_a_case_opened_from_a_list_stands_beside_it(desk, office, own_case):
    page = desk.get(address(own_case) + "?listi=min")

    assert [(row.cells[0], row.current) for row in page.context["neighbours"].rows] == [
        ("Anna Jónsdóttir", True)
    ]


def test_settings_that_are_missing_are_said_instead_of_an_amount(db):
    from factories import financial_aid, organisations

    office = organisations.municipality("dalvogur")
    state = financial_aid.AdoptionState.LIVE
    financial_aid.set_state(
        actor=financial_aid.SYSTEM, organisation=office, offering="financial_aid", state=state
    )
    case = cases.submitted_case(office)

    page = people.browser_of(people.staff(office)).get(address(case))

    assert page.context["calculation"].problem.is_.startswith("Sveitarfélagið hefur ekki birt fjárhæðir")


def test_unverified_amounts_and_their_source_are_marked(desk, case):
    text = desk.get(address(case)).content.decode()

    assert 'Óstaðfest heimild: <span lang="is">Sýnigögn Samveitu' in text


def test_history_for_staff_tells_states_and_real_names(office, own_case):
    text = people.browser_of(people.staff(office, name="Vala Viðar")).get(address(own_case)).content.decode()

    assert "Í vinnslu" in text
    assert "{who}" not in text


@pytest.mark.parametrize(
    ("change", "sentence", "asks"),
    [
        ({"state": State.QUEUED}, "Bréfið bíður sendingar", False),
        ({"state": State.REJECTED, "next_attempt_at": None}, "Stafræna pósthólfið hafnaði bréfinu", False),
        ({"state": State.UNKNOWN}, "Ekki er enn víst", False),
        ({"state": State.UNKNOWN, "next_attempt_at": None}, "Óvíst er hvort bréfið komst", True),
        ({"state": State.WITHDRAWN}, "Bréfið var afturkallað", False),
    ],
)
def test_the_letters_state_is_told_in_words(desk, worker, own_case, change, sentence, asks):
    decision = cases.approved(own_case, worker)
    with crossing("a test arranges"):
        Dispatch.objects.filter(uid=decision.dispatch).update(**change)

    (letter,) = desk.get(address(own_case)).context["letters"]

    assert (letter.sentence.startswith(sentence), letter.asks) == (True, asks)


def test_staff_settles_a_letter_nobody_knows_about(desk, worker, own_case):
    decision = cases.approved(own_case, worker)
    with crossing("a test arranges"):
        Dispatch.objects.filter(uid=decision.dispatch).update(state=State.UNKNOWN, next_attempt_at=None)

    desk.post(address(own_case, "bref", str(decision.dispatch)), {"arrived": "yes"})

    with crossing("a test reads"):
        assert Dispatch.objects.get(uid=decision.dispatch).state == State.ACCEPTED


def test_the_letter_is_handed_out_as_a_download_and_recorded(desk, worker, own_case):
    cases.approved(own_case, worker)
    (document,) = desk.get(address(own_case)).context["exchanged"].documents

    response = desk.get(f"/dalvogur/vinnubord/skjol/{document.uid}/")

    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    with crossing("a test reads"):
        assert Event.objects.filter(type="cases.document_looked", human=worker.uid).count() == 1


def test_a_document_of_another_office_is_not_found(desk, neighbour):
    colleague = people.staff(neighbour)
    elsewhere = cases.case_in_progress(cases.submitted_case(neighbour), colleague)
    cases.approved(elsewhere, colleague)
    with crossing("a test reads"):
        document = elsewhere.documents.get()

    assert desk.get(f"/dalvogur/vinnubord/skjol/{document.uid}/").status_code == 404


@pytest.mark.parametrize("language", ["/en", "/pl"])
def test_the_page_is_there_in_other_languages(desk, own_case, language):
    assert desk.get(language + address(own_case)).status_code == 200


@pytest.mark.parametrize(("is_decided", "most"), [(False, 19), (True, 24)])
def test_the_page_needs_few_questions_to_the_database(desk, worker, own_case, is_decided, most):
    if is_decided:
        cases.approved(own_case, worker)
    desk.get(address(own_case))

    with CaptureQueriesContext(connection) as asked:
        desk.get(address(own_case))

    assert len(asked) <= most


def test_more_history_costs_no_more_questions_to_the_database(desk, office, case):
    def cost():
        desk.get(address(case))
        with CaptureQueriesContext(connection) as asked:
            desk.get(address(case))
        return len(asked)

    one = cost()
    for amount in (10_000, 20_000, 30_000):
        saved_by_a_colleague(case, office, incomes=cases.incomes(amount))
    with crossing("a test reads"):
        case.refresh_from_db()
    for name in ("Vala", "Dóra"):
        people.browser_of(people.staff(office, Role.VIEWER, name=name)).get(address(case))

    assert cost() <= one + 1


# ------------------------------------------------------------------ rows, warnings, what if


SECOND = {
    "incomes_1_kind": "benefits",
    "incomes_1_month": "last_month",
    "incomes_1_amount": "30.000",
    "incomes_1_source": "register",
    "incomes_1_counts": "yes",
    "incomes_1_shown": "no",
}


def test_income_is_kept_row_by_row_and_a_row_without_an_amount_is_left_out(desk, case):
    raw = {**FIGURES, **SECOND, "incomes_2_kind": "wages", "deductions_0_amount": "5.000"}
    raw |= {
        "deductions_0_description": "Leiga",
        "deductions_0_source": "document",
        "deductions_0_shown": "yes",
    }

    desk.post(address(case, "tolur"), {**raw, "revision": case.revision})

    kept = figures(case)
    assert [(row["kind"], row["month"], row["amount"]) for row in kept["incomes"]] == [
        ("wages", "this_month", 40_000),
        ("benefits", "last_month", 30_000),
    ]
    assert [(row["description"], row["amount"]) for row in kept["deductions"]] == [("Leiga", 5_000)]


def test_a_row_lacking_something_says_so_at_its_field(desk, case):
    response = desk.post(
        address(case, "tolur"), {**FIGURES, "incomes_1_amount": "9.000", "revision": case.revision}
    )

    wrong = {error.name for error in response.context["figures"].errors}
    assert (response.status_code, wrong) == (
        422,
        {f"incomes_1_{key}" for key in ("kind", "month", "source", "counts", "shown")},
    )


def test_an_empty_row_follows_those_that_are_filled(desk, case):
    page = desk.post(address(case, "reikna"), {**FIGURES, **SECOND})

    incomes, deductions = page.context["figures"].groups
    assert (len(incomes.rows), len(deductions.rows)) == (3, 1)


def test_what_would_change_is_compared_and_nothing_of_it_is_saved(desk, case):
    before = figures(case)

    page = desk.post(address(case, "reikna"), {**FIGURES, **SECOND}, headers={"HX-Request": "true"})

    named = {one.name.is_: one.amount for one in page.context["calculation"].compared}
    assert set(named) == {"Vistaðar tölur", "Engar tekjur", "Enginn persónuafsláttur nýttur"}
    assert figures(case) == before


def test_figures_the_applicant_has_not_seen_are_warned_of(desk, case):
    shown = desk.post(address(case, "reikna"), FIGURES, headers={"HX-Request": "true"})
    unseen = desk.post(address(case, "reikna"), {**FIGURES, **SECOND}, headers={"HX-Request": "true"})

    told = [
        any("ekki séð allar tölur" in one.is_ for one in page.context["calculation"].warnings)
        for page in (shown, unseen)
    ]
    assert told == [False, True]
