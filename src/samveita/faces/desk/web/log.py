"""The office's event log for its auditor. A kennitala is sent by POST and never stands in an address."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.reading import Refused, read
from samveita.faces.desk.audit_log import Wanted, events_of, in_words
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.faces.desk.web.lists import LONGEST_NAME, read_kennitala
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.parts import FieldError

PAGE_SIZE, MOST_PAGES = 100, 100
DAY = Question("dagur", Kind.DATE, Text(is_="Dagur", en="Day", pl="Dzień"), required=False)


@staff(Role.AUDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show events of the office, newest first, filtered by person, case number and days."""
    asked = request.POST if request.method == "POST" else request.GET
    raw = {key: asked.get(key, "")[:LONGEST_NAME].strip() for key in ("hver", "mal", "fra", "til")}
    kennitala = read_kennitala(raw["hver"])
    address = reverse("desk:log", args=[organisation.slug])
    if request.method == "POST" and kennitala is None:
        return redirect(f"{address}?{urlencode({key: value for key, value in raw.items() if value})}")
    if request.method != "POST" and kennitala is not None:
        return redirect(address)
    since, since_error = _day(raw["fra"])
    until, until_error = _day(raw["til"])
    errors = {"fra": since_error, "til": until_error}
    wanted = Wanted(
        person="" if kennitala else raw["hver"],
        kennitala=kennitala,
        case_number=raw["mal"],
        since=since,
        until=until,
    )
    found = events_of(actor=actor_of(request), office=organisation, wanted=wanted)
    page = min(max(_number(asked.get("page", "")), 1), MOST_PAGES)
    first = (page - 1) * PAGE_SIZE
    events = list(found[first : first + PAGE_SIZE + 1])
    has_more = len(events) > PAGE_SIZE and page < MOST_PAGES and kennitala is None
    context = framed(
        request,
        organisation,
        "log",
        lines=in_words(events[:PAGE_SIZE]),
        raw=raw,
        since_error=errors["fra"],
        until_error=errors["til"],
        errors=[FieldError(key, message) for key, message in errors.items() if message],
        page=page,
        pages=page + 1 if has_more else page,
        is_cut=len(events) > PAGE_SIZE and kennitala is not None,
        most=PAGE_SIZE,
    )
    return render(request, "desk/log.html", context, status=422 if context["errors"] else 200)


def _day(written: str) -> tuple[date | None, Text | None]:
    try:
        answer = read(DAY, written)
    except Refused as refused:
        return None, refused.message
    return (None if answer is None else date.fromisoformat(str(answer))), None


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 6 else 1
