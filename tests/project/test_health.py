"""Machines that watch get plain answers, and nothing about anyone."""

from __future__ import annotations

import pytest
from django.test import override_settings


def test_a_process_that_answers_is_live(client):
    assert client.get("/heilsa/lifandi").json() == {"status": "live", "release": "0.1.0"}


@pytest.mark.django_db
def test_a_migrated_database_is_ready(client):
    answer = client.get("/heilsa/tilbuin").json()

    assert answer == {"status": "ready", "release": "0.1.0", "workers": 0, "failed_jobs": 0}


@pytest.mark.django_db
def test_a_waiting_migration_is_not_ready(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="sessions").delete()

    answer = client.get("/heilsa/tilbuin")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "reason": "migrations are waiting: run samveita migrate"}


@pytest.mark.django_db
def test_figures_do_not_exist_without_a_token(client):
    assert client.get("/heilsa/maelingar").status_code == 404


@override_settings(METRICS_TOKEN="figures")
def test_figures_ask_for_their_token(client):
    assert client.get("/heilsa/maelingar", headers={"Authorization": "Bearer other"}).status_code == 401


@override_settings(METRICS_TOKEN="figures")
def test_figures_are_counted_by_route_and_not_by_path(client):
    client.get("/heilsa/lifandi")

    figures = client.get("/heilsa/maelingar", headers={"Authorization": "Bearer figures"}).content.decode()

    assert 'samveita_requests_total{method="GET",route="/heilsa/lifandi",status="200"}' in figures


def test_every_answer_carries_a_strict_policy(client):
    policy = client.get("/heilsa/lifandi").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
