"""The planner's first page and its steps: the days of the year in a grid, and the way from a draft to what residents see.

Everything works as ordinary forms. A click on a day adds or drops a collection; a day can be typed; with scripts a
collection can also be dragged or moved by keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.verbs import SharingRefused
from samveita.iceland import clock
from samveita.iceland.dates_in_words import weekday_in_words
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import drafting
from samveita.tools.waste_calendar.drafting import Standing, standing
from samveita.tools.waste_calendar.editing import (
    EditRefused,
    day_added,
    day_dropped,
    day_moved,
    days_listed,
    zone_of,
)
from samveita.tools.waste_calendar.finding_places import where_of
from samveita.tools.waste_calendar.findings import Level
from samveita.tools.waste_calendar.model import CalendarEdition, ExceptionReason, StreamZone
from samveita.tools.waste_calendar.planner_grid import months_of
from samveita.tools.waste_calendar.planner_words import ACTIONS, HOLIDAY_RULES, REASONS, WORDS
from samveita.tools.waste_calendar.proposing import HolidayRule, Holidays, first_edition, next_edition
from samveita.tools.waste_calendar.rounds import grouped
from samveita.tools.waste_calendar.typed_days import NotADay, read_days
from samveita.tools.waste_calendar.web.plan_frame import (
    WRITERS,
    actor_of,
    change,
    day_of,
    findings_of,
    forget_steps,
    municipality,
    page,
    sentence,
    shown,
    undo,
    url_of,
)
from samveita.ui.formats import day_short, in_words, words
from samveita.ui.parts import Choice

LONGEST_NOTE = 300
EARLIEST, LATEST = 2000, 2199


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def days_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the year of one stream in one zone; a POST adds, drops or moves a day, or keeps the whole list."""
    place = municipality(organisation)
    stand = standing(place)
    if stand.edition is None:
        return page(request, place, "days", stand, **_beginnings(stand))
    stream, area = _chosen(request, stand.edition)
    if request.method != "POST":
        return _days(request, place, stand, (stream, area))
    problem, at = _changed(request, place, stand, (stream, area))
    if problem is not None:
        return _days(request, place, standing(place), (stream, area), problem=problem)
    anchor = f"#d-{at.isoformat()}" if at else ""
    return redirect(url_of(place, "days", straumur=stream, svaedi=area) + anchor)


def _chosen(request: HttpRequest, edition: CalendarEdition) -> tuple[str, str]:
    """Return the stream and the area asked for, else the first there are; both empty when no stream goes anywhere."""
    pairs = [(stream.id, zone.area) for stream in edition.streams for zone in stream.zones]
    stream, area = request.GET.get("straumur", ""), request.GET.get("svaedi", "")
    both = request.GET.get("hvad", "")
    if both:
        stream, _space, area = both.partition(" ")
    if (stream, area) in pairs:
        return stream, area
    return pairs[0] if pairs else ("", "")


def _beginnings(stand: Standing) -> dict[str, Any]:
    newest, today = stand.newest, clock.today()
    known = () if stand.editions is None else stand.editions.as_published
    following = 0 if newest is None else (newest.valid_to + timedelta(days=1)).year
    return {
        "next_words": WORDS["begin_next"].format(year=str(following)),
        "corrections": [
            (one, WORDS["begin_correct"].format(year=str(one.year)))
            for one in known
            if one.valid_to >= today or one is newest
        ],
        "first_year": today.year + (today.month > 6),
        "holiday_choices": [Choice(rule.value, name) for rule, name in HOLIDAY_RULES.items()],
    }


