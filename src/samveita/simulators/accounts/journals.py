"""Business Central and dk as far as a payment goes, by their public documentation; the journal is kept over restarts.

Business Central: a token by client credentials, journal lines with dimensions, and ledger entries once a journal has been
posted (``POST .../Microsoft.NAV.post``, as documented). dk: a journal in one call, and transactions by reference. Only the
fields that the platform uses are kept; a field that the documentation does not name is refused, so nothing is invented.
"""

from __future__ import annotations

import json
import re
import secrets
from uuid import uuid4

from samveita.simulators.server import Answer, BadRequest, Request, Route, Simulator, json_answer
from samveita.simulators.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS journal_lines (
    number INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, system TEXT NOT NULL, journal TEXT NOT NULL,
    document TEXT NOT NULL, line TEXT NOT NULL, dimensions TEXT NOT NULL DEFAULT '[]', posted INTEGER NOT NULL DEFAULT 0
);
"""
CLIENT = "samveita"
LIFE_SECONDS = 600
COMPANY = r"/bc/companies\({company}\)"
LINE_FIELDS = {
    *("accountType", "accountNumber", "postingDate", "documentNumber", "externalDocumentNumber"),
    *("amount", "description", "comment"),
}
DK_HEAD = {"Code", "Description", "Period", "Option", "Lines"}
DK_LINE = {
    *("Account", "Amount", "Currency", "Date", "DueDate", "Dim1", "Reference", "Text", "Voucher", "Type"),
}
FILTER = re.compile(r"documentNumber eq '([^']{1,20})'")


class Journals:
    """The journals of both systems."""

    def __init__(self, simulator: Simulator, store: Store) -> None:
        self.simulator = simulator
        self.store = store
        self._tokens: dict[str, float] = {}

    def routes(self) -> list[Route]:
        """Return the routes; the listing of all lines is ours, for tests."""
        return [
            Route("POST", "/entra/token", self.give_token),
            Route("POST", rf"{COMPANY}/journals\({{journal}}\)/journalLines", self.write),
            Route("GET", rf"{COMPANY}/journals\({{journal}}\)/journalLines", self.read),
            Route("POST", rf"{COMPANY}/journals\({{journal}}\)/Microsoft.NAV.post", self.post),
            Route("POST", rf"{COMPANY}/journalLines\({{line}}\)/dimensionSetLines", self.give_dimension),
            Route("GET", f"{COMPANY}/generalLedgerEntries", self.entries),
            Route("POST", "/dk/api/v1/generalLedger/journal", self.dk_journal),
            Route("GET", "/dk/api/v1/generalledger/transaction/page/{page}/{count}", self.dk_transactions),
            Route("GET", "/journals", self.everything, national=False),
        ]

    def give_token(self, request: Request) -> Answer:
        """Answer as Microsoft Entra does for client credentials."""
        form, secret = request.form(), self.simulator.configuration.machine_secret
        right = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": secret}
        if {key: form.get(key) for key in right} != right or not form.get("scope", "").endswith("/.default"):
            return json_answer({"error": "invalid_client"}, 401)
        token = secrets.token_urlsafe(24)
        self._tokens[token] = self.simulator.now() + LIFE_SECONDS
        return json_answer({"token_type": "Bearer", "access_token": token, "expires_in": LIFE_SECONDS})

    def write(self, request: Request) -> Answer:
        """Make a journal line."""
        if not self._knows(request):
            return json_answer({"error": {"code": "Unauthorized"}}, 401)
        line = _object(request.json(), LINE_FIELDS)
        number = str(line.get("documentNumber", ""))
        if not 1 <= len(number) <= 20 or len(str(line.get("description", ""))) > 100:
            return json_answer({"error": {"code": "Application_StringExceededLength"}}, 400)
        if not line.get("accountNumber") or not isinstance(line.get("amount"), int | float):
            return json_answer({"error": {"code": "Internal_InvalidTableRelation"}}, 400)
        uid = self._add("bc", request.parts["journal"], number, line)
        return json_answer({**line, "id": uid, "journalId": request.parts["journal"]}, 201)

    def read(self, request: Request) -> Answer:
        """Tell the unposted lines of a document."""
        return self._told(request, posted=False)

    def entries(self, request: Request) -> Answer:
        """Tell the ledger entries of a document."""
        return self._told(request, posted=True)

    def post(self, request: Request) -> Answer:
        """Post the journal, which has to balance document by document."""
        if not self._knows(request):
            return json_answer({"error": {"code": "Unauthorized"}}, 401)
        sums: dict[str, float] = {}
        for one in self._lines("bc"):
            number = str(one["documentNumber"])
            sums[number] = sums.get(number, 0) + float(str(one["amount"]))
        if any(sums.values()):
            return json_answer({"error": {"code": "Application_DialogException"}}, 400)
        self.store.change("UPDATE journal_lines SET posted = 1 WHERE system = 'bc'")
        return Answer(204)

    def give_dimension(self, request: Request) -> Answer:
        """Add a dimension to a line."""
        if not self._knows(request):
            return json_answer({"error": {"code": "Unauthorized"}}, 401)
        one = _object(request.json(), {"code", "valueCode"})
        row = self.store.row("SELECT dimensions FROM journal_lines WHERE uid = ?", request.parts["line"])
        if row is None:
            return json_answer({"error": {"code": "BadRequest_ResourceNotFound"}}, 404)
        known = [given for given in json.loads(row["dimensions"]) if given["code"] != one.get("code")]
        self.store.change(
            "UPDATE journal_lines SET dimensions = ? WHERE uid = ?",
            json.dumps([*known, one]),
            request.parts["line"],
        )
        return json_answer(one, 201)

    def dk_journal(self, request: Request) -> Answer:
        """Make and post a journal in dk: all of its lines or none."""
        if not self._dk_knows(request):
            return Answer(401)
        head = _object(request.json(), DK_HEAD)
        rows = head.get("Lines")
        if not head.get("Code") or not isinstance(rows, list) or not rows:
            return json_answer({"Message": "Code and Lines are required"}, 400)
        lines = [_object(row, DK_LINE) for row in rows]
        if sum(float(str(line.get("Amount", 0))) for line in lines):
            return json_answer({"Message": "The journal does not balance"}, 400)
        with self.store.transaction():
            for line in lines:
                self._add("dk", str(head["Code"]), str(line.get("Reference", "")), line)
        return Answer(200)

    def dk_transactions(self, request: Request) -> Answer:
        """Tell the transactions with a reference."""
        if not self._dk_knows(request):
            return Answer(401)
        wanted = request.query.get("reference", "")
        return json_answer([one for one in self._lines("dk") if one.get("Reference") == wanted])

    def everything(self, _request: Request) -> Answer:
        """Tell every line of both systems, for tests."""
        return json_answer({"bc": self._lines("bc"), "dk": self._lines("dk")})

    def _told(self, request: Request, *, posted: bool) -> Answer:
        if not self._knows(request):
            return json_answer({"error": {"code": "Unauthorized"}}, 401)
        found = FILTER.fullmatch(request.query.get("$filter", ""))
        if found is None:
            return json_answer({"error": {"code": "BadRequest_InvalidRequestUri"}}, 400)
        rows = [one for one in self._lines("bc", posted=posted) if one["documentNumber"] == found[1]]
        return json_answer({"value": rows})

    def _lines(self, system: str, *, posted: bool = False) -> list[dict[str, object]]:
        sql = "SELECT * FROM journal_lines WHERE system = ? AND posted = ? ORDER BY number"
        return [
            {
                **json.loads(row["line"]),
                "id": row["uid"],
                "dimensionSetLines": json.loads(row["dimensions"]),
            }
            for row in self.store.rows(sql, system, int(posted))
        ]

    def _add(self, system: str, journal: str, document: str, line: dict[str, object]) -> str:
        uid = str(uuid4())
        self.store.change(
            "INSERT INTO journal_lines (uid, system, journal, document, line) VALUES (?, ?, ?, ?, ?)",
            uid,
            system,
            journal,
            document,
            json.dumps(line, ensure_ascii=False),
        )
        return uid

    def _knows(self, request: Request) -> bool:
        kind, _, token = request.header("Authorization").partition(" ")
        return kind == "Bearer" and self._tokens.get(token, 0) > self.simulator.now()

    def _dk_knows(self, request: Request) -> bool:
        return request.header("Authorization") == f"bearer {self.simulator.configuration.machine_secret}"


def _object(value: object, fields: set[str]) -> dict[str, object]:
    """Return a JSON object that has only documented fields.

    Raises:
        BadRequest: for anything else.
    """
    if not isinstance(value, dict) or set(value) - fields:
        raise BadRequest("An object with documented fields only.")
    return value
