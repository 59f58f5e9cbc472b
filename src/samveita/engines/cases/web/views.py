"""The resident's own pages of a case: sending it in, following it, reading its letter, withdrawing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samveita.engines.cases.deciding import frozen, submitted_answers
from samveita.engines.cases.declaring import AppealTerm, Purpose
from samveita.engines.cases.intake import submit
from samveita.engines.cases.models import Case, CaseDocument, Decision
from samveita.engines.cases.process import CaseRefused, possible_moves, take
from samveita.engines.cases.reading import looks_of, open_case, open_document, timeline_of
from samveita.engines.cases.web.presenting import explained, look_items, timeline_items
from samveita.engines.forms.models import Draft
from samveita.ground.identity.access import organisation_or_404, resident
from samveita.ground.organisations.context import contact_of
from samveita.ground.organisations.queries import successor_of
from samveita.ground.vault.files import download
from samveita.iceland.clock import ICELAND
from samveita.ui.parts import Crumb, ExplainedAmount, Fact


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision as the applicant reads it; how to appeal is empty until her letter is served, for time runs from then."""

    decision: Decision
    amount: ExplainedAmount | None
    reasons: Mapping[str, object]
    appeal: tuple[AppealTerm, ...]


def _own_case(request: HttpRequest, organisation: str, uid: UUID) -> Case:
    """Return a case in scope that is of the municipality in the address; nothing is shown of it yet."""
    municipality = organisation_or_404(organisation)
    found: Case | None = (
        Case.objects.select_related("municipality__successor", "office", "person").filter(uid=uid).first()
    )
    if found is None or successor_of(found.municipality) != municipality:
        raise Http404
    request.organisation = municipality  # type: ignore[attr-defined]
    return found


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
    """Show a case: what is asked of her, where it stands, the decision, the letter, how to appeal, who looked."""
    case = open_case(actor=request.actor, uid=_own_case(request, organisation, uid).uid)  # type: ignore[attr-defined]
    state = case.process.state(case.state)
    submitted = submitted_answers(case)
    context = {
        "case": case,
        "service": case.declaration,
        "state": state,
        "crumbs": [
            Crumb(label=_("Málin mín"), url=reverse("front:mine", kwargs={"organisation": organisation})),
            Crumb(label=case.declaration.name, url=""),
        ],
        "timeline": timeline_items(case, timeline_of(case, for_resident=True)),
        "looks": look_items(case, looks_of(case)),
        "answers_language": submitted.language,
        "answers": [
            Fact(term=line.label, value=line.answer) for step in submitted.shown for line in step.lines
        ],
        "decisions": [
            _decision(case, decision)
            for decision in case.decisions.select_related("case__office", "case__municipality").order_by(
                "-number"
            )
        ],
        "documents": case.documents.filter(visible_to_resident=True)
        .select_related("file")
        .order_by("-created_at"),
        "office": successor_of(case.office),
        "office_contact": contact_of(successor_of(case.office)),
        "withdrawal": next(
            (row for row in possible_moves(request.actor, case) if row.purpose is Purpose.WITHDRAW),  # type: ignore[attr-defined]
            None,
        ),
    }
    return render(request, "cases/case.html", context)


def _decision(case: Case, decision: Decision) -> ShownDecision:
    content, terms = frozen(decision), case.declaration.appeal_terms
    calculation = content.calculation
    notified = decision.served_at if decision.dispatch else decision.decided_at
    return ShownDecision(
        decision=decision,
        amount=explained(calculation, label=calculation.lines[-1].label) if calculation else None,
        reasons=content.reasons,
        appeal=terms(case, notified.astimezone(ICELAND).date()) if terms and notified else (),
    )


@require_GET
@resident
def document(request: HttpRequest, organisation: str, uid: UUID, document: UUID) -> HttpResponseBase:
    """Hand out a document of the case as a download."""
    case = _own_case(request, organisation, uid)
    try:
        found = open_document(actor=request.actor, uid=document, case=case.uid)  # type: ignore[attr-defined]
    except CaseDocument.DoesNotExist as error:
        raise Http404 from error
    return download(found.file, actor=request.actor)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@resident
def withdraw(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Ask whether she wants to withdraw the application, and do it."""
    case = _own_case(request, organisation, uid)
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
