"""``make bench``: measures everything, prints each table as it is ready, and writes ``benchmarks/results.md``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import addresses, cases, letters, population, rules, serving, start_up, waste_calendar
from benchmarks.measuring import Table, machine

RESULTS = Path(__file__).with_name("results.md")
MEASUREMENTS: tuple[Callable[[], Table], ...] = (
    addresses.measure,
    start_up.measure,
    rules.measure,
    letters.measure,
    serving.measure,
    cases.measure,
    population.measure,
    waste_calendar.measure,
)
HEAD = """# What was measured

Written by `make bench`. Each figure stands beside a peer measured in the same run: compare ratios, not machines.

"""


def main() -> int:
    """Run all measurements; nothing is written unless all succeed."""
    about = f"{datetime.now(UTC):%Y-%m-%d}. {machine()}"
    sys.stdout.write(f"{about}\n\n")
    tables = []
    for measure in MEASUREMENTS:
        tables.append(measure().in_markdown())
        sys.stdout.write(f"{tables[-1]}\n")
        sys.stdout.flush()
    RESULTS.write_text(HEAD + f"{about}\n\n" + "\n".join(tables), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
