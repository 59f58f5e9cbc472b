"""``samveita organisations load``: enters the municipalities of Iceland that aren't there yet."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser


def main(argv: list[str]) -> int:
    """Load the register and say how many were entered."""
    parser = ArgumentParser(prog="samveita organisations", description="The register of municipalities.")
    parser.add_argument("action", choices=("load",), help="enter the municipalities that aren't there yet")
    parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    import django

    django.setup()
    from samveita.ground.audit.actors import Actor
    from samveita.ground.organisations.loading import load_register

    entered = load_register(Actor.system("organisations load"))
    sys.stderr.write(f"{entered} organisations entered\n")
    return 0
