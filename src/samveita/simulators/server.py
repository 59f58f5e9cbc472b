"""The HTTP server every simulator stands on: requests as they arrived, routes, faults and the log of exchanges.

Built on the standard library's threading server rather than WSGI, for two reasons: X-Road's request hash covers the
header lines in their order of arrival and exact spelling, which WSGI throws away; and a lost answer must be a
connection that really closes without one.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http import HTTPStatus
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from samveita.simulators import exchanges, faults
from samveita.simulators.configuration import Configuration
from samveita.simulators.exchanges import Exchange, ExchangeLog
from samveita.simulators.faults import Fault, FaultKind, Faults
from samveita.simulators.markup import Markup
from samveita.simulators.store import Store

SIMULATED = ("X-Samveita-Simulator", "1")
LARGEST_BODY = 32 * 1024 * 1024
LANGUAGE_COOKIE = "simulator_language"
PAGE_HEADERS = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class BadRequest(Exception):
    """The request cannot be read; answered as 400 with the message."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, with the header lines in their order of arrival and their own spelling."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    parts: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path as sent, percent-encoding kept."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        """Query parameters; the last of repeated ones counts."""
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    def header(self, name: str) -> str:
        """Return a header's value, the last one when it is repeated, or an empty string."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return values[-1] if values else ""

    def form(self) -> dict[str, str]:
        """Return the fields of an url-encoded body."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def json(self) -> object:
        """Return the JSON body.

        Raises:
            BadRequest: when it is not JSON.
        """
        try:
            value: object = json.loads(self.body)
        except (ValueError, UnicodeDecodeError) as error:
            raise BadRequest(f"The body is not JSON: {error}") from error
        return value

    def cookie(self, name: str) -> str:
        """Return a cookie's value or an empty string."""
        found = SimpleCookie(self.header("Cookie")).get(name)
        return found.value if found else ""

    @property
    def wants_json(self) -> bool:
        """Whether the caller asks for JSON rather than a page."""
        return "application/json" in self.header("Accept") or self.query.get("format") == "json"

    @property
    def language(self) -> str:
        """``is`` or ``en``: the address first, then the cookie."""
        chosen = self.query.get("language") or self.cookie(LANGUAGE_COOKIE)
        return "en" if chosen == "en" else "is"

    def say(self, icelandic: str, english: str) -> str:
        """Return the words in the page's language."""
        return english if self.language == "en" else icelandic


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: status, body and header lines."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def with_headers(self, *lines: tuple[str, str]) -> Answer:
        """Return the answer with more header lines."""
        return replace(self, headers=(*self.headers, *lines))


def json_answer(
    value: object, status: int = 200, content_type: str = "application/json; charset=utf-8"
) -> Answer:
    """Answer with JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), (("Content-Type", content_type),))


def page_answer(page: Markup, request: Request, status: int = 200) -> Answer:
    """Answer with a page, remembering the language the address asked for."""
    answer = Answer(status, page.encode(), (("Content-Type", "text/html; charset=utf-8"), *PAGE_HEADERS))
    if "language" in request.query:
        answer = answer.with_headers(
            ("Set-Cookie", f"{LANGUAGE_COOKIE}={request.language}; Path=/; SameSite=Lax")
        )
    return answer


def redirect(address: str, status: int = 303) -> Answer:
    """Send the browser on."""
    return Answer(status, b"", (("Location", address), ("Cache-Control", "no-store")))


Handler = Callable[[Request], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path pattern; ``{name}`` takes one segment, ``{name:rest}`` everything that is left."""

    method: str
    pattern: str
    handler: Handler
    national: bool = True
    """Part of the simulated national service: logged, and open to faults. Our own pages are neither."""

    def match(self, request: Request) -> dict[str, str] | None:
        """Return the named segments, percent-decoded except a rest, or None."""
        regex = re.sub(r"\{(\w+):rest\}", r"(?P<\1>.*)", re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.pattern))
        found = re.fullmatch(regex, request.path)
        if found is None or self.method not in {request.method, "*"}:
            return None
        rest = set(re.findall(r"\{(\w+):rest\}", self.pattern))
        return {name: value if name in rest else unquote(value) for name, value in found.groupdict().items()}


