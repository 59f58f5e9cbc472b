"""The page of a delivery that machines could not finish, where a person settles it: send it again, or say that it arrived.

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


def _payment(delivery: Delivery) -> UUID | None:
    if delivery.kind != RECORD:
        return None
    found: UUID | None = (
        PaymentLine.objects.filter(handover_uid=delivery.target).values_list("uid", flat=True).first()
    )
    return found
