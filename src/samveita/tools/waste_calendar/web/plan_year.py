"""Planning a year from rules, comparing it with the year before, and everything the validator found, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.comparing import Compared, compared
from samveita.tools.waste_calendar.drafting import Standing, standing
from samveita.tools.waste_calendar.editing import EditRefused, with_zone
from samveita.tools.waste_calendar.model import CalendarEdition, CycleRule, StreamZone
from samveita.tools.waste_calendar.planner_words import HOLIDAY_RULES, LEVELS, WORDS
from samveita.tools.waste_calendar.proposing import proposed_zone
from samveita.tools.waste_calendar.typed_days import NotADay, read_days
from samveita.tools.waste_calendar.web.plan_frame import (
    WRITERS,
    change,
    findings_of,
    municipality,
    page,
    sentence,
    shown,
    url_of,
)
from samveita.tools.waste_calendar.web.planner import holidays_from
from samveita.tools.waste_calendar.wording import days_in_words
from samveita.ui.formats import day_short, words
from samveita.ui.parts import Choice

LONGEST_TEXT = 300


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the rules of every stream in every zone; a POST works out the days they give, or keeps the edition's own days."""
    place = municipality(organisation)
    stand = standing(place)
    edition = stand.edition
    if edition is None:
        return redirect(url_of(place, "days"))
    problem: Text | None = None
    if request.method == "POST" and request.POST.get("gera") == "gildi":
        problem = change(request, place, stand, lambda one: _described(one, request.POST))
        said = sentence("saved")
    elif request.method == "POST":
        problem, said = _proposed(request, place, stand, edition)
    if request.method != "POST" or problem is not None:
        return _rules(request, place, stand, edition, problem=problem)
    messages.success(request, said)
    return redirect(url_of(place, "rules"))


def _rules(
    request: HttpRequest,
    place: Organisation,
    stand: Standing,
    edition: CalendarEdition,
    *,
    problem: Text | None,
) -> HttpResponse:
    form = request.POST if request.method == "POST" else {}
    typed = form if form.get("gera") != "gildi" else {}
    return page(
        request,
        place,
        "rules",
        stand,
        problem=problem,
        rows=[
            _row(edition, zone, stream.name, f"{number}-{order}", typed)
            for number, stream in enumerate(edition.streams)
            for order, zone in enumerate(stream.zones)
        ],
        holiday_choices=[Choice(rule.value, name) for rule, name in HOLIDAY_RULES.items()],
        holiday_choice=typed.get("fridagar", "later"),
        half_days=not typed or typed.get("halfir") == "1",
        saturdays=typed.get("laugardagar") == "1",
        own={
            "gildir_fra": form.get("gildir_fra", day_short(edition.valid_from)),
            "gildir_til": form.get("gildir_til", day_short(edition.valid_to)),
            "heimild": form.get("heimild", edition.source.title),
            "verktaki": form.get("verktaki", edition.contractor),
        },
    )


