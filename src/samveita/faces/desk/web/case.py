"""The page of one case: what is known and from where, figures and calculation, the next lawful steps, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samveita.engines.cases.deciding import desk_form_of, figures_of, frozen, submitted_answers
from samveita.engines.cases.declaring import Purpose, Transition
from samveita.engines.cases.emptiness import know_what_is_empty
from samveita.engines.cases.following_on import since_last
from samveita.engines.cases.models import Case, CaseDocument
from samveita.engines.cases.process import possible_moves, possible_track_moves
from samveita.engines.cases.reading import TimelineEntry, desk_list, history_of, open_case, open_document
from samveita.engines.cases.settings import DecidedBy, settings_of
from samveita.engines.cases.web.presenting import look_items, timeline_items
from samveita.engines.payments.queries import lines_of
from samveita.faces.desk.figures import Shown, as_facts, calculated, filled, shown
from samveita.faces.desk.household import household_of
from samveita.faces.desk.letters import letters_of
from samveita.faces.desk.standing import around
from samveita.faces.desk.web.correspondence import exchanged
from samveita.faces.desk.web.frame import (
    QUEUE_NAMES,
    QUEUE_OF_WORD,
    QUEUE_WORDS,
    READERS,
    actor_of,
    framed,
    queue_address,
    queue_of,
)
from samveita.faces.desk.web.tables import neighbour_table, overdue
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import PersonIdentifier
from samveita.ground.identity.people import kennitala_of
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.vault.files import download
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.ui.formats import day_short, moment
from samveita.ui.parts import Fact, TimelineItem

NEIGHBOURS = 12
PAGES: dict[Purpose | None, str] = {
    Purpose.REQUEST_DATA: "desk:ask-for-data",
    Purpose.REQUEST_HEARING: "desk:hear",
}
"""Steps that have a page of their own, beside decisions; a step that needs more than a click and has none isn't offered."""
STEP_WORDS: dict[Purpose | None, str] = {
    Purpose.REFER: "visa-til-nefndar",
    Purpose.RETURN: "bokun-an-akvordunar",
    Purpose.REOPEN: "endurupptaka",
    Purpose.APPEAL: "afryjun",
    Purpose.APPEAL_UPHELD: "afryjun-stendur",
    Purpose.APPEAL_OVERTURNED: "afryjun-felld",
    Purpose.EXTERNAL_APPEAL: "kaera",
    Purpose.EXTERNAL_UPHELD: "urskurdur-stendur",
    Purpose.EXTERNAL_OVERTURNED: "urskurdur-felldur",
    Purpose.CONFIRM_LAPSE: "stadfesta-lok",
}
"""The word in the address of each step around a decision."""
RARE = frozenset({Purpose.UNASSIGN, Purpose.EXTERNAL_APPEAL, Purpose.REOPEN})
"""Steps that stand last among the buttons."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What staff typed and is shown again, so that nothing is lost: raw answers, their errors, the calculation of them."""

    raw: Mapping[str, str]
    errors: Mapping[str, Text]
    calculation: Shown


@dataclass(frozen=True, slots=True)
class Move:
    """A next step as a button; ``track`` and ``name`` say beside the main table where it is taken."""

    row: Transition
    url: str
    variant: str
    has_page: bool
    track: str = ""
    name: str = ""


@staff(*READERS)
@require_safe
def case_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show a case; opening it is recorded as a look."""
    return show_case(request, organisation, found_case(actor_of(request), uid))


def found_case(actor: Actor, uid: UUID) -> Case:
    """Return a case for reading and record the look.

    Raises:
        Http404: when the office has no such case.
    """
    try:
        return open_case(actor=actor, uid=uid)
    except Case.DoesNotExist as error:
        raise Http404 from error


@keys_at_hand()
def show_case(
    request: HttpRequest,
    office: Organisation,
    case: Case,
    *,
    typed: Typed | None = None,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page of a case; ``refusal`` says on top why what was tried did not happen."""
    know_what_is_empty(case)
    actor, state = actor_of(request), case.process.state(case.state)
    submitted = submitted_answers(case)
    decisions = list(case.decisions.order_by("-number"))
    history, looked = history_of(case, for_resident=False)
    context = framed(
        request,
        office,
        "cases",
        case=case,
        state=state,
        service=case.declaration,
        head=_head(case, office),
        late=overdue(case.due_on) if state.is_open and case.due_on and case.due_on < clock.today() else "",
        refusal=refusal,
        answers_language=submitted.language,
        answers=[
            {
                "title": step.title,
                "facts": [Fact(line.label, line.answer, line.source) for line in step.lines],
            }
            for step in submitted.shown
        ],
        household=household_of(case, submitted),
        since_last=since_last(case, submitted),
        moves=moves_of(actor, case, office),
        around=around(actor, case),
        letters=letters_of(decisions),
        payments=lines_of(case),
        may_handle=may(actor, "cases.handle", case),
        may_declare_conflict=may(actor, "cases.declare_conflict", case),
        decided=[
            {
                "decision": decision,
                "label": _outcome(case, decision.event),
                "calculation": shown(content.calculation),
                "minutes": content.minutes,
            }
            for decision, content in ((one, frozen(one)) for one in decisions)
        ],
        **exchanged(request, actor, case, language=submitted.language),
        history=_history(case, history),
        looks=look_items(case, looked),
        **_figures(actor, case, typed),
        **_neighbours(request, actor, case, office),
    )
    return render(request, "desk/case.html", context, status=status)


