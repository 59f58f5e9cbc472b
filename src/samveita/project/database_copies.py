"""Copying a whole database out and in: SQLite by its own backup interface, PostgreSQL by its own programs.

What a backup has to tell about its database (which master keys its data keys need, the head of the event chain) is read
from the very state that is copied: from the copy itself on SQLite, under one snapshot on PostgreSQL.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

from samveita.project.database_address import DatabaseAddress

KEYS_NEEDED = "SELECT DISTINCT master_key_id FROM vault_datakey ORDER BY 1"
HEAD = "SELECT chain_hash FROM audit_seal ORDER BY number DESC LIMIT 1"
FAILURES = (OSError, subprocess.CalledProcessError, sqlite3.Error, psycopg.Error)
"""What copying may raise when the machine or the database does not play along."""


@dataclass(frozen=True, slots=True)
class CopiedState:
    """What the copied database needs and where its event chain ends (empty when nothing is sealed)."""

    master_key_ids: tuple[str, ...]
    audit_head: str


def copy_out(address: DatabaseAddress, target: Path) -> CopiedState:
    """Write a consistent copy to ``target`` while people go on working, and return what it holds.

    Raises:
        FileNotFoundError: when PostgreSQL's programs are not on this machine.
        CalledProcessError: when one of them fails.
    """
    if address.engine == "postgresql":
        return _dump(address, target)
    with (
        closing(sqlite3.connect(f"file:{address.name}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        head = copy.execute(HEAD).fetchone()
        return CopiedState(tuple(row[0] for row in copy.execute(KEYS_NEEDED)), head[0] if head else "")


def _dump(address: DatabaseAddress, target: Path) -> CopiedState:
    with _connected(address) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        keys = tuple(str(row[0]) for row in connection.execute(KEYS_NEEDED))
        head = connection.execute(HEAD).fetchone()
        _run(address, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
    return CopiedState(keys, str(head[0]) if head else "")


def is_empty(address: DatabaseAddress) -> bool:
    """Whether the database holds no table yet."""
    if address.engine == "sqlite":
        path = Path(address.name)
        if not path.exists():
            return True
        with closing(sqlite3.connect(path)) as connection:
            return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    with _connected(address) as connection:
        found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        return found == (0,)


def copy_in(address: DatabaseAddress, source: Path) -> None:
    """Put a copy in the place of whatever the database holds; on failure the database is as it was.

    Raises:
        FileNotFoundError: when PostgreSQL's programs are not on this machine.
        CalledProcessError: when one of them fails.
    """
    if address.engine == "sqlite":
        _put_file(Path(address.name).absolute(), source)
        return
    script = source.with_name("restore.sql")
    script.write_text(
        "SET client_min_messages = warning;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n",
        encoding="utf-8",
    )
    plain = source.with_name("database.sql")
    subprocess.run([_program("pg_restore"), "--no-owner", f"--file={plain}", str(source)], check=True)
    _run(
        address, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
        f"--file={script}", f"--file={plain}",
    )  # fmt: skip


def _put_file(path: Path, source: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.restored")
    shutil.copyfile(source, fresh)
    with fresh.open("rb") as written:
        os.fsync(written.fileno())
    for leftover in (f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(leftover).unlink(missing_ok=True)
    fresh.replace(path)


def _connected(address: DatabaseAddress) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        password=address.password,
        dbname=address.name,
    )


def _run(address: DatabaseAddress, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs as the owner; the password travels in the environment, not on the line."""
    where = ["--host", address.host, "--username", address.user, "--dbname", address.name]
    if address.port:
        where += ["--port", str(address.port)]
    subprocess.run(
        [_program(program), *where, *arguments],
        env={**os.environ, "PGPASSWORD": address.password},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _program(name: str) -> str:
    """Find a program of PostgreSQL: on the path, or in Debian's folder of the newest version.

    Raises:
        FileNotFoundError: when it is nowhere; says what to install.
    """
    debian = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3].split(".")[0])
    )
    found = shutil.which(name) or (str(debian[-1]) if debian else "")
    if not found:
        raise FileNotFoundError(f"{name} is not on this machine; install PostgreSQL's client programs")
    return found
