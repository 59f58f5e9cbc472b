"""Decided cases, staff who pay, and pretend accounts behind a tiny HTTP server that keep a ledger of their own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@pytest.fixture(autouse=True)
def _an_october_day() -> Iterator[None]:
    """A month without a December supplement, so that a decision has one line."""
    from samveita.iceland import clock

    with clock.standing_on(date(2026, 10, 14)):
        yield


@pytest.fixture
def town(db: None) -> object:
    """A municipality where financial aid is applied for, decided and paid."""
    from factories import financial_aid, organisations

    return financial_aid.adopted(organisations.municipality())


@pytest.fixture
def worker(town: object) -> object:
    from factories import people

    return people.staff(town)


@pytest.fixture
def approved(town: object, worker: object) -> Callable[..., object]:
    """An approved case of a new person; answers change the application."""
    from factories import payments

    return lambda **answers: payments.approved_case(town, worker, **answers)


@pytest.fixture
def without_account(
    approved: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., object]:
    """An approved case of a service that does not ask for the account."""
    from samveita.engines.cases.declaring import CASE_SERVICES
    from samveita.services.financial_aid.declaration import SERVICE

    def payments_of(case: object, content: object) -> tuple[object, ...]:
        return tuple(replace(one, account="") for one in SERVICE.payments(case, content))

    monkeypatch.setitem(CASE_SERVICES, SERVICE.key, replace(SERVICE, payments=payments_of))
    return approved


@dataclass
class PretendAccounts:
    """Accounts as the tests need them. ``answers`` holds what each coming POST of a payment meets; then all is well.

    ``lost`` books and hangs up, ``gone`` hangs up before booking, a number is a status without booking.
    """

    address: str = ""
    answers: list[object] = field(default_factory=list)
    booked: dict[str, dict[str, object]] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    password: str = "leyndarmal"

    def reply(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, object]] | None:
        self.calls.append((method, path))
        if path == "/login":
            is_right = json.loads(body) == {"username": "samveita", "password": self.password}
            return (200, {"token": "lykill", "expires_in": 600}) if is_right else (401, {})
        if method == "GET":
            uid = path.rpartition("/")[2]
            return (200, {"number": "7"}) if uid in self.booked else (404, {"error": "unknown_payment"})
        answer = self.answers.pop(0) if self.answers else "well"
        if isinstance(answer, int):
            return answer, {}
        record = json.loads(body)
        if answer == "gone":
            return None
        known = record["id"] in self.booked
        self.booked[record["id"]] = record
        return None if answer == "lost" else (200 if known else 201, {"number": "7"})


@pytest.fixture
def accounts() -> Iterator[PretendAccounts]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply = told.reply(self.command, self.path, body)
            if reply is None:
                self.close_connection = True
                return
            content = json.dumps(reply[1]).encode()
            self.send_response(reply[0])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _serve  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    told = PretendAccounts(address=f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield told
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def connected(town: object, accounts: PretendAccounts) -> PretendAccounts:
    """The town's accounts, connected."""
    from factories import payments

    payments.connect(town, address=accounts.address, password=accounts.password)
    return accounts
