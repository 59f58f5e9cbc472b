"""Case workers of an office, as somebody chooses among them: by name, each once, with those left out who may not be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from samveita.engines.forms.declaring import Option
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.roles import staff_of
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text


def case_workers(office: Organisation, *, without: Iterable[UUID] = ()) -> list[Person]:
    """Return today's case workers of an office by name in Icelandic order, each once."""
    left_out = set(without)
    found = {
        grant.person.uid: grant.person
        for grant in staff_of(office)
        if grant.role == Role.CASE_WORKER and grant.person.uid not in left_out
    }
    return list(found.values())


def as_options(people: Iterable[Person]) -> list[Option]:
    """Return people as the answers of a choice."""
    return [Option(str(one.uid), Text(is_=one.name, en=one.name, pl=one.name)) for one in people]
