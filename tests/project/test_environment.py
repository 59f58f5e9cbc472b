"""The environment is read once, whole, and never falls back to something unsafe."""

from __future__ import annotations

import base64
import os
import subprocess
import sys

import pytest

from samveita.project.check_deploy import notes, refusals_of_settings
from samveita.project.database_address import DatabaseAddress
from samveita.project.environment import BadEnvironmentError, Environment, read_environment

KEY = "a:" + base64.b64encode(b"k" * 32).decode()
PRODUCTION = {
    "SAMVEITA_MODE": "production",
    "SAMVEITA_SECRET_KEY": "s" * 20 + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
    "SAMVEITA_MASTER_KEYS": KEY,
    "SAMVEITA_PUBLIC_ADDRESS": "https://thjonusta.example.is",
    "SAMVEITA_BEHIND_PROXY": "true",
    "SAMVEITA_DATABASE_URL": "postgresql://app@db.example.is/samveita",
    "SAMVEITA_DATABASE_OWNER_URL": "postgresql://owner@db.example.is/samveita",
    "SAMVEITA_DATA_DIRECTORY": "var/production",
    "SAMVEITA_LOGIN_ISSUER": "https://login.example.is",
    "SAMVEITA_LOGIN_CLIENT_SECRET": "one",
    "SAMVEITA_MAILBOX_ADDRESS": "https://mailbox.example.is",
    "SAMVEITA_MAILBOX_TOKEN_ADDRESS": "https://login.example.is/token",
    "SAMVEITA_MAILBOX_CLIENT_SECRET": "two",
    "SAMVEITA_XROAD_ADDRESS": "http://xroad.example.is",
    "SAMVEITA_XROAD_CLIENT": "IS/MUN/1/samveita",
    "SAMVEITA_REGISTRIES_TOKEN_ADDRESS": "https://login.example.is/token",
    "SAMVEITA_REGISTRIES_CLIENT_SECRET": "three",
}
JUDGED_LATER = {"SAMVEITA_MODE", "SAMVEITA_DATABASE_OWNER_URL", "SAMVEITA_BEHIND_PROXY"}


@pytest.fixture
def environment(monkeypatch):
    """Read the environment from exactly these variables."""

    def read(variables: dict[str, str]) -> Environment:
        for name in [name for name in os.environ if name.startswith("SAMVEITA_")]:
            monkeypatch.delenv(name)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        read_environment.cache_clear()
        return read_environment()

    yield read
    read_environment.cache_clear()


def test_an_installation_that_says_nothing_answers_on_this_machine_only(environment):
    read = environment({})

    assert read.mode == "development"
    assert read.allowed_hosts == ["127.0.0.1", "localhost", ".localhost", "[::1]", "testserver"]


def test_a_whole_production_starts_and_is_found_safe(environment):
    read = environment(PRODUCTION)

    assert list(refusals_of_settings(read)) == []
    assert read.allowed_hosts == ["thjonusta.example.is"]


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - JUDGED_LATER))
def test_a_production_without_one_of_its_needs_does_not_start(environment, name):
    with pytest.raises(BadEnvironmentError) as refusal:
        environment({key: value for key, value in PRODUCTION.items() if key != name})

    assert str(refusal.value) == f"Production needs {name} to be set"


