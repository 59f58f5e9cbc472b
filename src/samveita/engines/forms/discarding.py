"""Throwing a draft away: by its writer, or with what it belonged to. Its files go with it; an event remains."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from samveita.engines.forms.drafting import open_for_update, record_about
from samveita.engines.forms.events import DRAFT_DISCARDED
from samveita.engines.forms.models import Draft
from samveita.ground.audit.actors import Actor
from samveita.ground.vault.files import remove


def discard(*, actor: Actor, uid: UUID) -> None:
    """Delete a draft and everything in it; only the event that it was deleted remains. Ask the resident first.

    Raises:
        Draft.DoesNotExist: when it is not in scope.
        AlreadySubmitted: when it became a case.
        NotAllowed: when the actor may not.
    """
    with transaction.atomic():
        draft = open_for_update(actor, uid)
        record_about(DRAFT_DISCARDED, actor, draft)
        delete_whole(draft, actor)


def delete_whole(draft: Draft, actor: Actor) -> None:
    """Delete a draft with its files, in the caller's transaction."""
    stored = [one.file for one in draft.files.select_related("file__office")]
    draft.delete()
    for one in stored:
        remove(one, actor=actor)