def moves_of(actor: Actor, case: Case, office: Organisation) -> list[Move]:
    """Return the next lawful steps as buttons, the first one most likely; a step that decides has a page of its own.

    Where a committee decides, a decision is offered once the case is on its agenda, and is then made by the minutes.
    """
    waits_for_meeting = _committee_decides(case)
    found = [
        ("", "", row) for row in possible_moves(actor, case) if not (row.is_decision and waits_for_meeting)
    ]
    if case.process.overlays:
        found += [(one.key, track.name, row) for one, track, row in possible_track_moves(actor, case)]
    offered = [one for one in found if one[2].is_decision or one[2].is_plain or _has_page(one[2])]
    offered.sort(key=lambda one: (one[2].purpose in RARE, not one[2].is_decision, bool(one[0])))
    return [
        _as_button(
            row, case, office, track=track, name=name, variant="primary" if place == 0 else "secondary"
        )
        for place, (track, name, row) in enumerate(offered)
    ]


def _has_page(row: Transition) -> bool:
    return row.purpose in PAGES or row.purpose in STEP_WORDS


def _committee_decides(case: Case) -> bool:
    """Tell whether decisions wait for a meeting: the case can be referred and the municipality's settings say it must."""
    if case.process.for_purpose(case.state, Purpose.REFER) is None:
        return False
    return settings_of(case).decided_by is DecidedBy.COMMITTEE


def _as_button(
    row: Transition, case: Case, office: Organisation, *, track: str, name: str, variant: str
) -> Move:
    if row.purpose in STEP_WORDS:
        url = reverse("desk:step", args=[office.slug, case.uid, STEP_WORDS[row.purpose]])
    elif row.purpose in PAGES:
        url = reverse(PAGES[row.purpose], args=[office.slug, case.uid])
    else:
        address = "desk:decide" if row.is_decision else "desk:move"
        url = reverse(address, args=[office.slug, case.uid, row.event])
    return Move(row, url, variant, row.is_decision or _has_page(row), track, name)


def _head(case: Case, office: Organisation) -> list[Fact]:
    try:
        kennitala = kennitala_of(case.person).formatted
    except PersonIdentifier.DoesNotExist:
        kennitala = _("óþekkt")
    facts = [
        Fact(_("Kennitala"), kennitala),
        Fact(_("Umsóknin barst"), moment(case.submitted_at)),
        Fact(_("Ráðgjafi"), case.assigned_to.name if case.assigned_to else _("Enginn enn")),
    ]
    if office.kind == Kind.JOINT_OFFICE or case.municipality_id != case.office_id:
        facts.insert(1, Fact(_("Sveitarfélag"), case.municipality.names.short.nominative))
    if case.closed_at:
        facts.append(Fact(_("Afgreitt"), moment(case.closed_at)))
    elif case.due_on:
        facts.append(Fact(_("Svar í síðasta lagi"), day_short(case.due_on)))
    return facts


def _history(case: Case, entries: Sequence[TimelineEntry]) -> list[TimelineItem]:
    """Return what has happened and who did it."""
    who = [entry.who or "" for entry in entries]
    items = timeline_items(case, entries)
    return [replace(item, when_words=name) for item, name in zip(items, who, strict=False)] + items[
        len(who) :
    ]


def _outcome(case: Case, event: str) -> Text | str:
    """Return what a decision made of the case: the label of the state it led to."""
    process = case.process
    targets = (process.state(row.target).label for row in process.transitions if row.event == event)
    return next(targets, event)


def _figures(actor: Actor, case: Case, typed: Typed | None) -> dict[str, Any]:
    """Return figures and calculation while the case is open; a closed one shows its decision instead."""
    form, process = desk_form_of(case), case.process
    if form is None or not process.state(case.state).is_open:
        return {}
    saved = figures_of(case)
    if not may(actor, "cases.handle", case):
        return {"figure_facts": as_facts(form, saved), "calculation": calculated(case, saved)}
    if typed is None:
        return {"figures": filled(form, saved), "calculation": calculated(case, saved, compare=True)}
    return {
        "figures": filled(form, saved, raw=typed.raw, errors=typed.errors),
        "calculation": typed.calculation,
        "unsaved": True,
    }


def _neighbours(request: HttpRequest, actor: Actor, case: Case, office: Organisation) -> dict[str, Any]:
    """Return the list the case was opened from, around the case, to go on to the next one."""
    word = request.GET.get("listi", "")
    if word not in QUEUE_OF_WORD:
        return {"back": reverse("desk:cases", args=[office.slug])}
    queue = queue_of(request)
    cases = list(desk_list(actor=actor, office=office, queue=queue)[:NEIGHBOURS])
    return {
        "back": queue_address(office, queue),
        "queue_name": QUEUE_NAMES[queue],
        "queue_word": QUEUE_WORDS[queue],
        "neighbours": neighbour_table(
            cases, office, caption=str(QUEUE_NAMES[queue]), here=case, query=f"?listi={word}"
        ),
    }


@staff(*READERS)
@require_safe
def document(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponseBase:
    """Hand out a document of one of the office's cases as a download; recorded as a look."""
    actor = actor_of(request)
    try:
        found = open_document(actor=actor, uid=uid)
    except CaseDocument.DoesNotExist as error:
        raise Http404(organisation.slug) from error
    return download(found.file, actor=actor)
