"""Residents see staff as the municipality chose: by name or never by name; the office itself reads the names."""

from __future__ import annotations

import pytest

from factories import case_settings, cases, financial_aid, organisations, people
from samveita.engines.cases.reading import history_of, open_case
from samveita.engines.cases.settings import KIND
from samveita.engines.cases.showing import signature_of
from samveita.ground.identity.models import Role
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import person_scope
from samveita.ground.sharing.models import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return financial_aid.adopted(organisations.municipality("dalvogur"))


def _seen(office, worker, *, by, shown_as):
    """What she reads of who looked, and what stands under a message of the worker's."""
    Version.objects.filter(document__kind=KIND).delete()
    case_settings.published(
        office, "financial_aid", staff_shown_as=shown_as, internal_appeal=case_settings.APPEAL_BODY
    )
    case = cases.submitted_case(office)
    actor = people.staff_actor(worker, office, Role.CASE_WORKER)
    with office_scope(office):
        open_case(actor=actor, uid=case.uid)
        case.refresh_from_db()
        signed = signature_of(actor, case)
    with person_scope(case.person) if by == "resident" else office_scope(office):
        _history, looks = history_of(case, for_resident=by == "resident")
    return [one.who.is_ for one in looks], signed


@pytest.mark.parametrize(
    ("pseudonym", "shown_as", "seen"),
    [
        ("", "name", "Ragna Ráðgjafi"),
        ("Ráðgjafi 12", "name", "Ráðgjafi 12"),
        ("", "pseudonym", "Ráðgjafi"),
        ("Ráðgjafi 12", "pseudonym", "Ráðgjafi 12"),
    ],
)
def test_a_resident_sees_staff_as_was_chosen(office, pseudonym, shown_as, seen):
    worker = people.staff(office, pseudonym=pseudonym)

    looks, _signed = _seen(office, worker, by="resident", shown_as=shown_as)

    assert looks == [seen]


def test_messages_carry_no_name_where_names_are_not_shown(office):
    _looks, signed = _seen(office, people.staff(office), by="resident", shown_as="pseudonym")

    assert signed == "Ráðgjafi"


def test_the_office_reads_names(office):
    looks, _signed = _seen(office, people.staff(office), by="office", shown_as="pseudonym")

    assert looks == ["Ragna Ráðgjafi"]
