"""The event log of an office, for its auditor alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import cases, people
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

LOG = "/dalvogur/vinnubord/atburdir/"


@pytest.fixture
def auditor(as_role):
    return as_role(Role.AUDITOR)


def told(response):
    return {(line.case_number, line.sentence.is_) for line in response.context["lines"]}


def test_the_log_tells_what_happened_at_the_office(auditor, case):
    assert (case.number, "Við höfum fengið umsóknina þína.") in told(auditor.get(LOG))


def test_events_of_another_office_are_not_in_the_log(auditor, case, neighbour):
    elsewhere = cases.submitted_case(neighbour, people.person("Bjarni Bjarnason"))

    assert {line.who for line in auditor.get(LOG).context["lines"]} & {elsewhere.person.name} == set()


def test_the_log_is_filtered_by_case_number(auditor, office, case):
    cases.submitted_case(office, people.person("Bjarni Bjarnason"))

    assert {number for number, _ in told(auditor.get(LOG, {"mal": case.number.lower()}))} == {case.number}


def test_the_log_is_filtered_by_part_of_a_name(auditor, office, own_case):
    other = cases.submitted_case(office, people.person("Þórunn Þorsteinsdóttir"))

    found = {number for number, _ in told(auditor.get(LOG, {"hver": "thorunn"}))}
    assert found - {""} == {other.number}


def test_the_log_is_filtered_by_days(auditor, office):
    with clock.shifted(-timedelta(days=10)):
        old = cases.submitted_case(office)
    day = clock.today() - timedelta(days=9)

    found = {number for number, _ in told(auditor.get(LOG, {"til": f"{day.day}.{day.month}.{day.year}"}))}
    later = {number for number, _ in told(auditor.get(LOG, {"fra": f"{day.day}.{day.month}.{day.year}"}))}

    assert (old.number in found, old.number in later) == (True, False)


def test_a_day_that_is_no_day_is_said(auditor):
    response = auditor.get(LOG, {"fra": "31.2.2026"})

    assert (response.status_code, [error.name for error in response.context["errors"]]) == (422, ["fra"])


def test_a_kennitala_filters_without_reaching_an_address(auditor, case):
    kennitala = case.person.identifiers.get().kennitala

    answered = auditor.post(LOG, {"hver": kennitala})
    stripped = auditor.get(LOG, {"hver": kennitala})

    assert {number for number, _ in told(answered)} - {""} == {case.number}
    assert (stripped.status_code, stripped.url) == (302, LOG)


def test_reading_the_log_is_in_the_log(auditor):
    auditor.get(LOG)

    with crossing("a test reads"):
        assert Event.objects.filter(type="desk.log_read").count() == 1


def test_the_log_shows_a_bounded_number_of_events(auditor, office):
    for number in range(52):
        cases.submitted_case(office, people.person(f"Íbúi {number}"))

    assert len(auditor.get(LOG).context["lines"]) == 100
