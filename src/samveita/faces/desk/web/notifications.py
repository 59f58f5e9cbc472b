"""Notifications to staff: asking for the daily digest by e-mail, and stopping it. Off until somebody asks for it herself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.faces.desk.digest import DIGEST, DigestChoices, own_subscription
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.notices.addresses import AddressRefused
from samveita.ground.notices.subscribing import TooMany, ask, own_token, stop_subscription
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland.texts import LANGUAGES, Text

WORKERS = (Role.CASE_WORKER, Role.ADMINISTRATOR)


@staff(*WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
@keys_at_hand()
def notifications_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show whether she gets the digest; a POST asks for it or stops it."""
    actor = actor_of(request)
    if actor.human is None:
        raise RuntimeError("staff is somebody")
    running = own_subscription(organisation, actor.human)
    if request.method != "POST":
        return _page(request, organisation, running=running)
    if request.POST.get("skref") == "haetta":
        if running is not None:
            stop_subscription(own_token(running.uid))
        messages.success(request, _("Þú færð ekki lengur daglegt yfirlit."))
        return redirect("desk:notifications", organisation=organisation.slug)
    language = get_language() or "is"
    address = request.POST.get("email", "")[:254]
    try:
        ask(
            topic=DIGEST,
            office=organisation,
            address=address,
            choices=DigestChoices(person=actor.human),
            language=language if language in LANGUAGES else "is",
        )
    except (AddressRefused, TooMany) as refused:
        return _page(request, organisation, running=running, address=address, error=refused.reason)
    messages.success(request, _("Við sendum slóð á netfangið. Opnaðu hana til að staðfesta."))
    return redirect("desk:notifications", organisation=organisation.slug)


def _page(
    request: HttpRequest,
    office: Organisation,
    *,
    running: object,
    address: str = "",
    error: Text | None = None,
) -> HttpResponse:
    context = framed(request, office, "notifications", running=running, address=address, error=error)
    return render(request, "desk/notifications.html", context, status=422 if error else 200)
