"""A worker that is killed at the worst moments: nothing is lost, and what may not happen twice does not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from forked_worker import died, start_worker, stop_worker
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist import deliveries
from samveita.ground.worklist.handlers import KINDS, Lost, register_handler
from samveita.ground.worklist.models import Delivery, DeliveryState

KIND = "test.power_cut"


@pytest.fixture
def ledger(tmp_path):
    """What the handler of a kind of this test's own has written down, in whichever worker."""
    yield tmp_path / "ledger"
    del KINDS[KIND]


def register(ledger, lost):
    def write(target):
        with ledger.open("a") as book:
            book.write(f"{target}\n")

    register_handler(KIND, write, lost=Lost(lost), lease=timedelta(seconds=0.5), waits=(timedelta(0),))


def state_of(delivery):
    with crossing("a test looks"):
        return Delivery.objects.get(pk=delivery.pk).state


def wait_for(delivery, state):
    deadline = time.monotonic() + 30
    while state_of(delivery) != state and time.monotonic() < deadline:
        time.sleep(0.1)
    return state_of(delivery)


@pytest.mark.parametrize(
    ("crash_at", "lost", "ends", "calls"),
    [
        ("worklist.claimed", "again", DeliveryState.DONE, 1),
        ("worklist.delivered", "again", DeliveryState.DONE, 2),
        ("worklist.claimed", "for_a_person", DeliveryState.FOR_A_PERSON, 0),
        ("worklist.delivered", "for_a_person", DeliveryState.FOR_A_PERSON, 1),
    ],
)
def test_a_delivery_outlives_its_worker(committed_db, make_office, ledger, crash_at, lost, ends, calls):
    register(ledger, lost)
    with transaction.atomic():
        delivery = deliveries.schedule(KIND, target=uuid4(), office=make_office("dalvogur"))

    assert died(start_worker(crash_at=crash_at))
    assert state_of(delivery) == DeliveryState.SENDING

    second = start_worker()
    try:
        assert wait_for(delivery, ends) == ends
    finally:
        code = stop_worker(second)

    assert (code, len(ledger.read_text().split()) if ledger.exists() else 0) == (0, calls)


def test_crash_points_are_refused_outside_tests():
    done = subprocess.run(
        [sys.executable, "-m", "samveita.project.cli", "worker", "--once"],
        env={**os.environ, "SAMVEITA_MODE": "demo", "SAMVEITA_CRASH_AT": "worklist.claimed"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (done.returncode, "SAMVEITA_CRASH_AT" in done.stderr) == (2, True)
