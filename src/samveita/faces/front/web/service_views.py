"""The start page of a service: who it is for, what to have at hand, what one could get, what happens next, one button.

The estimate is asked for with POST and stored nowhere, so that what somebody tells about her circumstances stands in no
address and no log.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samveita.engines.cases.declaring import CASE_SERVICES, CannotPropose, CaseService
from samveita.engines.cases.intake import target_of
from samveita.engines.cases.web.presenting import explained
from samveita.engines.forms.answering import check_step
from samveita.engines.forms.choosing import offered
from samveita.engines.forms.documents import FactsDocument
from samveita.engines.forms.web.fields import fields
from samveita.faces.front.own import Affairs, affairs
from samveita.faces.front.web.place import crumbs_to, municipality_or_404
from samveita.ground.catalogue.adopting import OPEN_STATES, state_of
from samveita.ground.catalogue.declaring import Service, service_by_slug
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.identity.access import public
from samveita.ground.organisations.context import contact_of
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for
from samveita.ground.organisations.scope import person_scope
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.ui.parts import FieldError


@require_http_methods(["GET", "HEAD", "POST"])
@public("what a service is and who can apply is for everyone to know")
def service_page(request: HttpRequest, organisation: str, service: str) -> HttpResponse:
    """Show the start page; a POST answers with an estimate on the same page."""
    place, found = municipality_or_404(request, organisation), service_by_slug(service)
    if found is None:
        raise Http404(service)
    state = state_of(place, found.key)
    is_adopted = state in OPEN_STATES
    office = office_for(place, service=found.key, on=clock.today())
    context = {
        "municipality": place,
        "service": found,
        "is_adopted": is_adopted,
        "is_practice": state is AdoptionState.PRACTICE,
        "crumbs": crumbs_to(place, found.name),
        "office": office,
        "office_contact": contact_of(office),
        "own": _own(request, place, found),
        "answer_by": deadline(starts_on=clock.today(), period=target_of(place, found.key)).date,
        "apply_url": reverse("forms:overview", kwargs={"organisation": place.slug, "service": found.slug}),
        **(_estimator(request, CASE_SERVICES.get(found.key), place) if is_adopted else {}),
    }
    is_part = request.method == "POST" and request.headers.get("HX-Request") == "true"
    return render(request, "front/estimate.html" if is_part else "front/service.html", context)


def _own(request: HttpRequest, place: Organisation, service: Service) -> Affairs | None:
    """Return what she who is logged in has open of this service here."""
    subject: Any = getattr(request, "subject", None)
    if subject is None:
        return None
    with person_scope(subject):
        here = affairs().at(place)
    return Affairs(
        [draft for draft in here.drafts if draft.service.key == service.key],
        [case for case in here.cases if case.service.key == service.key],
    )


def _estimator(request: HttpRequest, service: CaseService | None, place: Organisation) -> dict[str, Any]:
    """Return the questions of the estimate and, when they have been answered, the amount with its lines."""
    if service is None or service.estimate is None or service.estimate_form is None:
        return {}
    form = offered(service.estimate_form, place, clock.today())
    (step,) = form.steps
    if request.method != "POST":
        return {"estimate_fields": fields(step.questions, {}, FactsDocument())}
    raw = {key: request.POST.get(key, "") for key in request.POST}
    checked = check_step(form, step, raw, {})
    shown: dict[str, Any] = {
        "estimate_fields": fields(
            step.questions, checked.answers, FactsDocument(), raw=raw, errors=checked.errors
        ),
        "estimate_errors": [FieldError(key, message) for key, message in checked.errors.items()],
    }
    if checked.is_good:
        try:
            calculation = service.estimate(place, checked.answers)
        except CannotPropose as unknown:
            return {**shown, "estimate_refused": unknown.reason}
        shown["estimate"] = explained(calculation, label=calculation.lines[-1].label, is_open=True)
    return shown
