"""The whole suite, part by part: pure rules once; rooms, power cuts with isolation, and journeys on both databases.

A missing browser or PostgreSQL is named with the command that installs it, and its part is skipped with a line in the
summary; with ``CI=true`` that is a failure. The table at the end tells how long each part took.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
IN_CI = os.environ.get("CI", "").lower() == "true"
NOTHING_COLLECTED = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PURE = ("iceland", "engines/rulebook", "simulators")


@dataclass(frozen=True, slots=True)
class Part:
    """One run of pytest."""

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    missing: str = ""


def main() -> int:
    """Run every part, print the table, and return 0 only when nothing failed."""
    results: list[tuple[str, str, float]] = []
    failed = False
    for part in parts(sys.argv[1:]):
        started = time.monotonic()
        print(f"\n── {part.name} " + "─" * max(3, 76 - len(part.name)), flush=True)
        if part.missing:
            print(part.missing, flush=True)
            outcome = "FAILED: not installed" if IN_CI else "skipped: not installed"
        else:
            code = subprocess.run(
                [sys.executable, "-m", "pytest", *part.arguments], cwd=ROOT, env={**os.environ, **part.environment},
                check=False,
            ).returncode  # fmt: skip
            outcome = {0: "passed", NOTHING_COLLECTED: "nothing to run"}.get(code, "FAILED")
        failed = failed or outcome.startswith("FAILED")
        results.append((part.name, outcome, time.monotonic() - started))
    print_table(results)
    return 1 if failed else 0


def parts(extra: list[str]) -> list[Part]:
    """The parts in order, the quickest to fail first."""
    pure = [str(TESTS / name) for name in PURE if (TESTS / name).exists()]
    rooms = [
        str(path)
        for path in sorted(TESTS.iterdir())
        if path.is_dir()
        and path.name not in {"journeys", "shown", "ui", "iceland", "simulators", "__pycache__", "data"}
    ]
    not_pure = [f"--ignore={TESTS / name}" for name in PURE if "/" in name]
    shown = [str(TESTS / "shown")]
    journeys = [str(TESTS / "journeys"), "-m", "journey"]
    on_postgresql = {"SAMVEITA_TEST_DATABASE": "postgresql"}
    quiet = ["-q", "--durations=5", "--durations-min=5", *extra]
    return [
        Part("pure rules", [*pure, "-n", "2", *quiet]),
        Part("components in a browser", [str(TESTS / "ui"), *quiet], {}, missing_browser()),
        Part("rooms on SQLite", [*rooms, *not_pure, "-n", "2", *quiet]),
        Part(
            "rooms on PostgreSQL", [*rooms, *not_pure, "-n", "2", *quiet], on_postgresql, missing_postgresql()
        ),
        Part("power, tenants on SQLite", [*shown, "-n", "2", *quiet]),
        Part(
            "power, tenants on PostgreSQL", [*shown, "-n", "2", *quiet], on_postgresql, missing_postgresql()
        ),
        Part("journeys on SQLite", [*journeys, *quiet], {}, missing_browser()),
        Part(
            "journeys on PostgreSQL",
            [*journeys, *quiet],
            on_postgresql,
            missing_postgresql() or missing_browser(),
        ),
    ]


def missing_browser() -> str:
    """Say how to install the browser when there is none."""
    if any(shutil.which(name) for name in BROWSERS):
        return ""
    return "Chromium is not on this machine; install it with: sudo apt-get install chromium"


def missing_postgresql() -> str:
    """Say how to install PostgreSQL when its server programs are not found."""
    if shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return ""
    return "PostgreSQL is not on this machine; install it with: sudo apt-get install postgresql"


def print_table(results: list[tuple[str, str, float]]) -> None:
    """Print what each part came to and how many minutes it took."""
    print("\nPart                          Outcome                    Minutes")
    print("----------------------------  -----------------------  ---------")
    for name, outcome, seconds in results:
        print(f"{name:<28}  {outcome:<23}  {seconds / 60:>9.1f}")
    print(f"{'in all':<28}  {'':<23}  {sum(seconds for _, _, seconds in results) / 60:>9.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
