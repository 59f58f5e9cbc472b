"""Another person's part of a case: a draft of her own, in her own name, that nobody else ever sees.

A spouse who applies together with somebody answers for herself: her own login, her own facts from the registers, her own
files. The draft names the case it belongs to and is otherwise like any other; who may begin one is asked by the engine
that keeps the case, before it calls here.
"""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError

from samveita.engines.forms.discarding import delete_whole
from samveita.engines.forms.drafting import Started, begin, new_draft, resumed
from samveita.engines.forms.events import DRAFT_STARTED
from samveita.engines.forms.models import Draft
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation


def start_part(
    *,
    actor: Actor,
    person: Person,
    municipality: Organisation,
    service: str,
    for_case: UUID,
    language: str = "is",
) -> Started:
    """Return her open draft of a part, begun now if there is none. In her own person scope.

    Args:
        actor: who fills it in: she, or whoever acts for her.
        person: whose part it is.
        municipality: the one applied to.
        service: key of the part's form.
        for_case: the case.
        language: language of the pages.

    Raises:
        KeyError: when there is no such form.
        NotAllowed: when the actor does not act for the person.
    """
    require(actor, "forms.write_draft", person)
    require(actor, "identity.apply_as_person", person)
    own = {"person": person, "service": service, "for_case": for_case, "submitted_case": None}
    open_ones = Draft.objects.filter(**own).select_related("municipality", "person", "office")
    if (draft := open_ones.first()) is not None:
        return resumed(actor, draft)
    draft = new_draft(person, municipality, service, language)
    draft.for_case = for_case
    try:
        begin(actor, draft, DRAFT_STARTED)
    except IntegrityError:
        other = open_ones.first()
        if other is None:
            raise
        return Started(other, is_new=False)
    return Started(draft, is_new=True)


def open_part(uid: UUID) -> Draft:
    """Return an open draft of a part from the scope in force.

    Raises:
        Draft.DoesNotExist: when the scope holds none by this uid, or it was sent.
    """
    draft: Draft = Draft.objects.select_related("municipality__successor", "person", "office").get(
        uid=uid, for_case__isnull=False, submitted_case=None
    )
    return draft


def discard_parts(*, actor: Actor, for_case: UUID, person: Person | None = None) -> None:
    """Delete what nobody will send any more, in the caller's transaction; the scope must hold the drafts.

    Args:
        actor: whose step ends them.
        for_case: the case.
        person: whose alone, when she is taken out of a case that goes on; everybody's when left out.
    """
    drafts = Draft.objects.filter(for_case=for_case, submitted_case=None)
    if person is not None:
        drafts = drafts.filter(person=person)
    for draft in drafts:
        delete_whole(draft, actor)
