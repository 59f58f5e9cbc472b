"""Files in the vault: what is taken, what the disk holds, what a crash leaves, and how they are served."""

from __future__ import annotations

import io
import os
import time
import zipfile
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.audit.models import Event
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.encryption import CannotOpen
from samveita.ground.vault.file_types import (
    EMPTY,
    LOCKED,
    SCRIPT_INSIDE,
    TOO_LARGE,
    WRONG_TYPE,
    FileRefused,
    judge,
)
from samveita.ground.vault.files import (
    FileDamaged,
    download,
    name_of,
    path_of,
    read,
    store,
    sweep_orphans,
)
from samveita.ground.vault.models import StoredFile

SYSTEM = Actor.system("test")
PDF = b"%PDF-1.7\nlaunase\xc3\xb0ill"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
LIMIT = 10_000


def zipped(*names: str, **contents: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, b"x"))
    return target.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + b"\x00" * 20, "image/jpeg"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.odt", zipped("mimetype", mimetype=b"application/vnd.oasis.opendocument.text"),
         "application/vnd.oasis.opendocument.text"),
        ("a.txt", "Góðan dag, 3 < 4".encode(), "text/plain"),
        ("a.csv", "nafn;laun\nÞór;1".encode("cp1252"), "text/csv"),
    ],
)  # fmt: skip
def test_a_file_is_judged_by_its_contents(name, content, media_type):
    assert judge(name, content, limit=LIMIT).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<html><script>alert(1)</script></html>"),
        ("a.pdf", b"<html></html>"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.txt", b"  <!doctype html>"),
        ("a.csv", b"nafn;<script>alert(1)</script>"),
        ("a.txt", b"#!/bin/sh"),
        ("a.txt", b"\x00\x01"),
        ("a.js", b"alert(1)"),
        ("a.exe", b"MZ" + b"\x00" * 100),
        ("a.docm", zipped("word/document.xml", "word/vbaProject.bin")),
        ("a.docx", zipped("word/document.xml", "word/activeX/activeX1.bin")),
        ("a.xlsx", zipped("xl/workbook.xml", "xl/macrosheets/sheet1.xml")),
        ("a.zip", zipped("a.txt")),
        ("a.docx", b"PK\x03\x04broken"),
    ],
)
def test_pages_scripts_macros_and_unknown_kinds_are_refused(name, content):
    with pytest.raises(FileRefused) as refusal:
        judge(name, content, limit=LIMIT)

    assert refusal.value.reason == WRONG_TYPE


def in_an_object_stream(words: bytes) -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/Filter/FlateDecode>>stream\n"
        + zlib.compress(words)
        + b"\nendstream"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj<</S/J#61vaScript/JS 2 0 R>>endobj"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj<</S /Launch /F (cmd.exe)>>endobj"),
        ("a.pdf", in_an_object_stream(b"<</S/JavaScript/JS(app.alert(1))>>")),
        ("a.pdf", b"%PDF-1.7 <html><script>alert(1)</script></html>"),
        ("a.pdf", PDF + zipped("a.exe")),
        ("a.png", PNG + b"<script>alert(1)</script>"),
        ("a.png", PNG + zipped("a.js")),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 20 + b"<?php system(1)"),
    ],
)
def test_code_inside_a_document_of_the_right_type_is_refused_by_its_own_sentence(name, content):
    with pytest.raises(FileRefused) as refusal:
        judge(name, content, limit=LIMIT)

    assert refusal.value.reason == SCRIPT_INSIDE


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\ntrailer<</Encrypt 5 0 R>>", in_an_object_stream(b"<</Encrypt<</V 5>>>>")],
)
def test_a_locked_document_is_refused_with_what_to_do(content):
    with pytest.raises(FileRefused) as refusal:
        judge("a.pdf", content, limit=LIMIT)

    assert refusal.value.reason == LOCKED


@pytest.mark.parametrize(
    "content",
    [
        in_an_object_stream(b"<</Type/Page>>"),
        b"%PDF-1.7\n<</EncryptMetadata false/Launcher 1>>",
        b"%PDF-1.7\n1 0 obj<</Type/ObjStm>>stream\nnot compressed at all",
    ],
)
def test_an_ordinary_document_is_taken(content):
    assert judge("a.pdf", content, limit=LIMIT).media_type == "application/pdf"


