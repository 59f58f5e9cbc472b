"""Puts a municipality, a resident with a case and her session into a fresh database, and prints where they are.

Run as a process of its own by ``benchmarks.serving``, as the app role, with the environment of the server to come.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

TESTS = Path(__file__).resolve().parents[1] / "tests"


def main() -> int:
    """Make the data with the factories of the tests and print session and addresses as JSON."""
    django.setup()
    sys.path.insert(0, str(TESTS))
    from django.conf import settings
    from django.test.utils import override_settings

    from factories import cases, financial_aid, organisations, people

    municipality = financial_aid.adopted(organisations.municipality())
    anna = people.person()
    case = cases.submitted_case(municipality, anna)
    with override_settings(ALLOWED_HOSTS=["*"]):
        browser = people.browser_of(anna)
    answer = {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}",
        "plain": f"/{municipality.slug}/",
        "case": f"/{municipality.slug}/mal/{case.uid}/",
    }
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
