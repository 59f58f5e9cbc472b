"""Which page settles which kind of task; a task that has none of its own leads to the page of its case."""

from __future__ import annotations

from django.urls import reverse

from samveita.engines.mailbox.events import Trouble
from samveita.engines.payments.holding import ACCOUNT_MISSING
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.verbs import ORIGINAL_CHANGED
from samveita.ground.worklist.deliveries import GIVEN_UP_TASK
from samveita.ground.worklist.models import Task

LETTER = "desk:dispatch"
PAGES = {
    GIVEN_UP_TASK: "desk:delivery",
    ACCOUNT_MISSING: "desk:payment-line",
    ORIGINAL_CHANGED: "desk:shared-document",
    **{
        f"mailbox.{trouble.value}": LETTER
        for trouble in (Trouble.REJECTED, Trouble.NEEDS_CONFIRMATION, Trouble.GIVEN_UP)
    },
}
"""Names of addresses by the kind of task; each takes the office's slug and what the task is about."""


def page_of(task: Task, office: Organisation) -> str:
    """Return the address where a task is settled; empty when neither task nor case has a page."""
    name = PAGES.get(task.kind)
    return reverse(name, args=[office.slug, task.about]) if name else ""
