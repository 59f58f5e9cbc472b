"""Sending in an application that staff took down from paper or a telephone call; the desk's half of submitting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samveita.engines.cases.intake import submit
from samveita.engines.cases.models import Door
from samveita.engines.cases.process import CaseRefused
from samveita.engines.forms.models import Draft
from samveita.engines.forms.taking_down import open_taken_down
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Organisation

DOORS = "cases.taken_down_by_door"
"""In the session of whoever takes applications down: through which door each draft came, as noted when it was begun."""


def remember_door(request: HttpRequest, draft: UUID, door: str) -> None:
    """Keep through which door a draft came until it is sent in."""
    request.session[DOORS] = {**request.session.get(DOORS, {}), str(draft): door}


@require_POST
@staff(Role.CASE_WORKER)
def submit_taken_down(request: HttpRequest, *, organisation: Organisation, draft: UUID) -> HttpResponse:
    """Make a case of what was taken down, on paper or by phone as was noted when it was begun; else on paper."""
    noted = request.session.get(DOORS, {})
    door = Door.PHONE if noted.get(str(draft)) == Door.PHONE else Door.PAPER
    try:
        found, acting = open_taken_down(actor=request.actor, office=organisation, uid=draft)  # type: ignore[attr-defined]
        case = submit(actor=acting, draft_uid=found.uid, language=found.language, door=door)
    except Draft.DoesNotExist as error:
        raise Http404 from error
    except CaseRefused as refused:
        messages.error(request, refused.reason.in_language(get_language() or "is"))
        return redirect("forms:desk-review", organisation=organisation.slug, draft=draft)
    request.session[DOORS] = {uid: kept for uid, kept in noted.items() if uid != str(draft)}
    messages.success(request, _("Umsóknin er skráð. Málsnúmerið er %(number)s.") % {"number": case.number})
    return redirect("desk:case", organisation.slug, case.uid)
