"""A PostgreSQL server that lives as long as one test run: own folder, free port, loopback only, no durability.

PostgreSQL refuses to run as root, so root starts it as the ``postgres`` user that Debian's package makes. Two roles as
in production: the owner migrates, the app role is neither superuser nor able to pass row-level policies.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OWNER = "samveita_owner"
APP = "samveita_app"
INSTALL = "sudo apt-get install postgresql"


class NoPostgresqlError(Exception):
    """No PostgreSQL server programs on this machine; the message says how to install them."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the throw-away server listens."""

    port: int

    def url(self, *, role: str, database: str = "samveita") -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"


def server_programs() -> Path:
    """Return the folder with ``initdb`` and ``pg_ctl``: on the PATH, or Debian's newest."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    debian = sorted(
        (folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()),
        key=lambda folder: int(folder.parent.name),
    )
    if not debian:
        raise NoPostgresqlError(f"PostgreSQL is not on this machine; install it with: {INSTALL}")
    return debian[-1]


@contextmanager
def throwaway_server() -> Iterator[Server]:
    """Start a server with both roles and an empty database; stop it and remove its folder afterwards."""
    programs = server_programs()
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="samveita-postgresql-"))
    if as_postgres:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=150"
    )
    control = [*as_postgres, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    _run([*as_postgres, str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-E", "UTF8",
          "--locale=C.UTF-8", "-A", "trust", "--no-sync"], folder)  # fmt: skip
    try:
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"], folder)
        _make_roles(programs, port, folder)
        yield Server(port=port)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _make_roles(programs: Path, port: int, folder: Path) -> None:
    statements = (
        f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER",
        # Dropping a test's own database may have to end a session that is just closing.
        f"GRANT pg_signal_backend TO {OWNER}",
        f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB",
        f"CREATE DATABASE samveita OWNER {OWNER}",
    )
    for statement in statements:
        _run(
            [
                str(programs / "psql"),
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-U",
                "postgres",
                "-q",
                "-c",
                statement,
            ],
            folder,
        )


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
