"""``samveita vault rotate`` and ``samveita vault sweep``: the operator's two chores with keys and files."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser


def main(argv: list[str]) -> int:
    """Run one chore. Exit code 1 when it can't be done; then nothing was changed."""
    parser = ArgumentParser(prog="samveita vault", description="Keys and stored files.")
    parser.add_argument(
        "action",
        choices=("rotate", "sweep"),
        help="rotate: wrap every data key under the first master key; sweep: delete files that never got their row",
    )
    action = parser.parse_args(argv).action
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    import django

    django.setup()
    return _rotate() if action == "rotate" else _sweep()


def _rotate() -> int:
    from samveita.ground.vault.envelope import CannotOpen
    from samveita.ground.vault.keys import rewrap_all

    try:
        count = rewrap_all()
    except CannotOpen as problem:
        sys.stderr.write(f"No key was changed: {problem}\n")
        return 1
    sys.stderr.write(f"{count} data keys are now under the first master key.\n")
    return 0


def _sweep() -> int:
    from samveita.ground.vault.files import sweep_orphans

    try:
        count = sweep_orphans()
    except ValueError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stderr.write(f"{count} files without a row were deleted.\n")
    return 0
