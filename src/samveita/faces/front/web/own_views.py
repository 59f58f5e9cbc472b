"""A resident's own page: what she has begun, what is asked of her, what is in hand, at every municipality at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samveita.faces.front.own import affairs
from samveita.faces.front.web.place import crumbs_to, municipality_or_404
from samveita.ground.identity.access import resident
from samveita.ui.parts import Crumb


@never_cache
@require_safe
@resident
def mine(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show her affairs within a municipality's look."""
    place = municipality_or_404(request, organisation)
    context = {"affairs": affairs(), "crumbs": crumbs_to(place, _("Málin mín")), "municipality": place}
    return render(request, "front/mine.html", context)


@never_cache
@require_safe
@resident
def mine_everywhere(request: HttpRequest) -> HttpResponse:
    """Show the same within the platform's own look, for who has not chosen a municipality."""
    context = {"affairs": affairs(), "crumbs": [Crumb(_("Forsíða"), "/"), Crumb(_("Málin mín"))]}
    return render(request, "front/mine.html", context)
