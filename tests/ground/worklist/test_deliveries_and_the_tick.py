"""Deliveries: attempted, tried again, lost, given up and settled by a person; jobs and the tick around them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Seal
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist import background, deliveries, handlers, tick
from samveita.ground.worklist.background import enqueue, give_back, retry_failed, run_job
from samveita.ground.worklist.delivering import deliver
from samveita.ground.worklist.handlers import Lost, OutcomeUnknown, Refused, TryAgain, register_handler
from samveita.ground.worklist.heartbeat import alive_workers, beat
from samveita.ground.worklist.models import Delivery, DeliveryState, WorkerHeartbeat
from samveita.ground.worklist.queries import open_tasks
from samveita.iceland import clock

pytestmark = pytest.mark.django_db

SOON = timedelta(minutes=1)


@pytest.fixture
def office(make_office):
    return make_office("dalvogur")


@pytest.fixture
def handled(monkeypatch):
    """Deliver by a list of outcomes: ``None`` arrives, an exception is raised; remembers what it was called with."""
    monkeypatch.setattr(handlers, "KINDS", {})
    monkeypatch.setattr(deliveries, "KINDS", handlers.KINDS)
    monkeypatch.setattr("samveita.ground.worklist.delivering.KINDS", handlers.KINDS)

    def register(*outcomes, **options):
        waiting, calls = list(outcomes), []

        def handler(target: UUID) -> None:
            calls.append(target)
            outcome = waiting.pop(0) if waiting else None
            if outcome is not None:
                raise outcome

        register_handler("test.send", handler, waits=(SOON, SOON), **options)
        return calls

    return register


def scheduled(office):
    with transaction.atomic():
        return deliveries.schedule("test.send", target=uuid4(), office=office)


def again(delivery):
    with crossing("a test looks"):
        return Delivery.objects.get(pk=delivery.pk)


def tasks_at(office):
    with office_scope(office):
        return [(task.kind, task.about) for task in open_tasks()]


def test_what_arrives_is_done_and_never_sent_again(office, handled):
    calls = handled()
    delivery = scheduled(office)

    deliver(delivery.uid)
    deliver(delivery.uid)

    assert (calls, again(delivery).state) == ([delivery.target], DeliveryState.DONE)


def test_scheduling_the_same_target_twice_gives_one_delivery(office, handled):
    handled()
    target = uuid4()
    with transaction.atomic():
        first = deliveries.schedule("test.send", target=target, office=office)
        second = deliveries.schedule("test.send", target=target, office=office)

    assert (first.pk, DBTaskResult.objects.count()) == (second.pk, 1)


def test_what_certainly_failed_is_tried_again_after_its_wait(office, handled):
    calls = handled(TryAgain("http_503"))
    delivery = scheduled(office)
    deliver(delivery.uid)
    failed = again(delivery)
    deliver(delivery.uid)
    with clock.shifted(SOON * 2):
        deliver(delivery.uid)

    assert (failed.state, failed.last_error) == (DeliveryState.FAILED, "http_503")
    assert (len(calls), again(delivery).state) == (2, DeliveryState.DONE)


def test_after_the_last_wait_a_person_is_asked(office, handled):
    handled(*[TryAgain("http_503")] * 9)
    delivery = scheduled(office)
    for attempt in range(9):
        with clock.shifted(SOON * 2 * attempt):
            deliver(delivery.uid)

    assert (again(delivery).state, again(delivery).attempts) == (DeliveryState.FOR_A_PERSON, 3)
    assert tasks_at(office) == [("worklist.delivery_given_up", delivery.uid)]


def test_a_refusal_goes_to_a_person_at_once(office, handled):
    handled(Refused("unknown_recipient"))
    delivery = scheduled(office)
    deliver(delivery.uid)

    assert again(delivery).state == DeliveryState.FOR_A_PERSON


@pytest.mark.parametrize("outcome", [OutcomeUnknown("timeout"), ZeroDivisionError("0101302399")])
@pytest.mark.parametrize(
    ("lost", "state"), [(Lost.AGAIN, DeliveryState.UNKNOWN), (Lost.FOR_A_PERSON, DeliveryState.FOR_A_PERSON)]
)
def test_an_unknown_outcome_is_repeated_only_by_kinds_that_may(office, handled, outcome, lost, state):
    handled(outcome, lost=lost)
    delivery = scheduled(office)
    deliver(delivery.uid)

    assert again(delivery).state == state
    assert "0101302399" not in again(delivery).last_error


@pytest.mark.parametrize(
    ("lost", "state"), [(Lost.AGAIN, DeliveryState.UNKNOWN), (Lost.FOR_A_PERSON, DeliveryState.FOR_A_PERSON)]
)
def test_an_attempt_whose_process_died_is_found_when_its_lease_ends(office, handled, lost, state):
    handled(lost=lost)
    delivery = scheduled(office)
    deliveries.claim_due(delivery.uid)

    assert deliveries.rescue_lost() == 0
    with clock.shifted(handlers.LEASE + SOON):
        assert deliveries.rescue_lost() == 1

    assert again(delivery).state == state


def test_a_slow_attempt_that_lost_its_lease_settles_nothing_but_an_arrival(office, handled):
    handled(lost=Lost.AGAIN)
    delivery = scheduled(office)
    slow = deliveries.claim_due(delivery.uid)
    with clock.shifted(handlers.LEASE + SOON):
        deliveries.rescue_lost()

    assert not deliveries.given_up(slow, code="late")
    assert again(delivery).state == DeliveryState.UNKNOWN
    assert not deliveries.succeeded(slow)
    assert again(delivery).state == DeliveryState.DONE


def test_a_person_starts_it_again_or_says_it_arrived(office, handled):
    calls = handled(Refused("x"), Refused("x"))
    delivery = scheduled(office)
    staff = Actor(human=uuid4(), subject=None, roles=frozenset({"case_worker"}), office=office.uid,
                  channel=Channel.STAFF)  # fmt: skip
    deliver(delivery.uid)
    with office_scope(office):
        deliveries.try_again(actor=staff, delivery=delivery)
    assert tasks_at(office) == []
    deliver(delivery.uid)
    with office_scope(office):
        deliveries.confirm_arrived(actor=staff, delivery=delivery)

    assert (len(calls), again(delivery).state, tasks_at(office)) == (2, DeliveryState.DONE, [])


def test_a_delivery_stands_or_falls_with_its_cause(office, handled):
    handled()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        scheduled(office)
        raise ZeroDivisionError

    with crossing("a test looks"):
        assert (Delivery.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.setattr(background, "JOBS", {})
    return background.JOBS


def test_a_job_gets_the_uids_it_was_enqueued_with(jobs):
    got = []
    jobs["test.job"] = lambda *ids: got.extend(ids)
    uid = uuid4()
    enqueue("test.job", uid)

    row = DBTaskResult.objects.get()
    run_job.func(*row.args_kwargs["args"])

    assert got == [uid]


def test_an_unknown_job_is_refused_when_it_is_enqueued(jobs):
    with pytest.raises(KeyError):
        enqueue("test.nothing")


def test_a_job_that_raises_leaves_no_personal_words_in_the_database(jobs):
    def broken() -> None:
        raise ValueError("Anna, 0101302399")

    jobs["test.broken"] = broken
    with pytest.raises(background.JobFailed) as failure:
        run_job.func("test.broken", [])

    assert (str(failure.value), failure.value.__suppress_context__) == ("test.broken: ValueError", True)


def test_what_a_dead_worker_had_taken_goes_back_to_the_queue(jobs):
    jobs["test.job"] = lambda: None
    enqueue("test.job")
    enqueue("test.job")
    for row, worker in zip(DBTaskResult.objects.all(), ("alive", "dead"), strict=True):
        row.claim(worker)

    assert give_back({"alive"}) == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "RUNNING"]


def test_a_failed_job_is_tried_again_later_and_not_forever(jobs):
    jobs["test.job"] = lambda: None
    enqueue("test.job")
    row = DBTaskResult.objects.get()
    tried = []
    for attempt in range(1, 8):
        if row.status == TaskResultStatus.READY:
            row.claim("worker")
            row.set_failed(ValueError("x"))
        assert retry_failed() == 0
        DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=1))
        tried.append(retry_failed())
        row.refresh_from_db()
        del attempt

    assert tried == [1, 1, 1, 1, 0, 0, 0]
    assert background.failed_for_good() == 1


def test_a_worker_is_alive_while_it_beats_and_its_process_exists():
    beat("me")
    beat("me")
    WorkerHeartbeat.objects.create(
        worker_id="gone", host=WorkerHeartbeat.objects.get().host, process_id=2**22 + 7,
        started_at=timezone.now(), seen_at=timezone.now(),
    )  # fmt: skip
    WorkerHeartbeat.objects.create(
        worker_id="elsewhere", host="other", process_id=1, started_at=timezone.now(), seen_at=timezone.now()
    )
    WorkerHeartbeat.objects.create(
        worker_id="silent", host="other", process_id=1, started_at=timezone.now(),
        seen_at=timezone.now() - timedelta(minutes=5),
    )  # fmt: skip

    assert alive_workers() == {"me", "elsewhere"}


def test_a_tick_job_that_fails_stops_no_other(monkeypatch):
    monkeypatch.setattr(tick, "TICK_JOBS", {})
    tick.register_tick("test.broken", lambda: 1 // 0)
    tick.register_tick("test.whole", lambda: 3)

    outcome = tick.tick()

    assert (outcome.failed, outcome.done) == (["test.broken"], {"test.whole": 3})


def test_the_tick_queues_due_deliveries_and_seals_events(office, handled):
    handled(TryAgain("x"))
    delivery = scheduled(office)
    deliver(delivery.uid)
    DBTaskResult.objects.all().delete()
    with clock.shifted(SOON * 2):
        outcome = tick.tick()

    assert (outcome.failed, outcome.done["worklist.deliver_due"], DBTaskResult.objects.count()) == ([], 1, 1)
    with crossing("a test looks"):
        assert Seal.objects.count() == outcome.done["audit.seal"]
