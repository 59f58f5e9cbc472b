"""The pages of an application. They work without JavaScript; going back and forward shows what is stored.

Each page saves and redirects. A page carries the draft's uid and the revision it showed, so that an old window neither
writes into another application nor overwrites what was answered since. While it is being filled in, the page is kept
quietly (``?vistun=1``) without being judged. The views behind each door are made in ``doors``.
"""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.forms import attaching, drafting, grouping, wording
from samveita.engines.forms.answering import (
    Checked,
    entry_in_words,
    entry_problems,
    locked_answer,
    prefilled,
    visible_questions,
    visible_steps,
)
from samveita.engines.forms.declaring import Kind, Question, Step, entry_form
from samveita.engines.forms.drafting import DraftRefused, PageChanged, Saved
from samveita.engines.forms.models import Draft, DraftFile
from samveita.engines.forms.places import TYPED_AT_MOST, suggestions
from samveita.engines.forms.reading import how_many
from samveita.engines.forms.sweeping import kept_until
from samveita.engines.forms.web.door import Door
from samveita.engines.forms.web.doors import is_too_large
from samveita.engines.forms.web.fields import fields, source_of, stated
from samveita.ground.vault.files import FileRefused
from samveita.iceland.texts import Text
from samveita.ui.formats import language
from samveita.ui.parts import Crumb, Fact, FieldError, TaskItem, TaskState

CHANGED_ELSEWHERE = 409
CANNOT_BE_USED = 422
TO_REVIEW = "yfirlit"
QUIET = "vistun"


@require_safe
def overview(request: HttpRequest, door: Door) -> HttpResponse:
    """Show the task list of the open draft, or what happens when one is begun."""
    draft = door.draft()
    common = {"door": door, "crumbs": door.crumbs()}
    if draft is None:
        start_url = door.address("start")
        return render(
            request, "forms/start.html", {**common, "start_url": start_url, "refusal": door.refusal()}
        )
    tasks = _tasks(door, draft)
    waiting = [task for task in tasks if task.state is not TaskState.DONE]
    return render(
        request,
        "forms/overview.html",
        {
            **common,
            "start_url": "" if door.office else door.address("start"),
            "draft": draft,
            "kept_until": kept_until(draft),
            "tasks": tasks,
            "next_url": waiting[0].url if waiting else door.address("review"),
            "is_ready": not waiting,
            "review_url": door.address("review"),
            "discard_url": door.address("discard"),
            "facts_unavailable": drafting.facts_of(draft).unavailable,
            "again_url": door.address("again") if drafting.asked_again(draft) else "",
        },
    )


@require_POST
def start(request: HttpRequest, door: Door) -> HttpResponse:  # noqa: ARG001 - every page gets its request
    """Begin a draft, or go on with the one there is; if the form has changed, show first what to answer again."""
    started = drafting.start_draft(
        actor=door.actor,
        person=door.person,
        municipality=door.municipality,
        service=door.service.key,
        language=language(),
    )
    return HttpResponseRedirect(door.address("again" if started.again else "overview"))


