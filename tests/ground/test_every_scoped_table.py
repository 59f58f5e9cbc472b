"""Walks every table that belongs to a tenant: nothing without a scope, on both databases, and by raw SQL as well."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from samveita.ground.organisations.models import ScopedModel
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import ScopeMissing, crossing, person_scope
from samveita.ground.vault.encryption import seal_text
from samveita.ground.vault.models import StoredFile
from samveita.iceland import clock

TABLES = sorted(
    (model for model in apps.get_models() if issubclass(model, ScopedModel)),
    key=lambda model: model._meta.label,
)


def only_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no row-level policies")


def counted(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


def file_of(office, person=None):
    return StoredFile.objects.create(
        office=office, person=person, sealed_name=seal_text(office, "a"), media_type="text/plain",
        sha256="0" * 64, size=1, data_key=office.uid, stored_at=clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_a_question_without_a_scope_is_refused(model):
    with pytest.raises(ScopeMissing):
        model.objects.all()


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_a_table_of_a_tenant_has_its_policy_and_its_owner_is_another_role(model):
    only_postgresql()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relrowsecurity, pg_get_userbyid(c.relowner) = current_user, "
            "(SELECT count(*) FROM pg_policies p WHERE p.tablename = c.relname) "
            "FROM pg_class c WHERE c.oid = %s::regclass",
            [f'"{model._meta.db_table}"'],
        )
        row = cursor.fetchone()

    assert row == (True, False, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_raw_sql_without_a_scope_reads_nothing(model):
    only_postgresql()
    assert counted(model._meta.db_table) == 0


@pytest.mark.django_db
def test_raw_sql_reads_only_what_the_scope_owns(make_office, make_person):
    only_postgresql()
    mine, other, anna = make_office("dalvogur"), make_office("hlidarbaer"), make_person("Anna")
    with crossing("a test makes rows of two tenants"):
        file_of(mine)
        file_of(mine, anna)
        file_of(other)

    seen = {"nobody": counted("vault_storedfile")}
    for name, scope in (
        ("mine", office_scope(mine)),
        ("other", office_scope(other)),
        ("anna", person_scope(anna)),
    ):
        with scope:
            seen[name] = counted("vault_storedfile")
    seen["nobody again"] = counted("vault_storedfile")

    assert seen == {"nobody": 0, "mine": 2, "other": 1, "anna": 1, "nobody again": 0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE vault_storedfile SET size = 2", "DELETE FROM vault_storedfile"]
)
def test_raw_sql_changes_nothing_of_another_tenant(make_office, statement):
    only_postgresql()
    mine, other = make_office("dalvogur"), make_office("hlidarbaer")
    with crossing("a test makes a row of another tenant"):
        file_of(other)
    with office_scope(mine), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 0


@pytest.mark.django_db
def test_a_row_cannot_be_written_into_another_tenant(make_office):
    only_postgresql()
    mine, other = make_office("dalvogur"), make_office("hlidarbaer")

    with office_scope(mine), pytest.raises(DatabaseError), transaction.atomic():
        file_of(other)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE vault_storedfile DISABLE ROW LEVEL SECURITY",
        "DROP POLICY samveita_scope ON vault_storedfile",
        "TRUNCATE vault_storedfile",
        "SET ROLE samveita_owner",
    ],
)
def test_the_app_role_cannot_lift_the_policies(statement):
    only_postgresql()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
