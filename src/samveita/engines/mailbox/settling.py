"""What an outcome does to a dispatch: the one place that decides acceptance, service, another attempt or a person.

Every function runs in the caller's transaction with the row locked. ``served_at`` is computed once: the later of
acceptance and the moment of publication (law 105/2021 art. 7, rule D4) – not when the letter is opened, not the nudge,
and never while the outcome is unknown.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from samveita.engines.mailbox.attention import MACHINE, ask_for_a_person, no_person_is_needed
from samveita.engines.mailbox.events import ACCEPTED, SERVED, Trouble
from samveita.engines.mailbox.hooks import on_failed, on_served
from samveita.engines.mailbox.models import Dispatch, ServedReason, State
from samveita.engines.mailbox.wire import Accepted, CredentialFault, Outcome, Rejected, Retryable, Unknown
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType
from samveita.iceland import clock
from samveita.iceland.legal_dates import accessible_at, served_on

WAITS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240, 480, 960))
"""How long to wait after each attempt; after the last one a person is asked."""
CREDENTIAL_WAIT = timedelta(hours=1)


def settle(dispatch: Dispatch, outcome: Outcome, *, in_company: bool) -> None:
    """Write what the mailbox said of a dispatch, and everything that follows from it.

    Args:
        dispatch: the row, locked.
        outcome: what the mailbox said.
        in_company: other items travelled in the same call.
    """
    dispatch.claim = dispatch.claimed_at = None
    match outcome:
        case Accepted():
            accept(dispatch, at=clock.now(), wants_paper=outcome.wants_paper)
        case Rejected(whole_call=True) if in_company:
            dispatch.send_alone = True
            dispatch.errors = list(outcome.errors)
            _again(dispatch, clock.now())
        case Rejected():
            _refused(dispatch, outcome)
        case Unknown():
            _unknown(dispatch, outcome)
        case Retryable():
            dispatch.errors = [outcome.reason]
            _wait_or_give_up(dispatch, least=timedelta(seconds=outcome.after_seconds or 0))
        case CredentialFault():
            dispatch.errors = [outcome.reason]
            dispatch.attempts -= 1
            _again(dispatch, clock.now() + CREDENTIAL_WAIT)
            ask_for_a_person(Trouble.CREDENTIALS, dispatch)
    dispatch.save()


def accept(dispatch: Dispatch, *, at: datetime, wants_paper: bool | None = None) -> None:
    """The mailbox has the reference. Computes service when its moment has come; the caller saves."""
    dispatch.state = State.ACCEPTED
    dispatch.accepted_at = at
    dispatch.wants_paper = wants_paper if wants_paper is not None else dispatch.wants_paper
    dispatch.next_attempt_at = None
    dispatch.errors = []
    tell(ACCEPTED, dispatch)
    no_person_is_needed(dispatch)
    serve_when_reached(dispatch)


def serve_when_reached(dispatch: Dispatch) -> None:
    """Set ``served_at`` once its moment has come, and tell whoever waits for it; the caller saves.

    A publication still to come leaves it empty, because the letter may be withdrawn before anyone can see it.
    """
    if dispatch.accepted_at is None or dispatch.served_at is not None:
        return
    moment = accessible_at(accepted_at=dispatch.accepted_at, publication_at=dispatch.publication_at)
    if moment > clock.now():
        return
    (reason,) = served_on(moment).reasons
    dispatch.served_at = moment
    dispatch.served_reason = ServedReason(
        rule=reason.rule, source=reason.source, sentence=reason.text.as_dict()
    )
    dispatch.save()
    tell(SERVED, dispatch)
    on_served.run(dispatch)


def tell(event: EventType, dispatch: Dispatch, *, actor: Actor = MACHINE) -> None:
    """Record an event about a dispatch."""
    record(
        event,
        actor=actor,
        target=Target("dispatch", dispatch.uid),
        case=dispatch.case,
        office=dispatch.office.uid,
        municipality=dispatch.sender.uid,
    )


def became_unknown(dispatch: Dispatch) -> None:
    """The mailbox may have taken the item without our learning of it; the caller saves."""
    dispatch.state = State.UNKNOWN
    dispatch.was_unknown = True


def _refused(dispatch: Dispatch, outcome: Rejected) -> None:
    """A refusal is final – unless an earlier attempt may have succeeded: then it may only mean "I have it already".

    The mailbox's texts carry no codes, so they cannot tell the two apart; a person does.
    """
    dispatch.errors = list(outcome.errors)
    dispatch.next_attempt_at = None
    if dispatch.was_unknown:
        dispatch.state = State.UNKNOWN
        ask_for_a_person(Trouble.NEEDS_CONFIRMATION, dispatch)
        return
    dispatch.state = State.REJECTED
    dispatch.save()
    ask_for_a_person(Trouble.REJECTED, dispatch)
    on_failed.run(dispatch)


def _unknown(dispatch: Dispatch, outcome: Unknown) -> None:
    became_unknown(dispatch)
    dispatch.errors = [outcome.reason]
    if outcome.alarm:
        ask_for_a_person(Trouble.OUT_OF_ORDER, dispatch)
    _wait_or_give_up(dispatch)


def _wait_or_give_up(dispatch: Dispatch, *, least: timedelta = timedelta(0)) -> None:
    if dispatch.attempts > len(WAITS):
        _again(dispatch, None)
        trouble = Trouble.NEEDS_CONFIRMATION if dispatch.was_unknown else Trouble.GIVEN_UP
        ask_for_a_person(trouble, dispatch)
        return
    _again(dispatch, clock.now() + max(WAITS[dispatch.attempts - 1], least))


def _again(dispatch: Dispatch, at: datetime | None) -> None:
    """Put the dispatch back in line; one that was ever unknown stays unknown until it is settled."""
    dispatch.state = State.UNKNOWN if dispatch.was_unknown else State.QUEUED
    dispatch.next_attempt_at = at
