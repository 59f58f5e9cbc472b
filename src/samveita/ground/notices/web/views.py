"""Stopping notices, confirming and stopping subscriptions by a link: a page with one button, and the one-click POST of mail programs.

Opening the page changes nothing, since mail filters open links too (RFC 8058 asks for a POST). The POST comes from mail
programs without our cookie, so it carries no form token; the signed link is what allows it.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samveita.ground.identity.access import public
from samveita.ground.notices.addresses import stop_by_token
from samveita.ground.notices.subscribing import confirm, named_by, stop_subscription


@csrf_exempt
@public("whoever holds a notice may stop notices to that address without logging in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and stop on POST."""
    if request.method != "POST":
        return render(request, "notices/stop.html")
    if not stop_by_token(token):
        raise Http404
    return render(request, "notices/stopped.html")


@csrf_exempt
@public("whoever reads the mailbox confirms what was asked for with its address")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and start the subscription on POST; a link that is too old says so."""
    if request.method != "POST":
        return render(request, "notices/confirm.html", {"named": named_by(token)})
    if confirm(token) is None:
        return render(request, "notices/confirm_too_late.html", status=404)
    return render(request, "notices/confirmed.html", {"named": named_by(token)})


@csrf_exempt
@public("whoever holds a message may stop the subscription it came from")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and stop on POST, also on the one-click POST of a mail program."""
    if request.method != "POST":
        return render(request, "notices/stop_subscription.html", {"named": named_by(token)})
    if not stop_subscription(token):
        raise Http404
    return render(request, "notices/subscription_stopped.html")
