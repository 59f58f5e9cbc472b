"""The pages of one entry of a repeated group: written, changed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.forms import drafting, grouping
from samveita.engines.forms.answering import (
    Checked,
    visible_questions,
)
from samveita.engines.forms.declaring import Question, Step, entry_form
from samveita.engines.forms.drafting import DraftRefused, PageChanged
from samveita.engines.forms.models import Draft
from samveita.engines.forms.web.door import Door
from samveita.engines.forms.web.fields import fields
from samveita.engines.forms.web.posting import (
    CANNOT_BE_USED,
    CHANGED_ELSEWHERE,
    around,
    entry_facts,
    fresh_hints,
    gone,
    group_address,
    is_of,
    is_quiet,
    keep_quietly,
    raw_of,
    seen_by,
    step_or_404,
)
from samveita.ui.formats import language
from samveita.ui.parts import Crumb


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, door: Door, step: str, entry: int | None = None) -> HttpResponse:
    """Show one entry of a repeated group, and save it."""
    draft, page = door.draft(), step_or_404(door, step)
    group = grouping.group_of(page)
    if group is None:
        raise Http404("the page has no entries")
    if draft is None:
        return HttpResponseRedirect(door.address("overview"))
    if request.method == "POST":
        place = grouping.place_of(step, entry)
        if is_quiet(request):
            return keep_quietly(request, door, draft, place)
        return _save_entry(request, door, draft, page, group, entry=entry)
    if entry is not None and entry >= len(grouping.entries_of(draft, group)):
        return HttpResponseRedirect(door.address("step", step=step))
    return _entry_page(request, door, draft, page, group, entry=entry)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_entry(request: HttpRequest, door: Door, step: str, entry: int) -> HttpResponse:
    """Ask whether to remove an entry, and remove it."""
    draft, page = door.draft(), step_or_404(door, step)
    group, back = grouping.group_of(page), door.address("step", step=step)
    if group is None or group.group is None:
        raise Http404("the page has no entries")
    if draft is None or entry >= len(entries := grouping.entries_of(draft, group)):
        return HttpResponseRedirect(back)
    if request.method == "POST":
        if is_of(request, draft):
            _drop(request, door, draft, step, entry)
        return HttpResponseRedirect(back)
    context = {
        "door": door,
        "draft": draft,
        "facts": entry_facts(group, entries[entry]),
        "name": f"{group.group.entry.in_language(language())} {entry + 1}",
        "back": back,
        "crumbs": door.crumbs(Crumb(page.title, back), Crumb(_("Fjarlægja"))),
    }
    return render(request, "forms/drop_entry.html", context)


def _save_entry(
    request: HttpRequest, door: Door, draft: Draft, page: Step, group: Question, *, entry: int | None
) -> HttpResponse:
    if not is_of(request, draft):
        return gone(request, door)
    raw, back = raw_of(request), group_address(request, door, page)
    try:
        saved = grouping.save_entry(
            actor=door.actor, uid=draft.uid, step=page.key, entry=entry, raw=raw, language=language(),
            **seen_by(request),
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
    for hint in fresh_hints(saved.before, checked).values():
        messages.warning(request, hint.in_language(language()))
    return HttpResponseRedirect(back)


def _drop(request: HttpRequest, door: Door, draft: Draft, step: str, entry: int) -> None:
    try:
        grouping.remove_entry(
            actor=door.actor,
            uid=draft.uid,
            step=step,
            entry=entry,
            seen_revision=seen_by(request)["seen_revision"],
        )
    except PageChanged:
        messages.warning(
            request, _("Ekkert var fjarlægt: listanum var breytt í öðrum glugga. Þetta er hann núna.")
        )
    except DraftRefused:
        return


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
    back = group_address(request, door, page)
    context = {
        **around(request, door, draft, errors, status),
        "step": form.steps[0],
        "heading": f"{form.steps[0].title.in_language(language())} {number}",
        "fields": shown,
        "has_heading": any(field.as_heading for field in shown),
        "newly_shown": newly_shown,
        "half_filled": bool(half),
        "changed_elsewhere": entry_facts(group, one) if status == CHANGED_ELSEWHERE else [],
        "back": back,
        "crumbs": door.crumbs(Crumb(page.title, back), Crumb(form.steps[0].title)),
    }
    return render(request, "forms/question.html", context, status=status)
