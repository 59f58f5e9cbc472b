"""The pages of an application. They work without JavaScript; going back and forward shows what is stored.

Each page saves and redirects. A page carries the draft's uid and the revision it showed, so that an old window neither
writes into another application nor overwrites what was answered since. While it is being filled in, the page is kept
quietly (``?vistun=1``) without being judged. The views behind each door are made in ``doors``.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.forms import discarding, drafting, grouping
from samveita.engines.forms.answering import (
    locked_answer,
    visible_questions,
    visible_steps,
)
from samveita.engines.forms.declaring import Kind, Step
from samveita.engines.forms.drafting import DraftRefused, PageChanged, Saved
from samveita.engines.forms.models import Draft
from samveita.engines.forms.places import TYPED_AT_MOST, suggestions
from samveita.engines.forms.sweeping import kept_until
from samveita.engines.forms.web.door import Door
from samveita.engines.forms.web.fields import fields, source_of, stated
from samveita.engines.forms.web.posting import (
    CANNOT_BE_USED,
    CHANGED_ELSEWHERE,
    TO_REVIEW,
    around,
    entries_shown,
    files_shown,
    fresh_hints,
    gone,
    is_of,
    is_quiet,
    keep_quietly,
    raw_of,
    seen_by,
    step_or_404,
    wants_review,
)
from samveita.iceland.texts import Text
from samveita.ui.formats import language
from samveita.ui.parts import Crumb, Fact, TaskItem, TaskState


@require_safe
def overview(request: HttpRequest, door: Door) -> HttpResponse:
    """Show the task list of the open draft, or what happens when one is begun."""
    draft = door.draft()
    common = {"door": door, "crumbs": door.crumbs()}
    if draft is None:
        if (there := door.leads_to()) is not None:
            return _to_what_she_has(request, door, there)
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
            "start_url": door.address("start") if door.begins_here else "",
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


def _to_what_she_has(request: HttpRequest, door: Door, there: str) -> HttpResponse:
    """Lead to what she has applied for already, with the sentence why she cannot apply again."""
    refusal = door.refusal()
    if refusal is not None:
        messages.info(request, refusal.in_language(language()))
    return HttpResponseRedirect(there)


@require_POST
def start(request: HttpRequest, door: Door) -> HttpResponse:
    """Begin a draft, or go on with the one there is; if the form has changed, show first what to answer again."""
    started = drafting.start_draft(
        actor=door.actor,
        person=door.person,
        municipality=door.municipality,
        service=door.service.key,
        language=language(),
        like_last="eins" in request.POST,
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
    page = step_or_404(door, step)
    if request.method == "POST":
        return (
            keep_quietly(request, door, draft, page.key)
            if is_quiet(request)
            else save_page(request, door, draft, page)
        )
    if page not in visible_steps(door.form, drafting.answers_of(draft)):
        return HttpResponseRedirect(door.address("overview"))
    return show_page(request, door, draft, page)


@require_POST
def suggest(request: HttpRequest, door: Door) -> HttpResponse:
    """Return addresses that begin with what was typed, as options of a list."""
    typed = request.POST.get("typed", "")[:TYPED_AT_MOST]
    found = suggestions(typed, municipality_number=door.municipality.number or "")
    return render(request, "forms/suggestions.html", {"found": found, "is_short": len(typed.strip()) < 2})


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
            "shown_first": None if missing else door.on_review(drafting.answers_of(draft)),
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
        if not is_of(request, draft):
            return HttpResponseRedirect(back)
        discarding.discard(actor=door.actor, uid=draft.uid)
        messages.success(request, _("Umsókninni var eytt."))
        return HttpResponseRedirect(door.crumbs()[0].url if not door.begins_here else back)
    crumbs = door.crumbs(Crumb(_("Eyða umsókn")))
    return render(
        request, "forms/discard.html", {"door": door, "draft": draft, "crumbs": crumbs, "back": back}
    )


def save_page(request: HttpRequest, door: Door, draft: Draft, page: Step) -> HttpResponse:
    """Save what was posted from a page and lead on."""
    if not is_of(request, draft):
        return gone(request, door)
    raw = raw_of(request)
    try:
        saved = drafting.save_step(
            actor=door.actor, uid=draft.uid, step=page.key, raw=raw, language=language(), **seen_by(request)
        )
    except PageChanged as changed:
        return show_page(request, door, changed.draft, page, raw=raw, status=CHANGED_ELSEWHERE)
    except DraftRefused:
        return HttpResponseRedirect(door.address("overview"))
    return _after(request, door, page, raw, saved)


def _after(request: HttpRequest, door: Door, page: Step, raw: dict[str, str], saved: Saved) -> HttpResponse:
    """Go on to the next page, or stay on this one while something on it needs the resident."""
    errors = saved.checked.errors
    if errors and not set(errors) & _shown_before(door, page, saved):
        # Only questions that this very answer brought into sight are unanswered: show them, as questions, not as errors.
        return show_page(request, door, saved.draft, page, raw=raw, newly_shown=True)
    if errors:
        candidates = saved.checked.candidates
        return show_page(
            request,
            door,
            saved.draft,
            page,
            raw=raw,
            errors=errors,
            candidates=candidates,
            status=CANNOT_BE_USED,
        )
    if hints := fresh_hints(saved.before, saved.checked):
        return show_page(request, door, saved.draft, page, raw=raw, hints=hints)
    return HttpResponseRedirect(_onwards(request, door, saved, page))


def show_page(
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
    """Draw a page of questions, or of a group's entries, or of files."""
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
        **around(request, door, draft, errors, status),
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
            {**context, **entries_shown(request, door, draft, page, group)},
            status=status,
        )
    if page.questions[0].kind is Kind.FILE:
        context["upload_url"] = door.address("upload", step=page.key)
        context["uploads"] = [(field, files_shown(door, draft, page, field.question)) for field in shown]
        return render(request, "forms/uploads.html", context, status=status)
    return render(request, "forms/question.html", context, status=status)


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


def _onwards(request: HttpRequest, door: Door, saved: Saved, page: Step) -> str:
    steps = visible_steps(door.form, saved.checked.answers)
    unfinished = [one.step for one in drafting.missing_in(saved.draft)]
    if wants_review(request):
        return (
            door.address("step", step=unfinished[0]) + f"?til={TO_REVIEW}"
            if unfinished
            else door.address("review")
        )
    following = steps[steps.index(page) + 1 :] if page in steps else steps
    return door.address("step", step=following[0].key) if following else door.address("review")


def _before(request: HttpRequest, door: Door, steps: tuple[Step, ...], place: int) -> str:
    if wants_review(request):
        return door.address("review")
    return door.address("step", step=steps[place - 1].key) if place else door.address("overview")
