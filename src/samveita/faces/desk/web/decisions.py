"""Deciding a case: reasons beside the calculation the decision freezes, the letter to read first, and what comes after.

A case on a committee's agenda is decided on the same page, with the minutes. Where the municipality wants a second person
above an amount, the page also puts the decision before one.

Who decides has used her electronic id within the last quarter of an hour; she is asked when the page opens, so that the
reasons she writes are never lost to a login. She is given longer to finish what she has begun to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.cases.committee import enter_minutes
from samveita.engines.cases.deciding import (
    decide,
    draft_decision,
    figures_of,
    first_reasons,
    frozen,
    letter_of,
)
from samveita.engines.cases.declaring import CannotPropose, Transition
from samveita.engines.cases.models import AgendaItem, AgendaState, Case
from samveita.engines.cases.process import NOT_NOW, CaseRefused
from samveita.engines.cases.proposing import propose_decision
from samveita.engines.cases.settings import settings_of
from samveita.engines.cases.showing import signature_of
from samveita.engines.forms.answering import Checked
from samveita.engines.mailbox.announcing import CannotAnnounce
from samveita.faces.desk.figures import calculated, checked, filled, shown
from samveita.faces.desk.letters import letters_of
from samveita.faces.desk.step_forms import MINUTES_FORM
from samveita.faces.desk.web.case import found_case, show_case
from samveita.faces.desk.web.frame import READERS, actor_of, framed
from samveita.faces.desk.web.steps import CONFLICT, case_address, revision_of
from samveita.ground.identity.access import staff
from samveita.ground.identity.login.freshness import require_fresh
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.parts import FieldError

FRESH_TO_BEGIN, FRESH_TO_FINISH = timedelta(minutes=15), timedelta(minutes=60)
LONGEST_SIGNATURE = 120
PROPOSE = "propose"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written on the page: raw, checked, the minutes when a committee decided, and the name under the letter."""

    raw: Mapping[str, str]
    kept: Checked
    minutes: Checked
    signed_by: str

    @property
    def errors(self) -> dict[str, Text]:
        """What to mend before the decision can be made."""
        return {**self.letter_errors, **self.minutes.errors}

    @property
    def letter_errors(self) -> dict[str, Text]:
        """What to mend before its letter can be shown; that needs no minutes."""
        return dict(self.kept.errors) if self.signed_by else {**self.kept.errors, "signed_by": SIGN}


SIGN = Text(
    is_="Skrifaðu nafnið sem á að standa undir bréfinu.",
    en="Write the name that is to stand under the letter.",
    pl="Wpisz imię i nazwisko, które ma się znaleźć pod pismem.",
)


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_page(request: HttpRequest, *, organisation: Organisation, uid: UUID, event: str) -> HttpResponse:
    """Show the page of a decision, or make it."""
    actor = actor_of(request)
    case = found_case(actor, uid)
    row = _row(case, event)
    if row is None:
        return show_case(request, organisation, case, refusal=NOT_NOW, status=CONFLICT)
    require(actor, row.policy, case)
    is_finishing = request.method == "POST"
    detour = require_fresh(request, within=FRESH_TO_FINISH if is_finishing else FRESH_TO_BEGIN)
    if detour is not None:
        return detour
    if not is_finishing:
        return _page(request, organisation, case, row)
    return _made(request, organisation, case, row)


def _made(request: HttpRequest, office: Organisation, case: Case, row: Transition) -> HttpResponse:
    """Make the decision, or show the page again with everything that was written and why it wasn't made."""
    written = _written(request, case, row.event)
    if written.errors:
        return _page(request, office, case, row, written=written, status=422)
    try:
        told = _act(request, case, row, written)
    except (CaseRefused, CannotPropose) as refusal:
        return _refused(request, office, case, row, written=written, reason=refusal.reason)
    except CannotAnnounce as refusal:
        told = str(refusal)
        reason = Text(is_=told, en=told, pl=told)
        return _refused(request, office, case, row, written=written, reason=reason)
    messages.success(request, told)
    if request.POST.get("act") == PROPOSE:
        return redirect(case_address(request, office, case.uid))
    return redirect("desk:decided", organisation=office.slug, uid=case.uid)


def _act(request: HttpRequest, case: Case, row: Transition, written: Written) -> str:
    """Decide, enter the minutes that decided, or put the decision before a second person; return the sentence that tells."""
    given: dict[str, Any] = {
        "actor": actor_of(request),
        "uid": case.uid,
        "event": row.event,
        "reasons": written.kept.answers,
        "signed_by": written.signed_by,
        "revision": revision_of(request),
    }
    if request.POST.get("act") == PROPOSE:
        propose_decision(**given)
        return _("Ákvörðunin bíður þess að annar starfsmaður samþykki hana.")
    minutes = written.minutes.answers
    if not minutes:
        decide(**given)
        return _("Ákvörðunin er tekin.")
    enter_minutes(
        text=str(minutes["minutes_text"]),
        meeting_number=str(minutes["minutes_number"]),
        meeting_on=date.fromisoformat(str(minutes["minutes_on"])),
        **given,
    )
    return _("Bókunin er skráð og ákvörðunin tekin.")


