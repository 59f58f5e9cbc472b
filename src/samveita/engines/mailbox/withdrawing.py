"""Withdrawing a letter, and settling by hand what nobody knows.

From the moment of withdrawal the document is not served. The reference stays in the resident's list with the reason,
so the reason is written for her. Withdrawal does not undo service: ``served_at`` stays. See national-infrastructure
sections 3.6 and 10.2.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samveita.engines.mailbox.access import client_for_installation
from samveita.engines.mailbox.attention import ask_for_a_person, no_person_is_needed
from samveita.engines.mailbox.events import CONFIRMED, WITHDRAWN, Trouble
from samveita.engines.mailbox.hooks import on_failed
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.mailbox.settling import WAITS, accept, tell
from samveita.engines.mailbox.wire import BATCH_LIMIT, Accepted, Outcome, Rejected, Withdrawal
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

TELLS_ITS_TENANT = "the worker tells the mailbox of withdrawals of every tenant"


class CannotWithdraw(ValueError):
    """The letter cannot be withdrawn as it stands; the message says why, for the desk."""


class NothingToConfirm(ValueError):
    """The outcome is not in doubt; the message says so, for the desk."""


def withdraw(*, actor: Actor, dispatch: Dispatch, reason: str) -> Dispatch:
    """Withdraw a letter: it is not served any more, and the mailbox is told.

    Args:
        actor: who withdraws.
        dispatch: which letter, in the actor's scope.
        reason: Icelandic, for the resident; she reads it.

    Raises:
        NotAllowed: the actor may not.
        CannotWithdraw: it is being sent at this moment, was refused, is withdrawn already, or no reason is given.
    """
    require(actor, "mailbox.withdraw", dispatch)
    if not reason.strip():
        raise CannotWithdraw("Skrifaðu ástæðu sem viðtakandinn getur lesið.")
    with transaction.atomic():
        row: Dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
        if row.state == State.SENDING:
            raise CannotWithdraw("Bréfið er í sendingu. Reyndu aftur eftir augnablik.")
        if row.state in {State.REJECTED, State.WITHDRAWN}:
            raise CannotWithdraw("Bréfið er ekki í pósthólfinu.")
        never_sent = row.state == State.QUEUED and row.attempts == 0
        row.state = State.WITHDRAWN
        row.withdrawn_at, row.withdrawal_reason = clock.now(), reason.strip()
        row.withdrawal_told_at = clock.now() if never_sent else None
        row.next_attempt_at = None if never_sent else clock.now()
        row.attempts = 0
        row.save()
        tell(WITHDRAWN, row, actor=actor)
    return row


def confirm(*, actor: Actor, dispatch: Dispatch, arrived: bool) -> Dispatch:
    """Settle by hand whether a letter of unknown outcome arrived.

    Arrival counts from the confirmation, which is never earlier than the true moment, so no deadline runs short.

    Raises:
        NotAllowed: the actor may not.
        NothingToConfirm: the outcome is not unknown.
    """
    require(actor, "mailbox.confirm", dispatch)
    with transaction.atomic():
        row: Dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
        if row.state != State.UNKNOWN:
            raise NothingToConfirm("Ekki er óvíst um afdrif bréfsins.")
        tell(CONFIRMED, row, actor=actor)
        if arrived:
            accept(row, at=clock.now())
        else:
            row.state, row.next_attempt_at = State.REJECTED, None
            no_person_is_needed(row, actor=actor)
        row.save()
        if not arrived:
            on_failed.run(row)
    return row


def withdrawals_are_due() -> bool:
    """Whether the mailbox is to be told of some withdrawal now."""
    with crossing(TELLS_ITS_TENANT):
        return _due_withdrawals().exists()


def _due_withdrawals() -> QuerySet[Dispatch]:
    rows: QuerySet[Dispatch] = Dispatch.objects.filter(
        state=State.WITHDRAWN, withdrawal_told_at=None, next_attempt_at__lte=clock.now()
    )
    return rows.order_by("next_attempt_at", "pk")


def tell_due_withdrawals() -> int:
    """Tell the mailbox of withdrawals it does not know yet, at most 200; returns how many it took."""
    with crossing(TELLS_ITS_TENANT):
        rows = list(_due_withdrawals().select_related("identifier")[:BATCH_LIMIT])
        if not rows:
            return 0
        outcomes = client_for_installation().withdraw(
            [Withdrawal(row.identifier.kennitala, str(row.uid), row.withdrawal_reason) for row in rows]
        )
        for row, outcome in zip(rows, outcomes, strict=True):
            _settle_withdrawal(row.uid, outcome)
        return sum(isinstance(outcome, Accepted) for outcome in outcomes)


def _settle_withdrawal(uid: UUID, outcome: Outcome) -> None:
    """Telling of a withdrawal twice does no harm, so anything but a refusal is simply tried again."""
    with transaction.atomic():
        row = Dispatch.objects.select_for_update(of=("self",)).get(uid=uid)
        row.attempts += 1
        if isinstance(outcome, Accepted):
            row.withdrawal_told_at, row.next_attempt_at = clock.now(), None
        elif isinstance(outcome, Rejected) or row.attempts > len(WAITS):
            row.next_attempt_at = None
            row.errors = list(outcome.errors) if isinstance(outcome, Rejected) else [outcome.reason]
            ask_for_a_person(Trouble.WITHDRAWAL_REFUSED, row)
        else:
            wait = WAITS[row.attempts - 1]
            row.errors, row.next_attempt_at = [outcome.reason], clock.now() + wait
        row.save()
