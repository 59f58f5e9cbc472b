"""First words of addresses that the platform itself uses, so that no municipality may be called one of them.

Read from the address table, never kept as a list: a new room that claims a word reserves it by claiming it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

_LITERAL = re.compile(r"\^?([a-z0-9_-]+)(?:/|\$|\\Z|$)")


def reserved_words() -> frozenset[str]:
    """Return the first words claimed by rooms, languages, static files and the standard places of the web."""
    return _reserved(settings.ROOT_URLCONF)


@cache
def _reserved(urlconf: str) -> frozenset[str]:
    languages = {code for code, _name in settings.LANGUAGES}
    static = {settings.STATIC_URL.strip("/").split("/")[0]}
    standard = {"favicon.ico", "robots.txt", ".well-known", "api"}
    return frozenset(
        {*_first_words(get_resolver(urlconf).url_patterns), *languages, *static, *standard} - {""}
    )


def _first_words(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> set[str]:
    """Return the literal first words of a list of patterns; those that begin with a value claim no word."""
    found: set[str] = set()
    for pattern in patterns:
        own = "" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern)
        route = before + own
        literal = _LITERAL.match(route)
        if literal:
            found.add(literal.group(1))
        elif isinstance(pattern, URLResolver) and route.strip("^/") == "":
            found |= _first_words(pattern.url_patterns, route)
    return found
