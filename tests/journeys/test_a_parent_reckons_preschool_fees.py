"""A parent on the phone: two children, the price of half an hour, a link that carries the choices and tells nobody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import PHONE

pytestmark = pytest.mark.journey

CALCULATOR = "/vestmannaeyjar/leikskolagjold/"


def shows(page: Page, amount: str) -> None:
    """Wait for the family's total."""
    expect(page.get_by_role("heading", level=2, name="Fjölskyldan greiðir")).to_contain_text(amount)


def test_a_parent_chooses_and_shares_without_anything_leaving_the_browser_in_an_address(new_page):
    hers = new_page(PHONE)
    asked: list[str] = []
    hers.on("request", lambda request: asked.append(request.url))
    hers.goto(CALCULATOR)
    shows(hers, "42.063")
    hers.get_by_role("button", name="Bæta við barni").click()
    expect(hers.get_by_role("group", name="Barn 2", exact=True)).to_be_visible()

    hers.locator("[name=b2-hours]").select_option("6,5")
    shows(hers, "66.354")
    expect(hers.get_by_text("Með 6 klst. dvöl sparast 12.158 kr. á mánuði.")).to_be_visible()
    hers.get_by_role("button", name="Afrita tengil").click()
    hers.wait_for_url(f"**{CALCULATOR}#v1&children=2**")

    theirs = new_page(PHONE)
    theirs.goto(hers.url)
    shows(theirs, "66.354")
    assert not any("b2-hours" in url.partition("#")[0] for url in asked)
