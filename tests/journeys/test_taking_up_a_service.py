"""From a service nobody uses to one that is open: few clicks to be ready, then the lawful list with its three months.

Clicks are counted because a municipality without a project manager is to get there within ten minutes and without help.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from journeys.walking import log_in, next_first_of_month, total
from samveita.iceland import clock

pytestmark = pytest.mark.journey

TOWN = "grundarfjordur"
SERVICES = f"/{TOWN}/vinnubord/thjonustur/"
FINANCIAL_AID = f"{SERVICES}{TOWN}/fjarhagsadstod/"
MOST_CLICKS = 12
LAWFUL = ("vinnslusamningur", "vinnsluskra", "mat-a-ahrifum", "adgengi")
NOTIFICATION = "tilkynning-til-skjalasafns"


class Counted:
    """A page on which every click is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, role: str, name: str) -> None:
        """Click what has a role and a name, and wait for the page it leads to."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()


def test_a_service_is_made_ready_in_few_clicks_and_opens_three_months_after_its_notification(new_page):
    page = new_page()
    log_in(page, "new-administrator")
    page.goto(f"/{TOWN}/vinnubord/")
    counted = Counted(page)

    counted.click("link", "Þjónustur")
    page.get_by_role("row", name="Fjárhagsaðstoð").get_by_role("button", name="Taka upp þjónustu").click()
    counted.clicks += 1
    expect(page.get_by_role("heading", level=1, name="Taka upp þjónustu: Fjárhagsaðstoð")).to_be_visible()
    _fill_in(page)
    counted.click("button", "Vista allt")
    counted.click("link", "Lesa bréfin")
    page.get_by_label("Nafn").fill("Sólveig Marta Björnsdóttir")
    page.get_by_label("Starfsheiti").fill("Sviðsstjóri")
    counted.click("button", "Ég hef lesið bréfin")
    page.goto(FINANCIAL_AID)
    counted.click("button", "Merkja tilbúna")
    expect(page.get_by_text("Tilbúin", exact=True)).to_be_visible()
    assert counted.clicks <= MOST_CLICKS

    for word in LAWFUL:
        _sign(page, word)
    _sign(page, NOTIFICATION, sent_days_ago=0)
    page.goto(FINANCIAL_AID)
    expect(page.get_by_text("Biðtími stendur yfir")).to_be_visible()
    expect(page.get_by_role("button", name="Opna fyrir íbúa")).to_have_count(0)

    _sign(page, NOTIFICATION, sent_days_ago=120)
    page.goto(FINANCIAL_AID)
    expect(page.get_by_text("Biðtími stendur yfir")).to_have_count(0)
    open_it = page.get_by_role("button", name="Opna fyrir íbúa")
    if not open_it.is_visible():
        page.get_by_text("Opna fyrir íbúa", exact=True).first.click()
    open_it.click()
    expect(page.get_by_text("Í notkun", exact=True)).to_be_visible()
    resident = new_page()
    resident.goto(f"/{TOWN}/fjarhagsadstod/")
    expect(resident.get_by_role("heading", level=1, name="Fjárhagsaðstoð")).to_be_visible()
    expect(resident.get_by_role("link", name="Sækja um").first).to_be_visible()


def _fill_in(page: Page) -> None:
    amounts = page.locator("input[name^='rates-amount_']")
    expect(amounts).to_have_count(12)
    for box in amounts.all():
        box.fill("250.000")
    page.get_by_label("Desemberuppbót (%)").fill("25")
    page.get_by_label("Hvar eru fjárhæðirnar birtar?").fill("Fundargerð sveitarstjórnar 12. desember 2025")
    page.get_by_label("Slóð á reglur um fjárhagsaðstoð").fill("https://example.is/reglur")
    page.get_by_label("Hver tekur við áfrýjun innan sveitarfélagsins?").fill("velferðarnefnd")
    page.get_by_label("Heitið í eignarfalli").fill("velferðarnefndar")
    page.get_by_label("Heimilisfang fyrir áfrýjun").fill("Ráðhúsinu")
    page.locator("input[name='contact-phone']").fill("430 0000")
    page.locator("input[name='contact-email']").fill("skrifstofa@example.is")


def _sign(page: Page, word: str, *, sent_days_ago: int | None = None) -> None:
    page.goto(f"{FINANCIAL_AID}skjol/{word}/")
    if sent_days_ago is not None:
        page.locator("input[name=dagur]").fill(f"{clock.today() - timedelta(days=sent_days_ago):%d.%m.%Y}")
    page.get_by_label("Nafn", exact=True).fill("Sólveig Marta Björnsdóttir")
    page.get_by_label("Starfsheiti").fill("Bæjarstjóri")
    page.get_by_role("button", name="Staðfesta", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_new_amounts_hold_from_their_day_and_leave_what_was_decided_alone(new_page):
    desk, administrator = new_page(), new_page()
    log_in(desk, "case-worker")
    desk.goto("/hafnarfjordur/vinnubord/mal/?listi=afgreidd")
    desk.get_by_role("row").filter(has_text="Samþykkt").first.get_by_role("link").first.click()
    expect(desk.get_by_role("heading", name="Næstu skref")).to_be_visible()
    before = total(desk)
    log_in(administrator, "administrator")
    administrator.goto("/hafnarfjordur/vinnubord/gildi/fjarhagsadstod/drog/")
    administrator.locator("input[value='248.000']").first.fill("255.000")
    administrator.get_by_label("Heiti heimildar").fill("Fundargerð sveitarstjórnar")
    administrator.get_by_role("button", name="Vista drög og skoða breytingar").click()
    expect(administrator.get_by_role("heading", level=1, name="Skoða breytingar")).to_be_visible()
    expect(administrator.get_by_role("table", name="Munur á útgáfum")).to_contain_text("255.000 kr.")

    administrator.get_by_role("button", name="Samþykkja drögin").click()
    administrator.get_by_label("Gildir frá").fill(next_first_of_month())
    administrator.get_by_role("button", name="Áfram").click()
    expect(administrator.get_by_role("heading", level=1, name="Staðfesta gildistöku")).to_be_visible()
    administrator.get_by_role("button", name="Staðfesta gildistöku").click()

    expect(administrator.get_by_role("heading", name="Breytingar fram undan")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("heading", name="Næstu skref")).to_be_visible()
    assert total(desk) == before
