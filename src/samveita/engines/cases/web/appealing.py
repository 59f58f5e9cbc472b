"""A resident's own appeal within the municipality: the page where she makes it, with its last day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.cases.appealing import lodge_appeal
from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.reading import show
from samveita.engines.cases.settings import settings_of
from samveita.engines.cases.web.appeals_shown import appeal_until
from samveita.engines.cases.web.case_page import show_case
from samveita.engines.cases.web.finding import Refusal, actor_of, case_address, own_case
from samveita.ground.identity.access import resident
from samveita.iceland.legal_dates import LegalDate
from samveita.ui.parts import Crumb, FieldError

LONGEST_GROUNDS = 8_000


@require_http_methods(["GET", "HEAD", "POST"])
@resident
def appeal_page(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Show how she appeals and by when, and take her appeal; it needs no form and no reasons."""
    case = show(actor=actor_of(request), case=own_case(request, organisation, uid))
    until, body = appeal_until(actor_of(request), case), settings_of(case).internal_appeal
    if request.method == "POST":
        return _lodged(request, organisation, case, until, typed=request.POST.get("grounds", ""))
    if until is None or body is None:
        return redirect("cases:case", organisation=organisation, uid=uid)
    return _page(request, organisation, case, until.date)


def _lodged(
    request: HttpRequest, organisation: str, case: Case, until: LegalDate | None, *, typed: str
) -> HttpResponse:
    if len(typed) > LONGEST_GROUNDS and until is not None:
        return _page(request, organisation, case, until.date, typed=typed, is_too_long=True)
    try:
        lodge_appeal(actor=actor_of(request), uid=case.uid, grounds=typed)
    except CaseRefused as refusal:
        return show_case(request, case, refusal=Refusal("afryjun", refusal.reason))
    messages.success(request, _("Við höfum fengið áfrýjunina þína."))
    return redirect("cases:case", organisation=organisation, uid=case.uid)


def _page(
    request: HttpRequest,
    organisation: str,
    case: Case,
    until: date,
    *,
    typed: str = "",
    is_too_long: bool = False,
) -> HttpResponse:
    own = case_address(organisation, case.uid)
    too_long = _("Textinn er of langur. Styttu hann og reyndu aftur.") if is_too_long else ""
    context = {
        "case": case,
        "until": until,
        "body": settings_of(case).internal_appeal,
        "typed": typed,
        "error": too_long,
        "errors": [FieldError("grounds", too_long)] if too_long else [],
        "most": LONGEST_GROUNDS,
        "back": own,
        "crumbs": [
            Crumb(label=_("Málin mín"), url=reverse("front:mine", kwargs={"organisation": organisation})),
            Crumb(label=case.declaration.name, url=own),
            Crumb(label=_("Áfrýja ákvörðun")),
        ],
    }
    return render(request, "cases/appeal.html", context, status=422 if is_too_long else 200)
