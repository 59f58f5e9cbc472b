"""Persons and their national ids: finding, making, and the only way from a person to a kennitala."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from samveita.ground.identity.models import Person, PersonIdentifier, PersonKind
from samveita.iceland import clock
from samveita.iceland.alphabet import folded
from samveita.iceland.kennitala import Kennitala, Kind


def find_by_kennitala(kennitala: Kennitala) -> Person | None:
    """Return the person who has or had this kennitala, or ``None``."""
    identifier = PersonIdentifier.objects.filter(kennitala=kennitala.digits).select_related("person").first()
    return None if identifier is None else identifier.person


def find_or_create(*, kennitala: Kennitala, name: str, is_protected: bool = False) -> Person:
    """Return the person with this kennitala, made now if nobody knew her; a changed name is taken over.

    Safe beside another process that does the same: one of them makes the person, both return her.
    """
    person = find_by_kennitala(kennitala)
    if person is None:
        try:
            with transaction.atomic():
                person = _create(kennitala, name, is_protected=is_protected)
        except IntegrityError:
            person = find_by_kennitala(kennitala)
            if person is None:
                raise
    if name and person.name != name:
        person.name, person.search_key = name, folded(name)
        person.save(update_fields=["name", "search_key"])
    return person


def _create(kennitala: Kennitala, name: str, *, is_protected: bool) -> Person:
    person = Person.objects.create(
        kind=PersonKind.LEGAL if kennitala.kind is Kind.COMPANY else PersonKind.NATURAL,
        name=name,
        search_key=folded(name),
        is_protected=is_protected,
        created_at=clock.now(),
    )
    PersonIdentifier.objects.create(person=person, kennitala=kennitala.digits, valid_from=clock.today())
    return person


def kennitala_of(person: Person) -> Kennitala:
    """Return the kennitala a person has today.

    Raises:
        PersonIdentifier.DoesNotExist: when none is in force.
    """
    identifier = person.identifiers.filter(valid_to=None).order_by("-valid_from").first()
    if identifier is None:
        raise PersonIdentifier.DoesNotExist("the person has no kennitala in force")
    return Kennitala.parse(identifier.kennitala)
