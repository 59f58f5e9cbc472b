"""The start of a working day: which office, what waits, what is late, and the tasks that are due."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samveita.engines.cases.models import Case
from samveita.engines.cases.reading import may_be_more, queue_counts
from samveita.faces.desk.web.frame import (
    EVERYONE,
    QUEUE_NAMES,
    QUEUE_SENTENCES,
    actor_of,
    framed,
    queue_address,
    shown_queues,
)
from samveita.faces.desk.web.tables import task_table
from samveita.ground.identity.access import resident, staff
from samveita.ground.identity.policies import may
from samveita.ground.identity.roles import offices_of
from samveita.ground.identity.sessions import recall
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.verbs import ORIGINAL_CHANGED
from samveita.ground.worklist.queries import deliveries_for_a_person, open_tasks
from samveita.ui.parts import NavItem

TASKS_SHOWN = 15


@resident
@require_safe
def my_offices(request: HttpRequest) -> HttpResponse:
    """Lead to the desk of the one office she works at, or let her choose; nobody works in a delegated session."""
    login = recall(request.session)
    is_delegated = login is None or login.is_delegated
    offices = [] if is_delegated else offices_of(request.user.person)  # type: ignore[union-attr]
    if len(offices) == 1:
        return redirect("desk:start", organisation=offices[0].slug)
    chosen = [
        NavItem(label=office.names.official.nominative, url=reverse("desk:start", args=[office.slug]))
        for office in offices
    ]
    return render(request, "desk/my_offices.html", {"offices": chosen, "is_delegated": is_delegated})


@staff(*EVERYONE)
@require_safe
def start_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show what waits at the office: queues with counts, and tasks in the order they are due."""
    actor = actor_of(request)
    context: dict[str, object] = {
        "may_read": may(actor, "cases.read"),
        "may_export": may(actor, "desk.export"),
    }
    if context["may_read"]:
        counts = queue_counts(actor)
        tasks = list(open_tasks()[: TASKS_SHOWN + 1])
        named = Case.objects.filter(uid__in={task.case for task in tasks if task.case}).select_related(
            "person"
        )
        cases = {case.uid: case for case in named}
        context |= {
            "queues": [
                {
                    "name": QUEUE_NAMES[queue],
                    "sentence": QUEUE_SENTENCES[queue],
                    "count": counts[queue],
                    "is_more": may_be_more(queue, counts[queue]),
                    "url": queue_address(organisation, queue),
                    "is_loud": queue == "late" and counts[queue] > 0,
                }
                for queue in shown_queues(actor, counts)
            ],
            "tasks": task_table(tasks[:TASKS_SHOWN], organisation, caption="", cases=cases),
            "more_tasks": len(tasks) > TASKS_SHOWN,
            "stuck_deliveries": deliveries_for_a_person().count(),
        }
    elif may(actor, "sharing.write", organisation):
        changed = list(open_tasks().filter(kind=ORIGINAL_CHANGED)[:TASKS_SHOWN])
        context["changed_originals"] = task_table(
            changed, organisation, caption=_("Verkefni, þau brýnustu fyrst"), cases={}
        )
    return render(request, "desk/start.html", framed(request, organisation, "start", **context))
