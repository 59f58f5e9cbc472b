"""Verbs on deliveries: each state change in one short transaction, never around the outside call itself.

``schedule`` writes the row with the change that needs it; ``claim`` leases an attempt before anything leaves the house;
``succeeded``, ``failed_try_again``, ``unknown`` and ``given_up`` settle it. An attempt whose lease was taken over by
somebody else settles nothing.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist import background
from samveita.ground.worklist.events import (
    DELIVERY_CONFIRMED,
    DELIVERY_GIVEN_UP,
    DELIVERY_TRIED_AGAIN,
    WorkDetails,
)
from samveita.ground.worklist.handlers import KINDS, Lost
from samveita.ground.worklist.models import Delivery, DeliveryState
from samveita.ground.worklist.tasks import close_tasks_about, open_task
from samveita.iceland import clock

DELIVER = "worklist.deliver"
GIVEN_UP_TASK = "worklist.delivery_given_up"
MACHINE = Actor.system("worker")
EVERY_TENANT = "the worker delivers for every tenant"
TO_BE_TRIED = (DeliveryState.WAITING, DeliveryState.FAILED, DeliveryState.UNKNOWN)


def schedule(
    kind: str,
    *,
    target: UUID,
    office: Organisation,
    municipality: Organisation | None = None,
    case: UUID | None = None,
) -> Delivery:
    """Write down that something has to be delivered, in the caller's transaction; the worker picks it up at once.

    Scheduling the same target again returns the first delivery unchanged.

    Raises:
        KeyError: when nobody registered the kind.
        RuntimeError: outside a transaction: the delivery must stand or fall with its cause.
    """
    known = KINDS[kind]
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"schedule {kind} inside the transaction of the change that needs it")
    with crossing("work of any kind may need a delivery by the office"):
        delivery, made = Delivery.objects.get_or_create(
            kind=known.name,
            target=target,
            defaults={
                "office": office,
                "municipality": municipality or office,
                "case": case,
                "scheduled_at": clock.now(),
                "next_attempt_at": clock.now(),
            },
        )
    if made:
        background.enqueue(DELIVER, delivery.uid)
    return delivery  # type: ignore[no-any-return]


def due() -> QuerySet[Delivery]:
    """Deliveries that are to be attempted now, longest waiting first; within the scope in force."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        state__in=TO_BE_TRIED, next_attempt_at__lte=clock.now()
    )
    return rows.order_by("next_attempt_at", "pk")


def claim_due(uid: UUID) -> Delivery | None:
    """Lease one attempt at a due delivery and return it; ``None`` when it is not due or somebody else has it."""
    with crossing(EVERY_TENANT), transaction.atomic():
        row = due().select_for_update(of=("self",), skip_locked=True).filter(uid=uid).first()
        if row is None:
            return None
        row.state = DeliveryState.SENDING
        row.attempts += 1
        row.lease, row.leased_until = uuid.uuid4(), clock.now() + KINDS[row.kind].lease
        row.next_attempt_at = None
        row.save()
        return row


def succeeded(claimed: Delivery) -> bool:
    """It arrived. Returns whether this attempt still held the lease, as do the verbs below.

    That it arrived is a fact whoever learned it, so it is written even when the lease was lost meanwhile.
    """
    with crossing(EVERY_TENANT), transaction.atomic():
        row = _locked(claimed)
        held = _held(row, claimed)
        if row.state != DeliveryState.DONE:
            _settle(row, DeliveryState.DONE)
            close_tasks_about(actor=MACHINE, about=row.uid, kind=GIVEN_UP_TASK)
        return held


def failed_try_again(claimed: Delivery, *, code: str) -> bool:
    """It did not arrive; try again after the kind's next wait, or ask a person when there is none left."""
    with crossing(EVERY_TENANT), transaction.atomic():
        row = _locked(claimed)
        if held := _held(row, claimed):
            _wait_or_give_up(row, DeliveryState.FAILED, code)
        return held


def unknown(claimed: Delivery, *, code: str) -> bool:
    """Nobody knows whether it arrived; what follows is the kind's own choice."""
    with crossing(EVERY_TENANT), transaction.atomic():
        row = _locked(claimed)
        if held := _held(row, claimed):
            _lost(row, code)
        return held


def given_up(claimed: Delivery, *, code: str) -> bool:
    """Trying again does not help: put it on the office's desk."""
    with crossing(EVERY_TENANT), transaction.atomic():
        row = _locked(claimed)
        if held := _held(row, claimed):
            _give_up(row, code)
        return held


