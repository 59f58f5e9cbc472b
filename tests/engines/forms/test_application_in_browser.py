"""An application filled in with a real browser: accessible on every page, with and without JavaScript."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import Page, expect, sync_playwright

from engines.forms.sample_forms import PARTS
from engines.forms.test_questions_with_parts import PDF
from samveita.engines.forms.drafting import answers_of
from samveita.engines.forms.models import Draft
from samveita.ground.identity.models import Account
from samveita.ground.identity.sessions import Login, remember
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

CHROMIUM = Path("/usr/bin/chromium")
if not CHROMIUM.exists() and os.environ.get("CI") == "true":
    raise RuntimeError("Chromium is missing: apt-get install chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is missing: apt-get install chromium")

BASE = "/dalvogur/prufa/umsokn/"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
PAGES = ["begin", "tasks", "errors", "single-question", "group", "newly-shown", "consent", "review"]
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site(committed_db, make_municipality, make_resident) -> Iterator[dict[str, str]]:
    """The application on loopback, and the cookie of a resident who is logged in."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    make_municipality("dalvogur")
    account = Account.objects.create(person=make_resident("Salka Ýr"), created_at=clock.now())
    with override_settings(ROOT_URLCONF="engines.forms.forms_addresses", ALLOWED_HOSTS=["*"]):
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        remember(session, Login(subject=str(account.person.uid)))
        session.save()
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet)

        def serve() -> None:
            try:
                server.serve_forever()
            finally:
                connections.close_all()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield {
            "address": f"http://127.0.0.1:{server.server_port}",
            "cookie": client.cookies[settings.SESSION_COOKIE_NAME].value,
        }
        server.shutdown()
        thread.join()
        server.server_close()


def in_a_browser(site: dict[str, str], visit: Callable[[Page], None], **options: object) -> list[str]:
    """Let a resident visit the application on a phone; return what the console complained of.

    In a thread of its own: Playwright leaves a running loop in its thread, which would give Django's connections in the
    thread of the tests a second life.
    """

    def run() -> list[str]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
            context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": site["cookie"], "url": site["address"]}
            context.add_cookies([cookie])
            page, complaints = context.new_page(), []
            page.set_default_timeout(8_000)
            page.on("console", lambda said: complaints.append(said.text) if said.type != "log" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"{site['address']}{BASE}")
            visit(page)
            browser.close()
        return complaints

    with ThreadPoolExecutor(1) as own_thread:
        return own_thread.submit(run).result()


