"""Demo data: the real tariffs that come with the program, published by their municipalities with source and date.

Undated ones and those of municipalities that have merged into others are left out: nothing says when they hold, or for
whom. They are still there for tests and for the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.tools.preschool_fees.declaration import ALL_PRICED, DAY_PARENT, PRESCHOOL
from samveita.tools.preschool_fees.model import Tariff
from samveita.tools.preschool_fees.shelf import shipped_neighbours, shipped_tariffs

WHOSE = {
    "reykjavik": ("reykjavik-2025", "reykjavik-2026"),
    "vestmannaeyjar": ("vestmannaeyjar-2026",),
    "rangarthing-ytra": ("rangarthing-ytra-2026",),
    "skagafjordur": ("skagafjordur-2024", "skagafjordur-2024-10", "skagafjordur-2025"),
    "akureyri": ("akureyri-2024", "akureyri-2026"),
    "reykjanesbaer": ("reykjanesbaer-2026",),
    "hafnarfjordur": ("hafnarfjordur-2023",),
    "grindavik": ("grindavik-2016", "grindavik-2023"),
    "seltjarnarnes": ("seltjarnarnes-2022",),
    "floahreppur": ("floahreppur-2023",),
    "grytubakkahreppur": ("grytubakkahreppur-2020",),
}

WHOSE_SUBSIDY = {"grindavik": "grindavik-dagforeldrar-2019"}


def load(say: Callable[[str], None]) -> None:
    """Publish the tariffs and put the calculator into use where they hold."""
    system = Actor.system("demo")
    for slug, names in WHOSE.items():
        municipality = by_slug(slug)
        for name in names:
            publish_tariff(system, municipality, shipped_tariffs()[name])
        set_state(
            actor=system, organisation=municipality, offering=PRESCHOOL.tool.key, state=AdoptionState.LIVE
        )
    for slug, name in WHOSE_SUBSIDY.items():
        municipality = by_slug(slug)
        publish_tariff(system, municipality, shipped_neighbours()[name])
        key = DAY_PARENT.tool.key
        set_state(actor=system, organisation=municipality, offering=key, state=AdoptionState.LIVE)
    say(f"{len(WHOSE)} municipalities with their real preschool tariffs")


def publish_tariff(actor: Actor, municipality: Organisation, tariff: Tariff) -> None:
    """Publish one tariff from its own first day, unless that day has one already.

    Raises:
        ValueError: when the tariff is undated.
    """
    if tariff.valid_from is None:
        raise ValueError(f"{tariff.id} has no first day")
    of = ALL_PRICED[tariff.service]
    document = start(actor=actor, kind=of.kind.name, key=of.key, owner=municipality, title=of.kind.title)
    if document.versions.filter(valid_from=tariff.valid_from).exists():
        return
    source = SourceNote(title=tariff.source.title, url=tariff.source.url, as_of=_day(tariff), verified=False)
    draft = save_draft(actor=actor, document=document, content=tariff, source=source)
    publish(actor=actor, version=approve(actor=actor, version=draft), valid_from=tariff.valid_from)


def _day(tariff: Tariff) -> date | None:
    return tariff.approved_on or tariff.valid_from
