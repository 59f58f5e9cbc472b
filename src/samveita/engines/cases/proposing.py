"""Decisions that need two: one writes the decision, another approves it and so makes it, or sends it back.

The settings say above which amount. A proposal is void once the case has changed; it is then written anew. Whoever
proposed it can't approve it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from samveita.engines.cases.deciding import first_reasons, make, prepare, to_decide
from samveita.engines.cases.declaring import Answers, DecisionDraft
from samveita.engines.cases.documents import ProposalContent
from samveita.engines.cases.events import DECISION_PROPOSED, PROPOSAL_SENT_BACK
from samveita.engines.cases.models import Case, Decision, ProposalState, ProposedDecision
from samveita.engines.cases.process import CaseMoved, CaseRefused, locked
from samveita.engines.cases.recording import record_about
from samveita.engines.cases.settings import DecidedBy, settings_of
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.identity.policies import require
from samveita.ground.vault.encryption import open_document, seal_document
from samveita.ground.worklist.tasks import close_tasks_about, open_task
from samveita.iceland import clock
from samveita.iceland.texts import Text

TO_APPROVE = "cases.approve_proposal"
APPROVE_IT = Text(
    is_="Farðu yfir ákvörðun sem annar starfsmaður hefur undirbúið og samþykktu hana eða sendu til baka",
    en="Go over a decision that another member of staff has prepared, and approve it or send it back",
    pl="Sprawdź decyzję przygotowaną przez innego pracownika i zatwierdź ją lub odeślij",
)
NOT_ONESELF = Text(
    is_="Annar starfsmaður en sá sem undirbjó ákvörðunina þarf að samþykkja hana.",
    en="Someone else than the one who prepared the decision has to approve it.",
    pl="Decyzję musi zatwierdzić inna osoba niż ta, która ją przygotowała.",
)
SETTLED = Text(
    is_="Þegar er búið að afgreiða tillöguna.",
    en="The proposal has been settled already.",
    pl="Propozycja została już rozpatrzona.",
)
SAY_WHAT = Text(
    is_="Skrifaðu hvað þarf að laga.",
    en="Write what has to be mended.",
    pl="Napisz, co należy poprawić.",
)
BY_COMMITTEE = Text(
    is_="Nefnd tekur ákvörðun í málinu. Vísaðu því til hennar.",
    en="A committee decides the case. Refer it there.",
    pl="W sprawie decyduje komisja. Skieruj sprawę do niej.",
)


def propose_decision(
    *, actor: Actor, uid: UUID, event: str, reasons: Answers, signed_by: str, revision: int
) -> ProposedDecision:
    """Put a decision before a second person; an earlier proposal that waits is replaced.

    Raises:
        As ``deciding.decide``: everything is checked and the letter is rendered, but nothing is decided.
    """
    case = to_decide(uid, revision)
    if settings_of(case).decided_by is DecidedBy.COMMITTEE:
        raise CaseRefused(BY_COMMITTEE)
    prepared = prepare(actor, case, event=event, reasons=reasons, signed_by=signed_by)
    content = ProposalContent(event=event, reasons=_chosen(case, prepared.draft), signed_by=signed_by)
    with transaction.atomic():
        held = locked(uid, revision=revision)
        held.revision, held.changed_at = held.revision + 1, clock.now()
        held.save(update_fields=["revision", "changed_at"])
        held.proposals.filter(state=ProposalState.WAITING).update(
            state=ProposalState.SENT_BACK, settled_by=actor.human, settled_at=clock.now()
        )
        proposal: ProposedDecision = ProposedDecision.objects.create(
            case=held,
            content=seal_document(held.office, content, about=str(held.uid)),
            revision=held.revision,
            proposed_by=actor.human,
            proposed_at=clock.now(),
        )
        record_about(DECISION_PROPOSED, actor, held, target=Target("proposal", proposal.uid))
        open_task(
            actor=actor,
            office=held.office,
            municipality=held.municipality,
            kind=TO_APPROVE,
            about=held.uid,
            case=held.uid,
            title=APPROVE_IT,
            due_on=held.due_on,
        )
    return proposal


def _chosen(case: Case, draft: DecisionDraft) -> dict[str, Any]:
    """Return the reasons somebody wrote; what follows from rules is found anew on the day it is decided."""
    first = first_reasons(case, draft.event)
    return {key: value for key, value in draft.reasons.items() if first.get(key) != value}


def content_of(proposal: ProposedDecision) -> ProposalContent:
    """Return what is proposed, opened."""
    case: Case = proposal.case
    return open_document(case.office, ProposalContent, proposal.content, about=str(case.uid))


def approve_proposed(*, actor: Actor, uid: UUID) -> Decision:
    """Approve a proposed decision and so make it; the letter goes out signed as proposed.

    Args:
        actor: the second person.
        uid: the proposal.

    Raises:
        ProposedDecision.DoesNotExist: when the scope holds no such proposal.
        NotAllowed: when the actor may not decide.
        CaseMoved: when the case has changed since it was proposed.
        CaseRefused: when the actor proposed it herself, or it is settled.
        CannotPropose, CannotAnnounce: as ``deciding.decide``.
    """
    proposal = _waiting(uid)
    if proposal.proposed_by == actor.human:
        raise CaseRefused(NOT_ONESELF)
    case, content = to_decide(proposal.case.uid, proposal.revision), content_of(proposal)
    prepared = prepare(actor, case, event=content.event, reasons=content.reasons, signed_by=content.signed_by)

    def settle(_decision: Decision) -> None:
        _settle(actor, proposal, ProposalState.APPROVED)

    return make(actor, case, prepared, second=actor.human, also=settle)


def send_back(*, actor: Actor, uid: UUID, because: str) -> ProposedDecision:
    """Send a proposed decision back with what has to be mended.

    Raises:
        ProposedDecision.DoesNotExist: when the scope holds no such proposal.
        NotAllowed: when the actor may not decide.
        CaseRefused: without a reason, or when it is settled.
    """
    if not because.strip():
        raise CaseRefused(SAY_WHAT)
    proposal = _waiting(uid)
    with transaction.atomic():
        case = locked(proposal.case.uid)
        require(actor, "cases.decide", case)
        content = content_of(proposal).model_copy(update={"sent_back_because": because.strip()})
        proposal.content = seal_document(case.office, content, about=str(case.uid))
        proposal.save(update_fields=["content"])
        _settle(actor, proposal, ProposalState.SENT_BACK)
        close_tasks_about(actor=actor, about=case.uid, kind=TO_APPROVE)
        record_about(PROPOSAL_SENT_BACK, actor, case, target=Target("proposal", proposal.uid))
    return proposal


def _waiting(uid: UUID) -> ProposedDecision:
    proposal: ProposedDecision = ProposedDecision.objects.select_related(
        "case__office__successor", "case__municipality", "case__person"
    ).get(uid=uid)
    if proposal.state != ProposalState.WAITING:
        raise CaseRefused(SETTLED)
    return proposal


def _settle(actor: Actor, proposal: ProposedDecision, state: ProposalState) -> None:
    won = ProposedDecision.objects.filter(pk=proposal.pk, state=ProposalState.WAITING).update(
        state=state, settled_by=actor.human, settled_at=clock.now()
    )
    if not won:
        raise CaseMoved
    proposal.refresh_from_db(fields=["state", "settled_by", "settled_at"])
