"""Web, worker and simulators as real processes on a test's own database, and the switch that cuts their power.

``ProcessGroup`` is what ``samveita demo`` itself uses. A process is started with a crash point by its environment, and
started again without it, as a machine is after a power cut.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from databases import CommittedDatabase
from samveita.project.processes import ProcessGroup

READY_SECONDS = 60.0
OUTSIDE = httpx.Client(trust_env=False, timeout=30)


def wait_until(true: Callable[[], bool], what: str, *, seconds: float = READY_SECONDS) -> None:
    """Ask again and again until it is so."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, f"{what}: not within {seconds:.0f} seconds"
        time.sleep(0.1)


def answers(address: str) -> bool:
    """Whether something speaks HTTP there."""
    try:
        return OUTSIDE.get(address, timeout=2).status_code < 500
    except httpx.HTTPError:
        return False


def do_what_a_worker_does() -> None:
    """Carry out in this process what is due now; for what is not about the worker's own death."""
    from samveita.engines.mailbox.dispatching import rescue, serve_due
    from samveita.engines.mailbox.jobs import send_what_is_due
    from samveita.ground.worklist.deliveries import due_uids, rescue_lost
    from samveita.ground.worklist.delivering import deliver

    rescue_lost()
    for uid in due_uids():
        deliver(uid)
    rescue()
    serve_due()
    send_what_is_due()


@dataclass(frozen=True, slots=True)
class Simulated:
    """Where the simulated login, mailbox and accounts answer."""

    login_port: int
    mailbox_port: int
    accounts_port: int

    @property
    def mailbox(self) -> str:
        return f"http://127.0.0.1:{self.mailbox_port}"

    @property
    def accounts(self) -> str:
        return f"http://127.0.0.1:{self.accounts_port}"

    def ledger(self) -> list[tuple[str, int]]:
        """Every document the mailbox holds a reference to, and how often it was registered."""
        told = OUTSIDE.get(f"{self.mailbox}/ledger").json()
        return [(one["documentId"], one["registrations"]) for one in told["references"]]

    def registrations_asked(self) -> Counter[bool]:
        """How many items the mailbox was asked to register, by whether it said yes."""
        told = OUTSIDE.get(f"{self.mailbox}/ledger").json()
        return Counter(one["success"] for one in told["attempts"] if one["operation"] == "register")

    def takes_the_same_again(self) -> None:
        """Let the mailbox say yes to what it already has; its real answer is not documented, so both are played."""
        fault = {"kind": "duplicates_accepted", "detail": "", "calls": 100}
        assert OUTSIDE.post(f"{self.mailbox}/faults", json=fault).status_code < 400

    def booked(self) -> Counter[str]:
        """How often the accounts booked each payment."""
        told = OUTSIDE.get(f"{self.accounts}/ledger?format=json").json()
        return Counter(one["payment"] for one in told["bookings"])

    def accounts_met(self) -> Counter[str]:
        """What the accounts were asked to do: payments booked, known already or refused, and questions."""
        told = OUTSIDE.get(f"{self.accounts}/ledger?format=json").json()
        return Counter(one["outcome"] for one in told["attempts"])

    def book_twice(self) -> None:
        """Let the accounts book what they already have: nobody but us prevents paying twice."""
        fault = {"kind": "duplicates_booked", "until_cleared": True}
        assert OUTSIDE.post(f"{self.accounts}/faults", json=fault).status_code < 400

    def are_called_by(self, settings: object) -> None:
        """Be the addresses outside that this process calls."""
        token = urlsplit(settings.MAILBOX_TOKEN_ADDRESS)  # type: ignore[attr-defined]
        here = token._replace(netloc=f"127.0.0.1:{self.login_port}").geturl()
        settings.MAILBOX_TOKEN_ADDRESS = here  # type: ignore[attr-defined]
        settings.MAILBOX_ADDRESS = self.mailbox  # type: ignore[attr-defined]
        settings.MAILBOX_SCOPE = f"{self.mailbox}/.default"  # type: ignore[attr-defined]
        settings.ACCOUNTS_ADDRESS = self.accounts  # type: ignore[attr-defined]

    def begin_anew(self) -> None:
        for simulator in (self.mailbox, self.accounts):
            for address in ("faults/clear", "ledger/reset"):
                assert OUTSIDE.post(f"{simulator}/{address}").status_code < 400


@dataclass
class House:
    """Processes on one committed database."""

    database: CommittedDatabase
    simulated: Simulated
    port: int
    groups: list[ProcessGroup] = field(default_factory=list)

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def vault(self) -> Path:
        return self.database.data_directory / "vault"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **self.database.environment,
            "SAMVEITA_PORT": str(self.port),
            "SAMVEITA_PUBLIC_ADDRESS": self.web,
            "SAMVEITA_LOGIN_SIMULATOR_PORT": str(self.simulated.login_port),
            "SAMVEITA_MAILBOX_SIMULATOR_PORT": str(self.simulated.mailbox_port),
            "SAMVEITA_ACCOUNTS_SIMULATOR_PORT": str(self.simulated.accounts_port),
        }

    def serve(self, *, crash_at: str = "") -> ProcessGroup:
        """Start the web and wait until it answers."""
        group = self._started("serve", crash_at=crash_at)
        wait_until(lambda: answers(f"{self.web}/heilsa/tilbuin"), "the web is ready")
        return group

    def work(self, *, crash_at: str = "", later: int = 0) -> ProcessGroup:
        """Start a worker whose clock is so many seconds late."""
        words = ("worker", "--tick-seconds", "0.5", "--idle-seconds", "0.1")
        return self._started(*words, crash_at=crash_at, later=later)

    def samveita(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the house."""
        return subprocess.run(
            [sys.executable, "-m", "samveita.project.cli", *words],
            env={**os.environ, **self.environment}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def stored_files(self) -> list[Path]:
        return sorted(path for path in self.vault.glob("??/*") if path.is_file())

    def stop(self) -> None:
        for group in self.groups:
            group.stop()

    def _started(self, name: str, *words: str, crash_at: str, later: int = 0) -> ProcessGroup:
        environment = {
            **self.environment,
            "SAMVEITA_CRASH_AT": crash_at,
            "SAMVEITA_CLOCK_OFFSET_SECONDS": str(later),
        }
        group = ProcessGroup(environment, self.database.data_directory / "log")
        group.start(name, *words)
        self.groups.append(group)
        return group


def power_was_cut(group: ProcessGroup, name: str) -> None:
    """Wait until a process has killed itself at its crash point."""
    assert group.running[name].wait(timeout=READY_SECONDS) == -signal.SIGKILL


@dataclass
class Browser:
    """A person's browser: it keeps her session and posts a form with the token the page carried."""

    http: httpx.Client

    def token(self, page: str) -> str:
        shown = self.http.get(page)
        shown.raise_for_status()
        return shown.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    def post(self, address: str, form: dict[str, str]) -> httpx.Response:
        return self.http.post(address, data=form)

    def loses_power_at(self, address: str, form: dict[str, str]) -> bool:
        """Whether the connection broke before there was any answer."""
        try:
            self.http.post(address, data=form)
        except httpx.TransportError:
            return True
        return False
