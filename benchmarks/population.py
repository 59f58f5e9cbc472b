"""Inventing a nation: persons in families at real addresses, beside a plain csv write of them and beside ice-ken's ids.

The peers do far less: one writes rows that exist already, the other draws national ids without names or families.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import ice_ken

from benchmarks.measuring import Table, per_second, seconds, times
from samveita.iceland.addresses import AddressBook
from samveita.iceland.population import population

NATION = 390_000
BATCH = 100_000  # the most ice-ken draws at once
DAY = date(2026, 1, 1)


def measure(count: int = NATION) -> Table:
    """Invent ``count`` persons once, then let the peers do their part of it."""
    rows: list[tuple[str, str, str, str]] = []

    def invent() -> None:
        for person in population(count, seed=1, book=AddressBook(), as_of=DAY):
            address = person.address.in_one_line if person.address else ""
            rows.append((person.kennitala.digits, person.name, address, str(person.born)))

    with tempfile.TemporaryDirectory(prefix="samveita-bench-") as folder:
        taken = {
            "Samveita: persons in families": seconds(invent),
            "csv: the same rows written": seconds(lambda: _write(rows, Path(folder) / "people.csv")),
            "ice-ken: that many ids": seconds(lambda: _draw(count)),
        }
    ours = taken["Samveita: persons in families"]
    table = Table(f"A population of {count:,}", ("whole", "persons", "rate beside Samveita"))
    for name, value in taken.items():
        table.add(name, f"{value:.1f} s", per_second(count, value), times(ours / value))
    table.notes.append("One run each: it is the length of a nation that matters, not its thousandths.")
    return table


def _draw(count: int) -> None:
    for drawn in range(0, count, BATCH):
        ice_ken.generate_batch(min(BATCH, count - drawn), formatted=False)


def _write(rows: list[tuple[str, str, str, str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def main() -> int:
    """Measure and print; ``--count`` for less than a nation."""
    parser = ArgumentParser(prog="python -m benchmarks.population")
    parser.add_argument("--count", type=int, default=NATION, help="how many persons")
    sys.stdout.write(measure(max(1, min(parser.parse_args().count, 2 * NATION))).in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
