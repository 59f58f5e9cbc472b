"""The mailbox as the resident sees it: whose, the list, and the document fetched from its provider when opened.

The mailbox keeps no documents. What was fetched last is held in memory just long enough to be shown; after a restart
the resident opens it again, and the provider is asked again (reference 4.1 and 5).
"""

from __future__ import annotations

import base64
import hashlib
import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

import httpx

from samveita.simulators import people
from samveita.simulators.configuration import MAILBOX_OPERATOR_CLIENT
from samveita.simulators.exchanges import Exchange
from samveita.simulators.mailbox.references import Reference, References
from samveita.simulators.markup import Markup, element
from samveita.simulators.pages import hidden, page, table, text_field
from samveita.simulators.server import Answer, Request, Route, Simulator, json_answer, page_answer, redirect
from samveita.simulators.tokens import FORGERIES

CALLBACK_SECONDS = 10
KEPT_IN_MEMORY = 40


class NotFetched(Exception):
    """The provider gave no document; the message is what the page says."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a provider answered with: a document, or why there is none."""

    kennitala: str
    document_id: str
    status: int | None
    kind: str = ""
    content: bytes = b""
    problem: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the document's bytes."""
        return hashlib.sha256(self.content).hexdigest()


class ResidentPages:
    """The pages of a resident's mailbox."""

    def __init__(self, simulator: Simulator, references: References) -> None:
        self.simulator = simulator
        self.references = references
        self._lock = threading.Lock()
        self._fetched: OrderedDict[str, Fetched] = OrderedDict()

    def routes(self) -> list[Route]:
        """Return the routes, all of them pages of ours."""
        return [
            Route("GET", "/mailbox", self.choose, national=False),
            Route("POST", "/mailbox", self.chosen, national=False),
            Route("GET", "/mailbox/{kennitala}", self.listing, national=False),
            Route("POST", "/mailbox/{kennitala}/paper", self.paper, national=False),
            Route("POST", "/mailbox/{kennitala}/open", self.open, national=False),
            Route("GET", "/documents/{number}", self.document, national=False),
            Route("GET", "/documents/{number}/document.pdf", self.pdf, national=False),
        ]

    def choose(self, request: Request) -> Answer:
        """Choose whose mailbox to look into: those who have something first, then the cast."""
        nation, say = people.nation(), request.say
        holders = self.references.holders()
        wanted = request.query.get("filter", "").strip().casefold()
        shown = [one for one in dict.fromkeys((*holders, *nation.roles)) if wanted in _name(one).casefold()]
        entries = [element("li", self._card(request, kennitala)) for kennitala in shown[:200]]
        form = element(
            "form",
            text_field(
                "kennitala", say("Einhver annar: kennitala", "Someone else: national ID"), inputmode="numeric"
            ),
            element("button", say("Opna pósthólf", "Open the mailbox")),
            method="post",
            action="/mailbox",
            class_="row",
        )
        search = element(
            "form",
            text_field("filter", say("Leita að nafni", "Search by name"), request.query.get("filter", "")),
            element("button", say("Leita", "Search"), class_="quiet"),
            method="get",
            class_="row",
        )
        title = say("Hvers pósthólf?", "Whose mailbox?")
        return self._page(request, title, search, element("ul", entries, class_="people"), form)

    def chosen(self, request: Request) -> Answer:
        """Go to the mailbox of a kennitala that was typed."""
        digits = "".join(one for one in request.form().get("kennitala", "") if one.isdigit())
        return redirect(f"/mailbox/{digits}" if len(digits) == 10 else "/mailbox")

    def listing(self, request: Request) -> Answer:
        """Show a resident's references, and whose mailboxes she may also open."""
        kennitala, say, nation = request.parts["kennitala"], request.say, people.nation()
        found = self.references.of(kennitala)
        if request.wants_json:
            return json_answer({"messages": [_as_message(one) for one in found]})
        headings = [
            say("Efni", "Subject"),
            say("Sendandi", "Sender"),
            say("Dagsetning", "Date"),
            say("Staða", "Status"),
        ]
        rows = [self._row(request, reference) for reference in found]
        empty = element("p", say("Ekkert hefur borist.", "Nothing has arrived."))
        wants = self.references.wants_paper(kennitala)
        wish = say("Bréf berast líka á pappír.", "Letters also come on paper.") if wants else None
        paper = element(
            "form",
            element("p", wish) if wish else None,
            hidden("wanted", "" if wants else "1"),
            element(
                "button",
                say("Hætta við pappír", "Stop paper") if wants else say("Fá líka á pappír", "Get paper too"),
                class_="quiet",
            ),
            method="post",
            action=f"/mailbox/{kennitala}/paper",
        )
        others = [
            element("li", self._card(request, one.subject))
            for one in nation.delegations_of(kennitala, date.today())
        ]
        return self._page(
            request,
            say("Pósthólf", "Mailbox") + f": {_name(kennitala)}",
            table(say("Nýjast efst", "Newest first"), headings, rows) if rows else empty,
            element("h2", say("Önnur pósthólf sem opnast líka", "Other mailboxes open to this person"))
            if others
            else None,
            element("ul", others, class_="people") if others else None,
            paper,
            wide=True,
        )

    def paper(self, request: Request) -> Answer:
        """Keep a wish for paper."""
        kennitala = request.parts["kennitala"]
        self.references.set_paper(kennitala, bool(request.form().get("wanted")))
        return redirect(f"/mailbox/{kennitala}")

    def open(self, request: Request) -> Answer:
        """Fetch the document from its provider and go to the page that shows it."""
        kennitala, form = request.parts["kennitala"], request.form()
        reference = self.references.find(kennitala, form.get("documentId", ""))
        if reference is None or reference.publication > self.simulator.now():
            return json_answer({"message": "Tilvísunin er ekki til."}, 404)
        if reference.withdrawn_reason is not None:
            return json_answer({"message": "Skjalið hefur verið afturkallað."}, 409)
        forgery = form.get("token", "")
        strength = form.get("authenticationType", "HIGH")
        fetched = self._fetch(reference, strength, forgery if forgery in FORGERIES else "")
        if not fetched.problem:
            self.references.opened(kennitala, reference.document_id)
        number = uuid.uuid4().hex
        with self._lock:
            self._fetched[number] = fetched
            while len(self._fetched) > KEPT_IN_MEMORY:
                self._fetched.popitem(last=False)
        return redirect(f"/documents/{number}")

    def document(self, request: Request) -> Answer:
        """Show what the provider answered: a link to the document with its size and hash, or the error."""
        fetched, say = self._fetched.get(request.parts["number"]), request.say
        if fetched is None:
            words = say("Opnaðu skjalið aftur í pósthólfinu.", "Open the document again in the mailbox.")
            back = element("a", say("Öll pósthólf", "All mailboxes"), href="/mailbox")
            title = say("Skjalið er ekki lengur í minni", "The document is no longer in memory")
            return self._page(request, title, element("p", words), element("p", back), status=404)
        if request.wants_json:
            return json_answer(_as_dict(fetched))
        back = element(
            "p",
            element(
                "a", say("Til baka í pósthólfið", "Back to the mailbox"), href=f"/mailbox/{fetched.kennitala}"
            ),
        )
        if fetched.problem:
            title = say("Ekki tókst að sækja skjalið", "The document could not be fetched")
            return self._page(request, title, element("p", fetched.problem, class_="error"), back, status=502)
        reference = self.references.find(fetched.kennitala, fetched.document_id)
        title = reference.document["subject"] if reference else say("Skjal", "Document")
        return self._page(request, title, *self._shown(request, fetched), back)

    def pdf(self, request: Request) -> Answer:
        """Serve the fetched bytes."""
        fetched = self._fetched.get(request.parts["number"])
        if fetched is None or fetched.problem or fetched.kind != "pdf":
            return json_answer({"message": "Skjalið er ekki til hér."}, 404)
        lines = (
            ("Content-Type", "application/pdf"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        )
        return Answer(200, fetched.content, lines)

    def _shown(self, request: Request, fetched: Fetched) -> list[Markup]:
        say = request.say
        if fetched.kind == "url":
            address = fetched.content.decode("utf-8", "replace")
            link = (
                element("a", address, href=address)
                if address.startswith(("http://", "https://"))
                else element("code", address)
            )
            return [element("p", link)]
        facts = element(
            "dl",
            element("dt", say("Tegund", "Type")),
            element("dd", fetched.kind),
            element("dt", say("Stærð", "Size")),
            element("dd", f"{len(fetched.content)} " + say("bæti", "bytes")),
            element("dt", "SHA-256"),
            element("dd", element("code", fetched.sha256)),
        )
        if fetched.kind == "pdf":
            link = element(
                "a", say("Skoða skjalið (PDF)", "See the document (PDF)"), href=f"{request.path}/document.pdf"
            )
            return [element("p", link), facts]
        return [element("pre", fetched.content.decode("utf-8", "replace"), tabindex="0"), facts]

    def _fetch(self, reference: Reference, strength: str, forgery: str) -> Fetched:
        """Ask the provider as Ísland.is does: by kennitala and document id, with a signed token."""
        base = self.simulator.configuration.provider
        path = f"{quote(reference.kennitala)}/documents/{quote(reference.document_id, safe='')}"
        address = f"{base}/{path}?authenticationType={quote(strength)}"
        missing = Fetched(reference.kennitala, reference.document_id, None)
        try:
            headers = {"Authorization": f"Bearer {self._token(forgery)}", "Accept": "application/json"}
        except httpx.HTTPError as error:
            return _failed(missing, f"Aðgangsþjónninn gaf ekki út tókn: {error}")
        try:
            answer = httpx.get(address, headers=headers, timeout=CALLBACK_SECONDS, trust_env=False)
        except httpx.HTTPError as error:
            self._log(Exchange("GET", address, None, answer_body=str(error).encode(), direction="out"))
            return _failed(missing, f"Skjalaveitan svaraði ekki: {error}")
        self._log(
            Exchange(
                "GET",
                address,
                answer.status_code,
                tuple(answer.request.headers.items()),
                b"",
                tuple(answer.headers.items()),
                answer.content,
                fault=forgery,
                milliseconds=round(answer.elapsed.total_seconds() * 1000),
                direction="out",
            )
        )
        try:
            kind, content = _read_document(answer)
        except NotFetched as error:
            return _failed(missing, str(error), answer.status_code)
        return Fetched(reference.kennitala, reference.document_id, answer.status_code, kind, content)

    def _token(self, forgery: str) -> str:
        """Return a token for the provider, from the authority like any client; forged when a test asks for it."""
        configuration = self.simulator.configuration
        fields = {"client_id": MAILBOX_OPERATOR_CLIENT, "scope": configuration.provider_scope}
        if forgery:
            address, fields["kind"] = f"{configuration.authority}/forge", forgery
        else:
            address = f"{configuration.authority}/connect/token"
            fields |= {"grant_type": "client_credentials", "client_secret": configuration.machine_secret}
        answer = httpx.post(address, data=fields, timeout=CALLBACK_SECONDS, trust_env=False)
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def _log(self, exchange: Exchange) -> None:
        self.simulator.exchanges.add(exchange)

    def _row(self, request: Request, reference: Reference) -> list[str | Markup]:
        say, document = request.say, reference.document
        published = datetime.fromtimestamp(reference.publication, UTC).strftime("%d.%m.%Y %H:%M")
        if reference.withdrawn_reason is not None:
            status = say("Afturkallað", "Withdrawn") + f": {reference.withdrawn_reason}"
            return [document["subject"], document["senderName"], published, status]
        button = element(
            "form",
            hidden("documentId", reference.document_id),
            element("button", document["subject"], class_="quiet unread" if reference.unread else "quiet"),
            method="post",
            action=f"/mailbox/{reference.kennitala}/open",
        )
        status = say("Ólesið", "Unread") if reference.unread else say("Lesið", "Read")
        return [
            button,
            document["senderName"],
            published,
            element("strong", status) if reference.unread else status,
        ]

    def _card(self, request: Request, kennitala: str) -> Markup:
        unread = sum(one.unread and one.withdrawn_reason is None for one in self.references.of(kennitala))
        return element(
            "a",
            element("strong", _name(kennitala)),
            element("span", f"{kennitala[:6]}-{kennitala[6:]}"),
            element("span", request.say(f"Ólesin skjöl: {unread}", f"Unread documents: {unread}"))
            if unread
            else None,
            href=f"/mailbox/{kennitala}",
            class_="card",
        )

    def _page(
        self, request: Request, title: str, *content: Markup | None, status: int = 200, wide: bool = False
    ) -> Answer:
        whole = page(request, self.simulator.configuration, "mailbox", title, *content, wide=wide)
        return page_answer(whole, request, status)


def _read_document(answer: httpx.Response) -> tuple[str, bytes]:
    """Return type and bytes of a provider's answer (reference 4.2).

    Raises:
        NotFetched: when it is not a document.
    """
    try:
        body = answer.json()
    except ValueError as error:
        raise NotFetched(f"{answer.status_code}: ekki JSON") from error
    if answer.status_code != httpx.codes.OK or not isinstance(body, dict):
        message = body.get("errorMessage", "") if isinstance(body, dict) else ""
        raise NotFetched(f"{answer.status_code}: {message or ''}")
    kind, content = body.get("type") or "pdf", body.get("content")
    if not isinstance(content, str):
        raise NotFetched("content vantar í svarið")
    if kind in {"html", "url"}:
        return kind, content.encode()
    try:
        return str(kind), base64.b64decode(content, validate=True)
    except ValueError as error:
        raise NotFetched("content er ekki Base64") from error


def _failed(missing: Fetched, problem: str, status: int | None = None) -> Fetched:
    return Fetched(missing.kennitala, missing.document_id, status, problem=problem)


def _as_dict(fetched: Fetched) -> dict[str, object]:
    return {
        "kennitala": fetched.kennitala,
        "documentId": fetched.document_id,
        "status": fetched.status,
        "type": fetched.kind,
        "size": len(fetched.content),
        "sha256": fetched.sha256 if fetched.content else "",
        "problem": fetched.problem,
    }


def _as_message(reference: Reference) -> dict[str, object]:
    """Return a reference in the words of Skjalabirting (DocumentInfoDTO), and our document id for tests."""
    document = reference.document
    return {
        "id": reference.id,
        "documentId": reference.document_id,
        "subject": document["subject"],
        "senderName": document["senderName"],
        "senderKennitala": document["senderKennitala"],
        "documentDate": document["documentDate"],
        "publicationDate": datetime.fromtimestamp(reference.publication, UTC).isoformat(),
        "opened": not reference.unread,
        "withdrawn": reference.withdrawn_reason is not None,
        "withdrawnReason": reference.withdrawn_reason,
        "minimumAuthenticationType": document.get("minimumAuthenticationType", "LOW"),
        "fileType": document.get("fileType"),
    }


def _name(kennitala: str) -> str:
    return people.nation().name_of(kennitala) or kennitala
