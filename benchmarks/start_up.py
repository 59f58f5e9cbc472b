"""How long a command takes to answer: ours beside an empty Python and beside Django's own version number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measuring import Table, in_turns, median, milliseconds, times

ROUNDS = 7
INPUT = {"tax_year": 2026, "base_amount": 250_000, "income": 30_000, "applicant_credit_percent": 65}
EMPTY = "python -c pass"


def measure() -> Table:
    """Start every command in turns, from the same folder and with the same environment."""
    with tempfile.TemporaryDirectory(prefix="samveita-bench-") as name:
        folder = Path(name)
        (folder / "input.json").write_text(json.dumps(INPUT), encoding="utf-8")
        environment = {
            **os.environ,
            "SAMVEITA_MODE": "test",
            "SAMVEITA_DATA_DIRECTORY": name,
            "SAMVEITA_DATABASE_URL": f"sqlite:///{folder / 'samveita.sqlite3'}",
        }
        samveita = [sys.executable, "-m", "samveita.project.cli"]
        commands = {
            EMPTY: [sys.executable, "-c", "pass"],
            "samveita --help": [*samveita, "--help"],
            "samveita financial-aid calculate": [*samveita, "financial-aid", "calculate", "input.json"],
            "django-admin --version": [sys.executable, "-m", "django", "--version"],
            "samveita manage check": [*samveita, "manage", "check"],
        }
        works = {
            name: partial(
                subprocess.run,
                command,
                cwd=folder,
                env=environment,
                check=True,
                capture_output=True,
                timeout=60,
            )
            for name, command in commands.items()
        }
        in_turns(works, rounds=1)
        taken = in_turns(works, rounds=ROUNDS)
    table = Table(f"Start-up (median of {ROUNDS})", ("median", f"beside {EMPTY}"))
    for name, values in taken.items():
        table.add(name, milliseconds(median(values)), times(median(values) / median(taken[EMPTY])))
    return table


def main() -> int:
    """Measure and print."""
    sys.stdout.write(measure().in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
