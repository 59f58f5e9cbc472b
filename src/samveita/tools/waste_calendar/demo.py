"""Demo data: the calendars municipalities really published, with source and year, and invented recycling stations.

The days are facts read from each municipality's own calendar. Stations stand at real addresses but are made up, and each
says so.
"""

from __future__ import annotations

from calendar import SATURDAY
from collections.abc import Callable
from datetime import date, timedelta

from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.ground.sharing.kinds import SharedKind, SourceNote
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.iceland import clock
from samveita.iceland.addresses import AddressBook
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import CALENDARS, DROP_OFF_SITES, KEY, TOOL
from samveita.tools.waste_calendar.drafting import keep, standing
from samveita.tools.waste_calendar.editing import day_added
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.model import CalendarEdition, ExceptionReason
from samveita.tools.waste_calendar.own_calendars import own_calendar
from samveita.tools.waste_calendar.proposing import Holidays, next_edition
from samveita.tools.waste_calendar.sites import DropOffSite, DropOffSites, SiteKind

CALENDARS_OF = {
    "arborg": ("arborg-2024", "arborg-2026"),
    "mosfellsbaer": ("mosfellsbaer-2025",),
    "thingeyjarsveit": ("thingeyjarsveit-2022",),
}
PLANS_FOR = "arborg"
PLANNED = ("paper_plastic", "zone_1")
SAMPLE = Text(
    is_="Sýnigögn: stöðin er ekki til í raun.",
    en="Sample data: there is no such station.",
    pl="Dane przykładowe: taki punkt nie istnieje.",
)
STATIONS_OF = {
    "arborg": ("Austurvegur 2", "Eyravegur 30", "Stjörnusteinar 7", "Túngata 40"),
    "mosfellsbaer": ("Þverholt 2", "Háholt 13"),
}
STATION_KINDS = (FractionCode.GLASS, FractionCode.METAL, FractionCode.TEXTILES)


def load(say: Callable[[str], None]) -> None:
    """Adopt the tool where a calendar was published, and publish each edition as it stood."""
    system = Actor.system("demo")
    for slug, names in CALENDARS_OF.items():
        municipality = by_slug(slug)
        for name in names:
            edition = own_calendar(name)
            publish_edition(system, municipality, edition)
            say(f"{municipality}: {edition.source.title} {edition.year}")
        set_state(actor=system, organisation=municipality, offering=TOOL.key, state=AdoptionState.LIVE)
    _plan_next_year(system, by_slug(PLANS_FOR))
    for slug, addresses in STATIONS_OF.items():
        _publish_stations(system, by_slug(slug), addresses)


def _plan_next_year(actor: Actor, municipality: Organisation) -> None:
    """Leave a draft of the year after the newest edition, with something for a planner to find and put right."""
    stand = standing(municipality)
    if stand.version is not None or stand.newest is None:
        return
    plan = next_edition(stand.newest, Holidays(), on=clock.today())
    holiday, saturday = date(plan.year, 6, 17), _first_saturday(plan.year)
    for day in (holiday, saturday):
        plan = day_added(plan, *PLANNED, day, reason=ExceptionReason.OTHER)
    keep(actor=actor, place=municipality, edition=plan, seen=stand.mark)


def _first_saturday(year: int) -> date:
    first = date(year, 10, 1)
    return first + timedelta(days=(SATURDAY - first.weekday()) % 7)


def publish_edition(actor: Actor, municipality: Organisation, edition: CalendarEdition) -> None:
    """Publish an edition from its first day, unless a version begins that day already."""
    document = start(actor=actor, kind=CALENDARS.name, key=KEY, owner=municipality, title=CALENDARS.title)
    if document.versions.filter(valid_from=edition.valid_from).exists():
        return
    source = SourceNote(title=edition.source.title, url="", as_of=edition.source.as_of, verified=False)
    draft = save_draft(actor=actor, document=document, content=edition, source=source)
    publish(actor=actor, version=approve(actor=actor, version=draft), valid_from=edition.valid_from)
    published.forget()


def _publish_stations(actor: Actor, municipality: Organisation, addresses: tuple[str, ...]) -> None:
    kind: SharedKind = DROP_OFF_SITES
    document = start(actor=actor, kind=kind.name, key=KEY, owner=municipality, title=kind.title)
    if document.versions.exists():
        return
    book = AddressBook()
    found = [
        one
        for wanted in addresses
        for one in book.search(wanted, municipality_number=municipality.number, limit=1)
    ]
    sites = tuple(
        DropOffSite(
            name=f"Grenndarstöð við {address.label_dative}",
            kind=SiteKind.STATION,
            fractions=STATION_KINDS,
            latitude=address.latitude,
            longitude=address.longitude,
            note=SAMPLE,
        )
        for address in found
    )
    source = SourceNote(title="Sýnigögn Samveitu", verified=False)
    draft = save_draft(actor=actor, document=document, content=DropOffSites(sites=sites), source=source)
    version = approve(actor=actor, version=draft)
    publish(actor=actor, version=version, valid_from=clock.today().replace(month=1, day=1))
