"""``samveita settings-table``: the table of docs/operator/settings.md, made from the environment's own declarations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from samveita.project.environment import DEVELOPMENT_MASTER_KEYS, Environment


def main(_argv: list[str]) -> int:
    """Print the table."""
    sys.stdout.write(settings_table())
    return 0


def settings_table() -> str:
    """Return the settings as a Markdown table, in the order they are declared."""
    lines = ["| Variable | Default | What it is |", "| --- | --- | --- |"]
    for name, declared in Environment.model_fields.items():
        lines.append(f"| `SAMVEITA_{name.upper()}` | {_default(declared)} | {declared.description} |")
    return "\n".join(lines) + "\n"


def _default(declared: FieldInfo) -> str:
    value: Any = declared.default
    if value in ("", (), None):
        return "–"
    if value == (DEVELOPMENT_MASTER_KEYS,) or "development-only" in str(value):
        return "for development only"
    if isinstance(value, Path):
        value = value.as_posix()
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`"
