"""How the benchmarks measure and tell: medians, percentiles, ratios to a peer, one table in plain text.

A figure alone says more about the machine than about the program; so each is measured in turns with a peer, in the same
run, and the table shows the ratio.
"""

from __future__ import annotations

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

MILLI = 1000.0


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, its figures as written, and how it compares with the peer."""

    name: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Table:
    """A finished measurement: what it is about, its columns and rows, and what must be known to read it."""

    title: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, name: str, *cells: str) -> None:
        """Add a row."""
        self.rows.append(Row(name, cells))

    def in_markdown(self) -> str:
        """Return the table as it stands in ``results.md``; it reads well in a terminal too."""
        lines = [["", *self.columns], *([row.name, *row.cells] for row in self.rows)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
        written = [
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
            for line in lines
        ]
        written.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        notes = "".join(f"\n{note}" for note in self.notes)
        return f"## {self.title}\n\n" + "\n".join(written) + "\n" + (f"{notes}\n" if notes else "")


def seconds(work: Callable[[], object]) -> float:
    """Run the work once and return how long it took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(works: dict[str, Callable[[], object]], *, rounds: int) -> dict[str, list[float]]:
    """Run each piece of work once a round, so that a busy moment of the machine meets all of them; seconds."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _round in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work))
    return taken


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def milliseconds(value: float) -> str:
    """Write seconds as milliseconds with three significant figures."""
    figure = value * MILLI
    decimals = max(0, 2 - math.floor(math.log10(figure))) if figure > 0 else 0
    return f"{figure:,.{decimals}f} ms"


def per_second(count: float, value: float) -> str:
    """Write a rate."""
    return f"{count / value:,.0f}/s"


def times(value: float) -> str:
    """Write a ratio."""
    decimals = 3 if value < 0.1 else 2 if value < 1 else 1 if value < 100 else 0
    return f"{value:,.{decimals}f}×"


def machine() -> str:
    """Return what the figures were measured on, without naming the machine."""
    load = f", load {os.getloadavg()[0]:.1f} when it began" if hasattr(os, "getloadavg") else ""
    return f"CPython {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}{load}."
