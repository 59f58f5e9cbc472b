"""The page of a service's process shows every row that the engine enforces, drawn and in words."""

from __future__ import annotations

import pytest

from factories import financial_aid, organisations, people
from samveita.ground.identity.models import Role
from samveita.services.financial_aid.declaration import SERVICE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/en", "/pl"])
def test_staff_reads_what_can_happen_in_a_service(language):
    town = financial_aid.adopted(organisations.municipality())
    browser = people.browser_of(people.staff(town, Role.VIEWER))

    page = browser.get(f"{language}/{town.slug}/vinnubord/ferill/fjarhagsadstod/")

    told = page.content.decode()
    assert (page.status_code, told.count("<svg")) == (200, 1)
    assert told.count('<th role="rowheader"') == len(SERVICE.process.transitions)


def test_there_is_no_page_for_an_unknown_service():
    town = organisations.municipality()
    browser = people.browser_of(people.staff(town))

    assert browser.get(f"/{town.slug}/vinnubord/ferill/ekki-til/").status_code == 404
