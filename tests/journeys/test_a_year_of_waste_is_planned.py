"""A municipal editor plans next year's waste calendar: by keyboard, by dragging, back again, confirmed and published."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import DESK
from journeys.walking import log_in

pytestmark = pytest.mark.journey

PLANNER = "/arborg/vinnubord/sorphirdudagatal/"
ONE_ZONE = f"{PLANNER}?straumur=paper_plastic&svaedi=zone_1"


def day(page: Page, iso: str):
    return page.locator(f"#d-{iso}")


def is_driven(page: Page, iso: str, wanted: bool) -> None:
    expect(day(page, iso)).to_have_attribute("aria-pressed", "true" if wanted else "false")


def test_days_are_moved_by_keyboard_and_by_dragging_then_confirmed_and_published(new_page):
    page = new_page(DESK)
    log_in(page, "waste-planner")
    page.goto(ONE_ZONE)
    expect(page.get_by_text("Losun er skráð á frídegi: 17. júní 2027")).to_be_visible()

    day(page, "2027-06-17").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("m")
    is_driven(page, "2027-06-16", True)
    is_driven(page, "2027-06-17", False)
    expect(page.get_by_text("Losun er skráð á frídegi: 17. júní 2027")).to_have_count(0)

    day(page, "2027-10-02").drag_to(day(page, "2027-10-01"))
    is_driven(page, "2027-10-01", True)
    is_driven(page, "2027-10-02", False)

    page.get_by_role("button", name="Afturkalla").click()
    is_driven(page, "2027-10-02", True)
    day(page, "2027-10-02").click()
    is_driven(page, "2027-10-02", False)

    page.get_by_label("Ég hef lesið ábendingarnar").check()
    page.get_by_role("button", name="Staðfesta dagana").click()
    expect(page.get_by_text("Arnar Snær Guðlaugsson staðfesti dagana")).to_be_visible()
    page.get_by_role("button", name="Samþykkja drögin").click()
    page.get_by_role("button", name="Birta dagatalið").click()
    expect(page.get_by_text("Dagatalið sem íbúar sjá gildir til 31. desember 2027.")).to_be_visible()
