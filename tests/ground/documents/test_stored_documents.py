"""Stored documents say what they are, are upgraded when read, and refuse what does not fit."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from samveita.ground.documents.fields import AnyDocumentField, DocumentField, ThreeLanguageField
from samveita.ground.documents.stored import SCHEMAS, DocumentError, Stored, pack, unpack
from samveita.ground.organisations.documents import Contact, OrganisationNames
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text


class Fee(Stored):
    """Version 1 had ``amount``; version 2 named its unit; version 3 added the day."""

    schema_name: ClassVar[str] = "test_documents.fee"
    schema_version: ClassVar[int] = 3
    upgrades: ClassVar = {
        1: lambda data: {"kronur": data["amount"]},
        2: lambda data: {**data, "since": "2026-01-01"},
    }

    kronur: int
    since: date


class Nameless(Stored):
    kronur: int


def test_a_document_says_its_schema_and_version():
    assert pack(Fee(kronur=100, since=date(2026, 12, 14))) == {
        "schema": "test_documents.fee",
        "version": 3,
        "data": {"kronur": 100, "since": "2026-12-14"},
    }


def test_what_is_packed_reads_as_itself():
    fee = Fee(kronur=100, since=date(2026, 12, 14))

    assert unpack(Fee, pack(fee)) == fee


@pytest.mark.parametrize(
    ("version", "data"),
    [
        (1, {"amount": 100}),
        (2, {"kronur": 100}),
        (3, {"kronur": 100, "since": "2026-01-01"}),
    ],
)
def test_an_older_version_is_upgraded_step_by_step(version, data):
    found = unpack(Fee, {"schema": "test_documents.fee", "version": version, "data": data})

    assert found == Fee(kronur=100, since=date(2026, 1, 1))


def test_a_newer_version_than_the_program_knows_is_refused():
    with pytest.raises(DocumentError, match="written in version 4; this program reads up to 3"):
        unpack(Fee, {"schema": "test_documents.fee", "version": 4, "data": {}})


def test_another_schema_is_refused():
    with pytest.raises(DocumentError, match=r"expected schema 'test_documents\.fee', found 'other'"):
        unpack(Fee, {"schema": "other", "version": 1, "data": {}})


@pytest.mark.parametrize(
    "value", [{}, {"kronur": 1}, {"schema": "x", "version": 1, "data": {}, "more": 1}, []]
)
def test_what_is_no_stored_document_is_refused(value):
    with pytest.raises(DocumentError, match="not a stored"):
        unpack(Fee, value)


def test_data_that_do_not_fit_name_their_place():
    with pytest.raises(DocumentError, match=r"test_documents\.fee version 3 doesn't fit: kronur"):
        unpack(
            Fee,
            {"schema": "test_documents.fee", "version": 3, "data": {"kronur": "x", "since": "2026-01-01"}},
        )


def test_an_unknown_key_is_refused():
    with pytest.raises(DocumentError, match="surprise"):
        unpack(
            Fee,
            {
                "schema": "test_documents.fee",
                "version": 3,
                "data": {"kronur": 1, "since": "2026-01-01", "surprise": 1},
            },
        )


def test_a_document_without_a_name_cannot_be_stored():
    with pytest.raises(DocumentError, match="has no schema name"):
        pack(Nameless(kronur=1))


def test_a_document_cannot_be_changed_after_it_is_made():
    fee = Fee(kronur=100, since=date(2026, 12, 14))

    with pytest.raises(ValueError, match="frozen"):
        fee.kronur = 1


def test_a_schema_without_an_upgrade_from_every_older_version_is_refused():
    with pytest.raises(TypeError, match=r"no upgrade from version \[1\]"):

        class Gap(Stored):
            schema_name: ClassVar[str] = "test_documents.gap"
            schema_version: ClassVar[int] = 3
            upgrades: ClassVar = {2: lambda data: data}


def test_a_schema_name_that_is_taken_is_refused():
    with pytest.raises(TypeError, match=r"schema name 'test_documents\.fee' is taken by Fee"):

        class Other(Stored):
            schema_name: ClassVar[str] = "test_documents.fee"


def test_every_schema_is_known_by_its_name():
    assert SCHEMAS["test_documents.fee"] is Fee


@pytest.mark.django_db
def test_a_column_gives_back_the_document_that_was_put_in(make_office):
    office = make_office("dalvogur", contact=Contact(phone="555 1234"))

    found = Organisation.objects.get(pk=office.pk)

    assert isinstance(found.names, OrganisationNames)
    assert found.contact == Contact(phone="555 1234")


@pytest.mark.django_db
def test_a_column_keeps_the_schema_and_version_beside_the_data(make_office):
    make_office("dalvogur", contact=Contact(phone="555 1234"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM organisations_organisation WHERE slug = 'dalvogur'")
        stored = cursor.fetchone()[0]

    assert '"schema"' in str(stored).replace("'", '"')
    assert '"version"' in str(stored).replace("'", '"')


def test_a_column_refuses_another_document_than_its_own():
    field = DocumentField(Fee)
    field.name = "fee"

    with pytest.raises(DocumentError, match="fee holds Fee, not Contact"):
        field.get_prep_value(Contact())


def test_a_column_without_a_document_stays_empty():
    assert DocumentField(Fee, null=True).get_prep_value(None) is None
    assert DocumentField(Fee, null=True).from_db_value(None, None, connection) is None


def test_a_column_for_any_document_reads_by_the_stored_name():
    stored = '{"schema": "test_documents.fee", "version": 1, "data": {"amount": 5}}'

    assert AnyDocumentField().from_db_value(stored, None, connection) == Fee(kronur=5, since=date(2026, 1, 1))


def test_a_column_for_any_document_refuses_a_schema_nobody_registered():
    stored = '{"schema": "nobody.knows", "version": 1, "data": {}}'

    with pytest.raises(DocumentError, match=r"no schema 'nobody\.knows' is registered"):
        AnyDocumentField().from_db_value(stored, None, connection)


def test_a_text_column_holds_three_languages():
    text = Text(is_="Gjaldskrá", en="Tariff", pl="Cennik")
    field = ThreeLanguageField()

    assert field.get_prep_value(text) == {"is": "Gjaldskrá", "en": "Tariff", "pl": "Cennik"}
    assert (
        field.from_db_value('{"is": "Gjaldskrá", "en": "Tariff", "pl": "Cennik"}', None, connection) == text
    )


@pytest.mark.parametrize("value", [{"is": "Gjaldskrá"}, {"is": "Gjaldskrá", "en": "", "pl": "Cennik"}])
def test_a_text_that_lacks_a_language_is_refused(value):
    with pytest.raises(ValidationError):
        ThreeLanguageField().to_python(value)
