"""What happens to a case when its letter is served, opened, or can't be delivered.

These handlers are called by the mailbox in the transaction of the change they tell of.
"""

from __future__ import annotations

from samveita.engines.cases.events import LETTER_FAILED, LETTER_OPENED, LETTER_SERVED
from samveita.engines.cases.letters import DECISION_PURPOSE, LETTER_PURPOSE
from samveita.engines.cases.models import Case, CaseDocument, Decision
from samveita.engines.mailbox.hooks import on_failed, on_opened, on_served
from samveita.engines.mailbox.models import Dispatch
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType

MAILBOX = Actor.system("mailbox")


def register_handlers() -> None:
    """Tell the mailbox what to do for letters of decisions, and for all other letters of cases."""
    on_served.register(DECISION_PURPOSE, decision_served)
    on_opened.register(DECISION_PURPOSE, decision_opened)
    on_failed.register(DECISION_PURPOSE, decision_failed)
    on_served.register(LETTER_PURPOSE, letter_served)
    on_opened.register(LETTER_PURPOSE, letter_opened)
    on_failed.register(LETTER_PURPOSE, letter_failed)


def decision_served(dispatch: Dispatch) -> None:
    """Keep the moment of service on the decision; appeal deadlines run from it."""
    decision = _decision(dispatch)
    decision.served_at = dispatch.served_at
    decision.save(update_fields=["served_at"])
    _tell(LETTER_SERVED, dispatch, decision.case)


def decision_opened(dispatch: Dispatch) -> None:
    """Keep when the letter was first opened; a fact for the timeline, without legal effect."""
    decision = _decision(dispatch)
    decision.opened_at = dispatch.opened_at
    decision.save(update_fields=["opened_at"])
    _tell(LETTER_OPENED, dispatch, decision.case)


def decision_failed(dispatch: Dispatch) -> None:
    """Leave a trace on the case; the mailbox has already put a task on the desk."""
    _tell(LETTER_FAILED, dispatch, _decision(dispatch).case)


def letter_served(dispatch: Dispatch) -> None:
    """Tell on the timeline that another letter has appeared in her mailbox."""
    _tell(LETTER_SERVED, dispatch, _case(dispatch))


def letter_opened(dispatch: Dispatch) -> None:
    """Tell on the timeline that another letter was opened."""
    _tell(LETTER_OPENED, dispatch, _case(dispatch))


def letter_failed(dispatch: Dispatch) -> None:
    """Leave a trace on the case that another letter did not arrive."""
    _tell(LETTER_FAILED, dispatch, _case(dispatch))


def _decision(dispatch: Dispatch) -> Decision:
    found: Decision = Decision.objects.select_related("case__office", "case__municipality").get(
        uid=dispatch.source
    )
    return found


def _case(dispatch: Dispatch) -> Case:
    document = CaseDocument.objects.select_related("case__office", "case__municipality").get(
        uid=dispatch.source
    )
    case: Case = document.case
    return case


def _tell(event_type: EventType, dispatch: Dispatch, case: Case) -> None:
    record(
        event_type,
        actor=MAILBOX,
        target=Target("dispatch", dispatch.uid),
        case=case.uid,
        office=case.office.uid,
        municipality=case.municipality.uid,
    )
