"""The pages of shared documents of any kind: a changed original part by part, the steps to validity, and what others have.

Every kind of shared document can use them; one with an editor of its own names its address. Nothing here knows what a
document is about: parts are compared and named by the sharing mechanism.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.faces.desk.parameters import source_in_words, span, state_in_words
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.faces.desk.web.lawful import read_day
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.identity.policies import may
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.sharing import verbs
from samveita.ground.sharing.differing import differences
from samveita.ground.sharing.kinds import KINDS
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.queries import (
    history,
    in_force,
    published_elsewhere,
    users_of,
    wants_second_person,
)
from samveita.ground.sharing.reviewing import decide, news_of
from samveita.iceland import clock
from samveita.iceland.texts import Text

WRITERS = (Role.ADMINISTRATOR, Role.EDITOR)
UNPROCESSABLE = 422
MOST_PARTS = 2000


@staff(*WRITERS)
@require_safe
def overview(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """List the office's documents with where they stand, and the kinds others have published."""
    today = clock.today()
    documents = SharedDocument.objects.filter(owner=organisation).order_by("kind", "key")
    rows = [
        {
            "document": document,
            "title": document.title,
            "states": [
                state_in_words(version, today)
                for version in history(document)
                if version.state != VersionState.SET_ASIDE
                and (version.valid_to is None or version.valid_to >= today)
            ],
            "is_changed": news_of(document) is not None,
            "users": users_of(document).count(),
        }
        for document in documents.select_related("original__owner", "reviewed")
        if document.kind in KINDS
    ]
    found = [(kind, _elsewhere(kind.name, organisation)) for kind in KINDS.values() if kind.may_be_copied]
    begun = {row["document"].kind for row in rows}
    return _page(
        request,
        organisation,
        "list",
        rows=rows,
        to_begin=[
            (kind, reverse(kind.editor, args=[organisation.slug]))
            for kind in KINDS.values()
            if kind.editor and kind.name not in begun and organisation.kind == Kind.MUNICIPALITY
        ],
        kinds=[(kind, len(versions)) for kind, versions in found if versions],
        wants_second_person=wants_second_person(organisation),
    )


