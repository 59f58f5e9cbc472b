"""Adapter to an accounting service that takes one record for each payment, in the shape the earlier system used.

The earlier system logged in to a municipality's service (in front of Dynamics NAV, now Business Central) and sent one record
a payment: type, status, national id, phone, e-mail, bank account, amount before tax, case number, employment code, personal
credit in krónur, housing code, from and to date. That list of fields is what is known; names on the wire, the login's
address and the answers below are ours, unverified until a municipality's service has been met. Two things are added: our
own id of the payment as idempotency key, and a question by that id, both described in docs/operator/payments.md.
"""

from __future__ import annotations

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
from samveita.engines.payments.documents import Code, FrozenRecord, PaymentSettings
from samveita.engines.payments.exporting import last_day_of
from samveita.engines.payments.setup import Access
from samveita.iceland.texts import Text

NAME = "record_service"
LONGEST_ID = 100
USUAL_LIFE = 300.0
STATUS = "approved"

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
        self._http = wire.new_client()
        self._tokens = wire.Tokens()

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
        return wire.fault_of(answer)

    def ask(self, access: Access, uid: str) -> Outcome:
        """Ask whether the accounts have a payment of ours."""
        answer = self._call(access, "GET", f"/payments/{uid}")
        if not isinstance(answer, httpx.Response):
            return answer
        if answer.status_code == httpx.codes.OK:
            return _taken(answer)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return NotThere() if _says_unknown(answer) else NotNow("404 without an answer of the service")
        fault = wire.fault_of(answer)
        return NotNow(fault.code) if isinstance(fault, Declined) else fault

    def _call(
        self, access: Access, method: str, path: str, *, key: str = "", body: dict[str, object] | None = None
    ) -> httpx.Response | NotNow | Unclear:
        """Make one call with a token; a refused token is replaced and the call repeated exactly once."""
        try:
            answer = self._attempt(access, method, path, key, body)
            if isinstance(answer, httpx.Response) and answer.status_code == httpx.codes.UNAUTHORIZED:
                self._tokens.forget(_login_of(access))
                answer = self._attempt(access, method, path, key, body)
        except wire.NoToken as silent:
            return silent.outcome
        return answer

    def _attempt(
        self, access: Access, method: str, path: str, key: str, body: dict[str, object] | None
    ) -> httpx.Response | NotNow | Unclear:
        token = self._tokens.value(_login_of(access), lambda: self._log_in(access))
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        return wire.call(self._http, method, access.address + path, headers=headers, body=body)

    def _log_in(self, access: Access) -> tuple[str, float]:
        login = {"username": access.credentials.username, "password": access.credentials.password}
        try:
            answer = self._http.post(f"{access.address}/login", json=login)
        except httpx.RequestError as fault:
            raise wire.NoToken(f"login: {type(fault).__name__}") from fault
        if answer.status_code != httpx.codes.OK:
            raise wire.NoToken(f"login: status {answer.status_code}")
        told = wire.json_of(answer)
        token, life = told.get("token"), told.get("expires_in", USUAL_LIFE)
        if not isinstance(token, str) or not token or not isinstance(life, int | float):
            raise wire.NoToken("login: no token")
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


def _login_of(access: Access) -> tuple[str, ...]:
    return (access.address, access.credentials.username, access.credentials.password)


def _code(codes: dict[str, Code], word: str, *, otherwise: str = "") -> str:
    return codes[word].code if word in codes else otherwise


def _taken(answer: httpx.Response) -> Taken | Unclear:
    number = wire.json_of(answer).get("number")
    if not isinstance(number, str | int) or not str(number):
        return Unclear("an answer without a number")
    return Taken(str(number)[:LONGEST_ID])


def _says_unknown(answer: httpx.Response) -> bool:
    """Whether the service itself says it does not know the payment; a proxy's 404 says nothing of payments."""
    return wire.json_of(answer).get("error") == "unknown_payment"
