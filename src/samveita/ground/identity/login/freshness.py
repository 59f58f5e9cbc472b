"""Step-up: asks for the electronic id again before something that matters, such as a decision.

Ísland.is keeps its own session for up to eight hours; ``prompt=login`` makes it ask anew, and the answer is refused
unless its ``auth_time`` shows that it did. Real time counts here, never the clock that demonstrations shift.
"""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samveita.ground.identity.sessions import recall


def is_fresh(request: HttpRequest, *, within: timedelta) -> bool:
    """Whether the electronic id was used within a span of time."""
    login = recall(request.session) if request.user.is_authenticated else None
    return login is not None and time.time() - login.authenticated_at <= within.total_seconds()


def require_fresh(request: HttpRequest, *, within: timedelta) -> HttpResponse | None:
    """Return the way to a new login that leads back here, or ``None`` when the electronic id was used recently.

    Use it first in the view::

        if (detour := require_fresh(request, within=timedelta(minutes=15))):
            return detour
    """
    if is_fresh(request, within=within):
        return None
    query = urlencode({"next": request.get_full_path(), "nyleg": "1"})
    address = f"{reverse('identity:start')}?{query}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
