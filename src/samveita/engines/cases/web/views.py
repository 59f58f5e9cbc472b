"""The resident's own pages of a case: sending it in, following it, reading its letter, withdrawing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samveita.engines.cases.declaring import Purpose
from samveita.engines.cases.intake import submit
from samveita.engines.cases.models import CaseDocument
from samveita.engines.cases.process import CaseRefused, take
from samveita.engines.cases.reading import open_document
from samveita.engines.cases.web.case_page import show_case
from samveita.engines.cases.web.finding import own_case
from samveita.engines.forms.models import Draft
from samveita.ground.identity.access import organisation_or_404, resident
from samveita.ground.identity.policies import require
from samveita.ground.vault.files import download


@require_POST
@resident
def submit_application(request: HttpRequest, organisation: str, service: str) -> HttpResponse:
    """Send a finished application in; sent twice, it leads to the same case."""
    municipality = organisation_or_404(organisation)
    try:
        draft = UUID(request.POST.get("draft", ""))
        case = submit(actor=request.actor, draft_uid=draft, language=get_language() or "is")  # type: ignore[attr-defined]
    except (ValueError, Draft.DoesNotExist) as error:
        if isinstance(error, CaseRefused):
            messages.error(request, error.reason.in_language(get_language() or "is"))
            return redirect("forms:review", organisation=municipality.slug, service=service)
        raise Http404 from error
    messages.success(
        request, _("Við höfum fengið umsóknina þína. Málsnúmerið er %(number)s.") % {"number": case.number}
    )
    return redirect("cases:case", organisation=municipality.slug, uid=case.uid)


@require_GET
@resident
def case_page(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Show a case to its applicant, whole; to another party of it what is asked of her and nothing else."""
    return show_case(request, own_case(request, organisation, uid))


@require_GET
@resident
def document(request: HttpRequest, organisation: str, uid: UUID, document: UUID) -> HttpResponseBase:
    """Hand out a document of the case as a download."""
    case = own_case(request, organisation, uid)
    try:
        found = open_document(actor=request.actor, uid=document, case=case.uid)  # type: ignore[attr-defined]
    except CaseDocument.DoesNotExist as error:
        raise Http404 from error
    return download(found.file, actor=request.actor)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@resident
def withdraw(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Ask whether she wants to withdraw the application, and do it."""
    case = own_case(request, organisation, uid)
    require(request.actor, "cases.read", case)  # type: ignore[attr-defined]
    row = case.process.for_purpose(case.state, Purpose.WITHDRAW)
    if row is None:
        return redirect("cases:case", organisation=organisation, uid=uid)
    if request.method == "POST":
        try:
            take(actor=request.actor, uid=uid, event=row.event)  # type: ignore[attr-defined]
            messages.success(request, _("Þú dróst umsóknina til baka."))
        except CaseRefused as refused:
            messages.error(request, refused.reason.in_language(get_language() or "is"))
        return redirect("cases:case", organisation=organisation, uid=uid)
    return render(request, "cases/withdraw.html", {"case": case, "row": row})
