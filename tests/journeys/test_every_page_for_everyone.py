"""Every page anyone reaches, by axe and by eye: in three languages, residents' on the phone and the desk's on a desktop.

One walk for each person and each language; English is looked at the other way round. On every page: no violation, the
right language, one level-one heading, nothing left in Icelandic on the English and Polish pages, and no sideways scroll
on either size. Colours are judged in Icelandic alone, since no language changes them. ``new_page`` watches the consoles.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils.translation import trans_real
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import DESK, PHONE, House
from journeys.walking import (
    answer_everything,
    apply,
    approve,
    begin,
    log_in,
    log_in_as,
    log_in_with,
    number_on,
    open_at_desk,
    open_first,
    reload_until,
    save,
    somebody,
    take_on,
)
from samveita.iceland.cast import cast
from samveita.iceland.texts import Text

pytestmark = pytest.mark.journey

OURS = "/hafnarfjordur"
APPLICATION = f"{OURS}/fjarhagsadstod/umsokn"
DESKS = f"{OURS}/vinnubord"
ADOPTION = f"{DESKS}/thjonustur/hafnarfjordur/fjarhagsadstod/"
DOCUMENTS = ("vinnslusamningur", "vinnsluskra", "mat-a-ahrifum", "tilkynning-til-skjalasafns", "adgengi")
DESK_PAGES = (
    "nefnd",
    "umsokn/ny",
    "greidslur",
    "greidslur/manadamot",
    "ferill/fjarhagsadstod",
    "gildi/fjarhagsadstod",
)
CASE_PAGES = (
    "adilar",
    "gogn",
    "andmaeli",
    "tof",
    "ferli/visa-til-nefndar",
    "ferli/afhenda",
    "ferli/vanhaefi",
)
AS_IT_IS = {
    "Ákvörðun um fjárhagsaðstoð",
    "Móttaka umsóknar",
    "Beðið eftir maka",
    "Íslenska",
    "English",
    "Lög um félagsþjónustu sveitarfélaga nr. 40/1991, VI. kafli",
    "Djúpgámar",
}
"""What stands in Icelandic whoever reads: the title of what was sent, a language's own name, the basis registers are asked on, what
a municipality calls its bins."""
LOOKS = (("is", PHONE), ("en", DESK), ("pl", PHONE))
DESK_LOOKS = (("is", DESK), ("en", PHONE), ("pl", DESK))
LANGUAGES = ("is", "en", "pl")

VISITOR = (
    "/",
    "/reykjavik/fjarhagsadstod/",
    "/?q=hafn",
    "/?q=ekkert-slikt",
    f"{OURS}/",
    "/akureyri/",
    "/grindavikurbaer/",
    "/felagsthjonusta-rvs/",
    f"{OURS}/leit/?q=umbod",
    f"{OURS}/leit/?q=zzzz",
    f"{OURS}/fjarhagsadstod/",
    f"{OURS}/hjalp/",
    f"{OURS}/personuvernd/",
    f"{OURS}/adgengi/",
    f"{OURS}/leyfi/",
    f"{OURS}/innfelling/",
    "/vestmannaeyjar/leikskolagjold/",
    "/vestmannaeyjar/leikskolagjold/samanburdur/",
    "/grindavik/nidurgreidsla-dagforeldra/",
    "/grindavik/fristundargjold/",
    "/arborg/innfelling/?taeki=sorphirdudagatal&stadfang=10058508",
    "/arborg/sorphirdudagatal/",
    "/arborg/sorphirdudagatal/?stadfang=10058508",
    "/arborg/sorphirdudagatal/ar/?stadfang=10058508",
    "/arborg/sorphirdudagatal/flokkun/?leit=pizzukassana",
    "/arborg/sorphirdudagatal/aminning/?svaedi=zone_1",
    "/tilkynningar/askrift/x/stadfesta/",
    "/tilkynningar/askrift/x/haetta/",
    "/um/hjalp/",
    "/um/adgengi/",
    "/innskraning/",
    "/auth/logged-out",
    "/auth/callback?error=access_denied&state=x",
    "/ekki-til/",
)
ADMINISTRATOR = (
    f"{DESKS}/",
    f"{DESKS}/starfsfolk/",
    f"{DESKS}/starfsfolk/veita/",
    f"{DESKS}/lyklar/",
    f"{DESKS}/lyklar/nyr/",
    f"{DESKS}/tilkynningar/",
    f"{DESKS}/upplysingar/",
    f"{DESKS}/upplysingar/samband/",
    f"{DESKS}/upplysingar/population/",
    f"{DESKS}/thjonustur/",
    ADOPTION,
    f"{ADOPTION}akvardanir/",
    f"{ADOPTION}bref/",
    *(f"{ADOPTION}skjol/{document}/" for document in DOCUMENTS),
    f"{DESKS}/gildi/",
    f"{DESKS}/gildi/fjarhagsadstod/",
    f"{DESKS}/gildi/fjarhagsadstod/1/",
    f"{DESKS}/gildi/fjarhagsadstod/drog/",
    f"{DESKS}/gildi/stadgreidsla/",
    f"{DESKS}/fjarhagsadstod/hvad-ef/",
    f"{DESKS}/sameiginlegt/",
    f"{DESKS}/gjaldskra-leikskola/",
    f"{DESKS}/gjaldskra-leikskola/ahrif/",
    f"{DESKS}/gjaldskra-fristundar/",
    f"{DESKS}/greidslur/tenging/",
    f"{DESKS}/greidslur/bokunarlyklar/",
    f"{DESKS}/sorphirda/roskun/",
)
NEW_TO_IT = (
    "/grundarfjordur/vinnubord/thjonustur/",
    "/grundarfjordur/vinnubord/thjonustur/grundarfjordur/fjarhagsadstod/",
)
PLANNER = "/arborg/vinnubord/sorphirdudagatal"
WASTE_PLANNER = (
    f"{PLANNER}/",
    f"{PLANNER}/reglur/",
    f"{PLANNER}/svaedi/?svaedi=zone_2&profa=Austurvegur+2",
    f"{PLANNER}/samanburdur/",
    f"{PLANNER}/abendingar/",
    f"{PLANNER}/innflutningur/",
)
AUDITOR = (f"{DESKS}/", f"{DESKS}/atburdir/", f"{DESKS}/atburdir/?page=2")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Addresses the walks need: her cases, cases at every stage at the desk, whose the new one is, and a spouse's part."""

    resident: tuple[str, ...]
    desk: tuple[str, ...]
    kennitala: str
    resident_kennitala: str
    spouse: tuple[str, ...]


