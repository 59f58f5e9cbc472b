"""The hash chain over the events, and its verification.

Events are inserted side by side by many processes; giving each a place in a chain at once would make them queue. So the
tick seals what has come since last time: it takes the unsealed events in order of time and gives each a number and a
chain hash that covers all before it. ``verify`` walks the chain and names what was changed, removed or re-ordered, and
how many events still wait for their seal.

An event is dated when it is recorded and seen when its transaction commits, so the tick looks a while back from the
event it sealed last; the first sealing of a day looks through the whole store.

The chain shows tampering with anything sealed. Cutting off the newest seals together with their events leaves a shorter
but sound chain; comparing the head with one kept elsewhere (each backup keeps it) shows that too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from samveita.ground.audit.models import Event, Seal
from samveita.ground.audit.recording import event_hash
from samveita.iceland import clock
from samveita.iceland.clock import ICELAND

START = "0" * 64
BATCH = 1000
LOOK_BACK = timedelta(hours=1)
SEALING_LOCK = 5_110_719


def seal(*, batch: int = BATCH) -> int:
    """Seal up to ``batch`` unsealed events and return how many were sealed.

    Safe beside other workers: one seals at a time (a transaction lock on PostgreSQL, SQLite's own write lock).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING_LOCK])
        last = Seal.objects.order_by("-number").first()
        number, chain = (last.number, last.chain_hash) if last else (0, START)
        seals = []
        for event in _near(last).order_by("at", "uid")[:batch]:
            number += 1
            chain = _link(chain, event.hash)
            seals.append(
                Seal(
                    number=number,
                    event=event.uid,
                    event_hash=event.hash,
                    chain_hash=chain,
                    sealed_at=clock.now(),
                )
            )
        Seal.objects.bulk_create(seals)
    return len(seals)


def _unsealed() -> QuerySet[Event]:
    # Asked as NOT EXISTS: for NOT IN, PostgreSQL reads all seals once for each event as soon as they outgrow its memory.
    return Event.objects.filter(~Exists(Seal.objects.filter(event=OuterRef("uid"))))


def _near(last: Seal | None) -> QuerySet[Event]:
    """Return the unsealed events from a while before the last sealed one; all of them when today's first seal is due."""
    if last is None or last.sealed_at.astimezone(ICELAND).date() != clock.today():
        return _unsealed()
    newest = Event.objects.filter(uid=last.event).first()
    return _unsealed() if newest is None else _unsealed().filter(at__gte=newest.at - LOOK_BACK)


def _link(previous: str, own: str) -> str:
    return hashlib.sha256(f"{previous}{own}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the store no longer agrees with itself: ``changed``, ``removed`` or ``reordered``."""

    kind: str
    number: int
    event: str


@dataclass(slots=True)
class Verification:
    """The outcome of a walk over the chain."""

    sealed: int = 0
    unsealed: int = 0
    head: str = START
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify() -> Verification:
    """Walk the whole chain from its start, in constant memory."""
    outcome = Verification()
    chain, expected = START, 0
    for sealed in Seal.objects.order_by("number").iterator(chunk_size=BATCH):
        expected += 1
        chain = _link(chain, sealed.event_hash)
        if sealed.number != expected or sealed.chain_hash != chain:
            outcome.findings.append(Finding("reordered", sealed.number, str(sealed.event)))
            chain, expected = sealed.chain_hash, sealed.number
        outcome.sealed += 1
    outcome.head = chain
    _verify_events(outcome)
    outcome.unsealed = _unsealed().count()
    return outcome


def _verify_events(outcome: Verification) -> None:
    last = 0
    while True:
        seals = list(Seal.objects.filter(number__gt=last).order_by("number")[:BATCH])
        if not seals:
            return
        events = Event.objects.in_bulk([sealed.event for sealed in seals])
        for sealed in seals:
            event = events.get(sealed.event)
            if event is None:
                outcome.findings.append(Finding("removed", sealed.number, str(sealed.event)))
            elif event_hash(event) != sealed.event_hash or event.hash != sealed.event_hash:
                outcome.findings.append(Finding("changed", sealed.number, str(sealed.event)))
        last = seals[-1].number
