"""SIGKILL of web and worker at named points of submit, decide, dispatch and pay: nothing is lost, nothing happens twice.

Real processes on a database of the test's own; the simulated mailbox's ledger is the judge of what was announced, that of
the simulated accounts of what was paid. A case has two letters, the receipt of the application and the decision; where the
decision's is the one that meets a power cut, the receipt has gone before. Points of the worklist's own deliveries are shown in tests/ground/worklist/test_worker_power_cuts.py.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections

from factories import cases, financial_aid, organisations, payments, people
from samveita.engines.cases.intake import SUBMIT
from samveita.engines.cases.letters import DECISION_PURPOSE, LETTER_PURPOSE
from samveita.engines.cases.models import Case, CaseDocument, Decision, LetterOrder, Series, Submission
from samveita.engines.forms.models import Draft
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.payments.models import PaymentLine, RunStatus
from samveita.ground.audit.models import Event
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.files import read
from samveita.ground.vault.models import StoredFile
from samveita.ground.worklist.models import Delivery, DeliveryState, Task, TaskState
from samveita.iceland import clock
from shown.running_house import Browser, House, do_what_a_worker_does, power_was_cut, wait_until

NOTHING: Mapping[str, int] = {}
AN_UNKNOWN_OUTCOME_WAITS = 11 * 60
"""Seconds after which a dispatch whose sender died is asked about; the mailbox room says ten minutes."""

THE_RECEIPT = 1
"""Registrations the mailbox was asked for before the decision's letter."""


@dataclass(frozen=True, slots=True)
class Played:
    """Who plays."""

    office: Organisation
    resident: Person
    worker: Person


@pytest.fixture
def played(house: House) -> Played:
    office = financial_aid.adopted(organisations.municipality("dalvogur"))
    return Played(office, people.person(), people.staff(office))


def rows(*models: type) -> dict[str, int]:
    """How many rows each table has, by its name."""
    with crossing("a test counts"):
        return {model.__name__: model.objects.count() for model in models}  # type: ignore[attr-defined]


def with_the_receipt(more: int, *models: type) -> dict[str, int]:
    """The rows of the receipt and so many more."""
    return {model.__name__: 1 + more for model in models}


def events(*rooms: str) -> Counter[str]:
    """How often each event of the rooms was recorded, looks apart."""
    with crossing("a test counts"):
        types = Event.objects.values_list("type", flat=True)
        return Counter(one for one in types if one.startswith(rooms) and not one.endswith("looked"))


def the_case() -> Case:
    with crossing("a test reads"):
        return Case.objects.get()


def open_tasks() -> list[str]:
    with crossing("a test reads"):
        return list(Task.objects.filter(state=TaskState.OPEN).values_list("kind", flat=True))


def states(purpose: str) -> list[str]:
    """How far every letter of a purpose has come."""
    with crossing("a test reads"):
        return list(Dispatch.objects.filter(purpose=purpose).values_list("state", flat=True))


def decision_letter() -> Dispatch:
    """The one letter the decision names as its own, which is the only one of its purpose."""
    with crossing("a test reads"):
        return Dispatch.objects.get(purpose=DECISION_PURPOSE, uid=Decision.objects.get().dispatch)


def receipt() -> Dispatch:
    """The only letter of the case besides the decision's, which is what the only order became."""
    with crossing("a test reads"):
        letter = LetterOrder.objects.get(event=SUBMIT).document
        return Dispatch.objects.get(purpose=LETTER_PURPOSE, source=letter.uid)


def is_accepted(purpose: str) -> bool:
    return states(purpose) == [State.ACCEPTED]


def receipt_is_sent() -> None:
    """Have the receipt gone before what the test is about."""
    do_what_a_worker_does()
    assert is_accepted(LETTER_PURPOSE)
    connections.close_all()


def a_worker_sends_the_receipt(house: House) -> None:
    """Let a worker send the receipt and go home."""
    worker = house.work()
    wait_until(lambda: is_accepted(LETTER_PURPOSE), "the receipt is accepted")
    worker.stop()
    connections.close_all()


