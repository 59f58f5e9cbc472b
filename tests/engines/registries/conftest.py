"""A tiny HTTP server on a free port that answers what the test wrote down, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    echo: bool = True


@dataclass
class TinyServer:
    address: str
    asked: list[Asked] = field(default_factory=list)
    reply: Callable[[Asked], Reply | None] = field(default=lambda _asked: Reply())


@pytest.fixture
def tiny_server() -> Iterator[TinyServer]:
    """`server.reply` decides; None closes the connection without an answer."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, dict(self.headers.items()), body)
            server.asked.append(asked)
            reply = server.reply(asked)
            if reply is None:
                self.close_connection = True
                return
            self.send_response(reply.status)
            if reply.echo and "X-Road-Id" in self.headers:
                self.send_header("X-Road-Id", self.headers["X-Road-Id"])
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = _serve  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = TinyServer(address=f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    http.shutdown()
    http.server_close()
    thread.join()
