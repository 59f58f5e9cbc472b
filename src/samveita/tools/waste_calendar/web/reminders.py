"""Where a resident asks for a reminder by e-mail before a collection, and where she changes it by the link in each message.

Asking always answers the same, whether the address was known or not. The address is posted, never in the page's own
address; of the link that changes only the signed token is.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samveita.ground.identity.access import public
from samveita.ground.notices.addresses import AddressRefused
from samveita.ground.notices.subscribing import TooMany, ask, change, email_address, with_token
from samveita.ground.notices.topics import Subscriber
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.asking import Chosen, chosen_from, collections
from samveita.tools.waste_calendar.places import Ambiguous, Nowhere
from samveita.tools.waste_calendar.published import PublishedCalendar
from samveita.tools.waste_calendar.reminders import (
    CONSENT,
    FIRST_HOUR,
    LAST_HOUR,
    REMINDER,
    USUAL_HOUR,
    ReminderChoices,
)
from samveita.tools.waste_calendar.web.asked import Asked, asked_of, book, frame_of
from samveita.ui.formats import language
from samveita.ui.parts import Choice, Crumb, FieldError

ASKED_FOR = "anyone may ask for reminders at her own e-mail address; nothing is sent before she confirms"
BY_LINK = "whoever holds the link from a message changes that subscription, and nothing else"
UNPROCESSABLE, TOO_MANY_REQUESTS = 422, 429
CONSENT_NEEDED = Text(
    is_="Hakaðu við ef þú vilt fá áminningu.",
    en="Tick the box if you want a reminder.",
    pl="Zaznacz pole, jeśli chcesz otrzymywać przypomnienie.",
)
STREAM_NEEDED = Text(
    is_="Veldu að minnsta kosti eina tunnu.",
    en="Choose at least one bin.",
    pl="Wybierz co najmniej jeden pojemnik.",
)
WHEN = (
    Choice("0", Text(is_="Sama dag", en="The same day", pl="Tego samego dnia")),
    Choice("1", Text(is_="Daginn áður", en="The day before", pl="Dzień wcześniej")),
    Choice("2", Text(is_="Tveimur dögum áður", en="Two days before", pl="Dwa dni wcześniej")),
    Choice("3", Text(is_="Þremur dögum áður", en="Three days before", pl="Trzy dni wcześniej")),
)


@public(ASKED_FOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_page(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show the form for the place in the address, and on POST write to the e-mail address."""
    asked = asked_of(request, organisation)
    if asked.calendar is None or asked.chosen is None:
        return HttpResponseRedirect(asked.url("page"))
    streams = _streams(asked, asked.calendar, asked.chosen)
    if not streams:
        return HttpResponseRedirect(asked.url("page"))
    choices = _read(request, asked.chosen, streams)
    errors: list[FieldError] = []
    if request.method == "POST":
        errors = _asked(request, asked, choices)
        if not errors:
            return render(request, "waste_calendar/reminder_asked.html", frame_of(asked, _crumb()))
    status = 200
    if errors:
        status = TOO_MANY_REQUESTS if not errors[0].name else UNPROCESSABLE
    context = {
        **frame_of(asked, _crumb()),
        **_fields(choices, streams),
        "errors": errors,
        "email": request.POST.get("netfang", "")[:254],
        "error_of": {one.name: one.message for one in errors},
        "consent_choices": [Choice("ja", CONSENT)],
    }
    return render(request, "waste_calendar/reminder.html", context, status=status)


def _asked(request: HttpRequest, asked: Asked, choices: ReminderChoices) -> list[FieldError]:
    refused = _refused(request)
    if refused:
        return refused
    try:
        ask(
            topic=REMINDER,
            office=asked.municipality,
            address=request.POST.get("netfang", "")[:254],
            choices=choices,
            language=language(),
            origin=_origin(request),
        )
    except TooMany as too_many:
        return [FieldError("", too_many.reason)]
    return []


def _refused(request: HttpRequest) -> list[FieldError]:
    """Return everything to put right before anything is asked for, in the order of the form."""
    found: list[FieldError] = []
    try:
        email_address(request.POST.get("netfang", "")[:254])
    except AddressRefused as refused:
        found.append(FieldError("netfang", refused.reason))
    found += _none_chosen(request)
    if request.POST.get("samthykki") != "ja":
        found.append(FieldError("samthykki", CONSENT_NEEDED))
    return found