# ------------------------------------------------------------------ submit


@pytest.mark.parametrize(
    ("point", "kept"), [("cases.submit.before_commit", 0), ("cases.submit.after_commit", 1)]
)
def test_an_application_is_registered_once_though_the_power_went_while_it_was_sent(
    house: House, played: Played, logged_in: Callable[[Person], Browser], point: str, kept: int
) -> None:
    draft = cases.finished_draft(played.office, played.resident)
    at_home = logged_in(played.resident)
    web = house.serve(crash_at=point)
    base = "/dalvogur/fjarhagsadstod/umsokn"
    form = {"draft": str(draft.uid), "csrfmiddlewaretoken": at_home.token(f"{base}/yfirlit/")}

    assert at_home.loses_power_at(f"{base}/senda/", form)
    web.kill("serve")
    made = (Case, Submission, Task, LetterOrder)
    assert rows(*made) == dict.fromkeys((model.__name__ for model in made), kept)
    house.serve()
    again = at_home.post(f"{base}/senda/", form)

    case = the_case()
    assert (again.status_code, again.headers["Location"]) == (302, f"/dalvogur/mal/{case.uid}/")
    assert rows(*made, Series) == dict.fromkeys((model.__name__ for model in (*made, Series)), 1)
    assert events("cases.") == {"cases.submitted": 1}
    with crossing("a test reads"):
        assert (Draft.objects.get().submitted_case, Series.objects.get().last) == (case.uid, 1)
    assert at_home.http.get(f"/dalvogur/mal/{case.uid}/").status_code == 200
    a_worker_sends_the_receipt(house)
    assert rows(LetterOrder, CaseDocument, Dispatch) == {"LetterOrder": 1, "CaseDocument": 1, "Dispatch": 1}
    assert house.simulated.ledger() == [(str(receipt().uid), 1)]


# ------------------------------------------------------------------ decide


@pytest.mark.parametrize(
    ("point", "kept", "orphans", "answer"),
    [("cases.decide.before_commit", 0, 1, 302), ("cases.decide.after_commit", 1, 0, 409)],
)
def test_a_case_is_decided_and_announced_once_though_the_power_went_while_it_was_decided(
    house: House,
    played: Played,
    logged_in: Callable[[Person], Browser],
    point: str,
    kept: int,
    orphans: int,
    answer: int,
) -> None:
    case = cases.case_in_progress(cases.submitted_case(played.office, played.resident), played.worker)
    receipt_is_sent()
    at_work = logged_in(played.worker)
    web = house.serve(crash_at=point)
    page = f"/dalvogur/vinnubord/mal/{case.uid}/akvordun"
    day = clock.today() + timedelta(days=3)
    form = {
        "pay_day": f"{day.day}.{day.month}.{day.year}",
        "pay_day_reason": "Samið við umsækjanda.",
        "signed_by": played.worker.name,
        "revision": str(case.revision),
        "csrfmiddlewaretoken": at_work.token(f"{page}/approve/"),
    }

    assert at_work.loses_power_at(f"{page}/approve/", form)
    web.kill("serve")
    letters = (CaseDocument, Dispatch, StoredFile)
    assert rows(Decision, *letters) == {"Decision": kept, **with_the_receipt(kept, *letters)}
    house.serve()
    assert at_work.post(f"{page}/approve/", form).status_code == answer
    assert at_work.http.get(f"{page}/").status_code == 200
    house.work()
    wait_until(lambda: is_accepted(DECISION_PURPOSE), "the letter is accepted")

    assert rows(Decision, *letters) == {"Decision": 1, **with_the_receipt(1, *letters)}
    assert the_case().state == "approved"
    assert_the_letter_was_announced_once(house)
    assert_orphans_are_swept(house, orphans)


# ------------------------------------------------------------------ dispatch


@pytest.fixture
def decided(house: House, played: Played) -> Case:
    """A case whose receipt was sent, with the decision's letter waiting to be."""
    case = cases.case_in_progress(cases.submitted_case(played.office, played.resident), played.worker)
    receipt_is_sent()
    cases.approved(case, played.worker)
    connections.close_all()
    return case


