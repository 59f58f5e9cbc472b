"""Pages of what machines could not deliver, where a person settles it: a letter in the mailbox, or any other delivery.

A delivery whose own room has a better page (a payment) leads there instead.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.cases.models import Case
from samveita.engines.mailbox import by_hand
from samveita.engines.mailbox.models import Dispatch, State
from samveita.engines.mailbox.withdrawing import NothingToConfirm, confirm
from samveita.engines.payments.models import PaymentLine
from samveita.engines.payments.withdrawing import RECORD
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Organisation
from samveita.ground.worklist.deliveries import confirm_arrived, try_again
from samveita.ground.worklist.handlers import KINDS
from samveita.ground.worklist.models import Delivery, DeliveryState


@staff(Role.CASE_WORKER, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def delivery_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show what could not be delivered and how often it was tried; a POST settles it."""
    found = Delivery.objects.select_related("office__successor", "municipality").filter(uid=uid).first()
    if found is None:
        raise Http404
    line = _payment(found)
    if line is not None:
        return redirect("desk:payment-line", organisation=organisation.slug, uid=line)
    if request.method == "POST":
        if request.POST.get("gert") == "aftur":
            try_again(actor=actor_of(request), delivery=found)
            messages.success(request, _("Sendingin fer aftur af stað."))
        else:
            confirm_arrived(actor=actor_of(request), delivery=found)
            messages.success(request, _("Skráð er að sendingin hafi borist."))
        return redirect("desk:start", organisation=organisation.slug)
    context = framed(
        request,
        organisation,
        "start",
        delivery=found,
        what=KINDS[found.kind].title if found.kind in KINDS else found.kind,
        case=Case.objects.filter(uid=found.case).first() if found.case else None,
        waits=found.state == DeliveryState.FOR_A_PERSON,
    )
    return render(request, "desk/delivery.html", context)


@staff(Role.CASE_WORKER, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def dispatch_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show a letter the mailbox did not take, or may not have; a POST says what becomes of it."""
    found = Dispatch.objects.select_related("office", "sender", "recipient").filter(uid=uid).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        _settle_letter(request, found)
        return redirect("desk:start", organisation=organisation.slug)
    context = framed(
        request,
        organisation,
        "start",
        dispatch=found,
        case=Case.objects.filter(uid=found.case).first() if found.case else None,
        waits=by_hand.waits_for_a_person(found),
        is_unknown=found.state == State.UNKNOWN,
        is_refused=found.state == State.REJECTED,
    )
    return render(request, "desk/dispatch.html", context)


def _settle_letter(request: HttpRequest, found: Dispatch) -> None:
    actor, what = actor_of(request), request.POST.get("gert", "")
    try:
        if what == "aftur":
            by_hand.try_again(actor=actor, dispatch=found)
            messages.success(request, _("Bréfið fer aftur af stað."))
        elif what == "annad":
            by_hand.sent_otherwise(actor=actor, dispatch=found)
            messages.success(request, _("Skráð er að bréfið hafi farið á annan hátt."))
        else:
            confirm(actor=actor, dispatch=found, arrived=what == "barst")
            messages.success(request, _("Svarið um bréfið er skráð."))
    except (by_hand.NothingToDo, NothingToConfirm):
        messages.info(request, _("Ljóst er orðið hvað varð um bréfið."))


def _payment(delivery: Delivery) -> UUID | None:
    if delivery.kind != RECORD:
        return None
    found: UUID | None = (
        PaymentLine.objects.filter(handover_uid=delivery.target).values_list("uid", flat=True).first()
    )
    return found
