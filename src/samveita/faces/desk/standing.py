"""What stands around a case's decisions, for its page: agenda, proposal, appeals, disqualified staff, links, reasons of steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from samveita.engines.cases.appealing import content_of as appeal_content
from samveita.engines.cases.committee import may_see, proposal_of
from samveita.engines.cases.declaring import Purpose
from samveita.engines.cases.documents import AgendaProposal, AppealContent, ProposalContent
from samveita.engines.cases.models import (
    AgendaItem,
    AgendaState,
    Appeal,
    Case,
    CaseLink,
    ProposalState,
    ProposedDecision,
)
from samveita.engines.cases.proposing import content_of as proposal_content
from samveita.engines.cases.recording import reasons_of
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import may
from samveita.iceland.texts import Text

COMMITTEE_PURPOSES = frozenset({Purpose.REFER, Purpose.RETURN})
APPEAL_PURPOSES = frozenset({Purpose.APPEAL, Purpose.EXTERNAL_APPEAL})


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """The item that waits for a meeting."""

    item: AgendaItem
    proposal: AgendaProposal


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision that waits for a second person, or was sent back; ``is_own`` when the reader wrote it."""

    uid: UUID
    label: Text
    who: str
    at: datetime
    waits: bool
    is_own: bool
    content: ProposalContent


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal with what it says and how it ended."""

    appeal: Appeal
    content: AppealContent


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Why a step was taken, in whose words and when."""

    label: Text
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """Everything of it; empty parts are not drawn."""

    agenda: OnAgenda | None = None
    proposal: Proposed | None = None
    appeals: tuple[Appealed, ...] = ()
    disqualified: tuple[str, ...] = ()
    links: tuple[CaseLink, ...] = field(default=())
    reasons: tuple[Reasoned, ...] = ()


def around(actor: Actor, case: Case) -> Around:
    """Return what stands around a case's decisions, as far as the reader may see it."""
    purposes = {row.purpose for table in (case.process, *case.process.overlays) for row in table.transitions}
    return Around(
        agenda=_agenda(actor, case) if purposes & COMMITTEE_PURPOSES else None,
        proposal=_proposal(actor, case),
        appeals=_appeals(case) if purposes & APPEAL_PURPOSES else (),
        disqualified=tuple(case.conflicts.order_by("declared_at").values_list("person__name", flat=True)),
        links=tuple(
            link
            for link in case.links.select_related(
                "other__person", "other__office__successor", "other__municipality"
            )
            if may(actor, "cases.read", link.other)
        ),
        reasons=_reasons(case),
    )


def _agenda(actor: Actor, case: Case) -> OnAgenda | None:
    item = case.agenda_items.filter(state=AgendaState.ON_AGENDA).select_related("case__office").first()
    if item is None or not may_see(actor, item):
        return None
    return OnAgenda(item, proposal_of(item))


def _proposal(actor: Actor, case: Case) -> Proposed | None:
    """Return the latest proposal while it waits, or while nothing has been decided since it was sent back."""
    latest: ProposedDecision | None = (
        case.proposals.select_related("case__office").order_by("-proposed_at", "-pk").first()
    )
    if latest is None or not case.process.state(case.state).is_open:
        return None
    waits = latest.state == ProposalState.WAITING and latest.revision == case.revision
    content = proposal_content(latest)
    row = case.process.find(case.state, content.event)
    if row is None or not (waits or content.sent_back_because):
        return None
    who = Person.objects.filter(uid=latest.proposed_by).values_list("name", flat=True).first() or ""
    return Proposed(
        latest.uid, row.label, who, latest.proposed_at, waits, latest.proposed_by == actor.human, content
    )


def _appeals(case: Case) -> tuple[Appealed, ...]:
    found = case.appeals.select_related("case__office", "decision").order_by("-lodged_on", "-pk")
    return tuple(Appealed(one, appeal_content(one)) for one in found)


def _reasons(case: Case) -> tuple[Reasoned, ...]:
    written = reasons_of(case)
    if not written:
        return ()
    names = dict(
        Person.objects.filter(uid__in=[one.written_by for one, _text in written]).values_list("uid", "name")
    )
    labels = {
        row.event: row.label for table in (case.process, *case.process.overlays) for row in table.transitions
    }
    return tuple(
        Reasoned(
            labels.get(one.event, Text(is_=one.event, en=one.event, pl=one.event)),
            text,
            names.get(one.written_by, "") if one.written_by else "",
            one.written_at,
        )
        for one, text in written
    )