def _days(
    request: HttpRequest,
    place: Organisation,
    stand: Standing,
    chosen: tuple[str, str],
    *,
    problem: Text | None = None,
) -> HttpResponse:
    edition, (stream, area) = stand.edition, chosen
    if edition is None or not stream:
        return page(request, place, "days", stand, problem=problem)
    zone = zone_of(edition, stream, area)
    found = findings_of(edition)
    here = [one for one in found if (w := where_of(edition, one)).stream == stream and area in w.areas]
    form = request.POST if problem else {}
    return page(
        request,
        place,
        "days",
        stand,
        problem=problem,
        found=found,
        zone=zone,
        heading=edition.stream(stream).name,
        area_name=edition.area(area).name,
        chosen=f"{stream} {area}",
        choices=[
            Choice(f"{one.id} {each.area}", _both(one.name, edition.area(each.area).name))
            for one in edition.streams
            for each in one.zones
        ],
        form_url=url_of(place, "days", straumur=stream, svaedi=area),
        months=months_of(edition, zone, here),
        weekdays=[words(weekday_in_words(date(2024, 1, number))) for number in range(1, 8)],
        here=shown(place, edition, here),
        exceptions=_exceptions(zone),
        reasons=[Choice(reason.value, name) for reason, name in REASONS.items()],
        reason=form.get("astaeda", "other"),
        typed={key: form.get(key, "") for key in ("dagur_skrifadur", "nyr_dagur", "skyring")},
        listed=form.get("listi") or "\n".join(day_short(day) for day in zone.dates),
        counted=WORDS["rounds_and_days"].format(
            rounds=str(len(grouped(zone.dates))), days=str(len(set(zone.dates)))
        ),
    )


def _both(name: Text, area: str) -> Text:
    return Text(is_=f"{name.is_} – {area}", en=f"{name.en} – {area}", pl=f"{name.pl} – {area}")


def _exceptions(zone: StreamZone) -> list[dict[str, object]]:
    return [
        {"one": one, "action": ACTIONS[one.action], "reason": REASONS[one.reason]} for one in zone.exceptions
    ]


def _changed(
    request: HttpRequest, place: Organisation, stand: Standing, chosen: tuple[str, str]
) -> tuple[Text | None, date | None]:
    """Make the change that was asked for; return what was wrong, and the day to show afterwards."""
    try:
        edit, at = _asked_for(request, stand, chosen)
    except NotADay as wrong:
        return wrong.reason, None
    except EditRefused as refused:
        return refused.reason, None
    return change(request, place, stand, edit), at


def _asked_for(
    request: HttpRequest, stand: Standing, chosen: tuple[str, str]
) -> tuple[Callable[[CalendarEdition], CalendarEdition], date | None]:
    """Read what is to be changed: a day clicked, a day typed, a day dragged, or the whole list."""
    form, (stream, area) = request.POST, chosen
    edition = stand.edition
    if edition is None:
        raise Http404
    reason = _reason(form.get("astaeda", ""))
    note = form.get("skyring", "").strip()[:LONGEST_NOTE]
    asked, clicked = form.get("gera", ""), day_of(form.get("dagur", ""))
    if asked == "listi":
        dates = read_days(form.get("listi", ""), first=edition.valid_from, last=edition.valid_to)
        return (lambda one: days_listed(one, stream, area, dates, reason=reason)), None
    if clicked is not None:
        is_driven = clicked in zone_of(edition, stream, area).dates
        verb = day_dropped if is_driven else day_added
        return (lambda one: verb(one, stream, area, clicked, reason=reason, note=note)), clicked
    day = day_of(form.get("fra", "")) or _one_day(form.get("dagur_skrifadur", ""), edition)
    if asked == "faera":
        new = day_of(form.get("til", "")) or _one_day(form.get("nyr_dagur", ""), edition)
        return (lambda one: day_moved(one, stream, area, day, new, reason=reason, note=note)), new
    typed = {"baeta": day_added, "fella": day_dropped}.get(asked)
    if typed is None:
        raise Http404
    return (lambda one: typed(one, stream, area, day, reason=reason, note=note)), day


def _reason(written: str) -> ExceptionReason:
    return ExceptionReason(written) if written in set(ExceptionReason) else ExceptionReason.OTHER


def _one_day(written: str, edition: CalendarEdition) -> date:
    days = read_days(written, first=edition.valid_from, last=edition.valid_to)
    if len(days) != 1:
        raise NotADay(WORDS["one_day"])
    return days[0]


