"""When the original has changed: what is new in it, and the owner's decision part by part, taken or kept.

Taking parts gives a draft that goes its usual way; keeping everything only remembers that somebody has decided so. A
version published for a later day counts at once, so that there is time to follow it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.identity.policies import require
from samveita.ground.sharing.differing import Difference, DoNotFit, differences, merged
from samveita.ground.sharing.kinds import KINDS
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.verbs import (
    ORIGINAL_CHANGED,
    SharingRefused,
    VersionDetails,
    save_draft,
    set_aside,
)
from samveita.ground.worklist.tasks import close_tasks_about
from samveita.iceland.texts import Text

ORIGINAL_REVIEWED = register_event(
    EventType(
        name="sharing.original_reviewed",
        sentence=Text(
            is_="{who} tók afstöðu til breytinga á frumriti.",
            en="{who} decided on the changes in an original.",
            pl="{who} – zdecydowano o zmianach w oryginale.",
        ),
        visible_to_resident=False,
        data=VersionDetails,
    )
)
CHANGED_SINCE = Text(
    is_="Skjalið hefur breyst síðan síðan var opnuð. Skoðaðu breytingarnar aftur.",
    en="The document has changed since the page was opened. Look at the changes again.",
    pl="Dokument zmienił się od otwarcia strony. Obejrzyj zmiany ponownie.",
)
PARTS_DO_NOT_FIT = Text(
    is_="Þessi atriði passa ekki saman hvert án annars. Taktu líka þau sem þeim tengjast.",
    en="These parts don't fit without each other. Take those that belong to them as well.",
    pl="Te części nie pasują do siebie osobno. Weź też te, które są z nimi powiązane.",
)


@dataclass(frozen=True, slots=True)
class News:
    """A changed original beside one's own version.

    Attributes:
        document: the own document.
        then: the original's version that was last decided on; ``None`` when there was none.
        now: the original's newest version, valid now or from a later day.
        ours: the version worked on or held here.
        parts: every part that differs, also one's own tailoring that the original has not touched.
    """

    document: SharedDocument
    then: Version | None
    now: Version
    ours: Version
    parts: tuple[Difference, ...]

    @property
    def to_decide(self) -> tuple[Difference, ...]:
        """The parts where the original has something new to say."""
        return tuple(part for part in self.parts if part.is_to_decide)

    @property
    def mark(self) -> str:
        """What was compared; a decision names it, so that nobody decides on something else than was shown."""
        return f"{self.now.number}.{self.ours.number}.{self.ours.state}"


def news_of(document: SharedDocument) -> News | None:
    """Return what is new in the original of a document; ``None`` when there is nothing to decide on."""
    if document.original_id is None:
        return None
    now = _newest(document.original_id)
    ours = document.versions.exclude(state=VersionState.SET_ASIDE).order_by("-number").first()
    if now is None or ours is None or now.pk == document.reviewed_id:
        return None
    then = document.reviewed
    parts = differences(
        KINDS[document.kind],
        then=None if then is None else then.content,
        now=now.content,
        ours=ours.content,
    )
    news = News(document, then, now, ours, parts)
    return news if news.to_decide else None


def decide(*, actor: Actor, document: SharedDocument, mark: str, taken: frozenset[str]) -> Version | None:
    """Take the named parts of the changed original and keep the others; return the draft, if any part was taken.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when either version has changed since it was shown, or the parts don't fit together.
    """
    require(actor, "sharing.write", document)
    with transaction.atomic():
        document = SharedDocument.objects.select_for_update().get(pk=document.pk)
        news = news_of(document)
        if news is None or news.mark != mark or not taken <= {part.path for part in news.to_decide}:
            raise SharingRefused(CHANGED_SINCE)
        document.reviewed = news.now
        document.save(update_fields=["reviewed"])
        draft = _draft(actor, news, taken) if taken else None
        record(
            ORIGINAL_REVIEWED,
            actor=actor,
            target=Target("shared_document", document.uid),
            office=document.owner.uid,
            data=VersionDetails(kind=document.kind, key=document.key, number=news.now.number),
        )
        close_tasks_about(actor=actor, about=document.uid, kind=ORIGINAL_CHANGED)
    return draft


def _draft(actor: Actor, news: News, taken: frozenset[str]) -> Version:
    then = None if news.then is None else news.then.content
    kind = KINDS[news.document.kind]
    try:
        content = merged(kind, then=then, now=news.now.content, ours=news.ours.content, taken=taken)
    except DoNotFit as error:
        raise SharingRefused(PARTS_DO_NOT_FIT) from error
    draft = save_draft(actor=actor, document=news.document, content=content, source=news.ours.source)
    for approved in news.document.versions.filter(state=VersionState.APPROVED):
        set_aside(actor=actor, version=approved)
    return draft


def _newest(original_id: int) -> Version | None:
    published = Version.objects.filter(document=original_id, state=VersionState.VALID)
    return published.order_by("-valid_from").first()
