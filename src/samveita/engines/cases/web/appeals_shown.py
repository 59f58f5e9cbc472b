"""What a resident reads about appeals on the page of her case: hers so far, and until when she can still make one."""

from __future__ import annotations

from dataclasses import dataclass

from samveita.engines.cases.appealing import content_of, internal_appeal_until
from samveita.engines.cases.declaring import Purpose
from samveita.engines.cases.documents import AppealContent
from samveita.engines.cases.models import Appeal, Case
from samveita.engines.cases.process import possible_moves, possible_track_moves
from samveita.ground.audit.actors import Actor
from samveita.iceland import clock
from samveita.iceland.legal_dates import LegalDate


@dataclass(frozen=True, slots=True)
class OwnAppeal:
    """An appeal of hers: what it says and how it ended."""

    appeal: Appeal
    content: AppealContent


@dataclass(frozen=True, slots=True)
class Appealing:
    """Her appeals so far, and until when she can appeal the latest decision; ``None`` when she can't now."""

    appeals: tuple[OwnAppeal, ...]
    until: LegalDate | None


def appealing_of(actor: Actor, case: Case) -> Appealing:
    """Return what there is about appeals for the party who reads."""
    found = case.appeals.select_related("case__office").order_by("-lodged_on", "-pk")
    return Appealing(tuple(OwnAppeal(one, content_of(one)) for one in found), appeal_until(actor, case))


def appeal_until(actor: Actor, case: Case) -> LegalDate | None:
    """Return the last day while it has not passed and the process lets her appeal."""
    rows = possible_moves(actor, case)
    if case.process.overlays:
        rows += [row for _overlay, _track, row in possible_track_moves(actor, case)]
    if not any(row.purpose is Purpose.APPEAL for row in rows):
        return None
    until = internal_appeal_until(case)
    return until if until is not None and until.date >= clock.today() else None