@pytest.fixture(scope="module")
def prepared(browser: Browser, house: House) -> Prepared:
    """One case of hers waits, one is decided and its letter has arrived, and an application is filled in."""
    hers, north, desk = (browser.new_context(base_url=house.web, locale="is-IS").new_page() for _ in range(3))
    person = somebody()
    log_in_as(hers, person)
    log_in(north, "akureyri-case-worker")
    log_in(desk, "case-worker")
    waiting = apply(hers, "rangarthing-eystra").removeprefix(house.web)
    decided = apply(hers, "akureyri").removeprefix(house.web)
    open_at_desk(north, "akureyri", number_on(hers))
    take_on(north)
    approve(north)
    reload_until(north, north.get_by_text("Bréfið birtist"))
    case = _first_in(desk, "afgreidd").removeprefix(house.web)
    in_hand = _first_in(desk, "ny").removeprefix(house.web).partition("?")[0]
    take_on(desk)
    new = _first_in(desk, "ny").removeprefix(house.web)
    kennitala = re.search(r"\d{6}-\d{4}", desk.get_by_role("main").inner_text())
    assert kennitala, "the case page shows no kennitala"
    begin(hers, "hafnarfjordur")
    answer_everything(hers)
    his = browser.new_context(base_url=house.web, locale="is-IS").new_page()
    log_in(his, "cohabiting-man")
    his.get_by_role("article").filter(has_text="Fjárhagsaðstoð").get_by_role("link").first.click()
    expect(his.get_by_text("Umsækjandi:")).to_be_visible()
    asked = his.url.removeprefix(house.web)
    his.get_by_role("button", name=re.compile("Svara|Halda áfram")).first.click()
    expect(his.get_by_role("link", name="Fara yfir svörin")).to_be_visible()
    part = his.url.removeprefix(house.web)
    for page in (hers, north, desk, his):
        page.context.close()
    return Prepared(
        (
            waiting,
            f"{waiting}draga-til-baka/",
            decided,
            f"{decided}afryjun/",
            f"{decided}afryjun/?lidur=base",
        ),
        (
            new,
            in_hand,
            f"{in_hand}akvordun/approve/",
            f"{in_hand}akvordun/reject/",
            f"{in_hand}akvordun/approve_in_part/",
            *(f"{in_hand}{page}/" for page in CASE_PAGES),
            case,
            f"{case.partition('?')[0]}akvordun/",
            f"{case.partition('?')[0]}ferli/endurupptaka/",
        ),
        kennitala.group(),
        person.kennitala.digits,
        (asked, part, f"{part}upplysingar/", f"{part}heimili/", f"{part}yfirlit/"),
    )


