"""The thinnest whole chain: she applies, a case worker decides, the letter arrives and is opened, and she sees it all."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from journeys.conftest import PHONE
from journeys.walking import (
    LEASE,
    answer_everything,
    apply,
    approve,
    begin,
    income_this_month,
    kronur,
    log_in,
    log_in_as,
    name_of,
    number_on,
    open_at_desk,
    open_letter,
    reload_until,
    repair,
    save,
    save_entry,
    somebody,
    switch_fault,
    take_on,
    total,
)

pytestmark = pytest.mark.journey

HAFNARFJORDUR = "hafnarfjordur"
RESIDENT, WORKER = "low-income", "case-worker"


def test_she_applies_the_letter_arrives_and_she_sees_who_looked(house, new_page):
    hers = new_page(PHONE)
    log_in(hers, RESIDENT)
    case = apply(hers)
    number = number_on(hers)
    desk = new_page()
    log_in(desk, WORKER)
    open_at_desk(desk, HAFNARFJORDUR, number)
    take_on(desk)
    before = total(desk)
    income = income_this_month(desk)
    income.press_sequentially("0")
    expect(desk.locator("#utreikningur")).to_contain_text("Vistaðu tölurnar")
    expect(desk.locator("#utreikningur .sv-amount-total")).not_to_have_text(re.compile(f"^{before}"))
    income.fill("50.000")
    expect(desk.locator("#utreikningur")).to_contain_text("−50.000 kr.")
    desk.get_by_role("button", name="Vista tölur").click()
    expect(desk.get_by_text("Tölurnar eru vistaðar.")).to_be_visible()
    amount = total(desk)
    assert amount > before

    approve(desk)

    assert total(desk) == amount
    reload_until(desk, desk.get_by_text("Bréfið birtist").or_(desk.get_by_text("bíður þess að vera opnað")))
    letter = open_letter(new_page(), house.mailbox, RESIDENT, "Ákvörðun um fjárhagsaðstoð")
    assert letter.startswith(b"%PDF")
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(letter)).pages)
    assert name_of(RESIDENT) in words
    assert f"{amount:,} kr.".replace(",", ".") in words
    hers.goto(case)
    reload_until(hers, hers.get_by_text("Bréfið var opnað í pósthólfinu."))
    assert total(hers) == amount
    with hers.expect_download() as download:
        hers.get_by_role("link", name="Ákvörðun um fjárhagsaðstoð").click()
    assert download.value.path().read_bytes() == letter
    timeline = hers.locator(".sv-timeline-title").all_inner_texts()
    told = (
        "Við höfum fengið umsóknina þína.",
        "Umsóknin þín var samþykkt.",
        "Bréfið var opnað í pósthólfinu.",
    )
    assert [sentence for sentence in timeline if sentence in told] == list(told)
    decided = timeline.index("Umsóknin þín var samþykkt.")
    assert "Bréf birtist í stafræna pósthólfinu þínu." in timeline[decided:]
    hers.get_by_text("Sjá hver hafa skoðað málið").click()
    expect(hers.get_by_text(f"{name_of(WORKER)}, ráðgjafi (Hafnarfjörður)").first).to_be_visible()


def test_the_lines_of_an_amount_add_up_to_it(new_page):
    hers = new_page(PHONE)
    hers.goto(f"/{HAFNARFJORDUR}/fjarhagsadstod/")
    hers.get_by_role("radio", name=LEASE).check()
    hers.get_by_role("group", name="Geturðu notað persónuafsláttinn þinn?").get_by_label("Já").check()
    hers.get_by_role("button", name="Sjá upphæð").click()
    expect(hers.locator(".sv-amount-total")).to_be_visible()
    *lines, last = hers.locator(".sv-amount-figure").all_text_contents()
    assert sum(map(kronur, lines)) == kronur(last) == total(hers)


def test_what_the_registers_know_is_filled_in_with_its_source(new_page):
    hers = new_page(PHONE)
    log_in(hers, "married-wife")
    begin(hers, HAFNARFJORDUR)
    hers.get_by_role("link", name="Halda áfram").click()
    expect(hers.get_by_role("main")).to_contain_text(name_of("married-wife"))
    expect(hers.get_by_role("main")).to_contain_text("Álfaskeið 3")
    expect(hers.get_by_text("Heimild: Þjóðskrá")).to_have_count(2)
    hers.goto(f"/{HAFNARFJORDUR}/fjarhagsadstod/umsokn/tekjur/")
    hers.get_by_role("radio", name="Já").check()
    save(hers)
    expect(hers.get_by_text("148.000 kr.").first).to_be_visible()
    expect(hers.get_by_text("Heimild: Skatturinn").first).to_be_visible()


def test_an_answer_that_cannot_be_used_is_named_on_top_and_kept(new_page):
    hers = new_page(PHONE)
    log_in(hers, "married-husband")
    begin(hers, HAFNARFJORDUR)
    hers.goto(f"/{HAFNARFJORDUR}/fjarhagsadstod/umsokn/tekjur/")
    hers.get_by_role("radio", name="Já").check()
    save(hers)
    hers.get_by_role("link", name="Bæta við tekjum").click()
    hers.get_by_role("radio", name="Laun").check()
    hers.get_by_role("radio", name="Þessi mánuður").check()
    hers.get_by_label("Hversu háar voru tekjurnar").fill("mikið")
    save_entry(hers)
    summary = hers.get_by_role("group", name="Þetta þarf að laga áður en þú heldur áfram")
    expect(summary).to_be_focused()
    expect(hers).to_have_title(re.compile("^Villa: "))
    expect(hers.get_by_label("Hversu háar voru tekjurnar")).to_have_value("mikið")
    summary.get_by_role("link").click()
    expect(hers.get_by_label("Hversu háar voru tekjurnar")).to_be_focused()


def test_an_application_goes_on_in_another_browser_and_in_another_language(new_page):
    at_home = new_page()
    log_in(at_home, "married-wife")
    begin(at_home, HAFNARFJORDUR)
    at_home.goto(f"/{HAFNARFJORDUR}/fjarhagsadstod/umsokn/heimili/")
    at_home.get_by_role("radio", name=LEASE).check()
    save(at_home)
    on_the_bus = new_page(PHONE)
    log_in(on_the_bus, "married-wife")
    on_the_bus.get_by_role("link", name="Halda áfram").click()
    on_the_bus.goto(f"/{HAFNARFJORDUR}/fjarhagsadstod/umsokn/heimili/")
    expect(on_the_bus.get_by_role("radio", name=LEASE)).to_be_checked()
    on_the_bus.get_by_role("link", name="English").click()
    expect(on_the_bus.locator("html")).to_have_attribute("lang", "en")
    expect(on_the_bus.get_by_role("heading", level=1, name="How do you live?")).to_be_visible()
    expect(
        on_the_bus.get_by_role("radio", name="In a rented flat with a registered lease", exact=True)
    ).to_be_checked()


def test_sent_twice_an_application_is_one_case(new_page):
    his = new_page(PHONE)
    log_in_as(his, somebody())
    begin(his, HAFNARFJORDUR)
    answer_everything(his)
    form = {
        name: his.locator(f"main form input[name={name}]").first.input_value()
        for name in ("csrfmiddlewaretoken", "draft")
    }
    review, address = his.url, his.locator("main form").first.get_attribute("action")
    his.get_by_role("button", name="Senda umsókn").dblclick()
    expect(his.get_by_text("Við höfum fengið umsóknina þína.").first).to_be_visible()
    case = his.url
    again = his.request.post(address, form=form, headers={"Referer": review}, max_redirects=0)
    assert again.status == 302
    assert case.endswith(again.headers["location"])
    his.go_back()
    expect(his.get_by_role("button", name="Senda umsókn")).to_have_count(0)
    his.goto("/oll-min-mal/")
    expect(his.get_by_role("article")).to_have_count(1)


def test_the_whole_chain_works_without_scripts(new_page):
    hers = new_page(PHONE, javascript=False)
    log_in_as(hers, somebody())
    apply(hers)
    number = number_on(hers)
    desk = new_page(javascript=False)
    log_in(desk, WORKER)
    open_at_desk(desk, HAFNARFJORDUR, number)
    take_on(desk)
    before = total(desk)
    income = income_this_month(desk)
    income.fill("40.000")
    desk.get_by_role("button", name="Reikna").click()
    expect(income).to_have_value("40.000")
    assert total(desk) > before
    desk.get_by_role("button", name="Vista tölur").click()
    amount = total(desk)
    approve(desk)
    assert total(desk) == amount


def test_a_refusal_gives_its_reasons_and_both_ways_to_appeal(house, new_page):
    his = new_page(PHONE)
    log_in(his, "higher-income")
    case = apply(his, income="780.000")
    number = number_on(his)
    desk = new_page()
    log_in(desk, WORKER)
    open_at_desk(desk, HAFNARFJORDUR, number)
    take_on(desk)
    desk.get_by_role("link", name="Synja").click()
    desk.get_by_role("button", name="Staðfesta ákvörðun").click()
    summary = desk.get_by_role("group", name="Þetta þarf að laga áður en þú heldur áfram")
    expect(summary.get_by_role("link")).to_have_count(3)
    desk.get_by_label("Málsatvik sem ákvörðunin byggist á").fill("Tekjur voru 780.000 kr. á mánuði.")
    desk.get_by_label("Ákvæði í reglum sveitarfélagsins").fill("12. gr.")
    desk.get_by_label("Einstaklingsbundið mat").fill("Tekjurnar eru hærri en grunnfjárhæðin.")
    desk.get_by_label("Hvers vegna þurfti hvorki").fill("Öll gögn lágu fyrir.")
    desk.get_by_role("button", name="Staðfesta ákvörðun").click()
    expect(desk.get_by_role("heading", name="Þetta gerist næst")).to_be_visible()
    his.goto(case)
    reload_until(his, his.get_by_text("Bréfið birtist í stafræna pósthólfinu þínu"))
    for reason in ("Tekjur voru 780.000 kr. á mánuði.", "12. gr.", "Tekjurnar eru hærri en grunnfjárhæðin."):
        expect(his.get_by_role("main")).to_contain_text(reason)
    section = his.get_by_role("region", name="Ákvörðun")
    expect(section.get_by_text("áfrýjunarnefndar sveitarfélagsins")).to_be_visible()
    expect(section.get_by_text("úrskurðarnefndar velferðarmála")).to_be_visible()
    days = section.locator("strong").all_inner_texts()
    assert len(days) == 2
    letter = open_letter(new_page(), house.mailbox, "higher-income", "Ákvörðun um fjárhagsaðstoð")
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(letter)).pages)
    folded = " ".join(words.split())
    assert "Tekjur voru 780.000 kr. á mánuði." in folded
    assert [day in folded for day in days] == [True, True]


def test_she_may_withdraw_and_the_desk_sees_it(new_page):
    hers = new_page(PHONE)
    log_in(hers, "akureyri-resident")
    case = apply(hers, "akureyri")
    number = number_on(hers)
    hers.get_by_role("link", name="Draga umsóknina til baka").click()
    hers.get_by_role("link", name="Hætta við").click()
    expect(hers).to_have_url(case)
    hers.get_by_role("link", name="Draga umsóknina til baka").click()
    hers.get_by_role("button", name="Draga umsóknina til baka").click()
    expect(hers.get_by_role("heading", name="Þú dróst umsóknina til baka.")).to_be_visible()
    desk = new_page()
    log_in(desk, "akureyri-case-worker")
    desk.goto("/akureyri/vinnubord/mal/?listi=afgreidd")
    expect(desk.get_by_role("row", name=number)).to_contain_text("Dregin til baka")


def test_a_joint_office_handles_the_cases_of_those_it_serves_and_nobody_else_sees_them(new_page):
    hers = new_page(PHONE)
    log_in(hers, "rangarthing-resident")
    apply(hers, "rangarthing-eystra")
    number = number_on(hers)
    expect(hers.get_by_role("complementary")).to_contain_text("Félagsþjónusta")
    desk = new_page()
    log_in(desk, "joint-office-case-worker")
    desk.goto("/vinnubord/")
    expect(desk).to_have_url(re.compile(r"/felagsthjonusta-rvs/vinnubord/$"))
    open_at_desk(desk, "felagsthjonusta-rvs", number)
    expect(desk.get_by_role("main")).to_contain_text("Rangárþing eystra")
    take_on(desk)
    elsewhere = new_page()
    log_in(elsewhere, WORKER)
    path = desk.url.partition("/felagsthjonusta-rvs")[2]
    asked = {
        f"/{HAFNARFJORDUR}{path}": 404,
        f"/felagsthjonusta-rvs{path}": 403,
        "/rangarthing-eystra/vinnubord/": 403,
    }
    assert {address: elsewhere.goto(address).status for address in asked} == asked


def test_one_applies_without_the_registers_when_they_are_down(house, new_page):
    hers = new_page(PHONE)
    log_in(hers, "guardian")
    switch_fault(house.xroad, kind="server_error", until_cleared=True)
    try:
        begin(hers, HAFNARFJORDUR)
        expect(hers.get_by_text("Ekki tókst að sækja upplýsingar um þig")).to_be_visible()
        hers.goto(f"/{HAFNARFJORDUR}/fjarhagsadstod/umsokn/upplysingar/")
        hers.get_by_label("Nafn").fill(name_of("guardian"))
        hers.get_by_label("Lögheimili").fill("Selvogsgata 5, 220 Hafnarfjörður")
        hers.get_by_role("checkbox").check()
        save(hers)
        hers.goto(f"/{HAFNARFJORDUR}/fjarhagsadstod/umsokn/")
        expect(hers.get_by_role("listitem").filter(has_text="Upplýsingar sem við sækjum")).to_contain_text(
            "Lokið"
        )
    finally:
        repair(house.xroad)
    hers.get_by_role("button", name="Reyna aftur").click()
    expect(hers.get_by_text("Ekki tókst að sækja upplýsingar um þig")).to_have_count(0)
