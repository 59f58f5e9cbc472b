"""The log of exchanges: every call the simulated nation answered or made, for people and tests to read.

Lists mask kennitölur; one exchange shows everything, because the people in it are invented. Bodies are cut at a length
no page needs more of.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from samveita.simulators.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, direction TEXT NOT NULL, method TEXT NOT NULL,
    target TEXT NOT NULL, status INTEGER, request_headers TEXT NOT NULL, request_body TEXT NOT NULL,
    answer_headers TEXT NOT NULL, answer_body TEXT NOT NULL, fault TEXT NOT NULL, milliseconds INTEGER NOT NULL
);
"""
KEPT = 2000
LONGEST_BODY = 20_000
KENNITALA = re.compile(r"(?<!\d)(\d{6})-?\d{4}(?!\d)")

Lines = tuple[tuple[str, str], ...]


def masked(text: str) -> str:
    """Hide the last four digits of every kennitala."""
    return KENNITALA.sub(r"\1-••••", text)


def readable(body: bytes) -> str:
    """Return a body as text: JSON set out in lines, other text as it is, anything else by its size."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return f"({len(body)} bytes)"
    with suppress(ValueError):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    return text if len(text) <= LONGEST_BODY else f"{text[:LONGEST_BODY]}… ({len(text)})"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer; a status of None means that no answer was given."""

    method: str
    target: str
    status: int | None
    request_headers: Lines = ()
    request_body: bytes = b""
    answer_headers: Lines = ()
    answer_body: bytes = b""
    fault: str = ""
    milliseconds: int = 0
    direction: str = "in"


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """An exchange as it is kept."""

    id: int
    at: str
    direction: str
    method: str
    target: str
    status: int | None
    request_headers: list[list[str]] = field(default_factory=list)
    request_body: str = ""
    answer_headers: list[list[str]] = field(default_factory=list)
    answer_body: str = ""
    fault: str = ""
    milliseconds: int = 0

    def as_dict(self) -> dict[str, object]:
        """Return the JSON shape."""
        return {name: getattr(self, name) for name in self.__slots__}


class ExchangeLog:
    """The exchanges of one simulator, newest first."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, exchange: Exchange) -> None:
        """Keep an exchange, and let the oldest go."""
        with self.store.transaction():
            self.store.change(
                "INSERT INTO exchanges (at, direction, method, target, status, request_headers, request_body,"
                " answer_headers, answer_body, fault, milliseconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                datetime.now(UTC).isoformat(timespec="milliseconds"),
                exchange.direction,
                exchange.method,
                exchange.target,
                exchange.status,
                json.dumps(exchange.request_headers),
                readable(exchange.request_body),
                json.dumps(exchange.answer_headers),
                readable(exchange.answer_body),
                exchange.fault,
                exchange.milliseconds,
            )
            self.store.change("DELETE FROM exchanges WHERE id <= (SELECT max(id) FROM exchanges) - ?", KEPT)

    def newest(self, *, containing: str = "", limit: int = 200) -> list[KeptExchange]:
        """Return the newest exchanges whose address, bodies, method or fault hold a text."""
        rows = self.store.rows(
            "SELECT * FROM exchanges WHERE instr(lower(method || ' ' || target || ' ' || coalesce(status, '') || ' '"
            " || fault || ' ' || request_body || ' ' || answer_body), lower(?)) ORDER BY id DESC LIMIT ?",
            containing,
            limit,
        )
        return [_kept(dict(row)) for row in rows]

    def one(self, number: int) -> KeptExchange | None:
        """Return one exchange, or None."""
        row = self.store.row("SELECT * FROM exchanges WHERE id = ?", number)
        return _kept(dict(row)) if row else None

    def clear(self) -> None:
        """Forget every exchange."""
        self.store.change("DELETE FROM exchanges")


def _kept(values: dict[str, object]) -> KeptExchange:
    for name in ("request_headers", "answer_headers"):
        values[name] = json.loads(str(values[name]))
    return KeptExchange(**values)  # type: ignore[arg-type]  # a row of our own table
