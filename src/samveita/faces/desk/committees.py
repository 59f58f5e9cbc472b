"""What the desk shows of committees: the first words of an agenda item, and meetings with what stands on their agendas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from samveita.engines.cases.deciding import figures_of, preview, submitted_answers
from samveita.engines.cases.declaring import CannotPropose
from samveita.engines.cases.models import AgendaItem, AgendaState, Case
from samveita.engines.cases.process import CaseRefused
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.iceland.money import format_kronur

MOST_MEETINGS = 60


@dataclass(frozen=True, slots=True)
class Meeting:
    """One agenda: its day, whether it is the confidential register, and how many items wait or have been settled."""

    on: date
    is_confidential: bool
    waiting: int
    settled: int


def meetings_of(actor: Actor, office: Organisation) -> list[Meeting]:
    """Return the meetings that have something on an agenda the actor may see, the latest first; at most 60."""
    found = AgendaItem.objects.filter(case__office__in=with_predecessors(office))
    if not may(actor, "cases.handle"):
        found = found.filter(is_confidential=False)
    waits = Q(state=AgendaState.ON_AGENDA)
    rows = (
        found.values("meeting_on", "is_confidential")
        .annotate(waiting=Count("pk", filter=waits), settled=Count("pk", filter=~waits))
        .order_by("-meeting_on", "is_confidential")[:MOST_MEETINGS]
    )
    return [
        Meeting(row["meeting_on"], row["is_confidential"], row["waiting"], row["settled"]) for row in rows
    ]


def first_words(case: Case) -> str:
    """Return a text for the agenda drafted from the case, in Icelandic: what was applied for, figures, calculation.

    It names nobody: whoever refers the case reads it over and decides what the committee has to know.
    """
    lines = [f"Umsókn {case.number} barst {case.legal_date:%d.%m.%Y}.", ""]
    for step in submitted_answers(case).shown:
        lines += [f"{line.label} {line.answer}" for line in step.lines if line.question not in NAMING]
    lines += _calculation(case)
    return "\n".join(lines).strip()


NAMING = frozenset({"name", "kennitala", "email", "phone", "account", "domicile"})
"""Answers that say who the applicant is; an agenda does not need them."""


def _calculation(case: Case) -> list[str]:
    try:
        calculation = preview(case, figures_of(case))
    except (CannotPropose, CaseRefused):
        return []
    if calculation is None:
        return []
    amounts = (f"{line.label.is_}: {format_kronur(line.amount)}" for line in calculation.lines)
    return ["", "Útreikningur:", *amounts]
