"""A clerk plans next year's preschool tariff: the printed figures prove it, Excel carries it, and its effects are counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.walking import log_in

pytestmark = pytest.mark.journey

EDITOR = "/hafnarfjordur/vinnubord/gjaldskra-leikskola/"


def test_a_clerk_drafts_proves_and_carries_a_tariff_in_excel(new_page, tmp_path: Path):
    page = new_page()
    log_in(page, "administrator")
    page.goto(EDITOR)
    expect(page.get_by_role("heading", level=1, name="Gjaldskrá leikskóla: drög")).to_be_visible()
    live = page.locator("#lifandi")
    page.locator("[name='model.care.0.bands.0.amount']").fill("4.100")
    page.locator("[name=printed]").fill("4; 16.000; care\n8; 32.800; care")
    expect(live.get_by_text("Lína 1: prentað er 16.000 kr. en reglurnar gefa 16.400 kr.")).to_be_visible()
    page.locator("[name=printed]").fill("4; 16.400; care\n8; 32.800; care")
    expect(live.get_by_text("Reglurnar gefa allar prentuðu tölurnar (2).")).to_be_visible()
    page.locator("[name=valid_from]").fill("1.1.2027")
    page.get_by_role("button", name="Vista drögin").click()
    expect(page.get_by_text("Drögin eru vistuð.")).to_be_visible()

    page.goto(EDITOR)
    expect(page.get_by_role("heading", level=1, name="Gjaldskrá leikskóla: drög")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Sækja sem Excel").click()
    kept = tmp_path / "gjaldskra.xlsx"
    downloading.value.save_as(kept)
    page.get_by_text("Lesa gjaldskrá úr skrá").first.click()
    page.locator("[name=skra]").set_input_files(kept)
    page.get_by_role("button", name="Lesa skrána").click()
    expect(page.locator("[name=valid_from]")).to_have_value("2027-01-01")

    page.get_by_role("link", name="Áhrif nýrrar gjaldskrár").click()
    expect(page.get_by_role("heading", level=2, name="Tilbúnar fjölskyldur")).to_be_visible()
    page.get_by_label("Fjöldi, 3 ára").fill("40")
    page.get_by_label("Annað barn fjölskyldunnar").fill("30%")
    page.get_by_role("button", name="Reikna").click()
    expect(page.get_by_role("heading", level=2, name="Niðurstaða")).to_be_visible()
    rises = page.locator(".pe-outcome div", has_text="Börn sem hækkar fyrir")
    expect(rises.get_by_role("definition")).to_have_text("40")
