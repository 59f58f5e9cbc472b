"""Where a resident who disagrees writes her complaint: drafted from the case, hers to change, save, print or send.

Within the municipality it is sent from here. To a committee outside it she sends it herself: the page says where and by
when, and gives her the PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.cases.complaining import (
    Point,
    Route,
    about_point,
    begun_text,
    latest_decision,
    point_of,
    points_of,
    route_of,
    save_complaint,
    saved_draft,
    send_complaint,
    text_of,
)
from samveita.engines.cases.complaint_letter import written
from samveita.engines.cases.corresponding import ShownDocument
from samveita.engines.cases.deciding import frozen
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.reading import show
from samveita.engines.cases.web.asked import own_correspondence
from samveita.engines.cases.web.case_page import show_case
from samveita.engines.cases.web.finding import Refusal, actor_of, case_address, own_case, page_language
from samveita.ground.identity.access import resident
from samveita.ui.formats import in_words, words
from samveita.ui.parts import Crumb, FieldError

LONGEST_GROUNDS = 8_000


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What the page is about: the decision, what of it is disputed, to whom it goes, and what has been written."""

    case: Case
    decision: Decision
    route: Route
    point: Point | None
    grounds: str
    is_saved: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@resident
def appeal_page(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Show her complaint with its last day, and save, print or send it; it needs no form and no reasons."""
    case = show(actor=actor_of(request), case=own_case(request, organisation, uid))
    decision, route = latest_decision(case), route_of(actor_of(request), case)
    wanted = request.POST.get("do", "send")
    if request.method == "POST" and wanted == "send" and (route is None or route.is_internal):
        return _sent(request, case, decision, route)
    if decision is None or route is None:
        return redirect("cases:case", organisation=organisation, uid=uid)
    if request.method != "POST":
        return _page(request, _begun(request, case, decision, route))
    complaint = _typed(request, case, decision, route)
    if len(complaint.grounds) > LONGEST_GROUNDS:
        return _page(request, complaint, is_too_long=True)
    return _saved(request, complaint, prints=wanted == "print")


def _saved(request: HttpRequest, complaint: _Complaint, *, prints: bool) -> HttpResponse:
    case, point = complaint.case, complaint.point
    try:
        save_complaint(
            actor=actor_of(request), case=case, grounds=complaint.grounds, point=point.key if point else ""
        )
    except CaseRefused as refusal:
        return show_case(request, case, refusal=Refusal("afryjun", refusal.reason))
    if prints:
        return _printed(request, complaint)
    messages.success(request, _("Drögin eru vistuð. Enginn annar sér þau."))
    return redirect("cases:appeal", organisation=request.organisation.slug, uid=case.uid)  # type: ignore[attr-defined]


def _begun(request: HttpRequest, case: Case, decision: Decision, route: Route) -> _Complaint:
    """Return what she saved, or the beginning of a text; something else she has just tapped is added to what she saved."""
    content, draft = frozen(decision), saved_draft(decision)
    point = point_of(content, request.GET.get("lidur", ""))
    if draft is not None:
        saved, text = point_of(content, draft.point), text_of(draft)
        if point is None or point == saved:
            return _Complaint(case, decision, route, saved, text, is_saved=True)
        text = f"{text}\n\n{about_point(point, page_language())}"
        return _Complaint(case, decision, route, point, text, is_saved=True)
    return _Complaint(case, decision, route, point, begun_text(decision, point, page_language()))


def _typed(request: HttpRequest, case: Case, decision: Decision, route: Route) -> _Complaint:
    typed = request.POST.get("grounds", "").replace("\r\n", "\n")
    point = point_of(frozen(decision), request.POST.get("lidur", ""))
    return _Complaint(case, decision, route, point, typed)


def _sent(request: HttpRequest, case: Case, decision: Decision | None, route: Route | None) -> HttpResponse:
    typed = request.POST.get("grounds", "").replace("\r\n", "\n")
    if len(typed) > LONGEST_GROUNDS and decision is not None and route is not None:
        return _page(request, _typed(request, case, decision, route), is_too_long=True)
    try:
        send_complaint(actor=actor_of(request), uid=case.uid, grounds=typed)
    except CaseRefused as refusal:
        return show_case(request, case, refusal=Refusal("afryjun", refusal.reason))
    messages.success(request, _("Við höfum fengið áfrýjunina þína."))
    return redirect("cases:case", organisation=request.organisation.slug, uid=case.uid)  # type: ignore[attr-defined]


def _printed(request: HttpRequest, complaint: _Complaint) -> HttpResponse:
    documents = tuple(_called(one) for one in _documents(request, complaint.case))
    letter = written(
        complaint.case,
        complaint.decision,
        complaint.route,
        grounds=complaint.grounds,
        point=complaint.point,
        documents=documents,
    )
    name = f"{complaint.case.number}-kaera.pdf"
    return HttpResponse(
        letter.pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _documents(request: HttpRequest, case: Case) -> list[ShownDocument]:
    return sorted(own_correspondence(actor_of(request), case).documents, key=lambda one: one.created_at)


def _called(document: ShownDocument) -> str:
    """Return what a document is called in the letter, which is in Icelandic."""
    return f"{document.title.is_} ({document.name})"


def _page(request: HttpRequest, complaint: _Complaint, *, is_too_long: bool = False) -> HttpResponse:
    case, organisation = complaint.case, request.organisation.slug  # type: ignore[attr-defined]
    own = case_address(organisation, case.uid)
    too_long = _("Textinn er of langur. Styttu hann og reyndu aftur.") if is_too_long else ""
    title = _("Áfrýja ákvörðun") if complaint.route.is_internal else _("Kæra ákvörðun")
    context = {
        "title": title,
        "case": case,
        "route": complaint.route,
        "until": complaint.route.last_day.date,
        "point": complaint.point,
        "points": points_of(frozen(complaint.decision)),
        "is_saved": complaint.is_saved,
        "decided_on": in_words(complaint.decision.decided_at),
        "typed": complaint.grounds,
        "documents": [words(one.title) + f" ({one.name})" for one in _documents(request, case)],
        "error": too_long,
        "errors": [FieldError("grounds", too_long)] if too_long else [],
        "most": LONGEST_GROUNDS,
        "back": own,
        "crumbs": [
            Crumb(label=_("Málin mín"), url=reverse("front:mine", kwargs={"organisation": organisation})),
            Crumb(label=case.declaration.name, url=own),
            Crumb(label=title),
        ],
    }
    return render(request, "cases/appeal.html", context, status=422 if is_too_long else 200)
