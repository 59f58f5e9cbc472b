"""Announcing and delivering: what each outcome does to a dispatch, and that nothing is announced twice or lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from samveita.engines.mailbox import client as client_module
from samveita.engines.mailbox.announcing import CannotAnnounce
from samveita.engines.mailbox.by_hand import NothingToDo, sent_otherwise, try_again
from samveita.engines.mailbox.dispatching import SENDING_AT_MOST, deliver, due, rescue, serve_due
from samveita.engines.mailbox.hooks import on_failed, on_served
from samveita.engines.mailbox.jobs import every_minute
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.mailbox.settling import CREDENTIAL_WAIT, WAITS
from samveita.engines.mailbox.withdrawing import (
    CannotWithdraw,
    NothingToConfirm,
    confirm,
    tell_due_withdrawals,
    withdraw,
)
from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.audit.recording import AuditError
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.organisations.scope import ScopeMissing, crossing, person_scope
from samveita.ground.worklist.background import JOBS
from samveita.ground.worklist.models import Task, TaskState
from samveita.iceland import clock


def events(dispatch):
    with crossing("a test reads events"):
        return list(Event.objects.filter(target=dispatch.uid).order_by("at").values_list("type", flat=True))


def troubles(dispatch):
    with crossing("a test reads events"):
        found = Event.objects.filter(target=dispatch.uid, type="mailbox.trouble").order_by("at")
        return [event.data["data"]["trouble"] for event in found]


def tasks():
    with crossing("a test looks"):
        return sorted(Task.objects.filter(state=TaskState.OPEN).values_list("kind", flat=True))


def worker_at(office, role=Role.CASE_WORKER):
    return Actor(uuid4(), None, frozenset({role.value}), office.uid, Channel.STAFF, "Ráðgjafi")


@pytest.fixture
def handlers():
    called = []
    on_served.register("test.letter", lambda dispatch: called.append(("served", dispatch.uid)))
    on_failed.register("test.letter", lambda dispatch: called.append(("failed", dispatch.uid)))
    yield called
    on_served.forget("test.letter")
    on_failed.forget("test.letter")


def test_an_announced_letter_waits_in_line_and_nothing_is_sent(pretend_mailbox, announced):
    dispatch = announced()

    assert (dispatch.state, dispatch.attempts) == (State.QUEUED, 0)
    assert due() == [dispatch.uid]
    assert events(dispatch) == ["mailbox.announced"]
    assert pretend_mailbox.calls == []


def test_announcing_needs_a_transaction_of_the_caller_to_hold_on_to(committed_db):
    from samveita.engines.mailbox.events import ANNOUNCED
    from samveita.ground.audit.actors import Target
    from samveita.ground.audit.recording import record

    with pytest.raises(AuditError):
        record(ANNOUNCED, actor=Actor.system("test"), target=Target("dispatch", uuid4()))


def test_a_rolled_back_decision_announces_nothing(announced, municipality):
    class PowerCutError(Exception): ...

    with pytest.raises(PowerCutError), transaction.atomic():
        announced()
        raise PowerCutError

    assert due() == []


def test_the_same_letter_to_the_same_person_is_announced_once(announced):
    source = uuid4()

    assert announced(source=source).uid == announced(source=source).uid
    assert len(due()) == 1


def test_the_same_letter_may_go_to_two_people(announced, person):
    spouse = person("0101302719", "Gervimaður Evrópa")
    source = uuid4()

    assert announced(source=source).uid != announced(source=source, recipient=spouse).uid


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "x" * 81},
        {"category": ""},
        {"document_type": "x" * 26},
        {"publication_at": clock.now() + timedelta(days=61)},
    ],
)
def test_a_letter_the_mailbox_would_not_take_is_refused_at_the_desk(announced, wrong):
    with pytest.raises(CannotAnnounce):
        announced(**wrong)

    assert due() == []


def test_rows_are_not_seen_without_a_scope_and_the_recipient_sees_her_own(announced, resident):
    dispatch = announced()

    with pytest.raises(ScopeMissing):
        Dispatch.objects.count()
    with person_scope(resident):
        assert list(Dispatch.objects.all()) == [dispatch]


def test_an_accepted_letter_is_served_at_that_moment_and_its_handler_told_once(
    pretend_mailbox, announced, reread, handlers
):
    dispatch = announced()

    deliver([dispatch.uid])
    deliver([dispatch.uid])

    row = reread(dispatch)
    assert (row.state, row.attempts, row.next_attempt_at) == (State.ACCEPTED, 1, None)
    assert row.served_at == row.accepted_at
    assert (row.served_reason.rule, set(row.served_reason.sentence)) == ("D4", {"is", "en", "pl"})
    assert handlers == [("served", dispatch.uid)]
    assert events(dispatch) == ["mailbox.announced", "mailbox.accepted", "mailbox.served"]
    assert len(pretend_mailbox.registrations()) == 1


def test_a_later_publication_serves_when_its_moment_comes_and_not_before(
    pretend_mailbox, announced, reread, handlers
):
    publication = clock.now() + timedelta(days=3)
    dispatch = announced(publication_at=publication)

    deliver([dispatch.uid])
    assert serve_due() == 0
    assert (reread(dispatch).state, reread(dispatch).served_at, handlers) == (State.ACCEPTED, None, [])
    with clock.shifted(timedelta(days=4)):
        assert serve_due() == 1
        assert serve_due() == 0

    assert reread(dispatch).served_at == publication
    assert handlers == [("served", dispatch.uid)]


def test_a_handler_that_fails_leaves_the_letter_as_it_was(pretend_mailbox, announced, reread):
    def fail(_dispatch):
        raise LookupError("the case is gone")

    dispatch = announced()
    on_served.register("test.letter", fail)
    try:
        with pytest.raises(LookupError):
            deliver([dispatch.uid])
    finally:
        on_served.forget("test.letter")

    row = reread(dispatch)
    assert (row.state, row.accepted_at, row.served_at) == (State.SENDING, None, None)
    assert events(dispatch) == ["mailbox.announced"]


def test_a_handler_that_fails_for_one_letter_leaves_the_others_settled(pretend_mailbox, announced, reread):
    letters = [announced() for _ in range(3)]

    def fail_for_the_first(dispatch):
        if dispatch.uid == letters[0].uid:
            raise LookupError("the case is gone")

    on_served.register("test.letter", fail_for_the_first)
    try:
        with pytest.raises(LookupError):
            deliver([letter.uid for letter in letters])
    finally:
        on_served.forget("test.letter")

    assert [reread(letter).state for letter in letters] == [State.SENDING, State.ACCEPTED, State.ACCEPTED]


def test_the_workers_job_sends_all_that_is_due_in_one_call(pretend_mailbox, announced, reread):
    letters = [announced() for _ in range(3)]

    JOBS["mailbox.deliver"]()
    JOBS["mailbox.deliver"]()

    assert [len(items) for items in pretend_mailbox.registrations()] == [3]
    assert {reread(letter).state for letter in letters} == {State.ACCEPTED}


def test_the_minute_tick_brings_home_what_a_dead_worker_left_and_queues_what_is_due(
    pretend_mailbox, announced, reread
):
    dispatch = announced()
    with crossing("a test prepares"):
        Dispatch.objects.filter(pk=dispatch.pk).update(
            state=State.SENDING, claim=uuid4(), claimed_at=clock.now(), attempts=1
        )

    assert every_minute() == 0
    with clock.shifted(SENDING_AT_MOST + timedelta(seconds=1)):
        assert every_minute() == 1

    assert reread(dispatch).state == State.UNKNOWN


def test_a_refused_letter_is_final_and_asks_for_a_person(pretend_mailbox, announced, reread, handlers):
    pretend_mailbox.answers = [lambda items: [{"success": False, "errors": ["Kennitala finnst ekki"]}]]
    dispatch = announced()

    deliver([dispatch.uid])

    row = reread(dispatch)
    assert (row.state, row.errors, row.next_attempt_at) == (State.REJECTED, ["Kennitala finnst ekki"], None)
    assert (troubles(dispatch), tasks()) == (["rejected"], ["mailbox.rejected"])
    assert handlers == [("failed", dispatch.uid)]
    assert due() == []


def test_mixed_results_settle_each_letter_by_its_position(pretend_mailbox, announced, reread):
    pretend_mailbox.answers = [
        lambda items: [
            {"success": True},
            {"success": False, "errors": None},
            {"success": True, "wantsPaper": True},
        ]
    ]
    letters = [announced() for _ in range(3)]

    deliver([letter.uid for letter in letters])

    assert [reread(letter).state for letter in letters] == [State.ACCEPTED, State.REJECTED, State.ACCEPTED]
    assert [reread(letter).wants_paper for letter in letters] == [None, None, True]


def test_more_letters_than_one_call_carries_go_in_several(pretend_mailbox, announced, reread, monkeypatch):
    monkeypatch.setattr("samveita.engines.mailbox.dispatching.BATCH_LIMIT", 2)
    letters = [announced() for _ in range(5)]

    deliver([letter.uid for letter in letters])

    assert [len(items) for items in pretend_mailbox.registrations()] == [2, 2, 1]
    assert {reread(letter).state for letter in letters} == {State.ACCEPTED}


def test_a_call_refused_as_a_whole_is_repeated_one_by_one_so_that_one_item_holds_nobody_back(
    pretend_mailbox, announced, reread
):
    pretend_mailbox.answers = [400, lambda items: [{"success": True}], 400, lambda items: [{"success": True}]]
    letters = [announced() for _ in range(3)]

    deliver([letter.uid for letter in letters])

    assert [len(items) for items in pretend_mailbox.registrations()] == [3, 1, 1, 1]
    assert sorted(reread(letter).state for letter in letters) == ["accepted", "accepted", "rejected"]


@pytest.mark.parametrize("status", [408, 429])
def test_a_busy_mailbox_is_tried_again_later_with_a_growing_wait(pretend_mailbox, announced, reread, status):
    pretend_mailbox.answers = [status]
    dispatch = announced()

    deliver([dispatch.uid])

    row = reread(dispatch)
    assert (row.state, row.attempts, row.was_unknown) == (State.QUEUED, 1, False)
    assert row.next_attempt_at > clock.now()
    assert due() == []
    with clock.shifted(WAITS[0] + timedelta(seconds=1)):
        assert due() == [dispatch.uid]


def test_after_the_last_wait_a_person_is_asked_and_nothing_more_is_sent(pretend_mailbox, announced, reread):
    pretend_mailbox.answers = [429] * 20
    dispatch = announced()

    for hour in range(0, 200, 17):
        with clock.shifted(timedelta(hours=hour)):
            deliver([dispatch.uid])

    row = reread(dispatch)
    assert (row.attempts, row.next_attempt_at) == (len(WAITS) + 1, None)
    assert troubles(dispatch) == ["given_up"]


def test_refused_credentials_stop_the_queue_and_cost_no_attempt(
    pretend_mailbox, announced, reread, monkeypatch
):
    monkeypatch.setattr("samveita.engines.mailbox.dispatching.BATCH_LIMIT", 1)
    pretend_mailbox.answers = [403]
    letters = [announced(), announced()]

    deliver([letter.uid for letter in letters])

    assert len(pretend_mailbox.registrations()) == 1
    assert [reread(letter).attempts for letter in letters] == [0, 0]
    assert (troubles(letters[0]), tasks()) == (["credentials"], ["mailbox.credentials"])
    with clock.shifted(CREDENTIAL_WAIT + timedelta(seconds=1)):
        deliver([letter.uid for letter in letters])
    assert {reread(letter).state for letter in letters} == {State.ACCEPTED}
    assert tasks() == []


@pytest.mark.parametrize("answer", [None, 500, lambda items: [], lambda items: [{"errors": []}]])
def test_an_unknown_outcome_is_neither_accepted_nor_served_and_is_asked_again(
    pretend_mailbox, announced, reread, handlers, answer
):
    pretend_mailbox.answers = [answer]
    dispatch = announced()

    deliver([dispatch.uid])

    row = reread(dispatch)
    assert (row.state, row.was_unknown, row.served_at, handlers) == (State.UNKNOWN, True, None, [])
    with clock.shifted(WAITS[0] + timedelta(seconds=1)):
        assert due() == [dispatch.uid]


def test_a_lost_request_is_sent_again_unchanged_and_then_accepted(pretend_mailbox, announced, reread):
    pretend_mailbox.answers = [500]
    dispatch = announced()

    deliver([dispatch.uid])
    with clock.shifted(timedelta(hours=1)):
        deliver([dispatch.uid])

    first, second = pretend_mailbox.registrations()
    assert first == second
    assert reread(dispatch).state == State.ACCEPTED


def test_a_refusal_after_a_lost_answer_is_confirmed_by_a_person_and_never_taken_for_success_or_failure(
    pretend_mailbox, announced, reread, handlers
):
    pretend_mailbox.answers = [None]
    dispatch = announced()

    deliver([dispatch.uid])
    with clock.shifted(timedelta(hours=1)):
        deliver([dispatch.uid])

    row = reread(dispatch)
    assert (row.state, row.served_at, row.next_attempt_at) == (State.UNKNOWN, None, None)
    assert row.errors == ["Skjal er þegar skráð"]
    assert troubles(dispatch) == ["needs_confirmation"]
    assert tasks() == ["mailbox.needs_confirmation"]
    assert handlers == []
    assert len(pretend_mailbox.taken) == 1


def test_results_out_of_order_raise_an_alarm(pretend_mailbox, announced, reread):
    pretend_mailbox.answers = [
        lambda items: [
            {"kennitala": item["kennitala"], "documentId": item["documentId"], "success": True}
            for item in reversed(items)
        ]
    ]
    letters = [announced(), announced()]

    deliver([letter.uid for letter in letters])

    assert {reread(letter).state for letter in letters} == {State.UNKNOWN}
    assert [troubles(letter) for letter in letters] == [["out_of_order"], ["out_of_order"]]


def test_a_category_the_mailbox_does_not_know_is_refused_without_asking(pretend_mailbox, announced, reread):
    good, bad = announced(), announced(category="Ekki til")

    deliver([good.uid, bad.uid])

    assert [len(items) for items in pretend_mailbox.registrations()] == [1]
    assert (reread(good).state, reread(bad).state) == (State.ACCEPTED, State.REJECTED)


@pytest.mark.parametrize("moment", ["before the call", "after the call"])
def test_a_worker_killed_while_sending_leaves_the_outcome_unknown_and_one_document_announced(
    pretend_mailbox, announced, reread, monkeypatch, moment
):
    class KilledError(BaseException): ...

    real = client_module.MailboxClient.register

    def killed(client, references):
        if moment == "after the call":
            real(client, references)
        raise KilledError

    dispatch = announced()
    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(client_module.MailboxClient, "register", killed)
        deliver([dispatch.uid])
    assert (reread(dispatch).state, due(), rescue()) == (State.SENDING, [], 0)

    with clock.shifted(SENDING_AT_MOST + timedelta(seconds=1)):
        assert rescue() == 1
        assert reread(dispatch).state == State.UNKNOWN
        deliver(due())

    assert len(pretend_mailbox.taken) == 1
    assert reread(dispatch).state == (State.ACCEPTED if moment == "before the call" else State.UNKNOWN)


def test_acceptance_learned_by_a_slow_worker_counts_although_its_claim_was_taken_over(
    pretend_mailbox, announced, reread
):
    dispatch = announced()

    def slow(items):
        with clock.shifted(SENDING_AT_MOST + timedelta(seconds=1)):
            rescue()
        return [{"success": True}]

    pretend_mailbox.answers = []
    from samveita.engines.mailbox import dispatching

    real = dispatching._ask_mailbox

    def rescued_meanwhile(client, claimed):
        outcomes = real(client, claimed)
        slow(claimed)
        return outcomes

    dispatching._ask_mailbox = rescued_meanwhile
    try:
        deliver([dispatch.uid])
    finally:
        dispatching._ask_mailbox = real

    assert reread(dispatch).state == State.ACCEPTED


def test_service_without_acceptance_is_refused_by_the_database(announced):
    dispatch = announced()

    with crossing("a test writes"), pytest.raises(IntegrityError), transaction.atomic():
        Dispatch.objects.filter(pk=dispatch.pk).update(served_at=clock.now())


def test_a_withdrawn_letter_keeps_its_service_and_the_mailbox_is_told_the_reason(
    pretend_mailbox, announced, reread, municipality
):
    dispatch = announced()
    deliver([dispatch.uid])
    with crossing("a test acts"):
        withdraw(actor=worker_at(municipality), dispatch=dispatch, reason="Rangt skjal var birt.")

    assert tell_due_withdrawals() == 1
    assert tell_due_withdrawals() == 0

    row = reread(dispatch)
    assert (row.state, row.withdrawal_reason) == (State.WITHDRAWN, "Rangt skjal var birt.")
    assert row.served_at is not None
    assert row.withdrawal_told_at is not None
    path, items = pretend_mailbox.calls[-1]
    assert path == "/api/v1/documentindexes/withdraw"
    assert items == [
        {"kennitala": "0101302399", "documentId": str(dispatch.uid), "reason": "Rangt skjal var birt."}
    ]


def test_a_letter_withdrawn_before_it_left_is_never_sent_and_never_told(
    pretend_mailbox, announced, reread, municipality
):
    dispatch = announced()
    with crossing("a test acts"):
        withdraw(actor=worker_at(municipality), dispatch=dispatch, reason="Hætt við.")

    deliver([dispatch.uid])

    assert (tell_due_withdrawals(), pretend_mailbox.calls) == (0, [])
    assert reread(dispatch).state == State.WITHDRAWN


def test_a_withdrawal_before_publication_means_the_letter_is_never_served(
    pretend_mailbox, announced, reread, municipality
):
    dispatch = announced(publication_at=clock.now() + timedelta(days=2))
    deliver([dispatch.uid])
    with crossing("a test acts"):
        withdraw(actor=worker_at(municipality), dispatch=dispatch, reason="Hætt við.")

    with clock.shifted(timedelta(days=3)):
        serve_due()

    assert reread(dispatch).served_at is None


@pytest.mark.parametrize(("answer", "waits"), [(500, True), (None, True), (403, True)])
def test_a_withdrawal_the_mailbox_did_not_hear_is_told_again(
    pretend_mailbox, announced, reread, municipality, answer, waits
):
    dispatch = announced()
    deliver([dispatch.uid])
    with crossing("a test acts"):
        withdraw(actor=worker_at(municipality), dispatch=dispatch, reason="Rangt.")
    pretend_mailbox.answers = [answer]

    assert tell_due_withdrawals() == 0
    assert (reread(dispatch).next_attempt_at is not None) is waits
    with clock.shifted(timedelta(hours=1)):
        assert tell_due_withdrawals() == 1


def test_a_refused_withdrawal_asks_for_a_person(pretend_mailbox, announced, reread, municipality):
    dispatch = announced()
    deliver([dispatch.uid])
    with crossing("a test acts"):
        withdraw(actor=worker_at(municipality), dispatch=dispatch, reason="Rangt.")
    pretend_mailbox.answers = [lambda items: [{"success": False, "errors": ["Finnst ekki"]}]]

    tell_due_withdrawals()

    assert (troubles(dispatch), reread(dispatch).next_attempt_at) == (["withdrawal_refused"], None)


@pytest.mark.parametrize("state", [State.SENDING, State.REJECTED, State.WITHDRAWN])
def test_what_is_being_sent_or_is_not_in_the_mailbox_cannot_be_withdrawn(announced, municipality, state):
    dispatch = announced()
    with crossing("a test acts"):
        Dispatch.objects.filter(pk=dispatch.pk).update(state=state)
        with pytest.raises(CannotWithdraw):
            withdraw(actor=worker_at(municipality), dispatch=dispatch, reason="Rangt.")


def test_a_withdrawal_needs_a_reason_and_the_right(announced, municipality):
    dispatch = announced()
    stranger = Actor(uuid4(), None, frozenset({"case_worker"}), uuid4(), Channel.STAFF)

    with crossing("a test acts"):
        with pytest.raises(CannotWithdraw):
            withdraw(actor=worker_at(municipality), dispatch=dispatch, reason="  ")
        for actor in (stranger, worker_at(municipality, Role.VIEWER)):
            with pytest.raises(NotAllowed):
                withdraw(actor=actor, dispatch=dispatch, reason="Rangt.")
            with pytest.raises(NotAllowed):
                confirm(actor=actor, dispatch=dispatch, arrived=True)


@pytest.mark.parametrize(
    ("arrived", "state", "called"), [(True, State.ACCEPTED, "served"), (False, State.REJECTED, "failed")]
)
def test_a_person_settles_an_unknown_outcome(
    pretend_mailbox, announced, reread, municipality, handlers, arrived, state, called
):
    pretend_mailbox.answers = [None]
    dispatch = announced()
    deliver([dispatch.uid])
    with clock.shifted(timedelta(hours=1)):
        deliver([dispatch.uid])
    assert tasks() == ["mailbox.needs_confirmation"]

    with crossing("a test acts"):
        confirm(actor=worker_at(municipality), dispatch=dispatch, arrived=arrived)
        with pytest.raises(NothingToConfirm):
            confirm(actor=worker_at(municipality), dispatch=dispatch, arrived=arrived)

    assert (reread(dispatch).state, tasks()) == (state, [])
    assert handlers == [(called, dispatch.uid)]
    assert (reread(dispatch).served_at is not None) is arrived


def test_announcing_to_someone_without_a_kennitala_in_force_is_refused(announced, resident):
    resident.identifiers.update(valid_to=clock.today())

    with pytest.raises(CannotAnnounce, match="kennitölu"):
        announced()


def test_a_person_tries_a_letter_again_whose_attempts_are_used_up(
    pretend_mailbox, announced, reread, municipality
):
    dispatch = announced()
    pretend_mailbox.answers = [429] * (len(WAITS) + 1)
    for _ in range(len(WAITS) + 1):
        with crossing("a test makes it due"):
            Dispatch.objects.update(next_attempt_at=clock.now())
        deliver([dispatch.uid])
    assert tasks() == ["mailbox.given_up"]

    with crossing("a person acts"):
        try_again(actor=worker_at(municipality), dispatch=dispatch)
    deliver([dispatch.uid])

    assert (reread(dispatch).state, tasks()) == (State.ACCEPTED, [])


def test_a_refused_letter_leaves_the_desk_once_it_has_gone_another_way(
    pretend_mailbox, announced, reread, municipality
):
    dispatch = announced()
    pretend_mailbox.answers = [lambda items: [{"success": False, "errors": ["nei"]} for _ in items]]
    deliver([dispatch.uid])
    with crossing("a person acts"):
        with pytest.raises(NothingToDo):
            try_again(actor=worker_at(municipality), dispatch=dispatch)
        sent_otherwise(actor=worker_at(municipality), dispatch=dispatch)

    row = reread(dispatch)
    assert (row.state, row.served_at, tasks()) == (State.REJECTED, None, [])
    assert events(dispatch)[-1] == "mailbox.sent_otherwise"
