"""Lists of cases: queues as tabs, sorting and pages by links, search by name, search by kennitala as a POST, CSV."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from samveita.engines.cases.assigning import assign_many
from samveita.engines.cases.paging import ORDERS, page_of
from samveita.engines.cases.reading import desk_list, queue_counts, usual_order
from samveita.faces.desk.colleagues import case_workers
from samveita.faces.desk.searching import cases_of, exported
from samveita.faces.desk.web.frame import (
    QUEUE_NAMES,
    QUEUE_OF_WORD,
    QUEUE_WORDS,
    READERS,
    actor_of,
    framed,
    queue_of,
    queue_tabs,
)
from samveita.faces.desk.web.tables import case_table
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.ui.formats import words
from samveita.ui.parts import Choice

PAGE_SIZE, LONGEST_NAME, MOST_DIGITS_IN_A_NAME = 25, 100, 5
COUNTED_WHEN_SEARCHED = 500
"""Cases found by a name are counted no further."""
AFTER, BEFORE = "eftir", "undan"
HANDING_OVER = "afhending"
"""Id of the form that hands ticked cases over."""
SORTED_BY = {"number": "numer", "name": "nafn", "submitted": "barst", "due": "frestur"}
ORDER_OF_WORD = {word: key for key, word in SORTED_BY.items() if key in ORDERS}


def read_kennitala(written: str) -> Kennitala | None:
    """Return the kennitala somebody wrote, or ``None`` when it is something else, such as a name."""
    try:
        return Kennitala.parse(written)
    except KennitalaError:
        return None


def printable(written: str) -> str:
    """Return what was written without control characters, which no name has and PostgreSQL refuses."""
    return "".join(letter for letter in written[:LONGEST_NAME] if letter.isprintable()).strip()


def looks_like_number(written: str) -> bool:
    """Tell whether a kennitala was meant, also a mistyped one: such a thing never goes into an address."""
    return sum(letter.isdigit() for letter in written) > MOST_DIGITS_IN_A_NAME


@staff(*READERS)
@require_safe
def case_list(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show a queue, filtered by name, sorted and in pages of 25; each page leads to the one before and after it."""
    actor, queue = actor_of(request), queue_of(request)
    name = printable(request.GET.get("leit", ""))
    if looks_like_number(name):
        return redirect(f"{reverse('desk:cases', args=[organisation.slug])}?listi={QUEUE_WORDS[queue]}")
    order, descending = _order(request)
    found = desk_list(
        actor=actor, office=organisation, queue=queue, name=name, order=order, descending=descending
    )
    counts = queue_counts(actor)
    sorted_by, is_turned = (order, descending) if order else usual_order(queue)
    shown = page_of(
        found,
        sorted_by,
        descending=is_turned,
        size=PAGE_SIZE,
        after=_uid(request.GET.get(AFTER, "")),
        before=_uid(request.GET.get(BEFORE, "")),
    )
    total = found[: COUNTED_WHEN_SEARCHED + 1].count() if name else counts[queue]
    kept = {"listi": QUEUE_WORDS[queue], **({"leit": name} if name else {})}
    here = {**kept, **({"rada": request.GET["rada"]} if order else {})}
    may_assign = queue != "decided" and may(actor, "cases.handle")
    workers = case_workers(organisation) if may_assign else []
    table = case_table(
        shown.cases,
        organisation,
        caption=str(QUEUE_NAMES[queue]),
        sorting=_sorting(kept, order, descending=descending),
        query=f"?listi={QUEUE_WORDS[queue]}",
        picked_in=HANDING_OVER if workers else "",
    )
    context = framed(
        request,
        organisation,
        "cases",
        queue=queue,
        queue_word=QUEUE_WORDS[queue],
        queue_name=QUEUE_NAMES[queue],
        tabs=queue_tabs(actor, organisation, counts, queue),
        table=table,
        name=name,
        total=total,
        most=COUNTED_WHEN_SEARCHED,
        previous=f"?{urlencode({**here, BEFORE: shown.before})}" if shown.before else "",
        following=f"?{urlencode({**here, AFTER: shown.after})}" if shown.after else "",
        may_export=may(actor, "desk.export"),
        handing_over=HANDING_OVER,
        workers=[Choice(str(one.uid), one.name) for one in workers],
    )
    return render(request, "desk/case_list.html", context)