def _first_in(page: Page, queue: str) -> str:
    open_first(page, "hafnarfjordur", queue)
    return page.url


@pytest.mark.parametrize(("language", "size"), LOOKS, ids=LANGUAGES)
def test_whoever_is_not_logged_in(new_page, accessible, language, size):
    _walk(new_page(size), VISITOR, language, accessible)


@pytest.mark.parametrize(("language", "size"), LOOKS, ids=LANGUAGES)
def test_a_resident(prepared, new_page, accessible, language, size):
    page = new_page(size)
    log_in_with(page, prepared.resident_kennitala)
    steps = ("upplysingar", "heimili", "tekjur", "personuafslattur", "greidsla", "samband", "yfirlit", "eyda")
    own = [
        f"{OURS}/malin-min/",
        "/oll-min-mal/",
        f"{OURS}/",
        f"{OURS}/fjarhagsadstod/",
        f"{DESKS}/",
        "/vinnubord/",
    ]
    addresses = [
        f"{APPLICATION}/",
        *(f"{APPLICATION}/{step}/" for step in steps),
        *own,
        "/innskraning/umbod/",
    ]
    _walk(page, [*addresses, *prepared.resident], language, accessible)
    page.goto(_prefix(language) + f"{APPLICATION}/greidsla/")
    page.get_by_role("main").get_by_role("textbox").fill("x")
    page.get_by_role("main").locator("form").get_by_role("button").first.click()
    expect(page.locator("[data-sv-focus]")).to_be_visible()
    _judge(page, language, accessible)


@pytest.mark.parametrize(("language", "size"), LOOKS, ids=LANGUAGES)
def test_a_spouse_with_a_part_of_an_application(prepared, new_page, accessible, language, size):
    page = new_page(size)
    log_in(page, "cohabiting-man", prefix=_prefix(language))
    _walk(page, prepared.spouse, language, accessible)


@pytest.mark.parametrize(("language", "size"), LOOKS, ids=LANGUAGES)
def test_whoever_acts_for_another(new_page, accessible, language, size):
    page = new_page(size)
    log_in(page, "guardian", for_whom="Elías Már Ívarsson", prefix=_prefix(language))
    addresses = ["/oll-min-mal/", "/vinnubord/", "/innskraning/umbod/", f"{APPLICATION}/"]
    _walk(page, addresses, language, accessible)


@pytest.mark.parametrize(("language", "size"), DESK_LOOKS, ids=LANGUAGES)
def test_a_case_worker(prepared, new_page, accessible, language, size):
    page = new_page(size)
    log_in(page, "case-worker", prefix=_prefix(language))
    queues = [f"{DESKS}/mal/?listi={queue}" for queue in ("ny", "min", "bidur", "opin", "sein", "afgreidd")]
    _walk(
        page,
        [
            f"{DESKS}/",
            *queues,
            f"{DESKS}/mal/?listi=opin&leit=zzzz",
            *(f"{DESKS}/{page}/" for page in DESK_PAGES),
            *prepared.desk,
        ],
        language,
        accessible,
    )
    page.goto(_prefix(language) + f"{DESKS}/")
    page.get_by_role("search").get_by_role("searchbox").fill(prepared.kennitala)
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_role("table")).to_be_visible()
    _judge(page, language, accessible)
    reject = next(address for address in prepared.desk if "reject" in address)
    page.goto(_prefix(language) + reject)
    page.locator(".desk-reasons .desk-buttons").get_by_role("button").click()
    expect(page.locator("[data-sv-focus]")).to_be_visible()
    _judge(page, language, accessible)


@pytest.mark.parametrize(("language", "size"), DESK_LOOKS, ids=LANGUAGES)
def test_an_administrator(new_page, accessible, language, size):
    page = new_page(size)
    log_in(page, "administrator", prefix=_prefix(language))
    _walk(page, ADMINISTRATOR, language, accessible)


@pytest.mark.parametrize(("language", "size"), DESK_LOOKS, ids=LANGUAGES)
def test_an_administrator_who_begins(new_page, accessible, language, size):
    page = new_page(size)
    log_in(page, "new-administrator", prefix=_prefix(language))
    _walk(page, NEW_TO_IT, language, accessible)


