"""The resident's side of a case's correspondence: messages, documents, what is asked for, and being heard.

Each thing asked for is a form of its own, so that one request carries the files of one thing (see ``vault.uploads``) and
everything works without scripts. Nothing typed is lost when a file is refused.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samveita.engines.cases.data_requests import explain, hand_in
from samveita.engines.cases.filing import add_document
from samveita.engines.cases.hearings import answer
from samveita.engines.cases.messaging import send_message
from samveita.engines.cases.models import Case, DataRequestItem, Hearing, RequestState
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.web.asked import own_correspondence
from samveita.engines.cases.web.case_page import show_case
from samveita.engines.cases.web.finding import (
    Refusal,
    actor_of,
    case_address,
    file_facts,
    opened,
    own_case,
    uploads_of,
)
from samveita.ground.identity.access import resident
from samveita.iceland.texts import Text
from samveita.ui.parts import Crumb, FieldError

WRITE_OR_SAY_NONE = Text(
    is_="Skrifaðu svarið þitt, eða veldu að þú hafir engar athugasemdir.",
    en="Write your answer, or choose that you have no comment.",
    pl="Napisz odpowiedź albo wybierz, że nie masz uwag.",
)


@require_POST
@resident
def write(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Send a message to the office, with files if there are any."""
    case = own_case(request, organisation, uid)
    text = request.POST.get("text", "")
    try:
        send_message(actor=actor_of(request), uid=case.uid, text=text, uploads=uploads_of(request, "files"))
    except CaseRefused as refusal:
        return show_case(request, case, refusal=Refusal("text", refusal.reason, text))
    messages.success(request, _("Skilaboðin eru send."))
    return redirect(f"{case_address(organisation, uid)}#skilabod")


@require_POST
@resident
def add(request: HttpRequest, organisation: str, uid: UUID) -> HttpResponse:
    """Add documents that nobody asked for."""
    case = own_case(request, organisation, uid)
    try:
        kept = add_document(actor=actor_of(request), uid=case.uid, uploads=uploads_of(request, "documents"))
    except CaseRefused as refusal:
        return show_case(request, case, refusal=Refusal("documents", refusal.reason))
    messages.success(request, _told_of(len(kept)))
    return redirect(f"{case_address(organisation, uid)}#skjol")


@require_http_methods(["GET", "HEAD", "POST"])
@resident
def data_page(request: HttpRequest, organisation: str, uid: UUID, asked: UUID) -> HttpResponse:
    """Show what is missing, each thing with a form of its own, and take what is handed in."""
    case = own_case(request, organisation, uid)
    if request.method == "POST":
        return _handed_in(request, organisation, case, asked)
    return _data_page(request, organisation, case, asked)


def _data_page(
    request: HttpRequest, organisation: str, case: Case, asked: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    case = opened(request, case)
    found = next(
        (one for one in own_correspondence(actor_of(request), case).requests if one.uid == asked), None
    )
    if found is None:
        raise Http404
    context = {
        **_page(case, organisation, _("Þetta vantar"), refusal),
        "asked": found,
        "takes": case.process.state(case.state).is_open and found.state != RequestState.CANCELLED,
    }
    return render(request, "cases/data.html", context, status=422 if refusal else 200)


def _handed_in(request: HttpRequest, organisation: str, case: Case, asked: UUID) -> HttpResponse:
    """Take files for one thing, or the words that say why it is missing."""
    try:
        item = UUID(request.POST.get("item", ""))
    except ValueError as error:
        raise Http404 from error
    says_why = request.POST.get("act") == "explain"
    files, words = f"files-{item}", f"explain-{item}"
    text = request.POST.get(words, "")
    try:
        if says_why:
            explain(actor=actor_of(request), item=item, text=text)
        else:
            hand_in(actor=actor_of(request), item=item, uploads=uploads_of(request, files))
    except DataRequestItem.DoesNotExist as error:
        raise Http404 from error
    except CaseRefused as refusal:
        shown = Refusal(words if says_why else files, refusal.reason, text)
        return _data_page(request, organisation, case, asked, refusal=shown)
    messages.success(
        request, _("Við höfum fengið svarið þitt.") if says_why else _("Við höfum fengið gögnin.")
    )
    return redirect("cases:data", organisation=organisation, uid=case.uid, asked=asked)


@require_http_methods(["GET", "HEAD", "POST"])
@resident
def hearing_page(request: HttpRequest, organisation: str, uid: UUID, asked: UUID) -> HttpResponse:
    """Show what she is heard about, and take her answer."""
    case = own_case(request, organisation, uid)
    if request.method != "POST":
        return _hearing_page(request, organisation, case, asked)
    has_comment = request.POST.get("act") != "no_comment"
    text = request.POST.get("text", "") if has_comment else ""
    uploads = uploads_of(request, "files") if has_comment else []
    if has_comment and not text.strip() and not uploads:
        shown = Refusal("text", WRITE_OR_SAY_NONE)
        return _hearing_page(request, organisation, case, asked, refusal=shown)
    try:
        answer(actor=actor_of(request), uid=asked, text=text, uploads=uploads)
    except Hearing.DoesNotExist as error:
        raise Http404 from error
    except CaseRefused as refusal:
        shown = Refusal("text", refusal.reason, text)
        return _hearing_page(request, organisation, case, asked, refusal=shown)
    messages.success(request, _("Við höfum fengið svarið þitt."))
    return redirect("cases:case", organisation=organisation, uid=case.uid)


def _hearing_page(
    request: HttpRequest, organisation: str, case: Case, asked: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    case = opened(request, case)
    found = next(
        (one for one in own_correspondence(actor_of(request), case).hearings if one.uid == asked), None
    )
    if found is None:
        raise Http404
    context = {**_page(case, organisation, _("Áður en ákvörðun er tekin"), refusal), "hearing": found}
    return render(request, "cases/hearing.html", context, status=422 if refusal else 200)


def _page(case: Case, organisation: str, title: str, refusal: Refusal | None) -> dict[str, Any]:
    own = case_address(organisation, case.uid)
    return {
        "case": case,
        "title": title,
        "back": own,
        "crumbs": [
            Crumb(label=_("Málin mín"), url=reverse("front:mine", kwargs={"organisation": organisation})),
            Crumb(label=case.declaration.name, url=own),
            Crumb(label=title),
        ],
        "refusal": refusal,
        "errors": [FieldError(refusal.field, refusal.reason)] if refusal else [],
        **file_facts(),
    }


def _told_of(count: int) -> str:
    return _("Skjalið er komið í málið.") if count == 1 else _("Skjölin eru komin í málið.")
