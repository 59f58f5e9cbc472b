"""A case with everything around its decision: data asked for and handed in, a letter with real dates, an appeal.

Both begin at a case that already waits at the desk, and need a second case worker: whoever decided settles no appeal.
"""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import PHONE, House
from journeys.walking import (
    approve,
    give_role,
    kennitala_on,
    kronur,
    log_in,
    log_in_with,
    number_on,
    open_at_desk,
    open_first,
    open_letter_to,
    reload_until,
    take_on,
    total,
    write_income,
)
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period

pytestmark = pytest.mark.journey

HAFNARFJORDUR = "hafnarfjordur"
WORKER, SECOND_WORKER = "case-worker", "cohabiting-man"
DECISION = "Ákvörðun um fjárhagsaðstoð"


@pytest.fixture(scope="module")
def _two_workers(browser: Browser, house: House) -> None:
    """Give the office a second case worker."""
    page = browser.new_context(base_url=house.web, locale="is-IS").new_page()
    log_in(page, "administrator")
    give_role(page, SECOND_WORKER)
    page.context.close()


@pytest.mark.usefixtures("_two_workers")
def test_data_is_asked_for_handed_in_and_decided_on_and_the_decision_appealed(house, new_page):
    desk = new_page()
    log_in(desk, WORKER)
    open_first(desk, HAFNARFJORDUR, "ny")
    number, kennitala = number_on(desk), kennitala_on(desk)
    take_on(desk)
    _ask_for_payslips(desk)
    theirs = new_page(PHONE)
    log_in_with(theirs, kennitala)
    theirs.get_by_role("article").filter(has_text=number).get_by_role("link").first.click()
    expect(theirs.get_by_role("heading", level=1, name="Fjárhagsaðstoð")).to_be_visible()
    case = theirs.url

    theirs.get_by_role("main").locator(".ds-alert").get_by_role("link").first.click()
    expect(theirs.get_by_role("heading", level=2, name="Launaseðlar")).to_be_visible()
    theirs.get_by_label("Veldu skrár").set_input_files(
        {"name": "launasedill.txt", "mimeType": "text/plain", "buffer": "Laun í nóvember".encode()}
    )
    theirs.get_by_role("button", name="Skila: Launaseðlar").click()
    expect(theirs.get_by_text("Við höfum fengið svör við öllu")).to_be_visible()

    open_at_desk(desk, HAFNARFJORDUR, number)
    expect(desk.get_by_text("Öllu hefur verið svarað")).to_be_visible()
    expect(desk.get_by_role("link", name="launasedill.txt").first).to_be_visible()
    _refuse(desk)
    theirs.goto(case)
    decided = theirs.get_by_role("region", name="Ákvörðun")
    reload_until(theirs, decided.get_by_text("Bréfið birtist í stafræna pósthólfinu þínu"))
    last_days = decided.locator("strong").all_inner_texts()
    served = clock.today()
    assert last_days == [
        day_in_words(deadline(starts_on=served, period=period).date).is_
        for period in (Period.weeks(4), Period.months(3))
    ]
    letter = open_letter_to(new_page(), house.mailbox, kennitala, DECISION)
    words = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(letter)).pages).split()
    )
    assert [day in words for day in last_days] == [True, True]

    theirs.get_by_role("link", name="Áfrýja ákvörðun").click()
    theirs.get_by_label("Hvers vegna ertu ekki sammála").fill("Launin voru greidd einu sinni.")
    theirs.get_by_role("button", name="Senda áfrýjun").click()
    expect(theirs.get_by_text("Áfrýjun innan sveitarfélagsins barst")).to_be_visible()

    other = new_page()
    log_in(other, SECOND_WORKER)
    open_at_desk(other, HAFNARFJORDUR, number)
    expect(other.get_by_text("Launin voru greidd einu sinni.")).to_be_visible()
    other.get_by_role("link", name="Ákvörðuninni er breytt").click()
    other.get_by_label("Hver er niðurstaðan").fill("Nefndin telur að meta eigi málið aftur.")
    other.get_by_role("button", name="Áfrýjun: ákvörðunin er felld úr gildi").click()
    expect(other.get_by_role("heading", name="Næstu skref")).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_text("Málið þitt var tekið upp aftur. Þú færð nýja ákvörðun.").first).to_be_visible()
    expect(theirs.get_by_role("main")).to_contain_text("ákvörðunin er felld úr gildi")
    expect(theirs.get_by_role("main")).to_contain_text("Tekjurnar voru 310.000 kr.")


