"""Paging through long lists: every case once, forth and back, in every order, also those without a due day."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from factories import cases, people
from samveita.engines.cases.models import Case
from samveita.engines.cases.paging import ORDERS, ordered, page_of
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing

pytestmark = pytest.mark.django_db

DAYS = (date(2026, 3, 2), None, date(2026, 3, 1), date(2026, 3, 2), None)
SIZE = 2


@pytest.fixture
def five(town):
    """Cases of which some have the same due day or none, and two persons the same name."""
    made = [cases.submitted_case(town, people.person(name)) for name in ("Una", "Una", "Ari", "Eva", "Örn")]
    with crossing("a test sets the stage"):
        for case, day in zip(made, DAYS, strict=True):
            Case.objects.filter(pk=case.pk).update(due_on=day)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ORDERS)
def test_paging_forth_and_back_meets_every_case_once_in_order(town, five, order, descending):
    with office_scope(town):
        found = Case.objects.all()
        whole = [case.uid for case in ordered(found, order, descending=descending)]

        page = page_of(found, order, descending=descending, size=SIZE)
        forth = [page]
        while page.after:
            page = page_of(found, order, descending=descending, size=SIZE, after=page.after)
            forth.append(page)
        back = [page]
        while page.before:
            page = page_of(found, order, descending=descending, size=SIZE, before=page.before)
            back.append(page)

    assert [case.uid for one in forth for case in one.cases] == whole
    assert [case.uid for one in back[::-1] for case in one.cases] == whole


def test_a_case_of_another_office_names_no_place(town, five):
    with office_scope(town):
        first = page_of(Case.objects.all(), "number", descending=False, size=SIZE)
        astray = page_of(Case.objects.all(), "number", descending=False, size=SIZE, after=uuid4())

    assert astray == first
