"""Organisations and people that tests of several rooms are tried with; a conftest names the fixtures it wants."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.fixture
def make_office(django_db_setup: None) -> Callable[..., object]:
    """Make a municipality by slug; the test brings its own database."""
    from samveita.ground.organisations.documents import Cases, OrganisationNames
    from samveita.ground.organisations.models import Kind, Organisation

    def make(slug: str, **values: object) -> object:
        cases = Cases(nominative=slug, accusative=slug, dative=slug, genitive=slug)
        names = OrganisationNames(short=cases, official=cases, en=slug, pl=slug)
        return Organisation.objects.create(kind=Kind.MUNICIPALITY, slug=slug, names=names, **values)

    return make


@pytest.fixture
def make_person(django_db_setup: None) -> Callable[..., object]:
    """Make a resident by name."""
    from samveita.ground.identity.models import Person
    from samveita.iceland import clock

    def make(name: str, **values: object) -> object:
        return Person.objects.create(name=name, created_at=clock.now(), **values)

    return make
