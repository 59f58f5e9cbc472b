"""How a municipality handles cases, published as its administrator would."""

from __future__ import annotations

from datetime import date

from samveita.engines.cases.settings import KIND, CaseSettings, Committee, InternalAppealBody
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.documents import Cases
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.iceland.texts import Text

SYSTEM = Actor.system("test")
COMMITTEE = Committee(
    name=Cases(
        nominative="velferðarnefnd",
        accusative="velferðarnefnd",
        dative="velferðarnefnd",
        genitive="velferðarnefndar",
    )
)
APPEAL_BODY = InternalAppealBody(
    name=Cases(
        nominative="áfrýjunarnefnd",
        accusative="áfrýjunarnefnd",
        dative="áfrýjunarnefnd",
        genitive="áfrýjunarnefndar",
    ),
    weeks=4,
)

COMMITTEE_BODY = InternalAppealBody(name=COMMITTEE.name, weeks=4, email="nefnd@example.is")


def published(owner: Organisation, service: str, **values: object) -> CaseSettings:
    """Settings in force at a municipality for a service."""
    settings = CaseSettings.model_validate(values)
    title = Text(is_="Málsmeðferð", en="Handling", pl="Prowadzenie")
    document = start(actor=SYSTEM, kind=KIND, key=service, owner=owner, title=title)
    draft = save_draft(actor=SYSTEM, document=document, content=settings, source=SourceNote(title="Próf"))
    publish(actor=SYSTEM, version=approve(actor=SYSTEM, version=draft), valid_from=date(2024, 1, 1))
    return settings
