"""Adapter to Microsoft Dynamics 365 Business Central: a payment becomes lines of a general journal over API v2.0.

By the public documentation (learn.microsoft.com, Business Central, api-reference/v2.0; read in 2026): journal lines are
made at ``companies({id})/journals({id})/journalLines`` with ``accountType``, ``accountNumber``, ``postingDate``,
``documentNumber``, ``amount`` and ``description``; dimensions at ``companies({id})/journalLines({id})/dimensionSetLines``
with ``code`` and ``valueCode``; what has been posted is read at ``companies({id})/generalLedgerEntries``; 429 is answered
when calls come too fast; a token is had from Microsoft Entra by OAuth 2.0 client credentials. No real Business Central has
been met: docs/operator/payments.md says what is unverified. A person posts the journal; this adapter never does.

A journal line has no idempotency key. The document number is therefore made from our id of the payment, lines are written
in a fixed order of which only the last makes the entry come to nought, and before anything is written the lines that are
there already are read: an entry is *there* when it balances, and is completed when it does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from samveita.engines.payments.adapters import (
    Declined,
    NotNow,
    NotThere,
    Outcome,
    Taken,
    Unclear,
    register_adapter,
    wire,
)
from samveita.engines.payments.booking import EntryLine, document_number, entry_of, key_for, missing_keys
from samveita.engines.payments.documents import FrozenRecord, PaymentSettings
from samveita.engines.payments.setup import Access
from samveita.iceland.texts import Text

NAME = "business_central"
SCOPE = "https://api.businesscentral.dynamics.com/.default"
USUAL_LIFE = 300.0
DESCRIPTION_LENGTH = 50

NOT_SET = Text(
    is_="Auðkenni fyrirtækis, færslubók og slóð innskráningar vantar í tengingu við bókhald.",
    en="The company's id, the journal or the address of the login is missing in the connection to the accounts.",
    pl="W połączeniu z księgowością brakuje identyfikatora firmy, dziennika lub adresu logowania.",
)

Fault = NotNow | Unclear | Declined


@dataclass(frozen=True, slots=True)
class _Written:
    """A line that stands in the journal."""

    uid: str
    account: str
    amount: int
    dimensions: frozenset[tuple[str, str]]


class _Stopped(Exception):
    """A call that ended the work; ``outcome`` says how."""

    def __init__(self, outcome: Fault) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome


class BusinessCentral:
    """The adapter; one connection pool and one token a login for each process."""

    name = NAME
    title = Text(
        is_="Business Central (færslubók)",
        en="Business Central (general journal)",
        pl="Business Central (dziennik główny)",
    )
    takes_corrections = True

    def __init__(self) -> None:
        self._http = wire.new_client()
        self._tokens = wire.Tokens()

    def missing(self, record: FrozenRecord, settings: PaymentSettings) -> tuple[Text, ...]:
        """Return the keys and settings without which a payment can't be booked."""
        is_set = settings.company and settings.journal and settings.token_address
        return (*(() if is_set else (NOT_SET,)), *missing_keys(record, settings))

    def send(self, access: Access, record: FrozenRecord, settings: PaymentSettings) -> Outcome:
        """Write the entry of one payment, or what is missing of it."""
        key = key_for(settings, record.kind, record.pay_date)
        if key is None:
            return Declined("no booking key")
        number, wrote = document_number(record.uid), False
        try:
            posted = self._posted(access, number)
            if posted is not None:
                return posted
            there, entry = self._written(access, number), entry_of(record, key)
            if _others(there, entry):
                return Unclear("other lines stand in the journal under this number")
            for line in entry:
                standing = _take(there, line)
                if standing is None:
                    standing, wrote = self._write(access, record, line, number), True
                for code, value in _dimensions(line, settings) - standing.dimensions:
                    self._give_dimension(access, standing, code, value)
                    wrote = True
        except wire.NoToken as silent:
            return Unclear(silent.outcome.code) if wrote else silent.outcome
        except _Stopped as stopped:
            is_partly_done = wrote and not isinstance(stopped.outcome, Declined)
            return Unclear("a part of the entry is written") if is_partly_done else stopped.outcome
        return Taken(number)

    def ask(self, access: Access, uid: str) -> Outcome:
        """Ask whether the entry of a payment is in the journal or has been posted."""
        number = document_number(uid)
        try:
            posted = self._posted(access, number)
            if posted is not None:
                return posted
            there = self._written(access, number)
        except wire.NoToken as silent:
            return silent.outcome
        except _Stopped as stopped:
            return NotNow(stopped.outcome.code) if isinstance(stopped.outcome, Declined) else stopped.outcome
        is_whole = len(there) > 1 and sum(line.amount for line in there) == 0
        return Taken(number) if is_whole else NotThere()

    def _posted(self, access: Access, number: str) -> Taken | None:
        found = self._get(access, "generalLedgerEntries", {"$filter": f"documentNumber eq '{number}'"})
        return Taken(number) if found else None

    def _written(self, access: Access, number: str) -> list[_Written]:
        query = {"$filter": f"documentNumber eq '{number}'", "$expand": "dimensionSetLines"}
        return [_read(row) for row in self._get(access, f"{_journal(access)}/journalLines", query)]

    def _write(self, access: Access, record: FrozenRecord, line: EntryLine, number: str) -> _Written:
        body: dict[str, object] = {
            "accountType": "G/L Account",
            "accountNumber": line.account,
            "postingDate": record.pay_date.isoformat(),
            "documentNumber": number,
            "amount": line.amount,
            "description": f"{record.case_number} {record.label.is_}"[:DESCRIPTION_LENGTH],
        }
        return _read(self._post(access, f"{_journal(access)}/journalLines", body))

    def _give_dimension(self, access: Access, line: _Written, code: str, value: str) -> None:
        path = f"journalLines({line.uid})/dimensionSetLines"
        self._post(access, path, {"code": code, "valueCode": value})

    def _get(self, access: Access, path: str, query: dict[str, str]) -> list[dict[str, object]]:
        answer = self._call(access, "GET", path, query=query)
        if answer.status_code != httpx.codes.OK:
            raise _Stopped(_unread(answer))
        rows = wire.json_of(answer).get("value")
        if not isinstance(rows, list):
            raise _Stopped(NotNow("an answer without rows"))
        return [row for row in rows if isinstance(row, dict)]

    def _post(self, access: Access, path: str, body: dict[str, object]) -> dict[str, object]:
        answer = self._call(access, "POST", path, body=body)
        if answer.status_code != httpx.codes.CREATED:
            raise _Stopped(wire.fault_of(answer))
        return wire.json_of(answer)

    def _call(
        self,
        access: Access,
        method: str,
        path: str,
        *,
        body: dict[str, object] | None = None,
        query: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Make one call with a token; a refused token is replaced and the call repeated exactly once."""
        address = f"{access.address}/companies({access.settings.company})/{path}"
        login = (access.settings.token_address, access.credentials.username, access.credentials.password)

        def attempt() -> httpx.Response:
            token = self._tokens.value(login, lambda: self._log_in(access))
            headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
            answer = wire.call(self._http, method, address, headers=headers, body=body, query=query)
            if isinstance(answer, httpx.Response):
                return answer
            # Nothing is done by asking, so a question that got lost may be asked again.
            raise _Stopped(NotNow(answer.code) if method == "GET" else answer)

        answer = attempt()
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.forget(login)
            answer = attempt()
        return answer

    def _log_in(self, access: Access) -> tuple[str, float]:
        form = {
            "grant_type": "client_credentials",
            "client_id": access.credentials.username,
            "client_secret": access.credentials.password,
            "scope": SCOPE,
        }
        try:
            answer = self._http.post(access.settings.token_address, data=form)
        except httpx.RequestError as fault:
            raise wire.NoToken(f"login: {type(fault).__name__}") from fault
        told = wire.json_of(answer)
        token, life = told.get("access_token"), told.get("expires_in", USUAL_LIFE)
        if answer.status_code != httpx.codes.OK or not isinstance(token, str) or not token:
            raise wire.NoToken(f"login: status {answer.status_code}")
        return token, float(life) if isinstance(life, int | float) else USUAL_LIFE


def register() -> None:
    """Make the adapter known."""
    register_adapter(BusinessCentral())


def _journal(access: Access) -> str:
    return f"journals({access.settings.journal})"


def _dimensions(line: EntryLine, settings: PaymentSettings) -> frozenset[tuple[str, str]]:
    given = ((settings.department_code, line.department), (settings.project_code, line.project))
    return frozenset((code, value) for code, value in given if value)


def _others(there: list[_Written], entry: tuple[EntryLine, ...]) -> bool:
    """Whether lines stand there that are not of the entry, as when its key has changed since they were written."""
    left = list(there)
    for line in entry:
        _take(left, line)
    return bool(left)


def _take(there: list[_Written], line: EntryLine) -> _Written | None:
    """Take the standing line that is this one out of those that are there."""
    for standing in there:
        if (standing.account, standing.amount) == (line.account, line.amount):
            there.remove(standing)
            return standing
    return None


def _read(row: dict[str, object]) -> _Written:
    uid, amount, dimensions = row.get("id"), row.get("amount"), row.get("dimensionSetLines", [])
    if not isinstance(uid, str) or not isinstance(amount, int | float) or not isinstance(dimensions, list):
        raise _Stopped(Unclear("a line without id or amount"))
    given = frozenset(
        (str(one.get("code")), str(one.get("valueCode"))) for one in dimensions if isinstance(one, dict)
    )
    return _Written(uid, str(row.get("accountNumber", "")), round(amount), given)


def _unread(answer: httpx.Response) -> Fault:
    """A question that was not answered has done nothing, whatever its status."""
    fault = wire.fault_of(answer)
    return NotNow(fault.code)
