"""Storing, reading and serving files. The only way a file gets onto the disk of this installation.

Order matters: the sealed bytes are written to a temporary file and flushed, the file is renamed to its place and the
folder flushed, and only then the row is written in the caller's transaction. A crash or a rollback leaves a file
without a row, never a row without its file; ``sweep_orphans`` takes such files away.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record, record_look
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.ground.vault.encryption import CannotOpen, decrypt, encrypt, open_text, seal_text
from samveita.ground.vault.envelope import key_uid_of
from samveita.ground.vault.events import FILE_READ, FILE_REMOVED, FILE_STORED
from samveita.ground.vault.file_types import WRONG_TYPE, FileRefused, judge
from samveita.ground.vault.models import StoredFile
from samveita.iceland import clock

LEAST_AGE_OF_ORPHANS = timedelta(hours=1)
UNFINISHED = ".unfinished-"

__all__ = ["FileDamaged", "FileRefused", "download", "name_of", "read", "remove", "store", "sweep_orphans"]


class FileDamaged(CannotOpen):
    """A stored file that is missing from the disk or is not what was stored."""


def store(
    *,
    owner: Organisation,
    name: str,
    content: bytes,
    actor: Actor,
    media_type: str | None = None,
    person: Person | None = None,
    case: UUID | None = None,
) -> StoredFile:
    """Store a file for good and return its row; it is written in the caller's transaction, if there is one.

    Args:
        owner: the office whose file it is.
        name: what it is called; folders are dropped and the ending is made to fit.
        content: the whole file.
        actor: who stores it.
        media_type: what it has to be; anything on the list when left out.
        person: the resident who may read it too.
        case: the case on whose timeline it is told.

    Raises:
        FileRefused: when it is empty, too large, not on the list, or not of the type it has to be.
    """
    judged = judge(name, content, limit=settings.FILE_SIZE_LIMIT)
    if media_type is not None and media_type != judged.media_type:
        raise FileRefused(WRONG_TYPE)
    uid = uuid4()
    sealed = encrypt(owner, content, about=_about(uid))
    _write(path_of(uid), sealed)
    with transaction.atomic():
        row: StoredFile = StoredFile.objects.create(
            uid=uid,
            office=owner,
            person=person,
            sealed_name=seal_text(owner, judged.name, about=_about(uid)),
            media_type=judged.media_type,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            data_key=key_uid_of(sealed),
            stored_at=clock.now(),
        )
        record(FILE_STORED, actor=actor, target=Target("file", uid), case=case, office=owner.uid)
    return row


def read(stored_file: StoredFile) -> bytes:
    """Return the file's contents, checked against the hash in its row.

    Raises:
        FileDamaged: when the file is gone or is not what was stored.
        MasterKeyMissing: when its key can't be unwrapped here.
    """
    try:
        sealed = path_of(stored_file.uid).read_bytes()
    except FileNotFoundError:
        raise FileDamaged(f"the file {stored_file.uid} is not on the disk") from None
    plain = decrypt(stored_file.office, sealed, about=_about(stored_file.uid))
    if hashlib.sha256(plain).hexdigest() != stored_file.sha256:
        raise FileDamaged(f"the file {stored_file.uid} is not what was stored")
    return plain


def name_of(stored_file: StoredFile) -> str:
    """Return the file's name as it was stored."""
    return open_text(stored_file.office, stored_file.sealed_name, about=_about(stored_file.uid))


def download(stored_file: StoredFile, *, actor: Actor, case: UUID | None = None) -> HttpResponse:
    """Return the file as a download and record that the actor read it.

    The browser keeps it apart from our pages: always an attachment, never sniffed, in a sandbox without an origin. The
    caller has found the row within the scope and asked whether the actor may.
    """
    content, name = read(stored_file), name_of(stored_file)
    record_look(
        FILE_READ,
        actor=actor,
        target=Target("file", stored_file.uid),
        case=case,
        office=stored_file.office.uid,
    )
    return HttpResponse(
        content,
        content_type=stored_file.media_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or "attachment",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )


def remove(stored_file: StoredFile, *, actor: Actor) -> None:
    """Take a file away that nothing official was built on: one whose sender withdrew it before she sent it in.

    The row goes in the caller's transaction; the bytes go when it commits, or with the sweep after a crash. The caller
    has asked whether the actor may, and removed whatever pointed at the file.
    """
    uid, owner = stored_file.uid, stored_file.office
    with transaction.atomic():
        record(FILE_REMOVED, actor=actor, target=Target("file", uid), office=owner.uid)
        stored_file.delete()
        transaction.on_commit(lambda: path_of(uid).unlink(missing_ok=True))


def sweep_orphans(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete files that never got their row, if they are old enough that none is under way; return how many.

    Raises:
        ValueError: for less than an hour, or when the database knows no file at all while the disk holds some: then the
            two don't belong together.
    """
    if older_than < LEAST_AGE_OF_ORPHANS:
        raise ValueError("a file younger than an hour may still be waiting for its row")
    before = datetime.now(UTC) - older_than
    old = [path for path in _files() if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before]
    with crossing("a file without a row belongs to nobody"):
        if old and not StoredFile.objects.exists():
            raise ValueError("the database knows none of the files on this disk; nothing was swept")
        orphans = [path for path in old if not _has_row(path)]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def path_of(uid: UUID) -> Path:
    """Return where a file's sealed bytes lie."""
    return Path(settings.VAULT_DIRECTORY) / uid.hex[:2] / uid.hex


def _about(uid: UUID) -> str:
    return f"file:{uid}"


def _write(path: Path, sealed: bytes) -> None:
    """Put the bytes in place so that they survive a power cut: whole, or not at all."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        _flush_folder(path.parent.parent)
    handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(sealed)
            target.flush()
            os.fsync(target.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _files() -> Iterator[Path]:
    return (path for path in Path(settings.VAULT_DIRECTORY).glob("??/*") if path.is_file())


def _has_row(path: Path) -> bool:
    if path.name.startswith(UNFINISHED):
        return False
    return bool(StoredFile.objects.filter(uid=UUID(hex=path.name)).exists())