class Simulator:
    """What the simulators have in common; each adds its routes, fault kinds and tables."""

    name = ""

    def __init__(
        self, configuration: Configuration, *, schema: str, fault_kinds: Sequence[FaultKind]
    ) -> None:
        self.configuration = configuration
        tables = faults.SCHEMA + exchanges.SCHEMA + schema
        self.store = Store(Path(configuration.folder) / f"{self.name}.sqlite3", tables)
        self.faults = Faults(self.store, fault_kinds)
        self.exchanges = ExchangeLog(self.store)
        self.routes: tuple[Route, ...] = ()
        """Set by each simulator when its handlers exist."""

    def now(self) -> float:
        """Return the simulator's own time in seconds since 1970, wrong by the clock-skew fault when it is on."""
        return time.time() + self.faults.clock_skew()

    def answer(self, request: Request) -> Answer | None:
        """Answer a request; None means the connection closes without an answer."""
        for route in self.routes:
            parts = route.match(request)
            if parts is None:
                continue
            request = replace(request, parts=parts)
            if not route.national:
                return self._guarded(route.handler, request)
            request = replace(request, faults=self.faults.take(request.method, request.target))
            return self._national(route.handler, request)
        return json_answer({"message": "Enginn slíkur vegur í herminum."}, HTTPStatus.NOT_FOUND)

    def _national(self, handler: Handler, request: Request) -> Answer | None:
        started = time.monotonic()
        answer = self._with_transport_faults(handler, request)
        self.exchanges.add(
            Exchange(
                method=request.method,
                target=request.target,
                status=answer.status if answer else None,
                request_headers=request.headers,
                request_body=request.body,
                answer_headers=answer.headers if answer else (),
                answer_body=answer.body if answer else b"",
                fault=", ".join(request.faults),
                milliseconds=round((time.monotonic() - started) * 1000),
            )
        )
        return answer

    def _with_transport_faults(self, handler: Handler, request: Request) -> Answer | None:
        faults = request.faults
        if "latency" in faults:
            time.sleep(faults["latency"].seconds)
        if "no_answer" in faults:
            time.sleep(faults["no_answer"].seconds)
            return None
        refusal = _refusal(faults)
        if refusal is not None:
            return refusal
        answer = self._guarded(handler, request)
        if "answer_lost" in faults:
            time.sleep(faults["answer_lost"].seconds)
            return None
        if "server_error_after" in faults:
            return json_answer({"message": "Villa eftir vinnslu."}, HTTPStatus.INTERNAL_SERVER_ERROR)
        return answer

    def _guarded(self, handler: Handler, request: Request) -> Answer:
        try:
            return handler(request)
        except BadRequest as error:
            return json_answer({"message": str(error)}, HTTPStatus.BAD_REQUEST)


def _refusal(faults: dict[str, Fault]) -> Answer | None:
    """Return the answer of a fault that strikes before any work is done, or None."""
    if "too_many_requests" in faults:
        body = {"message": "Of margar fyrirspurnir."}
        return json_answer(body, HTTPStatus.TOO_MANY_REQUESTS).with_headers(("Retry-After", "1"))
    if "unauthorized" in faults:
        return Answer(HTTPStatus.UNAUTHORIZED, b"", (("WWW-Authenticate", "Bearer"),))
    if "server_error" in faults:
        return json_answer({"message": "Villa í herminum að beiðni."}, HTTPStatus.INTERNAL_SERVER_ERROR)
    return None


def serve(simulator: Simulator, port: int) -> ThreadingHTTPServer:
    """Bind a simulator to a port on the loopback address.

    Raises:
        OSError: when the port is taken.
    """

    class Connection(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60

        def _handle(self) -> None:
            try:
                length = int(self.headers.get("Content-Length") or 0)
            except ValueError:
                length = -1
            if not 0 <= length <= LARGEST_BODY or self.headers.get("Transfer-Encoding"):
                self._send(json_answer({"message": "Unreadable length of body."}, HTTPStatus.BAD_REQUEST))
                self.close_connection = True
                return
            body = self.rfile.read(length)
            request = Request(self.command, self.path, tuple(self.headers.items()), body)
            answer = simulator.answer(request)
            if answer is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            lines = (
                *answer.headers,
                SIMULATED,
                ("Date", formatdate(simulator.now(), usegmt=True)),
                *(
                    ()
                    if answer.status == HTTPStatus.NO_CONTENT
                    else (("Content-Length", str(len(answer.body))),)
                ),
            )
            head = f"HTTP/1.1 {int(answer.status)} {HTTPStatus(answer.status).phrase}\r\n"
            head += "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"
            body = b"" if self.command == "HEAD" else answer.body
            # One write: a head and a body sent apart would wait for each other in the network stack.
            self.wfile.write(head.encode("latin-1", "replace") + body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Stay quiet: the page of exchanges is the log."""

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = _handle  # noqa: N815

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 128

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing of callers that hang up; an error of our own is still shown."""
            if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
                super().handle_error(request, client_address)

    return Server(("127.0.0.1", port), Connection)
