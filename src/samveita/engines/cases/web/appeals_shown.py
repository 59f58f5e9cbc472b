"""What a resident reads about appeals on the page of her case: hers so far, and to whom and until when she can complain."""

from __future__ import annotations

from dataclasses import dataclass

from samveita.engines.cases.appealing import content_of
from samveita.engines.cases.complaining import Route, route_of
from samveita.engines.cases.documents import AppealContent
from samveita.engines.cases.models import Appeal, Case
from samveita.ground.audit.actors import Actor


@dataclass(frozen=True, slots=True)
class OwnAppeal:
    """An appeal of hers: what it says and how it ended."""

    appeal: Appeal
    content: AppealContent


@dataclass(frozen=True, slots=True)
class Appealing:
    """Her appeals so far, and where she can take the latest decision; ``None`` when she can't now."""

    appeals: tuple[OwnAppeal, ...]
    route: Route | None


def appealing_of(actor: Actor, case: Case) -> Appealing:
    """Return what there is about appeals for the party who reads."""
    found = case.appeals.select_related("case__office").order_by("-lodged_on", "-pk")
    return Appealing(tuple(OwnAppeal(one, content_of(one)) for one in found), route_of(actor, case))
