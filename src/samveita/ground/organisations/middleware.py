"""Finds the organisation a request is about: from the address, or from the host that belongs to one municipality.

On the central host the first word of the address (after the language) names the municipality; its official form and
the names of municipalities that have merged redirect to the name in use. On a municipality's own host the word may be
left out: the path is completed here, before the address is resolved, and ``request.path`` keeps what the browser shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect

from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.ground.organisations.reserved import reserved_words

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SAFE_METHODS = frozenset({"GET", "HEAD"})


def own_host(request: HttpRequest) -> str:
    """Return the slug of the municipality whose own host this is, or an empty string on the central host."""
    hosts: dict[str, str] = settings.MUNICIPALITY_HOSTS
    if not hosts:
        return ""
    return hosts.get(request.get_host().partition(":")[0].lower(), "")


def split_path(path: str) -> tuple[str, str, str]:
    """Take a path apart: language prefix (``/en`` or nothing), first word, and the rest with its leading slash."""
    first, slash, rest = path.removeprefix("/").partition("/")
    if first in {code for code, _ in settings.LANGUAGES} and first != settings.LANGUAGE_CODE:
        word, second_slash, remainder = rest.partition("/")
        return f"/{first}", word, f"{second_slash}{remainder}"
    return "", first, f"{slash}{rest}"


class MunicipalityMiddleware:
    """Sets ``request.organisation`` (or ``None``) from the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Resolve, redirect to the name in use, or pass on."""
        request.organisation = None  # type: ignore[attr-defined]
        prefix, first, rest = split_path(request.path_info)
        if first not in reserved_words():
            host_slug = own_host(request)
            if host_slug and first != host_slug:
                request.path_info = (
                    f"{prefix}/{host_slug}/{first}{rest}" if first else f"{prefix}/{host_slug}/"
                )
                first = host_slug
            organisation = _named(first)
            if organisation is not None and organisation.slug != first and request.method in SAFE_METHODS:
                return _to_name_in_use(request, organisation, prefix, first, rest)
            request.organisation = organisation  # type: ignore[attr-defined]
        return self.get_response(request)


def _named(word: str) -> Organisation | None:
    if not SLUG.fullmatch(word):
        return None
    try:
        return by_slug(word)
    except Organisation.DoesNotExist:
        return None


def _to_name_in_use(
    request: HttpRequest, organisation: Organisation, prefix: str, word: str, rest: str
) -> HttpResponseBase:
    """Redirect for good from the official form, and for now from a name that ended in a merger."""
    query = request.META.get("QUERY_STRING", "")
    address = f"{prefix}/{organisation.slug}{rest or '/'}" + (f"?{query}" if query else "")
    if organisation.official_slug == word:
        return HttpResponsePermanentRedirect(address)
    return HttpResponseRedirect(address)
