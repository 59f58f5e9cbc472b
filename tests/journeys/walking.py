"""The steps journeys share: logging in at the simulator, filling in an application, finding a case, waiting for a letter.

Selectors are roles and names, as a person would say them, so that a journey breaks when what people see breaks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotYet

from samveita.iceland import clock
from samveita.iceland.addresses import AddressBook
from samveita.iceland.cast import NATION_COUNT, NATION_SEED, cast
from samveita.iceland.population import population
from samveita.iceland.registry_person import RegistryPerson

PATIENCE = 45.0
HAFNARFJORDUR, AKUREYRI = "1400", "6000"
SERVICE = "fjarhagsadstod"
LEASE = "Í leiguíbúð með þinglýstum leigusamningi"
SAVE = "Vista og halda áfram"
MOST_PAGES = 40


def name_of(key: str) -> str:
    """Return the name of someone in the cast."""
    return cast()[key].name


def somebody(municipality: str = HAFNARFJORDUR) -> RegistryPerson:
    """Return a grown-up of a municipality who lives alone and whom no other journey has met.

    Each may apply once a month, so a journey that applies takes somebody of its own.
    """
    return next(_strangers(municipality))


@cache
def _strangers(municipality: str) -> Iterator[RegistryPerson]:
    # From the end: those at the beginning already have cases in the demo.
    today = clock.today()
    return iter(
        [
            person
            for person in reversed(list(population(NATION_COUNT, seed=NATION_SEED, book=AddressBook())))
            if person.municipality_number == municipality
            and person.is_adult_on(today)
            and person.died_on is None
            and person.partner is None
            and not person.children_in_custody
            and not person.has_protected_address
        ]
    )


def some_couple() -> tuple[RegistryPerson, RegistryPerson]:
    """Return a married couple of Hafnarfjörður without children, whom nobody in the cast or in another journey is."""
    today = clock.today()
    here = {
        person.kennitala: person
        for person in population(NATION_COUNT, seed=NATION_SEED, book=AddressBook())
        if person.municipality_number == HAFNARFJORDUR
        and person.is_adult_on(today)
        and person.died_on is None
        and not person.children_in_custody
        and not person.has_protected_address
    }
    return next(
        (one, here[one.spouse])
        for one in reversed(list(here.values()))
        if one.spouse in here and not here[one.spouse].wages and not one.wages
    )


def log_in_as(page: Page, person: RegistryPerson) -> None:
    """Log in as somebody who is not in the cast."""
    log_in_with(page, person.kennitala.digits)


def log_in_with(page: Page, kennitala: str) -> None:
    """Log in by kennitala, ten digits."""
    page.goto("/innskraning/hefja/?next=/oll-min-mal/")
    page.get_by_label("Einhver annar: kennitala").fill(kennitala)
    page.get_by_role("button", name="Skrá inn").click()
    page.wait_for_url("**/oll-min-mal/")


def log_in(page: Page, key: str, *, for_whom: str = "", prefix: str = "") -> None:
    """Log in as someone in the cast, for herself unless ``for_whom`` names another."""
    page.goto(f"{prefix}/innskraning/hefja/?next={prefix}/oll-min-mal/")
    page.get_by_role("button", name=name_of(key)).click()
    if cast()[key].delegations:
        page.get_by_role("button", name=for_whom or "Fyrir mig").click()
    page.wait_for_url("**/oll-min-mal/")


def begin(page: Page, municipality: str) -> None:
    """Begin an application with no answers in it, throwing away one that was left behind."""
    page.goto(f"/{municipality}/{SERVICE}/umsokn/")
    if page.get_by_role("link", name="Eyða umsókn").count():
        page.get_by_role("link", name="Eyða umsókn").click()
        expect(page.get_by_role("heading", name="Viltu eyða umsókninni?")).to_be_visible()
        page.get_by_role("button", name="Eyða umsókn").click()
    page.get_by_role("button", name="Byrja á umsókn").click()
    expect(page.get_by_role("link", name="Eyða umsókn")).to_be_visible()


def answer_everything(page: Page, *, income: str = "96.000", home: str = LEASE) -> None:
    """Answer every page of a begun application that is asked, from its list of pages to the review; no files are put in.

    Income is this month's wages; what the registers know of earlier months stands as it is filled in.
    """
    page.get_by_role("link", name="Halda áfram").click()
    expect(page.get_by_role("button", name=SAVE)).to_be_visible()
    for _page in range(MOST_PAGES):
        if (step := urlsplit(page.url).path.strip("/").rpartition("/")[2]) == "yfirlit":
            break
        answer_page(page, step, income=income, home=home)
        save(page)
    expect(page.get_by_role("heading", level=1, name="Farðu yfir svörin")).to_be_visible()


def answer_page(page: Page, step: str, *, income: str, home: str) -> None:
    """Answer one page of the application by its key; a page whose answers may wait is left as it is."""
    match step:
        case "upplysingar" | "maki":
            page.get_by_role("checkbox").check()
        case "annad-sveitarfelag":
            page.get_by_label("Hvers vegna sækir þú um hér?").fill("Ég er að flytja hingað.")
        case "fjolskylda":
            for question in ("Áttu maka", "Ertu með barn"):
                page.get_by_role("group", name=question).get_by_label("Nei").check()
        case "heimili":
            page.get_by_role("radio", name=home).check()
        case "nam":
            page.get_by_role("radio", name="Nei").check()
        case "atvinna":
            page.get_by_role("radio", name="Í vinnu").check()
        case "tekjur":
            page.get_by_role("radio", name="Já").check()
        case "tekjulisti":
            add_income(page, income)
        case "personuafslattur":
            page.get_by_label("Hversu mikið af persónuafslættinum").fill("100")
        case "greidsla":
            page.get_by_label("Hvaða bankareikning").fill("0133-26-012345")
        case "samband":
            page.get_by_label("Netfang").fill("prufa@example.is")
            page.get_by_label("Sími").fill("555 1234")


def add_income(page: Page, amount: str) -> None:
    """Add this month's wages to the list of income and come back to it."""
    page.get_by_role("link", name="Bæta við tekjum").click()
    page.get_by_role("radio", name="Laun").check()
    page.get_by_role("radio", name="Þessi mánuður").check()
    page.get_by_label("Hversu háar voru tekjurnar").fill(amount)
    save_entry(page)
    expect(page.get_by_role("link", name="Bæta við tekjum")).to_be_visible()


