"""``samveita administrator <office>``: gives an office its first administrator; she gives every other role herself.

Asks for kennitala and name on standard input and not on the command line, where shells remember what was typed.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser

BAD_INPUT = 2


def main(argv: list[str]) -> int:
    """Give the role; 1 when the office has an administrator already, 2 for an unknown office or a bad kennitala."""
    parser = ArgumentParser(prog="samveita administrator", description="An office's first administrator.")
    parser.add_argument("office", help="slug of the office, for example hafnarfjordur")
    slug = parser.parse_args(argv).office
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    import django

    django.setup()
    from samveita.ground.audit.actors import Actor
    from samveita.ground.identity import people
    from samveita.ground.identity.models import Role
    from samveita.ground.identity.roles import grant_role, staff_of
    from samveita.ground.organisations.models import Organisation
    from samveita.ground.organisations.queries import by_slug
    from samveita.iceland.kennitala import Kennitala, KennitalaError

    try:
        office = by_slug(slug)
    except Organisation.DoesNotExist:
        sys.stderr.write(f"No office is called {slug!r}.\n")
        return BAD_INPUT
    if any(grant.role == Role.ADMINISTRATOR for grant in staff_of(office)):
        sys.stderr.write(f"{office} has an administrator; she gives roles on the desk.\n")
        return 1
    try:
        kennitala, name = Kennitala.parse(_asked("Kennitala")), _asked("Name")
    except KennitalaError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return BAD_INPUT
    if not kennitala.is_natural_person or not name:
        sys.stderr.write("A human being's kennitala and a name are needed.\n")
        return BAD_INPUT
    person = people.find_by_kennitala(kennitala) or people.find_or_create(kennitala=kennitala, name=name)
    grant_role(actor=Actor.system("administrator"), person=person, office=office, role=Role.ADMINISTRATOR)
    sys.stderr.write(f"{person.name} is now administrator of {office}.\n")
    return 0


def _asked(question: str) -> str:
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
