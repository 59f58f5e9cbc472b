"""``samveita restore FILE``: put a backup into an empty installation, after checking all of it.

Nothing is touched before the archive has proved whole, the master keys it needs are here and the installation is empty.
``--replace`` puts it over an installation that is not: the stored files of before are kept beside the new ones under
another name, the database of before is gone.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

from samveita.project.backup import FORMAT, MANIFEST, sum_of
from samveita.project.database_copies import FAILURES, copy_in, is_empty
from samveita.project.environment import Environment, read_environment
from samveita.project.migrate import act_as_owner


class CannotRestoreError(Exception):
    """The archive and the installation do not fit; the message says why."""


def restore(argv: list[str]) -> int:
    """Put an archive in place. Exit code 1 when that can't be done; then nothing was changed."""
    parser = ArgumentParser(
        prog="samveita restore", description="Put a backup back into an empty installation."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--replace", action="store_true", help="put it over an installation that is not empty"
    )
    arguments = parser.parse_args(argv)
    if complaint := act_as_owner():
        sys.stderr.write(f"{complaint}\n")
        return 2
    try:
        read_archive(arguments.file, read_environment(), replace=arguments.replace)
    except (CannotRestoreError, tarfile.TarError, KeyError, ValueError, *FAILURES) as error:
        sys.stderr.write(f"Nothing was restored: {_plain(error)}\n")
        return 1
    return 0


def _plain(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"{Path(error.cmd[0]).name} failed; its own message stands above"
    return str(error)


def read_archive(source: Path, environment: Environment, *, replace: bool) -> None:
    """Check the archive against itself and the installation, then put database and files in place.

    The files go first and stand aside again when the database can't be restored.

    Raises:
        CannotRestoreError: when the installation is not empty, a key is missing or a file is not what it was.
    """
    data = environment.data_directory.absolute()
    vault = data / "vault"
    if not replace:
        _insist_on_empty(environment, vault)
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as name:
        unpacked = Path(name)
        with tarfile.open(source) as archive:
            _unpack(archive, unpacked)
        _check(json.loads((unpacked / MANIFEST).read_text(encoding="utf-8")), unpacked, environment)
        (unpacked / "vault").mkdir(exist_ok=True)
        before = vault.with_name(f"vault.before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        if vault.exists():
            vault.replace(before)
        (unpacked / "vault").replace(vault)
        try:
            copy_in(environment.database, unpacked / "database")
        except BaseException:
            vault.replace(unpacked / "vault")
            if before.exists():
                before.replace(vault)
            raise
        if before.exists() and not any(before.iterdir()):
            before.rmdir()


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Write plain files inside the folder and nothing else.

    Python 3.11.2, which Debian 12 ships, does not know ``extractall(filter="data")`` yet.
    """
    for member in archive:
        if member.isdir():
            continue
        target = (folder / member.name).resolve()
        if not member.isfile() or not target.is_relative_to(folder.resolve()):
            raise CannotRestoreError(f"{member.name} in the archive was not backed up")
        target.parent.mkdir(parents=True, exist_ok=True)
        content = archive.extractfile(member)
        if content is None:
            raise CannotRestoreError(f"{member.name} in the archive cannot be read")
        with content, target.open("wb") as copy:
            shutil.copyfileobj(content, copy)


def _insist_on_empty(environment: Environment, vault: Path) -> None:
    if vault.exists() and any(vault.iterdir()):
        raise CannotRestoreError(f"{vault} already holds files; restore only into an empty installation")
    if not is_empty(environment.database):
        raise CannotRestoreError(
            "the database already holds tables; restore only into an empty installation, or say --replace"
        )


def _check(manifest: dict[str, object], unpacked: Path, environment: Environment) -> None:
    if manifest.get("format") != FORMAT:
        raise CannotRestoreError(
            f"the archive is of format {manifest.get('format')}, this release reads {FORMAT}"
        )
    if manifest["engine"] != environment.database.engine:
        raise CannotRestoreError(
            f"the archive holds {manifest['engine']}, this installation {environment.database.engine}"
        )
    keys, files = manifest["master_key_ids"], manifest["files"]
    if not isinstance(keys, list) or not isinstance(files, dict):
        raise CannotRestoreError("the archive's list of contents is not readable")
    if missing := set(keys) - set(environment.master_key_ring):
        raise CannotRestoreError(
            f"SAMVEITA_MASTER_KEYS lacks {', '.join(sorted(missing))}, without which files stay closed"
        )
    for inside, expected in files.items():
        path = unpacked / inside
        if not path.exists() or sum_of(path) != expected:
            raise CannotRestoreError(f"{inside} in the archive is not the file that was backed up")
    inside_now = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    if unlisted := inside_now - set(files) - {MANIFEST}:
        raise CannotRestoreError(f"{min(unlisted)} in the archive was not backed up")