def rescue_lost() -> int:
    """Settle attempts whose lease has ended as unknown: their process is gone. Returns how many."""
    with crossing(EVERY_TENANT), transaction.atomic():
        lost = Delivery.objects.filter(state=DeliveryState.SENDING, leased_until__lte=clock.now())
        rows = list(lost.select_for_update(of=("self",), skip_locked=True))
        for row in rows:
            _lost(row, "lease_ended")
    return len(rows)


def try_again(*, actor: Actor, delivery: Delivery) -> None:
    """Start a delivery again that waits for a person.

    Raises:
        NotAllowed: when the actor does not work at the office.
    """
    require(actor, "worklist.handle", delivery)
    with transaction.atomic():
        row = _locked(delivery)
        if row.state == DeliveryState.FOR_A_PERSON:
            row.state, row.attempts, row.next_attempt_at = DeliveryState.WAITING, 0, clock.now()
            row.settled_at = None
            row.save()
            _tell(DELIVERY_TRIED_AGAIN, actor, row)
            close_tasks_about(actor=actor, about=row.uid, kind=GIVEN_UP_TASK)
            background.enqueue(DELIVER, row.uid)


def confirm_arrived(*, actor: Actor, delivery: Delivery) -> None:
    """Settle a delivery that waits for a person: she found out that it had arrived.

    Raises:
        NotAllowed: when the actor does not work at the office.
    """
    require(actor, "worklist.handle", delivery)
    with transaction.atomic():
        row = _locked(delivery)
        if row.state == DeliveryState.FOR_A_PERSON:
            _settle(row, DeliveryState.DONE)
            _tell(DELIVERY_CONFIRMED, actor, row)
            close_tasks_about(actor=actor, about=row.uid, kind=GIVEN_UP_TASK)


def call_off(*, actor: Actor, kind: str, target: UUID) -> None:
    """Settle a delivery that is no longer wanted, or whose end the room above has learned; in the caller's transaction.

    The room above has asked whether the actor may. An attempt under way is left to finish: its handler looks again.
    """
    with crossing("the room that scheduled a delivery calls it off"), transaction.atomic():
        rows = Delivery.objects.select_for_update(of=("self",)).exclude(state=DeliveryState.DONE)
        row = rows.select_related("office", "municipality").filter(kind=kind, target=target).first()
        if row is not None and row.state != DeliveryState.SENDING:
            _settle(row, DeliveryState.DONE, code="called_off")
            close_tasks_about(actor=actor, about=row.uid, kind=GIVEN_UP_TASK)


def _locked(delivery: Delivery) -> Delivery:
    row: Delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    return row


def _held(row: Delivery, claimed: Delivery) -> bool:
    return row.state == DeliveryState.SENDING and row.lease == claimed.lease


def _lost(row: Delivery, code: str) -> None:
    if KINDS[row.kind].lost is Lost.AGAIN:
        _wait_or_give_up(row, DeliveryState.UNKNOWN, code)
    else:
        _give_up(row, code)


def _wait_or_give_up(row: Delivery, state: DeliveryState, code: str) -> None:
    waits = KINDS[row.kind].waits
    if row.attempts > len(waits):
        _give_up(row, code)
        return
    _settle(row, state, code=code, again_in=waits[row.attempts - 1])


def _give_up(row: Delivery, code: str) -> None:
    _settle(row, DeliveryState.FOR_A_PERSON, code=code)
    _tell(DELIVERY_GIVEN_UP, MACHINE, row)
    open_task(
        actor=MACHINE,
        office=row.office,
        municipality=row.municipality,
        kind=GIVEN_UP_TASK,
        about=row.uid,
        case=row.case,
        title=KINDS[row.kind].title,
    )
    told = KINDS[row.kind].given_up
    if told is not None:
        told(row.target, code)


def _settle(
    row: Delivery, state: DeliveryState, *, code: str = "", again_in: timedelta | None = None
) -> None:
    row.state, row.last_error = state, code[:200]
    row.lease = row.leased_until = None
    row.next_attempt_at = None if again_in is None else clock.now() + again_in
    row.settled_at = clock.now() if state == DeliveryState.DONE else None
    row.save()


def _tell(event: EventType, actor: Actor, row: Delivery) -> None:
    record(
        event,
        actor=actor,
        target=Target("delivery", row.uid),
        case=row.case,
        office=row.office.uid,
        municipality=row.municipality.uid,
        data=WorkDetails(kind=row.kind),
    )


def due_uids() -> list[UUID]:
    """Uids of due deliveries whose kind this release knows, for the tick."""
    with crossing(EVERY_TENANT):
        return list(due().filter(kind__in=list(KINDS)).values_list("uid", flat=True))
