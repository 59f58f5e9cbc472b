"""Who may call an operation of the API: the same login, scopes and roles as on the pages, answered without redirects.

The session cookie of a page is a person's key. ``logged_in`` answers 401 without one. ``as_resident`` and ``as_staff``
then open the scope in which the operation reads; an office at which the caller holds no role answers as if it did not
exist. Operations that change anything are checked for forgery by ninja's cookie authentication. A machine, such as
another front door, has a key of its own and sends it as a bearer token: ``known_machine`` and ``as_machine``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from samveita.ground.audit.actors import Actor
from samveita.ground.identity.access import STAFF_ONLY, organisation_or_404
from samveita.ground.identity.machines import client_of
from samveita.ground.identity.models import Account, MachineClient, Role
from samveita.ground.identity.policies import NotAllowed
from samveita.ground.identity.sessions import Login, actor_for_resident, actor_for_staff, recall, subject_of
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_scope
from samveita.ground.organisations.scope import person_scope


class SessionOfAPerson(APIKeyCookie):
    """The cookie a browser gets at login."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Login | None:
        """Return the session's login, or ``None``, which answers 401."""
        if key is None or not isinstance(request.user, Account):
            return None
        return recall(request.session)


logged_in = SessionOfAPerson()


@contextmanager
def as_resident(request: HttpRequest) -> Iterator[Actor]:
    """Act as the resident who logged in, in the person scope of the one she acts for."""
    login = _login(request)
    with person_scope(subject_of(login)):
        yield actor_for_resident(cast("Account", request.user), login)


@contextmanager
def as_staff(request: HttpRequest, slug: str, *roles: Role) -> Iterator[tuple[Actor, Organisation]]:
    """Act as staff at the office of that name, in its scope.

    Raises:
        Http404: when there is no such office, or the caller holds no role there.
        NotAllowed: when she holds other roles there than the wanted ones.
    """
    office = organisation_or_404(slug)
    actor = actor_for_staff(cast("Account", request.user), _login(request), office)
    if actor is None:
        raise Http404
    if not {str(role) for role in roles} & actor.roles:
        raise NotAllowed(STAFF_ONLY)
    with office_scope(office):
        yield actor, office


class KeyOfAMachine(HttpBearer):
    """The key that ``samveita api-keys issue`` gave out."""

    def authenticate(self, request: HttpRequest, token: str) -> MachineClient | None:  # noqa: ARG002
        """Return whose key it is, or ``None``, which answers 401."""
        return client_of(token)


known_machine = KeyOfAMachine()


@contextmanager
def as_machine(request: HttpRequest, abilities: Collection[str]) -> Iterator[tuple[Actor, MachineClient]]:
    """Act as the platform for a machine, in the scope of the office that let it in.

    Raises:
        Http404: when its key is for something else.
    """
    client = cast("MachineClient", request.auth)  # type: ignore[attr-defined]
    if client.ability not in abilities:
        raise Http404
    with office_scope(client.office):
        yield Actor.system(client.name), client


def _login(request: HttpRequest) -> Login:
    return cast("Login", request.auth)  # type: ignore[attr-defined]
