"""``samveita manage …``: Django's own management commands, with this project's settings."""

from __future__ import annotations

import os
import sys

from django.core.management import ManagementUtility

from samveita.project.environment import BadEnvironmentError


def main(argv: list[str]) -> int:
    """Run one Django management command; Django prints its own errors."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    try:
        ManagementUtility(["samveita manage", *argv]).execute()
    except BadEnvironmentError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    return 0
