"""Which municipality a page of the front door belongs to, and the way to the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse

from samveita.ground.identity.access import organisation_or_404
from samveita.ground.organisations.context import name_in_language
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ui.parts import Crumb, Words


def municipality_or_404(request: HttpRequest, slug: str) -> Organisation:
    """Return the municipality an address names and make it the page's own.

    Raises:
        Http404: when it is no municipality.
    """
    found: Organisation | None = getattr(request, "organisation", None)
    if found is None or found.slug != slug:
        found = organisation_or_404(slug)
    if found.kind != Kind.MUNICIPALITY:
        raise Http404(f"{slug} is not a municipality")
    request.organisation = found  # type: ignore[attr-defined]
    return found


def crumbs_to(municipality: Organisation, *last: Words) -> list[Crumb]:
    """Return the way from the municipality's front page to a page of it."""
    front = reverse("front:municipality", kwargs={"organisation": municipality.slug})
    return [Crumb(name_in_language(municipality), front), *(Crumb(words) for words in last)]
