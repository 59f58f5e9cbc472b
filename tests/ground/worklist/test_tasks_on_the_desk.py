"""Tasks: opened once, handed over, reminded of, late, and closed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.worklist.models import Task
from samveita.ground.worklist.queries import late_tasks, open_tasks
from samveita.ground.worklist.tasks import (
    assign_task,
    close_task,
    close_tasks_about,
    move_task,
    open_task,
)
from samveita.ground.worklist.waking import wake_tasks
from samveita.iceland import clock
from samveita.iceland.texts import Text

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("test")
TITLE = Text(is_="Svaraðu umsókninni.", en="Answer the application.", pl="Odpowiedz na wniosek.")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def office(make_office):
    return make_office("dalvogur")


def opened(office, **values):
    return open_task(
        actor=SYSTEM, office=office, **{"kind": "test.answer", "title": TITLE, "case": uuid4(), **values}
    )


def staff_of(office, person=None):
    return Actor(human=person.uid if person else uuid4(), subject=None, roles=frozenset({"case_worker"}),
                 office=office.uid, channel=Channel.STAFF)  # fmt: skip


def events(kind):
    with crossing("a test looks"):
        return Event.objects.filter(type=f"worklist.{kind}").count()


def test_a_residents_work_puts_a_task_where_only_the_office_sees_it(office, make_person):
    anna = make_person("Anna")
    with person_scope(anna):
        task = opened(office)
        assert list(Task.objects.all()) == []
    with office_scope(office):
        assert list(open_tasks()) == [task]


def test_another_office_does_not_see_it(office, make_office):
    opened(office)
    with office_scope(make_office("hlidarbaer")):
        assert list(open_tasks()) == []


def test_the_same_task_is_opened_once_and_takes_over_the_new_day(office):
    case = uuid4()
    first = opened(office, case=case, due_on=MONDAY)
    second = opened(office, case=case, due_on=MONDAY + timedelta(days=7))

    assert (second.pk, second.due_on) == (first.pk, MONDAY + timedelta(days=7))
    assert (events("task_opened"), events("task_moved")) == (1, 1)


def test_a_task_may_be_opened_again_after_it_was_closed(office):
    case = uuid4()
    first = opened(office, case=case)
    close_task(actor=SYSTEM, task=first)

    assert opened(office, case=case).pk != first.pk


def test_a_task_is_about_something(office):
    with pytest.raises(ValueError, match="about"):
        opened(office, case=None)


def test_closing_twice_tells_once(office):
    task = opened(office)

    assert close_tasks_about(actor=SYSTEM, about=task.about) == 1
    close_task(actor=SYSTEM, task=task)

    assert events("task_closed") == 1


def test_only_staff_of_the_office_hands_a_task_over(office, make_office, make_person):
    task, anna = opened(office), make_person("Anna")
    with office_scope(office):
        assert assign_task(actor=staff_of(office), task=task, to=anna).assigned_to == anna
        with pytest.raises(NotAllowed):
            assign_task(actor=staff_of(make_office("hlidarbaer")), task=task, to=anna)


def test_staff_of_the_successor_takes_over_after_a_merger(office, make_office, make_person):
    task, successor = opened(office), make_office("storabyggd")
    office.successor = successor
    office.save()
    with office_scope(successor):
        task = Task.objects.select_related("office").get(pk=task.pk)
        assign_task(actor=staff_of(successor), task=task, to=make_person("Anna"))

    assert events("task_assigned") == 1


def woken(task):
    """Whether the tick reminded of a task today, and whether it said that it is late."""
    with crossing("a test looks"):
        task.refresh_from_db()
    return task.reminded_on == clock.today(), task.escalated_at is not None


def test_the_tick_reminds_on_each_day_once_and_then_says_it_is_late(office):
    told = []
    with clock.standing_on(MONDAY):
        task = opened(office, due_on=MONDAY + timedelta(days=10), reminder_days=(7, 1))
    for days in range(14):
        with clock.standing_on(MONDAY + timedelta(days=days)):
            first, second = wake_tasks(), wake_tasks()
            reminded, late = woken(task)
        if reminded:
            told.append((days, first, second, late))

    assert told == [(3, 1, 0, False), (9, 1, 0, False), (11, 1, 0, True)]
    assert events("task_overdue") == 1


def test_a_tick_that_slept_through_the_reminders_says_only_that_it_is_late(office):
    with clock.standing_on(MONDAY):
        task = opened(office, due_on=MONDAY + timedelta(days=2), reminder_days=(1,))
    with clock.standing_on(MONDAY + timedelta(days=30)), office_scope(office):
        assert (wake_tasks(), wake_tasks()) == (1, 0)
        assert list(late_tasks()) == [task]


def test_a_task_that_is_moved_is_no_longer_late(office):
    with clock.standing_on(MONDAY):
        task = opened(office, due_on=MONDAY)
    with clock.standing_on(MONDAY + timedelta(days=1)), office_scope(office):
        wake_tasks()
        moved = move_task(actor=staff_of(office), task=task, due_on=MONDAY + timedelta(days=5))

    assert (moved.escalated_at, moved.wake_on) == (None, MONDAY + timedelta(days=6))
