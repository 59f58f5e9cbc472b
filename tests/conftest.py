"""What every test stands on: an environment of its own in a temporary folder, and a database in the right role."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from postgresql_server import APP, OWNER, NoPostgresqlError, throwaway_server

_open = ExitStack()

# How long an example takes says more about the machine than about the rule; nothing here is timed.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def _prepare_environment() -> None:
    """Describe a test installation before Django's settings are read; workers inherit what the first process chose."""
    for name in [
        name for name in os.environ if name.startswith("SAMVEITA_") and not name.startswith("SAMVEITA_TEST_")
    ]:
        if "PYTEST_XDIST_WORKER" not in os.environ:
            del os.environ[name]
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = _open.enter_context(tempfile.TemporaryDirectory(prefix="samveita-tests-"))
        os.environ["SAMVEITA_DATA_DIRECTORY"] = folder
        if os.environ.get("SAMVEITA_TEST_DATABASE") == "postgresql":
            try:
                server = _open.enter_context(throwaway_server())
            except NoPostgresqlError as missing:
                raise pytest.UsageError(str(missing)) from None
            os.environ["SAMVEITA_DATABASE_URL"] = server.url(role=APP)
            os.environ["SAMVEITA_DATABASE_OWNER_URL"] = server.url(role=OWNER)
        else:
            os.environ["SAMVEITA_DATABASE_URL"] = f"sqlite:///{folder}/samveita.sqlite3"
    os.environ["SAMVEITA_MODE"] = "test"
    os.environ["SAMVEITA_LOG_LEVEL"] = "WARNING"
    os.environ["DJANGO_SETTINGS_MODULE"] = "samveita.project.settings"


_prepare_environment()


def pytest_configure() -> None:
    """Start Django here: its settings could not be read before the environment above was described."""
    import django

    django.setup()


def pytest_unconfigure() -> None:
    """Stop the server and remove the folder."""
    _open.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse the flushing kind of database test: the app role may not truncate, and the event store must not."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            raise pytest.UsageError(
                f"{item.nodeid}: use the committed_db fixture instead of transaction=True"
            )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Keep the SQLite test database in a file: threads, processes and the write-ahead log need one."""
    from django.db import connections

    address = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
        address["TEST"]["NAME"] = str(Path(os.environ["SAMVEITA_DATA_DIRECTORY"]) / f"test-{worker}.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: object, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Create and migrate the test database as its owner, then hand it to the app role."""
    from django.db import connections

    from databases import act_as, end_sessions, is_postgresql

    with django_db_blocker.unblock():
        if is_postgresql():
            act_as(OWNER)
        test_name = connections["default"].creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False
        )
        if is_postgresql():
            act_as(APP)
        connections["default"].close()
    yield
    with django_db_blocker.unblock():
        if is_postgresql():
            act_as(OWNER)
            end_sessions(connections["default"].settings_dict["NAME"])
        connections["default"].creation.destroy_test_db(test_name, verbosity=0)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: object, tmp_path: Path) -> Iterator[object]:
    """A database of this test's own, where everything commits: for threads, processes and power cuts."""
    from databases import copied_database

    with django_db_blocker.unblock(), copied_database(tmp_path) as database:
        yield database


@pytest.fixture(autouse=True)
def _own_vault(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stored files of a test with a database go to a folder of that test."""
    if not {"db", "committed_db"} & set(request.fixturenames):
        yield
        return
    from django.test import override_settings

    with override_settings(VAULT_DIRECTORY=tmp_path_factory.mktemp("vault")):
        yield
