"""Taking in tables people already have, and handing the calendar out as tables and as a file.

Three looks at the same page: what to take in, what the columns hold, and what it would become with what is wrong in it.
Nothing is kept until the last is confirmed; what was pasted is carried along in the form.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.drafting import Standing, keep, standing
from samveita.tools.waste_calendar.editing import EditRefused
from samveita.tools.waste_calendar.exporting import days_table, streets_table
from samveita.tools.waste_calendar.importing import (
    Mapping,
    Read,
    Role,
    Table,
    TableRefused,
    guessed,
    read_table,
    taken_in,
    without_empty_beginnings,
)
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.planner_words import WORDS
from samveita.tools.waste_calendar.proposing import first_edition
from samveita.tools.waste_calendar.reading import CalendarFileError, read_calendar, written_calendar
from samveita.tools.waste_calendar.web.import_words import IMPORT_WORDS, ROLES
from samveita.tools.waste_calendar.web.plan_frame import (
    WRITERS,
    actor_of,
    change,
    findings_of,
    forget_steps,
    municipality,
    page,
    shown,
    url_of,
)
from samveita.ui.formats import words
from samveita.ui.parts import Choice

MOST_BYTES = 2_000_000
MOST_SHOWN = 30
SAMPLE_ROWS = 8


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show where to paste; a POST shows the columns, the outcome, or keeps it."""
    place = municipality(organisation)
    stand = standing(place)
    if request.method != "POST":
        return _page(request, place, stand, text="")
    try:
        text = _text(request)
        if text.lstrip("\ufeff \n\r\t").startswith("{"):
            return _from_file(request, place, stand, text)
        return _from_table(request, place, stand, text)
    except TableRefused as refused:
        return _page(request, place, stand, text=request.POST.get("texti", ""), problem=refused.reason)
    except ValidationError:
        problem = IMPORT_WORDS["does_not_fit"]
        return _page(request, place, stand, text=request.POST.get("texti", ""), problem=problem)


def _text(request: HttpRequest) -> str:
    """Return what was pasted, or what the file holds.

    Raises:
        TableRefused: when there is nothing, or it is no text.
    """
    file = request.FILES.get("skra")
    if file is None:
        text = request.POST.get("texti", "").replace("\r\n", "\n")
    elif file.size is None or file.size > MOST_BYTES:
        raise TableRefused(IMPORT_WORDS["bad_file"])
    else:
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise TableRefused(IMPORT_WORDS["bad_file"]) from None
    if not text.strip():
        raise TableRefused(IMPORT_WORDS["nothing"])
    return text


def _base(place: Organisation, stand: Standing) -> CalendarEdition:
    """Return the draft, or an empty calendar of the next year nobody has published."""
    if stand.edition is not None:
        return stand.edition
    newest = stand.newest
    year = clock.today().year if newest is None else newest.valid_to.year + 1
    return first_edition(str(place), place.number or "0000", year, on=clock.today())


def _from_table(request: HttpRequest, place: Organisation, stand: Standing, text: str) -> HttpResponse:
    table, base = read_table(text), _base(place, stand)
    asked = request.POST.get("gera", "")
    if asked not in {"skoda", "nota"}:
        return _page(request, place, stand, text=text, table=table, mapping=guessed(table, base))
    mapping = _mapping(request, table)
    read = taken_in(base, table, mapping)
    if stand.edition is None:
        read.edition = without_empty_beginnings(read.edition)
    may_keep = not read.problems or request.POST.get("sleppa") == "1"
    if asked == "nota" and may_keep:
        return _kept(request, place, stand, read.edition, text=text)
    problem = IMPORT_WORDS["bad_rows"] if asked == "nota" else None
    return _page(request, place, stand, text=text, table=table, mapping=mapping, read=read, problem=problem)


def _mapping(request: HttpRequest, table: Table) -> Mapping:
    form = request.POST
    roles = [form.get(f"dalkur-{number}", "") for number in range(table.width)]
    return Mapping(
        roles=tuple(Role(role) if role in set(Role) else Role.SKIP for role in roles),
        has_heading=form.get("fyrirsogn") == "1",
        stream=form.get("tunnur", "")[:120],
        zone=form.get("svaedi", "")[:120],
        makes_missing=form.get("bua_til") == "1",
    )


def _from_file(request: HttpRequest, place: Organisation, stand: Standing, text: str) -> HttpResponse:
    """Read a calendar file whole; it takes the place of the draft."""
    try:
        edition = read_calendar(text)
    except CalendarFileError as error:
        lines = [line[:200] for line in str(error).splitlines()[:MOST_SHOWN]]
        problem = IMPORT_WORDS["bad_calendar"]
        return _page(request, place, stand, text="", problem=problem, file_problems=lines)
    own = edition.model_copy(
        update={
            "municipality_name": str(place),
            "municipality_number": place.number or edition.municipality_number,
            "is_proposal": True,
        }
    )
    if request.POST.get("gera") == "nota":
        return _kept(request, place, stand, own, text=text)
    return _page(request, place, stand, text=text, read=Read(own), is_whole=True)


