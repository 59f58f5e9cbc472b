"""Choosing a municipality, its front page, and search. All public: nothing here is about a person who isn't logged in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from samveita.faces.front.choosing import find, read_register
from samveita.faces.front.offering import entries_of, service_as_entry, tool_as_entry
from samveita.faces.front.own import Affairs, affairs
from samveita.faces.front.searching import LONGEST_QUERY, search
from samveita.faces.front.web.place import crumbs_to, municipality_or_404
from samveita.ground.catalogue.adopting import adopted
from samveita.ground.identity.access import organisation_or_404, public
from samveita.ground.identity.models import Account
from samveita.ground.identity.roles import offices_of
from samveita.ground.organisations.models import Agreement, Kind, Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.ground.organisations.scope import person_scope
from samveita.iceland import clock
from samveita.ui.parts import NavItem


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]


def _is_live(request: HttpRequest) -> bool:
    """Whether only the results are asked for, while somebody types."""
    return request.headers.get("HX-Request") == "true"


@vary_on_headers("HX-Request")
@require_safe
@public("the list of Iceland's municipalities is for everyone")
def home(request: HttpRequest) -> HttpResponse:
    """Choose a municipality: those that offer something first, then all in Icelandic order; or find one by name."""
    register, query = read_register(), _query(request)
    found = find(query, register)
    context = {"query": query, "found": found, "register": register}
    return render(request, "front/home_results.html" if _is_live(request) else "front/home.html", context)


@require_safe
@public("a municipality's front page is for everyone")
def municipality(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show what a municipality offers; who is logged in sees her own open affairs there first."""
    found = organisation_or_404(organisation)
    if found.kind == Kind.JOINT_OFFICE:
        return _joint_office(request, found)
    place = municipality_or_404(request, organisation)
    services, tools = adopted(place)
    context = {
        "municipality": place,
        "offers": [
            *(service_as_entry(service, place, is_adopted=True) for service in services),
            *(tool_as_entry(tool, place) for tool in tools),
        ],
        "own": _own_at(request, place),
        "desks": _desks(request),
    }
    return render(request, "front/municipality.html", context)


def _joint_office(request: HttpRequest, office: Organisation) -> HttpResponse:
    agreements = Agreement.objects.filter(office=office).select_related("municipality__successor")
    today = clock.today()
    served = {
        one.pk: one
        for agreement in agreements
        if agreement.valid_from <= today and (agreement.valid_to is None or today <= agreement.valid_to)
        for one in [successor_of(agreement.municipality)]
    }
    if not served:
        raise Http404(f"{office} serves nobody")
    context = {
        "office": office,
        "served": sorted(served.values(), key=lambda one: one.sort_key),
        "desks": _desks(request),
    }
    return render(request, "front/joint_office.html", context)


def _own_at(request: HttpRequest, place: Organisation) -> Affairs | None:
    subject: Any = getattr(request, "subject", None)
    if subject is None:
        return None
    with person_scope(subject):
        own = affairs().at(place)
    return None if own.is_empty else own


def _desks(request: HttpRequest) -> list[NavItem]:
    """Return the desks of who is logged in; acting for somebody else she has none."""
    login: Any = getattr(request, "login", None)
    if login is None or login.is_delegated or not isinstance(request.user, Account):
        return []
    try:
        return [
            NavItem(str(office), reverse("desk:start", kwargs={"organisation": office.slug}))
            for office in offices_of(request.user.person)
        ]
    except NoReverseMatch:
        return []


@vary_on_headers("HX-Request")
@require_safe
@public("what a municipality offers is for everyone to find")
def search_page(request: HttpRequest, organisation: str) -> HttpResponse:
    """Find a service, a tool or a page of a municipality; live results are the same list without its page."""
    place, query = municipality_or_404(request, organisation), _query(request)
    services, tools = adopted(place)
    entries = entries_of(place, services, tools)
    context = {
        "municipality": place,
        "query": query,
        "found": search(query, entries),
        "offers": [service_as_entry(service, place, is_adopted=True) for service in services],
        "crumbs": crumbs_to(place, _("Leit")),
    }
    return render(request, "front/results.html" if _is_live(request) else "front/search.html", context)
