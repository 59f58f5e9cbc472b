"""The drill of a bad day: a house with cases and letters is backed up, lost and restored, and works as before.

What a backup holds and refuses is shown in tests/project/test_backup_and_restore.py; what ``samveita audit verify``
finds after tampering in tests/project/test_audit_verify.py. Here both are done on a house with real cases.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from django.db import connections

from factories import people
from samveita.ground.audit.models import Event
from samveita.ground.audit.sealing import seal
from samveita.ground.organisations.scope import crossing
from samveita.ground.organisations.scope_rule import SCOPED_MODELS
from shown.running_house import House
from shown.two_tenants import PDF, Tenant, tenant


@pytest.fixture
def lived_in(house: House) -> Tenant:
    """A house with cases, a decision and its letter, sealed history and a file handed in."""
    from factories import organisations

    kept = tenant("qzxalfa", organisations.municipality("dalvogur"))
    with crossing("a test seals"):
        seal()
    connections.close_all()
    return kept


def lose_everything(house: House) -> None:
    """Empty the database and the vault, as a disk does that breaks; on PostgreSQL the owner drops the schema."""
    connections.close_all()
    shutil.rmtree(house.vault)
    if house.database.owner_url:
        with psycopg.connect(house.database.owner_url, autocommit=True) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (table,) in tables:
                connection.execute(f'DROP TABLE IF EXISTS "{table}" CASCADE')
        return
    name = house.database.url.removeprefix("sqlite:///")
    for ending in ("", "-wal", "-shm"):
        shutil.rmtree(f"{name}{ending}", ignore_errors=True)
    connection = sqlite3.connect(name)
    connection.executescript(
        "PRAGMA writable_schema = 1; DELETE FROM sqlite_master; PRAGMA writable_schema = 0; VACUUM"
    )
    connection.close()


def rows_of_every_table() -> dict[str, list[tuple[object, ...]]]:
    with crossing("a test compares"):
        kept = {
            model._meta.label: list(model.objects.order_by("pk").values_list()) for model in SCOPED_MODELS
        }
        return kept | {"audit.Event": list(Event.objects.order_by("uid").values_list())}


def test_a_house_that_was_lost_is_restored_whole_and_its_letters_open(
    house: House, lived_in: Tenant, tmp_path: object
) -> None:
    archive = f"{tmp_path}/backup.tar"
    before = rows_of_every_table()
    connections.close_all()
    backed_up = house.samveita("backup", archive)
    assert backed_up.returncode == 0, backed_up.stderr
    told = json.loads(backed_up.stdout)

    lose_everything(house)
    restored = house.samveita("restore", archive)

    assert (restored.returncode, restored.stderr) == (0, "")
    assert rows_of_every_table() == before
    verified = house.samveita("audit", "verify", "--expect", told["audit_head"])
    report = json.loads(verified.stdout)
    assert (verified.returncode, report["sound"], report["head"]) == (0, True, told["audit_head"])
    assert_the_house_works(lived_in)


def assert_the_house_works(kept: Tenant) -> None:
    """The resident reads her case and letter, the case worker hers, on the restored house."""
    at_home, desk = people.browser_of(kept.resident), people.browser_of(kept.worker)
    with crossing("a test reads"):
        letter = kept.decided.documents.get(kind="letter").uid
    case = f"/dalvogur/mal/{kept.decided.uid}"
    page = at_home.get(f"{case}/")
    assert (page.status_code, kept.decided.number in page.content.decode()) == (200, True)
    assert f"{kept.word}@example.is" in page.content.decode()
    assert at_home.get(f"{case}/skjal/{letter}/").content.startswith(b"%PDF")
    assert desk.get(f"/dalvogur/vinnubord/skjol/{kept.document.uid}/").content == PDF
    assert desk.get(f"/dalvogur/vinnubord/mal/{kept.decided.uid}/").status_code == 200


# ------------------------------------------------------------------ tampering with a real case's history


def as_owner(house: House, change: Callable[[str], str], *uids: object) -> None:
    """Run one statement about events past the triggers, as only the owner of the database can."""
    connections.close_all()
    if house.database.owner_url:
        with psycopg.connect(house.database.owner_url) as connection:
            for table in ("audit_event", "audit_seal"):
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for uid in uids:
                connection.execute(change(f"'{uid}'"))
        return
    connection = sqlite3.connect(house.database.url.removeprefix("sqlite:///"))
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for uid in uids:
        connection.execute(change(f"'{uid.hex}'"))  # type: ignore[attr-defined]
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("changed", lambda uid: f"UPDATE audit_event SET channel = 'system' WHERE uid = {uid}"),
        ("removed", lambda uid: f"DELETE FROM audit_event WHERE uid = {uid}"),
        ("reordered", lambda uid: f"UPDATE audit_seal SET number = number + 100000 WHERE event = {uid}"),
    ],
)
def test_a_decision_tampered_with_in_history_is_found_and_named(
    house: House, lived_in: Tenant, kind: str, change: Callable[[str], str]
) -> None:
    with crossing("a test reads"):
        decided = Event.objects.get(type="cases.decided", case=lived_in.decided.uid).uid

    as_owner(house, change, decided)

    found = house.samveita("audit", "verify")
    findings = json.loads(found.stdout)["findings"]
    assert found.returncode == 1
    assert (kind, str(decided)) in {(one["kind"], one["event"]) for one in findings}
