"""Residents and staff, the actors they are in verbs, and a browser in which they have logged in."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from django.test import Client

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Account, Person, PersonIdentifier, Role, RoleGrant
from samveita.ground.identity.sessions import Login, remember
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.alphabet import folded
from samveita.iceland.synthetic_ids import SyntheticIds

LONG_AGO, FIRST_BIRTHDAY = date(2020, 1, 1), date(1950, 1, 1)
_ids = SyntheticIds()
_born_later = itertools.count()


def person(name: str = "Anna Jónsdóttir", *, kennitala: str = "", language: str = "is") -> Person:
    """A person with a kennitala in force: a made-up one of her own when none is given."""
    one: Person = Person.objects.create(
        name=name, search_key=folded(name), language=language, created_at=clock.now()
    )
    PersonIdentifier.objects.create(person=one, kennitala=kennitala or _new_kennitala(), valid_from=LONG_AGO)
    return one


def staff(office: Organisation, *roles: Role, name: str = "Ragna Ráðgjafi", pseudonym: str = "") -> Person:
    """A person who holds roles at an office: a case worker when none are named."""
    one = person(name)
    for role in roles or (Role.CASE_WORKER,):
        RoleGrant.objects.create(
            person=one, office=office, role=role, pseudonym=pseudonym, valid_from=LONG_AGO
        )
    return one


def resident_actor(one: Person) -> Actor:
    """A resident who acts for herself."""
    return Actor(
        human=one.uid, subject=one.uid, roles=frozenset(), office=None, channel=Channel.SELF, display=one.name
    )


def staff_actor(one: Person, office: Organisation, *roles: Role) -> Actor:
    """A member of staff at an office, as a verb meets her: a case worker when no roles are named."""
    return Actor(
        human=one.uid,
        subject=None,
        roles=frozenset(str(role) for role in roles or (Role.CASE_WORKER,)),
        office=office.uid,
        channel=Channel.STAFF,
        display=one.name,
    )


def browser_of(one: Person, *, delegations: tuple[str, ...] = ()) -> Client:
    """A test client in which the person has just logged in, with strong identification."""
    account, _made = Account.objects.get_or_create(person=one, defaults={"created_at": clock.now()})
    client = Client()
    client.force_login(account)
    session = client.session
    remember(
        session,
        Login(
            subject=str(one.uid),
            delegations=delegations,
            authenticated_at=int(clock.now().timestamp()),
        ),
    )
    session.save()
    return client


def _new_kennitala() -> str:
    """The next made-up id; nobody else in the test run has it."""
    return _ids.person(FIRST_BIRTHDAY + timedelta(days=next(_born_later) % 15_000)).digits
