"""Drafts that nobody goes on with are deleted after a while, with their files: what is not sent is not ours to keep."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from samveita.engines.forms.discarding import delete_whole
from samveita.engines.forms.drafting import draft_for_update, record_about
from samveita.engines.forms.events import DRAFT_EXPIRED
from samveita.engines.forms.models import Draft
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.scope import crossing
from samveita.iceland import clock

AT_ONCE = 200


def kept_until(draft: Draft) -> datetime:
    """Return the moment until which a draft is kept if nobody changes it."""
    return draft.changed_at + timedelta(days=settings.DRAFTS_KEPT_DAYS)


def delete_old_drafts() -> int:
    """Delete open drafts that have not been changed for as long as the installation keeps them; return how many."""
    before = clock.now() - timedelta(days=settings.DRAFTS_KEPT_DAYS)
    deleted = 0
    with crossing("what was never sent is deleted in every municipality"):
        old = Draft.objects.filter(submitted_case=None, changed_at__lt=before).order_by("changed_at")
        for uid in list(old.values_list("uid", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                draft = draft_for_update(uid)
                if draft.submitted_case is not None or draft.changed_at >= before:
                    continue
                actor = Actor.system("forms")
                record_about(DRAFT_EXPIRED, actor, draft)
                delete_whole(draft, actor)
                deleted += 1
    return deleted
