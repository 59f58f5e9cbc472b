"""The resident's page of a case: what is asked of her, where it stands, decisions, messages, documents, who looked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samveita.engines.cases.deciding import submitted_answers
from samveita.engines.cases.declaring import Purpose
from samveita.engines.cases.messaging import mark_read
from samveita.engines.cases.models import Case
from samveita.engines.cases.parts import own_part
from samveita.engines.cases.process import possible_moves
from samveita.engines.cases.reading import history_of, show
from samveita.engines.cases.web.appeals_shown import appealing_of
from samveita.engines.cases.web.asked import asked_items, own_correspondence
from samveita.engines.cases.web.decisions_shown import decisions_of, with_disputes
from samveita.engines.cases.web.finding import Refusal, actor_of, file_facts
from samveita.engines.cases.web.parts import parts_for
from samveita.engines.cases.web.party_page import show_part
from samveita.engines.cases.web.presenting import look_items, timeline_items
from samveita.ground.organisations.context import contact_of
from samveita.ground.organisations.queries import successor_of
from samveita.ground.vault.keys import keys_at_hand
from samveita.ui.parts import Crumb, Fact, FieldError


@keys_at_hand()
def show_case(request: HttpRequest, found: Case, *, refusal: Refusal | None = None) -> HttpResponse:
    """Render the page of a case, and record that it was opened and its messages read.

    A refused form stands in it again with what was typed and why it was not taken. Another party of the case gets a page
    of her own.
    """
    if (own := own_part(actor_of(request), found)) is not None:
        return show_part(request, found, *own, refusal=refusal)
    actor, organisation = actor_of(request), request.organisation.slug  # type: ignore[attr-defined]
    case = show(actor=actor, case=found)
    process, submitted = case.process, submitted_answers(case)
    exchanged = own_correspondence(actor, case)
    if any(one.from_office and one.is_new for one in exchanged.messages):
        mark_read(actor=actor, case=case)
    office = successor_of(case.office)
    moves = possible_moves(actor, case)
    history, looked = history_of(case, for_resident=True)
    decisions = decisions_of(case)
    appealing = appealing_of(actor, case) if decisions else None
    if appealing is not None and appealing.route is not None:
        address = reverse("cases:appeal", kwargs={"organisation": organisation, "uid": case.uid})
        decisions[0] = with_disputes(decisions[0], address)
    context = {
        "case": case,
        "service": case.declaration,
        "state": process.state(case.state),
        "crumbs": [
            Crumb(label=_("Málin mín"), url=reverse("front:mine", kwargs={"organisation": organisation})),
            Crumb(label=case.declaration.name, url=""),
        ],
        "asked": asked_items(exchanged, case, organisation),
        "exchanged": exchanged,
        "timeline": timeline_items(case, history),
        "looks": look_items(case, looked),
        "answers_language": submitted.language,
        "answers": [
            Fact(term=line.label, value=line.answer) for step in submitted.shown for line in step.lines
        ],
        "decisions": decisions,
        "appealing": appealing,
        "parts": parts_for(request, case),
        "office": office,
        "office_contact": contact_of(office),
        "withdrawal": next((row for row in moves if row.purpose is Purpose.WITHDRAW), None),
        "refusal": refusal,
        "errors": [FieldError(refusal.field, refusal.reason)] if refusal else [],
        **file_facts(),
    }
    return render(request, "cases/case.html", context, status=422 if refusal else 200)
