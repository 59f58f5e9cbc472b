"""The pages of parameters: what holds and who set it, the editor, and the files.

Everybody at the office may read what holds, with its source. Administrators write what their own organisation sets; what
the association sets stands beside it, to be read. The steps from draft to validity are in ``parameter_steps``.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.reading import Refused, read
from samveita.engines.rulebook import editing
from samveita.engines.rulebook.declaring import PARAMETER_KINDS, ParameterKind, Problem, Rows
from samveita.engines.rulebook.differing import compare
from samveita.engines.rulebook.entering import NOT_A_LINK, REQUIRED, read_document, row_numbers, written
from samveita.engines.rulebook.files import MOST_BYTES, TOO_LARGE, as_csv, as_json, read_file
from samveita.engines.rulebook.published import Held, held, level_of, parameters_in_force
from samveita.faces.desk.parameters import (
    LEVELS,
    drawn,
    facts_of,
    fingerprint,
    known_years,
    shown_changes,
    source_in_words,
    span,
    state_in_words,
    summary_of,
)
from samveita.faces.desk.web.frame import EVERYONE, actor_of, framed
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Kind as Place
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import Version
from samveita.ground.sharing.queries import history
from samveita.ground.sharing.reviewing import news_of
from samveita.iceland import clock
from samveita.iceland.texts import Text

WRITERS = (Role.ADMINISTRATOR, Role.EDITOR)
UNPROCESSABLE, CONFLICT = 422, 409
MOST_FIELDS = 2000
SIMULATE = Text(
    is_="Hvað myndi breyting kosta?", en="What would a change cost?", pl="Ile kosztowałaby zmiana?"
)
AS_OF = Question("source_as_of", Kind.DATE, Text(is_="Dags.", en="Date", pl="Data"), required=False)


def found_kind(slug: str) -> ParameterKind:
    """Return the parameters an address names.

    Raises:
        Http404: when there are none.
    """
    if slug not in PARAMETER_KINDS:
        raise Http404
    return PARAMETER_KINDS[slug]


def own_kind(slug: str, owner: Organisation) -> ParameterKind:
    """Return parameters that this organisation sets itself.

    Raises:
        Http404: when there are none, or somebody else sets them.
    """
    kind = found_kind(slug)
    if not editing.may_be_set_by(kind, owner):
        raise Http404
    return kind


def found_version(kind: ParameterKind, owner: Organisation, number: int) -> Version:
    """Return one of the organisation's own versions.

    Raises:
        Http404: when there is none.
    """
    document = editing.standing(kind, owner, on=clock.today()).document
    version = None if document is None else document.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return version


def page(
    request: HttpRequest, owner: Organisation, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of parameters in the desk's frame."""
    may_write = may(actor_of(request), "sharing.write", owner)
    framed_ = framed(request, owner, "parameters", may_write=may_write, **context)
    return render(request, f"desk/parameters/{template}.html", framed_, status=status)


