"""The test database itself: both engines are migrated, the app role is bound, and copies really commit."""

from __future__ import annotations

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone


@pytest.mark.django_db
def test_tests_on_postgresql_run_as_a_role_that_row_policies_bind():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()

    assert row == ("samveita_app", False, False)


def test_what_a_thread_commits_is_seen_by_another(committed_db):
    def write() -> None:
        Session.objects.create(session_key="thread", session_data="x", expire_date=timezone.now())
        connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()

    assert Session.objects.count() == 1


def test_a_committed_database_is_gone_with_its_test(committed_db):
    assert Session.objects.count() == 0
