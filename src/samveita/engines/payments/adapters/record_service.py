"""Adapter to an accounting service that takes one record for each payment, in the shape the earlier system used.

The earlier system logged in to a municipality's service (in front of Dynamics NAV, now Business Central) and sent one record
a payment: type, status, national id, phone, e-mail, bank account, amount before tax, case number, employment code, personal
credit in krónur, housing code, from and to date. That list of fields is what is known; names on the wire, the login's
address and the answers below are ours, unverified until a municipality's service has been met. Two things are added: our
own id of the payment as idempotency key, and a question by that id, both described in docs/operator/payments.md.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import httpx

from samveita.engines.payments.adapters import (
    Declined,
    NotNow,
    NotThere,
    Outcome,
    Taken,
    Unclear,
    register_adapter,
)
from samveita.engines.payments.documents import Code, FrozenRecord, PaymentSettings
from samveita.engines.payments.exporting import last_day_of
from samveita.engines.payments.setup import Access
from samveita.iceland.texts import Text

NAME = "record_service"
CONNECT_TIMEOUT, ANSWER_TIMEOUT = 5.0, 20.0
LONGEST_ID = 100
RENEW_EARLY, USUAL_LIFE = 30.0, 300.0
STATUS = "approved"

_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

NO_CODE = {
    "employment": Text(
        is_="Kóða bókhaldsins fyrir vinnustöðuna „{word}“ vantar.",
        en="The accounts' code for the employment “{word}” is missing.",
        pl="Brakuje kodu księgowości dla zatrudnienia „{word}”.",
    ),
    "housing": Text(
        is_="Kóða bókhaldsins fyrir heimilisaðstæðurnar „{word}“ vantar.",
        en="The accounts' code for the home circumstances “{word}” is missing.",
        pl="Brakuje kodu księgowości dla sytuacji mieszkaniowej „{word}”.",
    ),
}


@dataclass(slots=True)
class _Token:
    """The token of one login, and when it is renewed (monotonic seconds)."""

    value: str = ""
    renew_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class _NoToken(Exception):
    """No token could be had; ``outcome`` says what that means for the payment: certainly nothing happened."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.outcome = NotNow(code)


