"""The guided page of adoption: from "not used" to "ready" in few steps, and the lawful list to "live"."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.factories import cases, financial_aid, organisations, people

from samveita.engines.cases.models import Case
from samveita.ground.catalogue.adopting import AdoptionRefused, move, set_state, state_of
from samveita.ground.catalogue.confirming import latest
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.identity.models import Role
from samveita.ground.organisations.queries import office_scope
from samveita.iceland import clock
from samveita.services.financial_aid.declaration import SERVICE as FINANCIAL_AID

pytestmark = pytest.mark.django_db
SERVICE = "fjarhagsadstod"
RATES = {
    "rates-asked": "1",
    "rates-valid_from": "01.01.2026",
    "rates-december": "25",
    "rates-source_title": "Fundargerð sveitarstjórnar 12. desember 2025",
    "rates-source_url": "",
    "rates-rules_url": "https://dalvogur.example/reglur",
    "rates-rules_number": "",
    **{
        f"rates-amount_{home}_{table}": amount
        for home in (
            "own_home",
            "registered_lease",
            "unregistered_lease",
            "with_others",
            "with_parents",
            "unknown",
        )
        for table, amount in (("individual", "248.000"), ("cohabitation", "396.800"))
    },
}
DECISIONS = {
    "decisions-asked": "1",
    "decisions-decided_by": "staff",
    "decisions-target_days": "14",
    "decisions-appeal_name": "velferðarnefnd",
    "decisions-appeal_genitive": "velferðarnefndar",
    "decisions-appeal_weeks": "4",
    "decisions-appeal_address": "Ráðhúsinu",
    "decisions-appeal_email": "",
}
CONTACT = {"contact-asked": "1", "contact-phone": "5550000", "contact-email": "skrifstofa@example.is"}
ANSWERS = RATES | DECISIONS | CONTACT


@pytest.fixture
def town():
    return organisations.municipality("dalvogur")


@pytest.fixture
def administrator(town):
    return people.staff(town, Role.ADMINISTRATOR, Role.CASE_WORKER)


@pytest.fixture
def desk(administrator):
    return people.browser_of(administrator)


def address(name, office, place=None, *more):
    return reverse(f"desk:{name}", args=[office.slug, (place or office).slug, SERVICE, *more])


def digest_on(page):
    return page.content.decode().split('name="efni" value="')[1].split('"')[0]


def taken_up(desk, town):
    desk.post(address("adoption-move", town), {"stada": "preparing"})
    desk.post(address("adoption", town), ANSWERS)
    letters = address("letter-texts", town)
    desk.post(letters, {"efni": digest_on(desk.get(letters)), "nafn": "Ragna", "stada": "Stjórnandi"})


def confirmed(desk, town, word, **day):
    page = address("lawful", town, None, word)
    signed = {"efni": digest_on(desk.get(page)), "nafn": "Ragna", "stada": "Sveitarstjóri"}
    return desk.post(page, signed | day)


def test_a_service_is_taken_up_saved_read_and_marked_ready(desk, town):
    taken_up(desk, town)
    answer = desk.post(address("adoption-move", town), {"stada": "ready"})

    assert (answer.status_code, state_of(town, "financial_aid")) == (302, AdoptionState.READY)
    assert latest(town, "financial_aid", "letters").signed_name == "Ragna"


def test_a_service_with_steps_left_is_not_ready_and_says_which(desk, town):
    desk.post(address("adoption-move", town), {"stada": "preparing"})

    answer = desk.post(address("adoption-move", town), {"stada": "ready"})

    assert (answer.status_code, state_of(town, "financial_aid")) == (409, AdoptionState.PREPARING)
    assert "Fjárhæðir og reglur" in answer.content.decode()


def test_a_wrong_amount_saves_nothing_and_keeps_what_was_typed(desk, town):
    desk.post(address("adoption-move", town), {"stada": "preparing"})

    answer = desk.post(address("adoption", town), ANSWERS | {"rates-amount_own_home_individual": "mikið"})

    assert answer.status_code == 422
    assert 'href="#id_rates-amount_own_home_individual"' in answer.content.decode()
    assert 'value="5550000"' in answer.content.decode()
    town.refresh_from_db()
    assert town.contact.phone == ""


def test_going_live_is_refused_until_three_months_after_the_notification(desk, town, administrator):
    taken_up(desk, town)
    desk.post(address("adoption-move", town), {"stada": "ready"})
    for word in ("vinnslusamningur", "vinnsluskra", "mat-a-ahrifum", "adgengi"):
        confirmed(desk, town, word, dagur=clock.today().isoformat())
    today = clock.today()
    confirmed(desk, town, "tilkynning-til-skjalasafns", dagur=today.isoformat())
    town.refresh_from_db()
    actor = people.staff_actor(administrator, town, Role.ADMINISTRATOR)

    with pytest.raises(AdoptionRefused):
        move(actor=actor, organisation=town, offering="financial_aid", state=AdoptionState.LIVE)
    with clock.shifted(timedelta(days=93)):
        move(actor=actor, organisation=town, offering="financial_aid", state=AdoptionState.LIVE)

    assert state_of(town, "financial_aid") == AdoptionState.LIVE


def test_a_notification_sent_earlier_is_entered_with_its_real_day(desk, town):
    sent = date(clock.today().year - 1, 1, 15)

    confirmed(desk, town, "tilkynning-til-skjalasafns", dagur=sent.isoformat())

    assert latest(town, "financial_aid", "records-notification").dated == sent


def test_a_day_that_has_not_come_is_refused(desk, town):
    ahead = (clock.today() + timedelta(days=1)).isoformat()

    assert confirmed(desk, town, "tilkynning-til-skjalasafns", dagur=ahead).status_code == 422


def test_a_document_whose_text_changes_asks_to_be_confirmed_again(desk, town):
    confirmed(desk, town, "vinnsluskra")
    page = address("lawful", town, None, "vinnsluskra")
    assert "Staðfest. Dagsett" in desk.get(page).content.decode()

    desk.post(address("lawful-text", town, None, "vinnsluskra"), {"texti": "Málalykill 12.3"})

    assert "Skjalið hefur breyst" in desk.get(page).content.decode()


def test_a_document_is_handed_out_as_pdf_with_its_drawing(desk, town):
    made = desk.get(address("lawful-pdf", town, None, "tilkynning-til-skjalasafns"))
    drawn = desk.get(address("lawful-drawing", town, None, "tilkynning-til-skjalasafns"))

    assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    assert drawn.content.startswith(b"<svg")


def test_own_words_go_from_draft_to_approved_to_valid_and_back_to_the_original(desk, town):
    page = address("letter-text", town, None, "financial_aid.approval")
    step = address("letter-text-step", town, None, "financial_aid.approval")

    desk.post(page, {"texti_help": "Hringdu í okkur fyrir hádegi."})
    assert "Drög" in desk.get(page).content.decode()
    desk.post(step, {"skref": "samthykkja"})
    desk.post(step, {"skref": "gildi", "dagur": clock.today().isoformat()})
    assert "Eigin texti er í gildi" in desk.get(page).content.decode()
    assert "Hringdu í okkur fyrir hádegi." in desk.get(address("letter-texts", town)).content.decode()

    desk.post(step, {"skref": "frumrit"})
    with clock.shifted(timedelta(days=1)):
        assert "Hringdu í okkur fyrir hádegi." not in desk.get(address("letter-texts", town)).content.decode()


def test_every_letter_of_the_service_is_counted_and_has_an_example_to_read(desk, town):
    desk.post(address("adoption-move", town), {"stada": "preparing"})

    checklist = desk.get(address("adoption", town)).content.decode()
    page = desk.get(address("letter-texts", town)).content.decode()
    outcome = desk.get(address("letter-text-pdf", town, None, "financial_aid.appeal_outcome"))

    sent = set(FINANCIAL_AID.letters)
    assert f"Þau eru {len(sent)}." in checklist
    assert {key for key in sent if address("letter-text-pdf", town, None, key) not in page} == set()
    assert outcome.content.startswith(b"%PDF-")


def test_letters_that_change_ask_to_be_read_again(desk, town):
    taken_up(desk, town)
    step = address("letter-text-step", town, None, "financial_aid.approval")
    desk.post(address("letter-text", town, None, "financial_aid.approval"), {"texti_help": "Nýr texti."})
    desk.post(step, {"skref": "samthykkja"})

    desk.post(step, {"skref": "gildi", "dagur": clock.today().isoformat()})

    assert "Bréfin hafa breyst" in desk.get(address("adoption", town)).content.decode()


def test_a_letter_is_shown_as_a_picture_before_anyone_receives_it(desk, town):
    made = desk.get(address("letter-text-picture", town, None, "financial_aid.refusal"))

    assert made.content[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_joint_office_takes_a_service_up_for_a_municipality_it_serves(town):
    office = organisations.joint_office(town)
    desk = people.browser_of(people.staff(office, Role.ADMINISTRATOR))

    listed = desk.get(reverse("desk:services", args=[office.slug])).content.decode()
    desk.post(address("adoption-move", office, town), {"stada": "preparing"})
    desk.post(address("adoption", office, town), RATES | DECISIONS)

    assert "Dalvogur" in listed
    assert state_of(town, "financial_aid") == AdoptionState.PREPARING
    assert "Fjárhæðir eru í gildi" in desk.get(address("adoption", office, town)).content.decode()


def test_another_office_finds_nothing_of_this_municipality(town):
    other = organisations.municipality("fjardarvik")
    desk = people.browser_of(people.staff(other, Role.ADMINISTRATOR))

    assert desk.get(address("adoption", other, town)).status_code == 404


def test_practice_makes_marked_cases_that_are_listed_apart_and_can_be_wiped(desk, town, administrator):
    financial_aid.published_parameters(town)
    real = cases.submitted_case(_live(town), people.person("Bára"))
    set_state(
        actor=financial_aid.SYSTEM, organisation=town, offering="financial_aid", state=AdoptionState.PRACTICE
    )
    made = cases.submitted_case(town, people.person("Tilbúin Persóna"))
    with office_scope(town):
        assert (made.is_practice, made.number[5:10]) == (True, "ÆF-FA")
    listed = desk.get(reverse("desk:cases", args=[town.slug]) + "?listi=opin").content.decode()
    practised = desk.get(reverse("desk:cases", args=[town.slug]) + "?listi=aefing").content.decode()

    assert (real.number in listed, made.number in listed) == (True, False)
    assert (real.number in practised, made.number in practised) == (False, True)
    assert "Æfing</span>" in practised
    desk.post(address("practice-wipe", town))
    with office_scope(town):
        assert list(Case.objects.values_list("uid", flat=True)) == [real.uid]


def test_a_real_person_is_told_that_the_service_has_not_opened_and_where_to_turn(desk, town):
    desk.post(address("adoption-move", town), {"stada": "preparing"})
    desk.post(address("adoption", town), CONTACT)
    set_state(
        actor=financial_aid.SYSTEM, organisation=town, offering="financial_aid", state=AdoptionState.PRACTICE
    )
    hers = people.browser_of(people.person("Bára", kennitala="0101302979"))

    answer = hers.get("/dalvogur/fjarhagsadstod/umsokn/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Þjónustan hefur ekki opnað á vefnum enn" in page
    assert 'href="tel:5550000"' in page.partition("<main")[2].partition("</main")[0]


def _live(town):
    set_state(
        actor=financial_aid.SYSTEM, organisation=town, offering="financial_aid", state=AdoptionState.LIVE
    )
    return town
