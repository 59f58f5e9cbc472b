"""A tiny HTTP server on a free port, a pretend mailbox on top of it, and letters to announce."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
from django.db import transaction


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


CATEGORY, DOCUMENT_TYPE = "Félagsmál", "Ákvörðun"
PDF = b"%PDF-1.7 akvordun"


@dataclass
class PretendMailbox:
    """The mailbox as the tests need it: remembers pairs, and answers each registration as the test says.

    ``answers`` holds one entry for each coming call: a status, ``None`` (takes the items, then hangs up), or a function from
    the items to results. Without entries every item is taken.
    """

    server: TinyServer
    answers: list[object] = field(default_factory=list)
    calls: list[tuple[str, list[dict[str, object]]]] = field(default_factory=list)
    taken: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)

    def registrations(self) -> list[list[dict[str, object]]]:
        return [items for path, items in self.calls if path == "/api/v1/documentindexes"]

    def reply(self, asked: Asked) -> Reply | None:
        if asked.path == "/connect/token":
            return _json({"access_token": "lykill", "expires_in": 3599})
        if asked.path.endswith("/categories"):
            return _json([CATEGORY])
        if asked.path.endswith("/types"):
            return _json([DOCUMENT_TYPE])
        items = json.loads(asked.body)
        self.calls.append((asked.path, items))
        answer = self.answers.pop(0) if self.answers else self._take
        if isinstance(answer, int):
            return Reply(status=answer, body=b"bilun")
        if answer is None:
            self._take(items)
            return None
        return _json(answer(items))

    def _take(self, items: list[dict[str, object]]) -> list[dict[str, object]]:
        results = []
        for item in items:
            pair = (item["kennitala"], item["documentId"])
            known = pair in self.taken and "reason" not in item
            self.taken[pair] = item
            results.append({"success": not known, "errors": ["Skjal er þegar skráð"] if known else []})
        return results


def _json(told: object) -> Reply:
    return Reply(body=json.dumps(told).encode())


@pytest.fixture
def pretend_mailbox(tiny_server: TinyServer, settings: object) -> PretendMailbox:
    mailbox = PretendMailbox(tiny_server)
    tiny_server.reply = mailbox.reply
    settings.MAILBOX_ADDRESS = tiny_server.address
    settings.MAILBOX_TOKEN_ADDRESS = tiny_server.address + "/connect/token"
    return mailbox


@pytest.fixture
def municipality(db: None) -> object:
    from samveita.ground.organisations.documents import Cases, Contact, OrganisationNames
    from samveita.ground.organisations.models import Kind, Organisation

    cases = Cases(nominative="Dalvogur", accusative="Dalvog", dative="Dalvogi", genitive="Dalvogs")
    return Organisation.objects.create(
        kind=Kind.MUNICIPALITY,
        slug="dalvogur",
        names=OrganisationNames(short=cases, official=cases, en="Dalvogur", pl="Dalvogur"),
        contact=Contact(kennitala="410190-9909"),
    )


@pytest.fixture
def person(db: None) -> Callable[[str, str], object]:
    """Make a person with a kennitala."""
    from samveita.ground.identity.models import Person, PersonIdentifier
    from samveita.iceland import clock

    def make(kennitala: str, name: str) -> Person:
        one = Person.objects.create(name=name, created_at=clock.now())
        PersonIdentifier.objects.create(person=one, kennitala=kennitala, valid_from=clock.today())
        return one

    return make


@pytest.fixture
def resident(person: Callable[[str, str], object]) -> object:
    return person("0101302399", "Gervimaður Færeyjar")


@pytest.fixture
def announced(municipality: object, resident: object) -> Callable[..., object]:
    """Announce a letter of Dalvogur to the resident; keyword arguments change anything."""
    from samveita.engines.mailbox.announcing import LetterCase, StoredDocument, announce
    from samveita.ground.audit.actors import Actor
    from samveita.ground.organisations.scope import crossing
    from samveita.ground.vault.files import store

    def make(**changes: object) -> object:
        with crossing("a test stores"):
            file = store(owner=municipality, name="akvordun.pdf", content=PDF, actor=Actor.system("test"))
        document = StoredDocument(uid=file.uid, sha256=file.sha256, size=file.size)
        values = {
            "actor": Actor.system("test"),
            "office": municipality,
            "sender": municipality,
            "recipient": resident,
            "purpose": "test.letter",
            "source": uuid4(),
            "document": document,
            "category": CATEGORY,
            "document_type": DOCUMENT_TYPE,
            "subject": "Ákvörðun um fjárhagsaðstoð",
            "document_date": date(2026, 11, 20),
            "case": LetterCase(uid=uuid4(), number="2026-FA-000417"),
            **changes,
        }
        with crossing("a test announces"), transaction.atomic():
            return announce(**values)

    return make


@pytest.fixture
def reread() -> Callable[[object], object]:
    """Read a dispatch again as it stands in the database."""
    from samveita.engines.mailbox.models import Dispatch
    from samveita.ground.organisations.scope import crossing

    def again(dispatch: object) -> object:
        with crossing("a test looks"):
            return Dispatch.objects.select_related("office", "sender", "identifier").get(pk=dispatch.pk)

    return again
