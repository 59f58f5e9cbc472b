"""The gallery in Chromium: accessible, wholly in its language, silent under the strictest policy, useful by keyboard."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

HAS_CHROMIUM = Path("/usr/bin/chromium").exists()
if not HAS_CHROMIUM and os.environ.get("CI") == "true":
    raise RuntimeError("Chromium is missing: apt-get install chromium")
pytestmark = pytest.mark.skipif(not HAS_CHROMIUM, reason="Chromium is missing: apt-get install chromium")

PAGES = ("einingar", "spurning", "mal", "vinnubord", "404", "403_csrf")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
ADDRESS = {"is": "", "en": "/en", "pl": "/pl"}
# Words a Norwegian component would say and none of our three languages does.
NORWEGIAN = re.compile(r"\b(tegn|igjen|ikke|og så|Lukk|Neste|Forrige|Påkrevd|Velg|Du er her|Feil|mye)\b")
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EVERY_WORD = """() => {
  const words = [document.body.innerText];
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["aria-label", "title", "alt", "placeholder"]) words.push(element.getAttribute(name) ?? "");
    for (const part of ["::before", "::after"]) words.push(getComputedStyle(element, part).content);
  }
  return words.join("\\n");
}"""


@pytest.fixture(scope="module")
def seen(browser: Browser) -> Iterator[dict[str, object]]:
    """One browser page for the module: opening thirty-six contexts would take minutes."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield {"page": page, "complaints": complaints}
    context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ADDRESS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_whole(seen, gallery_address, name, language, size):
    page: Page = seen["page"]
    complaints: list[str] = seen["complaints"]
    complaints.clear()
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))

    page.goto(f"{gallery_address}{ADDRESS[language]}/vidmot/einingar/{name}/")
    for closed in page.query_selector_all("details:not([open])"):
        closed.evaluate("element => { element.open = true }")
    findings = Axe().run(page, options={"runOnly": AXE_RULES["runOnly"]})

    assert [(found["id"], found["nodes"][0]["html"]) for found in findings.response["violations"]] == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert NORWEGIAN.findall(page.evaluate(EVERY_WORD)) == []
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.fonts.check('18px Inter')")


@pytest.mark.parametrize("colour", ["ffd100", "fdfdfd", "e8731a"])
def test_a_hard_brand_colour_keeps_the_page_accessible(seen, gallery_address, colour):
    page: Page = seen["page"]
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto(f"{gallery_address}/vidmot/einingar/?litur={colour}")
    findings = Axe().run(page, options={"runOnly": AXE_RULES["runOnly"]})

    assert [found["id"] for found in findings.response["violations"]] == []


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(seen, gallery_address):
    page: Page = seen["page"]
    page.goto(f"{gallery_address}/vidmot/einingar/spurning/")

    focused = page.evaluate("document.activeElement.className")
    page.click(".sv-error-summary a[href='#id_income']")

    assert "sv-error-summary" in focused
    assert page.evaluate("location.hash") == "#id_income"
    assert page.evaluate("document.querySelector('#id_income').getAttribute('aria-describedby')") == (
        "id_income_hint id_income_error"
    )


@pytest.mark.parametrize(
    ("language", "typed", "sentence"),
    [
        ("is", 499, "1 stafur eftir"),
        ("is", 480, "20 stafir eftir"),
        ("is", 502, "2 stöfum of mikið"),
        ("en", 499, "1 character left"),
        ("pl", 498, "Pozostały 2 znaki"),
        ("pl", 495, "Pozostało 5 znaków"),
    ],
)
def test_the_counter_counts_down_with_the_plurals_of_the_language(
    seen, gallery_address, language, typed, sentence
):
    page: Page = seen["page"]
    page.goto(f"{gallery_address}{ADDRESS[language]}/vidmot/einingar/spurning/")

    page.fill("#id_more", "á" * typed)

    assert page.inner_text("#id_more_count") == sentence


def test_j_and_k_walk_the_desk_list_and_enter_opens_the_case(seen, gallery_address):
    page: Page = seen["page"]
    page.goto(f"{gallery_address}/vidmot/einingar/vinnubord/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#mal-45"


def test_single_keys_do_nothing_while_a_person_types(seen, gallery_address):
    page: Page = seen["page"]
    page.goto(f"{gallery_address}/vidmot/einingar/spurning/")

    page.focus("#id_more")
    page.keyboard.type("jakki")

    assert page.input_value("#id_more") == "jakki"


def test_the_first_tab_stop_leads_past_the_header(seen, gallery_address):
    page: Page = seen["page"]
    page.goto(f"{gallery_address}/vidmot/einingar/mal/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "efni"


def test_a_lost_connection_while_saving_is_said_in_words(seen, gallery_address):
    page: Page = seen["page"]
    page.goto(f"{gallery_address}/vidmot/einingar/spurning/")

    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.fill("#id_more", "Eitt")
    page.wait_for_selector(".sv-saved[data-state='failed']")

    assert page.inner_text(".sv-saved").startswith("Ekki tókst að vista.")
    page.unroute("**/*")


def test_a_page_reads_on_paper(seen, gallery_address):
    page: Page = seen["page"]
    page.goto(f"{gallery_address}/vidmot/einingar/mal/")

    page.emulate_media(media="print")

    assert page.is_visible(".sv-print-header")
    assert [page.is_visible(part) for part in (".sv-header", ".sv-footer", ".sv-breadcrumb")] == [False] * 3
    page.emulate_media(media="screen")
