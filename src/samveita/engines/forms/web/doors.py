"""How a page becomes a view behind each door: the login it asks for, the scope it runs in, and how forged posts are met.

A post that carries more than any file may be is answered by the page itself, with a sentence; so the forgery token is
checked here, after the size, and not by the middleware that would read the whole post first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from samveita.engines.forms.web.closed import NotOpenError, not_open
from samveita.engines.forms.web.door import desk_door_of, door_of, part_door_of
from samveita.ground.identity.access import resident, staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Organisation

Page = Callable[..., HttpResponse]
READ_AWAY_AT_MOST = 400 * 1024 * 1024
PIECE = 256 * 1024


def for_resident(page: Page, *, takes_files: bool = False) -> Callable[..., Any]:
    """Return the view of a page for the applicant, or whoever acts for her."""

    @resident
    @never_cache
    @wraps(page)
    def view(request: HttpRequest, organisation: str, service: str, **parts: Any) -> HttpResponse:
        try:
            door = door_of(request, organisation, service)
        except NotOpenError as closed:
            return not_open(request, closed)
        return page(request, door, **parts)

    return _sized(view) if takes_files else view


def for_part(page: Page, *, takes_files: bool = False) -> Callable[..., Any]:
    """Return the view of a page for another person of a case, or whoever acts for her."""

    @resident
    @never_cache
    @wraps(page)
    def view(request: HttpRequest, organisation: str, draft: UUID, **parts: Any) -> HttpResponse:
        return page(request, part_door_of(request, organisation, draft), **parts)

    return _sized(view) if takes_files else view


def for_desk(page: Page, *, takes_files: bool = False) -> Callable[..., Any]:
    """Return the view of a page for staff that takes an application down."""

    @staff(Role.CASE_WORKER)
    @never_cache
    @wraps(page)
    def view(request: HttpRequest, organisation: Organisation, draft: UUID, **parts: Any) -> HttpResponse:
        return page(request, desk_door_of(request, organisation, draft), **parts)

    return _sized(view) if takes_files else view


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether a post was larger than is read; then it has no fields, and no forgery token was checked."""
    return getattr(request, "is_too_large", False)


def _sized(view: Callable[..., Any]) -> Callable[..., Any]:
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            request.POST  # noqa: B018 - reading it is what may fail
        except RequestDataTooBig:
            _read_away(request)
            request._mark_post_parse_error()  # type: ignore[attr-defined]
            request.is_too_large = True  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)
        return guarded(request, *args, **kwargs)

    return wrapper


def _read_away(request: HttpRequest) -> None:
    """Read what is still coming and keep nothing: a browser that is cut off shows its own error and not our sentence."""
    left = READ_AWAY_AT_MOST
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)
