"""``samveita audit verify``: walk the chain of events and tell what was changed, removed or re-ordered.

The outcome goes to standard output as JSON. ``--expect`` takes the head a backup printed, or any head noted earlier: if
the chain no longer passes through it, the newest part was cut off or the whole chain was made anew.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from dataclasses import asdict

from samveita.project.environment import BadEnvironmentError, read_environment


def main(argv: list[str]) -> int:
    """Verify the chain. Exit code 0 when it is sound, 1 when it is not, 2 when it could not be read."""
    parser = ArgumentParser(prog="samveita audit", description="The chain of events.")
    parser.add_argument("action", choices=("verify",), help="walk the chain and report as JSON")
    parser.add_argument(
        "--expect", default="", metavar="HEAD", help="a head noted earlier, from a backup for example"
    )
    arguments = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    try:
        read_environment()
    except BadEnvironmentError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    import django
    from django.db.utils import DatabaseError

    django.setup()
    try:
        report = verified(expect=arguments.expect)
    except DatabaseError as error:
        sys.stderr.write(f"The event store could not be read: {str(error).strip().splitlines()[0]}\n")
        return 2
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    return 0 if report["sound"] else 1


def verified(*, expect: str = "") -> dict[str, object]:
    """Return the outcome of a walk over the chain, as it is printed."""
    from samveita.ground.audit.models import Seal
    from samveita.ground.audit.sealing import START, verify
    from samveita.ground.organisations.scope import crossing

    with crossing("the chain covers the events of every tenant"):
        outcome = verify()
        passes = not expect or expect == START or Seal.objects.filter(chain_hash=expect).exists()
    report: dict[str, object] = {
        "sound": outcome.sound and passes,
        "sealed": outcome.sealed,
        "unsealed": outcome.unsealed,
        "head": outcome.head,
        "findings": [asdict(finding) for finding in outcome.findings],
    }
    if expect:
        report["passes_through_expected_head"] = passes
    return report
