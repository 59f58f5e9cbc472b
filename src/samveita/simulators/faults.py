"""Faults by switch: what the real services do on a bad day, on demand and for as many calls as asked.

A fault is switched on over HTTP (``POST /faults``), is limited to the next N calls it applies to or stays until it is
cleared, and is kept in the store so that a restart does not heal it. Faults of transport are carried out by the
server; the others reach the handler in ``Request.faults`` and are carried out where the answer is made.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from samveita.simulators.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS faults (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, remaining INTEGER, path TEXT NOT NULL,
    seconds REAL NOT NULL, detail TEXT NOT NULL
);
"""
LONGEST_SECONDS = 100 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One thing that can go wrong."""

    name: str
    is_: str
    en: str
    applies_to: str = ".*"
    """Regular expression over ``METHOD /path``; calls outside it neither suffer nor use up the fault."""
    seconds: float = 0.0
    detail: str = ""
    calls: int | None = None
    """How many calls when the caller does not say; None stays until cleared."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that is switched on."""

    id: str
    kind: str
    remaining: int | None
    path: str
    seconds: float
    detail: str

    def as_dict(self) -> dict[str, str | int | float | None]:
        """Return the JSON shape."""
        return {
            "id": self.id,
            "kind": self.kind,
            "remaining": self.remaining,
            "path": self.path,
            "seconds": self.seconds,
            "detail": self.detail,
        }


TRANSPORT_FAULTS = (
    FaultKind("latency", "Svarar seint", "Answers slowly", seconds=2.0),
    FaultKind(
        "no_answer", "Svarar ekki og ekkert gerist", "Never answers and nothing is done", seconds=1.0, calls=1
    ),
    FaultKind(
        "answer_lost", "Svarið týnist eftir vinnslu", "The answer is lost after the work is done", calls=1
    ),
    FaultKind("server_error", "Villa 500 áður en unnið er", "Error 500 before any work", calls=1),
    FaultKind("server_error_after", "Villa 500 eftir vinnslu", "Error 500 after the work is done", calls=1),
    FaultKind("too_many_requests", "Of margar fyrirspurnir (429)", "Too many requests (429)", calls=1),
    FaultKind(
        "unauthorized", "Hafnað einu sinni (401), svo tekið við", "Refused once (401), then fine", calls=1
    ),
    FaultKind(
        "clock_skew", "Klukkan er röng (sekúndur)", "The clock is wrong (seconds)", "never", seconds=120.0
    ),
)


class UnknownFault(ValueError):
    """A kind this simulator does not have, or a value out of bounds."""


class Faults:
    """The switchboard of one simulator."""

    def __init__(self, store: Store, kinds: Sequence[FaultKind]) -> None:
        self.store = store
        self.kinds = {kind.name: kind for kind in (*TRANSPORT_FAULTS, *kinds)}

    def active(self) -> list[Fault]:
        """Return every fault that is on, oldest first."""
        return [Fault(**dict(row)) for row in self.store.rows("SELECT * FROM faults ORDER BY rowid")]

    def switch_on(
        self,
        *,
        kind: str,
        calls: int | None = None,
        path: str = "",
        seconds: float | None = None,
        detail: str | None = None,
        until_cleared: bool = False,
    ) -> Fault:
        """Switch a fault on; ``path`` narrows it to calls whose address holds that text.

        Raises:
            UnknownFault: for a kind or a value this simulator does not know.
        """
        if kind not in self.kinds:
            raise UnknownFault(f"Unknown fault {kind!r}; this simulator has: {', '.join(self.kinds)}")
        declared = self.kinds[kind]
        remaining = None if until_cleared else (declared.calls if calls is None else calls)
        wait = declared.seconds if seconds is None else seconds
        if (remaining is not None and remaining < 1) or not -LONGEST_SECONDS <= wait <= LONGEST_SECONDS:
            raise UnknownFault("A fault needs at least one call and at most a hundred days.")
        chosen = declared.detail if detail is None else detail
        fault = Fault(str(uuid.uuid4()), kind, remaining, path, wait, chosen)
        self.store.change("INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?)", *fault.as_dict().values())
        return fault

    def clear(self) -> None:
        """Switch every fault off."""
        self.store.change("DELETE FROM faults")

    def take(self, method: str, target: str) -> dict[str, Fault]:
        """Return the faults this call suffers, one of each kind, and use one call up of each."""
        taken: dict[str, Fault] = {}
        line = f"{method} {target.partition('?')[0]}"
        with self.store.transaction():
            for fault in self.active():
                kind = self.kinds.get(fault.kind)
                if kind is None or fault.kind in taken or fault.path not in target:
                    continue
                if re.fullmatch(kind.applies_to, line):
                    taken[fault.kind] = fault
                    self._use_up(fault)
        return taken

    def clock_skew(self) -> float:
        """Return how many seconds the simulator's clock is ahead."""
        return sum(fault.seconds for fault in self.active() if fault.kind == "clock_skew")

    def _use_up(self, fault: Fault) -> None:
        if fault.remaining is None:
            return
        if fault.remaining <= 1:
            self.store.change("DELETE FROM faults WHERE id = ?", fault.id)
        else:
            self.store.change("UPDATE faults SET remaining = remaining - 1 WHERE id = ?", fault.id)
