"""Confirming that a right has lapsed: a validity that ran out ends nothing by itself; a person looks and confirms it.

The tick asks for it when the last day has passed (``terms``). Until then there is nothing to confirm.
"""

from __future__ import annotations

from uuid import UUID

from samveita.engines.cases.models import Case, CaseTerm, TermKind, TermState
from samveita.engines.cases.process import CaseRefused, advance, row_for
from samveita.engines.cases.recording import keep_reason
from samveita.engines.cases.table import Purpose, Transition
from samveita.ground.audit.actors import Actor
from samveita.iceland.texts import Text

NOT_RUN_OUT = Text(
    is_="Gildistíminn er ekki runninn út. Þá er ekkert að staðfesta.",
    en="The validity has not ended. There is nothing to confirm.",
    pl="Okres ważności jeszcze się nie skończył. Nie ma czego potwierdzać.",
)


def has_run_out(case: Case, row: Transition) -> bool:
    """Tell whether the validity that a row confirms the end of has ended."""
    ended = CaseTerm.objects.filter(case=case, event=row.event, kind=TermKind.CONFIRM, state=TermState.DONE)
    return bool(ended.exists())


def confirm_lapse(*, actor: Actor, uid: UUID, because: str, revision: int) -> Case:
    """Confirm that what the case gave has lapsed; why is kept, and the row's letter goes to the applicant.

    Raises:
        CaseRefused: when the process has no such step now, or the validity has not ended.
        NotAllowed: when the actor may not.
        CaseMoved: when someone else was faster.
    """

    def beside(case: Case, row: Transition) -> None:
        if not has_run_out(case, row):
            raise CaseRefused(NOT_RUN_OUT)
        keep_reason(actor, case, event=row.event, text=because)

    event = row_for(Case.objects.get(uid=uid), Purpose.CONFIRM_LAPSE).event
    return advance(actor=actor, uid=uid, event=event, revision=revision, beside=beside)