def save_entry(page: Page) -> None:
    """Save an entry of a list and wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("button", name="Vista", exact=True).click()


def save(page: Page) -> None:
    """Save a page of the application and wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("button", name=SAVE).click()


def apply(page: Page, municipality: str = "hafnarfjordur", *, income: str = "96.000") -> str:
    """Apply from beginning to end and return the address of the case."""
    begin(page, municipality)
    answer_everything(page, income=income)
    page.get_by_role("button", name="Senda umsókn").click()
    expect(page.get_by_text("Við höfum fengið umsóknina þína.").first).to_be_visible()
    return page.url


def number_on(page: Page) -> str:
    """Return the case number a page shows."""
    found = re.search(r"\d{4}-[A-Z]{2}-\d{6}", page.get_by_role("main").inner_text())
    assert found, f"{page.url} shows no case number"
    return found.group()


def kennitala_on(page: Page) -> str:
    """Return the ten digits of the first kennitala a page shows."""
    found = re.search(r"(\d{6})-(\d{4})", page.get_by_role("main").inner_text())
    assert found, f"{page.url} shows no kennitala"
    return "".join(found.groups())


def open_first(page: Page, office: str, queue: str) -> None:
    """Open the first case of a queue."""
    page.goto(f"/{office}/vinnubord/mal/?listi={queue}")
    page.get_by_role("table").get_by_role("row").nth(1).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Næstu skref")).to_be_visible()


def open_at_desk(page: Page, office: str, number: str) -> None:
    """Open a case from the list of open ones."""
    page.goto(f"/{office}/vinnubord/mal/?listi=opin&rada=-numer")
    page.get_by_role("row", name=number).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Næstu skref")).to_be_visible()