def photographed(page: Page, name: str) -> None:
    if folder := os.environ.get("SAMVEITA_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def barriers(page: Page) -> list[tuple[str, str]]:
    findings = Axe().run(page, options={"runOnly": AXE_RULES["runOnly"]})
    return [(found["id"], found["nodes"][0]["html"]) for found in findings.response["violations"]]


def follow(page: Page, role: str, name: str) -> None:
    """Press something that leads to a page, and wait for it: a click alone does not."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def save(page: Page) -> None:
    follow(page, "button", "Vista og halda áfram")


def walk(page: Page) -> Iterator[str]:
    """Fill in the whole application and name each page that is shown on the way."""
    yield "begin"
    follow(page, "button", "Byrja á umsókn")
    yield "tasks"
    follow(page, "link", "Halda áfram")
    save(page)
    yield "errors"
    page.get_by_label("Kennitala barns").fill("010130-2399")
    save(page)
    yield "single-question"
    page.get_by_label("Leiga").check()
    save(page)
    page.get_by_label("Hvenær hófst leigan?").fill("1.2.2025")
    page.get_by_label("Hver er leigan á mánuði?").fill("180.000")
    yield "group"
    save(page)
    page.get_by_label("Já").check()
    save(page)
    yield "newly-shown"
    page.get_by_label("Hverjar eru tekjurnar?").fill("250000")
    save(page)
    page.get_by_label("Bankareikningur").fill("133-26-12345")
    save(page)
    page.get_by_label("Ég staðfesti").check()
    yield "consent"
    save(page)
    yield "review"


def test_every_page_is_accessible_and_silent(site):
    found = []

    def visit(page: Page) -> None:
        for name in walk(page):
            photographed(page, name)
            fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            found.append((name, barriers(page), fits))

    complaints = in_a_browser(site, visit)

    assert found == [(name, [], True) for name in PAGES]
    # The browser itself tells of the page that asks for a correction.
    assert [text for text in complaints if "422" not in text] == []


def test_an_application_is_filled_in_and_sent_without_javascript(site):
    shown = []

    def visit(page: Page) -> None:
        for _name in walk(page):
            pass
        follow(page, "button", "Senda umsókn")
        shown.append(page.locator("body").inner_text())

    in_a_browser(site, visit, java_script_enabled=False)

    with crossing("look at what the pages stored"):
        draft = Draft.objects.select_related("municipality").get()
        assert shown == [str(draft.uid)]
        assert answers_of(draft)["account"] == "0133-26-012345"


def test_going_back_in_the_browser_shows_what_is_stored(site):
    shown = []

    def visit(page: Page) -> None:
        page.get_by_role("button", name="Byrja á umsókn").click()
        page.get_by_role("link", name="Heimili").click()
        page.get_by_label("Leiga").check()
        save(page)
        page.go_back()
        shown.append(page.get_by_label("Leiga").is_checked())
        page.get_by_label("Annað").check()
        save(page)
        shown.append(page.url.removeprefix(site["address"]))

    in_a_browser(site, visit)

    assert shown == [True, f"{BASE}tekjur/"]


@pytest.fixture
def parts(service, monkeypatch, settings, tmp_path):
    from dataclasses import replace

    from engines.forms.test_questions_with_parts import Book
    from samveita.engines.forms import places
    from samveita.engines.forms.registry import FORMS

    settings.VAULT_DIRECTORY = tmp_path
    monkeypatch.setattr(places, "_book", Book)
    monkeypatch.setitem(FORMS, service.key, replace(FORMS[service.key], form=PARTS))


def test_an_address_is_chosen_with_the_keyboard_and_a_file_shows_how_far_it_has_come(parts, site):
    found = []

    def visit(page: Page) -> None:
        page.get_by_role("button", name="Byrja á umsókn").click()
        page.get_by_role("link", name="Staður").click()
        field = page.get_by_role("combobox", name="Hvar á að byggja?")
        field.press_sequentially("laekjargata 2")
        expect(page.get_by_role("option")).to_have_count(2)
        expect(page.get_by_text("Tillögur: 2.")).to_be_attached()
        field.press("ArrowDown")
        field.press("ArrowDown")
        photographed(page, "suggestions")
        found.append(barriers(page))
        field.press("Enter")
        expect(field).to_have_value("Lækjargata 2, 600 Akureyri")
        expect(page.locator(".sv-saved")).to_contain_text("Vistað kl.")
        page.get_by_role("button", name="Vista og halda áfram").click()
        expect(page.get_by_label("Hver er hönnuður?")).to_be_visible()
        page.goto(f"{site['address']}{BASE}fylgiskjol/")
        page.locator("#id_drawings").set_input_files(
            {"name": "hus.pdf", "mimeType": "application/pdf", "buffer": PDF + b" " * 300_000}
        )
        expect(page.get_by_text("Skráin hus.pdf er komin inn.")).to_be_visible()
        expect(page.get_by_role("link", name="hus.pdf")).to_be_visible()
        page.locator("#id_drawings").set_input_files(
            {"name": "sida.pdf", "mimeType": "application/pdf", "buffer": b"<html><script>"}
        )
        expect(page.get_by_text("Ekki tókst að setja inn sida.pdf.")).to_be_visible()
        photographed(page, "uploads")
        found.append(barriers(page))
        page.get_by_role("button", name="Vista og halda áfram").click()
        expect(page.get_by_role("heading", name="Farðu yfir svörin")).to_be_visible()

    in_a_browser(site, visit)

    assert found == [[], []]
    with crossing("look at what the pages stored"):
        answers = answers_of(Draft.objects.select_related("municipality").get())
    assert answers["site"]["point"] == 3
    assert [one["name"] for one in answers["drawings"]] == ["hus.pdf"]
