"""Help, how data is handled, accessibility and licences: the same page for every municipality, with its own contact."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samveita.faces.front.information import Page
from samveita.faces.front.web.place import crumbs_to, municipality_or_404
from samveita.ground.identity.access import public
from samveita.ui.parts import Crumb


@require_safe
@public("how to get help and how data is handled is for everyone to know")
def page_of(request: HttpRequest, organisation: str, page: Page) -> HttpResponse:
    """Show a page of a municipality."""
    place = municipality_or_404(request, organisation)
    context = {"page": page, "crumbs": crumbs_to(place, page.title), "municipality": place}
    return render(request, "front/information.html", context)


@require_safe
@public("how the platform handles data and whose work it stands on is for everyone to know")
def about_platform(request: HttpRequest, page: Page) -> HttpResponse:
    """Show a page of the platform itself."""
    context = {"page": page, "crumbs": [Crumb(_("Forsíða"), reverse("front:home")), Crumb(page.title)]}
    return render(request, "front/information.html", context)
