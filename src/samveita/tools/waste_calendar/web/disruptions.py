"""The desk's page of disruptions: what is told now, and the form that tells of a day that does not go as the calendar says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Kind, Organisation
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import LANGUAGES, Text
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.disrupting import (
    FARTHEST_BACK,
    HALF_A_NOTE,
    DisruptionRefused,
    tell,
    withdraw,
)
from samveita.tools.waste_calendar.disturbing import Told
from samveita.tools.waste_calendar.models import Disruption, Outcome, Reason
from samveita.tools.waste_calendar.typed_days import NotADay, read_days
from samveita.tools.waste_calendar.web.disruption_words import ONE_DAY, OUTCOMES, REASONS, WORDS
from samveita.ui.formats import language, words
from samveita.ui.parts import Choice, FieldError

UNPROCESSABLE = 422
MOST_SHOWN = 50
LONGEST_NOTE = 400
LONGEST_DAY = 60
A_YEAR = timedelta(days=364)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def disruptions_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the notices and the form; a POST tells of a disruption."""
    place = _municipality(organisation)
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            _tell(request, place)
        except DisruptionRefused as refused:
            errors = [FieldError(FIELDS[refused.field], refused.reason)]
        else:
            messages.success(request, words(WORDS["told"]))
            return redirect("waste-calendar:disruptions", organisation=place.slug)
    return render(
        request,
        "waste_calendar/disruptions.html",
        _context(request, place, errors),
        status=UNPROCESSABLE if errors else 200,
    )


FIELDS = {
    "day": "dagur",
    "moved_to": "nyr_dagur",
    "ends_on": "til_og_med",
    "note": "vidbot_is",
}


@staff(Role.ADMINISTRATOR)
@require_POST
def withdraw_step(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Take a notice back."""
    place = _municipality(organisation)
    try:
        withdraw(actor=request.actor, municipality=place, uid=uid)  # type: ignore[attr-defined]
    except Disruption.DoesNotExist:
        raise Http404 from None
    messages.success(request, words(WORDS["withdrawn"]))
    return redirect("waste-calendar:disruptions", organisation=place.slug)


def _municipality(organisation: Organisation) -> Organisation:
    if organisation.kind != Kind.MUNICIPALITY:
        raise Http404(organisation.slug)
    return organisation


def _tell(request: HttpRequest, place: Organisation) -> None:
    outcome = _one_of(Outcome, request.POST.get("utkoma", ""), Outcome.MOVED)
    day = _day(request, "day")
    if day is None:
        raise DisruptionRefused("day", ONE_DAY)
    tell(
        actor=request.actor,  # type: ignore[attr-defined]
        municipality=place,
        day=day,
        reason=_one_of(Reason, request.POST.get("astaeda", ""), Reason.OTHER),
        outcome=outcome,
        moved_to=_day(request, "moved_to") if outcome is Outcome.MOVED else None,
        streams=request.POST.getlist("flokkar")[:50],
        areas=request.POST.getlist("svaedi")[:500],
        note=_note(request),
        ends_on=_day(request, "ends_on"),
    )


def _one_of(kind: Any, typed: str, usual: Any) -> Any:
    return kind(typed) if typed in {one.value for one in kind} else usual


def _day(request: HttpRequest, field: str) -> date | None:
    """Read a day; an empty field is none.

    Raises:
        DisruptionRefused: when something else than a day was typed.
    """
    typed = request.POST.get(FIELDS[field], "").strip()
    if not typed:
        return None
    first = clock.today() - FARTHEST_BACK
    try:
        days = read_days(typed[:LONGEST_DAY], first=first, last=first + A_YEAR)
    except NotADay as refused:
        raise DisruptionRefused(field, refused.reason) from None
    if len(days) != 1:
        raise DisruptionRefused(field, ONE_DAY)
    return days[0]


def _note(request: HttpRequest) -> Text | None:
    typed = {
        code: " ".join(request.POST.get(f"vidbot_{code}", "").split())[:LONGEST_NOTE] for code in LANGUAGES
    }
    if not any(typed.values()):
        return None
    if not all(typed.values()):
        raise DisruptionRefused("note", HALF_A_NOTE)
    return Text.from_dict(typed)


def _context(request: HttpRequest, place: Organisation, errors: list[FieldError]) -> dict[str, Any]:
    calendar, today = published.published(place), clock.today()
    edition = None if calendar is None else calendar.edition_on(today)
    told = published.told_of(place)
    posted = request.POST
    return {
        "office": place,
        "words": WORDS,
        "errors": errors,
        "error_of": {one.name: one.message for one in errors},
        "edition": edition,
        "streams": [Choice(one.id, one.name) for one in edition.streams] if edition else [],
        "areas": [Choice(one.id, one.name) for one in edition.areas] if edition else [],
        "reasons": REASONS,
        "outcomes": OUTCOMES,
        "typed": {name: posted.get(name, "") for name in (*FIELDS.values(), "vidbot_en", "vidbot_pl")},
        "reason": posted.get("astaeda", Reason.WEATHER.value),
        "outcome": posted.get("utkoma", Outcome.MOVED.value),
        "chosen_streams": posted.getlist("flokkar"),
        "chosen_areas": posted.getlist("svaedi"),
        "shown": [_shown(one, place) for one in reversed(told) if one.is_shown(today)],
        "past": [_shown(one, place) for one in reversed(told) if not one.is_shown(today)][:MOST_SHOWN],
    }


def _shown(one: Told, place: Organisation) -> dict[str, Any]:
    calendar = published.published(place)
    names: list[str] = []
    for edition in calendar.editions if calendar else ():
        if edition.valid_from == one.content.edition:
            known = {area.id: area.name for area in edition.areas}
            names = list(dict.fromkeys(known.get(each.area, each.area) for each in one.content.rounds))
    return {
        "uid": one.uid,
        "message": one.message,
        "areas": WORDS["areas_are"].format(areas=", ".join(names)).in_language(language()),
        "until": _until(one),
        "is_withdrawn": one.is_withdrawn,
    }


def _until(one: Told) -> Text:
    day = day_in_words(one.ends_on)
    return Text.from_dict(
        {code: WORDS["shown_until"].in_language(code).format(day=day.in_language(code)) for code in LANGUAGES}
    )