@staff(Role.CASE_WORKER)
@require_POST
def hand_over(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Hand the cases that are ticked to a case worker; what could not be handed over is told with its reason."""
    to = next(
        (one for one in case_workers(organisation) if str(one.uid) == request.POST.get("radgjafi")), None
    )
    uids = _uids(request.POST.getlist("mal"))
    word = request.POST.get("listi", "")
    back = (
        f"{reverse('desk:cases', args=[organisation.slug])}?listi={word if word in QUEUE_OF_WORD else 'ny'}"
    )
    if to is None or not uids:
        messages.error(request, _("Merktu við mál í listanum og veldu ráðgjafa."))
        return redirect(back)
    outcomes = assign_many(actor=actor_of(request), uids=uids, to=to)
    handed = sum(one.refusal is None for one in outcomes)
    told = ngettext("%(count)s mál afhent: %(name)s.", "%(count)s mál afhent: %(name)s.", handed)
    if handed:
        messages.success(request, told % {"count": handed, "name": to.name})
    for reason in dict.fromkeys(words(one.refusal) for one in outcomes if one.refusal):
        messages.error(request, reason)
    return redirect(back)


def _uids(written: list[str]) -> list[UUID]:
    """Return the uids of at most one page of ticked cases; what is no uid is left out."""
    return [uid for uid in map(_uid, written[:PAGE_SIZE]) if uid is not None]


def _uid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


@staff(*READERS)
@require_POST
def search(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Search by whatever was written: a kennitala is answered here and never reaches an address, a name leads to the list."""
    actor = actor_of(request)
    written = printable(request.POST.get("leit", ""))
    kennitala = read_kennitala(written)
    word = request.POST.get("listi", "")
    if kennitala is None and looks_like_number(written):
        messages.error(request, _("Þetta er ekki kennitala. Athugaðu tölustafina og reyndu aftur."))
        return redirect("desk:cases", organisation=organisation.slug)
    if kennitala is None:
        kept = {"listi": word if word in QUEUE_OF_WORD else QUEUE_WORDS["open"], "leit": written}
        return redirect(f"{reverse('desk:cases', args=[organisation.slug])}?{urlencode(kept)}")
    found = cases_of(actor=actor, office=organisation, kennitala=kennitala)
    context = framed(
        request,
        organisation,
        "cases",
        tabs=queue_tabs(actor, organisation, queue_counts(actor), ""),
        table=case_table(found, organisation, caption=_("Mál sem fundust eftir kennitölu"), sorting={}),
        total=len(found),
        by_kennitala=True,
        queue_word=QUEUE_WORDS["open"],
    )
    return render(request, "desk/case_list.html", context)


@staff(Role.CASE_WORKER, Role.ADMINISTRATOR)
@require_POST
def export(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Hand out a queue as CSV."""
    queue = QUEUE_OF_WORD.get(request.POST.get("listi", ""), "open")
    headings = [
        _("Málsnúmer"),
        pgettext("column", "Þjónusta"),
        _("Staða"),
        _("Sveitarfélag"),
        _("Barst"),
        _("Svar í síðasta lagi"),
        _("Afgreitt"),
        _("Ráðgjafi"),
        _("Umsækjandi"),
    ]
    content = exported(actor=actor_of(request), office=organisation, queue=queue, headings=headings)
    name = f"{organisation.slug}-{QUEUE_WORDS[queue]}-{clock.today().isoformat()}.csv"
    # The mark at the start tells spreadsheets that this is UTF-8.
    return HttpResponse(
        content.encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _order(request: HttpRequest) -> tuple[str, bool]:
    word = request.GET.get("rada", "")
    return ORDER_OF_WORD.get(word.removeprefix("-"), ""), word.startswith("-")


def _sorting(kept: dict[str, str], order: str, *, descending: bool) -> dict[str, tuple[str, str]]:
    """Return each sortable column's address and how it is sorted now; a second press turns the order round."""
    found = {}
    for key, word in SORTED_BY.items():
        is_now = key == order
        turned = f"-{word}" if is_now and not descending else word
        state = ("descending" if descending else "ascending") if is_now else ""
        found[key] = (f"?{urlencode({**kept, 'rada': turned})}", state)
    return found
