"""What the case's page shows of its correspondence, beside everything else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from samveita.engines.cases.corresponding import correspondence_of
from samveita.engines.cases.messaging import mark_read
from samveita.engines.cases.models import Case
from samveita.engines.cases.phrasing import filled, usual_messages
from samveita.engines.cases.web.finding import file_facts, page_language
from samveita.ground.audit.actors import Actor
from samveita.ui.parts import Choice


def exchanged(request: HttpRequest, actor: Actor, case: Case, *, language: str) -> dict[str, Any]:
    """Return messages, notes, documents, requests and hearings for the page, and mark messages as read by staff.

    Args:
        request: carries the message that staff chose to begin with (``snid``), or what she typed in a refused form.
        actor: who reads.
        case: the case.
        language: the applicant's, in which usual messages are offered.
    """
    found = correspondence_of(case, language=page_language(), with_notes=True)
    if any(one.is_new and not one.from_office for one in found.messages):
        mark_read(actor=actor, case=case)
    usual = usual_messages(case)
    chosen = next((one for one in usual if one.key == request.GET.get("snid")), None)
    typed = request.POST.get("text", "")
    return {
        "exchanged": found,
        "usual_messages": [Choice(one.key, one.title.shown(page_language())) for one in usual],
        "message_text": typed or (filled(chosen.body, case, language) if chosen else ""),
        "note_text": request.POST.get("note", ""),
        **file_facts(),
    }