def test_a_letter_whose_sender_died_before_its_call_is_sent_once(house: House, decided: Case) -> None:
    power_was_cut(house.work(crash_at="mailbox.claimed"), "worker")
    assert (decision_letter().state, announced(house)) == (State.SENDING, [receipt().uid])
    house.work(later=AN_UNKNOWN_OUTCOME_WAITS)
    wait_until(lambda: is_accepted(DECISION_PURPOSE), "the letter is accepted")

    assert_the_letter_was_announced_once(house)
    assert house.simulated.registrations_asked() == {True: 1 + THE_RECEIPT}


def test_a_letter_whose_sender_died_after_its_call_is_asked_about_and_stands_once(
    house: House, decided: Case
) -> None:
    house.simulated.takes_the_same_again()
    power_was_cut(house.work(crash_at="mailbox.answered"), "worker")
    assert (decision_letter().state, len(house.simulated.ledger())) == (State.SENDING, 2)
    house.work(later=AN_UNKNOWN_OUTCOME_WAITS)
    wait_until(lambda: is_accepted(DECISION_PURPOSE), "the letter is accepted")

    assert_the_letter_was_announced_once(house)
    assert house.simulated.registrations_asked() == {True: 2 + THE_RECEIPT}


def test_where_the_mailbox_refuses_the_same_again_a_case_worker_settles_it(
    house: House, played: Played, decided: Case
) -> None:
    power_was_cut(house.work(crash_at="mailbox.answered"), "worker")
    house.work(later=AN_UNKNOWN_OUTCOME_WAITS)
    wait_until(lambda: open_tasks() == ["mailbox.needs_confirmation"], "a person is asked")
    assert decision_letter().state == State.UNKNOWN

    page = f"/dalvogur/vinnubord/mal/{decided.uid}/bref/{decision_letter().uid}/"
    answer = people.browser_of(played.worker).post(page, {"arrived": "yes"})

    assert (answer.status_code, decision_letter().state, open_tasks()) == (302, State.ACCEPTED, [])
    assert_the_letter_was_announced_once(house, {"mailbox.trouble": 1, "mailbox.confirmed": 1})
    assert house.simulated.registrations_asked() == {True: 1 + THE_RECEIPT, False: 1}


def test_a_worker_that_comes_back_at_once_does_not_send_what_may_be_under_way(
    house: House, decided: Case
) -> None:
    power_was_cut(house.work(crash_at="mailbox.answered"), "worker")
    second = house.samveita("worker", "--once")

    assert (second.returncode, decision_letter().state) == (0, State.SENDING)
    assert house.simulated.registrations_asked() == {True: 1 + THE_RECEIPT}


def assert_the_letter_was_announced_once(house: House, more: Mapping[str, int] = NOTHING) -> None:
    both = (receipt(), decision_letter())
    assert_each_is_kept_and_served(both)
    assert rows(Case, Decision, LetterOrder, Dispatch, CaseDocument, StoredFile) == {
        "Case": 1,
        "Decision": 1,
        "LetterOrder": 1,
        "Dispatch": 2,
        "CaseDocument": 2,
        "StoredFile": 2,
    }
    assert announced(house) == [letter.uid for letter in both]
    assert events("cases.", "mailbox.", "vault.file") == {
        **more,
        "cases.submitted": 1,
        "cases.advanced": 1,
        "cases.decided": 1,
        "cases.letter_served": 2,
        "mailbox.announced": 2,
        "mailbox.accepted": 2,
        "mailbox.served": 2,
        "vault.file_stored": 2,
    }


def announced(house: House) -> list[UUID]:
    """The letters the mailbox holds a reference to, in the order of their coming."""
    return [UUID(document) for document, _times in house.simulated.ledger()]


def assert_each_is_kept_and_served(letters: Iterable[Dispatch]) -> None:
    with crossing("a test reads"):
        for letter in letters:
            assert read(StoredFile.objects.get(uid=letter.document)).startswith(b"%PDF")
            assert letter.served_at is not None


