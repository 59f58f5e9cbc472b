"""A service in practice, from the first application of an invented person to the last trace of it cleared away."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import expect

from journeys.conftest import PHONE
from journeys.walking import answer_everything, approve, begin, log_in, log_in_as, somebody, take_on

pytestmark = pytest.mark.journey

TOWN, OFFICE = "skaftarhreppur", "felagsthjonusta-rvs"
DESK = f"/{OFFICE}/vinnubord"
ADOPTION = f"{DESK}/thjonustur/{TOWN}/fjarhagsadstod/"


def test_a_service_is_practised_on_beside_real_cases_and_cleared_away(house, new_page):
    invented, hers, desk = somebody(), new_page(PHONE), new_page()
    log_in_as(hers, invented)
    begin(hers, TOWN)
    expect(hers.get_by_role("region", name="Æfing")).to_be_visible()
    answer_everything(hers)
    hers.get_by_role("button", name="Senda umsókn").click()
    expect(hers.get_by_text("Við höfum fengið umsóknina þína.").first).to_be_visible()
    found = re.search(r"\d{4}-ÆF-FA-\d{6}", hers.get_by_role("main").inner_text())
    assert found, "the case shows no number of the practice series"
    number = found.group()

    log_in(desk, "joint-office-case-worker")
    desk.goto(f"{DESK}/mal/?listi=opin")
    expect(desk.get_by_role("table")).not_to_contain_text(number)
    desk.goto(f"{DESK}/mal/?listi=aefing")
    desk.get_by_role("row", name=number).get_by_role("link").first.click()
    expect(desk.get_by_role("region", name="Æfing")).to_be_visible()
    take_on(desk)
    approve(desk)
    desk.goto(f"{DESK}/greidslur/")
    expect(desk.get_by_role("main")).not_to_contain_text(number)
    announced = httpx.get(f"{house.mailbox}/ledger", trust_env=False).raise_for_status().text
    assert invented.kennitala.digits not in announced

    desk.goto(ADOPTION)
    desk.get_by_text("Eyða æfingamálum", exact=True).first.click()
    desk.get_by_role("button", name="Eyða æfingamálum").click()
    expect(desk.get_by_text("Æfingamálum var eytt.")).to_be_visible()
    expect(desk.get_by_role("heading", name="Æfingamál")).to_have_count(0)
    hers.goto("/oll-min-mal/")
    expect(hers.get_by_role("main")).not_to_contain_text(number)
