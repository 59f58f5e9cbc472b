"""Tells templates that the page belongs to a service in practice, so that every such page is marked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from samveita.ground.catalogue.adopting import state_of
from samveita.ground.catalogue.declaring import service_by_slug
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug


def practice(request: HttpRequest) -> dict[str, Any]:
    """Return ``is_practice`` for pages whose address names an organisation and a service.

    It is worked out only when a template asks and the view has not said it itself.
    """
    match = request.resolver_match
    named = match.kwargs if match else {}
    service = service_by_slug(str(named.get("service", "")))
    slug = named.get("organisation") or getattr(getattr(request, "organisation", None), "slug", "")
    if service is None or not slug:
        return {}
    return {"is_practice": SimpleLazyObject(lambda: _practises(str(slug), service.key))}


def _practises(slug: str, offering: str) -> bool:
    try:
        return state_of(by_slug(slug), offering) is AdoptionState.PRACTICE
    except Organisation.DoesNotExist:
        return False
