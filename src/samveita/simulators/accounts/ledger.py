"""What was booked, and every attempt to book: kept in the simulator's own file, never shared with the platform."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from samveita.simulators.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS bookings (
    number INTEGER PRIMARY KEY AUTOINCREMENT, payment TEXT NOT NULL, record TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, payment TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL
);
"""
FIRST_NUMBER = 10_000
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Booking:
    """One payment in the books: our number, the sender's id, and the record as it came."""

    number: int
    payment: str
    record: dict[str, object]
    at: str

    def as_dict(self) -> dict[str, object]:
        """Return the JSON shape."""
        return {"number": self.number, "payment": self.payment, "record": self.record, "at": self.at}


class Ledger:
    """The books of one municipality."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, payment: str) -> Booking | None:
        """Return the first booking of a payment."""
        row = self.store.row("SELECT * FROM bookings WHERE payment = ? ORDER BY number", payment)
        return None if row is None else _booking(dict(row))

    def book(self, payment: str, record: dict[str, object], *, again: bool) -> tuple[Booking, bool]:
        """Book a payment and say whether it is new; one that is there already is booked twice only on request."""
        with self.store.transaction():
            known = self.find(payment)
            if known is not None and not again:
                return known, False
            self.store.change(
                "INSERT INTO bookings (payment, record, at) VALUES (?, ?, ?)",
                payment,
                json.dumps(record, ensure_ascii=False),
                _now(),
            )
            row = self.store.row("SELECT * FROM bookings ORDER BY number DESC")
        if row is None:
            raise RuntimeError("a booking that was just made is gone")
        return _booking(dict(row)), True

    def attempt(self, payment: str, outcome: str) -> None:
        """Note that somebody tried or asked."""
        self.store.change(
            "INSERT INTO attempts (payment, outcome, at) VALUES (?, ?, ?)", payment, outcome, _now()
        )

    def bookings(self) -> list[Booking]:
        """Return the newest bookings first."""
        rows = self.store.rows("SELECT * FROM bookings ORDER BY number DESC LIMIT ?", MOST_ROWS)
        return [_booking(dict(row)) for row in rows]

    def as_dict(self) -> dict[str, object]:
        """Return bookings and attempts, oldest attempt first, as tests read them."""
        attempts = self.store.rows("SELECT payment, outcome FROM attempts ORDER BY id LIMIT ?", MOST_ROWS)
        return {
            "bookings": [one.as_dict() for one in self.bookings()],
            "attempts": [dict(row) for row in attempts],
        }

    def forget(self) -> None:
        """Begin new books."""
        with self.store.transaction():
            self.store.change("DELETE FROM bookings")
            self.store.change("DELETE FROM attempts")
            self.store.change("DELETE FROM journal_lines")


def _booking(values: dict[str, object]) -> Booking:
    return Booking(
        number=FIRST_NUMBER + int(str(values["number"])),
        payment=str(values["payment"]),
        record=json.loads(str(values["record"])),
        at=str(values["at"]),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
