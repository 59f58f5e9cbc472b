"""Skjalatilkynning: the interface by which senders announce, change and withdraw references (reference 3.2–3.8).

Arrays of 1 to 200 items in, one result for each item out in the same order; HTTP 200 says nothing about acceptance.
Category and type names and the error texts are ours, because the real ones are not published.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.simulators.mailbox.references import References
from samveita.simulators.server import Answer, BadRequest, Request, Route, Simulator, json_answer
from samveita.simulators.tokens import BadToken, TrustedIssuers

CATEGORIES = (
    *("Félagsmál", "Fjármál", "Skólamál", "Byggingarmál", "Skipulagsmál", "Húsnæðismál", "Barnavernd"),
    *("Umhverfismál", "Starfsmannamál", "Heilsa", "Skattamál", "Önnur mál"),
)
TYPES = (
    *(
        "Ákvörðun",
        "Tilkynning",
        "Bréf",
        "Andmælabréf",
        "Beiðni um gögn",
        "Boðun",
        "Áminning",
        "Svar við erindi",
    ),
    *("Reikningur", "Greiðsluseðill", "Launaseðill", "Yfirlit", "Umsókn móttekin"),
)
STRENGTHS = ("LOW", "SUBSTANTIAL", "HIGH")
MOST_ITEMS = 200
LIMITS = {"documentId": 50, "category": 25, "type": 25, "subject": 80}
REQUIRED = (
    *(
        "kennitala",
        "documentId",
        "senderKennitala",
        "senderName",
        "category",
        "type",
        "subject",
        "documentDate",
    ),
)
MOST_SECONDS_AHEAD = 60 * 24 * 3600
INDEXES = "/api/v1/documentindexes"

Item = dict[str, object]
Work = Callable[[Item, Request], list[str]]


class Skjalatilkynning:
    """The sending side of the mailbox."""

    def __init__(self, simulator: Simulator, references: References) -> None:
        self.simulator = simulator
        self.references = references
        self.address = simulator.configuration.address("mailbox")
        self.issuers = TrustedIssuers(simulator.configuration.authority)

    def routes(self) -> list[Route]:
        """Return the routes; the ledger is ours, for tests."""
        guarded = self._guarded
        return [
            Route("GET", f"{INDEXES}/categories", guarded(lambda _request: json_answer(list(CATEGORIES)))),
            Route("GET", f"{INDEXES}/types", guarded(lambda _request: json_answer(list(TYPES)))),
            Route("POST", INDEXES, guarded(lambda request: self._each(request, "register", self._register))),
            Route("PUT", INDEXES, guarded(lambda request: self._each(request, "update", self._update))),
            Route(
                "POST",
                f"{INDEXES}/withdraw",
                guarded(lambda request: self._each(request, "withdraw", self._withdraw)),
            ),
            Route(
                "POST", f"{INDEXES}/read", guarded(lambda request: self._each(request, "read", self._read))
            ),
            Route("POST", "/api/v1/notifications", guarded(self.notifications)),
            Route("GET", "/api/v1/paper", guarded(self.paper_page)),
            Route(
                "GET",
                "/api/v1/outboundIPs",
                guarded(lambda _request: json_answer({"outboundIPs": ["127.0.0.1"]})),
            ),
            Route("GET", "/api/v1/{kennitala}/paper", guarded(self.paper)),
            Route("GET", "/ledger", lambda _request: json_answer(self.references.ledger()), national=False),
            Route("POST", "/ledger/reset", self.reset, national=False),
        ]

    def notifications(self, request: Request) -> Answer:
        """Take notifications without a document."""
        problems: list[list[str]] = []
        for item in self._items(request):
            missing = [name for name in ("kennitala", "senderKennitala", "templateId") if not item.get(name)]
            problems.append([f"{name} vantar" for name in missing])
            if not missing:
                self.references.nudge(str(item["kennitala"]), item)
        results = [{"success": not errors, "errors": errors} for errors in problems]
        return json_answer({"results": results})

    def paper(self, request: Request) -> Answer:
        """Say whether a resident wants paper too."""
        kennitala = request.parts["kennitala"]
        if _kennitala_problem(kennitala):
            raise BadRequest("Kennitala er ekki gild")
        return json_answer({"kennitala": kennitala, "wantsPaper": self.references.wants_paper(kennitala)})

    def paper_page(self, request: Request) -> Answer:
        """List those who want paper; the real shape is undocumented."""
        try:
            page, size = int(request.query.get("page", "1")), int(request.query.get("pageSize", "100"))
        except ValueError as error:
            raise BadRequest("page og pageSize eru tölur") from error
        if not (1 <= page <= 1_000_000 and 1 <= size <= 1000):
            raise BadRequest("page eða pageSize er utan marka")
        found, total = self.references.paper_page(page, size)
        rows = [{"kennitala": kennitala, "wantsPaper": True} for kennitala in found]
        return json_answer({"paperMail": rows, "page": page, "pageSize": size, "totalCount": total})

    def reset(self, _request: Request) -> Answer:
        """Begin a new ledger."""
        self.references.forget()
        return json_answer(self.references.ledger())

    def _guarded(self, handler: Callable[[Request], Answer]) -> Callable[[Request], Answer]:
        def checked(request: Request) -> Answer:
            try:
                self._client(request)
            except BadToken as error:
                message = f'Bearer error="invalid_token", error_description="{error}"'
                return Answer(401, b"", (("WWW-Authenticate", message),))
            return handler(request)

        return checked

    def _client(self, request: Request) -> str:
        kind, _, token = request.header("Authorization").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise BadToken("missing")
        claims = self.issuers.read(token.strip(), audience=self.address, scope=f"{self.address}/.default")
        return str(claims.get("client_id", ""))

    def _items(self, request: Request) -> list[Item]:
        items = request.json()
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise BadRequest("Sendu lista af hlutum")
        if not 1 <= len(items) <= MOST_ITEMS:
            raise BadRequest(f"Sendu 1 til {MOST_ITEMS} hluti í einu")
        return items

    def _each(self, request: Request, operation: str, work: Work) -> Answer:
        """Do the work for each item and answer with one result for each, in order."""
        client = self._client(request)
        results = []
        for number, item in enumerate(self._items(request)):
            refused = "mixed_results" in request.faults and number % 2 == 1
            errors = ["Hafnað að beiðni (bilun í herminum)"] if refused else work(item, request)
            kennitala, document_id = str(item.get("kennitala", "")), str(item.get("documentId", ""))
            self.references.attempt(
                operation=operation,
                kennitala=kennitala,
                document_id=document_id,
                client=client,
                success=not errors,
                errors=errors,
            )
            result: Item = {
                "kennitala": kennitala,
                "documentId": document_id,
                "success": not errors,
                "errors": errors,
            }
            if operation == "register":
                result["wantsPaper"] = self.references.wants_paper(kennitala)
            results.append(_disturbed(result, request))
        return json_answer([] if "empty_array" in request.faults else results)

    def _register(self, item: Item, request: Request) -> list[str]:
        errors = _document_problems(item, self.simulator.now())
        if errors:
            return errors
        moment = _moment(item.get("publicationDate")) or self.simulator.now()
        accepted = self.references.register(
            item,
            publication=max(moment, self.simulator.now()),
            accept_duplicate="duplicates_accepted" in request.faults,
        )
        return [] if accepted else ["Skjalatilvísun er þegar skráð"]

    def _update(self, item: Item, _request: Request) -> list[str]:
        updated = item.get("updatedDocumentId")
        if not isinstance(updated, str) or not 1 <= len(updated) <= LIMITS["documentId"]:
            return ["updatedDocumentId vantar eða er of langt"]
        done = self.references.repoint(str(item.get("kennitala")), str(item.get("documentId")), updated)
        return [] if done else ["Skjalatilvísun fannst ekki"]

    def _withdraw(self, item: Item, _request: Request) -> list[str]:
        reason = item.get("reason")
        if not isinstance(reason, str) or not reason.strip():
            return ["reason vantar"]
        done = self.references.withdraw(str(item.get("kennitala")), str(item.get("documentId")), reason)
        return [] if done else ["Skjalatilvísun fannst ekki"]

    def _read(self, item: Item, _request: Request) -> list[str]:
        done = self.references.mark_read(str(item.get("kennitala")), str(item.get("documentId")))
        return [] if done else ["Skjalatilvísun fannst ekki"]


def _disturbed(result: Item, request: Request) -> Item:
    if "errors_null" in request.faults:
        result["errors"] = None
    if "no_echo" in request.faults:
        del result["kennitala"], result["documentId"]
    return result


def _document_problems(item: Item, now: float) -> list[str]:
    """Return what is wrong with a document, in the simulator's own words."""
    errors = [f"{name} vantar" for name in REQUIRED if not isinstance(item.get(name), str) or not item[name]]
    errors += [
        f"{name} er lengra en {most} stafir"
        for name, most in LIMITS.items()
        if len(str(item.get(name, ""))) > most
    ]
    for name in ("kennitala", "senderKennitala", "authorKennitala"):
        if item.get(name) and _kennitala_problem(item[name]):
            errors.append(f"{name} er ekki gild")
    if item.get("category") and item["category"] not in CATEGORIES:
        errors.append("Flokkur er ekki til")
    if item.get("type") and item["type"] not in TYPES:
        errors.append("Tegund er ekki til")
    if item.get("minimumAuthenticationType", "LOW") not in STRENGTHS:
        errors.append("minimumAuthenticationType er óþekkt")
    if not isinstance(item.get("notifyOwner", False), bool):
        errors.append("notifyOwner er ekki satt eða ósatt")
    if item.get("documentDate") and _moment(item["documentDate"]) is None:
        errors.append("documentDate er ekki dagsetning")
    if item.get("publicationDate") is not None:
        moment = _moment(item["publicationDate"])
        if moment is None or moment > now + MOST_SECONDS_AHEAD:
            errors.append("publicationDate er ekki dagsetning innan 60 daga")
    return errors


def _kennitala_problem(value: object) -> bool:
    try:
        return Kennitala(str(value)).digits != value
    except KennitalaError:
        return True


def _moment(value: object) -> float | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
