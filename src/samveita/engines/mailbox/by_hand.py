"""What a person does about a letter the mailbox would not take: try once more, or say that it went another way.

Whether a letter of unknown outcome arrived is settled in ``withdrawing.confirm``. Faults of credentials, order and damage
are mended outside the desk; their tasks go away by themselves when a letter of the sender is taken again.
"""

from __future__ import annotations

from django.db import transaction

from samveita.engines.mailbox.announcing import DELIVER
from samveita.engines.mailbox.attention import no_person_is_needed
from samveita.engines.mailbox.events import SENT_OTHERWISE, TRIED_AGAIN
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.mailbox.settling import tell
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import require
from samveita.ground.worklist.background import enqueue
from samveita.iceland import clock


class NothingToDo(ValueError):
    """The letter does not wait for a person; the message says so, for the desk."""


def waits_for_a_person(dispatch: Dispatch) -> bool:
    """Whether machines have given a letter up: refused, or every attempt used."""
    if dispatch.state == State.REJECTED:
        return True
    return dispatch.state in {State.QUEUED, State.UNKNOWN} and dispatch.next_attempt_at is None


def try_again(*, actor: Actor, dispatch: Dispatch) -> Dispatch:
    """Put a letter whose attempts are used up back in line, under the same key and with the same contents.

    Raises:
        NotAllowed: the actor may not.
        NothingToDo: it does not wait for a person, or was refused: the same letter would be refused again.
    """
    require(actor, "mailbox.confirm", dispatch)
    with transaction.atomic():
        row: Dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
        if row.state == State.REJECTED or not waits_for_a_person(row):
            raise NothingToDo("Bréfið bíður ekki eftir starfsmanni.")
        row.attempts, row.next_attempt_at = 0, clock.now()
        row.save(update_fields=["attempts", "next_attempt_at"])
        tell(TRIED_AGAIN, row, actor=actor)
        no_person_is_needed(row, actor=actor)
        enqueue(DELIVER)
    return row


def sent_otherwise(*, actor: Actor, dispatch: Dispatch) -> Dispatch:
    """Record that the letter went another way, on paper for example; the mailbox is not tried again.

    Nothing counts as served by it: when a letter on paper arrives is not known here.

    Raises:
        NotAllowed: the actor may not.
        NothingToDo: it does not wait for a person, or its outcome is unknown and has to be settled first.
    """
    require(actor, "mailbox.confirm", dispatch)
    with transaction.atomic():
        row: Dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
        if row.state == State.UNKNOWN or not waits_for_a_person(row):
            raise NothingToDo("Bréfið bíður ekki eftir starfsmanni.")
        row.state = State.REJECTED
        row.save(update_fields=["state"])
        tell(SENT_OTHERWISE, row, actor=actor)
        no_person_is_needed(row, actor=actor)
    return row
