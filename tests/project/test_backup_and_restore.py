"""A backup taken from one installation brings another to the same state, and refuses what does not fit."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.test import override_settings

from postgresql_server import OWNER
from samveita.ground.audit.actors import Actor
from samveita.ground.audit.sealing import seal
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.files import store

PDF = b"%PDF-1.7 stored"


def samveita(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samveita.project.cli", *words],
        env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@dataclass
class Backup:
    path: Path
    file: str
    told: dict[str, object]


@pytest.fixture
def archive(committed_db, make_office, tmp_path):
    """A backup of an installation with one stored file and a sealed history."""
    office = make_office("dalvogur")
    vault = committed_db.data_directory / "vault"
    with override_settings(VAULT_DIRECTORY=vault), transaction.atomic(), office_scope(office):
        file = store(owner=office, name="a.pdf", content=PDF, actor=Actor.system("test"))
    (vault / "ab").mkdir(exist_ok=True)
    (vault / "ab" / ".unfinished-x").write_bytes(b"half")
    with crossing("a test seals"):
        seal()
    connections.close_all()
    done = samveita(committed_db.environment, "backup", str(tmp_path / "backup.tar"))
    assert done.returncode == 0, done.stderr
    inside = f"vault/{file.uid.hex[:2]}/{file.uid.hex}"
    return Backup(tmp_path / "backup.tar", inside, json.loads(done.stdout))


@pytest.fixture
def empty_installation(committed_db, tmp_path):
    """Variables of an installation with nothing in it yet, on the same kind of database."""
    folder = tmp_path / "empty"
    environment = {**committed_db.environment, "SAMVEITA_DATA_DIRECTORY": str(folder)}
    if not committed_db.owner_url:
        yield {**environment, "SAMVEITA_DATABASE_URL": f"sqlite:///{folder}/samveita.sqlite3"}
        return
    import psycopg

    server = committed_db.owner_url.rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE samveita_empty_{os.getpid()} OWNER {OWNER}")
    yield {
        **environment,
        "SAMVEITA_DATABASE_URL": f"{committed_db.url.rpartition('/')[0]}/samveita_empty_{os.getpid()}",
        "SAMVEITA_DATABASE_OWNER_URL": f"{server}/samveita_empty_{os.getpid()}",
    }
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE samveita_empty_{os.getpid()} WITH (FORCE)")


READ = """
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.files import read
from samveita.ground.vault.models import StoredFile
with crossing("a test reads"):
    print(read(StoredFile.objects.get()).decode())
"""


def test_a_backup_restores_rows_files_and_history(archive, empty_installation):
    done = samveita(empty_installation, "restore", str(archive.path))

    assert (done.returncode, done.stderr) == (0, "")
    assert (
        samveita(empty_installation, "manage", "shell", "-v", "0", "-c", READ).stdout == f"{PDF.decode()}\n"
    )
    verified = samveita(empty_installation, "audit", "verify", "--expect", str(archive.told["audit_head"]))
    assert (verified.returncode, json.loads(verified.stdout)["head"]) == (0, archive.told["audit_head"])


def test_the_backup_says_what_it_holds(archive):
    assert (archive.told["files"], archive.told["master_key_ids"]) == (1, ["development"])
    assert len(str(archive.told["audit_head"])) == 64


def test_restore_refuses_an_installation_that_holds_data(archive, committed_db):
    done = samveita(committed_db.environment, "restore", str(archive.path))

    assert done.returncode == 1
    assert "restore only into an empty installation" in done.stderr


def test_restore_replaces_an_installation_when_told_and_keeps_its_files_aside(
    archive, committed_db, make_office
):
    make_office("hlidarbaer")
    connections.close_all()

    done = samveita(committed_db.environment, "restore", "--replace", str(archive.path))

    assert (done.returncode, done.stderr) == (0, "")
    count = "from samveita.ground.organisations.models import Organisation as O; print([o.slug for o in O.objects.all()])"
    shown = samveita(committed_db.environment, "manage", "shell", "-v", "0", "-c", count)
    assert shown.stdout == "['dalvogur']\n"
    (aside,) = committed_db.data_directory.glob("vault.before-*")
    assert (aside / archive.file.removeprefix("vault/")).exists()


def test_restore_refuses_when_a_master_key_is_missing(archive, empty_installation):
    other = "other:" + base64.b64encode(b"o" * 32).decode()

    done = samveita({**empty_installation, "SAMVEITA_MASTER_KEYS": other}, "restore", str(archive.path))

    assert done.returncode == 1
    assert done.stderr == (
        "Nothing was restored: SAMVEITA_MASTER_KEYS lacks development, without which files stay closed\n"
    )


def repacked(archive, tmp_path, change):
    unpacked = tmp_path / "unpacked"
    with tarfile.open(archive.path) as old:
        old.extractall(unpacked)
    change(unpacked)
    with tarfile.open(archive.path, "w") as forged:
        for path in sorted(unpacked.iterdir()):
            forged.add(path, path.name)


def test_restore_refuses_a_file_that_is_not_what_was_backed_up(archive, empty_installation, tmp_path):
    repacked(archive, tmp_path, lambda folder: (folder / archive.file).write_bytes(b"forged"))

    done = samveita(empty_installation, "restore", str(archive.path))

    assert (done.returncode, done.stderr) == (
        1, f"Nothing was restored: {archive.file} in the archive is not the file that was backed up\n"
    )  # fmt: skip


def test_restore_refuses_a_file_that_was_slipped_in(archive, empty_installation, tmp_path):
    repacked(archive, tmp_path, lambda folder: (folder / "vault" / "more").write_bytes(b"x"))

    done = samveita(empty_installation, "restore", str(archive.path))

    assert (done.returncode, done.stderr) == (
        1, "Nothing was restored: vault/more in the archive was not backed up\n"
    )  # fmt: skip


def test_a_broken_database_copy_changes_nothing(archive, committed_db, tmp_path):
    if not committed_db.owner_url:
        pytest.skip("SQLite's copy is one file, put in place in one step")

    def break_it(folder):
        (folder / "database").write_bytes(b"broken")
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["files"]["database"] = hashlib.sha256(b"broken").hexdigest()
        (folder / "manifest.json").write_text(json.dumps(manifest))

    repacked(archive, tmp_path, break_it)

    done = samveita(committed_db.environment, "restore", "--replace", str(archive.path))

    assert done.returncode == 1
    assert (
        samveita(committed_db.environment, "manage", "shell", "-v", "0", "-c", READ).stdout
        == f"{PDF.decode()}\n"
    )


def test_the_archive_holds_key_ids_but_no_key_and_nothing_half_written(archive):
    with tarfile.open(archive.path) as opened:
        manifest = opened.extractfile("manifest.json").read().decode()
        names = sorted(opened.getnames())

    assert '"development"' in manifest
    assert base64.b64encode(b"development-only-master-key-0000").decode() not in manifest
    assert names == sorted(["database", "manifest.json", archive.file])
