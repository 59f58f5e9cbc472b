"""The simulated login, mailbox and accounts, started once, and a house of real processes on a database of each test's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from shown.running_house import Browser, House, Simulated, answers, wait_until


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    """The simulated login, mailbox and accounts."""
    login, mailbox, accounts = free_ports(3)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SAMVEITA_")},
        "SAMVEITA_SIMULATORS_FOLDER": str(tmp_path_factory.mktemp("simulators")),
        "SAMVEITA_SIMULATORS_PEOPLE": "0",
    }
    ports = [f"--login-port={login}", f"--mailbox-port={mailbox}", f"--accounts-port={accounts}"]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "samveita.simulators.launch", name, *ports],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        for name in ("login", "mailbox", "accounts")
    ]
    for port in (login, mailbox, accounts):
        wait_until(lambda port=port: answers(f"http://127.0.0.1:{port}/"), "the simulators are ready")
    yield Simulated(login, mailbox, accounts)
    for process in running:
        process.terminate()
    assert [process.wait(timeout=10) for process in running] == [0, 0, 0]


@pytest.fixture
def house(committed_db: object, simulated: Simulated, settings: object) -> Iterator[House]:
    """A house whose processes the test starts; its database and its vault are open to the test as well."""
    simulated.begin_anew()
    built = House(committed_db, simulated, free_ports(1)[0])  # type: ignore[arg-type]
    simulated.are_called_by(settings)
    settings.VAULT_DIRECTORY = Path(built.vault)  # type: ignore[attr-defined]
    yield built
    built.stop()


@pytest.fixture
def logged_in(house: House) -> Iterator[Callable[..., Browser]]:
    """Open a browser in which a person has logged in, with the web at the house's address."""
    opened: list[httpx.Client] = []

    def open_for(person: object) -> Browser:
        from django.conf import settings

        from factories import people

        cookies = people.browser_of(person).cookies  # type: ignore[arg-type]
        session = cookies[settings.SESSION_COOKIE_NAME].value
        client = httpx.Client(
            base_url=house.web, cookies={settings.SESSION_COOKIE_NAME: session}, trust_env=False, timeout=60
        )
        opened.append(client)
        return Browser(client)

    yield open_for
    for client in opened:
        client.close()