@pytest.mark.parametrize(
    ("name", "value"), [("SAMVEITA_DEBUG", "true"), ("SAMVEITA_CLOCK_OFFSET_SECONDS", "3600")]
)
def test_production_refuses_debug_and_a_moved_clock(environment, name, value):
    with pytest.raises(BadEnvironmentError) as refusal:
        environment({**PRODUCTION, name: value})

    assert str(refusal.value) == "Production refuses SAMVEITA_DEBUG and SAMVEITA_CLOCK_OFFSET_SECONDS"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"SAMVEITA_PUBLIC_ADDRESS": "http://thjonusta.example.is"},
            "SAMVEITA_PUBLIC_ADDRESS must begin with https://; sign-in would travel in the open.",
        ),
        (
            {"SAMVEITA_LOGIN_ISSUER": "http://127.0.0.1:8010"},
            "SAMVEITA_LOGIN_ISSUER points at a simulator on this machine.",
        ),
        (
            {"SAMVEITA_DATABASE_OWNER_URL": ""},
            "SAMVEITA_DATABASE_OWNER_URL is missing: migrations need the owner, and the app role must not be it.",
        ),
        (
            {"SAMVEITA_BEHIND_PROXY": "false"},
            (
                "SAMVEITA_BEHIND_PROXY is not set: samveita serve speaks no TLS itself and would send every page to "
                "its https address without end. Put a proxy in front that sets X-Forwarded-Proto."
            ),
        ),
        (
            {"SAMVEITA_TAX_REGISTRY_ADDRESS": "https://tax.example.is"},
            "SAMVEITA_TAX_REGISTRY_SECRET is the value everyone can read in the source.",
        ),
        (
            {
                "SAMVEITA_TAX_REGISTRY_ADDRESS": "http://tax.example.is",
                "SAMVEITA_TAX_REGISTRY_SECRET": "four",
            },
            "SAMVEITA_TAX_REGISTRY_ADDRESS must begin with https://.",
        ),
    ],
)
def test_an_unsafe_setting_is_refused_in_a_sentence(environment, change, sentence):
    assert list(refusals_of_settings(environment({**PRODUCTION, **change}))) == [sentence]


def test_sqlite_in_production_is_a_note_and_no_refusal(environment):
    read = environment({**PRODUCTION, "SAMVEITA_DATABASE_URL": "sqlite:////srv/samveita.sqlite3"})

    assert list(refusals_of_settings(read)) == []
    assert next(notes(read)).startswith("The database is SQLite")


def test_a_bad_value_is_named_but_never_shown(environment):
    with pytest.raises(BadEnvironmentError) as refusal:
        environment({"SAMVEITA_MASTER_KEYS": "secret-that-is-no-key"})

    assert str(refusal.value) == (
        "SAMVEITA_MASTER_KEYS: A master key is written id:base64 and the base64 stands for 32 bytes"
    )


def test_addresses_of_the_simulators_follow_their_ports(environment):
    read = environment({"SAMVEITA_LOGIN_SIMULATOR_PORT": "9010", "SAMVEITA_MAILBOX_SIMULATOR_PORT": "9020"})

    assert read.login_issuer_address == "http://127.0.0.1:9010"
    assert read.mailbox_service_address == "http://127.0.0.1:9020"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("sqlite:///var/a.sqlite3", DatabaseAddress(engine="sqlite", name="var/a.sqlite3")),
        ("sqlite:////srv/a.sqlite3", DatabaseAddress(engine="sqlite", name="/srv/a.sqlite3")),
        (
            "postgresql://me:p%40ss@db:5433/name",
            DatabaseAddress(
                engine="postgresql", name="name", user="me", password="p@ss", host="db", port=5433
            ),
        ),
    ],
)
def test_a_database_address_is_taken_apart(url, address):
    assert DatabaseAddress.parse(url) == address


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "postgresql://host"])
def test_a_database_address_of_another_kind_is_refused(url):
    with pytest.raises(ValueError, match="address"):
        DatabaseAddress.parse(url)


MOVE_THE_CLOCK = """
import django
django.setup()
from datetime import timedelta
from samveita.iceland import clock
clock.set_offset(timedelta(days=1))
"""


def test_in_production_nothing_moves_the_clock(tmp_path):
    moved = subprocess.run(
        [sys.executable, "-c", MOVE_THE_CLOCK],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "samveita.project.settings",
             **PRODUCTION, "SAMVEITA_DATA_DIRECTORY": str(tmp_path)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (moved.returncode, "ClockShiftForbidden" in moved.stderr) == (1, True)