def _kept(
    request: HttpRequest, place: Organisation, stand: Standing, edition: CalendarEdition, *, text: str
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    if stand.edition is not None:
        problem = change(request, place, stand, lambda _one: edition)
    else:
        forget_steps(request, place)
        problem = _begun(request, place, edition, seen)
    if problem is not None:
        return _page(request, place, standing(place), text=text, problem=problem)
    messages.success(request, words(IMPORT_WORDS["taken_in"]))
    return redirect(url_of(place, "days"))


def _begun(request: HttpRequest, place: Organisation, edition: CalendarEdition, seen: str) -> Text | None:
    try:
        keep(actor=actor_of(request), place=place, edition=edition, seen=seen)
    except EditRefused as refused:
        return refused.reason
    except ValueError:
        return WORDS["not_possible"]
    return None


def _page(
    request: HttpRequest,
    place: Organisation,
    stand: Standing,
    *,
    text: str,
    table: Table | None = None,
    mapping: Mapping | None = None,
    read: Read | None = None,
    problem: Text | None = None,
    **more: Any,
) -> HttpResponse:
    base = _base(place, stand)
    context: dict[str, Any] = {
        "said": IMPORT_WORDS,
        "text": text,
        "has_draft": stand.edition is not None,
        "streams": [Choice(one.id, one.name) for one in base.streams],
        "areas": [Choice(one.id, one.name) for one in base.areas],
        "role_choices": [Choice(role.value, name) for role, name in ROLES.items()],
        **more,
    }
    if table is not None and mapping is not None:
        context |= {
            "columns": [
                {
                    "name": f"dalkur-{number}",
                    "label": IMPORT_WORDS["column"].format(
                        number=str(number + 1), heading=table.rows[0][1][number]
                    ),
                    "role": mapping.roles[number].value,
                }
                for number in range(table.width)
            ],
            "sample": [(line, cells) for line, cells in table.rows[:SAMPLE_ROWS]],
            "mapping": mapping,
            "makes_missing": mapping.makes_missing or (read is None and stand.edition is None),
        }
    if read is not None:
        context |= _outcome(place, base, read)
    return page(request, place, "import", stand, problem=problem, **context)


def _outcome(place: Organisation, base: CalendarEdition, read: Read) -> dict[str, Any]:
    found = findings_of(read.edition)
    return {
        "read": read,
        "problems": read.problems[:MOST_SHOWN],
        "outcome": [
            {
                "name": stream.name,
                "area": read.edition.area(zone.area).name,
                "before": _days_before(base, stream.id, zone.area),
                "after": len(set(zone.dates)),
            }
            for stream in read.edition.streams
            for zone in stream.zones
        ],
        "street_counts": [(area.name, len(area.rules)) for area in read.edition.areas],
        "would_find": shown(place, read.edition, found)[:MOST_SHOWN],
        "would_count": len(found),
    }


def _days_before(base: CalendarEdition, stream: str, area: str) -> int:
    known = next((one for one in base.streams if one.id == stream), None)
    zone = None if known is None else known.zone(area)
    return 0 if zone is None else len(set(zone.dates))


def _handed_out(place: Organisation) -> CalendarEdition:
    stand = standing(municipality(place))
    edition = stand.edition or stand.newest
    if edition is None:
        raise Http404
    return edition


def _file(content: str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=f"{kind}; charset=utf-8", headers=headers)


@staff(*WRITERS)
@require_safe
def calendar_as_json(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:  # noqa: ARG001  a view
    """Hand out the draft, or the newest edition, as the file everything else reads."""
    edition = _handed_out(organisation)
    content = json.dumps(written_calendar(edition), ensure_ascii=False, indent=1)
    return _file(content, "application/json", f"sorphirda-{organisation.slug}-{edition.year}.json")


@staff(*WRITERS)
@require_safe
def days_as_csv(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:  # noqa: ARG001  a view
    """Hand out the days as a table."""
    edition = _handed_out(organisation)
    return _file(days_table(edition), "text/csv", f"sorphirda-{organisation.slug}-{edition.year}-dagar.csv")


@staff(*WRITERS)
@require_safe
def streets_as_csv(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:  # noqa: ARG001  a view
    """Hand out the streets as a table."""
    edition = _handed_out(organisation)
    return _file(
        streets_table(edition), "text/csv", f"sorphirda-{organisation.slug}-{edition.year}-gotur.csv"
    )
