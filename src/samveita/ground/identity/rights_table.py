"""``samveita rights-table``: who may do what, as a table for the handbook, made from the policies themselves."""

from __future__ import annotations

import os
import sys

from samveita.ground.identity.policies import POLICIES


def rights_table() -> str:
    """Return the table of all registered policies in Icelandic and English, sorted by name."""
    lines = ["| Réttur | Hverjir | Who |", "| --- | --- | --- |"]
    for name in sorted(POLICIES):
        sentence = POLICIES[name].sentence
        lines.append(f"| `{name}` | {sentence.is_} | {sentence.en} |")
    return "\n".join(lines)


def main(_argv: list[str]) -> int:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    import django

    django.setup()
    sys.stdout.write(f"{rights_table()}\n")
    return 0
