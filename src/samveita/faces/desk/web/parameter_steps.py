"""From draft to validity: the review with its differences and effects, approval, the day it takes effect, and undoing.

No step changes a decision that has been made: those keep their own figures. A version that has been given a day is never
changed again; a correction is a new version.
"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.reading import Refused, read
from samveita.engines.rulebook import editing
from samveita.engines.rulebook.declaring import ParameterKind
from samveita.engines.rulebook.differing import changes, compare
from samveita.faces.desk.parameters import effects, source_in_words, span, state_in_words
from samveita.faces.desk.web.frame import actor_of
from samveita.faces.desk.web.parameters import UNPROCESSABLE, WRITERS, own_kind, page
from samveita.ground.identity.access import staff
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.models import Version, VersionState
from samveita.iceland import clock
from samveita.iceland.texts import Text

FIRST_DAY = Question("fra", Kind.DATE, Text(is_="Gildir frá", en="Valid from", pl="Obowiązuje od"))
LAST_DAY = Question(
    "til", Kind.DATE, Text(is_="Gildir til", en="Valid to", pl="Obowiązuje do"), required=False
)


@staff(*WRITERS)
@require_safe
def review(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Show the open version: what changes, what it does to invented persons, and the next step."""
    declared = own_kind(kind, organisation)
    return _review(request, organisation, declared, _open(declared, organisation))


def _review(
    request: HttpRequest,
    owner: Organisation,
    kind: ParameterKind,
    version: Version,
    *,
    problem: Text | None = None,
    errors: dict[str, Text] | None = None,
) -> HttpResponse:
    today = clock.today()
    before = editing.in_force_here(kind, owner, on=today)
    # Both are played on the same day, so that nothing but this change shows.
    played = kind.played(version.content, today)
    asked = {name: request.GET.get(name, "")[:20] for name in ("fra", "til")}
    return page(
        request,
        owner,
        "review",
        status=UNPROCESSABLE if problem or errors else 200,
        kind=kind,
        version=version,
        state=state_in_words(version, today),
        source=source_in_words(version.source),
        is_approved=version.state == VersionState.APPROVED,
        lines=changes(compare(kind, before, version.content)),
        has_before=before is not None,
        effects=effects(() if before is None else kind.played(before, today), played),
        missing=kind.missing(version.content) if kind.missing else (),
        unverified=len(version.content.unverified),
        problem=problem,
        asked=asked,
        day_errors=errors or {},
    )


def _open(kind: ParameterKind, owner: Organisation) -> Version:
    version = editing.standing(kind, owner, on=clock.today()).open
    if version is None:
        raise Http404
    return version


def _shown(request: HttpRequest, version: Version) -> bool:
    """Say whether the step is about the version that was on the page, as it was then."""
    shown = f"{version.number}.{version.state}"
    return bool(request.POST.get("version") == shown)


@staff(*WRITERS)
@require_POST
def approve(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Approve the draft that was shown."""
    declared = own_kind(kind, organisation)
    version = _open(declared, organisation)
    try:
        if not _shown(request, version):
            raise editing.ParametersRefused(editing.NOT_NOW)
        editing.approve(actor=actor_of(request), version=version)
    except editing.ParametersRefused as refusal:
        return _review(request, organisation, declared, version, problem=refusal.reason)
    messages.success(request, _("Drögin eru samþykkt. Veldu nú hvenær þau taka gildi."))
    return redirect("desk:parameters-review", organisation=organisation.slug, kind=declared.slug)


@staff(*WRITERS)
@require_POST
def undo(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Put the open version aside; what holds stays as it is."""
    declared = own_kind(kind, organisation)
    version = _open(declared, organisation)
    try:
        if not _shown(request, version):
            raise editing.ParametersRefused(editing.NOT_NOW)
        editing.undo(actor=actor_of(request), version=version)
    except editing.ParametersRefused as refusal:
        return _review(request, organisation, declared, version, problem=refusal.reason)
    messages.success(request, _("Hætt var við drögin. Þau sjást áfram í sögunni."))
    return redirect("desk:parameters-kind", organisation=organisation.slug, kind=declared.slug)


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_effect(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Say in words what will hold from which day, and let it hold once that is confirmed."""
    declared = own_kind(kind, organisation)
    version = _open(declared, organisation)
    if version.state != VersionState.APPROVED:
        return _review(request, organisation, declared, version, problem=editing.NOT_NOW)
    asked = request.POST if request.method == "POST" else request.GET
    first, first_error = _day(FIRST_DAY, asked.get("fra", ""))
    last, last_error = _day(LAST_DAY, asked.get("til", ""))
    errors = {name: error for name, error in (("fra", first_error), ("til", last_error)) if error is not None}
    if errors or first is None:
        return _review(request, organisation, declared, version, errors=errors)
    if last is None and declared.is_yearly:
        last = date(first.year, 12, 31)
    if last is not None and last < first:
        wrong = {"til": editing.ENDS_TOO_EARLY}
        return _review(request, organisation, declared, version, errors=wrong)
    if request.method != "POST":
        return _confirmation(request, organisation, declared, version, first, last)
    try:
        if not _shown(request, version):
            raise editing.ParametersRefused(editing.NOT_NOW)
        editing.take_effect(
            actor=actor_of(request), kind=declared, version=version, valid_from=first, valid_to=last
        )
    except editing.ParametersRefused as refusal:
        return _review(request, organisation, declared, version, problem=refusal.reason)
    messages.success(request, _("Nýju gildin gilda: %(days)s.") % {"days": span(first, last)})
    return redirect("desk:parameters-kind", organisation=organisation.slug, kind=declared.slug)


def _confirmation(  # noqa: PLR0917  what the page says, in its order
    request: HttpRequest,
    owner: Organisation,
    kind: ParameterKind,
    version: Version,
    first: date,
    last: date | None,
) -> HttpResponse:
    today = clock.today()
    stand = editing.standing(kind, owner, on=first)
    return page(
        request,
        owner,
        "confirm",
        kind=kind,
        version=version,
        first=first,
        last=last,
        days=span(first, last),
        replaced=stand.valid,
        is_past=first < today,
        is_today=first == today,
        ends_for_good=last is not None and not any(one.valid_from for one in stand.planned),
        unverified=len(version.content.unverified),
        missing=kind.missing(version.content) if kind.missing else (),
    )


def _day(question: Question, written: str) -> tuple[date | None, Text | None]:
    try:
        answer = read(question, written)
    except Refused as refused:
        return None, refused.message
    return (None if answer is None else date.fromisoformat(str(answer))), None
