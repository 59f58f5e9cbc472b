"""A decision that waits for a second person: she reads it with its letter, and approves it or sends it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samveita.engines.cases.deciding import draft_decision, figures_of, letter_of
from samveita.engines.cases.declaring import CannotPropose, DecisionDraft
from samveita.engines.cases.models import Case, ProposalState, ProposedDecision
from samveita.engines.cases.process import NOT_NOW, CaseRefused
from samveita.engines.cases.proposing import approve_proposed, content_of, send_back
from samveita.engines.forms.answering import in_words
from samveita.engines.mailbox.announcing import CannotAnnounce
from samveita.faces.desk.figures import calculated, checked, filled
from samveita.faces.desk.step_forms import SENT_BACK_FORM
from samveita.faces.desk.web.case import found_case, show_case
from samveita.faces.desk.web.decisions import FRESH_TO_BEGIN, FRESH_TO_FINISH, as_pdf
from samveita.faces.desk.web.frame import READERS, actor_of, framed
from samveita.faces.desk.web.steps import CONFLICT, case_address
from samveita.ground.identity.access import staff
from samveita.ground.identity.login.freshness import require_fresh
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.parts import Fact

SEND_BACK = "send_back"


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_page(
    request: HttpRequest, *, organisation: Organisation, uid: UUID, proposal: UUID
) -> HttpResponse:
    """Show a proposed decision, approve it, or send it back."""
    actor = actor_of(request)
    case = found_case(actor, uid)
    require(actor, "cases.decide", case)
    found = _waiting(case, proposal)
    if found is None:
        return show_case(request, organisation, case, refusal=NOT_NOW, status=CONFLICT)
    is_finishing = request.method == "POST"
    detour = require_fresh(request, within=FRESH_TO_FINISH if is_finishing else FRESH_TO_BEGIN)
    if detour is not None:
        return detour
    if not is_finishing:
        return _page(request, organisation, case, found)
    if request.POST.get("act") == SEND_BACK:
        return _sent_back(request, organisation, case, found)
    return _approved(request, organisation, case, found)


def _approved(
    request: HttpRequest, office: Organisation, case: Case, found: ProposedDecision
) -> HttpResponse:
    try:
        approve_proposed(actor=actor_of(request), uid=found.uid)
    except (CaseRefused, CannotPropose) as refusal:
        now = found_case(actor_of(request), case.uid)
        return show_case(request, office, now, refusal=refusal.reason, status=CONFLICT)
    except CannotAnnounce as refusal:
        told = str(refusal)
        return _page(request, office, case, found, refusal=Text(is_=told, en=told, pl=told), status=CONFLICT)
    messages.success(request, _("Ákvörðunin er samþykkt og tekin."))
    return redirect("desk:decided", organisation=office.slug, uid=case.uid)


def _sent_back(
    request: HttpRequest, office: Organisation, case: Case, found: ProposedDecision
) -> HttpResponse:
    raw = {key: str(value) for key, value in request.POST.items()}
    kept = checked(SENT_BACK_FORM, raw)
    if kept.errors:
        return _page(request, office, case, found, typed=(raw, kept.errors), status=422)
    try:
        send_back(actor=actor_of(request), uid=found.uid, because=str(kept.answers["because"]))
    except CaseRefused as refusal:
        now = found_case(actor_of(request), case.uid)
        return show_case(request, office, now, refusal=refusal.reason, status=CONFLICT)
    messages.success(request, _("Tillagan er send til baka með skýringunni."))
    return redirect(case_address(request, office, case.uid))


@staff(Role.CASE_WORKER)
@require_safe
def letter_preview(
    request: HttpRequest, *, organisation: Organisation, uid: UUID, proposal: UUID
) -> HttpResponse:
    """Show the letter as it would be sent when the proposal is approved now."""
    actor = actor_of(request)
    case = found_case(actor, uid)
    require(actor, "cases.decide", case)
    found = _waiting(case, proposal)
    try:
        letter = None if found is None else letter_of(case, _draft(case, found))
    except (CaseRefused, CannotPropose) as refusal:
        return show_case(request, organisation, case, refusal=refusal.reason, status=CONFLICT)
    if letter is None:
        raise Http404
    return as_pdf(letter.pdf, case)


def _draft(case: Case, found: ProposedDecision) -> DecisionDraft:
    content = content_of(found)
    return draft_decision(
        case,
        event=content.event,
        figures=figures_of(case),
        reasons=content.reasons,
        signed_by=content.signed_by,
    )


def _waiting(case: Case, uid: UUID) -> ProposedDecision | None:
    """Return the proposal while it waits and the case is as it was when it was written."""
    found: ProposedDecision | None = case.proposals.select_related("case__office").filter(uid=uid).first()
    if found is None:
        raise Http404
    waits = found.state == ProposalState.WAITING and found.revision == case.revision
    return found if waits else None


def _page(
    request: HttpRequest,
    office: Organisation,
    case: Case,
    found: ProposedDecision,
    *,
    typed: tuple[dict[str, str], dict[str, Text]] = ({}, {}),
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    content = content_of(found)
    row = case.process.find(case.state, content.event)
    raw, errors = typed
    sent_back = filled(SENT_BACK_FORM, {}, raw=raw, errors=errors)
    who = Person.objects.filter(uid=found.proposed_by).values_list("name", flat=True).first()
    context = framed(
        request,
        office,
        "cases",
        case=case,
        row=row,
        who=who or "",
        proposed_at=found.proposed_at,
        is_own=found.proposed_by == actor_of(request).human,
        reasons=_as_facts(case, content.event, content.reasons),
        signed_by=content.signed_by,
        calculation=calculated(case),
        form=sent_back,
        errors=sent_back.errors,
        refusal=refusal,
        back=case_address(request, office, case.uid),
        preview_url=reverse("desk:proposal-letter", args=[office.slug, case.uid, found.uid])
        if row is not None and row.letter
        else "",
    )
    return render(request, "desk/proposal.html", context, status=status)


def _as_facts(case: Case, event: str, reasons: dict[str, Any]) -> list[Fact]:
    form = case.declaration.reasons_forms.get(event)
    if form is None:
        return []
    questions = [question for step in form.steps for question in step.questions]
    return [
        Fact(question.label, in_words(question, reasons[question.key]))
        for question in questions
        if reasons.get(question.key) not in {None, ""}
    ]
