"""What ``samveita audit verify`` says after the owner of the database has tampered with history."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from uuid import uuid4

import psycopg
import pytest
from django.db import connections, transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.models import Seal
from samveita.ground.audit.recording import record
from samveita.ground.audit.sealing import seal
from samveita.ground.identity.events import LOGGED_IN
from samveita.ground.organisations.scope import crossing

SYSTEM = Actor.system("test")


def verify(database, *words):
    done = subprocess.run(
        [sys.executable, "-m", "samveita.project.cli", "audit", "verify", *words],
        env={**os.environ, **database.environment}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout)


def tamper(database, *statements):
    """Run SQL as the owner, with the triggers out of the way."""
    if database.owner_url:
        with psycopg.connect(database.owner_url) as connection:
            connection.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
            connection.execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")
            for statement in statements:
                connection.execute(statement)
        return
    connection = sqlite3.connect(database.url.removeprefix("sqlite:///"))
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for statement in (*(f"DROP TRIGGER {name}" for (name,) in triggers), *statements):
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def five_events(committed_db):
    with crossing("a test writes history"):
        with transaction.atomic():
            for _ in range(5):
                record(LOGGED_IN, actor=SYSTEM, target=Target("person", uuid4()))
        seal()
        seals = list(Seal.objects.order_by("number"))
    connections.close_all()
    return seals


def hexed(database, uid):
    return f"'{uid}'" if database.owner_url else f"'{uid.hex}'"


def test_an_untouched_history_is_sound(committed_db, five_events):
    code, report = verify(committed_db, "--expect", five_events[-1].chain_hash)

    assert (code, report) == (
        0,
        {"sound": True, "sealed": 5, "unsealed": 0, "head": five_events[-1].chain_hash, "findings": [],
         "passes_through_expected_head": True},
    )  # fmt: skip


def test_a_changed_event_is_found(committed_db, five_events):
    uid = five_events[2].event
    tamper(committed_db, f"UPDATE audit_event SET channel = 'staff' WHERE uid = {hexed(committed_db, uid)}")

    code, report = verify(committed_db)

    assert (code, report["findings"]) == (1, [{"kind": "changed", "number": 3, "event": str(uid)}])


def test_a_removed_event_is_found(committed_db, five_events):
    uid = five_events[1].event
    tamper(committed_db, f"DELETE FROM audit_event WHERE uid = {hexed(committed_db, uid)}")

    code, report = verify(committed_db)

    assert (code, report["findings"]) == (1, [{"kind": "removed", "number": 2, "event": str(uid)}])


def test_an_event_removed_together_with_its_seal_is_found(committed_db, five_events):
    uid = five_events[1].event
    tamper(
        committed_db,
        f"DELETE FROM audit_event WHERE uid = {hexed(committed_db, uid)}",
        f"DELETE FROM audit_seal WHERE event = {hexed(committed_db, uid)}",
    )

    code, report = verify(committed_db)

    assert (code, report["findings"]) == (
        1, [{"kind": "reordered", "number": 3, "event": str(five_events[2].event)}]
    )  # fmt: skip


def test_re_ordered_events_are_found(committed_db, five_events):
    second, third = hexed(committed_db, five_events[1].event), hexed(committed_db, five_events[2].event)
    tamper(
        committed_db,
        f"UPDATE audit_seal SET number = 99 WHERE event = {second}",
        f"UPDATE audit_seal SET number = 2 WHERE event = {third}",
        f"UPDATE audit_seal SET number = 3 WHERE event = {second}",
    )

    code, report = verify(committed_db)

    assert code == 1
    assert {finding["kind"] for finding in report["findings"]} == {"reordered"}
    assert {finding["number"] for finding in report["findings"]} >= {2, 3}


def test_a_tail_that_was_cut_off_is_found_by_a_head_noted_earlier(committed_db, five_events):
    uid = five_events[4].event
    tamper(
        committed_db,
        f"DELETE FROM audit_event WHERE uid = {hexed(committed_db, uid)}",
        f"DELETE FROM audit_seal WHERE event = {hexed(committed_db, uid)}",
    )

    assert verify(committed_db)[0] == 0
    code, report = verify(committed_db, "--expect", five_events[4].chain_hash)
    assert (code, report["sound"], report["passes_through_expected_head"]) == (1, False, False)


def test_an_older_head_is_still_passed_through(committed_db, five_events):
    assert verify(committed_db, "--expect", five_events[1].chain_hash)[0] == 0
