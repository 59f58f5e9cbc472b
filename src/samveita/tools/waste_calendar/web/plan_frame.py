"""What the planner's pages share: who may open them, the frame around them, keeping a change, and the way back from it.

The way back is kept in the session: the parts a change replaced, newest last, each with the mark of the draft it led to.
It works as long as nobody else has saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person, Role
from samveita.ground.organisations.api_addresses import address_book
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.sharing.models import VersionState
from samveita.ground.sharing.queries import wants_second_person
from samveita.iceland import clock
from samveita.iceland.addresses import DEFAULT_FILE, AddressBook
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import LANGUAGES, Text
from samveita.tools.waste_calendar.checking import check
from samveita.tools.waste_calendar.drafting import Standing, keep, mark_of, standing
from samveita.tools.waste_calendar.editing import EditRefused
from samveita.tools.waste_calendar.finding_places import Where, where_of
from samveita.tools.waste_calendar.findings import Finding, Level
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.planner_words import LEVELS, WORDS
from samveita.tools.waste_calendar.undoing import put_back, step_back
from samveita.ui.formats import moment, words
from samveita.ui.parts import TabLink

WRITERS = (Role.ADMINISTRATOR, Role.EDITOR)
UNPROCESSABLE = 422
MOST_STEPS = 20
LARGEST_STEP = 100_000
RUNNING_OUT = {"edition_ended", "edition_ends_soon"}
PAGES = ("days", "rules", "zones", "comparison", "findings", "import")
ADDRESSES = {"days": "planner"}


def municipality(organisation: Organisation) -> Organisation:
    """Return the office when it is a municipality.

    Raises:
        Http404: when it is something else, which has no calendar.
    """
    if organisation.kind != Kind.MUNICIPALITY:
        raise Http404(organisation.slug)
    return organisation


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def book() -> AddressBook:
    """Return the country's addresses."""
    return address_book(settings.ADDRESS_FILE or DEFAULT_FILE)


