"""Tells each request who acts: the human who logged in and the one whose affairs it is about.

``request.actor`` is a resident's actor here, good for the header and for deciding what to show. What a view may do is
decided by its decorator (``access``), which puts the right actor in its place and opens the scope.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from samveita.ground.identity.models import Account, Person
from samveita.ground.identity.sessions import Login, actor_for_resident, recall, subject_of


class ActorMiddleware:
    """Sets ``request.login``, ``request.actor`` and ``request.subject``; all ``None`` for who isn't logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Ask the session, if the browser sent one."""
        login = account = subject = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            login = recall(request.session)
        if login is not None and isinstance(request.user, Account):
            account = request.user
            subject = _subject(account, login)
        known = login is not None and account is not None and subject is not None
        request.login = login if known else None  # type: ignore[attr-defined]
        request.subject = subject if known else None  # type: ignore[attr-defined]
        request.actor = (  # type: ignore[attr-defined]
            actor_for_resident(account, login) if account is not None and login is not None else None
        )
        return self.get_response(request)


def _subject(account: Account, login: Login) -> Person | None:
    if str(account.person.uid) == login.subject:
        return account.person
    return subject_of(login)
