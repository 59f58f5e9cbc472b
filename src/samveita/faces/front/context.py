"""What the front door adds to every resident's page: the short menu, the links at the foot, and where "my cases" is."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samveita.faces.front.embedding_texts import WORDS as EMBEDDING
from samveita.faces.front.information import PAGES
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ui.parts import NavItem

RESIDENTS_ROOMS = frozenset({"front", "forms", "cases"})
TOOLS_ROOMS = frozenset({"waste-calendar", "preschool-fees"})
DESK = "/vinnubord/"


def municipality_of(request: HttpRequest) -> Organisation | None:
    """Return the municipality a page belongs to, or ``None`` on pages of the platform itself."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    return organisation if organisation is not None and organisation.kind == Kind.MUNICIPALITY else None


def my_pages(request: HttpRequest) -> str:
    """Return the address of a person's own cases, seen from this page."""
    municipality = municipality_of(request)
    if municipality is None:
        return reverse("front:mine-everywhere")
    return reverse("front:mine", kwargs={"organisation": municipality.slug})


def links(request: HttpRequest) -> dict[str, object]:
    """Return the menu and the links at the foot of pages for residents; staff's pages have their own."""
    match = request.resolver_match
    if match is None or match.app_name not in RESIDENTS_ROOMS | TOOLS_ROOMS or DESK in match.route:
        return {}
    municipality = municipality_of(request)
    if municipality is None:
        shown = [page for page in PAGES if page.is_for_platform]
        return {"footer_links": [NavItem(page.title, reverse(f"front:about-{page.key}")) for page in shown]}
    own = {"organisation": municipality.slug}
    menu = [
        NavItem(_("Þjónusta"), reverse("front:municipality", kwargs=own)),
        NavItem(_("Málin mín"), reverse("front:mine", kwargs=own)),
        NavItem(_("Hjálp"), reverse("front:help", kwargs=own)),
    ]
    foot = [NavItem(page.title, reverse(f"front:{page.key}", kwargs=own)) for page in PAGES]
    if match.app_name in TOOLS_ROOMS:
        foot.append(NavItem(EMBEDDING["title"], reverse("front:embedding", kwargs=own)))
    return {
        "navigation": [NavItem(item.label, item.url, item.url == request.path) for item in menu],
        "footer_links": foot,
    }
