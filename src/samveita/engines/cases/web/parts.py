"""Parts that rooms above add to the resident's page of a case, such as its payments.

A part is a function from request and case to HTML that is already escaped, or to nothing; it reads in the scope of the page
and has no right of its own. Registered in ``AppConfig.ready()``, shown in the order of registration, below the decisions.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from samveita.engines.cases.models import Case

Part = Callable[[HttpRequest, Case], str]

_parts: list[Part] = []


def register_part(part: Part) -> None:
    """Have a part shown on every case's page; registering it again changes nothing."""
    if part not in _parts:
        _parts.append(part)


def parts_for(request: HttpRequest, case: Case) -> list[str]:
    """Return the parts that have something to show."""
    return [html for part in _parts if (html := part(request, case))]