def take_on(page: Page) -> None:
    """Take on the case that is open."""
    page.get_by_role("button", name="Taka málið að mér").click()
    expect(page.get_by_role("link", name="Samþykkja", exact=True)).to_be_visible()


def approve(page: Page) -> None:
    """Approve the case that is open at the desk, paid on the day the rules say."""
    page.get_by_role("link", name="Samþykkja", exact=True).click()
    page.get_by_role("button", name="Staðfesta ákvörðun").click()
    expect(page.get_by_role("heading", name="Þetta gerist næst")).to_be_visible()


def write_income(page: Page, amount: str) -> None:
    """Write this month's wages in the first line of income at the desk, whether it stands there empty or not."""
    line = {"kind": "wages", "month": "this_month", "source": "document", "counts": "yes", "shown": "yes"}
    for field, chosen in line.items():
        page.locator(f"#id_incomes_0_{field}").select_option(chosen)
    page.locator("#id_incomes_0_amount").fill(amount)


def income_this_month(page: Page) -> Locator:
    """Return the field at the desk where an income of this month stands, beside those of earlier months."""
    return page.locator('.desk-row:has(option[value="this_month"][selected]) [id$="_amount"]')


def give_role(page: Page, key: str, role: str = "ráðgjafi") -> None:
    """Give someone in the cast a role in Hafnarfjörður, as its administrator."""
    page.goto("/hafnarfjordur/vinnubord/starfsfolk/veita/")
    page.get_by_label("Kennitala").fill(cast()[key].kennitala.formatted)
    page.get_by_label("Fullt nafn").fill(name_of(key))
    page.get_by_role("radio", name=role).check()
    page.get_by_role("button", name="Halda áfram").click()
    page.get_by_role("button", name="Já, veita hlutverkið").click()
    expect(page.get_by_role("table")).to_contain_text(name_of(key))


def next_first_of_month() -> str:
    """Return the first day of next month as people write it."""
    today = clock.today()
    year, month = (today.year, today.month + 1) if today.month < 12 else (today.year + 1, 1)
    return f"1.{month}.{year}"


def kronur(text: str) -> int:
    """Return the amount a text shows: "−81.874 kr." is -81874."""
    found = re.search(r"([−-]?)([\d.]+)\s*kr\.", text)
    assert found, f"no amount in {text!r}"
    return int(found.group(2).replace(".", "")) * (-1 if found.group(1) else 1)


def total(place: Page | Locator) -> int:
    """Return the explained amount a page shows."""
    return kronur(place.locator("details.sv-amount .sv-amount-total").first.inner_text())


def reload_until(page: Page, wanted: Locator, seconds: float = PATIENCE) -> None:
    """Load a page again until it shows what is waited for."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            wanted.first.wait_for(state="visible", timeout=400)
        except NotYet:
            assert time.monotonic() < deadline, f"{page.url} never showed {wanted}"
            page.reload()
        else:
            return


def open_letter(page: Page, mailbox: str, key: str, subject: str) -> bytes:
    """Open somebody of the cast's newest letter with a subject in the simulated mailbox and return its bytes."""
    return open_letter_to(page, mailbox, cast()[key].kennitala.digits, subject)


def open_letter_to(page: Page, mailbox: str, kennitala: str, subject: str) -> bytes:
    """Open the newest letter to a kennitala with a subject in the simulated mailbox and return its bytes."""
    page.goto(f"{mailbox}/mailbox/{kennitala}")
    letter = page.get_by_role("button", name=subject)
    reload_until(page, letter)
    letter.first.click()
    href = page.get_by_role("link", name="Skoða skjalið (PDF)").get_attribute("href")
    return httpx.get(f"{mailbox}{href}", trust_env=False).raise_for_status().content


def switch_fault(simulator: str, **fault: str | int | bool) -> None:
    """Break a simulator."""
    httpx.post(f"{simulator}/faults", json=fault, trust_env=False).raise_for_status()


def repair(simulator: str) -> None:
    """Repair a simulator."""
    httpx.post(f"{simulator}/faults/clear", trust_env=False)
