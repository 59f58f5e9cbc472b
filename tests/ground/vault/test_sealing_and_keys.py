"""Bytes sealed for an organisation: who can open them, who can't, and what rotation does."""

from __future__ import annotations

from typing import ClassVar

import pytest

from samveita.ground.audit.models import Event
from samveita.ground.documents.stored import DocumentError, Stored
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing, person_scope
from samveita.ground.vault.encryption import (
    CannotOpen,
    MasterKeyMissing,
    decrypt,
    encrypt,
    open_document,
    seal_document,
)
from samveita.ground.vault.keys import rewrap_all
from samveita.ground.vault.models import DataKey, StoredFile

pytestmark = pytest.mark.django_db

NEW, OLD = ("2027", b"n" * 32), ("2026", b"o" * 32)


class Answers(Stored):
    schema_name: ClassVar[str] = "test_vault.answers"

    why: str


class Other(Stored):
    schema_name: ClassVar[str] = "test_vault.other"

    why: str


def test_what_is_sealed_opens_for_its_owner(make_office):
    office = make_office("dalvogur")

    sealed = encrypt(office, b"leyndarm\xc3\xa1l")

    assert b"leyndarm" not in sealed
    assert decrypt(office, sealed) == b"leyndarm\xc3\xa1l"


def test_the_same_words_never_look_the_same(make_office):
    office = make_office("dalvogur")

    assert encrypt(office, b"x") != encrypt(office, b"x")


def test_bytes_copied_to_another_office_do_not_open(make_office):
    sealed = encrypt(make_office("dalvogur"), b"x")

    with pytest.raises(CannotOpen):
        decrypt(make_office("hlidarbaer"), sealed)


def test_bytes_copied_to_another_place_do_not_open(make_office):
    office = make_office("dalvogur")
    sealed = encrypt(office, b"x", about="one")

    with pytest.raises(CannotOpen):
        decrypt(office, sealed, about="two")


@pytest.mark.parametrize("place", [0, 5, 20, -1])
def test_a_changed_byte_anywhere_is_noticed(make_office, place):
    office = make_office("dalvogur")
    sealed = bytearray(encrypt(office, b"x"))
    sealed[place] ^= 1

    with pytest.raises(CannotOpen):
        decrypt(office, bytes(sealed))


def test_an_office_has_one_active_key_and_its_making_is_an_event(make_office):
    office = make_office("dalvogur")
    encrypt(office, b"x")
    encrypt(office, b"y")

    with crossing("a test looks"):
        events = list(Event.objects.filter(type="vault.key_made").values_list("office", flat=True))
    assert (DataKey.objects.filter(organisation=office).count(), events) == (1, [office.uid])


def test_what_a_predecessor_sealed_opens_after_the_merger(make_office):
    earlier = make_office("litlihreppur")
    sealed = encrypt(earlier, b"x")

    earlier.successor = make_office("storabyggd")
    earlier.save()

    assert decrypt(Organisation.objects.get(slug="litlihreppur"), sealed) == b"x"


def test_a_residents_own_work_seals_for_the_office(make_office, make_person):
    office, person = make_office("dalvogur"), make_person("Anna")

    with person_scope(person):
        assert decrypt(office, encrypt(office, b"x")) == b"x"


def test_a_sealed_document_comes_back_as_its_kind_and_no_other(make_office):
    office = make_office("dalvogur")
    sealed = seal_document(office, Answers(why="því að"))

    assert open_document(office, Answers, sealed) == Answers(why="því að")
    with pytest.raises(DocumentError):
        open_document(office, Other, sealed)


def test_rotation_lets_the_old_master_key_go(make_office, settings):
    settings.MASTER_KEYS = dict([OLD])
    office = make_office("dalvogur")
    sealed = encrypt(office, b"x")

    settings.MASTER_KEYS = dict([NEW, OLD])
    rewrapped = rewrap_all()
    settings.MASTER_KEYS = dict([NEW])

    assert (rewrapped, rewrap_all(), decrypt(office, sealed)) == (1, 0, b"x")


def test_a_missing_master_key_is_named(make_office, settings):
    settings.MASTER_KEYS = dict([OLD])
    office = make_office("dalvogur")
    sealed = encrypt(office, b"x")
    settings.MASTER_KEYS = dict([NEW])

    with pytest.raises(MasterKeyMissing, match="2026"):
        decrypt(office, sealed)


def test_a_sealed_column_refuses_plain_bytes(make_office):
    with crossing("a test tries"), pytest.raises(ValueError, match="sealed bytes only"):
        StoredFile.objects.create(
            office=make_office("dalvogur"), sealed_name=b"nafn.pdf", size=1, stored_at="2026-01-01T00:00:00Z"
        )
