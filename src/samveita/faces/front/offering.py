"""What one municipality offers, as things that can be found: services, tools and the pages every municipality has."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from samveita.faces.front.information import PAGES
from samveita.faces.front.searching import Entry
from samveita.ground.catalogue.declaring import SERVICES, Service, Tool
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text

MINE = Entry(
    title=Text(is_="Málin mín", en="My cases", pl="Moje sprawy"),
    summary=Text(
        is_="Umsóknir sem þú átt ósendar og mál sem eru í vinnslu.",
        en="Applications you have not sent and cases being handled.",
        pl="Niewysłane wnioski i sprawy w toku.",
    ),
    url="",
    more=(
        Text(
            is_="síðan mín, staða umsóknar, svar, ákvörðun, bréf, halda áfram",
            en="my page, status of application, answer, decision, letter, continue",
            pl="moja strona, stan wniosku, odpowiedź, decyzja, list, kontynuuj",
        ),
    ),
)


def tool_as_entry(tool: Tool, municipality: Organisation) -> Entry:
    """Return a tool as something to find; its page stands right under the municipality's."""
    front = reverse("front:municipality", kwargs={"organisation": municipality.slug})
    return Entry(title=tool.name, summary=tool.summary, url=f"{front}{tool.slug}/")


def service_as_entry(service: Service, municipality: Organisation, *, is_adopted: bool) -> Entry:
    """Return a service as something to find; one not adopted says so."""
    own = {"organisation": municipality.slug, "service": service.slug}
    return Entry(
        title=service.name,
        summary=service.summary,
        url=reverse("front:service", kwargs=own),
        more=(service.for_whom, *service.at_hand, service.legal_basis),
        note="" if is_adopted else _("ekki á vefnum hér enn"),
    )


def entries_of(municipality: Organisation, services: Sequence[Service], tools: Sequence[Tool]) -> list[Entry]:
    """Return everything that can be found at a municipality, its own services first."""
    own = {"organisation": municipality.slug}
    elsewhere = [service for service in SERVICES.values() if service not in services]
    mine = Entry(MINE.title, MINE.summary, reverse("front:mine", kwargs=own), MINE.more)
    return [
        *(service_as_entry(service, municipality, is_adopted=True) for service in services),
        *(tool_as_entry(tool, municipality) for tool in tools),
        mine,
        *(
            Entry(page.title, page.lead, reverse(f"front:{page.key}", kwargs=own), page.every_text())
            for page in PAGES
        ),
        *(service_as_entry(service, municipality, is_adopted=False) for service in elsewhere),
    ]