def _row(
    edition: CalendarEdition, zone: StreamZone, name: Text, key: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    area = edition.area(zone.area).name
    rules: list[dict[str, str]] = []
    for number, cycle in enumerate([*zone.cycles, None]):
        begun = {
            "first": day_short(cycle.anchor) if cycle else "",
            "interval": str(cycle.interval_days) if cycle else "",
            "run": str(cycle.days_in_round) if cycle else "",
            "until": day_short(cycle.until) if cycle and cycle.until else "",
        }
        names = {part: f"{part}.{key}.{number}" for part in begun}
        rules.append(
            {part: typed.get(names[part], value) for part, value in begun.items()} | {"number": str(number)}
        )
    return {
        "key": key,
        "name": name,
        "area": area,
        "place": Text(is_=f"{name.is_}, {area}", en=f"{name.en}, {area}", pl=f"{name.pl}, {area}"),
        "rules": rules,
        "days": len(set(zone.dates)),
        "is_asked": typed.get(f"reikna.{key}") == "1" if typed else not zone.dates,
    }


def _proposed(
    request: HttpRequest, place: Organisation, stand: Standing, edition: CalendarEdition
) -> tuple[Text | None, str]:
    """Work out the days of every zone whose rules changed or that was asked for."""
    form, holidays = request.POST, holidays_from(request.POST)
    try:
        wanted = [
            (stream.id, proposed_zone(zone, cycles, holidays, until=edition.valid_to))
            for number, stream in enumerate(edition.streams)
            for order, zone in enumerate(stream.zones)
            if (cycles := _cycles(form, edition, zone, f"{number}-{order}"))
            and (cycles != zone.cycles or form.get(f"reikna.{number}-{order}") == "1")
        ]
    except EditRefused as refused:
        return refused.reason, ""
    except ValueError:
        return WORDS["not_possible"], ""

    def edit(one: CalendarEdition) -> CalendarEdition:
        for stream, zone in wanted:
            one = with_zone(one, stream, zone)
        return one

    problem = change(request, place, stand, edit)
    moved = sum(len(zone.exceptions) for _stream, zone in wanted)
    return problem, sentence("proposed", zones=str(len(wanted)), moved=str(moved))


def _cycles(
    form: Mapping[str, str], edition: CalendarEdition, zone: StreamZone, key: str
) -> tuple[CycleRule, ...]:
    """Read the rules of one zone; empty lines are left out.

    Raises:
        EditRefused: when a line can't be read.
    """
    found = []
    for number in range(len(zone.cycles) + 1):
        first, interval, run, until = (
            form.get(f"{part}.{key}.{number}", "").strip() for part in ("first", "interval", "run", "until")
        )
        if not (first or interval):
            continue
        try:
            found.append(
                CycleRule(
                    anchor=_day(first, edition),
                    interval_days=int(interval),
                    days_in_round=int(run or 1),
                    until=_day(until, edition) if until else None,
                )
            )
        except ValueError:
            area = edition.area(zone.area).name
            raise EditRefused(WORDS["not_numbers"].format(place=area)) from None
    return tuple(found)


def _day(written: str, edition: CalendarEdition) -> date:
    days = read_days(written, first=edition.valid_from, last=edition.valid_to)
    if len(days) != 1:
        raise NotADay(WORDS["one_day"])
    return days[0]


def _described(edition: CalendarEdition, form: Mapping[str, str]) -> CalendarEdition:
    """Return the edition with other days of validity, source and contractor; days that fall outside are told by the check."""
    try:
        first, last = (_day(form.get(name, ""), edition) for name in ("gildir_fra", "gildir_til"))
    except NotADay:
        raise EditRefused(WORDS["bad_validity"]) from None
    title = form.get("heimild", "").strip()[:LONGEST_TEXT]
    if last < first or not title:
        raise EditRefused(WORDS["bad_validity"])
    return edition.model_copy(
        update={
            "valid_from": first,
            "valid_to": last,
            "year": first.year,
            "contractor": form.get("verktaki", "").strip()[:120],
            "source": edition.source.model_copy(update={"title": title}),
            "is_proposal": True,
            "confirmed": None,
        }
    )


@staff(*WRITERS)
@require_safe
def comparison_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the plan beside the edition before it."""
    place = municipality(organisation)
    stand = standing(place)
    edition = stand.edition
    if edition is None:
        return redirect(url_of(place, "days"))
    known = () if stand.editions is None else stand.editions.as_published
    earlier = [one for one in known if one.valid_from < edition.valid_from]
    rows = (
        [_compared(place, one, edition, earlier[-1]) for one in compared(earlier[-1], edition)]
        if earlier
        else []
    )
    before = str(earlier[-1].year) if earlier else ""
    said = WORDS["compare_lead"].format(before=before, after=str(edition.year))
    return page(request, place, "comparison", stand, rows=rows, before=before, compare_words=said)


def _compared(
    place: Organisation, one: Compared, edition: CalendarEdition, before: CalendarEdition
) -> dict[str, Any]:
    source = edition if any(area.id == one.area for area in edition.areas) else before
    return {
        "one": one,
        "name": one.stream.name,
        "area": source.area(one.area).name,
        "url": url_of(place, "days", straumur=one.stream.id, svaedi=one.area),
        "pairs": [
            {
                "before": words(days_in_words(pair.before)) if pair.before else "–",
                "after": words(days_in_words(pair.after)) if pair.after else "–",
                "shift": f"{pair.shift:+d}".replace("-", "−") if pair.shift else "",
                "is_odd": bool(pair.shift) or not pair.before or not pair.after,
            }
            for pair in one.pairs
        ],
    }


@staff(*WRITERS)
@require_safe
def findings_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show everything the validator found in the draft, or in what is published, gravest first, each with its place."""
    place = municipality(organisation)
    stand = standing(place)
    edition = stand.edition or stand.newest
    if edition is None:
        return redirect(url_of(place, "days"))
    found = findings_of(edition)
    every = shown(place, edition, found)
    groups = [
        (level.value, name, [one for one in every if one["finding"].level is level])
        for level, name in LEVELS.items()
    ]
    return page(
        request, place, "findings", stand, found=found, groups=[group for group in groups if group[2]]
    )
