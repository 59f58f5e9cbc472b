"""The doors applications come through, and what is told back to them.

A door besides our own form and the clerk's desk (Ísland.is, HMS) has an adapter that tells it how its application
stands. Each move of a case that came through it leaves a report and a delivery in the same transaction; the worker
carries it to the adapter, again after a fault, and asks a person in the end. A door without an adapter asks for the
status itself, by its own id, in the API. No interface of either door is published today: an adapter is written when one
is (see building-permit and national-infrastructure), and none is made up here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.hooks import register_on_moved
from samveita.engines.cases.models import Arrival, Case, Door, StatusReport
from samveita.engines.cases.table import Transition
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist import deliveries
from samveita.ground.worklist.handlers import Lost, register_handler
from samveita.iceland import clock
from samveita.iceland.texts import Text

NOT_TOLD = Text(
    is_="Ekki tókst að láta vita hvernig umsókn stendur þar sem hún var send. Reyndu aftur.",
    en="The place an application came from could not be told how it stands. Try again.",
    pl="Nie udało się przekazać statusu wniosku tam, skąd pochodzi. Spróbuj ponownie.",
)


@dataclass(frozen=True, slots=True)
class Status:
    """How an application stands, for the door it came through: its own id, ours, and nothing about the person."""

    external_id: str
    case: UUID
    number: str
    service: str
    state: str
    is_open: bool
    sentence: Text
    at: datetime


ReportStatus = Callable[[Status], None]
"""Tells a door; raises ``TryAgain``, ``OutcomeUnknown`` or ``Refused``. Telling the same twice must be harmless."""

_doors: dict[Door, ReportStatus] = {}


def register_door(door: Door, report_status: ReportStatus) -> None:
    """Say how a door is told.

    Raises:
        ValueError: when the door is told in another way already.
    """
    if _doors.get(door, report_status) is not report_status:
        raise ValueError(f"{door} is told in another way already")
    _doors[door] = report_status
    register_handler(_kind(door), carry_out, lost=Lost.AGAIN, title=NOT_TOLD)


def forget_door(door: Door) -> None:
    """Take a door's adapter away again; what has been scheduled for it keeps its handler."""
    _doors.pop(door, None)


def register_reporting() -> None:
    """Have every move of a case leave a report for its door."""
    register_on_moved(report)


def report(*, actor: Actor, case: Case, row: Transition, before: str, track: str) -> None:  # noqa: ARG001
    """Leave a report for the door a case came through, in the transaction of the move."""
    door = Door(case.door)
    if track or door not in _doors:
        return
    with crossing("the door an application came through is told of the office's steps"):
        made = StatusReport.objects.create(case=case, event=row.event, state=case.state, at=clock.now())
        deliveries.schedule(
            _kind(door), target=made.uid, office=case.office, municipality=case.municipality, case=case.uid
        )


def carry_out(uid: UUID) -> None:
    """Tell a door of one report; one that was told is not told again."""
    with crossing("the worker tells doors for every tenant"):
        waiting = StatusReport.objects.select_related("case__arrival").get(uid=uid)
        if waiting.told_at is not None:
            return
        status = _status(waiting.case, waiting.case.arrival, state=waiting.state, at=waiting.at)
        _doors[Door(waiting.case.door)](status)
        with transaction.atomic():
            waiting.told_at = clock.now()
            waiting.save(update_fields=["told_at"])


def status_of(door: Door, external_id: str) -> Status:
    """Return how an application stands, by the door's own id, within the scope in force.

    Raises:
        Arrival.DoesNotExist: when none came through it under that id.
    """
    arrival: Arrival = Arrival.objects.select_related("case").get(door=door, external_id=external_id)
    return _status(arrival.case, arrival, state=arrival.case.state, at=arrival.case.changed_at)


def _status(case: Case, arrival: Arrival, *, state: str, at: datetime) -> Status:
    declared = case.process.state(state)
    return Status(
        external_id=arrival.external_id,
        case=case.uid,
        number=case.number,
        service=case.service,
        state=state,
        is_open=declared.is_open,
        sentence=declared.sentence,
        at=at,
    )


def _kind(door: Door) -> str:
    return f"cases.status.{door}"
