"""Logging in: refused and cancelled logins, acting for a child or a company, and a desk that is closed meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from journeys.conftest import PHONE
from journeys.walking import give_role, log_in, name_of, repair, switch_fault

pytestmark = pytest.mark.journey

CHILD, COMPANY = "Elías Már Ívarsson", "Sýnismíði ehf."
APPLICATION = "/hafnarfjordur/fjarhagsadstod/umsokn/"


def test_a_page_that_needs_a_login_leads_back_to_itself(new_page):
    hers = new_page(PHONE)
    hers.goto(APPLICATION)
    expect(hers.get_by_role("heading", level=1, name="Skráðu þig inn")).to_be_visible()
    hers.get_by_role("link", name="Skrá inn með rafrænum skilríkjum").click()
    hers.get_by_role("button", name=name_of("system-id")).click()
    hers.wait_for_url(f"**{APPLICATION}")


def test_a_login_whose_token_is_forged_is_refused_and_may_be_tried_again(house, new_page):
    hers = new_page(PHONE)
    switch_fault(house.login, kind="false_token")
    try:
        hers.goto("/innskraning/hefja/")
        hers.get_by_role("button", name=name_of("system-id")).click()
        expect(
            hers.get_by_role("heading", level=1, name="Við gátum ekki staðfest innskráninguna")
        ).to_be_visible()
    finally:
        repair(house.login)
    hers.get_by_role("link", name="Reyna aftur").click()
    expect(hers.get_by_role("heading", level=1, name="Skráðu þig inn")).to_be_visible()
    expect(hers.get_by_role("button", name="Skrá út")).to_have_count(0)


def test_a_cancelled_login_changes_nothing(new_page):
    hers = new_page(PHONE)
    with hers.expect_request(lambda request: "/connect/authorize" in request.url) as asked:
        hers.goto("/innskraning/hefja/")
    state = asked.value.url.partition("state=")[2].partition("&")[0]
    hers.goto(f"/auth/callback?error=access_denied&state={state}")
    expect(hers.get_by_role("heading", level=1, name="Hætt var við innskráninguna")).to_be_visible()
    hers.goto("/oll-min-mal/")
    expect(hers.get_by_role("heading", level=1, name="Skráðu þig inn")).to_be_visible()


def test_a_guardian_acts_for_her_child_until_she_stops(new_page):
    hers = new_page(PHONE)
    log_in(hers, "guardian", for_whom=CHILD)
    banner = hers.get_by_role("region", name="Umboð")
    expect(banner).to_contain_text(CHILD)
    hers.goto(APPLICATION)
    hers.get_by_role("button", name="Byrja á umsókn").or_(
        hers.get_by_role("link", name="Halda áfram")
    ).click()
    hers.goto(f"{APPLICATION}upplysingar/")
    expect(hers.get_by_role("main")).to_contain_text(CHILD)
    hers.goto("/oll-min-mal/")
    expect(hers.get_by_role("heading", level=1, name=CHILD)).to_be_visible()
    banner.get_by_role("button", name="Hætta að nota umboðið").click()
    hers.get_by_role("button", name=name_of("guardian")).first.click()
    hers.get_by_role("button", name="Fyrir mig").click()
    hers.goto("/oll-min-mal/")
    expect(hers.get_by_role("heading", level=1, name="Málin mín")).to_be_visible()
    expect(banner).to_have_count(0)


def test_a_company_opens_no_application_meant_for_people(new_page):
    his = new_page(PHONE)
    log_in(his, "procuration-holder", for_whom=COMPANY)
    answer = his.goto(APPLICATION)
    assert answer.status == 403
    expect(his.get_by_role("button", name="Byrja á umsókn")).to_have_count(0)


def test_a_member_of_staff_has_no_desk_while_acting_for_another(new_page):
    administrator = new_page()
    log_in(administrator, "administrator")
    give_role(administrator, "guardian")
    hers = new_page()
    log_in(hers, "guardian", for_whom=CHILD)
    hers.goto("/vinnubord/")
    expect(hers.get_by_text("Þú ert í umboði fyrir annan")).to_be_visible()
    assert hers.goto("/hafnarfjordur/vinnubord/").status == 403
    own = new_page()
    log_in(own, "guardian")
    assert own.goto("/hafnarfjordur/vinnubord/").status == 200

    _end_role(administrator, "guardian")

    assert own.goto("/hafnarfjordur/vinnubord/").status == 403


def _end_role(page, key):
    page.goto("/hafnarfjordur/vinnubord/starfsfolk/")
    page.get_by_role("row", name=name_of(key)).get_by_role("link").click()
    page.get_by_role("link", name="Ljúka hlutverki").click()
    page.get_by_role("button", name="Já, ljúka hlutverkinu").click()
    expect(page.get_by_role("table")).not_to_contain_text(name_of(key))
