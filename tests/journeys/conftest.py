"""Journeys: Chromium against a whole house – web, worker and simulators as real processes – on a database of its own.

The house is what ``samveita demo`` starts: same command, same data, free ports. One house serves a whole run, so a
journey begins by making what it needs and never counts on being first.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

READY_SECONDS = 300.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=20_000)


@dataclass(frozen=True, slots=True)
class House:
    """Where the running house answers, and the variables that make another ``samveita`` process work on it."""

    web: str
    login: str
    mailbox: str
    xroad: str
    directory: Path
    environment: dict[str, str]

    def samveita(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command on this house's database."""
        return subprocess.run(
            [sys.executable, "-m", "samveita.project.cli", *words],
            env={**os.environ, **self.environment}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house, running."""
    directory = tmp_path_factory.mktemp("house")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("SAMVEITA_DATABASE_") and os.environ.get("SAMVEITA_TEST_DATABASE") == "postgresql"
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAMVEITA_")}
    log = directory / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "samveita.project.cli", "demo", "--directory", str(directory)],
            env={**inherited, **environment}, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        addresses = _wait_for(directory / "running.json", process, log)
        settings = {
            "SAMVEITA_DATABASE_URL": f"sqlite:///{directory / 'samveita.sqlite3'}",
            **environment,
            "SAMVEITA_MODE": "demo",
            "SAMVEITA_DATA_DIRECTORY": str(directory),
            "SAMVEITA_PUBLIC_ADDRESS": addresses["web"],
        }
        yield House(
            addresses["web"],
            addresses["login"],
            addresses["mailbox"],
            addresses["xroad"],
            directory,
            settings,
        )
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(running: Path, process: subprocess.Popen[bytes], log: Path) -> dict[str, str]:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if running.exists():
            return dict(json.loads(running.read_text(encoding="utf-8")))
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"The house did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        pytest.skip("Chromium is not on this machine; install it with: sudo apt-get install chromium")
    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    return {"executable_path": found, "args": [*flags.split(), "--disable-sync", "--disable-dev-shm-usage"]}


@pytest.fixture
def new_page(browser: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """Open a page in a session of its own: ``new_page()`` at desk size, ``new_page(PHONE)`` at phone size.

    Afterwards the consoles must be silent and nobody but this machine asked for anything: refusals by the content
    security policy, errors in scripts and calls to other hosts end here.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(page: Page) -> None:
        page.on("console", lambda message: _note(complaints, message))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    def open_page(size: dict[str, int] = DESK, *, language: str = "is-IS", javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=house.web, viewport=size, locale=language, java_script_enabled=javascript
        )
        context.set_default_timeout(20_000)
        context.on("page", listen)
        context.on("request", lambda request: _note_outsider(complaints, request.url))
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints: list[str], message: ConsoleMessage) -> None:
    """Keep what a console says, except that a page answered 4xx, which journeys ask for on purpose.

    Nor does it matter that htmx let go of a question because a newer one replaced it.
    """
    is_let_go = any(one in message.text for one in ("htmx:afterRequest", "htmx:sendAbort"))
    is_asked_for = "status of 4" in message.text
    if message.type in {"error", "warning"} and not is_asked_for and not is_let_go:
        complaints.append(f"{message.location.get('url', '')}: {message.text}")


def _note_outsider(complaints: list[str], url: str) -> None:
    if urlsplit(url).hostname not in {"127.0.0.1", None}:
        complaints.append(f"asked an outside host: {url}")


@pytest.fixture
def accessible() -> Callable[..., None]:
    """Assert that axe finds nothing wrong with a page, and that it scrolls sideways neither on a phone nor at a desk.

    ``colours=False`` leaves contrast out, the slowest of axe's questions, where it has been asked of the page already.
    """
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page: Page, *, colours: bool = True) -> None:
        rules = {"color-contrast": {"enabled": colours}}
        results = axe.run(page, options={"resultTypes": ["violations"], "rules": rules})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        as_it_was = page.viewport_size
        assert as_it_was is not None
        for width, height in ((PHONE["width"], PHONE["height"]), (DESK["width"], DESK["height"])):
            page.set_viewport_size({"width": width, "height": height})
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, f"{page.url} scrolls sideways by {overflow} px at {width} px"
        page.set_viewport_size(as_it_was)

    return check
