"""Asking for data and hearing a party: what is asked, what comes in, what days do, and that nothing is refused by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import exchange, people
from samveita.engines.cases import data_requests, hearings
from samveita.engines.cases.data_requests import (
    NOT_ASKED_ANY_MORE,
    NOT_LATER,
    NOTHING_ASKED,
    WRONG_DAY,
    cancel,
    explain,
    extend,
    hand_in,
    request_data,
    waive,
)
from samveita.engines.cases.deciding import decide
from samveita.engines.cases.hearings import INCOMPLETE, OVER, answer, answer_of, open_hearing, text_of
from samveita.engines.cases.models import (
    CaseDocument,
    CaseMessage,
    DataRequest,
    DataRequestItem,
    Hearing,
    HearingState,
    ItemState,
    LetterOrder,
    RequestState,
)
from samveita.engines.cases.process import NOT_NOW, CaseMoved, CaseRefused, take
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.notices.models import Notice
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.file_types import WRONG_TYPE
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(town):
    return people.staff(town)


@pytest.fixture
def case(town, worker):
    return exchange.in_progress(town, worker)


@pytest.fixture
def desk(worker, town):
    return people.staff_actor(worker, town)


@pytest.fixture
def herself(case):
    return people.resident_actor(case.person)


def now(row):
    """The row as it stands in the database."""
    with crossing("a test reads"):
        return type(row).objects.get(pk=row.pk)


def tasks_of(case):
    with crossing("a test reads"):
        return set(Task.objects.filter(case=case.uid, state=TaskState.OPEN).values_list("kind", flat=True))


def handed_in(item, case, herself, *uploads):
    with person_scope(case.person):
        return hand_in(actor=herself, item=item.uid, uploads=uploads or [exchange.PAYSLIP])


def test_a_request_waits_for_her_and_tells_her_once_by_letter_or_notice(case, worker):
    request = exchange.asked(case, worker)

    with crossing("a test reads"):
        told = [
            *Notice.objects.filter(about=request.uid).values_list("about", flat=True),
            *LetterOrder.objects.filter(about=request.uid).values_list("about", flat=True),
        ]
    assert (now(case).state, request.state, told) == ("data_needed", RequestState.OPEN, [request.uid])
    assert b"Leigusamningur" not in b"".join(bytes(item.content) for item in exchange.items(request))


def test_the_usual_last_day_is_the_municipalitys_own_term(case, desk):
    with office_scope(case.office):
        request = request_data(actor=desk, uid=case.uid, items=[exchange.wanted()])

    assert request.due_on == deadline(starts_on=clock.today(), period=Period.days(7)).date


def test_the_case_goes_on_when_every_required_thing_is_in(case, worker, herself):
    request = exchange.asked(case, worker)
    payslip, lease, _other = exchange.items(request)

    handed_in(payslip, case, herself)
    between = now(case).state
    handed_in(lease, case, herself, exchange.PAYSLIP, exchange.PAYSLIP)

    with office_scope(case.office):
        assert CaseDocument.objects.filter(about=lease.uid).count() == 2
    assert (between, now(case).state, now(request).state) == (
        "data_needed",
        "in_progress",
        RequestState.COMPLETE,
    )
    assert "cases.data_in" in tasks_of(case)


def test_saying_why_something_is_missing_is_an_answer(case, worker, herself):
    request = exchange.asked(case, worker, exchange.wanted())
    (item,) = exchange.items(request)

    with person_scope(case.person):
        explain(actor=herself, item=item.uid, text="Vinnuveitandinn er hættur.")

    assert (now(item).state, now(case).state) == (ItemState.EXPLAINED, "in_progress")
    assert b"Vinnuveitandinn" not in bytes(now(item).answer)


def test_what_may_be_left_out_is_not_waited_for_and_may_come_later(case, worker, herself):
    request = exchange.asked(case, worker, exchange.wanted(), exchange.wanted("Annað", required=False))
    required, optional = exchange.items(request)
    handed_in(required, case, herself)

    handed_in(optional, case, herself)

    assert (now(optional).state, now(case).state) == (ItemState.HANDED_IN, "in_progress")


def test_staff_waives_the_last_missing_thing(case, worker, desk, herself):
    request = exchange.asked(case, worker, exchange.wanted())
    (item,) = exchange.items(request)

    with office_scope(case.office):
        waive(actor=desk, item=item.uid)

    assert (now(item).state, now(case).state) == (ItemState.WAIVED, "in_progress")
    with pytest.raises(CaseRefused) as refusal:
        handed_in(item, case, herself)
    assert refusal.value.reason == NOT_ASKED_ANY_MORE


def test_what_came_on_paper_is_handed_in_by_staff(case, worker, desk):
    request = exchange.asked(case, worker, exchange.wanted())
    (item,) = exchange.items(request)

    with office_scope(case.office):
        hand_in(actor=desk, item=item.uid, uploads=[exchange.PAYSLIP])
        document = CaseDocument.objects.get()

    assert (document.origin, document.person_id, now(case).state) == ("paper", case.person.pk, "in_progress")


def test_a_later_day_comes_with_its_reason(case, worker, desk):
    request = exchange.asked(case, worker)
    later = request.due_on + timedelta(days=14)

    with office_scope(case.office):
        extend(actor=desk, uid=request.uid, due_on=later, reason="Þú baðst um lengri frest.")
        with pytest.raises(CaseRefused) as earlier:
            extend(actor=desk, uid=request.uid, due_on=later - timedelta(days=1), reason="x")

    assert now(request).due_on == later
    assert earlier.value.reason == NOT_LATER
    with person_scope(case.person):
        assert CaseMessage.objects.count() == 1


def test_a_cancelled_request_lets_the_case_go_on(case, worker, desk):
    request = exchange.asked(case, worker)

    with office_scope(case.office):
        cancel(actor=desk, uid=request.uid, reason="Gögnin fundust í skrá.")

    assert (now(request).state, now(case).state) == (RequestState.CANCELLED, "in_progress")


def test_the_last_day_passing_reminds_then_gives_the_case_back_and_refuses_nothing(case, worker, herself):
    request = exchange.asked(case, worker, exchange.wanted())
    (item,) = exchange.items(request)
    seen = []

    for days in (7, 8, 9, 11, 12):
        with clock.shifted(timedelta(days=days)):
            data_requests.wake_requests()
        seen.append((now(case).state, bool(now(request).reminded_at), str(now(request).state)))

    assert seen == [
        ("data_needed", False, "open"),
        ("data_needed", True, "open"),
        ("data_needed", True, "open"),
        ("in_progress", True, "overdue"),
        ("in_progress", True, "overdue"),
    ]
    assert "cases.data_missing" in tasks_of(case)
    with crossing("a test reads"):
        assert Notice.objects.filter(kind="cases.data_reminder").count() == 1
    handed_in(item, case, herself)
    assert (now(request).state, now(case).state) == (RequestState.COMPLETE, "in_progress")


def test_a_refused_file_changes_nothing(case, worker, herself):
    request = exchange.asked(case, worker)
    first, *_rest = exchange.items(request)

    with pytest.raises(CaseRefused) as refusal:
        handed_in(first, case, herself, exchange.PAYSLIP, exchange.PAGE)

    assert refusal.value.reason == WRONG_TYPE
    assert now(first).state == ItemState.WAITING
    with crossing("a test counts"):
        assert CaseDocument.objects.count() == 0


@pytest.mark.parametrize("days", [0, -3, 500])
def test_an_impossible_day_is_refused(case, worker, days):
    with pytest.raises(CaseRefused) as refusal:
        exchange.asked(case, worker, due_in=days)

    assert refusal.value.reason == WRONG_DAY
    assert now(case).state == "in_progress"


def test_asking_for_nothing_is_refused(case, desk):
    with office_scope(case.office), pytest.raises(CaseRefused) as refusal:
        request_data(actor=desk, uid=case.uid, items=[])

    assert refusal.value.reason == NOTHING_ASKED


def test_asking_takes_a_worker_a_fitting_state_and_the_case_as_shown(case, desk, town):
    viewer = people.staff_actor(people.staff(town, Role.VIEWER), town, Role.VIEWER)

    with office_scope(town):
        with pytest.raises(NotAllowed):
            request_data(actor=viewer, uid=case.uid, items=[exchange.wanted()])
        with pytest.raises(CaseMoved):
            request_data(actor=desk, uid=case.uid, items=[exchange.wanted()], revision=case.revision - 1)
        request_data(actor=desk, uid=case.uid, items=[exchange.wanted()], revision=case.revision)
        with pytest.raises(CaseRefused) as again:
            request_data(actor=desk, uid=case.uid, items=[exchange.wanted()])
    assert again.value.reason == NOT_NOW


def test_nobody_else_hands_in_for_her(case, worker):
    request = exchange.asked(case, worker)
    item, *_rest = exchange.items(request)
    stranger = people.person("Önnur Kona")

    with person_scope(stranger), pytest.raises(DataRequestItem.DoesNotExist):
        hand_in(actor=people.resident_actor(stranger), item=item.uid, uploads=[exchange.PAYSLIP])


def test_a_withdrawn_case_asks_nothing_any_more(case, worker, herself):
    request = exchange.asked(case, worker)

    with person_scope(case.person):
        take(actor=herself, uid=case.uid, event="withdraw")

    assert (now(request).state, now(request).wake_on) == (RequestState.CANCELLED, None)


def test_she_answers_a_hearing_in_words_and_files(case, worker, herself):
    hearing = exchange.heard(case, worker)
    asked = now(case).state

    with person_scope(case.person):
        told = text_of(Hearing.objects.get(), case)
        answered = answer(
            actor=herself, uid=hearing.uid, text="Ég missti vinnuna.", uploads=[exchange.PAYSLIP]
        )
        said = answer_of(now(hearing), case)

    assert (asked, told.rule_article) == ("hearing", "10. gr. reglna um fjárhagsaðstoð")
    assert (answered.state, said, now(case).state) == (
        HearingState.ANSWERED,
        "Ég missti vinnuna.",
        "in_progress",
    )
    assert "cases.heard" in tasks_of(case)
    with crossing("a test reads"):
        assert CaseDocument.objects.get().about == hearing.uid


def test_having_no_comment_is_an_answer_and_there_is_one_answer(case, worker, herself):
    hearing = exchange.heard(case, worker)

    with person_scope(case.person):
        done = answer(actor=herself, uid=hearing.uid)
        with pytest.raises(CaseRefused) as again:
            answer(actor=herself, uid=hearing.uid, text="Jú annars.")

    assert (done.state, again.value.reason) == (HearingState.NO_COMMENT, OVER)


def test_a_hearing_without_an_answer_ends_the_day_after_its_last_day(case, worker):
    hearing = exchange.heard(case, worker)
    usual = deadline(starts_on=clock.today(), period=Period.days(7)).date
    states = []

    for days in (0, 1, 2):
        with clock.shifted(usual - clock.today() + timedelta(days=days)):
            hearings.wake_hearings()
        states.append((str(now(hearing).state), now(case).state))

    assert hearing.due_on == usual
    assert states == [("open", "hearing"), ("overdue", "in_progress"), ("overdue", "in_progress")]


def test_a_hearing_says_ground_facts_and_rule(case, desk):
    with office_scope(case.office), pytest.raises(CaseRefused) as refusal:
        open_hearing(actor=desk, uid=case.uid, ground="Synjun", facts=" ", rule_article="10. gr.")

    assert refusal.value.reason == INCOMPLETE


def test_a_step_of_staff_settles_the_task_of_weighing(case, worker, herself, desk):
    hearing = exchange.heard(case, worker)
    with person_scope(case.person):
        answer(actor=herself, uid=hearing.uid, text="Ég missti vinnuna.")

    with office_scope(case.office):
        decide(
            actor=desk,
            uid=case.uid,
            event="approve",
            reasons={},
            signed_by="Ragna",
            revision=now(case).revision,
        )

    assert "cases.heard" not in tasks_of(case)


def test_events_of_the_correspondence_hold_no_words(case, worker, herself):
    request = exchange.asked(case, worker, exchange.wanted())
    (item,) = exchange.items(request)
    with person_scope(case.person):
        explain(actor=herself, item=item.uid, text="Leyndarmál.")

    with crossing("a test reads"):
        told = " ".join(str(event.data) for event in Event.objects.filter(case=case.uid))
        assert DataRequest.objects.get().state == RequestState.COMPLETE
    assert "Leynd" not in told
    assert "Launase" not in told
