"""What somebody comes back to later: a draft of an older form on another device, and a case that was decided."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from journeys.conftest import PHONE, House
from journeys.walking import (
    LEASE,
    SAVE,
    answer_everything,
    approve,
    begin,
    kennitala_on,
    log_in,
    log_in_as,
    log_in_with,
    number_on,
    open_at_desk,
    open_first,
    open_letter_to,
    reload_until,
    save,
    save_entry,
    somebody,
    take_on,
)

pytestmark = pytest.mark.journey

TOWN = "hafnarfjordur"
APPLICATION = f"/{TOWN}/fjarhagsadstod/umsokn/"
DECISION = "Ákvörðun um fjárhagsaðstoð"
AS_IN_VERSION_ONE = """
import sys, django
django.setup()
from samveita.engines.forms.drafting import current, open_draft, seal_answers
from samveita.ground.identity.people import find_by_kennitala
from samveita.ground.organisations.queries import by_slug
from samveita.ground.organisations.scope import person_scope
from samveita.iceland.kennitala import Kennitala
person = find_by_kennitala(Kennitala.parse(sys.argv[1]))
with person_scope(person):
    draft = open_draft(person=person, municipality=by_slug(sys.argv[2]), service="financial_aid")
    kept = current(draft)
    answers = {key: value for key, value in kept.answers.items() if key != "incomes"}
    older = {**answers, "home": "an_answer_of_that_time", "income": 96_000}
    seal_answers(draft, kept.model_copy(update={"answers": older}))
    draft.form_version = 1
    draft.save()
"""


def as_in_version_one(house: House, kennitala: str) -> None:
    """Leave a draft as an older form kept it: one figure for all income, and an answer that is not offered any more."""
    subprocess.run(
        [sys.executable, "-c", AS_IN_VERSION_ONE, kennitala, TOWN],
        env={**os.environ, **house.environment, "DJANGO_SETTINGS_MODULE": "samveita.project.settings"},
        check=True, timeout=60,
    )  # fmt: skip


def test_a_draft_of_an_older_form_goes_on_elsewhere_and_says_what_to_answer_again(house, new_page):
    applicant = somebody()
    at_home = new_page()
    log_in_as(at_home, applicant)
    begin(at_home, TOWN)
    answer_everything(at_home)
    as_in_version_one(house, applicant.kennitala.digits)

    on_the_bus = new_page(PHONE)
    log_in_as(on_the_bus, applicant)
    on_the_bus.goto(APPLICATION)
    on_the_bus.get_by_role("link", name="Svaraðu þessu aftur").click()
    expect(on_the_bus.get_by_role("heading", level=1, name="Svaraðu þessu aftur")).to_be_visible()
    on_the_bus.get_by_role("main").get_by_role("listitem").get_by_role("link").click()
    on_the_bus.get_by_role("radio", name=LEASE).check()
    save(on_the_bus)
    on_the_bus.goto(f"{APPLICATION}tekjulisti/")
    expect(on_the_bus.get_by_role("main")).to_contain_text("96.000")
    on_the_bus.get_by_role("link", name="Breyta").first.click()
    on_the_bus.get_by_role("radio", name="Laun").check()
    on_the_bus.get_by_role("radio", name="Þessi mánuður").check()
    expect(on_the_bus.get_by_label("Hversu háar voru tekjurnar")).to_have_value("96.000")
    save_entry(on_the_bus)
    on_the_bus.get_by_role("button", name=SAVE).click()
    on_the_bus.goto(f"{APPLICATION}yfirlit/")
    on_the_bus.get_by_role("button", name="Senda umsókn").click()
    expect(on_the_bus.get_by_text("Við höfum fengið umsóknina þína.").first).to_be_visible()


def test_a_decided_case_is_reopened_decided_anew_and_both_decisions_stand(house, new_page):
    desk = new_page()
    log_in(desk, "case-worker")
    open_first(desk, TOWN, "ny")
    number, kennitala = number_on(desk), kennitala_on(desk)
    take_on(desk)
    approve(desk)
    theirs = new_page(PHONE)
    log_in_with(theirs, kennitala)
    theirs.get_by_role("article").filter(has_text=number).get_by_role("link").first.click()
    decided = theirs.get_by_role("region", name="Ákvörðun")
    reload_until(theirs, decided.first.get_by_text("Bréfið birtist"))

    desk.goto(f"/{TOWN}/vinnubord/mal/?listi=afgreidd&rada=-numer")
    desk.get_by_role("row", name=number).get_by_role("link").first.click()
    desk.get_by_role("link", name="Taka málið upp aftur").click()
    desk.get_by_label("Hvers vegna").fill("Nýr launaseðill barst eftir ákvörðunina.")
    desk.get_by_role("button", name="Taka mál upp að nýju").click()
    expect(desk.get_by_text("Málið er opið að nýju.")).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text("Nýr launaseðill barst eftir ákvörðunina.")
    open_at_desk(desk, TOWN, number)
    approve(desk)

    earlier = theirs.get_by_text("Fyrri ákvarðanir")
    reload_until(theirs, earlier)
    reload_until(theirs, decided.nth(0).get_by_text("Bréfið birtist"))
    earlier.click()
    expect(decided.nth(1).get_by_text("Bréfið birtist")).to_be_visible()
    assert open_letter_to(new_page(), house.mailbox, kennitala, DECISION).startswith(b"%PDF")
    expect(theirs.get_by_role("main")).to_contain_text("tekið upp aftur")
