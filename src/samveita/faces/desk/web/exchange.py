"""What staff does about a case's correspondence on its page: writes, notes, adds and checks documents, waives, extends.

Each form leads back to the case. What is refused is told on top of the page, with what was typed still in its field.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samveita.engines.cases.data_requests import cancel, extend, hand_in, waive
from samveita.engines.cases.filing import add_document, check_document
from samveita.engines.cases.messaging import send_message, write_note
from samveita.engines.cases.models import Case, CaseDocument, DataRequest, DataRequestItem
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.web.finding import uploads_of
from samveita.faces.desk.exchange_forms import DATA_FORM
from samveita.faces.desk.figures import checked
from samveita.faces.desk.web.case import found_case, show_case
from samveita.faces.desk.web.frame import READERS, actor_of
from samveita.faces.desk.web.steps import CONFLICT, case_address
from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation

NOT_FOUND = (
    Case.DoesNotExist,
    CaseDocument.DoesNotExist,
    DataRequest.DoesNotExist,
    DataRequestItem.DoesNotExist,
)


def _done(
    request: HttpRequest, office: Organisation, uid: UUID, act: Callable[[], Any], *, told: str, place: str
) -> HttpResponse:
    """Do it and lead back to its place on the case's page; or show the page with why it was refused."""
    try:
        act()
    except NOT_FOUND as error:
        raise Http404 from error
    except CaseRefused as refusal:
        case = found_case(actor_of(request), uid)
        return show_case(request, office, case, refusal=refusal.reason, status=CONFLICT)
    messages.success(request, told)
    return redirect(f"{case_address(request, office, uid)}#{place}")


@staff(*READERS)
@require_POST
def write(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Send the applicant a message."""
    actor, text = actor_of(request), request.POST.get("text", "")
    uploads = uploads_of(request, "files")
    return _done(
        request,
        organisation,
        uid,
        lambda: send_message(actor=actor, uid=uid, text=text, uploads=uploads),
        told=_("Skilaboðin eru send."),
        place="skilabod",
    )


@staff(*READERS)
@require_POST
def note(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Keep a note of the office's own."""
    actor, text = actor_of(request), request.POST.get("note", "")
    return _done(
        request,
        organisation,
        uid,
        lambda: write_note(actor=actor, uid=uid, text=text),
        told=_("Minnispunkturinn er vistaður."),
        place="minnispunktar",
    )


@staff(*READERS)
@require_POST
def add(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Add documents to the case, for the applicant too or for the office alone."""
    actor, uploads = actor_of(request), uploads_of(request, "documents")
    share, on_paper = request.POST.get("share") == "on", request.POST.get("on_paper") == "on"
    return _done(
        request,
        organisation,
        uid,
        lambda: add_document(actor=actor, uid=uid, uploads=uploads, share=share, on_paper=on_paper),
        told=_("Skjölin eru komin í málið."),
        place="skjol",
    )


@staff(*READERS)
@require_POST
def check(request: HttpRequest, *, organisation: Organisation, uid: UUID, document: UUID) -> HttpResponse:
    """Mark a document as gone over."""
    actor = actor_of(request)
    return _done(
        request,
        organisation,
        uid,
        lambda: check_document(actor=actor, uid=document),
        told=_("Skjalið er merkt yfirfarið."),
        place="skjol",
    )


@staff(*READERS)
@require_POST
def item(request: HttpRequest, *, organisation: Organisation, uid: UUID, item: UUID) -> HttpResponse:
    """Waive one thing asked for, or hand in what came on paper."""
    actor, uploads = actor_of(request), uploads_of(request, f"files-{item}")
    if request.POST.get("act") == "waive":
        return _done(
            request,
            organisation,
            uid,
            lambda: waive(actor=actor, item=item),
            told=_("Umsækjandinn þarf ekki að skila þessu."),
            place="gogn",
        )
    return _done(
        request,
        organisation,
        uid,
        lambda: hand_in(actor=actor, item=item, uploads=uploads),
        told=_("Gögnin eru komin í málið."),
        place="gogn",
    )


@staff(*READERS)
@require_POST
def change_request(
    request: HttpRequest, *, organisation: Organisation, uid: UUID, asked: UUID
) -> HttpResponse:
    """Give the applicant a later day, or stop asking; the reason goes to her as a message."""
    actor, reason = actor_of(request), request.POST.get("reason", "")
    if request.POST.get("act") == "cancel":
        return _done(
            request,
            organisation,
            uid,
            lambda: cancel(actor=actor, uid=asked, reason=reason),
            told=_("Hætt er að biðja um gögnin."),
            place="gogn",
        )
    kept = checked(DATA_FORM, {"due_on": request.POST.get("due_on", "")})
    if kept.errors:
        case = found_case(actor, uid)
        refusal = next(iter(kept.errors.values()))
        return show_case(request, organisation, case, refusal=refusal, status=422)
    day = date.fromisoformat(str(kept.answers["due_on"]))
    return _done(
        request,
        organisation,
        uid,
        lambda: extend(actor=actor, uid=asked, due_on=day, reason=reason),
        told=_("Fresturinn er lengdur."),
        place="gogn",
    )