def _origin(request: HttpRequest) -> str:
    """Return where a request came from: what our own proxy saw, else the other end of the connection."""
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


@public(BY_LINK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, organisation: str, token: str) -> HttpResponse:
    """Show what a subscriber chose, and change it on POST; another place is chosen by looking it up."""
    subscriber = with_token(token)
    asked = asked_of(request, organisation)
    if subscriber is None or asked.calendar is None or subscriber.office != asked.municipality:
        raise Http404("no such subscription")
    known = _known(subscriber)
    chosen = asked.chosen or chosen_from(dict(known.place), book(), asked.municipality.number, asked.calendar)
    streams = [] if chosen is None else _streams(asked, asked.calendar, chosen)
    errors = _none_chosen(request) if request.method == "POST" else []
    if request.method == "POST" and chosen is not None and streams and not errors:
        change(token, choices=_read(request, chosen, streams), language=language())
        return render(request, "waste_calendar/reminder_changed.html", frame_of(asked, _crumb()))
    own = reverse(
        "waste-calendar:change-reminder", kwargs={"organisation": asked.municipality.slug, "token": token}
    )
    edition = asked.calendar.edition_on(asked.today)
    context = {
        **frame_of(asked, _crumb()),
        **_fields(known, streams),
        "place_label": "" if chosen is None else chosen.label,
        "areas": [Choice(area.id, area.name) for area in edition.areas],
        "area": "" if chosen is None else chosen.area,
        "own_url": own,
        "post_url": f"{own}?{asked.chosen.link()}" if asked.chosen else own,
        "errors": errors,
        "error_of": {one.name: one.message for one in errors},
    }
    status = UNPROCESSABLE if errors else 200
    return render(request, "waste_calendar/reminder_change.html", context, status=status)


def _none_chosen(request: HttpRequest) -> list[FieldError]:
    return [] if request.POST.getlist("flokkar") else [FieldError("flokkar", STREAM_NEEDED)]


def _known(subscriber: Subscriber) -> ReminderChoices:
    if not isinstance(subscriber.choices, ReminderChoices):
        raise Http404("no subscription to reminders")
    return subscriber.choices


def _crumb() -> Crumb:
    return Crumb(_("Áminning í tölvupósti"))


def _streams(asked: Asked, calendar: PublishedCalendar, chosen: Chosen) -> list[Choice]:
    """Return the streams of a place as choices; none when the place is in no zone, or in more than one."""
    answer = collections(calendar, chosen, asked.today)
    if isinstance(answer, Ambiguous | Nowhere):
        return []
    return [Choice(one.stream.id, one.stream.name) for one in answer]


def _read(request: HttpRequest, chosen: Chosen, streams: list[Choice]) -> ReminderChoices:
    """Read what was chosen; what nobody offered is left out, all streams are none in particular."""
    offered = [one.value for one in streams]
    wanted = [one for one in offered if one in request.POST.getlist("flokkar")]
    return ReminderChoices(
        place=chosen.query,
        streams=() if len(wanted) in {0, len(offered)} else tuple(wanted),
        days_before=_number(request.POST.get("dagar", ""), 0, len(WHEN) - 1, 1),
        hour=_number(request.POST.get("klukkan", ""), FIRST_HOUR, LAST_HOUR, USUAL_HOUR),
    )


def _number(typed: str, least: int, most: int, usual: int) -> int:
    known = typed.isascii() and typed.isdecimal() and len(typed) <= 2 and least <= int(typed) <= most
    return int(typed) if known else usual


def _fields(choices: ReminderChoices, streams: list[Choice]) -> dict[str, Any]:
    offered = [one.value for one in streams]
    return {
        "streams": streams,
        "chosen_streams": [one for one in choices.streams if one in offered] or offered,
        "when": WHEN,
        "days_before": str(choices.days_before),
        "hours": [Choice(str(hour), f"{hour}:00") for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
        "hour": str(choices.hour),
    }
