"""Month-end (*mánaðamót*): what must agree before a month of payments is closed, what is off, and the closing itself."""

from __future__ import annotations

import csv
import io
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samveita.engines.payments.closing import (
    close_month,
    month_end_of,
    needs_second_person,
    note_of,
    reopen_month,
)
from samveita.engines.payments.models import MonthEnd, MonthStatus
from samveita.engines.payments.refusing import PaymentRefused
from samveita.engines.payments.tallying import Check, Off, Tally, tally
from samveita.faces.desk.web.frame import READERS, actor_of, framed
from samveita.faces.desk.web.payments import month_links, month_of
from samveita.faces.desk.web.steps import CONFLICT, revision_of
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Organisation
from samveita.ground.vault.keys import keys_at_hand
from samveita.iceland.texts import Text
from samveita.ui.components.feedback import status_tag
from samveita.ui.formats import kronur, words
from samveita.ui.parts import Column, Fact, Row, Table

CLOSE, REOPEN = "loka", "opna"
MOST_OFF = 500
AGREES = Text(is_="stemmir", en="agrees", pl="zgadza się")
IS_OFF = Text(is_="stemmir ekki", en="does not agree", pl="nie zgadza się")
STATUS_NAMES = {
    MonthStatus.OPEN: Text(is_="opinn", en="open", pl="otwarty"),
    MonthStatus.CONFIRMED: Text(is_="bíður annars starfsmanns", en="waits for a second person", pl="czeka na drugą osobę"),
    MonthStatus.CLOSED: Text(is_="lokaður", en="closed", pl="zamknięty"),
}  # fmt: skip


@staff(*READERS)
@require_safe
@keys_at_hand()
def month_end_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show whether a month agrees, and where to look when it does not."""
    return _show(request, organisation, month_of(request.GET.get("manudur", "")))


@staff(Role.CASE_WORKER)
@require_POST
@keys_at_hand()
def step(request: HttpRequest, *, organisation: Organisation, action: str) -> HttpResponse:
    """Confirm or close the month, or open it again."""
    actor, first = actor_of(request), month_of(request.POST.get("manudur", ""))
    written = request.POST.get("skyring", "")
    if action not in {CLOSE, REOPEN}:
        raise Http404
    try:
        if action == CLOSE:
            close_month(
                actor=actor,
                office=organisation,
                month=first,
                revision=revision_of(request),
                explanation=written,
            )
        else:
            reason = request.POST.get("astaeda", "")
            reopen_month(actor=actor, office=organisation, month=first, reason=reason)
    except PaymentRefused as refused:
        return _show(request, organisation, first, refusal=refused.reason, written=written, status=CONFLICT)
    return redirect(_address(organisation, first))


@staff(*READERS)
@require_safe
@keys_at_hand()
def month_end_file(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Hand the comparison out as CSV: a row for each check, and one for each thing that is off."""
    first = month_of(request.GET.get("manudur", ""))
    found = tally(actor=actor_of(request), office=organisation, month=first)
    name = f"manadamot-{organisation.slug}-{first:%Y-%m}.csv"
    return HttpResponse(
        _as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _show(
    request: HttpRequest,
    office: Organisation,
    first: date,
    *,
    refusal: Text | None = None,
    written: str = "",
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    found = tally(actor=actor, office=office, month=first)
    kept = month_end_of(office, first)
    state = MonthStatus(kept.status) if kept else MonthStatus.OPEN
    is_closed = state == MonthStatus.CLOSED
    context = framed(
        request,
        office,
        "payments",
        month=first,
        months=month_links(reverse("desk:month-end", args=[office.slug]), first),
        tally=found,
        checks=_check_table(found),
        off=[(check, _off_table(check, office)) for check in found.checks if not check.agrees],
        most=MOST_OFF,
        state=STATUS_NAMES[state],
        tone="success" if is_closed else "info",
        facts=_facts(kept),
        note=note_of(kept) if kept else "",
        changed_since=bool(is_closed and kept and kept.totals is not None and kept.totals != found.totals),
        revision=kept.revision if kept else 0,
        refusal=refusal,
        written=written,
        file_url=f"{reverse('desk:month-end-file', args=[office.slug])}?manudur={first:%Y-%m}",
        may_close=may(actor, "payments.close_month") and not is_closed,
        may_reopen=may(actor, "payments.close_month") and state != MonthStatus.OPEN,
        is_second=state == MonthStatus.CONFIRMED,
        needs_second=needs_second_person(office),
    )
    return render(request, "desk/payments/month_end.html", context, status=status)


def _address(office: Organisation, first: date) -> str:
    return f"{reverse('desk:month-end', args=[office.slug])}?manudur={first:%Y-%m}"


def _figure(check: Check, figure: int) -> str:
    return kronur(figure) if check.in_kronur else str(figure)


def _check_table(found: Tally) -> Table:
    columns = (
        Column(_("Það sem á að stemma")),
        Column(_("Á að vera"), numeric=True),
        Column(_("Er"), numeric=True),
        Column(_("Staða")),
    )
    rows = [
        Row(
            cells=(
                words(check.title),
                _figure(check, check.expected),
                _figure(check, check.found),
                status_tag(AGREES, "success") if check.agrees else status_tag(IS_OFF, "danger"),
            )
        )
        for check in found.checks
    ]
    return Table(caption=_("Samanburður mánaðarins"), columns=columns, rows=rows, caption_hidden=True)


def _off_table(check: Check, office: Organisation) -> Table:
    columns = (
        Column(_("Málsnúmer"), unbroken=True),
        Column(_("Hvað er að")),
        Column(_("Upphæð"), numeric=True),
    )
    rows = [
        Row(
            cells=(one.number, words(one.sentence), "–" if one.amount is None else kronur(one.amount)),
            url=_where(one, office),
        )
        for one in check.off[:MOST_OFF]
    ]
    return Table(caption=words(check.title), columns=columns, rows=rows, caption_hidden=True)


def _where(one: Off, office: Organisation) -> str:
    if one.line is not None:
        return reverse("desk:payment-line", args=[office.slug, one.line])
    return reverse("desk:case", args=[office.slug, one.case])


def _facts(kept: MonthEnd | None) -> list[Fact]:
    if kept is None:
        return []
    who = {kept.confirmed_by: _("Staðfesti"), kept.closed_by: _("Lokaði mánuðinum")}
    names = Person.objects.filter(uid__in=[uid for uid in who if uid]).values_list("uid", "name")
    return [Fact(who[uid], name) for uid, name in names]


def _as_csv(found: Tally) -> bytes:
    target = io.StringIO(newline="")
    rows = csv.writer(target, delimiter=";", lineterminator="\r\n")
    rows.writerow(("Samanburður", "Á að vera", "Er", "Málsnúmer", "Hvað er að", "Upphæð"))
    for check in found.checks:
        rows.writerow((check.title.is_, check.expected, check.found, "", "", ""))
        for one in check.off:
            amount = "" if one.amount is None else one.amount
            rows.writerow((check.title.is_, "", "", one.number, one.sentence.is_, amount))
    return target.getvalue().encode("utf-8-sig")
