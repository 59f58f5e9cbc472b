"""A payment run on the desk, and every step staff takes with it and with its lines; each step is a verb of payments."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samveita.engines.forms.reading import Refused
from samveita.engines.payments import holding, running, settling
from samveita.engines.payments.exporting import FileForm
from samveita.engines.payments.models import Handover, LineStatus, PaymentLine, PaymentRun, RunStatus
from samveita.engines.payments.queries import lines_in, open_run, totals_of
from samveita.engines.payments.refusing import NOT_NOW, PaymentRefused
from samveita.faces.desk.web.frame import READERS, actor_of, framed
from samveita.faces.desk.web.payments import RUN_NAMES, line_table
from samveita.faces.desk.web.steps import CONFLICT, revision_of
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.formats import kronur, words
from samveita.ui.parts import Fact

LONGEST = 40


@staff(*READERS)
@require_safe
def run_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show a run: its lines, its totals, where it stands and what comes next."""
    return _show(request, organisation, uid)


@staff(Role.CASE_WORKER)
@require_POST
def step(request: HttpRequest, *, organisation: Organisation, uid: UUID, action: str) -> HttpResponse:
    """Approve, send, dissolve or confirm a run."""
    actor = actor_of(request)
    steps: dict[str, Callable[[], object]] = {
        "samthykkja": lambda: running.approve_run(actor=actor, run=uid, revision=revision_of(request)),
        "senda": lambda: running.send_run(actor=actor, run=uid),
        "leysa-upp": lambda: running.dissolve_run(actor=actor, run=uid),
        "stadfesta": lambda: settling.confirm_run(actor=actor, run=uid),
    }
    if action not in steps:
        raise Http404
    try:
        steps[action]()
    except PaymentRun.DoesNotExist as error:
        raise Http404 from error
    except PaymentRefused as refused:
        return _show(request, organisation, uid, refusal=refused.reason, status=CONFLICT)
    return redirect("desk:payment-run", organisation=organisation.slug, uid=uid)


@staff(Role.CASE_WORKER)
@require_POST
def download(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Hand the run out as a file; the first time, this is what hands it to the accounts."""
    form = FileForm.JSON if request.POST.get("snid") == "json" else FileForm.CSV
    try:
        file = running.export_run(
            actor=actor_of(request), run=uid, form=form, with_bom=request.POST.get("bom", "on") == "on"
        )
    except PaymentRun.DoesNotExist as error:
        raise Http404 from error
    except PaymentRefused as refused:
        return _show(request, organisation, uid, refusal=refused.reason, status=CONFLICT)
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Cache-Control": "private, no-store",
        },
    )


@staff(Role.CASE_WORKER)
@require_POST
def line_step(request: HttpRequest, *, organisation: Organisation, uid: UUID, action: str) -> HttpResponse:
    """Hold, release, drop, take out, settle or send one line again, or enter its account."""
    actor = actor_of(request)
    if action not in LINE_STEPS and action != "reikningur":
        raise Http404
    try:
        if action == "reikningur":
            holding.give_account(actor=actor, uid=uid, written=request.POST.get("account", "")[:LONGEST])
        else:
            LINE_STEPS[action](actor, uid)
    except PaymentLine.DoesNotExist as error:
        raise Http404 from error
    except PaymentRefused as refused:
        messages.error(request, words(refused.reason))
    except Refused as refused:
        messages.error(request, words(refused.message))
    else:
        messages.success(request, _("Þetta er skráð."))
    return redirect("desk:payment-line", organisation=organisation.slug, uid=uid)


def _taken_out(actor: Actor, uid: UUID) -> object:
    line = PaymentLine.objects.select_related("run").get(uid=uid)
    if line.run is None:
        raise PaymentRefused(NOT_NOW)
    return running.remove_line(actor=actor, run=line.run.uid, line=uid)


LINE_STEPS: dict[str, Callable[[Actor, UUID], object]] = {
    "bid": lambda actor, uid: holding.hold(actor=actor, uid=uid),
    "losa": lambda actor, uid: holding.release(actor=actor, uid=uid),
    "fella-nidur": lambda actor, uid: holding.drop(actor=actor, uid=uid),
    "taka-ut": _taken_out,
    "barst": lambda actor, uid: settling.confirm_line(actor=actor, uid=uid),
    "barst-ekki": lambda actor, uid: settling.fail_line(actor=actor, uid=uid),
    "aftur": lambda actor, uid: settling.retry_line(actor=actor, uid=uid),
    "naesta-keyrsla": lambda actor, uid: settling.put_back(actor=actor, uid=uid),
}


def _show(
    request: HttpRequest, office: Organisation, uid: UUID, *, refusal: Text | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    try:
        run = open_run(actor=actor, uid=uid)
    except PaymentRun.DoesNotExist as error:
        raise Http404 from error
    lines = list(lines_in(run))
    totals = totals_of(lines)
    is_approved = run.status == RunStatus.APPROVED
    context = framed(
        request,
        office,
        "payments",
        run=run,
        run_state=RUN_NAMES[run.status],
        table=line_table(lines, office, total=totals.total),
        totals=totals,
        facts=_facts(run, lines),
        refusal=refusal,
        lack=running.what_the_accounts_lack(run) if is_approved else None,
        may_run=may(actor, "payments.run", run),
        may_approve=may(actor, "payments.approve", run),
        is_draft=run.status == RunStatus.DRAFT,
        is_approved=is_approved,
        is_file=is_approved or run.handover == Handover.FILE,
        awaits_word=run.handover == Handover.FILE
        and any(line.status == LineStatus.EXPORTED for line in lines),
    )
    return render(request, "desk/payments/run.html", context, status=status)


def _facts(run: PaymentRun, lines: list[PaymentLine]) -> list[Fact]:
    names = dict(
        Person.objects.filter(uid__in=[one for one in (run.prepared_by, run.approved_by) if one]).values_list(
            "uid", "name"
        )
    )
    kinds = {line.kind: words(line.label) for line in lines}
    facts = [Fact(kinds[kind], kronur(amount)) for kind, amount in sorted(totals_of(lines).by_kind.items())]
    if run.prepared_by in names:
        facts.append(Fact(_("Keyrsluna vann"), names[run.prepared_by]))
    if run.approved_by in names:
        facts.append(Fact(_("Samþykkti"), names[run.approved_by]))
    return facts
