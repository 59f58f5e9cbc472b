"""The simulated nation and a stand-in for the platform, started once for the folder's tests."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator

import httpx
import pytest

from simulators.simulated_nation import OUTSIDE, Nation, Platform, Visit, make_nation


@pytest.fixture(scope="session")
def running_platform() -> Iterator[Platform]:
    server = Platform()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def platform(running_platform: Platform) -> Platform:
    running_platform.calls.clear()
    running_platform.answer = (404, b'{"errorMessage": "not here"}')
    return running_platform


@pytest.fixture(scope="session")
def running_nation(running_platform: Platform) -> Iterator[Nation]:
    with tempfile.TemporaryDirectory(prefix="samveita-nation-") as folder:
        nation = make_nation(folder, running_platform.address)
        process = nation.start()
        yield nation
        process.terminate()
        assert process.wait(timeout=10) == 0


@pytest.fixture
def nation(running_nation: Nation) -> Nation:
    for address in (
        running_nation.login,
        running_nation.mailbox,
        running_nation.xroad,
        running_nation.accounts,
    ):
        OUTSIDE.post(f"{address}/faults/clear")
        OUTSIDE.post(f"{address}/exchanges/clear")
    for address in (running_nation.mailbox, running_nation.accounts):
        OUTSIDE.post(f"{address}/ledger/reset")
    return running_nation


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, verify=False, timeout=10) as client:
        yield client


@pytest.fixture
def visit(nation: Nation, http: httpx.Client) -> Visit:
    return Visit(nation, http)