@staff(*WRITERS)
@require_POST
def second_person(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Let the municipality decide whether somebody else than the writer approves its versions."""
    wanted = request.POST.get("annar") == "1"
    verbs.demand_second_person(actor=actor_of(request), owner=organisation, wanted=wanted)
    if wanted:
        messages.success(request, _("Héðan í frá þarf annar en höfundur að samþykkja hverja útgáfu."))
    else:
        messages.success(request, _("Höfundur má nú sjálfur samþykkja útgáfu."))
    return redirect("desk:shared", organisation=organisation.slug)


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def others(request: HttpRequest, *, organisation: Organisation, kind: str) -> HttpResponse:
    """Show what other owners have in force of a kind; a POST makes one of them a draft here."""
    declared = KINDS.get(kind)
    if declared is None or not declared.may_be_copied:
        raise Http404(kind)
    versions = _elsewhere(kind, organisation)
    refusal: Text | None = None
    if request.method == "POST":
        chosen = next((one for one in versions if str(one.uid) == request.POST.get("utgafa")), None)
        if chosen is None:
            raise Http404(kind)
        try:
            draft = verbs.copy(actor=actor_of(request), version=chosen, owner=organisation)
        except verbs.SharingRefused as refused:
            refusal = refused.reason
        else:
            messages.success(request, _("Drögin eru komin hingað. Lestu þau yfir og breyttu því sem þarf."))
            return redirect("desk:shared-document", organisation=organisation.slug, uid=draft.document.uid)
    return _page(
        request,
        organisation,
        "others",
        status=UNPROCESSABLE if refusal else 200,
        kind=declared,
        rows=[(one, source_in_words(one.source), state_in_words(one, clock.today())) for one in versions],
        refusal=refusal,
    )


def _elsewhere(kind: str, organisation: Organisation) -> list[Version]:
    return list(published_elsewhere(kind=kind, organisation=organisation, on=clock.today()))


@staff(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def document_page(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show a document with what is new in its original; a POST takes the chosen parts and keeps the others."""
    document = _found(request, uid)
    if request.method != "POST":
        return _document(request, organisation, document)
    taken = frozenset(request.POST.getlist("taka")[:MOST_PARTS])
    try:
        draft = decide(
            actor=actor_of(request), document=document, mark=request.POST.get("efni", ""), taken=taken
        )
    except verbs.SharingRefused as refused:
        return _document(request, organisation, document, problem=refused.reason)
    if draft is None:
        messages.success(request, _("Skráð er að þið haldið ykkar útgáfu óbreyttri."))
    else:
        messages.success(request, _("Breytingarnar eru komnar í drög. Lestu þau yfir áður en þú samþykkir."))
    return redirect("desk:shared-document", organisation=organisation.slug, uid=uid)


@staff(*WRITERS)
@require_POST
def step(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Approve the open version, let it take effect, or put it aside."""
    document = _found(request, uid)
    version = _open(document)
    if version is None or request.POST.get("utgafa") != f"{version.number}.{version.state}":
        return _document(request, organisation, document, problem=NOT_NOW)
    try:
        _take_step(request, version)
    except verbs.SharingRefused as refused:
        return _document(request, organisation, document, problem=refused.reason)
    return redirect("desk:shared-document", organisation=organisation.slug, uid=uid)


def _take_step(request: HttpRequest, version: Version) -> None:
    actor = actor_of(request)
    asked = request.POST.get("skref")
    if asked == "samthykkja":
        verbs.approve(actor=actor, version=version)
        messages.success(request, _("Drögin eru samþykkt. Nú er eftir að láta þau taka gildi."))
    elif asked == "gildi":
        first, last = _days(request, version)
        verbs.publish(actor=actor, version=version, valid_from=first, valid_to=last)
        messages.success(request, _("Útgáfan gildir %(days)s.") % {"days": span(first, last)})
    elif asked == "haetta":
        verbs.set_aside(actor=actor, version=version)
        messages.success(request, _("Hætt var við drögin. Þau sjást áfram í sögunni."))
    else:
        raise Http404


def _days(request: HttpRequest, version: Version) -> tuple[date, date | None]:
    """Return the days the content names itself, else those that were asked for."""
    own = KINDS[version.document.kind].days
    if own is not None:
        first, last = own(version.content)
        if first is None:
            raise verbs.SharingRefused(NO_FIRST_DAY)
        return first, last
    first, wrong = read_day(request.POST.get("fra", ""))
    written = request.POST.get("til", "").strip()
    last, wrong_last = read_day(written) if written else (None, None)
    if first is None or wrong_last is not None:
        raise verbs.SharingRefused(wrong or wrong_last or NO_FIRST_DAY)
    return first, last


NOT_NOW = Text(
    is_="Einhver annar hefur breytt skjalinu. Skoðaðu það aftur áður en þú heldur áfram.",
    en="Somebody else has changed the document. Look at it again before you go on.",
    pl="Ktoś inny zmienił dokument. Obejrzyj go ponownie, zanim przejdziesz dalej.",
)
NO_FIRST_DAY = Text(
    is_="Fyrsta gildisdag vantar.", en="The first day is missing.", pl="Brakuje pierwszego dnia."
)


def _found(request: HttpRequest, uid: UUID) -> SharedDocument:
    document: SharedDocument | None = (
        SharedDocument.objects.filter(uid=uid).select_related("owner", "original__owner", "reviewed").first()
    )
    if (
        document is None
        or document.kind not in KINDS
        or not may(actor_of(request), "sharing.write", document)
    ):
        raise Http404
    return document


def _open(document: SharedDocument) -> Version | None:
    unfinished = document.versions.filter(state__in=[VersionState.DRAFT, VersionState.APPROVED])
    return unfinished.order_by("-number").first()


def _document(
    request: HttpRequest, organisation: Organisation, document: SharedDocument, *, problem: Text | None = None
) -> HttpResponse:
    kind, today = KINDS[document.kind], clock.today()
    version = _open(document)
    held = in_force(kind=document.kind, key=document.key, organisation=document.owner, on=today)
    named_days = None if version is None or kind.days is None else kind.days(version.content)
    first_named, last_named = named_days or (None, None)
    changed = (
        ()
        if version is None or held is None
        else differences(kind, then=held.content, now=held.content, ours=version.content)
    )
    return _page(
        request,
        organisation,
        "document",
        status=UNPROCESSABLE if problem else 200,
        document=document,
        kind=kind,
        problem=problem,
        news=news_of(document),
        version=version,
        is_approved=version is not None and version.state == VersionState.APPROVED,
        state=version and state_in_words(version, today),
        held=held,
        changed=changed,
        slips=() if version is None or kind.refusals is None else tuple(kind.refusals(version.content)),
        named_days=named_days,
        named_span="" if first_named is None else span(first_named, last_named),
        versions=[
            (one, state_in_words(one, today), source_in_words(one.source))
            for one in history(document).select_related("copied_from__document__owner")
        ],
        users=users_of(document),
        needs_second_person=wants_second_person(document.owner),
        editor_url=kind.editor and reverse(kind.editor, args=[document.owner.slug]),
    )


def _page(
    request: HttpRequest, owner: Organisation, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    framed_ = framed(request, owner, "shared", **context)
    return render(request, f"desk/sharing/{template}.html", framed_, status=status)