def test_an_empty_file_and_one_that_is_too_large_are_told_apart():
    with pytest.raises(FileRefused) as empty:
        judge("a.txt", b"", limit=LIMIT)
    with pytest.raises(FileRefused) as large:
        judge("a.txt", b"x" * 2**20 + b"x", limit=2**20)

    assert (empty.value.reason, large.value.reason) == (EMPTY, TOO_LARGE.format(limit="1"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\anna\\launaseðill.PDF", "launaseðill.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("launaseðill.html", "launaseðill.html.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("", "skjal.pdf"),
    ],
)
def test_a_name_loses_its_folders_and_gets_the_ending_of_its_type(given, kept):
    assert judge(given, PDF, limit=LIMIT).name == kept


@pytest.fixture
def office(db, make_office):
    return make_office("dalvogur")


@pytest.fixture
def stored(office):
    with office_scope(office):
        yield store(owner=office, name="launaseðill.pdf", content=PDF, actor=SYSTEM)


def test_a_stored_file_comes_back_and_the_disk_holds_neither_name_nor_contents(stored):
    sealed = path_of(stored.uid).read_bytes()

    assert (read(stored), name_of(stored), stored.size) == (PDF, "launaseðill.pdf", len(PDF))
    assert b"launase" not in sealed
    assert "launa" not in str(path_of(stored.uid))


def test_storing_is_an_event_on_the_office(stored, office):
    with crossing("a test looks"):
        event = Event.objects.get(type="vault.file_stored")

    assert (event.target, event.office) == (stored.uid, office.uid)


def test_a_file_of_another_type_than_it_has_to_be_is_refused(office):
    with office_scope(office), pytest.raises(FileRefused):
        store(owner=office, name="a.png", content=PNG, actor=SYSTEM, media_type="application/pdf")


def test_a_stored_file_never_changes(stored):
    with pytest.raises(ValueError, match="never changes"):
        stored.save()


def test_a_file_changed_on_the_disk_is_not_handed_out(stored):
    path = path_of(stored.uid)
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(CannotOpen):
        read(stored)


def test_a_file_put_in_anothers_place_is_not_handed_out(stored, office):
    other = store(owner=office, name="b.pdf", content=PDF + b"2", actor=SYSTEM)
    path_of(stored.uid).write_bytes(path_of(other.uid).read_bytes())

    with pytest.raises(CannotOpen):
        read(stored)


def test_a_file_missing_from_the_disk_says_so(stored):
    path_of(stored.uid).unlink()

    with pytest.raises(FileDamaged, match="not on the disk"):
        read(stored)


def test_a_resident_reads_her_own_file_and_not_anothers(office, make_person):
    anna, bjorn = make_person("Anna"), make_person("Björn")
    with person_scope(anna):
        mine = store(owner=office, name="a.pdf", content=PDF, actor=SYSTEM, person=anna)
        assert read(StoredFile.objects.get(uid=mine.uid)) == PDF
    with person_scope(bjorn):
        assert not StoredFile.objects.filter(uid=mine.uid).exists()


def test_a_file_of_a_merged_municipality_opens_at_its_successor(stored, office, make_office):
    successor = make_office("storabyggd")
    office.successor = successor
    office.save()

    with office_scope(successor):
        assert read(StoredFile.objects.select_related("office").get(uid=stored.uid)) == PDF


def test_a_download_can_do_nothing_in_our_name_and_is_a_recorded_look(stored, office):
    staff = Actor(human=stored.uid, subject=None, roles=frozenset({"case_worker"}), office=office.uid,
                  channel=Channel.STAFF)  # fmt: skip

    response = download(stored, actor=staff)

    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    with crossing("a test looks"):
        assert Event.objects.filter(type="vault.file_read", target=stored.uid).count() == 1


def test_a_rollback_leaves_a_file_that_is_swept_once_it_is_old(stored, office):
    with pytest.raises(RuntimeError), transaction.atomic():
        lost = store(owner=office, name="b.pdf", content=PDF, actor=SYSTEM)
        raise RuntimeError
    assert path_of(lost.uid).exists()
    assert sweep_orphans() == 0

    two_days_ago = time.time() - 2 * 24 * 3600
    for path in Path(django_settings.VAULT_DIRECTORY).glob("*/*"):
        os.utime(path, (two_days_ago, two_days_ago))

    assert (sweep_orphans(), path_of(lost.uid).exists(), read(stored)) == (1, False, PDF)


def test_sweeping_refuses_a_disk_the_database_knows_nothing_of(db, settings):
    folder = Path(settings.VAULT_DIRECTORY) / "ab"
    folder.mkdir(parents=True)
    (folder / ("ab" * 16)).write_bytes(b"x")
    os.utime(folder / ("ab" * 16), (0, 0))

    with pytest.raises(ValueError, match="knows none"):
        sweep_orphans()
    with pytest.raises(ValueError, match="younger than an hour"):
        sweep_orphans(older_than=timedelta(minutes=1))
