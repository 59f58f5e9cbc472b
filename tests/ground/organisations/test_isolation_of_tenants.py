"""Nobody sees another's rows: not through the ORM, not with raw SQL as the app role, not after anything goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Model

from databases import is_postgresql
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.identity.events import LOGGED_IN
from samveita.ground.identity.models import Person
from samveita.ground.organisations import demo
from samveita.ground.organisations.loading import load_register
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug, office_scope
from samveita.ground.organisations.scope import ScopeMissing, crossing, current_scope, person_scope
from samveita.ground.organisations.scope_rule import SCOPED_MODELS
from samveita.ground.worklist.models import Task
from samveita.iceland import clock
from samveita.iceland.texts import Text

SYSTEM = Actor.system("test")
SLUGS = ("hafnarfjordur", "akureyri", demo.JOINT_OFFICE_SLUG)
ALL = "SELECT count(*) FROM worklist_task"
TITLE = Text(is_="Lestu umsóknina", en="Read the application", pl="Przeczytaj wniosek")

on_postgresql = pytest.mark.skipif(not is_postgresql(), reason="row-level policies are PostgreSQL's")


def fill() -> None:
    """Two municipalities and a joint office, each with one task more than the one before."""
    load_register(SYSTEM)
    demo.load_joint_office(SYSTEM)
    with crossing("fill the test's database"):
        for count, slug in enumerate(SLUGS, start=1):
            office = by_slug(slug)
            for _ in range(count):
                Task.objects.create(
                    office=office,
                    municipality=office,
                    kind="test.read",
                    about=uuid4(),
                    title=TITLE,
                    opened_at=clock.now(),
                )


@pytest.fixture
def offices(db: None) -> dict[str, Organisation]:
    fill()
    return {slug: by_slug(slug) for slug in SLUGS}


def counted(sql: str = ALL) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.django_db
@pytest.mark.parametrize("model", SCOPED_MODELS, ids=lambda model: model._meta.label)
def test_rows_asked_for_without_a_scope_are_refused_on_both_databases(model: type[Model]) -> None:
    for ask in (model.objects.all, model.objects.count, model.objects.first):  # type: ignore[attr-defined]
        with pytest.raises(ScopeMissing):
            ask()


@pytest.mark.parametrize(("slug", "own"), list(zip(SLUGS, (1, 2, 3), strict=True)))
def test_an_office_sees_its_own_rows_and_no_others(
    offices: dict[str, Organisation], slug: str, own: int
) -> None:
    with office_scope(offices[slug]):
        seen = {task.office.slug for task in Task.objects.select_related("office")}
        assert (Task.objects.count(), seen) == (own, {slug})


def test_a_resident_sees_no_office_rows(offices: dict[str, Organisation]) -> None:
    resident = Person.objects.create(name="Anna", created_at=clock.now())
    with person_scope(resident):
        assert Task.objects.count() == 0


def test_a_row_of_another_office_is_not_found_changed_or_deleted(offices: dict[str, Organisation]) -> None:
    with office_scope(offices["akureyri"]):
        theirs = Task.objects.first()
    with office_scope(offices["hafnarfjordur"]):
        found = Task.objects.filter(pk=theirs.pk)
        assert (found.exists(), found.update(kind="mine"), found.delete()[0]) == (False, 0, 0)


def test_an_inner_scope_ends_with_its_block_even_when_it_fails(offices: dict[str, Organisation]) -> None:
    with office_scope(offices["hafnarfjordur"]):
        with suppress(RuntimeError), office_scope(offices["akureyri"]):
            raise RuntimeError
        assert Task.objects.count() == 1
    assert current_scope() is None


def test_a_crossing_says_why() -> None:
    with pytest.raises(ValueError, match="reason"), crossing(" "):
        pass


@on_postgresql
class TestRawSqlAsTheAppRole:
    """What PostgreSQL itself holds back, whatever our code does."""

    def test_the_app_role_is_bound_by_the_policies(self, db: None) -> None:
        sql = (
            "SELECT count(*) FROM pg_roles WHERE rolname = current_user AND NOT rolsuper AND NOT rolbypassrls"
        )
        assert counted(sql) == 1

    def test_every_tenant_table_has_its_policy_in_force(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
            guarded = {name for (name,) in cursor.fetchall()}
        assert {model._meta.db_table for model in SCOPED_MODELS} - guarded == set()

    def test_without_a_scope_there_is_nothing(self, offices: dict[str, Organisation]) -> None:
        assert counted() == 0

    def test_with_a_scope_there_is_only_ones_own(self, offices: dict[str, Organisation]) -> None:
        seen = []
        for office in offices.values():
            with office_scope(office):
                seen.append(counted())
        assert seen == [1, 2, 3]

    def test_a_row_cannot_be_written_to_another_office(self, offices: dict[str, Organisation]) -> None:
        theirs = offices["akureyri"].pk
        refused = pytest.raises(DatabaseError)
        with (
            office_scope(offices["hafnarfjordur"]),
            refused,
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE worklist_task SET office_id = %s", [theirs])

    def test_events_of_another_office_are_not_read(self, offices: dict[str, Organisation]) -> None:
        for office in offices.values():
            record(LOGGED_IN, actor=SYSTEM, target=Target("test", uuid4()), office=office.uid)
        sql = "SELECT count(*) FROM audit_event WHERE type = 'identity.logged_in'"
        with office_scope(offices["akureyri"]):
            assert counted(sql) == 1
        assert counted(sql) == 0

    def test_after_a_rolled_back_savepoint_with_another_scope_the_first_one_holds(
        self, offices: dict[str, Organisation]
    ) -> None:
        with office_scope(offices["hafnarfjordur"]):
            assert counted() == 1
            with suppress(RuntimeError), transaction.atomic(), office_scope(offices[demo.JOINT_OFFICE_SLUG]):
                assert counted() == 3
                raise RuntimeError
            assert counted() == 1
        assert counted() == 0

    def test_after_a_database_error_inside_another_scope_the_first_one_holds(
        self, offices: dict[str, Organisation]
    ) -> None:
        with office_scope(offices["hafnarfjordur"]):
            with suppress(DatabaseError), transaction.atomic(), office_scope(offices["akureyri"]):
                counted("SELECT 1 / 0")
            assert counted() == 1

    def test_leaving_the_scope_inside_a_transaction_closes_the_view(
        self, offices: dict[str, Organisation]
    ) -> None:
        with transaction.atomic():
            with office_scope(offices["akureyri"]):
                assert counted() == 2
            assert counted() == 0


@on_postgresql
class TestCommitted:
    """Real transactions and real connections, as between two requests."""

    @pytest.fixture
    def filled(self, committed_db: object) -> Iterator[dict[str, Organisation]]:
        fill()
        yield {slug: by_slug(slug) for slug in SLUGS}

    def test_after_a_rollback_nothing_of_the_scope_is_left(self, filled: dict[str, Organisation]) -> None:
        with suppress(RuntimeError), transaction.atomic(), office_scope(filled["akureyri"]):
            assert counted() == 2
            raise RuntimeError
        assert counted() == 0

    def test_a_scope_opened_before_a_rolled_back_transaction_still_holds(
        self, filled: dict[str, Organisation]
    ) -> None:
        with office_scope(filled["akureyri"]):
            with suppress(RuntimeError), transaction.atomic():
                assert counted() == 2
                raise RuntimeError
            assert counted() == 2

    def test_two_threads_with_two_scopes_see_each_its_own(self, filled: dict[str, Organisation]) -> None:
        seen: dict[str, int] = {}
        together = threading.Barrier(2)

        def look(slug: str) -> None:
            with office_scope(filled[slug]):
                together.wait(timeout=10)
                seen[slug] = counted()
            connections.close_all()

        run_together([lambda: look("hafnarfjordur"), lambda: look("akureyri")])
        assert seen == {"hafnarfjordur": 1, "akureyri": 2}

    def test_a_pooled_connection_comes_to_its_next_user_without_a_scope(
        self, filled: dict[str, Organisation]
    ) -> None:
        settings = connection.settings_dict
        connection.close()
        kept = {name: settings[name] for name in ("OPTIONS", "CONN_MAX_AGE", "CONN_HEALTH_CHECKS")}
        settings.update(
            OPTIONS={"pool": {"min_size": 1, "max_size": 1}}, CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=False
        )
        seen: list[tuple[int, int, str]] = []

        def use(slug: str | None) -> None:
            backend = counted("SELECT pg_backend_pid()")
            if slug is None:
                seen.append((backend, counted(), told()))
            else:
                with office_scope(filled[slug]):
                    seen.append((backend, counted(), told()))
            connections.close_all()

        try:
            for slug in ("akureyri", None):
                run_together([lambda slug=slug: use(slug)])
            connection.close_pool()  # type: ignore[attr-defined]
        finally:
            settings.update(kept)
        assert [(rows, bool(offices)) for _, rows, offices in seen] == [(2, True), (0, False)]
        assert seen[0][0] == seen[1][0], "both used the one connection of the pool"


def told() -> str:
    """What the session has been told of the scope in force."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('samveita.offices', true), '')")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def run_together(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
