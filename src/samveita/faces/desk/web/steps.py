"""What staff does on a case's page: saving figures, calculating while typing, plain steps, settling a letter's fate.

Every form carries the revision of the case as it was shown. When someone else was faster the page is shown as it stands
now, with what was typed still in its fields.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samveita.engines.cases.deciding import desk_form_of, save_figures
from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused, take
from samveita.engines.forms.answering import Checked
from samveita.engines.mailbox.models import Dispatch
from samveita.engines.mailbox.withdrawing import NothingToConfirm, confirm
from samveita.faces.desk.figures import Shown, calculated, checked
from samveita.faces.desk.web.case import Typed, found_case, show_case
from samveita.faces.desk.web.frame import QUEUE_OF_WORD, READERS, actor_of
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.ui.formats import words

CONFLICT = 409


def revision_of(request: HttpRequest) -> int:
    """Return the revision the form was shown with; a form without one fits no case."""
    written = request.POST.get("revision", "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def case_address(request: HttpRequest, office: Organisation, uid: UUID) -> str:
    """Return the address of a case's page, beside the list it was opened from."""
    word = request.GET.get("listi", "")
    address = reverse("desk:case", args=[office.slug, uid])
    return f"{address}?listi={word}" if word in QUEUE_OF_WORD else address


@staff(*READERS)
@require_POST
def calculate(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Calculate from what is typed and save nothing: a part of the page while typing, the whole page without scripts."""
    actor = actor_of(request)
    case = found_case(actor, uid)
    require(actor, "cases.handle", case)
    typed, _kept = _typed(request, case)
    if request.headers.get("HX-Request") == "true":
        return render(request, "desk/calculation.html", {"calculation": typed.calculation, "unsaved": True})
    return show_case(request, organisation, case, typed=typed)


@staff(*READERS)
@require_POST
def save(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Keep the working figures."""
    actor = actor_of(request)
    case = found_case(actor, uid)
    require(actor, "cases.handle", case)
    typed, kept = _typed(request, case)
    if not kept.is_good:
        return show_case(request, organisation, case, typed=typed, status=422)
    try:
        save_figures(actor=actor, uid=uid, figures=kept.answers, revision=revision_of(request))
    except CaseRefused as refusal:
        return show_case(
            request,
            organisation,
            found_case(actor, uid),
            typed=typed,
            refusal=refusal.reason,
            status=CONFLICT,
        )
    messages.success(request, _("Tölurnar eru vistaðar."))
    return redirect(case_address(request, organisation, uid))


@staff(*READERS)
@require_POST
def move(request: HttpRequest, *, organisation: Organisation, uid: UUID, event: str) -> HttpResponse:
    """Take a plain step of the process, such as taking the case on."""
    actor = actor_of(request)
    try:
        case = take(
            actor=actor,
            uid=uid,
            event=event,
            revision=revision_of(request),
            track=request.POST.get("track", ""),
            name=request.POST.get("name", ""),
        )
    except Case.DoesNotExist as error:
        raise Http404 from error
    except CaseRefused as refusal:
        return show_case(
            request, organisation, found_case(actor, uid), refusal=refusal.reason, status=CONFLICT
        )
    label = words(case.process.state(case.state).label)
    messages.success(request, _("Staða málsins er nú: %(state)s.") % {"state": label})
    return redirect(case_address(request, organisation, uid))


@staff(Role.CASE_WORKER)
@require_POST
def settle_letter(
    request: HttpRequest, *, organisation: Organisation, uid: UUID, letter: UUID
) -> HttpResponse:
    """Settle by hand whether a letter of unknown outcome arrived."""
    actor = actor_of(request)
    found = Dispatch.objects.filter(uid=letter, case=uid).select_related("office", "sender").first()
    if found is None:
        raise Http404
    try:
        confirm(actor=actor, dispatch=found, arrived=request.POST.get("arrived") == "yes")
    except NothingToConfirm:
        messages.info(request, _("Ljóst er orðið hvað varð um bréfið."))
    else:
        messages.success(request, _("Svarið um bréfið er skráð."))
    return redirect(case_address(request, organisation, uid))


def _typed(request: HttpRequest, case: Case) -> tuple[Typed, Checked]:
    form = desk_form_of(case)
    if form is None:
        raise Http404
    raw = {key: str(value) for key, value in request.POST.items()}
    kept = checked(form, raw)
    calculation = calculated(case, kept.answers, compare=True) if kept.is_good else _not_yet(kept)
    return Typed(raw=raw, errors=kept.errors, calculation=calculation), kept


def _not_yet(kept: Checked) -> Shown:
    """Return the first thing to mend, in place of an amount."""
    return Shown(problem=next(iter(kept.errors.values())))
