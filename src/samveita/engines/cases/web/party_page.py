"""The page of somebody who has a part of her own in another person's case, such as a spouse.

She sees whose application it is, what is asked of her and by when, what she has answered herself, what the office and she
have exchanged, what was fetched about her and who of the staff looked. Of the applicant's answers, figures, documents and
decision she sees nothing, not even how the case ended.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samveita.engines.cases import terms
from samveita.engines.cases.declaring import OtherPart, Purpose
from samveita.engines.cases.messaging import mark_read
from samveita.engines.cases.models import Case, CaseParty
from samveita.engines.cases.parts import answers_of_part, handed_in, start_own_part, submit_part
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.reading import seen_by_party, show_to_party
from samveita.engines.cases.web.asked import asked_items, own_correspondence
from samveita.engines.cases.web.finding import (
    Refusal,
    actor_of,
    case_address,
    file_facts,
    own_case,
    page_language,
)
from samveita.engines.cases.web.presenting import look_items
from samveita.engines.forms.models import Draft
from samveita.ground.identity.access import organisation_or_404, resident
from samveita.ground.organisations.context import contact_of
from samveita.ground.organisations.queries import successor_of
from samveita.ground.organisations.scope import crossing
from samveita.ui.parts import Crumb, Fact, FieldError, TimelineItem, TimelineState


def show_part(
    request: HttpRequest, found: Case, part: OtherPart, party: CaseParty, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Render her page of a case and record that she opened it."""
    actor, organisation = actor_of(request), request.organisation.slug  # type: ignore[attr-defined]
    case = show_to_party(actor=actor, case=found, party=party)
    exchanged = own_correspondence(actor, case)
    if any(one.from_office and one.is_new for one in exchanged.messages):
        mark_read(actor=actor, case=case)
    given = None if party.person is None else handed_in(case, party.person)
    document = None if given is None else answers_of_part(given)
    draft = given.draft if given else _own_draft(case, party)
    history, looked = seen_by_party(case, party, draft)
    office = successor_of(case.office)
    context = {
        "case": case,
        "service": case.declaration,
        "part": part,
        "state": case.process.state(case.state),
        "crumbs": [
            Crumb(label=_("Málin mín"), url=reverse("front:mine", kwargs={"organisation": organisation})),
            Crumb(label=case.declaration.name, url=""),
        ],
        "given": given,
        "answers_language": document.language if document else "",
        "answers": [Fact(line.label, line.answer) for step in document.shown for line in step.lines]
        if document
        else [],
        "is_begun": given is None and draft is not None,
        "until": _until(case),
        "asked": asked_items(exchanged, case, organisation),
        "exchanged": exchanged,
        "fetched": [TimelineItem(one.sentence, TimelineState.DONE, one.at) for one in history],
        "looks": look_items(case, looked),
        "office": office,
        "office_contact": contact_of(office),
        "refusal": refusal,
        "errors": [FieldError(refusal.field, refusal.reason)] if refusal else [],
        **file_facts(),
    }
    return render(request, "cases/part.html", context, status=422 if refusal else 200)


def _own_draft(case: Case, party: CaseParty) -> UUID | None:
    own = Draft.objects.filter(for_case=case.uid, person=party.person, submitted_case=None)
    return own.values_list("uid", flat=True).first()


def _until(case: Case) -> object:
    """Return the day until which the case waits for her, while it does."""
    row = case.process.for_purpose(case.state, Purpose.PART_OVERDUE)
    if row is None:
        return None
    with crossing("how long a case waits for a party, read by her"):
        return terms.last_day_of(case, row.event)


@require_POST
@resident
def start_part(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Begin her own part, or go on with it."""
    case = own_case(request, organisation, uid)
    try:
        draft = start_own_part(actor=actor_of(request), uid=case.uid, language=page_language())
    except CaseRefused as refused:
        messages.error(request, refused.reason.in_language(page_language()))
        return redirect(case_address(organisation, uid))
    return redirect("forms:part-overview", organisation=organisation, draft=draft.uid)


@require_POST
@resident
def submit_part_page(request: HttpRequest, organisation: str, draft: UUID) -> HttpResponse:
    """Hand in her own part; handed in twice, it leads to the same page."""
    municipality = organisation_or_404(organisation)
    try:
        part = submit_part(actor=actor_of(request), draft_uid=draft, language=get_language() or "is")
    except Draft.DoesNotExist as error:
        raise Http404 from error
    except CaseRefused as refused:
        messages.error(request, refused.reason.in_language(page_language()))
        return redirect("forms:part-review", organisation=municipality.slug, draft=draft)
    messages.success(request, _("Við höfum fengið þinn hluta."))
    return redirect(case_address(municipality.slug, part.case.uid))
