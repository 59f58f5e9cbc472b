"""The references (skjalatilvísanir) the mailbox holds, and the ledger of everything that was attempted on them.

The pair (kennitala, documentId) is the unique key. The answer to a second registration of it is undocumented; ours
refuses it and counts it, and a switch accepts it instead so that both can be tested.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samveita.simulators.server import Simulator

SCHEMA = """
CREATE TABLE IF NOT EXISTS refs (
    id TEXT PRIMARY KEY, kennitala TEXT NOT NULL, document_id TEXT NOT NULL, document TEXT NOT NULL,
    registered_at TEXT NOT NULL, publication REAL NOT NULL, registrations INTEGER NOT NULL DEFAULT 1,
    withdrawn_reason TEXT, read_at TEXT, opened TEXT NOT NULL DEFAULT '[]', UNIQUE (kennitala, document_id)
);
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, operation TEXT NOT NULL, kennitala TEXT NOT NULL,
    document_id TEXT NOT NULL, client TEXT NOT NULL, success INTEGER NOT NULL, errors TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS nudges (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kennitala TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS paper (kennitala TEXT PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """One row of a resident's mailbox."""

    id: str
    kennitala: str
    document_id: str
    document: dict[str, str]
    registered_at: str
    publication: float
    registrations: int
    withdrawn_reason: str | None
    read_at: str | None
    opened: tuple[str, ...]

    @property
    def unread(self) -> bool:
        """Whether the resident has neither opened it here nor, as the sender says, elsewhere."""
        return self.read_at is None and not self.opened


class References:
    """The references in the store; every change says whether it was done."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.store = simulator.store

    def register(self, document: dict[str, object], *, publication: float, accept_duplicate: bool) -> bool:
        """Keep a reference; False when the pair is known and duplicates are refused."""
        kennitala, document_id = str(document["kennitala"]), str(document["documentId"])
        with self.store.transaction():
            if self.find(kennitala, document_id) is not None:
                if accept_duplicate:
                    self.store.change(
                        "UPDATE refs SET registrations = registrations + 1 WHERE kennitala = ? AND document_id = ?",
                        kennitala,
                        document_id,
                    )
                return accept_duplicate
            self.store.change(
                "INSERT INTO refs (id, kennitala, document_id, document, registered_at, publication)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                str(uuid.uuid4()),
                kennitala,
                document_id,
                json.dumps(document, ensure_ascii=False),
                self.stamp(),
                publication,
            )
            if document.get("notifyOwner") is True:
                self.nudge(
                    kennitala, {"templateId": "HNIPP.POSTHOLF.NEW_DOCUMENT", "documentId": document_id}
                )
        return True

    def repoint(self, kennitala: str, document_id: str, updated: str) -> bool:
        """Let a reference mean another document; the row is unread again."""
        with self.store.transaction():
            if self.find(kennitala, updated) is not None:
                return False
            return bool(
                self.store.change(
                    "UPDATE refs SET document_id = ?, read_at = NULL, opened = '[]' WHERE kennitala = ? AND document_id = ?",
                    updated,
                    kennitala,
                    document_id,
                )
            )

    def withdraw(self, kennitala: str, document_id: str, reason: str) -> bool:
        """Withdraw a reference; it stays in the list with its reason."""
        return bool(
            self.store.change(
                "UPDATE refs SET withdrawn_reason = ? WHERE kennitala = ? AND document_id = ?",
                reason,
                kennitala,
                document_id,
            )
        )

    def mark_read(self, kennitala: str, document_id: str) -> bool:
        """Mark a reference read because the resident opened the document elsewhere."""
        return bool(
            self.store.change(
                "UPDATE refs SET read_at = ? WHERE kennitala = ? AND document_id = ?",
                self.stamp(),
                kennitala,
                document_id,
            )
        )

    def opened(self, kennitala: str, document_id: str) -> None:
        """Note that the resident opened a reference here."""
        self.store.change(
            "UPDATE refs SET opened = json_insert(opened, '$[#]', ?) WHERE kennitala = ? AND document_id = ?",
            self.stamp(),
            kennitala,
            document_id,
        )

    def find(self, kennitala: str, document_id: str) -> Reference | None:
        """Return one reference, or None."""
        row = self.store.row(
            "SELECT * FROM refs WHERE kennitala = ? AND document_id = ?", kennitala, document_id
        )
        return _reference(row) if row else None

    def of(self, kennitala: str, *, published_only: bool = True) -> list[Reference]:
        """Return a resident's references, newest publication first."""
        latest = self.simulator.now() if published_only else float("inf")
        rows = self.store.rows(
            "SELECT * FROM refs WHERE kennitala = ? AND publication <= ? ORDER BY publication DESC, rowid DESC",
            kennitala,
            latest,
        )
        return [_reference(row) for row in rows]

    def holders(self) -> list[str]:
        """Return the kennitölur that have any reference."""
        return [
            row["kennitala"]
            for row in self.store.rows("SELECT DISTINCT kennitala FROM refs ORDER BY kennitala")
        ]

    def attempt(
        self,
        *,
        operation: str,
        kennitala: str,
        document_id: str,
        client: str,
        success: bool,
        errors: list[str],
    ) -> None:
        """Write an attempt into the ledger."""
        self.store.change(
            "INSERT INTO attempts (at, operation, kennitala, document_id, client, success, errors)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            self.stamp(),
            operation,
            kennitala,
            document_id,
            client,
            int(success),
            json.dumps(errors, ensure_ascii=False),
        )

    def nudge(self, kennitala: str, body: dict[str, object]) -> None:
        """Note a nudge (hnipp) that would have gone out."""
        text = json.dumps(body, ensure_ascii=False)
        self.store.change(
            "INSERT INTO nudges (at, kennitala, body) VALUES (?, ?, ?)", self.stamp(), kennitala, text
        )

    def wants_paper(self, kennitala: str) -> bool:
        """Whether a resident has asked for paper too."""
        return self.store.row("SELECT 1 FROM paper WHERE kennitala = ?", kennitala) is not None

    def set_paper(self, kennitala: str, wanted: bool) -> None:
        """Keep a resident's wish for paper."""
        self.store.change("DELETE FROM paper WHERE kennitala = ?", kennitala)
        if wanted:
            self.store.change("INSERT INTO paper VALUES (?)", kennitala)

    def paper_page(self, page: int, size: int) -> tuple[list[str], int]:
        """Return one page of those who want paper, and how many they are."""
        rows = self.store.rows(
            "SELECT kennitala FROM paper ORDER BY kennitala LIMIT ? OFFSET ?", size, (page - 1) * size
        )
        return [row["kennitala"] for row in rows], self.store.number("SELECT count(*) FROM paper")

    def ledger(self) -> dict[str, object]:
        """Return everything for a test to judge by."""
        references = [_reference(row) for row in self.store.rows("SELECT * FROM refs ORDER BY rowid")]
        attempts = self.store.rows("SELECT * FROM attempts ORDER BY id")
        nudges = self.store.rows("SELECT * FROM nudges ORDER BY id")
        return {
            "references": [
                {
                    "kennitala": one.kennitala,
                    "documentId": one.document_id,
                    "registrations": one.registrations,
                    "registeredAt": one.registered_at,
                    "publishedAt": datetime.fromtimestamp(one.publication, UTC).isoformat(),
                    "withdrawnReason": one.withdrawn_reason,
                    "readAt": one.read_at,
                    "opened": list(one.opened),
                    "document": one.document,
                }
                for one in references
            ],
            "attempts": [
                {
                    "at": row["at"],
                    "operation": row["operation"],
                    "kennitala": row["kennitala"],
                    "documentId": row["document_id"],
                    "client": row["client"],
                    "success": bool(row["success"]),
                    "errors": json.loads(row["errors"]),
                }
                for row in attempts
            ],
            "nudges": [
                {"at": row["at"], "kennitala": row["kennitala"], **json.loads(row["body"])} for row in nudges
            ],
        }

    def forget(self) -> None:
        """Begin a new ledger."""
        with self.store.transaction():
            for table in ("refs", "attempts", "nudges", "paper"):
                self.store.change(f"DELETE FROM {table}")  # noqa: S608 - our own four names

    def stamp(self) -> str:
        """Return the simulator's time as text."""
        return datetime.fromtimestamp(self.simulator.now(), UTC).isoformat(timespec="milliseconds")


def _reference(row: sqlite3.Row) -> Reference:
    values = dict(row)
    values["document"] = json.loads(values["document"])
    values["opened"] = tuple(json.loads(values["opened"]))
    return Reference(**values)
