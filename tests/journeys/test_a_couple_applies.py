"""A couple in the browser: she applies, he answers for himself, the desk sees both; and a spouse who never answers."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import PHONE
from journeys.walking import (
    LEASE,
    MOST_PAGES,
    SAVE,
    answer_page,
    begin,
    log_in,
    log_in_as,
    number_on,
    open_at_desk,
    save,
    some_couple,
)

pytestmark = pytest.mark.journey
HAFNARFJORDUR, WORKER = "hafnarfjordur", "case-worker"
TWO_WEEKS = 14 * 24 * 60 * 60


def fill_in(page: Page, *, income: str, answers: dict[str, str]) -> None:
    """Go through every page that is asked; what a register has stated stands, and ``answers`` are chosen by question."""
    page.get_by_role("link", name="Halda áfram").click()
    expect(page.get_by_role("button", name=SAVE)).to_be_visible()
    for _page in range(MOST_PAGES):
        step = urlsplit(page.url).path.strip("/").rpartition("/")[2]
        if step == "yfirlit":
            break
        chosen = [
            (group, answer)
            for question, answer in answers.items()
            if (group := page.get_by_role("group", name=question)).count()
        ]
        for group, answer in chosen:
            group.get_by_label(answer).check()
        if not chosen:
            answer_page(page, step, income=income, home=LEASE)
        save(page)
    expect(page.get_by_role("heading", level=1, name="Farðu yfir svörin")).to_be_visible()


def test_a_couple_applies_each_answers_alone_and_the_desk_sees_both(new_page):
    she, he = some_couple()
    hers = new_page(PHONE)
    log_in_as(hers, she)
    begin(hers, HAFNARFJORDUR)
    fill_in(hers, income="96.000", answers={"Ertu með barn": "Nei"})
    expect(hers.get_by_role("main")).to_contain_text(he.name)
    hers.get_by_role("button", name="Senda umsókn").click()
    expect(hers.get_by_role("heading", name="Við bíðum eftir svörum frá maka þínum")).to_be_visible()
    case, number = hers.url, number_on(hers)

    his = new_page(PHONE)
    log_in_as(his, he)
    his.get_by_role("article").filter(has_text="Við bíðum eftir þínum hluta").get_by_role(
        "link"
    ).first.click()
    expect(his.get_by_text(f"Umsækjandi: {she.name}")).to_be_visible()
    expect(his.get_by_role("main")).not_to_contain_text("96.000")
    his.get_by_role("button", name="Svara").click()
    expect(his.get_by_role("heading", level=1, name="Fjárhagsaðstoð")).to_be_visible()
    fill_in(his, income="71.000", answers={"Ert þú í hjúskap": "Já"})
    his.get_by_role("button", name="Senda minn hluta").click()
    expect(his.get_by_role("heading", name="Þú hefur skilað þínum hluta")).to_be_visible()

    hers.goto(case)
    expect(hers.get_by_text("Maki þinn skilaði sínum hluta.")).to_be_visible()
    expect(hers.get_by_role("main")).not_to_contain_text("71.000")
    desk = new_page()
    log_in(desk, WORKER)
    open_at_desk(desk, HAFNARFJORDUR, number)
    expect(desk.get_by_role("main")).to_contain_text("96.000")
    expect(desk.get_by_role("main")).to_contain_text("71.000")
    expect(desk.get_by_role("heading", level=3, name=he.name)).to_be_visible()


def test_a_spouse_who_never_answers_is_a_wait_with_an_end(house, new_page):
    hers = new_page(PHONE)
    log_in(hers, "cohabiting-woman")
    hers.get_by_role("article").filter(has_text="Við bíðum eftir svörum frá maka þínum").get_by_role(
        "link"
    ).first.click()
    expect(hers.get_by_role("heading", name="Við bíðum eftir svörum frá maka þínum")).to_be_visible()
    case, number = hers.url, number_on(hers)
    later = replace(house, environment={**house.environment, "SAMVEITA_CLOCK_OFFSET_SECONDS": str(TWO_WEEKS)})

    ended = later.samveita("worker", "--once")

    assert ended.returncode == 0, ended.stderr
    hers.goto(case)
    expect(hers.get_by_text("Maki þinn svaraði ekki í tæka tíð.").first).to_be_visible()
    desk = new_page()
    log_in(desk, WORKER)
    open_at_desk(desk, HAFNARFJORDUR, number)
    expect(desk.get_by_text("Gögn maka vantar.").first).to_be_visible()
