"""Month-end: what is to be paid and what holds it up, and the runs of the month."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.reading import Refused, read
from samveita.engines.payments import holding
from samveita.engines.payments.models import LineStatus, PaymentLine, PaymentRun
from samveita.engines.payments.queries import (
    MOST_LINES,
    MOST_RUNS,
    account_ending,
    month_end,
    runs_of,
    totals_of,
)
from samveita.engines.payments.refusing import PaymentRefused
from samveita.engines.payments.running import make_run
from samveita.faces.desk.web.frame import READERS, actor_of, framed
from samveita.ground.identity.access import organisation_or_404, staff
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Kind as OrganisationKind
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.ui.components.feedback import status_tag
from samveita.ui.formats import day_short, kronur, month, words
from samveita.ui.parts import Column, NavItem, Row, Table, Words

DAY = Question("greidsludagur", Kind.DATE, Text(is_="Greiðsludagur", en="Day of payment", pl="Dzień wypłaty"))
MONTHS_AROUND = (-2, -1, 0, 1, 2)
LONGEST = 40

LINE_NAMES = {
    LineStatus.PLANNED: Text(is_="á áætlun", en="planned", pl="zaplanowana"),
    LineStatus.IN_RUN: Text(is_="í greiðslukeyrslu", en="in a run", pl="na liście wypłat"),
    LineStatus.EXPORTED: Text(is_="afhent bókhaldi", en="handed over", pl="przekazana"),
    LineStatus.CONFIRMED: Text(is_="staðfest", en="confirmed", pl="potwierdzona"),
    LineStatus.FAILED: Text(is_="mistókst", en="failed", pl="nieudana"),
    LineStatus.UNKNOWN: Text(is_="óvíst", en="unknown", pl="niepewna"),
    LineStatus.CANCELLED: Text(is_="felld niður", en="cancelled", pl="anulowana"),
    LineStatus.REVERSED: Text(is_="bakfærð", en="reversed", pl="skorygowana"),
}
TONES = {
    LineStatus.CONFIRMED: "success",
    LineStatus.FAILED: "danger",
    LineStatus.UNKNOWN: "warning",
    LineStatus.EXPORTED: "info",
}
RUN_NAMES = {
    "draft": Text(is_="í vinnslu", en="draft", pl="w przygotowaniu"),
    "approved": Text(is_="samþykkt", en="approved", pl="zatwierdzona"),
    "exported": Text(is_="afhent", en="handed over", pl="przekazana"),
    "closed": Text(is_="lokið", en="completed", pl="zakończona"),
    "dissolved": Text(is_="leyst upp", en="dissolved", pl="rozwiązana"),
}
NO_ACCOUNT = Text(is_="vantar reikning", en="no account", pl="brak konta")
ON_HOLD = Text(is_="í bið", en="on hold", pl="wstrzymana")
LATE = Text(is_="átti að vera farin", en="should have gone", pl="po terminie")
COUNTER = Text(is_="mótfærsla", en="counter-entry", pl="korekta")


@staff(*READERS)
@require_safe
def month_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show what waits to be paid for a month, why some of it can't be, and the month's runs."""
    actor, first = actor_of(request), month_of(request.GET.get("manudur", ""))
    lines = list(month_end(actor=actor, office=organisation, month=first)[:MOST_LINES])
    waiting = [line for line in lines if line.status == LineStatus.PLANNED]
    ready = [line for line in waiting if is_ready(line)]
    context = framed(
        request,
        organisation,
        "payments",
        month=first,
        months=month_links(reverse("desk:payments", args=[organisation.slug]), first),
        month_end_url=f"{reverse('desk:month-end', args=[organisation.slug])}?manudur={first:%Y-%m}",
        lines=line_table(lines, organisation),
        totals=totals_of(ready),
        not_ready=len(waiting) - len(ready),
        municipalities=_municipalities(ready),
        runs=_run_table(list(runs_of(first)[:MOST_RUNS]), organisation),
        suggested=suggested_day(),
        may_run=may(actor, "payments.run"),
    )
    return render(request, "desk/payments/month.html", context)


