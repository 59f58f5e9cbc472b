"""A municipality with financial aid, a neighbour, staff in every role, and their browsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.fixture
def office(db: None) -> object:
    from factories import financial_aid, organisations

    return financial_aid.adopted(organisations.municipality("dalvogur"))


@pytest.fixture
def neighbour(db: None) -> object:
    from factories import financial_aid, organisations

    return financial_aid.adopted(organisations.municipality("fjardarvik"))


@pytest.fixture
def worker(office: object) -> object:
    from factories import people

    return people.staff(office)


@pytest.fixture
def desk(worker: object) -> object:
    """The case worker's desk."""
    from factories import people

    return people.browser_of(worker)


@pytest.fixture
def as_role(office: object) -> Callable[..., object]:
    """A desk of somebody who holds these roles at the office."""
    from factories import people

    return lambda *roles: people.browser_of(people.staff(office, *roles, name="Sigríður Starfsmaður"))


@pytest.fixture
def case(office: object) -> object:
    """A new case of Anna Jónsdóttir."""
    from factories import cases

    return cases.submitted_case(office)


@pytest.fixture
def own_case(case: object, worker: object) -> object:
    """The same case once the worker has taken it on."""
    from factories import cases

    return cases.case_in_progress(case, worker)
