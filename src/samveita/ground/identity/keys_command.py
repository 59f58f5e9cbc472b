"""``samveita api-keys issue|list|end``: lets machines in, such as another front door, and shuts them out. Prints JSON.

The key is printed once, at the end of ``issue``. Hand it over by a safe way; it can't be read again, only ended.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from samveita.ground.identity.models import MachineClient
    from samveita.ground.organisations.models import Organisation

BAD_INPUT = 2


def main(argv: list[str]) -> int:
    """Do what is asked; 2 for an unknown office, ability or key."""
    asked = _parsed(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    import django

    django.setup()
    from samveita.ground.identity.machines import abilities, keys_of
    from samveita.ground.organisations.models import Organisation
    from samveita.ground.organisations.queries import by_slug

    try:
        office = by_slug(asked.office)
    except Organisation.DoesNotExist:
        return _refused(f"No office is called {asked.office!r}.")
    if asked.verb == "list":
        return _said({"office": office.slug, "keys": [_told(client) for client in keys_of(office)]})
    if asked.verb == "end":
        return _end(office, asked.uid)
    if asked.ability not in abilities():
        return _refused(f"A machine may be let in for one of: {', '.join(sorted(abilities()))}.")
    return _issue(office, asked)


def _parsed(argv: list[str]) -> Namespace:
    parser = ArgumentParser(prog="samveita api-keys", description="Keys to the API.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, told in (
        ("issue", "let a machine in"),
        ("list", "who is let in"),
        ("end", "shut a machine out"),
    ):
        one = verbs.add_parser(verb, help=told)
        one.add_argument("office", help="slug of the office, for example hafnarfjordur")
        if verb == "issue":
            one.add_argument("--name", required=True, help="what the machine is called in the event log")
            one.add_argument("--ability", required=True, help="what it may do")
            one.add_argument(
                "--until",
                type=date.fromisoformat,
                help="its last day, YYYY-MM-DD; until it is ended otherwise",
            )
        if verb == "end":
            one.add_argument("uid", help="uid of the key, as list prints it")
    return parser.parse_args(argv)


def _issue(office: Organisation, asked: Namespace) -> int:
    from samveita.ground.audit.actors import Actor
    from samveita.ground.identity.machines import issue_key

    try:
        client, key = issue_key(
            actor=Actor.system("api-keys"),
            office=office,
            name=asked.name,
            ability=asked.ability,
            expires_on=asked.until,
        )
    except ValueError as refusal:
        return _refused(f"{refusal}")
    return _said({**_told(client), "key": key})


def _end(office: Organisation, uid: str) -> int:
    from samveita.ground.audit.actors import Actor
    from samveita.ground.identity.machines import end_key
    from samveita.ground.identity.models import MachineClient

    try:
        client = end_key(actor=Actor.system("api-keys"), office=office, uid=UUID(uid))
    except (ValueError, MachineClient.DoesNotExist):
        return _refused("The office has no such key.")
    return _said(_told(client))


def _told(client: MachineClient) -> dict[str, str | None]:
    return {
        "uid": str(client.uid),
        "name": client.name,
        "ability": client.ability,
        "created": client.created_at.isoformat(),
        "until": client.expires_on.isoformat() if client.expires_on else None,
        "last_used": client.last_used_at.isoformat() if client.last_used_at else None,
        "ended": client.ended_at.isoformat() if client.ended_at else None,
    }


def _said(answer: object) -> int:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    return 0


def _refused(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return BAD_INPUT