@require_safe
def again(request: HttpRequest, door: Door) -> HttpResponse:
    """List the questions to answer again since the form changed, and why."""
    draft = door.draft()
    asked = {} if draft is None else drafting.asked_again(draft)
    if draft is None or not asked:
        return HttpResponseRedirect(door.address("overview"))
    found = [
        (question.label, asked[question.key], f"{door.address('step', step=step.key)}#id_{question.key}")
        for step in door.form.steps
        for question in step.questions
        if question.key in asked
    ]
    crumbs = door.crumbs(Crumb(_("Svaraðu þessu aftur")))
    return render(
        request,
        "forms/again.html",
        {"door": door, "questions": found, "crumbs": crumbs, "overview_url": door.address("overview")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, door: Door, step: str) -> HttpResponse:
    """Show one page of questions, and save it."""
    draft = door.draft()
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    page = _step_or_404(door, step)
    if request.method == "POST":
        return (
            _keep_quietly(request, door, draft, page.key)
            if _is_quiet(request)
            else _save(request, door, draft, page)
        )
    if page not in visible_steps(door.form, drafting.answers_of(draft)):
        return HttpResponseRedirect(door.address("overview"))
    return _page(request, door, draft, page)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, door: Door, step: str, entry: int | None = None) -> HttpResponse:
    """Show one entry of a repeated group, and save it."""
    draft, page = door.draft(), _step_or_404(door, step)
    group = grouping.group_of(page)
    if group is None:
        raise Http404("the page has no entries")
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    if request.method == "POST":
        place = grouping.place_of(step, entry)
        if _is_quiet(request):
            return _keep_quietly(request, door, draft, place)
        return _save_entry(request, door, draft, page, group, entry=entry)
    if entry is not None and entry >= len(grouping.entries_of(draft, group)):
        return HttpResponseRedirect(door.address("step", step=step))
    return _entry_page(request, door, draft, page, group, entry=entry)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_entry(request: HttpRequest, door: Door, step: str, entry: int) -> HttpResponse:
    """Ask whether to remove an entry, and remove it."""
    draft, page = door.draft(), _step_or_404(door, step)
    group, back = grouping.group_of(page), door.address("step", step=step)
    if group is None or group.group is None:
        raise Http404("the page has no entries")
    if draft is None or entry >= len(entries := grouping.entries_of(draft, group)):
        return HttpResponseRedirect(back)
    if request.method == "POST":
        if _is_of(request, draft):
            _drop(request, door, draft, step, entry)
        return HttpResponseRedirect(back)
    context = {
        "door": door,
        "draft": draft,
        "facts": _entry_facts(group, entries[entry]),
        "name": f"{group.group.entry.in_language(language())} {entry + 1}",
        "back": back,
        "crumbs": door.crumbs(Crumb(page.title, back), Crumb(_("Fjarlægja"))),
    }
    return render(request, "forms/drop_entry.html", context)


@require_POST
def suggest(request: HttpRequest, door: Door) -> HttpResponse:
    """Return addresses that begin with what was typed, as options of a list."""
    typed = request.POST.get("typed", "")[:TYPED_AT_MOST]
    found = suggestions(typed, municipality_number=door.municipality.number or "")
    return render(request, "forms/suggestions.html", {"found": found, "is_short": len(typed.strip()) < 2})


@require_POST
def upload(request: HttpRequest, door: Door, step: str) -> HttpResponse:
    """Put files in: with the page's button, or one by one by the script, which gets the list of files back."""
    draft, page = door.draft(), _step_or_404(door, step)
    if page.questions[0].kind is not Kind.FILE:
        raise Http404("the page takes no files")
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    if not is_too_large(request) and not _is_of(request, draft):
        return _is_gone(request, door)
    refused = _too_large(page) if is_too_large(request) else _attach_all(request, door, draft, page)
    draft = door.draft() or draft
    if _is_for_script(request):
        return _files_alone(request, door, draft, page, refused)
    if refused:
        return _page(request, door, draft, page, errors=refused, status=CANNOT_BE_USED)
    if "_stay" in request.POST:
        return HttpResponseRedirect(door.address("step", step=step))
    return _save(request, door, draft, page)


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
    if draft is not None and _is_of(request, draft):
        try:
            attaching.detach(actor=door.actor, uid=draft.uid, question=question, file=file)
        except KeyError as error:
            raise Http404 from error
        messages.success(request, _("Skráin var fjarlægð."))
    return HttpResponseRedirect(door.address("step", step=step))


