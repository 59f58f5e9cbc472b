"""Style, types and floors, each by its own tool; all are run even when one complains."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = (
    ("style", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("types", [str(BIN / "mypy"), "src/samveita", "scripts"]),
    ("floors", [str(BIN / "lint-imports"), "--no-cache"]),
)


def main() -> int:
    """Run every check and return 0 when none complains."""
    complaints = []
    for name, command in CHECKS:
        print(f"── {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            complaints.append(name)
    print(f"Complaints: {', '.join(complaints)}" if complaints else "No complaints.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
