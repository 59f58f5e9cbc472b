"""The scope: whose rows the current piece of work may touch.

Three kinds exist. An *office scope* sees the rows of an office (and of those it succeeded), a *person scope* sees the
rows of one resident, and a *crossing* sees everything and says why, so that every crossing can be found by searching
for the word. Without a scope nothing is seen: ``ScopedModel.objects`` raises, and on PostgreSQL the row-level policies
let no row through. This module knows no models, so that the database backend can read the scope while Django starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class ScopeMissing(RuntimeError):
    """A tenant's rows were asked for without saying whose."""


class Keyed(Protocol):
    """Anything with an inside key and an outside uid: an organisation, a person."""

    pk: int
    uid: UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows may be touched: offices by key, one person, or everything for a stated reason."""

    offices: frozenset[int] = frozenset()
    office_uids: frozenset[UUID] = frozenset()
    person: int | None = None
    person_uid: UUID | None = None
    crossing: str = ""


_current: ContextVar[Scope | None] = ContextVar("samveita_scope", default=None)


def current_scope() -> Scope | None:
    """Return the scope in force, or ``None``."""
    return _current.get()


def require_scope() -> Scope:
    """Return the scope in force.

    Raises:
        ScopeMissing: when there is none.
    """
    scope = _current.get()
    if scope is None:
        raise ScopeMissing("these rows belong to a tenant: open office_scope, person_scope or crossing first")
    return scope


@contextmanager
def entered(scope: Scope | None) -> Iterator[Scope | None]:
    """Put a scope in force for the block; the one before is restored after it."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


@contextmanager
def person_scope(person: Keyed) -> Iterator[Scope | None]:
    """See the rows of one resident (or of the company or child she acts for)."""
    with entered(Scope(person=person.pk, person_uid=person.uid)) as scope:
        yield scope


@contextmanager
def crossing(reason: str) -> Iterator[Scope | None]:
    """See the rows of every tenant.

    Args:
        reason: why this piece of work may; a sentence for whoever reviews the crossings.

    Raises:
        ValueError: without a reason.
    """
    if not reason.strip():
        raise ValueError("a crossing needs a reason")
    with entered(Scope(crossing=reason)) as scope:
        yield scope
