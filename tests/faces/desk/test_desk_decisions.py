"""Deciding at the desk: a fresh login, reasons, the letter read first, the decision, and what is said afterwards."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.deciding import save_figures
from samveita.engines.cases.models import Case, CaseDocument, Decision
from samveita.engines.mailbox.models import Dispatch
from samveita.ground.identity.sessions import KEY
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

REFUSAL = {
    "facts": "Tekjur í mánuðinum voru 50.000 kr.",
    "rule_article": "10. gr.",
    "assessment": "Aðstæður voru metnar sérstaklega.",
    "hearing_note": "Öll gögn lágu fyrir.",
    "signed_by": "Ragna Ráðgjafi",
}


def address(case, event="", *parts):
    return "/".join(
        ["", "dalvogur", "vinnubord", "mal", str(case.uid), "akvordun", *filter(None, [event]), *parts, ""]
    )


def approval(case, **changes):
    day = clock.today() + timedelta(days=3)
    return {
        "pay_day": f"{day.day}.{day.month}.{day.year}",
        "pay_day_reason": "Samið við umsækjanda.",
        "signed_by": "Ragna Ráðgjafi",
        "revision": case.revision,
        **changes,
    }


def count(model):
    with crossing("a test reads"):
        return model.objects.count()


def state_of(case):
    with crossing("a test reads"):
        return Case.objects.get(uid=case.uid).state


def last_logged_in(desk, ago):
    session = desk.session
    session[KEY] = {**session[KEY], "authenticated_at": int(time.time() - ago.total_seconds())}
    session.save()


def test_who_logged_in_long_ago_is_asked_for_her_electronic_id_before_she_begins(desk, own_case):
    last_logged_in(desk, timedelta(minutes=16))

    response = desk.get(address(own_case, "approve"))

    assert (response.status_code, "nyleg=1" in response.url) == (302, True)


def test_who_has_begun_is_given_time_to_finish(desk, own_case):
    last_logged_in(desk, timedelta(minutes=50))

    desk.post(address(own_case, "approve"), approval(own_case))

    assert state_of(own_case) == "approved"


def test_an_approval_is_made_with_its_letter(desk, own_case):
    response = desk.post(address(own_case, "approve"), approval(own_case))

    assert (response.status_code, response.url) == (302, address(own_case))
    assert (state_of(own_case), count(Decision), count(Dispatch)) == ("approved", 1, 1)


def test_a_refusal_is_made_with_its_reasons(desk, own_case):
    desk.post(address(own_case, "reject"), {**REFUSAL, "revision": own_case.revision})

    assert (state_of(own_case), count(Dispatch)) == ("rejected", 1)


def test_the_page_after_says_where_the_letter_is(desk, own_case):
    desk.post(address(own_case, "approve"), approval(own_case))

    text = desk.get(address(own_case)).content.decode()

    assert "Bréfið bíður sendingar í stafræna pósthólfið." in text


def test_missing_reasons_are_marked_and_what_was_written_stays(desk, own_case):
    written = {**REFUSAL, "assessment": "", "revision": own_case.revision}

    response = desk.post(address(own_case, "reject"), written)

    values = {field.question.key: field.value for field in response.context["reasons"].fields}
    assert (response.status_code, [error.name for error in response.context["errors"]]) == (
        422,
        ["assessment"],
    )
    assert (values["facts"], count(Decision)) == (REFUSAL["facts"], 0)


def test_a_decision_needs_a_name_under_its_letter(desk, own_case):
    response = desk.post(address(own_case, "approve"), approval(own_case, signed_by=" "))

    assert (response.status_code, [error.name for error in response.context["errors"]]) == (
        422,
        ["signed_by"],
    )


def test_two_at_once_the_slower_keeps_her_reasons(desk, office, own_case):
    colleague = people.staff(office, name="Kolbrún Kollegi")
    with office_scope(office):
        save_figures(
            actor=people.staff_actor(colleague, office),
            uid=own_case.uid,
            figures={"home": "own_home", "credit_percent": 100},
            revision=own_case.revision,
        )

    response = desk.post(address(own_case, "reject"), {**REFUSAL, "revision": own_case.revision})

    values = {field.question.key: field.value for field in response.context["reasons"].fields}
    assert (response.status_code, values["facts"], count(Decision)) == (409, REFUSAL["facts"], 0)
    assert "Annar starfsmaður breytti málinu á meðan" in response.content.decode()


def test_a_case_decided_meanwhile_is_shown_as_it_stands(desk, worker, own_case):
    cases.approved(own_case, worker)

    response = desk.post(address(own_case, "reject"), {**REFUSAL, "revision": own_case.revision})

    assert (response.status_code, count(Decision), state_of(own_case)) == (409, 1, "approved")


def test_pressing_twice_decides_once(desk, own_case):
    for _ in range(2):
        desk.post(address(own_case, "approve"), approval(own_case))

    assert (count(Decision), count(Dispatch)) == (1, 1)


def test_the_letter_can_be_read_before_and_is_stored_nowhere(desk, own_case):
    response = desk.post(address(own_case, "approve", "bref"), approval(own_case))

    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response["Content-Disposition"].startswith("inline")
    assert (count(CaseDocument), count(Decision), state_of(own_case)) == (0, 0, "in_progress")


def test_income_over_the_base_cannot_be_approved(desk, office, worker, own_case):
    with office_scope(office):
        save_figures(
            actor=people.staff_actor(worker, office),
            uid=own_case.uid,
            figures={"home": "own_home", "incomes": cases.incomes(900_000), "credit_percent": 100},
            revision=own_case.revision,
        )

    response = desk.post(address(own_case, "approve"), approval(own_case, revision=own_case.revision + 1))

    assert (response.status_code, count(Decision)) == (409, 0)
    assert "Tekjurnar eru ekki lægri en grunnfjárhæðin." in response.content.decode()


def test_the_decision_shows_its_own_numbers_after_the_settings_change(desk, office, own_case):
    desk.post(address(own_case, "approve"), approval(own_case))
    before = desk.get(address(own_case)).context["calculation"].amount.amount
    financial_aid.published_parameters(office, valid_from=clock.today(), december_percent="0")

    page = desk.get(f"/dalvogur/vinnubord/mal/{own_case.uid}/")

    assert [made["calculation"].amount.amount for made in page.context["decided"]] == [before]


def test_a_decision_the_process_does_not_have_now_leads_back_to_the_case(desk, case):
    response = desk.get(address(case, "approve"))

    assert (response.status_code, response.templates[0].name) == (409, "desk/case.html")


def test_a_case_that_is_not_decided_has_no_page_after(desk, own_case):
    assert desk.get(address(own_case)).status_code == 404


def test_an_office_of_another_municipality_decides_for_it_by_agreement(db):
    served = financial_aid.adopted(organisations.municipality("asahreppur"))
    office = organisations.joint_office(served, slug="dalvogur")
    worker = people.staff(office)
    case = cases.case_in_progress(cases.submitted_case(served), worker)

    people.browser_of(worker).post(address(case, "approve"), approval(case))

    with crossing("a test reads"):
        dispatch = Dispatch.objects.get()
    assert (dispatch.office_id, dispatch.sender_id) == (office.pk, served.pk)
