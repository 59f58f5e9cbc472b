"""The pages of an application. They work without JavaScript; going back and forward shows what is stored.

Each page saves and redirects. A page carries the draft's uid and the revision it showed, so that an old tab neither
writes into another application nor overwrites what was answered since.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samveita.engines.forms import drafting
from samveita.engines.forms.answering import locked_answer, visible_questions, visible_steps
from samveita.engines.forms.declaring import Step
from samveita.engines.forms.drafting import DraftRefused, PageChanged, Saved
from samveita.engines.forms.models import Draft
from samveita.engines.forms.web.door import Door, door_of
from samveita.engines.forms.web.fields import fields, source_of, stated
from samveita.ground.identity.access import resident
from samveita.iceland.texts import Text
from samveita.ui.formats import language
from samveita.ui.parts import Crumb, Fact, FieldError, TaskItem, TaskState

CHANGED_ELSEWHERE = 409
CANNOT_BE_USED = 422
TO_REVIEW = "yfirlit"


@resident
@never_cache
@require_safe
def overview(request: HttpRequest, organisation: str, service: str) -> HttpResponse:
    """Show the task list of the open draft, or what happens when one is begun."""
    door = door_of(request, organisation, service)
    draft = door.draft()
    common = {"door": door, "crumbs": door.crumbs(), "start_url": door.address("start")}
    if draft is None:
        return render(request, "forms/start.html", {**common, "refusal": door.refusal()})
    tasks = _tasks(door, draft)
    waiting = [task for task in tasks if task.state is not TaskState.DONE]
    return render(
        request,
        "forms/overview.html",
        {
            **common,
            "draft": draft,
            "tasks": tasks,
            "next_url": waiting[0].url if waiting else door.address("review"),
            "is_ready": not waiting,
            "review_url": door.address("review"),
            "discard_url": door.address("discard"),
            "facts_unavailable": drafting.facts_of(draft).unavailable,
            "again": [door.form.question(key).label for key in drafting.asked_again(draft)],
        },
    )


@resident
@never_cache
@require_POST
def start(request: HttpRequest, organisation: str, service: str) -> HttpResponse:
    """Begin a draft, or go on with the one there is."""
    door = door_of(request, organisation, service)
    drafting.start_draft(
        actor=door.actor,
        person=door.person,
        municipality=door.municipality,
        service=door.service.key,
        language=language(),
    )
    return HttpResponseRedirect(door.address("overview"))


@resident
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, organisation: str, service: str, step: str) -> HttpResponse:
    """Show one page of questions, and save it."""
    door = door_of(request, organisation, service)
    draft = door.draft()
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    page = next((one for one in door.form.steps if one.key == step), None)
    if page is None:
        raise Http404("the form has no such page")
    if request.method == "POST":
        return _save(request, door, draft, page)
    if page not in visible_steps(door.form, drafting.answers_of(draft)):
        return HttpResponseRedirect(door.address("overview"))
    return _page(request, door, draft, page)


@resident
@never_cache
@require_safe
def review(request: HttpRequest, organisation: str, service: str) -> HttpResponse:
    """Show every answer with a way to change it, and the button that sends the application."""
    door = door_of(request, organisation, service)
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
            "submit_url": door.submit_address(),
            "overview_url": door.address("overview"),
            "crumbs": door.crumbs(Crumb(pgettext("application", "Yfirlit"))),
        },
    )


@resident
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, organisation: str, service: str) -> HttpResponse:
    """Ask whether to delete the draft, and delete it."""
    door = door_of(request, organisation, service)
    draft = door.draft()
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    if request.method == "POST":
        if _is_of(request, draft):
            drafting.discard(actor=door.actor, uid=draft.uid)
            messages.success(request, _("Umsókninni var eytt."))
        return HttpResponseRedirect(door.address("overview"))
    crumbs = door.crumbs(Crumb(_("Eyða umsókn")))
    back = door.address("overview")
    return render(
        request, "forms/discard.html", {"door": door, "draft": draft, "crumbs": crumbs, "back": back}
    )


def _save(request: HttpRequest, door: Door, draft: Draft, page: Step) -> HttpResponse:
    if not _is_of(request, draft):
        messages.warning(
            request, _("Umsóknin sem var opin í þessum glugga er ekki lengur til. Þetta er sú nýja.")
        )
        return HttpResponseRedirect(door.address("overview"))
    raw = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    try:
        saved = drafting.save_step(
            actor=door.actor,
            uid=draft.uid,
            step=page.key,
            raw=raw,
            seen_revision=_number(raw.get("_revision", "")),
            language=language(),
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
        return _page(request, door, saved.draft, page, raw=raw, errors=errors, status=CANNOT_BE_USED)
    if hints := _fresh_hints(saved):
        return _page(request, door, saved.draft, page, raw=raw, hints=hints)
    return HttpResponseRedirect(_onwards(request, door, saved, page))


def _page(
    request: HttpRequest,
    door: Door,
    draft: Draft,
    page: Step,
    *,
    raw: dict[str, str] | None = None,
    errors: dict[str, Text] | None = None,
    hints: dict[str, Text] | None = None,
    newly_shown: bool = False,
    status: int = 200,
) -> HttpResponse:
    answers, facts = drafting.answers_of(draft), drafting.facts_of(draft)
    steps = visible_steps(door.form, answers)
    questions = visible_questions(door.form, answers, page)
    place = steps.index(page) if page in steps else 0
    shown = fields(questions, answers, facts, raw=raw, errors=errors)
    return render(
        request,
        "forms/question.html",
        {
            "door": door,
            "draft": draft,
            "step": page,
            "fields": shown,
            "has_heading": any(field.as_heading for field in shown),
            "facts": stated(questions, facts),
            "errors": [FieldError(key, message) for key, message in (errors or {}).items()],
            "hints": list((hints or {}).values()),
            "newly_shown": newly_shown,
            "changed_elsewhere": _stored_now(draft, page) if status == CHANGED_ELSEWHERE else [],
            "is_changed_elsewhere": status == CHANGED_ELSEWHERE,
            "number": place + 1,
            "count": len(steps),
            "to_review": _wants_review(request),
            "back": _before(request, door, steps, place),
            "overview_url": door.address("overview"),
            "crumbs": door.crumbs(Crumb(page.title)),
        },
        status=status,
    )


def _tasks(door: Door, draft: Draft) -> list[TaskItem]:
    answers, saved = drafting.answers_of(draft), drafting.saved_steps(draft)
    unfinished = {one.step for one in drafting.missing_in(draft)}
    tasks = []
    for step in visible_steps(door.form, answers):
        answered = any(one.key in answers for one in step.questions)
        state = TaskState.STARTED if answered or step.key in saved else TaskState.TODO
        if step.key in saved and step.key not in unfinished:
            state = TaskState.DONE
        tasks.append(TaskItem(step.title, state, door.address("step", step=step.key)))
    return tasks


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
            lines.append(Fact(line.label, line.answer, source, url))
        shown.append((step.title, lines))
    return shown


def _stored_now(draft: Draft, page: Step) -> list[Fact]:
    steps = [step for step in drafting.summary_of(draft, language()) if step.step == page.key]
    return [Fact(line.label, line.answer) for step in steps for line in step.lines]


def _shown_before(door: Door, page: Step, saved: Saved) -> set[str]:
    return {one.key for one in visible_questions(door.form, saved.before, page)}


def _fresh_hints(saved: Saved) -> dict[str, Text]:
    """Return hints about answers that were written just now; the same answer a second time is meant."""
    return {
        key: text
        for key, text in saved.checked.hints.items()
        if saved.before.get(key) != saved.checked.answers[key]
    }


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
