"""The event store: append-only, hashed, sealed into a chain that shows what was tampered with."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from samveita.ground.audit.actors import Actor, Channel, Target
from samveita.ground.audit.models import Event
from samveita.ground.audit.recording import AuditError, record
from samveita.ground.audit.sealing import seal, verify
from samveita.ground.identity.events import LOGGED_IN, ROLE_GRANTED
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

SYSTEM = Actor.system("test")


def recorded(count: int = 1) -> list[Event]:
    return [record(LOGGED_IN, actor=SYSTEM, target=Target("person", uuid4())) for _ in range(count)]


def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record(LOGGED_IN, actor=SYSTEM, target=Target("person", uuid4()))


@pytest.mark.django_db
def test_an_event_with_other_data_than_declared_is_refused() -> None:
    with pytest.raises(AuditError):
        record(ROLE_GRANTED, actor=SYSTEM, target=Target("person", uuid4()))


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_event SET type = 'x'", "DELETE FROM audit_event"])
def test_history_refuses_change_by_raw_sql(statement: str) -> None:
    with crossing("test"):
        recorded()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_a_sealed_chain_is_sound_and_reports_its_unsealed_tail() -> None:
    with crossing("test"):
        recorded(3)
        sealed = seal()
        recorded(2)
        outcome = verify()
    assert (sealed, outcome.sealed, outcome.unsealed, outcome.findings) == (3, 3, 2, [])


@pytest.mark.django_db
def test_sealing_twice_seals_nothing_twice() -> None:
    with crossing("test"):
        recorded(3)
        assert (seal(), seal()) == (3, 0)


@pytest.mark.django_db
def test_an_event_that_became_visible_after_later_ones_were_sealed_is_sealed_too() -> None:
    with crossing("test"):
        recorded(2)
        seal()
        with clock.shifted(timedelta(minutes=-30)):
            recorded()
        assert (seal(), verify().unsealed) == (1, 0)


@pytest.mark.django_db
def test_a_straggler_older_than_the_look_back_is_sealed_first_thing_the_next_day() -> None:
    with crossing("test"):
        recorded(2)
        seal()
        with clock.shifted(timedelta(hours=-3)):
            recorded()
        same_day = seal()
        with clock.shifted(timedelta(days=1)):
            next_day = seal()
        outcome = verify()
    assert (same_day, next_day, outcome.unsealed, outcome.findings) == (0, 1, 0, [])


@pytest.mark.django_db
def test_a_scope_that_may_not_read_an_event_may_still_write_it() -> None:
    recorded()
    with crossing("test"):
        assert Event.objects.count() == 1
    if connection.vendor == "postgresql":
        assert Event.objects.count() == 0


def test_a_delegated_session_can_carry_no_role() -> None:
    with pytest.raises(ValueError, match="staff"):
        Actor(
            human=uuid4(),
            subject=uuid4(),
            roles=frozenset({"case_worker"}),
            office=None,
            channel=Channel.DELEGATED,
        )
