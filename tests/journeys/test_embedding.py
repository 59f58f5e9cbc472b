"""The tools on other people's web sites: under their policy, among their styles, without cookies, down to a plain link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from journeys import other_sites
from journeys.conftest import DESK, PHONE, House
from journeys.other_sites import OtherSite

pytestmark = pytest.mark.journey

FEES, DAYS = "samveita-leikskolagjold", "samveita-sorphirdudagatal"


@pytest.fixture(scope="module")
def site() -> Iterator[OtherSite]:
    """Somebody else's web site."""
    shown, server = other_sites.serve()
    yield shown
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Browser, house: House, site: OtherSite) -> Iterator[Callable[..., Page]]:
    """Open pages of the other site; afterwards nobody complained, nobody else was asked, and no cookie was set."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    ours = {urlsplit(house.web).netloc, urlsplit(site.address).netloc}

    def open_page(
        address: str, size: dict[str, int] = DESK, *, javascript: bool = True, answers_missing: bool = False
    ) -> Page:
        context = browser.new_context(viewport=size, locale="is-IS", java_script_enabled=javascript)
        contexts.append(context)
        page = context.new_page()
        if not answers_missing:
            page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "request",
            lambda request: (
                complaints.append(request.url) if urlsplit(request.url).netloc not in ours else None
            ),
        )
        page.goto(address)
        return page

    yield open_page
    stayed = [context for context in contexts if context.pages[0].url.startswith(site.address)]
    cookies = [cookie for context in stayed for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert cookies == []
    assert complaints == []


def code(house: House, tag: str, municipality: str, attributes: str = "") -> str:
    """What a web editor copies: loader, and element with its link."""
    page = f"{house.web}/{municipality}/{tag.removeprefix('samveita-')}/"
    return (
        f'<script type="module" src="{house.web}/embed/v1/samveita.js"></script>'
        f'<{tag} sveitarfelag="{municipality}" {attributes}><a href="{page}">Opna síðuna</a></{tag}>'
    )


def is_accessible(page: Page) -> None:
    """Axe finds nothing wrong inside the element, and it does not scroll sideways."""
    results = Axe().run(page, context={"include": [["main"]]}, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_parent_reckons_by_keyboard_on_a_page_with_a_strict_policy_and_hostile_styles(visit, site, house):
    shown = other_sites.moya(code(house, FEES, "vestmannaeyjar"), house.web)
    page = visit(site.show("moya", shown), PHONE)
    status = page.locator(f"{FEES} [role=status]")
    expect(status).to_contain_text("42.063 kr.")
    heading = page.get_by_role("heading", name="Leikskólagjöld")
    expect(heading).to_be_visible()
    look = "e => { const s = getComputedStyle(e); return [s.color, s.direction, s.textTransform, s.letterSpacing, s.fontSize] }"
    assert heading.evaluate(look) == ["rgb(28, 34, 38)", "ltr", "none", "normal", "20px"]

    page.get_by_role("button", name="Bæta við barni").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Barn 2")).to_be_visible()
    expect(page.locator(f"{FEES} #b2-age")).to_be_focused()
    page.locator(f"{FEES} #b2-hours").select_option("6,5")
    expect(status).to_contain_text("66.354 kr.")
    expect(page.get_by_role("link", name="Opna síðuna")).to_be_hidden()
    is_accessible(page)


def test_a_resident_finds_the_days_in_the_language_of_the_page_around(visit, site, house):
    shown = other_sites.wordpress(code(house, DAYS, "arborg"), house.web)
    page = visit(site.show("wordpress", shown))

    page.get_by_label("Address").fill("austurvegur 2")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").get_by_role("listitem").first).to_be_visible()
    whole_year = page.get_by_role("link", name="See the whole year")
    expect(whole_year).to_have_attribute("href", f"{house.web}/en/arborg/sorphirdudagatal/?stadfang=10058508")
    is_accessible(page)


def test_a_place_given_beforehand_is_answered_also_where_the_page_is_drawn_by_a_script(visit, site, house):
    asked = code(house, DAYS, "arborg", 'stadfang="10058508" tungumal="pl"')
    page = visit(site.show("prismic", other_sites.prismic(asked, house.web)), PHONE)

    expect(page.get_by_role("heading", name="Kalendarz odbioru odpadów")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Austurvegur 2")
    expect(page.get_by_label("Adres")).to_be_hidden()
    is_accessible(page)


def test_the_colours_are_the_municipalitys_until_the_page_around_decides(visit, site, house):
    shown = other_sites.moya(code(house, FEES, "vestmannaeyjar"), house.web)
    own = visit(site.show("own", replace(shown, style="")))
    others = visit(site.show("theirs", replace(shown, style="body { --samveita-accent: rgb(90, 20, 120) }")))

    seen = []
    for page in (own, others):
        button = page.get_by_role("button", name="Reikna")
        expect(button).to_be_visible()
        seen.append(button.evaluate("e => getComputedStyle(e).backgroundColor"))

    assert seen[0] != seen[1] == "rgb(90, 20, 120)"


def test_a_tool_that_does_not_answer_leaves_the_pages_own_link(visit, site, house):
    shown = other_sites.moya(code(house, FEES, "ekki-til"), house.web)
    page = visit(site.show("gone", replace(shown, style="")), answers_missing=True)

    expect(page.get_by_role("status")).to_contain_text("Ekki tókst að sækja gögnin.")
    expect(page.get_by_role("link", name="Opna síðuna")).to_be_visible()


def test_where_scripts_are_stripped_the_frame_answers_and_where_frames_are_too_the_link_does(
    visit, site, house
):
    editor = visit(f"{house.web}/arborg/innfelling/?taeki=sorphirdudagatal&stadfang=10058508")
    expect(editor.get_by_role("heading", name="Sorphirðudagatal")).to_be_visible()
    ways = [editor.locator(f"#{way}-code").input_value() for way in ("script", "frame", "link")]
    is_accessible(editor)

    framed = visit(site.show("frames", other_sites.frames_only("".join(ways), house.web)))
    inside = framed.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Sorphirðudagatal")).to_be_visible()
    expect(inside.get_by_role("status")).to_contain_text("Austurvegur 2")

    bare = visit(site.show("links", other_sites.links_only("".join(ways))), PHONE)
    bare.get_by_role("link", name="Sjáðu hvenær tunnurnar eru tæmdar").last.click()
    expect(bare.get_by_role("heading", level=1, name="Sorphirðudagatal")).to_be_visible()
    expect(bare.get_by_text("Austurvegur 2").first).to_be_visible()


def test_without_scripts_the_element_is_a_plain_link(visit, site, house):
    shown = other_sites.moya(code(house, FEES, "vestmannaeyjar"), house.web)
    page = visit(site.show("unscripted", replace(shown, style="")), javascript=False)

    page.get_by_role("link", name="Opna síðuna").click()

    expect(page.get_by_role("heading", level=1, name="Leikskólagjöld")).to_be_visible()


def test_a_web_editor_chooses_sees_and_copies(visit, house):
    page = visit(f"{house.web}/arborg/innfelling/", PHONE)
    page.get_by_role("radio", name="Sorphirðudagatal").check()
    page.get_by_role("radio", name="English").check()
    page.get_by_label("Fyrir hvaða stað?").fill("Austurvegur 2")
    page.get_by_role("button", name="Sýna").click()

    expect(page.get_by_role("heading", name="Waste collection calendar")).to_be_visible()
    expect(page.locator("#script-code")).to_have_value(re.compile('stadfang="Austurvegur 2" tungumal="en"'))
    page.get_by_role("button", name="Afrita").first.click()
    expect(page.get_by_text("Kóðinn er afritaður.")).to_be_visible()
    is_accessible(page)


def test_a_frame_is_as_high_as_its_page_where_the_loader_stands_and_as_written_where_not(visit, site, house):
    frame = f'<iframe src="{house.web}/embed/v1/{DAYS}/arborg/?stadfang=10058508" title="Dagatal" height="150"></iframe>'
    loader = f'<script type="module" src="{house.web}/embed/v1/samveita.js"></script>'
    policy = f"default-src 'none'; script-src {house.web}; frame-src {house.web}; img-src 'self'"

    sized = visit(site.show("sized", other_sites.OtherPage(loader + frame, policy)), PHONE)
    plain = visit(site.show("plain", other_sites.frames_only(frame, house.web)), PHONE)
    heights = []
    for page in (sized, plain):
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("status")).to_contain_text("Austurvegur 2")
        page.wait_for_timeout(300)
        heights.append(page.locator("iframe").evaluate("e => e.getBoundingClientRect().height"))
    inner = sized.frames[1].evaluate("document.documentElement.scrollHeight")

    assert abs(heights[0] - inner) <= 6
    assert 150 <= heights[1] <= 156 < heights[0]