@staff(Role.CASE_WORKER)
@require_POST
def make(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Gather what is ready in a run and go to it."""
    first = month_of(request.POST.get("manudur", ""))
    back = f"{reverse('desk:payments', args=[organisation.slug])}?manudur={first:%Y-%m}"
    municipality = organisation_or_404(request.POST.get("sveitarfelag", organisation.slug)[:80])
    try:
        pay_date = date.fromisoformat(str(read(DAY, request.POST.get("greidsludagur", "")[:LONGEST])))
        run = make_run(
            actor=actor_of(request),
            office=organisation,
            municipality=municipality,
            month=first,
            pay_date=pay_date,
        )
    except (Refused, ValueError) as refused:
        messages.error(request, _said(refused))
        return redirect(back)
    return redirect("desk:payment-run", organisation=organisation.slug, uid=run.uid)


@staff(*READERS)
@require_safe
def line_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show one line: what it is, where it stands, and what can be done about it."""
    actor, line = actor_of(request), found_line(uid)
    month_end(actor=actor, office=organisation, month=line.month)
    context = framed(
        request,
        organisation,
        "payments",
        line=line,
        status=line_state(line),
        reason=holding.HOLD_REASONS.get(holding.Hold(line.hold_reason)) if line.hold_reason else "",
        ending=account_ending(line),
        may_run=may(actor, "payments.run", line),
        is_waiting=line.status in holding.NOT_LEFT,
        is_unsettled=line.status in {LineStatus.FAILED, LineStatus.UNKNOWN}
        or (line.status == LineStatus.EXPORTED and line.handover_uid is None),
        asks_account=line.status == LineStatus.FAILED
        or (line.status in holding.NOT_LEFT and not line.has_account),
    )
    return render(request, "desk/payments/line.html", context)


def found_line(uid: UUID) -> PaymentLine:
    """Return a line of the scope.

    Raises:
        Http404: when there is none.
    """
    rows = PaymentLine.objects.select_related(
        "office__successor", "municipality", "case", "person", "payee", "run", "corrects", "decision"
    )
    line: PaymentLine | None = rows.filter(uid=uid).first()
    if line is None:
        raise Http404
    return line


def is_ready(line: PaymentLine) -> bool:
    """Whether a waiting line may go into a run."""
    return line.held_at is None and line.has_account and line.payee_id is not None


def line_state(line: PaymentLine) -> Words:
    """Write where a line stands and what holds it up, as tags."""
    status = LineStatus(line.status)
    tags = [status_tag(LINE_NAMES[status], TONES.get(status, "neutral"))]
    if line.corrects_id is not None:
        tags.append(status_tag(COUNTER, "info"))
    if status in holding.ACCOUNT_WAITED_FOR and not line.has_account:
        tags.append(status_tag(NO_ACCOUNT, "danger"))
    if line.held_at is not None and status in holding.NOT_LEFT:
        tags.append(status_tag(ON_HOLD, "warning"))
    if status in holding.NOT_LEFT and line.pay_date is not None and line.pay_date < clock.today():
        tags.append(status_tag(LATE, "danger"))
    return format_html_join(" ", "{}", ((tag,) for tag in tags))


def line_table(lines: list[PaymentLine], office: Organisation, *, total: int | None = None) -> Table:
    """Return lines as a table; each leads to its own page."""
    is_joint = office.kind == OrganisationKind.JOINT_OFFICE
    columns = (
        Column(_("Viðtakandi")),
        Column(pgettext("column", "Mál"), unbroken=True),
        *([Column(_("Sveitarfélag"))] if is_joint else []),
        Column(_("Tegund")),
        Column(_("Mánuður")),
        Column(_("Upphæð"), numeric=True),
        Column(_("Greiðsludagur"), unbroken=True),
        Column(_("Staða")),
    )
    rows = [
        Row(
            cells=(
                (line.payee or line.person).name,
                line.case.number,
                *([line.municipality.names.short.nominative] if is_joint else []),
                line.label,
                month(line.month),
                kronur(line.amount),
                day_short(line.run.pay_date if line.run else line.pay_date)
                if line.run or line.pay_date
                else "–",
                line_state(line),
            ),
            url=reverse("desk:payment-line", args=[office.slug, line.uid]),
        )
        for line in lines
    ]
    before = 4 + is_joint
    totals = () if total is None else (_("Samtals"), *[""] * (before - 1), kronur(total), "", "")
    return Table(caption=_("Greiðslur"), columns=columns, rows=rows, total=totals, caption_hidden=True)


def month_of(written: str) -> date:
    """Return the first day of the month an address names, such as ``2026-12``; this month when it names none."""
    try:
        return date.fromisoformat(f"{written[:7]}-01")
    except ValueError:
        return clock.today().replace(day=1)


def suggested_day() -> date:
    """Return the first day of the coming month, which the person may change: pay-day rules are the municipality's own."""
    return (clock.today().replace(day=1) + timedelta(days=32)).replace(day=1)


def _said(refused: Exception) -> str:
    if isinstance(refused, PaymentRefused):
        return words(refused.reason)
    if isinstance(refused, Refused):
        return words(refused.message)
    return _("Skrifaðu greiðsludag, til dæmis 1.12.2026.")


def month_links(address: str, first: date) -> list[NavItem]:
    """Return links to the months around one, on the page at an address."""
    found = []
    for away in MONTHS_AROUND:
        number = first.year * 12 + first.month - 1 + away
        one = date(number // 12, number % 12 + 1, 1)
        found.append(NavItem(month(one), f"{address}?manudur={one:%Y-%m}", current=away == 0))
    return found


def _municipalities(ready: list[PaymentLine]) -> list[Organisation]:
    return list({line.municipality_id: line.municipality for line in ready}.values())


def _run_table(runs: list[PaymentRun], office: Organisation) -> Table:
    columns = (
        Column(_("Keyrsla"), unbroken=True),
        Column(_("Sveitarfélag")),
        Column(_("Greiðsludagur"), unbroken=True),
        Column(_("Upphæð"), numeric=True),
        Column(_("Staða")),
    )
    rows = [
        Row(
            cells=(
                run.number,
                run.municipality.names.short.nominative,
                day_short(run.pay_date),
                kronur(run.total) if run.total or run.line_count else "–",
                status_tag(RUN_NAMES[run.status], "success" if run.status == "closed" else "info"),
            ),
            url=reverse("desk:payment-run", args=[office.slug, run.uid]),
        )
        for run in runs
    ]
    return Table(caption=_("Greiðslukeyrslur"), columns=columns, rows=rows, caption_hidden=True)
