"""Logging out: ours first, then the login service's; and hearing of it when it happens there (back-channel)."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from samveita.ground.identity.access import public
from samveita.ground.identity.login import entering, hints, hosts
from samveita.ground.identity.login.problems import LoginFailed, Problem
from samveita.ground.identity.login.provider import provider
from samveita.ground.identity.login.tokens import read_logout_token

log = logging.getLogger(__name__)

SALT = "identity.logout"
STATE_SECONDS = 600


@public("logging out never needs a login")
@never_cache
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End our session, then send the browser to end the login service's."""
    hint = hints.opened(entering.close_session(request))
    here = reverse("identity:logged-out")
    if not hint:
        return HttpResponseRedirect(here)
    try:
        end_session = provider().endpoints().end_session
    except LoginFailed:
        return HttpResponseRedirect(here)
    host = "" if hosts.is_central(request) else request.get_host()
    query = {
        "id_token_hint": hint,
        "post_logout_redirect_uri": f"{settings.PUBLIC_ADDRESS}/auth/logged-out",
        "state": signing.dumps({"address": here, "host": host}, salt=SALT),
    }
    return HttpResponseRedirect(f"{end_session}?{urlencode(query)}")


@public("where the login service sends the browser after logging out")
@never_cache
@require_safe
def logged_out(request: HttpRequest) -> HttpResponse:
    """Say that it is done, in the language and on the host where it began."""
    try:
        begun = signing.loads(request.GET.get("state", ""), salt=SALT, max_age=STATE_SECONDS)
    except signing.BadSignature:
        begun = None
    if begun:
        address = hosts.address_on(begun["host"], begun["address"]) if begun["host"] else begun["address"]
        return HttpResponseRedirect(address)
    return render(request, "identity/logged_out.html")


@public("the login service tells of ended sessions with a token of its own, which is checked")
@csrf_exempt
@never_cache
@require_POST
def back_channel_logout(request: HttpRequest) -> HttpResponse:
    """End the sessions of a login that ended elsewhere; 400 when the token doesn't hold or names no session.

    A session we don't know is no error: it may have ended here before. 503 when the keys can't be had, so that the
    login service may try again.
    """
    with translation.override(settings.LANGUAGE_CODE):
        try:
            session_id = read_logout_token(provider(), request.POST.get("logout_token", ""))
        except LoginFailed as failure:
            log.warning("back-channel logout refused: %s", failure)
            return HttpResponse(status=503 if failure.problem is Problem.UNREACHABLE else 400)
        entering.close_sessions_of(session_id)
    return HttpResponse(status=200)