@staff(*EVERYONE)
@require_safe
def overview(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """List all sets of parameters that matter here, and where each stands."""
    today = clock.today()
    lines = []
    for kind in PARAMETER_KINDS.values():
        stand = editing.standing(kind, organisation, on=today)
        lines.append(
            {
                "kind": kind,
                "is_own": editing.may_be_set_by(kind, organisation),
                "who": _who_sets(kind, organisation),
                "valid": stand.valid and state_in_words(stand.valid, today),
                "open": stand.open and state_in_words(stand.open, today),
                "planned": [state_in_words(one, today) for one in stand.planned],
                "unverified": len(stand.valid.content.unverified) if stand.valid else 0,
            }
        )
    return page(request, organisation, "list", lines=lines)


def _who_sets(kind: ParameterKind, owner: Organisation) -> Text:
    return LEVELS[level_of(owner) if editing.may_be_set_by(kind, owner) else min(kind.levels)]


@staff(*EVERYONE)
@require_safe
def one_kind(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Show what holds, what is planned, what is being written, and every earlier version."""
    declared, today = found_kind(kind), clock.today()
    stand = editing.standing(declared, organisation, on=today)
    in_force = _in_force(declared, organisation)
    versions = [] if stand.document is None else list(history(stand.document))
    known = parameters_in_force(declared, on=today) if declared.shipped else None
    return page(
        request,
        organisation,
        "kind",
        kind=declared,
        is_own=editing.may_be_set_by(declared, organisation),
        who=_who_sets(declared, organisation),
        in_force=in_force,
        level=in_force and LEVELS[in_force.level],
        in_force_days=in_force and span(in_force.valid_from, in_force.valid_to),
        in_force_source=in_force and source_in_words(in_force.source),
        sections=in_force and facts_of(declared, in_force.document),
        years=known and known_years(declared, known),
        missing=_missing(declared, in_force),
        open=stand.open,
        simulation_url=_simulation(request, declared, organisation),
        simulation_label=SIMULATE,
        changed=stand.document is not None and news_of(stand.document) is not None and stand.document.uid,
        open_state=stand.open and state_in_words(stand.open, today),
        planned=[(one, state_in_words(one, today)) for one in stand.planned],
        versions=[(one, state_in_words(one, today), source_in_words(one.source)) for one in versions],
    )


def _simulation(request: HttpRequest, kind: ParameterKind, owner: Organisation) -> str:
    """Return where an administrator asks what a change would cost; nothing for others, and where nobody can ask."""
    is_there = kind.simulated_at and owner.kind == Place.MUNICIPALITY
    if not is_there or Role.ADMINISTRATOR not in actor_of(request).roles:
        return ""
    return reverse(kind.simulated_at, args=[owner.slug])


def _in_force(kind: ParameterKind, owner: Organisation) -> Held | None:
    found = held(kind, on=clock.today(), municipality=owner)
    return found[0] if found else None


def _missing(kind: ParameterKind, one: Held | None) -> tuple[Text, ...]:
    return kind.missing(one.document) if one is not None and kind.missing is not None else ()


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Write a draft: fields with help and checks, rows that can be added, a source, a mark on what is unconfirmed."""
    declared = own_kind(kind, organisation)
    today = clock.today()
    stand = editing.standing(declared, organisation, on=today)
    begun, source = editing.beginning(declared, organisation, on=today)
    seen = fingerprint(begun, stand.open)
    if request.method != "POST":
        shown = {**begun, **_source_fields(source)}
        return _editor(request, organisation, declared, shown, seen=seen)
    raw = {key: value for key, value in list(request.POST.items())[:MOST_FIELDS] if isinstance(value, str)}
    if request.POST.get("add"):
        return _editor(request, organisation, declared, raw, seen=raw.get("seen", ""), added=raw["add"])
    if raw.get("seen") != seen:
        problem = Problem("", editing.NOT_NOW)
        return _editor(request, organisation, declared, raw, seen=seen, problems=(problem,), status=CONFLICT)
    entered = read_document(declared, raw)
    note, problems = _source(raw)
    problems = (*entered.problems, *problems)
    if problems or entered.document is None:
        return _editor(
            request, organisation, declared, raw, seen=seen, problems=problems, status=UNPROCESSABLE
        )
    editing.save(
        actor=actor_of(request), kind=declared, owner=organisation, document=entered.document, source=note
    )
    return redirect("desk:parameters-review", organisation=organisation.slug, kind=declared.slug)


def _editor(
    request: HttpRequest,
    owner: Organisation,
    kind: ParameterKind,
    raw: dict[str, str],
    *,
    seen: str,
    problems: tuple[Problem, ...] = (),
    added: str = "",
    status: int = 200,
) -> HttpResponse:
    numbers = {rows.key: _rows_to_draw(rows, raw, is_added=rows.key == added) for rows in kind.rows()}
    errors = {problem.place: problem.sentence for problem in problems}
    return page(
        request,
        owner,
        "edit",
        status=status,
        kind=kind,
        sections=drawn(kind, raw, problems, numbers=numbers),
        errors=summary_of([problem for problem in problems if problem.place]),
        general=[problem.sentence for problem in problems if not problem.place],
        source={name: raw.get(name, "") for name in ("source_title", "source_url", "source_as_of")},
        source_errors={name: errors.get(name, "") for name in ("source_title", "source_url", "source_as_of")},
        seen=seen,
        added=added,
    )


def _rows_to_draw(rows: Rows, raw: dict[str, str], *, is_added: bool) -> list[int]:
    numbers = row_numbers(rows, raw)
    return [*numbers, max(numbers, default=-1) + 1] if is_added or not numbers else numbers


def _source_fields(source: SourceNote) -> dict[str, str]:
    day = source.as_of
    return {
        "source_title": source.title,
        "source_url": source.url,
        "source_as_of": "" if day is None else f"{day.day}.{day.month}.{day.year}",
    }


def _source(raw: dict[str, str]) -> tuple[SourceNote, tuple[Problem, ...]]:
    """Read where the values are published; a title is always demanded."""
    problems = []
    title, url = raw.get("source_title", "").strip()[:300], raw.get("source_url", "").strip()[:500]
    if not title:
        problems.append(Problem("source_title", REQUIRED))
    if url and not url.startswith(("https://", "http://")):
        problems.append(Problem("source_url", NOT_A_LINK))
    day = None
    try:
        day = read(AS_OF, raw.get("source_as_of", ""))
    except Refused as refused:
        problems.append(Problem("source_as_of", refused.message))
    if problems:
        return SourceNote(title="–"), tuple(problems)
    return SourceNote.model_validate({"title": title, "url": url, "as_of": day or None}), ()


@staff(*EVERYONE)
@require_safe
def version_page(request: HttpRequest, *, organisation: Organisation, kind: str, number: int) -> HttpResponse:
    """Show one version as it was written."""
    declared = own_kind(kind, organisation)
    version = found_version(declared, organisation, number)
    return page(
        request,
        organisation,
        "version",
        kind=declared,
        version=version,
        state=state_in_words(version, clock.today()),
        source=source_in_words(version.source),
        sections=facts_of(declared, version.content),
    )


@staff(*EVERYONE)
@require_safe
def comparison(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Show two versions side by side, what changed in red and in words."""
    declared = own_kind(kind, organisation)
    numbers = [request.GET.get(name, "") for name in ("fyrri", "seinni")]
    if not all(number.isdecimal() and len(number) < 6 for number in numbers):
        raise Http404
    before, after = (found_version(declared, organisation, int(number)) for number in numbers)
    compared = compare(declared, before.content, after.content)
    only = request.GET.get("allt") != "1"
    return page(
        request,
        organisation,
        "comparison",
        kind=declared,
        before=before,
        after=after,
        before_state=state_in_words(before, clock.today()),
        after_state=state_in_words(after, clock.today()),
        lines=shown_changes(compared, only_changes=only),
        only=only,
    )


@staff(*EVERYONE)
@require_safe
def export(
    request: HttpRequest,  # noqa: ARG001  the shape is Django's
    *,
    organisation: Organisation,
    kind: str,
    number: int,
    form: str,
) -> HttpResponse:
    """Hand a version out as a file: JSON is the document itself, CSV is a table for Excel."""
    declared = own_kind(kind, organisation)
    version = found_version(declared, organisation, number)
    is_csv = form == "csv"
    content = as_csv(declared, version.content) if is_csv else as_json(version.content)
    media = "text/csv" if is_csv else "application/json"
    name = f"{declared.slug}-{organisation.slug}-{number}.{form}"
    return HttpResponse(
        content,
        content_type=f"{media}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff(*WRITERS)
@require_POST
def take_in(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Read a file into the editor: nothing is kept until somebody has looked at it and saved the draft."""
    declared = own_kind(kind, organisation)
    today = clock.today()
    stand = editing.standing(declared, organisation, on=today)
    begun, source = editing.beginning(declared, organisation, on=today)
    seen, file = fingerprint(begun, stand.open), request.FILES.get("skra")
    problems: tuple[Problem, ...] = ()
    raw = begun
    if file is None or file.size is None:
        problems = (Problem("", Text(is_="Veldu skrá.", en="Choose a file.", pl="Wybierz plik.")),)
    elif file.size > MOST_BYTES:
        problems = (Problem("", TOO_LARGE),)
    else:
        entered = read_file(declared, file.read())
        problems = tuple(Problem("", problem.sentence) for problem in entered.problems)
        raw = begun if entered.document is None else written(declared, entered.document)
    shown = {**raw, **_source_fields(source)}
    status = UNPROCESSABLE if problems else 200
    return _editor(request, organisation, declared, shown, seen=seen, problems=problems, status=status)
