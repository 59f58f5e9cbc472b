"""Starting the simulated nation in real processes on free ports, and going through a login as browser and client."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx

SECRET = "a-secret-for-tests-only"
CLIENT = "@samband.is/samveita-web"
MOTHER, FATHER, CHILD, COMPANY = "2204872029", "1403852049", "1909182030", "4501012060"


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


OUTSIDE = httpx.Client(trust_env=False, verify=False, timeout=10)
"""For what a test sets up; making a client for each call would cost more than the calls."""


@dataclass
class Nation:
    login: str
    mailbox: str
    xroad: str
    accounts: str
    web: str
    environment: dict[str, str]
    arguments: list[str]

    @property
    def authority(self) -> str:
        return f"{self.login}/authority"

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "samveita.simulators.launch", "all", *self.arguments]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        limit = time.monotonic() + 20
        for address in (self.login, self.mailbox, self.xroad, self.accounts):
            while True:
                try:
                    OUTSIDE.get(f"{address}/", timeout=1)
                    break
                except httpx.HTTPError:
                    assert time.monotonic() < limit, "the simulators did not start"
                    time.sleep(0.05)
        return process

    def machine_token(self, scope: str, client_id: str = "hafnarfjordur-mailbox") -> str:
        fields = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": SECRET,
            "scope": scope,
        }
        answer = OUTSIDE.post(f"{self.authority}/connect/token", data=fields)
        return str(answer.json()["access_token"])

    def forged(self, kind: str, scope: str) -> str:
        answer = OUTSIDE.post(f"{self.authority}/forge", data={"kind": kind, "scope": scope})
        return str(answer.json()["access_token"])


def make_nation(folder: str, web: str) -> Nation:
    ports = free_ports(4)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SAMVEITA_")},
        "SAMVEITA_SIMULATORS_FOLDER": folder,
        "SAMVEITA_SIMULATORS_PEOPLE": "0",
        "SAMVEITA_LOGIN_CLIENT_SECRET": SECRET,
        "SAMVEITA_SIMULATORS_MACHINE_SECRET": SECRET,
    }
    arguments = [
        f"--{name}-port={port}"
        for name, port in zip(("login", "mailbox", "xroad", "accounts"), ports, strict=True)
    ]
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    return Nation(*addresses, web, environment, [*arguments, f"--web-address={web}"])


class Platform(ThreadingHTTPServer):
    """Stands where the platform would: answers for documents and hears of ended sessions."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _PlatformConnection)
        self.calls: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answer: tuple[int, bytes] = (404, b'{"errorMessage": "not here"}')

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def heard(self, path: str) -> bytes:
        limit = time.monotonic() + 5
        while time.monotonic() < limit:
            for _, called, _, body in self.calls:
                if called == path:
                    return body
            time.sleep(0.02)
        raise AssertionError(f"nobody called {path}")


class _PlatformConnection(BaseHTTPRequestHandler):
    server: Platform

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.calls.append((self.command, self.path, dict(self.headers), body))
        status, content = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _handle  # noqa: N815 - the base class names them so

    def log_message(self, *args: object) -> None:
        pass


def verifier_and_challenge() -> tuple[str, str]:
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass
class Visit:
    """A browser and a client going through a login together."""

    nation: Nation
    http: httpx.Client
    scope: str = "openid profile offline_access"

    def ask(self, **more: str) -> httpx.Response:
        self.verifier, challenge = verifier_and_challenge()
        wanted = {
            "client_id": CLIENT,
            "redirect_uri": f"{self.nation.web}/auth/callback",
            "response_type": "code",
            "scope": self.scope,
            "state": "a-state",
            "nonce": "a-nonce",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **more,
        }
        return self.http.get(f"{self.nation.login}/connect/authorize", params=wanted)

    def choose(self, person: str, subject: str = "", **more: str) -> httpx.Response:
        page = self.http.get(self.nation.login + self.ask(prompt="login", **more).headers["Location"])
        request = re.search(r'name="request" value="([^"]+)"', page.text)
        assert request is not None
        form = {"request": request.group(1), "person": person, "subject": subject}
        return self.http.post(f"{self.nation.login}/login", data=form)

    def code(self, answer: httpx.Response) -> str:
        return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]

    def redeem(self, code: str, **more: str) -> httpx.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{self.nation.web}/auth/callback",
            "code_verifier": self.verifier,
            "client_id": CLIENT,
            "client_secret": SECRET,
            **more,
        }
        return self.http.post(f"{self.nation.login}/connect/token", data=form)

    def log_in(self, person: str, subject: str = "") -> dict[str, str]:
        tokens: dict[str, str] = self.redeem(self.code(self.choose(person, subject or person))).json()
        return tokens
