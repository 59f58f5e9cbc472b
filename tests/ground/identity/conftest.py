"""The simulated login as a real process, a listener where it tells of ended sessions, and a browser that visits both."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

SECRET = "a-secret-for-tests-only"
MOTHER, FATHER, CHILD, COMPANY = "2204872029", "1403852049", "1909182030", "4501012060"


class Listener(ThreadingHTTPServer):
    """Stands at the central host's address and hears of ended sessions; pages are asked of Django itself."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.heard: list[bytes] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def logout_token(self) -> str:
        limit = time.monotonic() + 5
        while not self.heard:
            assert time.monotonic() < limit, "nobody told of an ended session"
            time.sleep(0.02)
        return parse_qs(self.heard.pop().decode())["logout_token"][0]


class _Connection(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        self.server.heard.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@dataclass(frozen=True)
class LoginService:
    """The simulated login and the central host it knows."""

    issuer: str
    listener: Listener

    @property
    def central(self) -> str:
        return self.listener.host

    def fault(self, kind: str, detail: str = "", calls: int = 1) -> None:
        told = {"kind": kind, "detail": detail, "calls": calls}
        answer = httpx.post(f"{self.issuer}/faults", json=told, trust_env=False)
        assert answer.status_code < 400, answer.text


@pytest.fixture(scope="session")
def _running_login() -> Iterator[LoginService]:
    listener = Listener()
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="samveita-login-") as folder:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SAMVEITA_")} | {
            "SAMVEITA_SIMULATORS_FOLDER": folder,
            "SAMVEITA_LOGIN_CLIENT_SECRET": SECRET,
        }
        command = [sys.executable, "-m", "samveita.simulators.launch", "login", f"--login-port={port}"]
        process = subprocess.Popen([*command, f"--web-address=http://{listener.host}"], env=environment)
        try:
            _wait_for(f"http://127.0.0.1:{port}/", process)
            yield LoginService(f"http://127.0.0.1:{port}", listener)
        finally:
            process.terminate()
            process.wait(timeout=10)
            listener.shutdown()
            listener.server_close()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + 20
    while True:
        try:
            httpx.get(address, timeout=1, trust_env=False)
            return
        except httpx.HTTPError:
            assert process.poll() is None and time.monotonic() < limit, "the simulated login did not start"
            time.sleep(0.05)


@pytest.fixture
def login_service(_running_login: LoginService) -> Iterator[LoginService]:
    httpx.post(f"{_running_login.issuer}/faults/clear", trust_env=False)
    _running_login.listener.heard.clear()
    with override_settings(
        LOGIN_ISSUER=_running_login.issuer,
        LOGIN_CLIENT_SECRET=SECRET,
        PUBLIC_ADDRESS=f"http://{_running_login.central}",
        MUNICIPALITY_HOSTS={"hafnarfjordur.example.is": "hafnarfjordur"},
        ALLOWED_HOSTS=["127.0.0.1", "hafnarfjordur.example.is", "testserver"],
        SECURE_SSL_REDIRECT=False,
    ):
        yield _running_login


@dataclass
class Browser:
    """One browser: its cookies at our hosts (Django's test client) and at the login service (httpx)."""

    service: LoginService
    http: httpx.Client
    clients: dict[str, Client] = field(default_factory=dict)

    def at(self, host: str = "") -> Client:
        """The part of the browser that keeps one host's cookies."""
        return self.clients.setdefault(host or self.service.central, Client())

    def get(self, path: str, host: str = "") -> HttpResponse:
        return self.at(host).get(path, headers={"host": host or self.service.central})  # type: ignore[return-value]

    def post(self, path: str, data: dict[str, str] | None = None, host: str = "") -> HttpResponse:
        return self.at(host).post(path, data or {}, headers={"host": host or self.service.central})  # type: ignore[return-value]

    def follow(self, address: str) -> HttpResponse:
        """Go where one of our answers sent us, if it is one of our hosts."""
        parts = urlsplit(address)
        query = f"?{parts.query}" if parts.query else ""
        return self.get(parts.path + query, parts.netloc or self.service.central)

    def choose(self, address: str, person: str, subject: str = "") -> str:
        """Choose a person at the login service's page and return the address it sends the browser back to."""
        answer = self.http.get(address)
        if answer.headers.get("Location", "").startswith("/login"):
            page = self.http.get(self.service.issuer + answer.headers["Location"])
            found = re.search(r'name="request" value="([^"]+)"', page.text)
            assert found is not None, page.text
            form = {"request": found.group(1), "person": person, "subject": subject or person}
            answer = self.http.post(f"{self.service.issuer}/login", data=form)
        return str(answer.headers["Location"])

    def log_in(self, person: str, subject: str = "", *, start: str = "/innskraning/hefja/") -> HttpResponse:
        """Go the whole way and return the callback's answer."""
        return self.follow(self.choose(self.get(start).headers["Location"], person, subject))


@pytest.fixture
def browser(login_service: LoginService, db: None) -> Iterator[Browser]:
    with httpx.Client(trust_env=False, timeout=10) as http:
        yield Browser(login_service, http)


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))