class RecordService:
    """The adapter; one connection pool and one token a login for each process."""

    name = NAME
    title = Text(
        is_="Færsluþjónusta (Business Central, áður NAV)",
        en="Record service (Business Central, formerly NAV)",
        pl="Usługa zapisów (Business Central, dawniej NAV)",
    )
    takes_corrections = False

    def __init__(self) -> None:
        self._http = httpx.Client(
            timeout=httpx.Timeout(ANSWER_TIMEOUT, connect=CONNECT_TIMEOUT),
            follow_redirects=False,
            trust_env=False,
        )
        self._tokens: dict[tuple[str, str, str], _Token] = {}
        self._lock = threading.Lock()

    def missing(self, record: FrozenRecord, settings: PaymentSettings) -> tuple[Text, ...]:
        """Return the words of a record for which the municipality has set no code."""
        found = []
        if record.employment and record.employment not in settings.employment_codes:
            found.append(NO_CODE["employment"].format(word=record.employment))
        if record.housing and record.housing not in settings.housing_codes:
            found.append(NO_CODE["housing"].format(word=record.housing))
        return tuple(found)

    def send(self, access: Access, record: FrozenRecord, settings: PaymentSettings) -> Outcome:
        """Hand one payment over."""
        answer = self._call(access, "POST", "/payments", key=record.uid, body=wire_record(record, settings))
        if not isinstance(answer, httpx.Response):
            return answer
        if answer.status_code in {200, 201}:
            return _taken(answer)
        if answer.status_code == httpx.codes.CONFLICT:
            return Unclear("409 already there")
        return _fault(answer)

    def ask(self, access: Access, uid: str) -> Outcome:
        """Ask whether the accounts have a payment of ours."""
        answer = self._call(access, "GET", f"/payments/{uid}")
        if not isinstance(answer, httpx.Response):
            return answer
        if answer.status_code == httpx.codes.OK:
            return _taken(answer)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return NotThere() if _says_unknown(answer) else NotNow("404 without an answer of the service")
        fault = _fault(answer)
        return NotNow(fault.code) if isinstance(fault, Declined) else fault

    def _call(
        self, access: Access, method: str, path: str, *, key: str = "", body: dict[str, object] | None = None
    ) -> httpx.Response | NotNow | Unclear:
        """Make one call with a token; a refused token is replaced and the call repeated exactly once."""
        try:
            answer = self._attempt(access, method, path, key, body)
            if isinstance(answer, httpx.Response) and answer.status_code == httpx.codes.UNAUTHORIZED:
                self._forget(access)
                answer = self._attempt(access, method, path, key, body)
        except _NoToken as silent:
            return silent.outcome
        return answer

    def _attempt(
        self, access: Access, method: str, path: str, key: str, body: dict[str, object] | None
    ) -> httpx.Response | NotNow | Unclear:
        headers = {"Authorization": f"Bearer {self._token(access)}", "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        try:
            return self._http.request(method, access.address + path, json=body, headers=headers)
        except _NOTHING_SENT as fault:
            return NotNow(type(fault).__name__)
        except httpx.RequestError as fault:
            return Unclear(type(fault).__name__)

    def _holder(self, access: Access) -> _Token:
        key = (access.address, access.credentials.username, access.credentials.password)
        with self._lock:
            return self._tokens.setdefault(key, _Token())

    def _forget(self, access: Access) -> None:
        self._holder(access).value = ""

    def _token(self, access: Access) -> str:
        holder = self._holder(access)
        with holder.lock:
            if not holder.value or time.monotonic() >= holder.renew_at:
                holder.value, life = self._log_in(access)
                holder.renew_at = time.monotonic() + max(life - RENEW_EARLY, 0.0)
            return holder.value

    def _log_in(self, access: Access) -> tuple[str, float]:
        login = {"username": access.credentials.username, "password": access.credentials.password}
        try:
            answer = self._http.post(f"{access.address}/login", json=login)
        except httpx.RequestError as fault:
            raise _NoToken(f"login: {type(fault).__name__}") from fault
        if answer.status_code != httpx.codes.OK:
            raise _NoToken(f"login: status {answer.status_code}")
        told = _json_of(answer)
        token, life = told.get("token"), told.get("expires_in", USUAL_LIFE)
        if not isinstance(token, str) or not token or not isinstance(life, int | float):
            raise _NoToken("login: no token")
        return token, float(life)


def wire_record(record: FrozenRecord, settings: PaymentSettings) -> dict[str, object]:
    """Return a payment as it travels. The amount is before tax where tax is withheld, as the earlier system sent it."""
    return {
        "id": record.uid,
        "type": _code(settings.type_codes, record.kind, otherwise=record.kind),
        "status": STATUS,
        "nationalId": record.national_id,
        "phone": record.phone,
        "email": record.email,
        "bankAccount": record.account,
        "amount": record.amount if record.gross is None else record.gross,
        "amountPaid": record.amount,
        "taxWithheld": record.tax_withheld or 0,
        "caseNumber": record.case_number,
        "employmentCode": _code(settings.employment_codes, record.employment),
        "personalCredit": record.personal_credit or 0,
        "housingCode": _code(settings.housing_codes, record.housing),
        "fromDate": record.month.isoformat(),
        "toDate": last_day_of(record.month).isoformat(),
        "payDate": record.pay_date.isoformat(),
    }


def register() -> None:
    """Make the adapter known."""
    register_adapter(RecordService())


def _code(codes: dict[str, Code], word: str, *, otherwise: str = "") -> str:
    return codes[word].code if word in codes else otherwise


def _taken(answer: httpx.Response) -> Taken | Unclear:
    number = _json_of(answer).get("number")
    if not isinstance(number, str | int) or not str(number):
        return Unclear("an answer without a number")
    return Taken(str(number)[:LONGEST_ID])


def _says_unknown(answer: httpx.Response) -> bool:
    """Whether the service itself says it does not know the payment; a proxy's 404 says nothing of payments."""
    return _json_of(answer).get("error") == "unknown_payment"


def _fault(answer: httpx.Response) -> NotNow | Unclear | Declined:
    status = answer.status_code
    if status in {400, 422}:
        return Declined(f"status {status}")
    if status >= 500 or 200 < status < 300:
        return Unclear(f"status {status}")
    return NotNow(f"status {status}")


def _json_of(answer: httpx.Response) -> dict[str, object]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