def assert_orphans_are_swept(house: House, orphans: int) -> None:
    assert len(house.stored_files()) == 2 + orphans
    two_days_ago = time.time() - 2 * 24 * 3600
    for path in house.stored_files():
        os.utime(path, (two_days_ago, two_days_ago))

    swept = house.samveita("vault", "sweep")

    assert (swept.returncode, swept.stderr) == (0, f"{orphans} files without a row were deleted.\n")
    with crossing("a test reads"):
        known = {file.uid.hex for file in StoredFile.objects.all()}
    assert {path.name for path in house.stored_files()} == known


# ------------------------------------------------------------------ pay

A_LOST_ATTEMPT_WAITS = 11 * 60
"""Seconds after which an attempt whose worker died counts as lost; the worklist says ten minutes."""
THEN_IT_IS_DUE = A_LOST_ATTEMPT_WAITS + 10 * 60


@pytest.fixture
def to_be_paid(house: House, played: Played) -> list[str]:
    """Payments of an approved case in an approved run, with accounts that would book the same thing twice."""
    case = cases.case_in_progress(cases.submitted_case(played.office, played.resident), played.worker)
    cases.approved(case, played.worker)
    payments.connect(played.office)
    payments.approved_run(played.office, played.worker)
    house.simulated.book_twice()
    uids = [str(line.uid) for line in payments.lines()]
    connections.close_all()
    return uids


def payment_deliveries() -> set[str]:
    with crossing("a test reads"):
        return set(Delivery.objects.filter(kind="payments.record").values_list("state", flat=True))


def all_paid() -> bool:
    with crossing("a test reads"):
        return set(PaymentLine.objects.values_list("status", flat=True)) == {"confirmed"}


@pytest.mark.parametrize(
    ("point", "booked_before", "asked"), [("payments.claimed", 0, 1), ("payments.answered", 1, 1)]
)
def test_nothing_is_paid_twice_or_lost_though_the_power_went_around_the_call_to_the_accounts(
    house: House, played: Played, to_be_paid: list[str], point: str, booked_before: int, asked: int
) -> None:
    from samveita.engines.payments.running import send_run
    from samveita.ground.organisations.queries import office_scope

    with office_scope(played.office):
        actor = people.staff_actor(played.worker, played.office)
        send_run(actor=actor, run=payments.the_run().uid)
    connections.close_all()
    power_was_cut(house.work(crash_at=point), "worker")
    assert sum(house.simulated.booked().values()) == booked_before

    rescuer = house.work(later=A_LOST_ATTEMPT_WAITS)
    wait_until(lambda: DeliveryState.SENDING not in payment_deliveries(), "the lost attempt is found")
    rescuer.stop()
    house.work(later=THEN_IT_IS_DUE)
    wait_until(all_paid, "everything is paid")

    assert house.simulated.booked() == dict.fromkeys(to_be_paid, 1)
    assert house.simulated.accounts_met() == {"booked": len(to_be_paid), "asked": asked}
    assert payments.the_run().status == RunStatus.CLOSED


def test_a_run_that_was_being_sent_when_the_power_went_is_sent_once(
    house: House, played: Played, to_be_paid: list[str], logged_in: Callable[[Person], Browser]
) -> None:
    at_work = logged_in(played.worker)
    web = house.serve(crash_at="payments.send.before_commit")
    page = f"/dalvogur/vinnubord/greidslur/keyrsla/{payments.the_run().uid}/"
    form = {"csrfmiddlewaretoken": at_work.token(page)}

    assert at_work.loses_power_at(f"{page}senda/", form)
    web.kill("serve")
    assert payment_deliveries() == set()
    house.serve()
    for _ in range(2):
        assert at_work.post(f"{page}senda/", form).status_code == 302
    house.work()
    wait_until(all_paid, "everything is paid")

    assert house.simulated.booked() == dict.fromkeys(to_be_paid, 1)
