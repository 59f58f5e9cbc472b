"""Files put in, opened and taken away, with the page's own button or one by one by the script."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samveita.engines.forms import attaching, wording
from samveita.engines.forms.declaring import Kind, Step
from samveita.engines.forms.models import Draft, DraftFile
from samveita.engines.forms.web.door import Door
from samveita.engines.forms.web.doors import is_too_large
from samveita.engines.forms.web.pages import save_page, show_page
from samveita.engines.forms.web.posting import (
    CANNOT_BE_USED,
    files_shown,
    gone,
    is_of,
    step_or_404,
)
from samveita.ground.vault.files import FileRefused
from samveita.iceland.texts import Text


@require_POST
def upload(request: HttpRequest, door: Door, step: str) -> HttpResponse:
    """Put files in: with the page's button, or one by one by the script, which gets the list of files back."""
    draft, page = door.draft(), step_or_404(door, step)
    if page.questions[0].kind is not Kind.FILE:
        raise Http404("the page takes no files")
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    if not is_too_large(request) and not is_of(request, draft):
        return gone(request, door)
    refused = _too_large(page) if is_too_large(request) else _attach_all(request, door, draft, page)
    draft = door.draft() or draft
    if _is_for_script(request):
        return _files_alone(request, door, draft, page, refused)
    if refused:
        return show_page(request, door, draft, page, errors=refused, status=CANNOT_BE_USED)
    if "_stay" in request.POST:
        return HttpResponseRedirect(door.address("step", step=step))
    return save_page(request, door, draft, page)


@require_safe
def open_file(request: HttpRequest, door: Door, step: str, question: str, file: UUID) -> HttpResponse:  # noqa: ARG001
    """Hand a file of the draft back to whoever fills it in."""
    draft = door.draft()
    try:
        if draft is None:
            raise Http404
        return attaching.open_attached(actor=door.actor, draft=draft, file=file)
    except DraftFile.DoesNotExist as error:
        raise Http404 from error


@require_POST
def drop_file(request: HttpRequest, door: Door, step: str, question: str, file: UUID) -> HttpResponse:
    """Take a file away again."""
    draft = door.draft()
    if draft is not None and is_of(request, draft):
        try:
            attaching.detach(actor=door.actor, uid=draft.uid, question=question, file=file)
        except KeyError as error:
            raise Http404 from error
        messages.success(request, _("Skráin var fjarlægð."))
    return HttpResponseRedirect(door.address("step", step=step))


def _too_large(page: Step) -> dict[str, Text]:
    limit = str(settings.FILE_SIZE_LIMIT // (1024 * 1024))
    return {page.questions[0].key: wording.UPLOAD_TOO_LARGE.format(limit=limit)}


def _is_for_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Samveita-Part") == "files"


def _attach_all(request: HttpRequest, door: Door, draft: Draft, page: Step) -> dict[str, Text]:
    """Attach every file that came; return by question what was refused and why."""
    refused: dict[str, list[Text]] = {}
    for one in page.questions:
        for file in request.FILES.getlist(one.key):
            name = file.name or ""
            try:
                attaching.attach(
                    actor=door.actor, uid=draft.uid, question=one.key, name=name, content=file.read()
                )
            except FileRefused as refusal:
                why = {code: f"{name}: {words}" for code, words in refusal.reason.as_dict().items()}
                refused.setdefault(one.key, []).append(Text.from_dict(why))
    return {key: _joined(texts) for key, texts in refused.items()}


def _joined(texts: list[Text]) -> Text:
    return Text(
        is_=" ".join(one.is_ for one in texts),
        en=" ".join(one.en for one in texts),
        pl=" ".join(one.pl for one in texts),
    )


def _files_alone(
    request: HttpRequest, door: Door, draft: Draft, page: Step, refused: dict[str, Text]
) -> HttpResponse:
    """Return the list of a question's files, for the script that sent one; refusals stand above it."""
    sent = next((one for one in page.questions if one.key in request.FILES), page.questions[0])
    status = CANNOT_BE_USED if refused else 200
    context = {
        "files": files_shown(door, draft, page, sent),
        "error": refused.get(sent.key, ""),
        "draft": draft,
    }
    answer = render(request, "forms/files.html", context, status=status)
    answer["X-Samveita-Part"] = "files"
    return answer
