"""Committees on the desk: which meetings have cases, the agenda of one of them, and the agenda as a file.

The confidential register (trúnaðarmálabók) has a page and a file of its own; only case workers come to it.
"""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samveita.engines.cases.committee import agenda_of, export_agenda, minutes_of
from samveita.engines.cases.reading import show
from samveita.faces.desk.committees import Meeting, meetings_of
from samveita.faces.desk.web.frame import READERS, actor_of, framed
from samveita.ground.identity.access import staff
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland import clock

OPEN, CONFIDENTIAL = "dagskra", "trunadarmal"
"""Words of the two registers in addresses."""


@staff(*READERS)
@require_safe
def meetings_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the meetings that have cases, those ahead first."""
    found = meetings_of(actor_of(request), organisation)
    today = clock.today()
    ahead = [one for one in reversed(found) if one.on >= today or one.waiting]
    context = framed(
        request,
        organisation,
        "committee",
        ahead=[_with_address(one, organisation) for one in ahead],
        held=[_with_address(one, organisation) for one in found if one not in ahead],
    )
    return render(request, "desk/committee/meetings.html", context)


def _with_address(meeting: Meeting, office: Organisation) -> tuple[Meeting, str]:
    word = CONFIDENTIAL if meeting.is_confidential else OPEN
    return meeting, reverse("desk:agenda", args=[office.slug, meeting.on.isoformat(), word])


@staff(*READERS)
@require_safe
@keys_at_hand()
def agenda_page(request: HttpRequest, *, organisation: Organisation, day: str, register: str) -> HttpResponse:
    """Show the agenda of a meeting; each case on it counts as looked at."""
    actor, on = actor_of(request), _day(day)
    is_confidential = _is_confidential(request, register)
    found = agenda_of(actor=actor, office=organisation, meeting_on=on, is_confidential=is_confidential)
    for item, _proposal in found:
        show(actor=actor, case=item.case)
    context = framed(
        request,
        organisation,
        "committee",
        on=on,
        is_confidential=is_confidential,
        register=register,
        day=day,
        items=[{"item": item, "proposal": proposal, "minutes": minutes_of(item)} for item, proposal in found],
    )
    return render(request, "desk/committee/agenda.html", context)


@staff(*READERS)
@require_POST
def export(request: HttpRequest, *, organisation: Organisation, day: str, register: str) -> HttpResponse:
    """Hand out the agenda as a file: text for minutes, or JSON for a meeting system."""
    agenda = export_agenda(
        actor=actor_of(request),
        office=organisation,
        meeting_on=_day(day),
        is_confidential=_is_confidential(request, register),
    )
    as_json = request.POST.get("snid") == "json"
    ending = "json" if as_json else "txt"
    return HttpResponse(
        agenda.as_json() if as_json else agenda.as_text(),
        content_type="application/json; charset=utf-8" if as_json else "text/plain; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{register}-{day}.{ending}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Http404(written) from error


def _is_confidential(request: HttpRequest, register: str) -> bool:
    if register not in {OPEN, CONFIDENTIAL}:
        raise Http404(register)
    if register == CONFIDENTIAL and not may(actor_of(request), "cases.handle"):
        raise Http404(_("Trúnaðarmálabók"))
    return register == CONFIDENTIAL
