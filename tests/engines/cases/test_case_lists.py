"""The lists of a desk: which cases stand in which, in what order, and at what cost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import cases, organisations, people
from samveita.engines.cases import reading
from samveita.engines.cases.paging import ORDERS
from samveita.engines.cases.reading import QUEUES, cases_of_subject, desk_list, queue_counts
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.iceland import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(town):
    return people.staff(town)


@pytest.fixture
def at_every_stage(town, worker):
    """A late new case, one in hand, one decided."""
    with clock.shifted(timedelta(days=-40)):
        late = cases.submitted_case(town, people.person("Ásta Æsudóttir"))
    mine = cases.case_in_progress(cases.submitted_case(town, people.person("Bjarni Einarsson")), worker)
    decided = cases.case_in_progress(cases.submitted_case(town, people.person("Dóra Dan")), worker)
    cases.approved(decided, worker)
    return {"late": late, "mine": mine, "decided": decided}


def listed(town, worker, queue: str, **wishes: object) -> list[str]:
    with office_scope(town):
        found = desk_list(actor=people.staff_actor(worker, town), office=town, queue=queue, **wishes)
        return [case.person.name for case in found]


def test_each_list_holds_its_cases_and_no_others(town, worker, at_every_stage):
    lists = {queue: listed(town, worker, queue) for queue in QUEUES}

    late, mine, decided = ["Ásta Æsudóttir"], ["Bjarni Einarsson"], ["Dóra Dan"]
    assert lists == {
        "new": late,
        "mine": mine,
        "waiting": [],
        "open": late + mine,
        "late": late,
        "decided": decided,
        "practice": [],
    }


def test_the_counts_are_the_lengths_of_the_lists(town, worker, at_every_stage):
    with office_scope(town):
        counts = queue_counts(people.staff_actor(worker, town))

    assert counts == {queue: len(listed(town, worker, queue)) for queue in QUEUES}


def test_a_list_is_searched_without_accents(town, worker, at_every_stage):
    assert listed(town, worker, "open", name=" asta AE") == ["Ásta Æsudóttir"]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_can_be_turned_round(town, worker, at_every_stage, order):
    forth = listed(town, worker, "open", order=order)
    back = listed(town, worker, "open", order=order, descending=True)

    assert sorted(forth) == sorted(back)
    if order != "closed":
        assert forth == back[::-1]


@pytest.mark.parametrize("wish", [{"queue": "unknown"}, {"queue": "open", "order": "unknown"}])
def test_an_unknown_list_is_refused_and_leaves_no_event(town, worker, wish):
    with pytest.raises(KeyError):
        listed(town, worker, **wish)

    with crossing("a test counts"):
        assert Event.objects.filter(type="cases.list_looked").count() == 0


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_a_list_is_for_those_who_read_cases(town, role):
    someone = people.staff(town, role)
    with office_scope(town), pytest.raises(NotAllowed):
        desk_list(actor=people.staff_actor(someone, town, role), office=town, queue="open")


def test_cases_of_another_office_are_in_no_list(town, worker, at_every_stage):
    elsewhere = organisations.municipality("eyri")
    stranger = people.staff(elsewhere)

    assert [listed(elsewhere, stranger, queue) for queue in QUEUES] == [[]] * len(QUEUES)


def test_a_person_has_her_own_cases_newest_first(town):
    person = people.person()
    with clock.shifted(timedelta(days=-40)):
        older = cases.submitted_case(town, person)
    newer = cases.submitted_case(town, person)
    cases.submitted_case(town, people.person("Önnur Kona"))

    with person_scope(person):
        assert [case.uid for case in cases_of_subject()] == [newer.uid, older.uid]


def test_decided_cases_are_counted_no_further_than_anybody_pages(town, worker, at_every_stage, monkeypatch):
    cases.approved(at_every_stage["mine"], worker)
    monkeypatch.setattr(reading, "COUNTED_AT_MOST", 1)

    with office_scope(town):
        counts = queue_counts(people.staff_actor(worker, town))

    assert len(listed(town, worker, "decided")) == 2
    assert counts["decided"] == 1


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_counts_cost_the_same_for_few_and_for_many(
    town, worker, count, django_assert_max_num_queries
):
    for number in range(count):
        cases.submitted_case(town, people.person(f"Anna {number}. Jónsdóttir"))
    listed(town, worker, "open")
    actor = people.staff_actor(worker, town)

    with office_scope(town):
        with django_assert_max_num_queries(4):
            found = desk_list(actor=actor, office=town, queue="open")
            shown = [(case.person.name, case.municipality.slug, case.assigned_to) for case in found]
        with django_assert_max_num_queries(3):
            queue_counts(actor)

    assert len(shown) == count
