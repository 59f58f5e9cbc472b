"""``samveita backup FILE``: database, stored files, key ids and the head of the event chain, together in one archive.

The database is copied first and the files after it: a file is always written before its row, so every row in the copy
has its file. Master keys are never in the archive, only the ids of those that its data keys need; without the keys the
copy opens for nobody, so they must be kept elsewhere. ``restore.py`` is the way back.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tarfile
import tempfile
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

from samveita import __version__
from samveita.project.database_copies import FAILURES, copy_out
from samveita.project.environment import Environment, read_environment
from samveita.project.migrate import act_as_owner

MANIFEST = "manifest.json"
FORMAT = 2
UNFINISHED = ".unfinished-"


def backup(argv: list[str]) -> int:
    """Write an archive and print what it holds as JSON. Exit code 1 when a step fails; then no archive is left behind."""
    parser = ArgumentParser(
        prog="samveita backup", description="Take database, stored files and key ids together."
    )
    parser.add_argument("file", type=Path)
    target: Path = parser.parse_args(argv).file
    if complaint := act_as_owner():
        sys.stderr.write(f"{complaint}\n")
        return 2
    try:
        manifest = write_archive(target.absolute(), read_environment())
    except FAILURES as error:
        sys.stderr.write(f"No backup was made: {error}\n")
        return 1
    told = {key: manifest[key] for key in ("made", "engine", "master_key_ids", "audit_head")}
    files = manifest["files"]
    told["files"] = len(files) - 1 if isinstance(files, dict) else 0
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return 0


def write_archive(target: Path, environment: Environment) -> dict[str, object]:
    """Copy database, then files, then say what is inside; the archive appears whole or not at all.

    Returns:
        the manifest that closes the archive.
    """
    fresh = target.with_name(f"{target.name}.new")
    vault = environment.data_directory.absolute() / "vault"
    with tempfile.TemporaryDirectory(prefix="samveita-backup-") as name:
        database = Path(name) / "database"
        state = copy_out(environment.database, database)
        manifest: dict[str, object] = {
            "format": FORMAT,
            "release": __version__,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "engine": environment.database.engine,
            "master_key_ids": list(state.master_key_ids),
            "audit_head": state.audit_head,
        }
        try:
            manifest["files"] = _fill(fresh, database, vault, manifest)
            with fresh.open("rb") as written:
                os.fsync(written.fileno())
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    return manifest


def _fill(fresh: Path, database: Path, vault: Path, manifest: dict[str, object]) -> dict[str, str]:
    sums = {"database": sum_of(database)}
    with tarfile.open(fresh, "w") as archive:
        archive.add(database, "database")
        for path in sorted(path for path in vault.rglob("*") if path.is_file()):
            if not path.name.startswith(UNFINISHED):
                inside = f"vault/{path.relative_to(vault).as_posix()}"
                archive.add(path, inside)
                sums[inside] = sum_of(path)
        written = database.with_name(MANIFEST)
        written.write_text(json.dumps({**manifest, "files": sums}, indent=1), encoding="utf-8")
        archive.add(written, MANIFEST)
    return sums


def sum_of(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
