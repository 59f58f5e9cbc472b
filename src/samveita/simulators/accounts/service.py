"""The service's three questions – log in, take a payment, say whether a payment is there – and its ledger as a page."""

from __future__ import annotations

import re
import secrets

from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.simulators.accounts.ledger import Booking, Ledger
from samveita.simulators.exchanges import masked
from samveita.simulators.markup import Markup, element
from samveita.simulators.pages import page, table
from samveita.simulators.server import (
    Answer,
    BadRequest,
    Request,
    Route,
    Simulator,
    json_answer,
    page_answer,
    redirect,
)

USER = "samveita"
LIFE_SECONDS = 600
ACCOUNT = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{6}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST_AMOUNT = 99_999_999
TEXTS = ("id", "type", "status", "nationalId", "bankAccount", "caseNumber", "fromDate", "toDate")


class AccountingService:
    """What the municipality's service does."""

    def __init__(self, simulator: Simulator, ledger: Ledger) -> None:
        self.simulator = simulator
        self.ledger = ledger
        self._tokens: dict[str, float] = {}

    def routes(self) -> list[Route]:
        """Return the routes; the ledger is ours, for people and tests."""
        return [
            Route("POST", "/login", self.log_in),
            Route("POST", "/payments", self.take),
            Route("GET", "/payments/{payment}", self.tell),
            Route("GET", "/ledger", self.show, national=False),
            Route("POST", "/ledger/reset", self.reset, national=False),
        ]

    def log_in(self, request: Request) -> Answer:
        """Give a token for the user name and password of the demonstration."""
        told = request.json()
        right = {"username": USER, "password": self.simulator.configuration.machine_secret}
        if told != right or "wrong_password" in request.faults:
            return json_answer({"error": "login_refused"}, 401)
        token = secrets.token_urlsafe(24)
        self._tokens[token] = self.simulator.now() + LIFE_SECONDS
        return json_answer({"token": token, "expires_in": LIFE_SECONDS})

    def take(self, request: Request) -> Answer:
        """Book a payment; the same id again answers with the first booking, or 409 when its contents differ."""
        if not self._knows(request):
            return json_answer({"error": "unauthorized"}, 401)
        record = request.json()
        if not isinstance(record, dict):
            raise BadRequest("Send one record.")
        payment = str(record.get("id", ""))
        errors = problems_of(record)
        if request.header("Idempotency-Key") != payment:
            errors.append("Idempotency-Key is not the id of the payment")
        if "refused" in request.faults:
            errors.append("refused on request")
        if errors:
            self.ledger.attempt(payment, "refused")
            return json_answer({"error": "invalid_payment", "details": errors}, 422)
        booking, is_new = self.ledger.book(payment, record, again="duplicates_booked" in request.faults)
        self.ledger.attempt(payment, "booked" if is_new else "known")
        if not is_new and booking.record != record:
            return json_answer({"error": "another_payment_has_this_id"}, 409)
        answer = json_answer(_told(booking), 201 if is_new else 200)
        if "half_answer" in request.faults:
            return Answer(answer.status, answer.body[: len(answer.body) // 2], answer.headers)
        return answer

    def tell(self, request: Request) -> Answer:
        """Say whether a payment is in the books."""
        if not self._knows(request):
            return json_answer({"error": "unauthorized"}, 401)
        payment = request.parts["payment"]
        booking = self.ledger.find(payment)
        self.ledger.attempt(payment, "asked")
        if booking is None:
            return json_answer({"error": "unknown_payment"}, 404)
        return json_answer(_told(booking))

    def show(self, request: Request) -> Answer:
        """Show what was booked; as JSON for tests."""
        if request.wants_json:
            return json_answer(self.ledger.as_dict())
        say = request.say
        bookings = self.ledger.bookings()
        headings = [
            say("Númer", "Number"),
            say("Kennitala", "National id"),
            say("Tegund", "Type"),
            say("Upphæð", "Amount"),
            say("Málsnúmer", "Case"),
            say("Greiðsla", "Payment"),
        ]
        rows: list[list[str | Markup]] = [
            [
                str(one.number),
                masked(str(one.record.get("nationalId", ""))),
                str(one.record.get("type", "")),
                str(one.record.get("amountPaid", one.record.get("amount", ""))),
                str(one.record.get("caseNumber", "")),
                element("code", one.payment),
            ]
            for one in bookings
        ]
        twice = len(bookings) - len({one.payment for one in bookings})
        paid_twice = say(f"Bókað tvisvar: {twice}", f"Booked twice: {twice}")
        empty = element("p", say("Ekkert hefur verið bókað.", "Nothing has been booked."))
        listed = table(say("Nýjast efst", "Newest first"), headings, rows) if rows else empty
        whole = page(
            request,
            self.simulator.configuration,
            self.simulator.name,
            say("Bókin", "The ledger"),
            element("p", paid_twice),
            listed,
            wide=True,
        )
        return page_answer(whole, request)

    def reset(self, request: Request) -> Answer:
        """Begin new books."""
        self.ledger.forget()
        return json_answer(self.ledger.as_dict()) if request.wants_json else redirect("/ledger")

    def _knows(self, request: Request) -> bool:
        kind, _, token = request.header("Authorization").partition(" ")
        return kind.lower() == "bearer" and self._tokens.get(token.strip(), 0) > self.simulator.now()


def problems_of(record: dict[str, object]) -> list[str]:
    """Return what is wrong with a record."""
    errors = [
        f"{name} is missing" for name in TEXTS if not isinstance(record.get(name), str) or not record[name]
    ]
    amount = record.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= LARGEST_AMOUNT:
        errors.append("amount is not a positive whole number of krónur")
    if not ACCOUNT.fullmatch(str(record.get("bankAccount", ""))):
        errors.append("bankAccount is not a bank account")
    errors += [
        f"{name} is not a day" for name in ("fromDate", "toDate") if not DAY.fullmatch(str(record.get(name)))
    ]
    try:
        Kennitala(str(record.get("nationalId", "")))
    except KennitalaError:
        errors.append("nationalId is not a national id")
    return errors


def _told(booking: Booking) -> dict[str, object]:
    return {"id": booking.payment, "number": str(booking.number), "status": "received"}
