"""A resident finds her street, asks for a reminder, confirms it from her mailbox, and stops it with one click."""

from __future__ import annotations

import email
import re
import time
from email.message import EmailMessage
from email.policy import default

import pytest
from playwright.sync_api import expect

from journeys.conftest import PHONE, House

pytestmark = pytest.mark.journey
ADDRESS = "sigga@example.is"
PATIENCE = 60.0


def letters(house: House) -> list[EmailMessage]:
    """What has been sent to her, oldest first."""
    found = []
    for file in sorted((house.directory / "email").glob("*.log"), key=lambda one: one.stat().st_mtime):
        for written in re.split(rb"\n-{79}\n", file.read_bytes()):
            message = email.message_from_bytes(written.lstrip(), policy=default)
            if message["To"] == ADDRESS:
                found.append(message)
    return found


def next_letter(house: House, known: int) -> EmailMessage:
    """The letter that comes after so many; waits for the worker."""
    deadline = time.monotonic() + PATIENCE
    while len(letters(house)) <= known and time.monotonic() < deadline:
        time.sleep(0.5)
    return letters(house)[known]


def link(letter: EmailMessage, word: str) -> str:
    body = letter.get_content()
    return next(one for one in re.findall(r"https?://\S+", body) if word in one)


def test_from_a_street_to_a_reminder_and_its_end(new_page, house):
    page = new_page(PHONE)
    page.goto("/arborg/sorphirdudagatal/")
    page.get_by_label("Hvar áttu heima?").fill("austurvegur 2")
    page.get_by_role("link", name=re.compile("^Austurvegur 2,")).click()
    expect(page.get_by_role("heading", name="Áminning í tölvupósti")).to_be_visible()
    page.get_by_role("link", name="Fá áminningu").click()
    page.get_by_role("textbox", name="Netfang").fill(ADDRESS)
    page.get_by_role("button", name="Fá áminningu").click()
    expect(page.get_by_text("Hakaðu við ef þú vilt fá áminningu.").first).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Ég vil fá áminningu")).check()
    page.get_by_role("button", name="Fá áminningu").click()
    expect(page.get_by_role("heading", name="Staðfestu netfangið")).to_be_visible()

    page.goto(link(next_letter(house, 0), "/stadfesta/"))
    page.get_by_role("button", name="Staðfesta áskrift").click()
    expect(page.get_by_role("heading", name="Áskriftin er staðfest")).to_be_visible()

    # Asked for again, the address gets its own links instead.
    page.goto("/arborg/sorphirdudagatal/aminning/?stadfang=10058508")
    page.get_by_role("textbox", name="Netfang").fill(ADDRESS)
    page.get_by_role("checkbox", name=re.compile("Ég vil fá áminningu")).check()
    page.get_by_role("button", name="Fá áminningu").click()
    expect(page.get_by_role("heading", name="Staðfestu netfangið")).to_be_visible()
    letter = next_letter(house, 1)
    page.goto(link(letter, "/sorphirdudagatal/aminning/"))
    page.get_by_role("radio", name="Tveimur dögum áður").check()
    page.get_by_role("button", name="Vista breytingar").click()
    expect(page.get_by_role("heading", name="Áminningunni er breytt")).to_be_visible()

    page.goto(link(letter, "/haetta/"))
    page.get_by_role("button", name="Hætta í áskrift").click()
    expect(page.get_by_role("heading", name="Áskriftinni er lokið")).to_be_visible()
    gone = page.goto(link(letter, "/sorphirdudagatal/aminning/"))
    assert gone is not None
    assert gone.status == 404
