"""Delivering announced letters: claim, call, settle – each call between two short transactions.

A crash between claim and settling leaves the row *sending*; ``rescue`` makes such rows *unknown*, and they are sent
again with the same key and payload. That is how an unknown outcome is asked about: the pair of recipient and document
is the mailbox's unique key. See national-infrastructure sections 3.4 and 10.2.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samveita.engines.mailbox.access import client_for_installation
from samveita.engines.mailbox.announcing import reference_of
from samveita.engines.mailbox.client import MailboxClient, MailboxUnavailable, Vocabulary
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.mailbox.settling import became_unknown, serve_when_reached, settle
from samveita.engines.mailbox.wire import (
    BATCH_LIMIT,
    Accepted,
    CredentialFault,
    Outcome,
    Rejected,
    Retryable,
    Unknown,
)
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.crashpoints import crash_point
from samveita.iceland import clock

WAITING = (State.QUEUED, State.UNKNOWN)
SENDING_AT_MOST = timedelta(minutes=10)
"""A claim older than this belongs to a process that is gone: one call ends well before it."""
TELLS_ITS_TENANT = "the worker delivers letters of every tenant"


def due() -> list[UUID]:
    """Return the dispatches that are to be sent now, longest waiting first."""
    with crossing(TELLS_ITS_TENANT):
        return list(_due().values_list("uid", flat=True))


def deliver(uids: Sequence[UUID]) -> None:
    """Send what is due of the named dispatches, in calls of at most 200; safe to run twice and beside another worker.

    After a fault of credentials the remaining dispatches are left in line. Those refused together with others in one
    call are sent again by themselves, so that one malformed item holds nobody back.
    """
    client = client_for_installation()
    with crossing(TELLS_ITS_TENANT):
        remaining = list(uids)
        while remaining:
            batch, remaining = remaining[:BATCH_LIMIT], remaining[BATCH_LIMIT:]
            outcomes = _deliver_together(client, batch)
            if any(isinstance(outcome, CredentialFault) for outcome in outcomes):
                return
        alone = list(_due().filter(uid__in=uids, send_alone=True).values_list("uid", flat=True))
        for uid in alone:
            _deliver_together(client, [uid], alone=True)


def rescue() -> int:
    """Make dispatches whose sender died unknown, due at once; returns how many."""
    with crossing(TELLS_ITS_TENANT), transaction.atomic():
        stale = Dispatch.objects.select_for_update().filter(
            state=State.SENDING, claimed_at__lt=clock.now() - SENDING_AT_MOST
        )
        for dispatch in (rows := list(stale)):
            became_unknown(dispatch)
            dispatch.claim = dispatch.claimed_at = None
            dispatch.next_attempt_at = clock.now()
            dispatch.save()
        return len(rows)


def serve_due() -> int:
    """Count as served what was accepted earlier and has now reached its moment of publication; returns how many."""
    with crossing(TELLS_ITS_TENANT):
        waiting = Dispatch.objects.filter(
            state=State.ACCEPTED, served_at=None, publication_at__lte=clock.now()
        ).values_list("pk", flat=True)
        for key in (keys := list(waiting)):
            with transaction.atomic():
                dispatch = Dispatch.objects.select_for_update().get(pk=key)
                if dispatch.state == State.ACCEPTED:
                    serve_when_reached(dispatch)
        return len(keys)


def _due() -> QuerySet[Dispatch]:
    rows: QuerySet[Dispatch] = Dispatch.objects.filter(state__in=WAITING, next_attempt_at__lte=clock.now())
    return rows.order_by("next_attempt_at", "pk")


def _deliver_together(client: MailboxClient, uids: Sequence[UUID], *, alone: bool = False) -> list[Outcome]:
    """Claim, call and settle one batch; returns the outcomes of what was claimed.

    Each letter is settled by itself: a handler that fails for one must not make the outcomes of the others unknown.

    Raises:
        Exception: the first failure of a handler, after every other letter is settled.
    """
    claim = uuid.uuid4()
    claimed = _claim(uids, claim, alone=alone)
    crash_point("mailbox.claimed")
    outcomes = _ask_mailbox(client, claimed)
    crash_point("mailbox.answered")
    mistakes: list[Exception] = []
    for dispatch, outcome in zip(claimed, outcomes, strict=True):
        try:
            _settle_claimed(dispatch, claim, outcome, in_company=len(claimed) > 1)
        except Exception as mistake:
            mistakes.append(mistake)
    if mistakes:
        raise mistakes[0]
    return outcomes


def _claim(uids: Sequence[UUID], claim: UUID, *, alone: bool) -> list[Dispatch]:
    """Mark what is due as being sent, in a transaction of its own, before anything leaves the house."""
    with transaction.atomic():
        rows = _due().select_for_update(of=("self",)).filter(uid__in=uids, send_alone=alone)
        claimed = list(rows.select_related("identifier", "office", "sender"))
        for dispatch in claimed:
            dispatch.state = State.SENDING
            dispatch.claim, dispatch.claimed_at = claim, clock.now()
            dispatch.attempts += 1
            dispatch.save(update_fields=["state", "claim", "claimed_at", "attempts"])
    return claimed


def _ask_mailbox(client: MailboxClient, claimed: Sequence[Dispatch]) -> list[Outcome]:
    """Return one outcome for each claimed dispatch; what the mailbox's lists do not know is refused without asking."""
    if not claimed:
        return []
    try:
        vocabulary = client.vocabulary()
    except MailboxUnavailable as silent:
        nothing_sent = silent.outcome
        if isinstance(nothing_sent, Unknown):
            nothing_sent = Retryable(reason=nothing_sent.reason)
        return [nothing_sent] * len(claimed)
    outcomes: dict[UUID, Outcome] = {
        one.uid: Rejected(errors=(error,)) for one in claimed if (error := _not_on_the_lists(one, vocabulary))
    }
    known = [one for one in claimed if one.uid not in outcomes]
    if known:
        answered = client.register([reference_of(one) for one in known])
        outcomes.update(zip((one.uid for one in known), answered, strict=True))
    return [outcomes[one.uid] for one in claimed]


def _not_on_the_lists(dispatch: Dispatch, vocabulary: Vocabulary) -> str:
    """Return why the mailbox would not know the dispatch's category or type, or nothing.

    One that may have been taken already is always asked about.
    """
    if dispatch.was_unknown:
        return ""
    if dispatch.category not in vocabulary.categories:
        return f"Flokkurinn „{dispatch.category}“ er ekki á lista pósthólfsins."
    if dispatch.document_type not in vocabulary.kinds:
        return f"Tegundin „{dispatch.document_type}“ er ekki á lista pósthólfsins."
    return ""


def _settle_claimed(claimed: Dispatch, claim: UUID, outcome: Outcome, *, in_company: bool) -> None:
    """Write the outcome, unless the row has meanwhile been taken over by somebody else.

    Acceptance is a fact whoever learned it, so it is written even then; anything else is left to the later claim.
    """
    with transaction.atomic():
        dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=claimed.pk)
        ours = dispatch.state == State.SENDING and dispatch.claim == claim
        open_still = dispatch.state in {State.SENDING, State.QUEUED, State.UNKNOWN}
        if ours or (open_still and isinstance(outcome, Accepted)):
            settle(dispatch, outcome, in_company=in_company)
