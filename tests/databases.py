"""The database a test run works on: a SQLite file or a throw-away PostgreSQL, migrated once, copied where needed.

``SAMVEITA_TEST_DATABASE=postgresql`` chooses PostgreSQL. There the owner creates and migrates the test database and
every test then runs as the app role, which the row-level policies bind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from django.db import connections
from psycopg import sql

from postgresql_server import APP, OWNER


@dataclass(frozen=True, slots=True)
class CommittedDatabase:
    """A database of its own for one test that commits: threads use Django as usual, processes take ``environment``."""

    url: str
    owner_url: str
    data_directory: Path

    @property
    def environment(self) -> dict[str, str]:
        """Variables that make a ``samveita`` process work on this very database."""
        return {
            "SAMVEITA_MODE": "test",
            "SAMVEITA_DATABASE_URL": self.url,
            "SAMVEITA_DATABASE_OWNER_URL": self.owner_url,
            "SAMVEITA_DATA_DIRECTORY": str(self.data_directory),
        }


def is_postgresql() -> bool:
    """Whether this run is on PostgreSQL."""
    return connections["default"].vendor == "postgresql"


def act_as(role: str) -> None:
    """Make the next connection of Django belong to a role (PostgreSQL only)."""
    connections["default"].close()
    if pool := getattr(connections["default"], "close_pool", None):
        pool()
    connections["default"].settings_dict["USER"] = role


@contextmanager
def copied_database(directory: Path) -> Iterator[CommittedDatabase]:
    """Point Django at a fresh copy of the migrated test database, and drop the copy afterwards."""
    connection = connections["default"]
    connection.close()
    original = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        copy, address = f"samveita_copy_{uuid4().hex[:12]}", connection.settings_dict
        server = f"{address['HOST']}:{address['PORT']}"
        end_sessions(original)
        _as_owner(server, sql.SQL("CREATE DATABASE {} TEMPLATE {}"), copy, original)
        database = CommittedDatabase(
            f"postgresql://{APP}@{server}/{copy}", f"postgresql://{OWNER}@{server}/{copy}", directory
        )
    else:
        copy = str(directory / "committed.sqlite3")
        with sqlite3.connect(original) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        source.close()
        target.close()
        database = CommittedDatabase(f"sqlite:///{copy}", "", directory)
    connection.settings_dict["NAME"] = copy
    try:
        yield database
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = original
        if connection.vendor == "postgresql":
            _as_owner(server, sql.SQL("DROP DATABASE {} WITH (FORCE)"), copy)
        else:
            for leftover in directory.glob("committed.sqlite3*"):
                leftover.unlink()


def end_sessions(name: str) -> None:
    """End what still holds a test database open: a database in use is neither copied nor dropped.

    A browser that was driven from this very process leaves an event loop behind, and with it a second set of Django's
    connections; those of the first set are never closed by anybody.
    """
    address = connections["default"].settings_dict
    with psycopg.connect(
        f"postgresql://{OWNER}@{address['HOST']}:{address['PORT']}/postgres", autocommit=True
    ) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = ANY(%s)",
            (name, [APP, OWNER]),
        )


def _as_owner(server: str, statement: sql.SQL, *names: str) -> None:
    with psycopg.connect(f"postgresql://{OWNER}@{server}/postgres", autocommit=True) as connection:
        connection.execute(statement.format(*(sql.Identifier(name) for name in names)))
