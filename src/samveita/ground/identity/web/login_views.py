"""Logging in: the page that explains, the way to Ísland.is and back, and for whom one acts."""

from __future__ import annotations

import logging
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samveita.ground.identity.access import public, resident
from samveita.ground.identity.delegation import NAMES, known_delegations
from samveita.ground.identity.login import asking, entering, hints, hosts, tickets
from samveita.ground.identity.login.asking import Asked
from samveita.ground.identity.login.identification import identify
from samveita.ground.identity.login.problems import EXPLANATIONS, LoginFailed, Problem
from samveita.ground.identity.login.provider import provider
from samveita.ground.identity.login.tokens import SKEW_SECONDS, read_id_token
from samveita.ground.identity.models import Account
from samveita.ground.identity.roles import offices_of
from samveita.ground.identity.sessions import recall
from samveita.ui.formats import words
from samveita.ui.parts import Fact

log = logging.getLogger(__name__)

BROWSER_SECRET = "samveita_browser_secret"  # noqa: S105 - the key it is kept under, not the secret
PROMPTS = {"nyleg": "login", "umbod": "select_account"}
"""Parameters of the start address and what they ask of the login service."""


@public("whoever isn't logged in must be able to log in")
@never_cache
@require_safe
def login_page(request: HttpRequest) -> HttpResponse:
    """Explain in a few words, with one button; who is logged in already goes on."""
    next_path = hosts.own_path(request.GET.get("next", ""), "")
    if getattr(request, "login", None) is not None and next_path:
        return HttpResponseRedirect(next_path)
    query = f"?{urlencode({'next': next_path})}" if next_path else ""
    return render(request, "identity/login.html", {"start_url": reverse("identity:start") + query})


@public("the way to the login service")
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the login service; from a municipality's own host by way of the central one."""
    prompt = next((PROMPTS[name] for name in PROMPTS if request.GET.get(name)), "")
    next_path = hosts.own_path(request.GET.get("next", ""))
    if not hosts.is_central(request):
        return _to_central_host(request, next_path)
    host, browser_state = request.GET.get("gestgjafi", ""), request.GET.get("vafri", "")
    if host and not (hosts.is_ours(host) and browser_state):
        host, browser_state = "", ""
    try:
        address = asking.ask(
            provider(),
            request.session,
            next_path=next_path,
            language=_language(),
            prompt=prompt,
            host=host,
            browser_state=browser_state if host else "",
        )
    except LoginFailed as failure:
        return failed(request, failure, next_path)
    return HttpResponseRedirect(address)


def _to_central_host(request: HttpRequest, next_path: str) -> HttpResponse:
    """Keep a secret in this browser and send it on, with the secret's digest, to the host that may log in."""
    secret = asking.new_secret()
    request.session[BROWSER_SECRET] = secret
    query = {name: "1" for name in PROMPTS if request.GET.get(name)} | {
        "next": next_path,
        "gestgjafi": request.get_host(),
        "vafri": asking.digest_of(secret),
    }
    central = urlsplit(settings.PUBLIC_ADDRESS).netloc
    return HttpResponseRedirect(f"{hosts.address_on(central, reverse('identity:start'))}?{urlencode(query)}")


@public("where the login service sends the browser back")
@never_cache
@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Judge the login service's answer and open the session, here or on the municipality's own host."""
    asked = asking.take(request.session, request.GET.get("state", ""))
    next_path = asked.next_path if asked else "/"
    with translation.override(asked.language if asked else _language()):
        try:
            return _opened(request, asked)
        except LoginFailed as failure:
            return failed(request, failure, next_path)


def _opened(request: HttpRequest, asked: Asked | None) -> HttpResponse:
    if asked is None:
        raise LoginFailed(Problem.EXPIRED, "unknown state")
    if request.GET.get("error"):
        raise LoginFailed(Problem.CANCELLED)
    service = provider()
    tokens = service.redeem(
        code=request.GET.get("code", ""), verifier=asked.verifier, redirect_uri=asking.redirect_uri()
    )
    claims = read_id_token(service, tokens.id_token, nonce=asked.nonce, access_token=tokens.access_token)
    identified = identify(claims)
    if asked.fresh and identified.authenticated_at < asked.started_at - SKEW_SECONDS:
        raise LoginFailed(Problem.NOT_FRESH, "prompt=login was not honoured")
    account, login = entering.recognise(identified)
    hint = hints.sealed(tokens.id_token)
    if asked.host:
        secret = tickets.issue(account=account, login=login, hint=hint, asked=asked)
        path = f"{reverse('identity:ticket')}?{urlencode({'midi': secret})}"
        return HttpResponseRedirect(hosts.address_on(asked.host, path))
    entering.open_session(request, account=account, login=login, hint=hint)
    return HttpResponseRedirect(asked.next_path)


@public("where the central host sends the browser with a ticket of one use")
@never_cache
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """Trade a ticket for a session on this host."""
    browser_secret = str(request.session.pop(BROWSER_SECRET, ""))
    try:
        found = tickets.redeem(
            secret=request.GET.get("midi", ""), host=request.get_host(), browser_secret=browser_secret
        )
    except LoginFailed as failure:
        return failed(request, failure, "/")
    entering.open_session(request, account=found.account, login=found.login, hint=found.hint)
    return HttpResponseRedirect(hosts.own_path(found.next_path))


@resident
@never_cache
@require_safe
def acting(request: HttpRequest) -> HttpResponse:
    """Show who is logged in, whose affairs it is about, and at which offices she works."""
    login = recall(request.session)
    account = cast("Account", request.user)
    kinds = known_delegations(login.delegations) if login else ()
    facts = [
        Fact(_("Innskráning"), account.person.name),
        Fact(_("Hver á málin"), request.subject.name),  # type: ignore[attr-defined]
    ]
    if kinds:
        facts.append(Fact(_("Umboð"), ", ".join(words(NAMES[kind]) for kind in kinds)))
    switch = urlencode({"umbod": "1", "next": reverse("identity:acting")})
    return render(
        request,
        "identity/acting.html",
        {
            "facts": facts,
            "offices": [] if kinds else offices_of(account.person),
            "switch_url": f"{reverse('identity:start')}?{switch}",
        },
    )


@resident
@require_POST
def end_delegation(_request: HttpRequest) -> HttpResponse:
    """Leave the delegation: the login service asks anew for whom, since only it may say."""
    return HttpResponseRedirect(f"{reverse('identity:start')}?{urlencode({'umbod': '1'})}")


def failed(request: HttpRequest, failure: LoginFailed, next_path: str) -> HttpResponse:
    """Record the refusal and say what to do."""
    log.warning("login failed: %s", failure)
    entering.refuse(failure.problem)
    explanation = EXPLANATIONS[failure.problem]
    again = f"{reverse('identity:login')}?{urlencode({'next': next_path})}"
    return render(
        request,
        "identity/login_failed.html",
        {"explanation": explanation, "again_url": again},
        status=explanation.status,
    )


def _language() -> str:
    return (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
