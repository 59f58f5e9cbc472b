"""The waste calendar as the catalogue and sharing know it: its name, its address word, the kinds of documents it publishes."""

from __future__ import annotations

from pathlib import Path

from samveita.ground.catalogue.declaring import Tool
from samveita.ground.sharing.kinds import SharedKind
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.editions import PART_NAMES, days_of, unconfirmed
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.sites import DropOffSites

TOOL = Tool(
    key="waste_calendar",
    slug="sorphirdudagatal",
    name=Text(is_="Sorphirðudagatal", en="Waste collection calendar", pl="Kalendarz odbioru odpadów"),
    summary=Text(
        is_="Sjáðu hvaða daga tunnurnar hjá þér eru tæmdar, fáðu dagana í símann og finndu hvert hlutirnir eiga að fara.",
        en="See which days your bins are emptied, get the days on your phone and find out what goes where.",
        pl="Sprawdź, kiedy opróżniane są twoje pojemniki, dodaj te dni do telefonu i dowiedz się, co gdzie wyrzucać.",
    ),
    element=Path(__file__).with_name("element.js"),
    asks_for_place=True,
    desk="waste-calendar:planner",
)
KEY = "calendar"
CALENDARS = SharedKind(
    name="waste_calendar.editions",
    title=Text(is_="Sorphirðudagatal", en="Waste collection calendar", pl="Kalendarz odbioru odpadów"),
    content=CalendarEdition,
    names=PART_NAMES,
    refusals=unconfirmed,
    days=days_of,
    editor="waste-calendar:planner",
)
DROP_OFF_SITES = SharedKind(
    name="waste_calendar.sites",
    title=Text(is_="Grenndarstöðvar", en="Recycling stations", pl="Punkty zbiórki"),
    content=DropOffSites,
)