@pytest.mark.parametrize(("language", "size"), DESK_LOOKS, ids=LANGUAGES)
def test_whoever_plans_a_waste_calendar(new_page, accessible, language, size):
    page = new_page(size)
    log_in(page, "waste-planner", prefix=_prefix(language))
    page.goto(f"{PLANNER}/")
    begin_next = page.get_by_role("button", name="Gera tillögu fyrir árið")
    if begin_next.count():
        begin_next.click()
        expect(page.get_by_text("Dagarnir bíða staðfestingar")).to_be_visible()
    _walk(page, WASTE_PLANNER, language, accessible)


@pytest.mark.parametrize(("language", "size"), DESK_LOOKS, ids=LANGUAGES)
def test_an_auditor(new_page, accessible, language, size):
    page = new_page(size)
    log_in(page, "auditor", prefix=_prefix(language))
    _walk(page, AUDITOR, language, accessible)


@pytest.mark.parametrize("language", ("is", "en"))
def test_the_simulators(prepared, house, new_page, accessible, language):
    page = new_page(DESK)
    page.goto(f"{house.web}/innskraning/hefja/")
    _judge(page, "is", accessible)
    mailbox = f"{house.mailbox}/mailbox/{cast()['cohabiting-woman'].kennitala.digits}"
    everywhere = [
        f"{base}{path}"
        for base in (house.login, house.mailbox, house.xroad)
        for path in ("/", "/exchanges", "/faults")
    ]
    for address in (*everywhere, f"{house.mailbox}/mailbox", mailbox):
        page.goto(f"{address}?language={language}")
        _judge(page, language, accessible)
    page.goto(mailbox)
    page.locator("form[action$=open]").first.get_by_role("button").click()
    _judge(page, language, accessible)


def test_the_keyboard_reaches_everything_in_the_order_it_is_seen(new_page):
    page = new_page(PHONE)
    log_in(page, "married-husband")
    begin(page, "hafnarfjordur")
    page.goto(f"{APPLICATION}/heimili/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Beint í efni síðunnar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    reached = []
    for _stop in range(5):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.value || document.activeElement.innerText").split("\n")[0]
        )
    assert reached == [
        "Nánar um spurninguna",
        "own_home",
        "Vista og halda áfram",
        "Til baka",
        "Öll skref umsóknar",
    ]


def test_arrows_choose_among_answers_and_enter_saves(new_page):
    page = new_page(PHONE)
    log_in(page, "married-husband")
    begin(page, "hafnarfjordur")
    page.goto(f"{APPLICATION}/heimili/")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Settu inn leigusamninginn þinn")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    save(page)


def _walk(
    page: Page, addresses: list[str] | tuple[str, ...], language: str, accessible: Callable[..., None]
) -> None:
    for address in addresses:
        path = address if address.startswith("/auth/") else _prefix(language) + address
        answer = page.goto(path)
        assert answer is not None
        assert answer.status < 500, f"{path} answers {answer.status}"
        _judge(page, "is" if address.startswith("/auth/") else language, accessible)


def _judge(page: Page, language: str, accessible: Callable[..., None]) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    accessible(page, colours=language == "is")
    if language != "is":
        assert _left_in_icelandic(page, language) == set(), page.url


def _prefix(language: str) -> str:
    return "" if language == "is" else f"/{language}"


def _left_in_icelandic(page: Page, language: str) -> set[str]:
    """Return pieces of text that we have words for in this language, yet stand in Icelandic."""
    pieces = page.evaluate(
        """() => {
            const found = [], walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                const own = parent.closest('[lang]');
                if (own === document.documentElement && !['SCRIPT', 'STYLE'].includes(parent.tagName))
                    found.push(walker.currentNode.textContent.trim());
            }
            for (const element of document.querySelectorAll('[aria-label]')) found.push(element.getAttribute('aria-label'));
            return found;
        }"""
    )
    return {piece for piece in pieces if piece in _icelandic(language)}


def _icelandic(language: str) -> set[str]:
    """Every whole piece of Icelandic that the catalogues and the declarations say otherwise in a language."""
    if language not in _known:
        catalogue = trans_real.translation(language)._catalog
        messages = {
            key.partition("\x04")[2] or key: catalogue[key]
            for key in catalogue.keys()  # noqa: SIM118 - a catalogue is no mapping
            if isinstance(key, str)
        }
        pieces = {piece for piece, other in messages.items() if piece and other not in {piece, ""}}
        others = {other for other in messages.values() if isinstance(other, str)}
        for one in gc.get_objects():
            if type(one) is Text and one.in_language(language) != one.is_:
                pieces.add(one.is_)
        _known[language] = {piece for piece in pieces - others - AS_IT_IS if re.search("[a-zþæö]", piece)}
    return _known[language]


_known: dict[str, set[str]] = {}
