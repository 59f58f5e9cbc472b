"""What a move does to what is waited for: a closed case asks nothing, and a step of staff settles what lay on her desk."""

from __future__ import annotations

from samveita.engines.cases.data_requests import MISSING_DATA, wake_requests
from samveita.engines.cases.exchange import tell
from samveita.engines.cases.exchange_events import DATA_CANCELLED, HEARING_CANCELLED
from samveita.engines.cases.filing import DATA_IN
from samveita.engines.cases.hearings import HEARD, wake_hearings
from samveita.engines.cases.hooks import register_on_moved
from samveita.engines.cases.messaging import ANSWER_MESSAGE
from samveita.engines.cases.models import Case, DataRequest, Hearing, HearingState, RequestState
from samveita.engines.cases.table import Transition
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.scope import crossing
from samveita.ground.worklist.tasks import close_tasks_about
from samveita.ground.worklist.tick import register_tick
from samveita.iceland import clock


def register_exchange() -> None:
    """Have moves end what was waited for, and the tick follow the days."""
    register_on_moved(after_move)
    register_tick("cases.data_requests", wake_requests)
    register_tick("cases.hearings", wake_hearings)


def after_move(*, actor: Actor, case: Case, row: Transition, before: str, track: str) -> None:  # noqa: ARG001
    """Stop waiting for parties when the main table has closed the case; a decision or step of staff ends her tasks."""
    if track:
        return
    if actor.is_staff:
        for kind in (MISSING_DATA, HEARD):
            close_tasks_about(actor=actor, about=case.uid, kind=kind)
    if case.process.state(case.state).is_open:
        return
    for kind in (ANSWER_MESSAGE, DATA_IN):
        close_tasks_about(actor=actor, about=case.uid, kind=kind)
    with crossing("a closed case asks nothing of any party"):
        for request in DataRequest.objects.filter(case=case, state=RequestState.OPEN):
            request.state, request.closed_at, request.wake_on = RequestState.CANCELLED, clock.now(), None
            request.save(update_fields=["state", "closed_at", "wake_on"])
            tell(DATA_CANCELLED, actor, case, kind="data_request", uid=request.uid)
        for hearing in Hearing.objects.filter(case=case, state=HearingState.OPEN):
            hearing.state, hearing.closed_at, hearing.wake_on = HearingState.CANCELLED, clock.now(), None
            hearing.save(update_fields=["state", "closed_at", "wake_on"])
            tell(HEARING_CANCELLED, actor, case, kind="hearing", uid=hearing.uid)
