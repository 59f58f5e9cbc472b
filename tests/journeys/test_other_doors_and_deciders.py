"""Cases that come and are decided another way: on paper through staff, and at a committee's meeting with its minutes."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from journeys.conftest import PHONE
from journeys.walking import (
    answer_everything,
    kennitala_on,
    log_in,
    log_in_as,
    log_in_with,
    name_of,
    number_on,
    open_letter_to,
    reload_until,
    somebody,
    take_on,
)
from samveita.iceland import clock

pytestmark = pytest.mark.journey

WORKER = "case-worker"
JOINT = "felagsthjonusta-rvs"


def test_an_application_on_paper_is_taken_down_by_staff_and_its_applicant_sees_who_did(new_page):
    applicant = somebody()
    desk = new_page()
    log_in(desk, WORKER)
    desk.goto("/hafnarfjordur/vinnubord/umsokn/ny/")
    desk.get_by_label("Kennitala umsækjanda").fill(applicant.kennitala.formatted)
    desk.get_by_label("Nafn umsækjanda").fill(applicant.name)
    desk.get_by_label("Hvernig barst hún?").select_option("Á pappír")
    desk.get_by_label("Í hvaða umboði").select_option("Umsækjandinn skrifaði undir umsókn á pappír")
    desk.get_by_role("button", name="Halda áfram").click()
    expect(desk.get_by_role("heading", name="Er þetta umsækjandinn?")).to_be_visible()
    desk.get_by_role("button", name="Já, halda áfram").click()
    expect(desk.get_by_role("link", name="Eyða umsókn")).to_be_visible()
    answer_everything(desk)
    desk.get_by_role("button", name="Senda umsókn").click()
    expect(desk.get_by_role("heading", name="Næstu skref")).to_be_visible()
    number = number_on(desk)
    expect(desk.get_by_role("main")).to_contain_text(applicant.name)
    take_on(desk)

    theirs = new_page(PHONE)
    log_in_as(theirs, applicant)
    theirs.get_by_role("article").filter(has_text=number).get_by_role("link").first.click()
    expect(theirs.get_by_role("heading", level=1, name="Fjárhagsaðstoð")).to_be_visible()
    expect(theirs.get_by_role("main")).to_contain_text(f"{name_of(WORKER)} skráði umsóknina fyrir þína hönd.")


def test_a_committee_decides_at_a_meeting_and_its_minutes_come_with_the_decision(house, new_page):
    desk = new_page()
    log_in(desk, "joint-office-case-worker")
    desk.goto(f"/{JOINT}/vinnubord/mal/?listi=ny")
    desk.get_by_role("row").filter(has_text="Mýrdalshreppur").first.get_by_role("link").first.click()
    expect(desk.get_by_role("heading", name="Næstu skref")).to_be_visible()
    number, kennitala = number_on(desk), kennitala_on(desk)
    desk.get_by_role("button", name="Taka málið að mér").click()
    desk.get_by_role("link", name="Leggja fyrir fund").click()
    expect(desk.get_by_role("link", name="Samþykkja", exact=True)).to_have_count(0)
    desk.get_by_label("Fundardagur").fill(_today())
    expect(desk.get_by_label("Hvar á málið að standa?")).to_have_value("confidential")
    expect(desk.get_by_label("Hvað er lagt fyrir nefndina")).to_have_value(re.compile(number))
    desk.get_by_role("button", name="Leggja mál fyrir nefnd").click()
    expect(desk.get_by_text("Málið er á dagskrá nefndarinnar.")).to_be_visible()
    desk.goto(f"/{JOINT}/vinnubord/nefnd/")
    desk.get_by_role("link", name="trúnaðarmálabók").first.click()
    expect(desk.get_by_role("heading", level=1, name="Trúnaðarmálabók")).to_be_visible()
    with desk.expect_download() as agenda:
        desk.get_by_role("button", name="Sækja dagskrá (texti)").click()
    assert number in agenda.value.path().read_text(encoding="utf-8")
    desk.get_by_role("link", name=number).click()
    desk.get_by_role("link", name="Samþykkja", exact=True).click()
    desk.get_by_label("Fundardagur").fill(_today())
    desk.get_by_label("Númer fundarins").fill("214")
    desk.get_by_label("Bókunin, orðrétt").fill("Velferðarnefnd samþykkir umsóknina.")
    desk.get_by_role("button", name="Staðfesta ákvörðun").click()
    expect(desk.get_by_role("heading", name="Þetta gerist næst")).to_be_visible()

    theirs = new_page(PHONE)
    log_in_with(theirs, kennitala)
    theirs.get_by_role("article").filter(has_text=number).get_by_role("link").first.click()
    expect(theirs.get_by_role("heading", level=1, name="Fjárhagsaðstoð")).to_be_visible()
    reload_until(theirs, theirs.get_by_role("region", name="Ákvörðun").get_by_text("Bréfið birtist"))
    letter = open_letter_to(new_page(), house.mailbox, kennitala, "Ákvörðun um fjárhagsaðstoð")
    words = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(letter)).pages).split()
    )
    assert number in words


def _today() -> str:
    return f"{clock.today():%d.%m.%Y}"
