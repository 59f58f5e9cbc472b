"""How the database address becomes Django's connection settings, on SQLite and on PostgreSQL.

SQLite runs with a write-ahead log and takes its write lock at the start of a transaction: two writers then wait for
each other instead of failing. PostgreSQL is reached through the back end of ``samveita.ground.organisations``, which
sets the tenant scope for row-level policies at check-out and clears it on return.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from samveita.project.environment import Environment

TENANT_BACKEND = "samveita.ground.organisations.postgresql"
SQLITE_LOCK_SECONDS = 20
CONNECTION_SECONDS = 300


def django_database(environment: Environment) -> dict[str, Any]:
    """Return the ``default`` entry of DATABASES for this process."""
    address = environment.database
    if address.engine == "sqlite":
        path = Path(address.name).absolute()
        path.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "CONN_MAX_AGE": CONNECTION_SECONDS,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": SQLITE_LOCK_SECONDS,
                "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={_flushing(environment)};",
            },
        }
    options: dict[str, Any] = {}
    if environment.database_pool_size:
        options["pool"] = {"min_size": 1, "max_size": environment.database_pool_size}
    return {
        "ENGINE": TENANT_BACKEND,
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port or "",
        "CONN_MAX_AGE": 0 if environment.database_pool_size else CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _flushing(environment: Environment) -> str:
    """Return when SQLite waits for the disk: at every commit where a receipt must survive a power cut."""
    return "FULL" if environment.is_production else "NORMAL"