@staff(*WRITERS)
@require_POST
def step(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Begin a draft, take a change back, confirm the days, approve, publish, or set the draft aside."""
    place = municipality(organisation)
    asked = request.POST.get("skref", "")
    taken = STEPS.get(asked)
    if taken is None:
        raise Http404
    try:
        said = taken(request, place)
    except EditRefused as refused:
        return _refused(request, place, refused.reason)
    except SharingRefused as refused:
        return _refused(request, place, refused.reason)
    messages.success(request, said)
    back = request.POST.get("sida", "")
    return redirect(back if back.startswith(url_of(place, "days")) else url_of(place, "days"))


def _refused(request: HttpRequest, place: Organisation, reason: Text) -> HttpResponse:
    stand = standing(place)
    if stand.edition is None:
        return page(request, place, "days", stand, problem=reason, **_beginnings(stand))
    return _days(request, place, stand, _chosen(request, stand.edition), problem=reason)


def _begin(request: HttpRequest, place: Organisation) -> str:
    """Begin a draft: the year after, a correction of what is published, or a first calendar."""
    stand, today, form = standing(place), clock.today(), request.POST
    if stand.edition is not None:
        raise EditRefused(drafting.CHANGED_MEANWHILE)
    known = () if stand.editions is None else stand.editions.as_published
    corrected = day_of(form.get("leidretta", ""))
    if corrected is not None:
        edition = next((one for one in known if one.valid_from == corrected), None)
    elif stand.newest is not None:
        edition = next_edition(stand.newest, holidays_from(form), on=today)
    else:
        year = form.get("ar", "")
        number = int(year) if year.isascii() and year.isdecimal() and len(year) == len("2026") else today.year
        if not EARLIEST <= number <= LATEST:
            raise EditRefused(WORDS["not_possible"])
        edition = first_edition(str(place), place.number or "0000", number, on=today)
    if edition is None:
        raise EditRefused(drafting.CHANGED_MEANWHILE)
    forget_steps(request, place)
    drafting.keep(actor=actor_of(request), place=place, edition=edition, seen=stand.mark)
    return sentence(
        "draft_of",
        year=str(edition.year),
        first=in_words(edition.valid_from),
        last=in_words(edition.valid_to),
    )


def _undo(request: HttpRequest, place: Organisation) -> str:
    problem = undo(request, place)
    if problem is not None:
        raise EditRefused(problem)
    return sentence("undone")


def _confirm(request: HttpRequest, place: Organisation) -> str:
    edition = standing(place).edition
    must_read = edition is not None and any(one.level is not Level.NOTICE for one in findings_of(edition))
    if must_read and request.POST.get("lesid") != "1":
        raise EditRefused(WORDS["confirm_first"])
    drafting.confirm(actor=actor_of(request), place=place, seen=request.POST.get("seen", ""))
    return sentence("confirmed")


def _approve(request: HttpRequest, place: Organisation) -> str:
    drafting.approve_draft(actor=actor_of(request), place=place, seen=request.POST.get("seen", ""))
    return sentence("approved")


def _publish(request: HttpRequest, place: Organisation) -> str:
    drafting.publish_approved(actor=actor_of(request), place=place, seen=request.POST.get("seen", ""))
    forget_steps(request, place)
    return sentence("published")


def _drop(request: HttpRequest, place: Organisation) -> str:
    drafting.drop_draft(actor=actor_of(request), place=place, seen=request.POST.get("seen", ""))
    forget_steps(request, place)
    return sentence("dropped")


STEPS: dict[str, Callable[[HttpRequest, Organisation], str]] = {
    "byrja": _begin,
    "afturkalla": _undo,
    "stadfesta": _confirm,
    "samthykkja": _approve,
    "birta": _publish,
    "haetta": _drop,
}


def holidays_from(form: Mapping[str, str]) -> Holidays:
    """Read the choice about holidays; without one a day moves to the next working day."""
    rule = form.get("fridagar", "")
    return Holidays(
        rule=HolidayRule(rule) if rule in set(HolidayRule) else HolidayRule.LATER,
        half_days_are_free=form.get("halfir") == "1",
        saturdays_are_driven=form.get("laugardagar") == "1",
    )
