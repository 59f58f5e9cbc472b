"""A worker that is killed at the worst moments: nothing is lost, and what may not happen twice does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from uuid import uuid4

import pytest
from django.db import connections, transaction

from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist import deliveries
from samveita.ground.worklist.handlers import KINDS, register_handler
from samveita.ground.worklist.models import Delivery, DeliveryState

WORKER = """
import sys, pathlib, django
from datetime import timedelta
django.setup()
from samveita.ground.worklist.handlers import Lost, register_handler
def handler(target):
    with pathlib.Path(sys.argv[1]).open("a") as ledger:
        ledger.write(f"{target}\\n")
register_handler("test.power_cut", handler, lost=Lost(sys.argv[2]), lease=timedelta(seconds=0.5), waits=(timedelta(0),))
from samveita.project.worker import work
work(tick_seconds=0.3, idle_seconds=0.1, once=False)
"""


@pytest.fixture
def kind(monkeypatch):
    register_handler("test.power_cut", lambda _target: None)
    yield
    del KINDS["test.power_cut"]


def start(database, ledger, lost, *, crash_at=""):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(ledger), lost],
        env={**os.environ, **database.environment, "SAMVEITA_CRASH_AT": crash_at},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


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
def test_a_delivery_outlives_its_worker(
    committed_db, make_office, kind, tmp_path, crash_at, lost, ends, calls
):
    office, ledger = make_office("dalvogur"), tmp_path / "ledger"
    with transaction.atomic():
        delivery = deliveries.schedule("test.power_cut", target=uuid4(), office=office)
    connections.close_all()

    killed = start(committed_db, ledger, lost, crash_at=crash_at)
    assert killed.wait(timeout=30) == -signal.SIGKILL
    killed.communicate()
    assert state_of(delivery) == DeliveryState.SENDING

    second = start(committed_db, ledger, lost)
    try:
        reached = wait_for(delivery, ends)
    finally:
        second.terminate()
        _, complaints = second.communicate(timeout=20)

    assert reached == ends, complaints.decode()
    assert (second.returncode, len(ledger.read_text().split()) if ledger.exists() else 0) == (0, calls)


def test_crash_points_are_refused_outside_tests():
    done = subprocess.run(
        [sys.executable, "-m", "samveita.project.cli", "worker", "--once"],
        env={**os.environ, "SAMVEITA_MODE": "demo", "SAMVEITA_CRASH_AT": "worklist.claimed"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (done.returncode, "SAMVEITA_CRASH_AT" in done.stderr) == (2, True)
