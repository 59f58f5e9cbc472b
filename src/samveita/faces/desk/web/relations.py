"""Who else is in a case and which cases belong to it: adding one party or many at once, ending, linking, unlinking.

Many parties are written one a line. They are read and shown first, with what each line gives; nobody is added before
that is confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samveita.engines.cases import parties as verbs
from samveita.engines.cases.models import Case, LinkKind
from samveita.engines.cases.process import CaseRefused
from samveita.faces.desk.parties import (
    ALWAYS,
    MOST_LINES,
    read_lines,
    role_name,
    roles_of_process,
    running,
    shown_party,
)
from samveita.faces.desk.web.case import found_case
from samveita.faces.desk.web.frame import READERS, actor_of, framed
from samveita.ground.identity.access import staff
from samveita.ground.identity.policies import may, require
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland.texts import Text
from samveita.ui.formats import words
from samveita.ui.parts import Choice, FieldError

KINDS = {
    LinkKind.ACCOMPANIES: Text(is_="Málið fylgir", en="The case accompanies", pl="Sprawa towarzyszy sprawie"),
    LinkKind.FOLLOWS: Text(
        is_="Málið kemur í framhaldi af", en="The case follows from", pl="Sprawa wynika ze sprawy"
    ),
    LinkKind.SAME_MATTER: Text(
        is_="Málið varðar sama efni og",
        en="The case concerns the same as",
        pl="Sprawa dotyczy tego samego co",
    ),
}
NOBODY = Text(
    is_="Skrifaðu að minnsta kosti einn aðila.",
    en="Write at least one party.",
    pl="Wpisz co najmniej jedną stronę.",
)
CHOOSE_ROLE = Text(is_="Veldu hlutverk aðilans.", en="Choose the party's role.", pl="Wybierz rolę strony.")
CHOOSE_KIND = Text(
    is_="Veldu hvernig málin tengjast.",
    en="Choose how the cases belong together.",
    pl="Wybierz, jak sprawy są powiązane.",
)
MEND = Text(
    is_="Lagaðu línurnar sem ekki er hægt að lesa, eða taktu þær út.",
    en="Mend the lines that can't be read, or take them out.",
    pl="Popraw wiersze, których nie można odczytać, albo je usuń.",
)


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@keys_at_hand()
def relations_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show parties and linked cases; a POST takes the step its button names."""
    case = found_case(actor_of(request), uid)
    if request.method != "POST":
        return _shown(request, organisation, case)
    require(actor_of(request), "cases.name_parties", case)
    step = STEPS.get(request.POST.get("skref", ""))
    if step is None:
        raise Http404("no such step")
    try:
        return step(request, organisation, case)
    except CaseRefused as refusal:
        return _shown(request, organisation, case, refusal=refusal.reason, status=409)


def _look(request: HttpRequest, office: Organisation, case: Case) -> HttpResponse:
    role, text = _role(request, case), request.POST.get("adilar", "")
    lines = read_lines(actor_of(request), case, role, text)
    problem = NOBODY if not lines else MEND if any(one.problem for one in lines) else None
    if problem is not None:
        errors = [FieldError("adilar", problem)]
        return _shown(request, office, case, errors=errors, lines=lines, status=422)
    if request.POST["skref"] == "baeta":
        added = verbs.add_parties(
            actor=actor_of(request),
            uid=case.uid,
            role=role,
            parties=[one.party for one in lines if one.party],
        )
        told = ngettext(
            "%(count)s aðila var bætt við málið.", "%(count)s aðilum var bætt við málið.", len(added)
        )
        return _done(request, office, case, told % {"count": len(added)})
    return _shown(request, office, case, lines=lines, confirms=True)


def _end(request: HttpRequest, office: Organisation, case: Case) -> HttpResponse:
    party = next((one for one in running(case) if str(one.uid) == request.POST.get("adili")), None)
    if party is None:
        raise Http404("no such party")
    verbs.end_party(actor=actor_of(request), party=party)
    return _done(request, office, case, _("Skráð er að aðilinn eigi ekki lengur hlut að málinu."))


def _link(request: HttpRequest, office: Organisation, case: Case) -> HttpResponse:
    number = request.POST.get("numer", "")[:40]
    verbs.link_by_number(actor=actor_of(request), uid=case.uid, number=number, kind=_kind(request))
    return _done(request, office, case, _("Málin eru tengd."))


def _unlink(request: HttpRequest, office: Organisation, case: Case) -> HttpResponse:
    other = request.POST.get("mal", "")
    link = next((one for one in case.links.select_related("other") if str(one.other.uid) == other), None)
    if link is None:
        raise Http404("no such link")
    verbs.unlink_cases(actor=actor_of(request), uid=case.uid, other=link.other.uid, kind=_kind(request))
    return _done(request, office, case, _("Tengingin var fjarlægð."))


STEPS: dict[str, Callable[[HttpRequest, Organisation, Case], HttpResponse]] = {
    "skoda": _look,
    "baeta": _look,
    "ljuka": _end,
    "tengja": _link,
    "aftengja": _unlink,
}


def _role(request: HttpRequest, case: Case) -> str:
    role = request.POST.get("hlutverk", "")
    if role not in roles_of_process(case):
        raise CaseRefused(CHOOSE_ROLE)
    return role


def _kind(request: HttpRequest) -> LinkKind:
    try:
        return LinkKind(request.POST.get("tegund", ""))
    except ValueError as error:
        raise CaseRefused(CHOOSE_KIND) from error


def _done(request: HttpRequest, office: Organisation, case: Case, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("desk:relations", organisation=office.slug, uid=case.uid)


def _shown(
    request: HttpRequest, office: Organisation, case: Case, *, status: int = 200, **more: Any
) -> HttpResponse:
    actor = actor_of(request)
    links = case.links.select_related("other__person", "other__office__successor", "other__municipality")
    context = framed(
        request,
        office,
        "cases",
        case=case,
        parties=[(one, role_name(one.role), shown_party(one)) for one in running(case)],
        roles=[Choice(role, words(role_name(role))) for role in roles_of_process(case)],
        role=request.POST.get("hlutverk", "") or ALWAYS,
        kind=request.POST.get("tegund", "") or LinkKind.ACCOMPANIES.value,
        written=request.POST.get("adilar", ""),
        number=request.POST.get("numer", ""),
        most=MOST_LINES,
        links=[(one, KINDS[LinkKind(one.kind)]) for one in links if may(actor, "cases.read", one.other)],
        kinds=[Choice(kind.value, words(told)) for kind, told in KINDS.items()],
        may_change=may(actor, "cases.name_parties", case),
        may_link=may(actor, "cases.handle", case),
        back=reverse("desk:case", args=[office.slug, case.uid]),
        **more,
    )
    return render(request, "desk/relations.html", context, status=status)
