"""Takes the pictures of README and the handbooks from a demonstration it starts for itself, so that they never lie.

The steps are those of the browser journeys. Pictures are reduced to a palette, since flat pages lose nothing by it;
one that is still too large is refused.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
sys.path[:0] = [str(ROOT / "tests")]

from journeys import walking  # type: ignore[import-not-found]  # noqa: E402 - found by the line above

LARGEST_BYTES = 250_000
COLOURS = 96
READY_SECONDS = 300.0
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
HAFNARFJORDUR = "/hafnarfjordur"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-sync")


def main() -> int:
    """Start a demonstration, walk through it and leave the pictures behind."""
    browser_path = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if browser_path is None:
        sys.stderr.write("Chromium is not on this machine; install it with: sudo apt-get install chromium\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _demonstration() as addresses, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        _take(browser, addresses)
        browser.close()
    return 0


@contextmanager
def _demonstration() -> Iterator[dict[str, str]]:
    """Run a demonstration with fresh data and yield its addresses."""
    with tempfile.TemporaryDirectory(prefix="samveita-pictures-") as folder:
        running = Path(folder) / "running.json"
        process = subprocess.Popen(
            [sys.executable, "-m", "samveita.project.cli", "demo", "--directory", folder],
            env={name: value for name, value in os.environ.items() if not name.startswith("SAMVEITA_")},
            stdin=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + READY_SECONDS
            while not running.exists():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("The demonstration did not start.")
                time.sleep(0.2)
            yield json.loads(running.read_text(encoding="utf-8"))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def _take(browser: Browser, addresses: dict[str, str]) -> None:
    def open_page(size: ViewportSize) -> Page:
        context = browser.new_context(
            base_url=addresses["web"], viewport=size, locale="is-IS", device_scale_factor=2
        )
        return context.new_page()

    hers, desk = open_page(PHONE), open_page(DESKTOP)
    _before_logging_in(hers, open_page(DESKTOP))
    walking.log_in(hers, "low-income")
    walking.begin(hers, "hafnarfjordur")
    hers.goto(f"{HAFNARFJORDUR}/fjarhagsadstod/umsokn/tekjur/")
    hers.get_by_role("radio", name="Já").check()
    walking.save(hers)
    _keep(hers, "question-phone", at=hers.get_by_text(re.compile(r"Skref \d+ af \d+")))
    hers.goto(f"{HAFNARFJORDUR}/fjarhagsadstod/umsokn/")
    case = walking.apply(hers)
    _decide(desk)
    mailbox = open_page(PHONE)
    walking.open_letter(mailbox, addresses["mailbox"], "low-income", "Ákvörðun um fjárhagsaðstoð")
    mailbox.get_by_role("link", name="Til baka í pósthólfið").click()
    _keep(mailbox, "mailbox-phone")
    hers.goto(case)
    walking.reload_until(hers, hers.get_by_text("Bréfið var opnað í pósthólfinu."))
    hers.get_by_text("Sjá hvernig upphæðin er reiknuð").click()
    _keep(hers, "decision-phone", at=hers.get_by_role("heading", level=2, name="Ákvörðun"))
    _keep(hers, "timeline-phone", at=hers.get_by_role("heading", name="Gangur málsins"))
    hers.get_by_text("Sjá hver hafa skoðað málið").click()
    _keep(hers, "who-looked-phone", at=hers.get_by_role("heading", name="Þessi hafa skoðað málið"))


def _before_logging_in(phone: Page, desktop: Page) -> None:
    desktop.goto("/")
    _keep(desktop, "front-desktop")
    phone.goto("/reykjavik/leikskolagjold/")
    _keep(phone, "preschool-fees-phone", at=phone.get_by_text("Fjölskyldan greiðir"))
    phone.goto("/arborg/sorphirdudagatal/?gata=Tryggvagata")
    _keep(phone, "waste-calendar-phone", at=phone.get_by_role("heading", level=1))
    phone.goto(f"{HAFNARFJORDUR}/")
    _keep(phone, "municipality-phone")
    phone.goto(f"{HAFNARFJORDUR}/fjarhagsadstod/")
    _keep(phone, "service-phone")
    phone.get_by_role("radio", name=walking.LEASE).check()
    phone.get_by_role("group", name="Geturðu notað persónuafsláttinn þinn?").get_by_label("Já").check()
    phone.get_by_role("button", name="Sjá upphæð").click()
    answer = phone.locator("details.sv-amount")
    answer.wait_for()
    if answer.get_attribute("open") is None:
        answer.locator("summary").click()
    _keep(phone, "estimate-phone", at=answer)


def _decide(desk: Page) -> None:
    walking.log_in(desk, "case-worker")
    desk.goto(f"{HAFNARFJORDUR}/vinnubord/")
    _keep(desk, "desk-desktop")
    desk.goto(f"{HAFNARFJORDUR}/vinnubord/mal/?listi=ny")
    desk.get_by_role("row", name="Sunna Ósk").get_by_role("link").first.click()
    walking.take_on(desk)
    desk.get_by_label("Tekjur á mánuði").fill("50.000")
    desk.locator("#utreikningur").get_by_text("−50.000 kr.").wait_for()
    _keep(desk, "desk-case-desktop")
    desk.get_by_role("button", name="Vista tölur").click()
    desk.get_by_text("Tölurnar eru vistaðar.").wait_for()
    walking.approve(desk)
    walking.reload_until(desk, desk.get_by_text("Bréfið birtist"))


def _keep(page: Page, name: str, *, at: Locator | None = None) -> None:
    """Keep what the window shows, from a place on the page on."""
    if at is not None:
        at.first.evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 24)")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = image.resize((image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS)
    path = PICTURES / f"{name}.png"
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise SystemExit(f"{path.name} is {size} bytes; at most {LARGEST_BYTES} are kept in the repository.")
    print(f"{path.relative_to(ROOT)}  {size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