@pytest.mark.usefixtures("_two_workers")
def test_two_workers_want_one_case_and_it_is_paid_in_a_run(new_page):
    desk, other = new_page(), new_page()
    log_in(desk, WORKER)
    log_in(other, SECOND_WORKER)
    open_first(desk, HAFNARFJORDUR, "ny")
    number, kennitala = number_on(desk), kennitala_on(desk)
    open_at_desk(other, HAFNARFJORDUR, number)
    take_on(desk)
    other.get_by_role("button", name="Taka málið að mér").click()
    refusal = other.get_by_role("alert")
    expect(refusal).to_contain_text("Þetta tókst ekki")
    expect(other.get_by_role("button", name="Taka málið að mér")).to_have_count(0)
    write_income(desk, "10.000")
    desk.get_by_role("button", name="Vista tölur").click()
    expect(desk.get_by_text("Tölurnar eru vistaðar.")).to_be_visible()
    approve(desk)
    amount = total(desk)

    desk.goto(f"/{HAFNARFJORDUR}/vinnubord/greidslur/")
    row = desk.get_by_role("row", name=number).first
    expect(row).to_be_visible()
    row.get_by_role("link").first.click()
    heading = desk.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Fjárhagsaðstoð:")
    paid = kronur(heading.inner_text())
    assert 0 < paid <= amount
    desk.get_by_role("link", name="← Greiðslur").click()
    desk.get_by_role("button", name="Búa til greiðslukeyrslu").click()
    desk.get_by_role("button", name="Samþykkja keyrsluna").click()
    desk.get_by_role("button", name="Senda í bókhald").click()
    expect(desk.get_by_role("button", name="Senda í bókhald")).to_have_count(0)
    theirs = new_page(PHONE)
    log_in_with(theirs, kennitala)
    theirs.get_by_role("article").filter(has_text=number).get_by_role("link").first.click()
    payments = theirs.get_by_role("region", name="Greiðslur")
    reload_until(theirs, payments.get_by_text("Bókhald sveitarfélagsins tók við greiðslunni."))
    assert kronur(payments.inner_text()) == paid


def _ask_for_payslips(desk: Page) -> None:
    desk.get_by_role("link", name="Biðja um gögn").click()
    expect(desk.get_by_role("heading", level=1, name="Biðja um gögn")).to_be_visible()
    for box in desk.get_by_role("checkbox").all():
        box.uncheck()
    desk.get_by_role("checkbox", name=re.compile("^Launaseðlar")).check()
    desk.get_by_role("checkbox", name=re.compile("^málið bíður.*Launaseðlar")).check()
    desk.get_by_role("button", name="Biðja um gögn").click()
    expect(desk.get_by_text("Beðið eftir gögnum")).to_be_visible()


def _refuse(desk: Page) -> None:
    desk.get_by_role("link", name="Synja", exact=True).click()
    desk.get_by_label("Málsatvik sem ákvörðunin byggist á").fill("Tekjurnar voru 310.000 kr. í mánuðinum.")
    desk.get_by_label("Ákvæði í reglum sveitarfélagsins").fill("10. gr.")
    desk.get_by_label("Einstaklingsbundið mat").fill("Ekkert kom fram sem gefur tilefni til undantekningar.")
    desk.get_by_role("button", name="Staðfesta ákvörðun").click()
    expect(desk.get_by_role("heading", name="Þetta gerist næst")).to_be_visible()
