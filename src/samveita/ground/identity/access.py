"""Who may open a view: every view says it with one of these decorators, and a test walks all addresses.

``public`` needs a reason. ``resident`` needs a login and opens the person scope of the one acted for. ``staff`` needs a
role at the office named in the address and opens that office's scope. Both keep the scope in force until the response
is rendered, so that a template may read on, and let no browser keep the page: the next one at the machine may press Back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import NotAllowed, Policy
from samveita.ground.identity.sessions import actor_for_resident, actor_for_staff, recall, subject_of
from samveita.ground.organisations.asking_once import asking_once
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug, office_scope
from samveita.ground.organisations.scope import person_scope
from samveita.iceland.texts import Text

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
SAFE_METHODS = frozenset({"GET", "HEAD"})

STAFF_ONLY = Policy(
    name="identity.staff_only",
    sentence=Text(
        is_="Aðeins starfsmenn skrifstofunnar með viðeigandi hlutverk opna þessa síðu.",
        en="Only staff of the office with the right role can open this page.",
        pl="Tę stronę mogą otworzyć tylko pracownicy urzędu z odpowiednią rolą.",
    ),
    allows=lambda _actor, _target: False,
)


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, private=True, no_store=True)
    if hasattr(response, "render") and callable(response.render):
        return cast("HttpResponseBase", response.render())
    return response


def public(reason: str) -> Callable[[View], View]:
    """Mark a view as open to everyone, and say why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        wrapper.access = ("public", reason)  # type: ignore[attr-defined]
        return cast("View", wrapper)

    return decorate


def resident(view: View) -> View:
    """Ask for a login; the view runs as the resident, in the person scope of the one she acts for."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        login = recall(request.session) if request.user.is_authenticated else None
        if login is None:
            return to_login(request)
        request.actor = actor_for_resident(cast("Any", request.user), login)  # type: ignore[attr-defined]
        request.subject = subject_of(login)  # type: ignore[attr-defined]
        with person_scope(request.subject):  # type: ignore[attr-defined]
            return _rendered(view(request, *args, **kwargs))

    wrapper.access = ("resident", "")  # type: ignore[attr-defined]
    return cast("View", _asking_once(wrapper))


def staff(*roles: Role) -> Callable[[View], View]:
    """Ask for one of the roles at the office in the address (``organisation``); the view runs in its scope."""
    wanted = frozenset(str(role) for role in roles)

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, organisation: str, **kwargs: Any) -> HttpResponseBase:
            login = recall(request.session) if request.user.is_authenticated else None
            if login is None:
                return to_login(request)
            office = _office_named(request, organisation)
            actor = actor_for_staff(cast("Any", request.user), login, office)
            if actor is None or not wanted & actor.roles:
                raise NotAllowed(STAFF_ONLY)
            request.actor = actor  # type: ignore[attr-defined]
            request.organisation = office  # type: ignore[attr-defined]
            with office_scope(office):
                return _rendered(view(request, *args, organisation=office, **kwargs))

        wrapper.access = ("staff", ",".join(sorted(wanted)))  # type: ignore[attr-defined]
        return cast("View", _asking_once(wrapper))

    return decorate


def _asking_once(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view that only reads ask the same question once."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with asking_once() if request.method in SAFE_METHODS else nullcontext():
            return view(request, *args, **kwargs)

    return wrapper


def _office_named(request: HttpRequest, slug: str) -> Organisation:
    """Return the office an address names; most often the middleware has found it."""
    found: Organisation | None = getattr(request, "organisation", None)
    return found if found is not None and found.slug == slug else organisation_or_404(slug)


def to_login(request: HttpRequest) -> HttpResponse:
    """Return the way to the login page, which leads back here; a part of a page asks the browser to load the whole."""
    is_part = request.headers.get("HX-Request") == "true"
    back = request.headers.get("HX-Current-URL", "/") if is_part else request.get_full_path()
    path = urlsplit(back)._replace(scheme="", netloc="", fragment="").geturl()
    address = f"{reverse('identity:login')}?{urlencode({'next': path})}"
    return HttpResponse(headers={"HX-Redirect": address}) if is_part else HttpResponseRedirect(address)


def organisation_or_404(slug: str) -> Organisation:
    """Return the organisation an address names, through mergers.

    Raises:
        Http404: when nobody ever had that name.
    """
    try:
        return by_slug(slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error