@require_safe
def review(request: HttpRequest, door: Door) -> HttpResponse:
    """Show every answer with a way to change it, and the button that sends the application."""
    draft = door.draft()
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    missing = [
        (one.message, f"{door.address('step', step=one.step)}?til={TO_REVIEW}#id_{one.question}")
        for one in drafting.missing_in(draft)
    ]
    return render(
        request,
        "forms/review.html",
        {
            "door": door,
            "draft": draft,
            "steps": _reviewed(door, draft),
            "missing": missing,
            "unsaved": _unsaved(door, draft),
            "submit_url": door.submit_address(),
            "overview_url": door.address("overview"),
            "crumbs": door.crumbs(Crumb(pgettext("application", "Yfirlit"))),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, door: Door) -> HttpResponse:
    """Ask whether to delete the draft, and delete it."""
    draft, back = door.draft(), door.address("overview")
    if draft is None:
        return HttpResponseRedirect(back)
    if request.method == "POST":
        if not _is_of(request, draft):
            return HttpResponseRedirect(back)
        drafting.discard(actor=door.actor, uid=draft.uid)
        messages.success(request, _("Umsókninni var eytt."))
        return HttpResponseRedirect(door.crumbs()[0].url if door.office else back)
    crumbs = door.crumbs(Crumb(_("Eyða umsókn")))
    return render(
        request, "forms/discard.html", {"door": door, "draft": draft, "crumbs": crumbs, "back": back}
    )


def _step_or_404(door: Door, key: str) -> Step:
    page = next((one for one in door.form.steps if one.key == key), None)
    if page is None:
        raise Http404("the form has no such page")
    return page


def _is_quiet(request: HttpRequest) -> bool:
    return QUIET in request.GET


def _raw(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a post; several answers under one name are one to a line."""
    return {
        name: "\n".join(str(one) for one in request.POST.getlist(name))
        for name in request.POST
        if not name.startswith("_")
    }


def _seen(request: HttpRequest) -> dict[str, Any]:
    """Return what a post says of the page it comes from."""
    return {
        "seen_revision": _number(request.POST.get("_revision", "")),
        "window": request.POST.get("_window", "")[:40],
    }


def _is_gone(request: HttpRequest, door: Door) -> HttpResponse:
    messages.warning(
        request, _("Umsóknin sem var opin í þessum glugga er ekki lengur til. Þetta er sú nýja.")
    )
    return HttpResponseRedirect(door.address("overview"))


def _keep_quietly(request: HttpRequest, door: Door, draft: Draft, place: str) -> HttpResponse:
    """Keep a page as it stands and say so in one sentence; nothing on it is judged."""
    if not _is_of(request, draft):
        return HttpResponse(_("Þessi umsókn er ekki lengur til. Opnaðu síðuna aftur."))
    try:
        kept = drafting.keep_half_filled(
            actor=door.actor, uid=draft.uid, place=place, raw=_raw(request), **_seen(request)
        )
    except PageChanged:
        return HttpResponse(_("Ekki vistað: þessari síðu var breytt í öðrum glugga eða öðru tæki."))
    except DraftRefused:
        return HttpResponse(_("Þessi umsókn er ekki lengur til. Opnaðu síðuna aftur."))
    at = localtime(kept.changed_at).strftime("%H:%M")
    return HttpResponse(_("Vistað kl. %(time)s") % {"time": at})


def _save(request: HttpRequest, door: Door, draft: Draft, page: Step) -> HttpResponse:
    if not _is_of(request, draft):
        return _is_gone(request, door)
    raw = _raw(request)
    try:
        saved = drafting.save_step(
            actor=door.actor, uid=draft.uid, step=page.key, raw=raw, language=language(), **_seen(request)
        )
    except PageChanged as changed:
        return _page(request, door, changed.draft, page, raw=raw, status=CHANGED_ELSEWHERE)
    except DraftRefused:
        return HttpResponseRedirect(door.address("overview"))
    return _after(request, door, page, raw, saved)


def _after(request: HttpRequest, door: Door, page: Step, raw: dict[str, str], saved: Saved) -> HttpResponse:
    """Go on to the next page, or stay on this one while something on it needs the resident."""
    errors = saved.checked.errors
    if errors and not set(errors) & _shown_before(door, page, saved):
        # Only questions that this very answer brought into sight are unanswered: show them, as questions, not as errors.
        return _page(request, door, saved.draft, page, raw=raw, newly_shown=True)
    if errors:
        candidates = saved.checked.candidates
        return _page(
            request,
            door,
            saved.draft,
            page,
            raw=raw,
            errors=errors,
            candidates=candidates,
            status=CANNOT_BE_USED,
        )
    if hints := _fresh_hints(saved.before, saved.checked):
        return _page(request, door, saved.draft, page, raw=raw, hints=hints)
    return HttpResponseRedirect(_onwards(request, door, saved, page))


def _save_entry(
    request: HttpRequest, door: Door, draft: Draft, page: Step, group: Question, *, entry: int | None
) -> HttpResponse:
    if not _is_of(request, draft):
        return _is_gone(request, door)
    raw, back = _raw(request), _group_address(request, door, page)
    try:
        saved = grouping.save_entry(
            actor=door.actor, uid=draft.uid, step=page.key, entry=entry, raw=raw, language=language(),
            **_seen(request),
        )  # fmt: skip
    except PageChanged as changed:
        return _entry_page(
            request, door, changed.draft, page, group, entry=entry, raw=raw, status=CHANGED_ELSEWHERE
        )
    except DraftRefused:
        return HttpResponseRedirect(door.address("overview"))
    checked = saved.checked
    if checked.errors:
        form = entry_form(group)
        shown = {one.key for one in visible_questions(form, saved.before)}
        is_new_to_her = not set(checked.errors) & shown
        return _entry_page(
            request, door, saved.draft, page, group, entry=entry, raw=raw, checked=checked, newly_shown=is_new_to_her,
            status=200 if is_new_to_her else CANNOT_BE_USED,
        )  # fmt: skip
    # The entry is kept; what looks mistyped in it is said where the entries are listed.
    for hint in _fresh_hints(saved.before, checked).values():
        messages.warning(request, hint.in_language(language()))
    return HttpResponseRedirect(back)


def _drop(request: HttpRequest, door: Door, draft: Draft, step: str, entry: int) -> None:
    try:
        grouping.remove_entry(
            actor=door.actor,
            uid=draft.uid,
            step=step,
            entry=entry,
            seen_revision=_number(request.POST.get("_revision", "")),
        )
    except PageChanged:
        messages.warning(
            request, _("Ekkert var fjarlægt: listanum var breytt í öðrum glugga. Þetta er hann núna.")
        )
    except DraftRefused:
        return


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
        "files": _files(door, draft, page, sent),
        "error": refused.get(sent.key, ""),
        "draft": draft,
    }
    answer = render(request, "forms/files.html", context, status=status)
    answer["X-Samveita-Part"] = "files"
    return answer


def _files(door: Door, draft: Draft, page: Step, question: Question) -> list[dict[str, object]]:
    """Return the files that answer a question, with where to open and remove each."""
    answer = drafting.answers_of(draft).get(question.key)
    found = []
    for one in answer if isinstance(answer, list) else ():
        own = {"step": page.key, "question": question.key, "file": UUID(one["file"])}
        found.append(
            {**one, "open_url": door.address("file", **own), "drop_url": door.address("drop-file", **own)}
        )
    return found


def _page(
    request: HttpRequest,
    door: Door,
    draft: Draft,
    page: Step,
    *,
    raw: dict[str, str] | None = None,
    errors: dict[str, Text] | None = None,
    hints: dict[str, Text] | None = None,
    candidates: dict[str, Any] | None = None,
    newly_shown: bool = False,
    status: int = 200,
) -> HttpResponse:
    answers, facts = drafting.answers_of(draft), drafting.facts_of(draft)
    steps = visible_steps(door.form, answers)
    questions = visible_questions(door.form, answers, page)
    place = steps.index(page) if page in steps else 0
    half = drafting.half_filled(draft, page.key) if raw is None else {}
    group = grouping.group_of(page)
    shown = fields(
        () if group else questions,
        answers,
        facts,
        raw=raw if raw is not None else half or None,
        errors=errors,
        candidates=candidates,
        people_are_looked_up=door.registered.looks_up is not None,
    )
    context = {
        **_around(request, door, draft, errors, status),
        "step": page,
        "fields": shown,
        "has_heading": any(field.as_heading for field in shown),
        "facts": [] if group else stated(questions, facts),
        "hints": list((hints or {}).values()),
        "newly_shown": newly_shown,
        "half_filled": bool(half),
        "changed_elsewhere": _stored_now(draft, page) if status == CHANGED_ELSEWHERE else [],
        "number": place + 1,
        "count": len(steps),
        "back": _before(request, door, steps, place),
        "crumbs": door.crumbs(Crumb(page.title)),
    }
    if group is not None:
        return render(
            request,
            "forms/group.html",
            {**context, **_entries(request, door, draft, page, group)},
            status=status,
        )
    if page.questions[0].kind is Kind.FILE:
        context["upload_url"] = door.address("upload", step=page.key)
        context["uploads"] = [(field, _files(door, draft, page, field.question)) for field in shown]
        return render(request, "forms/uploads.html", context, status=status)
    return render(request, "forms/question.html", context, status=status)


def _around(
    request: HttpRequest, door: Door, draft: Draft, errors: dict[str, Text] | None, status: int
) -> dict[str, Any]:
    """Return what every page that saves has in common."""
    return {
        "door": door,
        "draft": draft,
        "window": secrets.token_hex(8),
        "errors": [FieldError(key, message) for key, message in (errors or {}).items()],
        "is_changed_elsewhere": status == CHANGED_ELSEWHERE,
        "to_review": _wants_review(request),
        "quiet_url": f"{request.path}?{QUIET}=1",
        "suggest_url": door.address("suggest"),
        "overview_url": door.address("overview"),
    }


def _entries(request: HttpRequest, door: Door, draft: Draft, page: Step, group: Question) -> dict[str, Any]:
    """Return the entries of a group as its page lists them."""
    assert group.group is not None
    facts, entries = drafting.facts_of(draft), grouping.entries_of(draft, group)
    known = prefilled(group, facts.known())
    onwards = f"?til={TO_REVIEW}" if _wants_review(request) else ""
    found = []
    for place, one in enumerate(entries):
        own = {"step": page.key, "entry": place}
        is_known = isinstance(known, list) and one in known
        found.append(
            {
                "name": f"{group.group.entry.in_language(language())} {place + 1}",
                "facts": _entry_facts(group, one),
                "source": source_of(group, known, facts) if is_known else "",
                "problems": list(entry_problems(group, one).values()),
                "url": door.address("entry", **own) + onwards,
                "drop_url": door.address("drop-entry", **own),
            }
        )
    full = len(entries) >= how_many(group)[1]
    new = "" if full else door.address("new-entry", step=page.key) + onwards
    return {"group": group, "entries": found, "new_url": new, "most": how_many(group)[1]}


def _entry_facts(group: Question, one: dict[str, Any]) -> list[Fact]:
    return [Fact(line.label, line.answer) for line in entry_in_words(group, one, language())]


def _entry_page(
    request: HttpRequest,
    door: Door,
    draft: Draft,
    page: Step,
    group: Question,
    *,
    entry: int | None,
    raw: dict[str, str] | None = None,
    checked: Checked | None = None,
    newly_shown: bool = False,
    status: int = 200,
) -> HttpResponse:
    form, entries = entry_form(group), grouping.entries_of(draft, group)
    one = entries[entry] if entry is not None and entry < len(entries) else {}
    errors = {} if checked is None or newly_shown else checked.errors
    half = drafting.half_filled(draft, grouping.place_of(page.key, entry)) if raw is None else {}
    shown = fields(
        visible_questions(form, one if checked is None else checked.answers),
        one,
        drafting.facts_of(draft),
        raw=raw if raw is not None else half or None,
        errors=errors,
        candidates=None if checked is None else checked.candidates,
        people_are_looked_up=door.registered.looks_up is not None,
    )
    number = len(entries) + 1 if entry is None else entry + 1
    back = _group_address(request, door, page)
    context = {
        **_around(request, door, draft, errors, status),
        "step": form.steps[0],
        "heading": f"{form.steps[0].title.in_language(language())} {number}",
        "fields": shown,
        "has_heading": any(field.as_heading for field in shown),
        "newly_shown": newly_shown,
        "half_filled": bool(half),
        "changed_elsewhere": _entry_facts(group, one) if status == CHANGED_ELSEWHERE else [],
        "back": back,
        "crumbs": door.crumbs(Crumb(page.title, back), Crumb(form.steps[0].title)),
    }
    return render(request, "forms/question.html", context, status=status)


def _group_address(request: HttpRequest, door: Door, page: Step) -> str:
    return door.address("step", step=page.key) + (f"?til={TO_REVIEW}" if _wants_review(request) else "")


def _tasks(door: Door, draft: Draft) -> list[TaskItem]:
    answers, saved = drafting.answers_of(draft), drafting.saved_steps(draft)
    half = drafting.half_filled_steps(draft)
    unfinished = {one.step for one in drafting.missing_in(draft)} | half
    tasks = []
    for step in visible_steps(door.form, answers):
        answered = any(one.key in answers for one in step.questions)
        state = TaskState.STARTED if answered or step.key in saved | half else TaskState.TODO
        if step.key in saved and step.key not in unfinished:
            state = TaskState.DONE
        tasks.append(TaskItem(step.title, state, door.address("step", step=step.key)))
    return tasks


def _unsaved(door: Door, draft: Draft) -> list[tuple[Text, str]]:
    """Return the pages on which something is written that would not be sent."""
    half = drafting.half_filled_steps(draft)
    return [
        (step.title, f"{door.address('step', step=step.key)}?til={TO_REVIEW}")
        for step in visible_steps(door.form, drafting.answers_of(draft))
        if step.key in half
    ]


def _reviewed(door: Door, draft: Draft) -> list[tuple[str, list[Fact]]]:
    answers, facts = drafting.answers_of(draft), drafting.facts_of(draft)
    known = facts.known()
    shown = []
    for step in drafting.summary_of(draft, language()):
        address = f"{door.address('step', step=step.step)}?til={TO_REVIEW}"
        lines = []
        for line in step.lines:
            question = door.form.question(line.question)
            source = source_of(question, answers.get(line.question), facts)
            is_stated = line.is_answered and locked_answer(question, known) is not None
            url = "" if is_stated else f"{address}#id_{line.question}"
            if line.entry is not None:
                own = {"step": step.step, "entry": line.entry}
                url = f"{door.address('entry', **own)}?til={TO_REVIEW}"
            lines.append(Fact(line.label, line.answer, source, url))
        shown.append((step.title, lines))
    return shown


def _stored_now(draft: Draft, page: Step) -> list[Fact]:
    steps = [step for step in drafting.summary_of(draft, language()) if step.step == page.key]
    return [Fact(line.label, line.answer) for step in steps for line in step.lines]


def _shown_before(door: Door, page: Step, saved: Saved) -> set[str]:
    return {one.key for one in visible_questions(door.form, saved.before, page)}


def _fresh_hints(before: dict[str, Any], checked: Checked) -> dict[str, Text]:
    """Return hints about answers that were written just now; the same answer a second time is meant."""
    return {key: text for key, text in checked.hints.items() if before.get(key) != checked.answers[key]}


def _onwards(request: HttpRequest, door: Door, saved: Saved, page: Step) -> str:
    steps = visible_steps(door.form, saved.checked.answers)
    unfinished = [one.step for one in drafting.missing_in(saved.draft)]
    if _wants_review(request):
        return (
            door.address("step", step=unfinished[0]) + f"?til={TO_REVIEW}"
            if unfinished
            else door.address("review")
        )
    following = steps[steps.index(page) + 1 :] if page in steps else steps
    return door.address("step", step=following[0].key) if following else door.address("review")


def _before(request: HttpRequest, door: Door, steps: tuple[Step, ...], place: int) -> str:
    if _wants_review(request):
        return door.address("review")
    return door.address("step", step=steps[place - 1].key) if place else door.address("overview")


def _wants_review(request: HttpRequest) -> bool:
    return (request.POST.get("_til") or request.GET.get("til")) == TO_REVIEW


def _is_of(request: HttpRequest, draft: Draft) -> bool:
    """Tell whether a posted page belongs to the open draft, and not to one sent or deleted meanwhile."""
    try:
        return UUID(request.POST.get("_draft", "")) == draft.uid
    except ValueError:
        return False


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