def _on_agenda(case: Case) -> AgendaItem | None:
    found: AgendaItem | None = case.agenda_items.filter(state=AgendaState.ON_AGENDA).first()
    return found


@staff(Role.CASE_WORKER)
@require_POST
def letter_preview(
    request: HttpRequest, *, organisation: Organisation, uid: UUID, event: str
) -> HttpResponse:
    """Show the letter as it would be sent now; rendered from what is written on the page and stored nowhere."""
    actor = actor_of(request)
    case = found_case(actor, uid)
    row = _row(case, event)
    if row is None:
        return show_case(request, organisation, case, refusal=NOT_NOW, status=CONFLICT)
    require(actor, row.policy, case)
    written = _written(request, case, event)
    if written.letter_errors:
        return _page(request, organisation, case, row, written=written, status=422)
    try:
        draft = draft_decision(
            case,
            event=event,
            figures=figures_of(case),
            reasons=written.kept.answers,
            signed_by=written.signed_by,
        )
        letter = letter_of(case, draft)
    except (CaseRefused, CannotPropose) as refusal:
        return _page(
            request, organisation, case, row, written=written, refusal=refusal.reason, status=CONFLICT
        )
    if letter is None:
        raise Http404
    return as_pdf(letter.pdf, case)


def as_pdf(content: bytes, case: Case) -> HttpResponse:
    """Return a letter that is shown and stored nowhere."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{case.number}.pdf"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@staff(*READERS)
@require_safe
def decided_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Say what happens next after a decision: where its letter is and from when deadlines run."""
    case = found_case(actor_of(request), uid)
    decision = case.decisions.order_by("-number").first()
    if decision is None:
        raise Http404
    context = framed(
        request,
        organisation,
        "cases",
        case=case,
        state=case.process.state(case.state),
        decision=decision,
        calculation=shown(frozen(decision).calculation),
        letters=letters_of([decision]),
        next_url=f"{reverse('desk:cases', args=[organisation.slug])}",
    )
    return render(request, "desk/decided.html", context)


def _row(case: Case, event: str) -> Transition | None:
    row = case.process.find(case.state, event)
    return row if row is not None and row.is_decision else None


def _written(request: HttpRequest, case: Case, event: str) -> Written:
    raw = {key: str(value) for key, value in request.POST.items()}
    form = case.declaration.reasons_forms.get(event)
    return Written(
        raw=raw,
        kept=checked(form, raw) if form else Checked({}),
        minutes=checked(MINUTES_FORM, raw) if _on_agenda(case) else Checked({}),
        signed_by=raw.get("signed_by", "").strip()[:LONGEST_SIGNATURE],
    )


def _refused(
    request: HttpRequest,
    office: Organisation,
    case: Case,
    row: Transition,
    *,
    written: Written,
    reason: Text,
) -> HttpResponse:
    """Show the page again as the case stands now; when no such decision is possible any more, the case instead."""
    now = found_case(actor_of(request), case.uid)
    if _row(now, row.event) is None:
        return show_case(request, office, now, refusal=reason, status=CONFLICT)
    return _page(request, office, now, row, written=written, refusal=reason, status=CONFLICT)


def _page(
    request: HttpRequest,
    office: Organisation,
    case: Case,
    row: Transition,
    *,
    written: Written | None = None,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    form = case.declaration.reasons_forms.get(row.event)
    raw, errors = (None, {}) if written is None else (written.raw, written.errors)
    reasons: dict[str, Any] = {}
    if form is not None:
        own = {key: message for key, message in errors.items() if key != "signed_by"}
        reasons = {"reasons": filled(form, first_reasons(case, row.event), raw=raw, errors=own)}
    item, limit = _on_agenda(case), settings_of(case).second_approver_above
    if item is not None:
        first = {"minutes_on": f"{item.meeting_on:%d.%m.%Y}"}
        reasons["minutes"] = filled(MINUTES_FORM, {}, raw=raw or first, errors=errors)
    context = framed(
        request,
        office,
        "cases",
        case=case,
        row=row,
        state=case.process.state(case.state),
        calculation=calculated(case),
        errors=[FieldError(key, message) for key, message in errors.items()],
        signed_by=signature_of(actor_of(request), case) if written is None else written.signed_by,
        signed_by_error=errors.get("signed_by", ""),
        refusal=refusal,
        back=case_address(request, office, case.uid),
        sends_letter=bool(row.letter),
        second_above=limit if item is None else None,
        preview_url=reverse("desk:letter", args=[office.slug, case.uid, row.event]),
        **reasons,
    )
    return render(request, "desk/decide.html", context, status=status)
