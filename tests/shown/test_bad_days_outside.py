"""The mailbox and the accounts on bad days, over real HTTP: nothing is lost, nothing is announced or paid twice.

One row for each way a call may fail, met on the first calls of a case that is decided and paid. Their ledgers are the
judges: the mailbox takes what it already has again, and the accounts book a payment once more if they are asked to. What
becomes of a process that dies around these calls stands in ``test_power_cuts``.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import cases, financial_aid, organisations, payments, people
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.payments.models import PaymentLine
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock
from shown.running_house import OUTSIDE, Simulated, do_what_a_worker_does

pytestmark = pytest.mark.django_db

ROUNDS = (0, 1, 2, 4, 8, 24, 48)
"""Hours after the decision at which the worker looks again."""
FAULTS: dict[str, dict[str, object]] = {
    "slow": {"kind": "latency", "seconds": 0.3, "calls": 3},
    "no answer and nothing done": {"kind": "no_answer", "seconds": 0.1, "calls": 2},
    "the answer lost after the work": {"kind": "answer_lost", "calls": 1},
    "an error before the work": {"kind": "server_error", "calls": 2},
    "an error after the work": {"kind": "server_error_after", "calls": 1},
    "too many requests": {"kind": "too_many_requests", "calls": 2},
    "the token refused once": {"kind": "unauthorized", "calls": 1},
}
MAILBOX_FAULTS = FAULTS | {"a part of the answer": {"kind": "empty_array", "calls": 1}}
ACCOUNTS_FAULTS = FAULTS | {
    "half an answer": {"kind": "half_answer", "calls": 1},
    "the login refused": {"kind": "wrong_password", "calls": 1},
}


def switch_on(simulator: str, fault: dict[str, object]) -> None:
    assert OUTSIDE.post(f"{simulator}/faults", json=fault).status_code < 400


def work_until_the_day_after_next() -> None:
    """Do what a worker does, hour after hour."""
    for hours in ROUNDS:
        with clock.shifted(timedelta(hours=hours)):
            do_what_a_worker_does()


@pytest.fixture
def nearby(simulated: Simulated, settings: object) -> Simulated:
    """The simulators with new books, as the addresses this process calls."""
    simulated.begin_anew()
    simulated.are_called_by(settings)
    simulated.takes_the_same_again()
    simulated.book_twice()
    return simulated


@pytest.mark.parametrize("fault", MAILBOX_FAULTS.values(), ids=MAILBOX_FAULTS)
def test_a_letter_reaches_the_mailbox_once(nearby: Simulated, fault: dict[str, object]) -> None:
    town = financial_aid.adopted(organisations.municipality("dalvogur"))
    worker = people.staff(town)
    case = cases.case_in_progress(cases.submitted_case(town, people.person()), worker)
    cases.approved(case, worker)
    switch_on(nearby.mailbox, fault)

    work_until_the_day_after_next()

    with crossing("a test reads"):
        letters = dict(Dispatch.objects.values_list("uid", "state"))
    assert list(letters.values()) == [State.ACCEPTED] * 2
    assert sorted(uid for uid, _times in nearby.ledger()) == sorted(map(str, letters))


@pytest.mark.parametrize("fault", ACCOUNTS_FAULTS.values(), ids=ACCOUNTS_FAULTS)
def test_a_payment_is_booked_once(nearby: Simulated, fault: dict[str, object]) -> None:
    town = financial_aid.adopted(organisations.municipality("dalvogur"))
    worker = people.staff(town)
    case = cases.case_in_progress(cases.submitted_case(town, people.person()), worker)
    cases.approved(case, worker)
    payments.connect(town)
    payments.sent_run(town, worker)
    switch_on(nearby.accounts, fault)

    work_until_the_day_after_next()

    with crossing("a test reads"):
        lines = {str(uid): status for uid, status in PaymentLine.objects.values_list("uid", "status")}
    assert set(lines.values()) == {"confirmed"}
    assert nearby.booked() == dict.fromkeys(lines, 1)
