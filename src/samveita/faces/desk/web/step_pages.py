"""Pages on which staff writes before a step is taken: a form of one page, what goes before it, and the verb it is given to.

What is typed is never lost: a mistake or a colleague who was faster shows the page again with everything in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samveita.engines.cases.models import Case
from samveita.engines.cases.process import NOT_NOW, CaseRefused, serving
from samveita.engines.cases.table import Purpose, Transition
from samveita.engines.forms.declaring import Form
from samveita.faces.desk.figures import checked, filled
from samveita.faces.desk.web.case import found_case, show_case
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.faces.desk.web.steps import CONFLICT, case_address
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.parts import FieldError

Raw = Mapping[str, str]
NOTHING_FIRST: Callable[[Case], dict[str, str]] = lambda _case: {}  # noqa: E731


@dataclass(frozen=True, slots=True)
class StepPage:
    """One of the pages.

    Attributes:
        form: what staff fills in; a function where the case says what can be chosen.
        purpose: of the row it takes; ``None`` for a step beside the process, which an open case allows.
        act: gives what was written to the verb and returns the sentence that tells it was done.
        first: what stands in the form to begin with.
        items: what else the template draws from the case and what was typed.
        template: the page.
        consequence: what follows, in a sentence under the form.
        policy: who may, where no row says.
        also_closed: whether a step without a row is possible in a closed case too.
    """

    form: Form | Callable[[Case], Form]
    purpose: Purpose | None
    act: Callable[[HttpRequest, Case, Mapping[str, Any], Raw], str]
    first: Callable[[Case], dict[str, str]] = NOTHING_FIRST
    items: Callable[[Case, Raw], Sequence[object]] = lambda _case, _raw: ()
    template: str = "desk/step.html"
    consequence: Text | None = None
    policy: str = "cases.handle"
    also_closed: bool = False

    def row(self, case: Case) -> Transition | None:
        """Return the row it takes as the case stands, of the main table or a track beside it."""
        if self.purpose is None:
            return None
        try:
            return serving(case, self.purpose).row
        except CaseRefused:
            return None

    def is_possible(self, case: Case) -> bool:
        """Tell whether the step can be taken as the case stands."""
        if self.purpose is None:
            return self.also_closed or case.process.state(case.state).is_open
        return self.row(case) is not None

    def form_for(self, case: Case) -> Form:
        """Return the form for a case.

        Raises:
            CaseRefused: when the step can't be taken as the case stands, or nothing can be chosen in its form.
        """
        if not self.is_possible(case):
            raise CaseRefused(NOT_NOW)
        return self.form if isinstance(self.form, Form) else self.form(case)


def show_or_take(request: HttpRequest, office: Organisation, uid: UUID, page: StepPage) -> HttpResponse:
    """Show one of the pages, or take its step and go back to the case."""
    case = found_case(actor_of(request), uid)
    require(actor_of(request), page.policy, case)
    try:
        form = page.form_for(case)
    except CaseRefused as refusal:
        return show_case(request, office, case, refusal=refusal.reason, status=CONFLICT)
    if request.method != "POST":
        return _shown(request, office, case, page, raw=page.first(case))
    return _taken(request, office, case, page, form)


def _taken(
    request: HttpRequest, office: Organisation, case: Case, page: StepPage, form: Form
) -> HttpResponse:
    """Take the step, or show the page again with what was typed and why it was not taken."""
    raw = {key: str(value) for key, value in request.POST.items()}
    kept = checked(form, raw)
    if kept.errors:
        return _shown(request, office, case, page, raw=raw, errors=kept.errors, status=422)
    try:
        told = page.act(request, case, kept.answers, raw)
    except CaseRefused as refusal:
        now = found_case(actor_of(request), case.uid)
        if not page.is_possible(now):
            return show_case(request, office, now, refusal=refusal.reason, status=CONFLICT)
        return _shown(request, office, now, page, raw=raw, refusal=refusal.reason, status=CONFLICT)
    messages.success(request, told)
    return redirect(case_address(request, office, case.uid))


def _shown(
    request: HttpRequest,
    office: Organisation,
    case: Case,
    page: StepPage,
    *,
    raw: Raw,
    errors: Mapping[str, Text] | None = None,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    context = framed(
        request,
        office,
        "cases",
        case=case,
        row=page.row(case),
        form=filled(page.form_for(case), {}, raw=raw, errors=errors),
        errors=[FieldError(key, message) for key, message in (errors or {}).items()],
        refusal=refusal,
        kept=bool(refusal),
        items=page.items(case, raw),
        consequence=page.consequence,
        back=case_address(request, office, case.uid),
    )
    return render(request, page.template, context, status=status)
