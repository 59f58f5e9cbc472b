"""What every page of an application that saves has in common: what a post says of its page, and what stands around it."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samveita.engines.forms import drafting, grouping
from samveita.engines.forms.answering import (
    Checked,
    entry_in_words,
    entry_problems,
    prefilled,
)
from samveita.engines.forms.declaring import Question, Step
from samveita.engines.forms.drafting import DraftRefused, PageChanged
from samveita.engines.forms.models import Draft
from samveita.engines.forms.reading import how_many
from samveita.engines.forms.web.door import Door
from samveita.engines.forms.web.fields import source_of
from samveita.iceland.texts import Text
from samveita.ui.formats import language
from samveita.ui.parts import Fact, FieldError

CHANGED_ELSEWHERE = 409
CANNOT_BE_USED = 422
TO_REVIEW = "yfirlit"
QUIET = "vistun"


def step_or_404(door: Door, key: str) -> Step:
    """Return a page of the form by its key.

    Raises:
        Http404: when the form has none.
    """
    page = next((one for one in door.form.steps if one.key == key), None)
    if page is None:
        raise Http404("the form has no such page")
    return page


def is_quiet(request: HttpRequest) -> bool:
    """Tell whether a post only keeps the page as it stands."""
    return QUIET in request.GET


def raw_of(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a post; several answers under one name are one to a line."""
    return {
        name: "\n".join(str(one) for one in request.POST.getlist(name))
        for name in request.POST
        if not name.startswith("_")
    }


def seen_by(request: HttpRequest) -> dict[str, Any]:
    """Return what a post says of the page it comes from."""
    return {
        "seen_revision": _number(request.POST.get("_revision", "")),
        "window": request.POST.get("_window", "")[:40],
    }


def gone(request: HttpRequest, door: Door) -> HttpResponse:
    """Lead from a window of an application that is sent or deleted to the one there is now."""
    messages.warning(
        request, _("Umsóknin sem var opin í þessum glugga er ekki lengur til. Þetta er sú nýja.")
    )
    return HttpResponseRedirect(door.address("overview"))


def keep_quietly(request: HttpRequest, door: Door, draft: Draft, place: str) -> HttpResponse:
    """Keep a page as it stands and say so in one sentence; nothing on it is judged."""
    if not is_of(request, draft):
        return HttpResponse(_("Þessi umsókn er ekki lengur til. Opnaðu síðuna aftur."))
    try:
        kept = drafting.keep_half_filled(
            actor=door.actor, uid=draft.uid, place=place, raw=raw_of(request), **seen_by(request)
        )
    except PageChanged:
        return HttpResponse(_("Ekki vistað: þessari síðu var breytt í öðrum glugga eða öðru tæki."))
    except DraftRefused:
        return HttpResponse(_("Þessi umsókn er ekki lengur til. Opnaðu síðuna aftur."))
    at = localtime(kept.changed_at).strftime("%H:%M")
    return HttpResponse(_("Vistað kl. %(time)s") % {"time": at})


def is_of(request: HttpRequest, draft: Draft) -> bool:
    """Tell whether a posted page belongs to the open draft, and not to one sent or deleted meanwhile."""
    try:
        return UUID(request.POST.get("_draft", "")) == draft.uid
    except ValueError:
        return False


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def wants_review(request: HttpRequest) -> bool:
    """Tell whether the page was opened from the review and leads back to it."""
    return (request.POST.get("_til") or request.GET.get("til")) == TO_REVIEW


def fresh_hints(before: dict[str, Any], checked: Checked) -> dict[str, Text]:
    """Return hints about answers that were written just now; the same answer a second time is meant."""
    return {key: text for key, text in checked.hints.items() if before.get(key) != checked.answers[key]}


def around(
    request: HttpRequest, door: Door, draft: Draft, errors: dict[str, Text] | None, status: int
) -> dict[str, Any]:
    """Return what every page that saves has in common."""
    return {
        "door": door,
        "draft": draft,
        "window": secrets.token_hex(8),
        "errors": [FieldError(key, message) for key, message in (errors or {}).items()],
        "is_changed_elsewhere": status == CHANGED_ELSEWHERE,
        "to_review": wants_review(request),
        "quiet_url": f"{request.path}?{QUIET}=1",
        "suggest_url": door.address("suggest"),
        "overview_url": door.address("overview"),
    }


def files_shown(door: Door, draft: Draft, page: Step, question: Question) -> list[dict[str, object]]:
    """Return the files that answer a question, with where to open and remove each."""
    answer = drafting.answers_of(draft).get(question.key)
    found = []
    for one in answer if isinstance(answer, list) else ():
        own = {"step": page.key, "question": question.key, "file": UUID(one["file"])}
        found.append(
            {**one, "open_url": door.address("file", **own), "drop_url": door.address("drop-file", **own)}
        )
    return found


def entries_shown(
    request: HttpRequest, door: Door, draft: Draft, page: Step, group: Question
) -> dict[str, Any]:
    """Return the entries of a group as its page lists them."""
    assert group.group is not None
    facts, entries = drafting.facts_of(draft), grouping.entries_of(draft, group)
    known = prefilled(group, facts.known())
    onwards = f"?til={TO_REVIEW}" if wants_review(request) else ""
    found = []
    for place, one in enumerate(entries):
        own = {"step": page.key, "entry": place}
        is_known = isinstance(known, list) and one in known
        found.append(
            {
                "name": f"{group.group.entry.in_language(language())} {place + 1}",
                "facts": entry_facts(group, one),
                "source": source_of(group, known, facts) if is_known else "",
                "problems": list(entry_problems(group, one).values()),
                "url": door.address("entry", **own) + onwards,
                "drop_url": door.address("drop-entry", **own),
            }
        )
    full = len(entries) >= how_many(group)[1]
    new = "" if full else door.address("new-entry", step=page.key) + onwards
    return {"group": group, "entries": found, "new_url": new, "most": how_many(group)[1]}


def entry_facts(group: Question, one: dict[str, Any]) -> list[Fact]:
    """Return an entry's answers in words."""
    return [Fact(line.label, line.answer) for line in entry_in_words(group, one, language())]


def group_address(request: HttpRequest, door: Door, page: Step) -> str:
    """Return the address of the page that lists a group's entries."""
    return door.address("step", step=page.key) + (f"?til={TO_REVIEW}" if wants_review(request) else "")
