"""Numbers of cases: one after another for each office, service and year, none twice and none lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases.intake import submit
from samveita.engines.cases.numbering import next_number
from samveita.ground.organisations.scope import person_scope
from samveita.iceland import clock

TOGETHER = 6


def given_back(office: object) -> str:
    """A number that was given in work which did not come to be."""
    with transaction.atomic():
        number = next_number(office=office, code="FA", year=2026)
        transaction.set_rollback(True)
    return number


def given(office: object, *, code: str = "FA", year: int = 2026) -> str:
    with transaction.atomic():
        return next_number(office=office, code=code, year=year)


def test_numbers_follow_each_other_and_a_crash_leaves_no_gap(town):
    first, lost, second = given(town), given_back(town), given(town)

    assert (first, lost, second) == ("2026-FA-000001", "2026-FA-000002", "2026-FA-000002")


def test_each_office_service_and_year_counts_for_itself(town):
    elsewhere = organisations.municipality("eyri")

    numbers = [given(town), given(elsewhere), given(town, code="BP"), given(town, year=2027)]

    assert numbers == ["2026-FA-000001", "2026-FA-000001", "2026-BP-000001", "2027-FA-000001"]


def test_numbers_given_at_once_differ_and_leave_no_gap(committed_db, at_once):
    office = organisations.municipality()

    numbers = at_once(*[lambda: given(office)] * TOGETHER)

    assert sorted(numbers) == [f"2026-FA-{place:06d}" for place in range(1, TOGETHER + 1)]


def test_applications_sent_at_once_get_numbers_without_gaps_or_doubles(committed_db, at_once):
    town = financial_aid.adopted(organisations.municipality())
    drafts = [cases.finished_draft(town, people.person(f"Anna {n}. Jónsdóttir")) for n in range(TOGETHER)]

    def sending(draft: object) -> object:
        def job() -> str:
            with person_scope(draft.person):
                actor = people.resident_actor(draft.person)
                return str(submit(actor=actor, draft_uid=draft.uid, language="is").number)

        return job

    numbers = at_once(*[sending(draft) for draft in drafts])

    year = clock.today().year
    assert sorted(numbers) == [f"{year}-FA-{place:06d}" for place in range(1, TOGETHER + 1)]


@pytest.mark.django_db
def test_a_new_year_begins_with_one(town):
    cases.submitted_case(town)
    with clock.shifted(timedelta(days=370)):
        later = cases.submitted_case(town)

    assert later.number == f"{later.legal_date.year}-FA-000001"
