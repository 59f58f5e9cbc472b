"""Adapter to dk (dkPlus): a payment becomes a general ledger journal over dk's web service.

By the public description of the web service (api.dkplus.is, its Swagger document and clients generated from it; read in
2026): a journal is made by ``POST /api/v1/generalLedger/journal`` with ``Code``, ``Description``, ``Option`` and ``Lines``
of ``Account``, ``Amount``, ``Date``, ``Dim1``, ``Reference``, ``Text``, ``Voucher`` and ``Type``; transactions are read at
``GET /api/v1/generalledger/transaction/page/{page}/{count}`` by ``reference``; the token that dk gives out travels as
``Authorization: bearer``. The sign of an amount (debit positive) is unverified, and so is how long an entry is unseen after
it was made: when it is not found the answer is *unclear*, and a person finds out before anything is sent again.
"""

from __future__ import annotations

import httpx

from samveita.engines.payments.adapters import (
    Declined,
    NotNow,
    Outcome,
    Taken,
    Unclear,
    register_adapter,
    wire,
)
from samveita.engines.payments.booking import document_number, entry_of, key_for, missing_keys
from samveita.engines.payments.documents import FrozenRecord, PaymentSettings
from samveita.engines.payments.setup import Access
from samveita.iceland.texts import Text

NAME = "dk"
TEXT_LENGTH = 40

NO_JOURNAL = Text(
    is_="Kóða dagbókar vantar í tengingu við bókhald.",
    en="The code of the journal is missing in the connection to the accounts.",
    pl="W połączeniu z księgowością brakuje kodu dziennika.",
)
NO_PROJECTS = Text(
    is_="Ekki er vitað hvernig dk tekur við verki í færslu; taktu verkið úr bókunarlyklinum.",
    en="It is not known how dk takes a project in an entry; take the project out of the booking key.",
    pl="Nie wiadomo, jak dk przyjmuje projekt w zapisie; usuń projekt z klucza księgowania.",
)


class Dk:
    """The adapter; one connection pool for each process. The token is the password of the connection."""

    name = NAME
    title = Text(is_="dk (dagbók)", en="dk (journal)", pl="dk (dziennik)")
    takes_corrections = True

    def __init__(self) -> None:
        self._http = wire.new_client()

    def missing(self, record: FrozenRecord, settings: PaymentSettings) -> tuple[Text, ...]:
        """Return the keys and settings without which a payment can't be booked."""
        key = key_for(settings, record.kind, record.pay_date)
        lacking = () if settings.journal else (NO_JOURNAL,)
        return (*lacking, *missing_keys(record, settings), *((NO_PROJECTS,) if key and key.project else ()))

    def send(self, access: Access, record: FrozenRecord, settings: PaymentSettings) -> Outcome:
        """Make the journal of one payment: one call, all lines or none."""
        if key_for(settings, record.kind, record.pay_date) is None:
            return Declined("no booking key")
        answer = self._call(
            access, "POST", "/api/v1/generalLedger/journal", body=journal_of(record, settings)
        )
        if not isinstance(answer, httpx.Response):
            return answer
        if answer.status_code in {httpx.codes.OK, httpx.codes.CREATED, httpx.codes.NO_CONTENT}:
            return Taken(document_number(record.uid))
        return (
            Unclear("409 already there")
            if answer.status_code == httpx.codes.CONFLICT
            else wire.fault_of(answer)
        )

    def ask(self, access: Access, uid: str) -> Outcome:
        """Ask whether a payment is among the transactions; one that is not may still be on its way."""
        number = document_number(uid)
        path = "/api/v1/generalledger/transaction/page/1/10"
        answer = self._call(access, "GET", path, query={"reference": number})
        if not isinstance(answer, httpx.Response):
            return NotNow(answer.code)
        if answer.status_code != httpx.codes.OK:
            return NotNow(f"status {answer.status_code}")
        return Taken(number) if _names(answer, number) else Unclear("not among the transactions")

    def _call(
        self,
        access: Access,
        method: str,
        path: str,
        *,
        body: dict[str, object] | None = None,
        query: dict[str, str] | None = None,
    ) -> httpx.Response | NotNow | Unclear:
        headers = {"Authorization": f"bearer {access.credentials.password}", "Accept": "application/json"}
        return wire.call(self._http, method, access.address + path, headers=headers, body=body, query=query)


def journal_of(record: FrozenRecord, settings: PaymentSettings) -> dict[str, object]:
    """Return a payment as it travels.

    Raises:
        ValueError: when no booking key holds for it.
    """
    key = key_for(settings, record.kind, record.pay_date)
    if key is None:
        raise ValueError(f"no booking key for {record.kind!r} on {record.pay_date}")
    number, text = document_number(record.uid), f"{record.case_number} {record.label.is_}"[:TEXT_LENGTH]
    lines = [
        {
            "Type": "GeneralLedger",
            "Account": line.account,
            "Amount": line.amount,
            "Date": record.pay_date.isoformat(),
            "Reference": number,
            "Voucher": number,
            "Text": text,
            **({"Dim1": line.department} if line.department else {}),
        }
        for line in entry_of(record, key)
    ]
    return {"Code": settings.journal, "Description": text, "Option": {"Post": True}, "Lines": lines}


def register() -> None:
    """Make the adapter known."""
    register_adapter(Dk())


def _names(answer: httpx.Response, number: str) -> bool:
    try:
        rows = answer.json()
    except ValueError:
        return False
    return isinstance(rows, list) and any(
        isinstance(row, dict) and row.get("Reference") == number for row in rows
    )
