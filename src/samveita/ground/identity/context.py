"""What every page shows of the person: her name, whose affairs she follows, and the way in and out."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from samveita.ground.identity.models import Account, Person
from samveita.ground.identity.sessions import Login

_my_pages: list[Callable[[HttpRequest], str]] = []


def install_my_pages(address: Callable[[HttpRequest], str]) -> None:
    """Say where a person's own pages are; the front door, a room above, calls this when Django starts."""
    _my_pages[:] = [address]


def person(request: HttpRequest) -> dict[str, object]:
    """Return the template variables that ui's base page expects of a person."""
    login: Login | None = getattr(request, "login", None)
    try:
        if login is None or not isinstance(request.user, Account):
            return {"login_url": reverse("identity:login")}
        shown: dict[str, object] = {
            "person_name": request.user.person.name,
            "my_pages_url": _my_pages[0](request) if _my_pages else reverse("identity:acting"),
            "logout_url": reverse("identity:logout"),
        }
        subject: Person | None = getattr(request, "subject", None)
        if login.is_delegated and subject is not None:
            shown["acting_for"] = subject.name
            shown["end_delegation_url"] = reverse("identity:end-delegation")
    except NoReverseMatch:
        # An address table without this room (a bare error page) shows no way in.
        return {}
    return shown
