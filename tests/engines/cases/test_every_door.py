"""Every door leads to the same case: paper and phone taken down by staff, other front doors, and what they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from factories import cases, financial_aid, organisations, people
from samveita.engines.cases import doors
from samveita.engines.cases.deciding import submitted_answers
from samveita.engines.cases.intake import NOT_YET, AnswersWrong, deliver, submit
from samveita.engines.cases.models import Arrival, Case, Door, StatusReport
from samveita.engines.cases.process import CaseRefused, take
from samveita.engines.forms.taking_down import for_applicant
from samveita.ground.audit.actors import Actor
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.models import Delivery
from samveita.iceland import clock

PLATFORM = Actor.system("door")


def delivered(town: Organisation, person: Person, *, external_id: str = "A-1", **changes: object) -> Case:
    answers = cases.as_answered(cases.ANSWERS | {"name": person.name, "domicile": cases.DOMICILE} | changes)
    return deliver(
        actor=PLATFORM,
        door=Door.ISLAND_IS,
        external_id=external_id,
        service="financial_aid",
        municipality=town,
        person=person,
        answers={key: value for key, value in answers.items() if value is not None},
    )


@pytest.fixture
def island_is() -> Iterator[list[doors.Status]]:
    """An adapter that remembers what it was told."""
    told: list[doors.Status] = []
    doors.register_door(Door.ISLAND_IS, told.append)
    yield told
    doors.forget_door(Door.ISLAND_IS)
    from samveita.ground.worklist.handlers import KINDS

    KINDS.pop("cases.status.island_is", None)


def taken_down(town: Organisation, received_on: date, door: Door = Door.PAPER) -> Case:
    """A case from a paper form that staff filled in for somebody."""
    worker, applicant = people.staff(town), people.person("Guðrún Gamla")
    draft = cases.finished_draft(town, applicant)
    with crossing("a test says that staff took it down"):
        type(draft).objects.filter(pk=draft.pk).update(office=town, received_on=received_on)
    with office_scope(town):
        actor = for_applicant(people.staff_actor(worker, town), applicant)
        return submit(actor=actor, draft_uid=draft.uid, language="is", door=door)


@pytest.mark.parametrize("door", [Door.PAPER, Door.PHONE])
def test_what_staff_takes_down_counts_from_the_day_it_came_and_says_who_did(town, door):
    came = clock.today() - timedelta(days=3)
    case = taken_down(town, came, door)

    with office_scope(town):
        arrival = Arrival.objects.get()
        events = list(
            Event.objects.filter(case=case.uid, type__startswith="cases.").values_list("type", "channel")
        )
    assert (case.door, case.legal_date, arrival.received_on) == (door, came, came)
    assert arrival.taken_down_by is not None
    assert events == [("cases.taken_down", "staff_for_applicant")]
    assert case.due_on is not None and case.due_on >= came + timedelta(days=14)


def test_paper_does_not_come_tomorrow(town):
    with pytest.raises(CaseRefused) as refused:
        taken_down(town, clock.today() + timedelta(days=1))
    assert refused.value.reason == NOT_YET


def test_staff_without_the_applicant_behind_her_sends_nothing(town):
    draft = cases.finished_draft(town, people.person())
    with crossing("the scope would stop her first"), pytest.raises(NotAllowed):
        submit(actor=people.staff_actor(people.staff(town), town), draft_uid=draft.uid, language="is")


def test_another_front_door_leads_to_the_same_case_however_often_it_knocks(town):
    person = people.person()
    first, again = delivered(town, person), delivered(town, person)
    with office_scope(town):
        kept = submitted_answers(Case.objects.select_related("office", "submission").get())

    assert (first.uid, first.door, kept.answers["incomes"][0]["amount"]) == (
        again.uid,
        "island_is",
        50_000,
    )


def test_the_same_delivery_at_once_is_one_case(committed_db, at_once: Callable[..., list[object]]):
    town, person = financial_aid.adopted(organisations.municipality()), people.person()

    ends = at_once(lambda: delivered(town, person), lambda: delivered(town, person))

    with crossing("a test counts"):
        [case] = Case.objects.all()
    assert {getattr(end, "uid", None) for end in ends} <= {case.uid, None}
    assert any(isinstance(end, Case) for end in ends)


def test_a_delivery_that_does_not_fit_is_refused_by_place_and_leaves_nothing(town):
    with pytest.raises(AnswersWrong) as wrong:
        delivered(town, people.person(), income=None, credit_percent=101)

    with crossing("a test counts"):
        assert Case.objects.count() == 0
    assert set(wrong.value.errors) == {"/incomes", "/credit_percent"}


def test_a_person_delivers_nothing_through_that_door(town):
    person = people.person()
    with pytest.raises(NotAllowed):
        deliver(
            actor=people.resident_actor(person),
            door=Door.ISLAND_IS,
            external_id="A-2",
            service="financial_aid",
            municipality=town,
            person=person,
            answers={},
        )


def test_a_door_is_told_of_every_move_and_of_each_once(town, island_is):
    case = delivered(town, people.person())
    with office_scope(town):
        take(actor=people.staff_actor(people.staff(town), town), uid=case.uid, event="assign")
        [report] = StatusReport.objects.all()
        assert Delivery.objects.filter(kind="cases.status.island_is", target=report.uid).exists()
    for _again in range(2):
        doors.carry_out(report.uid)

    assert [(one.external_id, one.state, one.number) for one in island_is] == [
        ("A-1", "in_progress", case.number)
    ]


def test_a_door_without_an_adapter_asks_by_its_own_id(town):
    case = delivered(town, people.person())
    with office_scope(town):
        take(actor=people.staff_actor(people.staff(town), town), uid=case.uid, event="assign")
        status = doors.status_of(Door.ISLAND_IS, "A-1")
        reports = StatusReport.objects.count()

    assert (status.case, status.state, status.is_open, reports) == (case.uid, "in_progress", True, 0)
