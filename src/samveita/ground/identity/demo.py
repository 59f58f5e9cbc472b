"""The demonstration's people: staff with their roles, and the senders' invented kennitölur.

Everybody comes from ``iceland.cast``, so that the simulated login and registers know the same people.
"""

from __future__ import annotations

from collections.abc import Callable

from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Role
from samveita.ground.identity.people import find_or_create
from samveita.ground.identity.roles import grant_role
from samveita.ground.organisations.queries import by_slug
from samveita.iceland.cast import cast

PSEUDONYMS = {"akureyri-case-worker": "Ráðgjafi 12"}


def load(say: Callable[[str], None]) -> None:
    """Give the cast's staff their roles; one office shows a pseudonym to residents."""
    actor = Actor.system("demo")
    for member in cast().members:
        person = find_or_create(kennitala=member.kennitala, name=member.name)
        if member.organisation is None:
            continue
        office = by_slug(member.organisation)
        for role in member.roles:
            grant_role(
                actor=actor,
                person=person,
                office=office,
                role=Role(role),
                pseudonym=PSEUDONYMS.get(member.key, ""),
            )
    say(f"{len(cast().members)} people entered")