def url_of(place: Organisation, page: str, **query: str) -> str:
    """Return the address of one of the planner's pages."""
    path = reverse(f"waste-calendar:{ADDRESSES.get(page, f'planner-{page}')}", args=[place.slug])
    asked = {key: value for key, value in query.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path


def findings_of(edition: CalendarEdition) -> list[Finding]:
    """Return what the validator finds, as the calendar is read today."""
    return check(edition, on=clock.today(), book=book())


def shown(place: Organisation, edition: CalendarEdition, found: list[Finding]) -> list[dict[str, Any]]:
    """Return findings with the address of the place each speaks of."""
    return [
        {
            "finding": one,
            "level": LEVELS[one.level],
            "where": _in_words(edition, where := where_of(edition, one)),
            "url": _place_url(place, one, where),
        }
        for one in found
    ]


def _in_words(edition: CalendarEdition, where: Where) -> Text | None:
    """Name the areas and the stream a finding speaks of."""
    if not where.areas:
        return None
    areas = ", ".join(edition.area(area).name for area in where.areas)
    if not where.stream:
        return Text(is_=areas, en=areas, pl=areas)
    name = edition.stream(where.stream).name
    return Text(is_=f"{areas}, {name.is_}", en=f"{areas}, {name.en}", pl=f"{areas}, {name.pl}")


def _place_url(place: Organisation, one: Finding, where: Where) -> str:
    if where.stream:
        path = url_of(place, "days", straumur=where.stream, svaedi=where.areas[0])
        return path + (f"#d-{where.day.isoformat()}" if where.day else "")
    if where.areas:
        name = where.name.partition(" - ")[0]
        return url_of(place, "zones", svaedi=where.areas[0], leit=name) + "#gotur"
    if one.place == "streets":
        return url_of(place, "zones")
    return url_of(place, "rules") + "#gildistimi"


def counted(found: list[Finding]) -> dict[Level, int]:
    """Return how many findings there are of each level."""
    return {level: sum(one.level is level for one in found) for level in Level}


def page(
    request: HttpRequest,
    place: Organisation,
    name: str,
    stand: Standing,
    *,
    problem: Text | None = None,
    found: list[Finding] | None = None,
    **context: Any,
) -> HttpResponse:
    """Render one of the planner's pages with what stands around it; ``found`` are the draft's findings if they are known."""
    edition = stand.edition
    if found is None:
        found = [] if edition is None else findings_of(edition)
    counts = counted(found)
    frame = {
        "office": place,
        "words": WORDS,
        "stand": stand,
        "edition": edition,
        "newest": stand.newest,
        "expiry": _expiry(stand),
        "state": _state(stand),
        "confirmed_by": _confirmed_by(edition),
        "is_draft": stand.version is not None and stand.version.state == VersionState.DRAFT,
        "needs_second_person": wants_second_person(place),
        "mark": stand.mark,
        "found": found,
        "counts": [(LEVELS[level], level.value, counts[level]) for level in Level],
        "must_read": counts[Level.ERROR] + counts[Level.WARNING] > 0,
        "tabs": _tabs(place, name, stand, len(found)),
        "can_undo": bool(_steps(request, place)) and _steps(request, place)[-1]["mark"] == stand.mark,
        "step_url": reverse("waste-calendar:planner-step", args=[place.slug]),
        "page_url": url_of(place, name),
        "here_url": request.get_full_path(),
        "problem": problem,
        **_sentences(stand),
    }
    is_part = request.headers.get("HX-Request") == "true"
    code = UNPROCESSABLE if problem and not is_part else HTTPStatus.OK
    return render(request, f"waste_calendar/planner/{name}.html", {**frame, **context}, status=code)


def _expiry(stand: Standing) -> Finding | None:
    """Say that what is published runs out, or has run out, and nothing comes after it."""
    if stand.newest is None:
        return None
    found = check(stand.newest, on=clock.today(), book=None)
    return next((one for one in found if one.code in RUNNING_OUT), None)


def _sentences(stand: Standing) -> dict[str, Text]:
    """Say what is published and what is being planned."""
    edition, newest = stand.edition, stand.newest
    said: dict[str, Text] = {}
    if newest is not None:
        said["published_words"] = _filled("published_until", day=day_in_words(newest.valid_to))
    if edition is not None:
        first, last = day_in_words(edition.valid_from), day_in_words(edition.valid_to)
        year = Text(is_=str(edition.year), en=str(edition.year), pl=str(edition.year))
        said["draft_words"] = _filled("draft_of", year=year, first=first, last=last)
        said["publish_words"] = _filled("publish_help", day=first)
    return said


def _filled(key: str, **values: Text) -> Text:
    """Return a sentence with a value for each language in it."""
    return Text.from_dict(
        {
            code: WORDS[key]
            .in_language(code)
            .format(**{name: value.in_language(code) for name, value in values.items()})
            for code in LANGUAGES
        }
    )


def _tabs(place: Organisation, name: str, stand: Standing, found: int) -> list[TabLink]:
    always = {"days", "import"} | ({"findings"} if stand.newest is not None else set())
    kept = [one for one in PAGES if stand.edition is not None or one in always]
    return [
        TabLink(
            label=WORDS[one],
            url=url_of(place, one),
            current=one == name,
            count=found if one == "findings" and stand.edition is not None else None,
        )
        for one in kept
    ]


def _state(stand: Standing) -> tuple[Text, str] | None:
    edition = stand.edition
    if edition is None or stand.version is None:
        return None
    if stand.version.state == VersionState.APPROVED:
        return WORDS["is_approved"], "info"
    return (WORDS["awaits"], "warning") if edition.is_proposal else (WORDS["is_confirmed"], "success")


def _confirmed_by(edition: CalendarEdition | None) -> Text | None:
    """Say who confirmed the days and when."""
    if edition is None or edition.confirmed is None:
        return None
    person = edition.confirmed.person
    who = Person.objects.filter(uid=person).values_list("name", flat=True).first() if person else None
    return WORDS["confirmed_by"].format(who=who or "–", when=moment(edition.confirmed.at))


def change(
    request: HttpRequest,
    place: Organisation,
    stand: Standing,
    edit: Callable[[CalendarEdition], CalendarEdition],
) -> Text | None:
    """Make a change, keep it as the draft and remember the way back; return why it was not possible, if so."""
    before = stand.edition
    if before is None:
        raise Http404
    try:
        after = edit(before)
        version = keep(actor=actor_of(request), place=place, edition=after, seen=request.POST.get("seen", ""))
    except EditRefused as refused:
        return refused.reason
    except (ValueError, KeyError):
        return WORDS["not_possible"]
    _remember(request, place, before, version.content)
    return None


def _remember(request: HttpRequest, place: Organisation, before: CalendarEdition, after: Any) -> None:
    step = step_back(before, after)
    steps = _steps(request, place)
    if steps and steps[-1]["mark"] != mark_of(before):
        steps = []
    steps.append({"mark": mark_of(after), "step": step})
    while len(steps) > MOST_STEPS or (len(steps) > 1 and len(str(steps)) > LARGEST_STEP):
        steps.pop(0)
    request.session[_key(place)] = steps


def _steps(request: HttpRequest, place: Organisation) -> list[dict[str, Any]]:
    return list(request.session.get(_key(place), []))


def _key(place: Organisation) -> str:
    return f"waste-planner-{place.slug}"


def undo(request: HttpRequest, place: Organisation) -> Text | None:
    """Take the last change of this session back; return why it was not possible, if so."""
    stand, steps = standing(place), _steps(request, place)
    if stand.edition is None or not steps or steps[-1]["mark"] != stand.mark:
        return WORDS["nothing_to_undo"]
    step = steps.pop()
    try:
        keep(
            actor=actor_of(request),
            place=place,
            edition=put_back(stand.edition, step["step"]),
            seen=request.POST.get("seen", ""),
        )
    except EditRefused as refused:
        return refused.reason
    request.session[_key(place)] = steps
    return None


def forget_steps(request: HttpRequest, place: Organisation) -> None:
    """Forget the way back: the draft is another or gone."""
    request.session.pop(_key(place), None)


def day_of(written: str) -> date | None:
    """Read a day as a browser sends it, or nothing."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def sentence(key: str, **values: str) -> str:
    """Return one of the planner's sentences in the reader's language."""
    return words(WORDS[key].format(**values))
