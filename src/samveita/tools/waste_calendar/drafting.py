"""The verbs of the planner: begin a draft, keep a change, confirm the days, approve and publish, set aside.

A draft is a shared document like any other (``ground/sharing``); these verbs add what is a calendar's own. Rounds of a
corrected edition keep the numbers residents' calendars know them by. Days are approved only when a person has confirmed
them as they stand. A correction holds from today and several may be made in one day, so a version's first day is the first
that is free; the edition itself names the days it covers.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import pack
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.verbs import approve, publish, save_draft, set_aside, start
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import published
from samveita.tools.waste_calendar.declaration import CALENDARS, KEY
from samveita.tools.waste_calendar.editing import EditRefused
from samveita.tools.waste_calendar.editions import days_of
from samveita.tools.waste_calendar.model import CalendarEdition, Confirmation
from samveita.tools.waste_calendar.revising import carried_over
from samveita.tools.waste_calendar.rounds import numbered

DAYS_CONFIRMED = register_event(
    EventType(
        name="waste_calendar.days_confirmed",
        sentence=Text(
            is_="{who} staðfesti daga sorphirðudagatals.",
            en="{who} confirmed the days of a waste calendar.",
            pl="{who} – potwierdzono dni kalendarza odbioru odpadów.",
        ),
        visible_to_resident=False,
    )
)
CHANGED_MEANWHILE = Text(
    is_="Einhver annar hefur breytt drögunum. Skoðaðu þau eins og þau eru núna og gerðu breytinguna aftur.",
    en="Somebody else has changed the draft. Look at it as it stands now and make your change again.",
    pl="Ktoś inny zmienił wersję roboczą. Obejrzyj ją i wprowadź zmianę ponownie.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a municipality's planner begins with.

    Attributes:
        version: the open draft, or the version that is approved and not published; ``None`` without either.
        editions: what is published.
    """

    document: SharedDocument | None
    version: Version | None
    editions: published.PublishedCalendar | None

    @property
    def edition(self) -> CalendarEdition | None:
        """The edition being planned."""
        content = None if self.version is None else self.version.content
        return content if isinstance(content, CalendarEdition) else None

    @property
    def mark(self) -> str:
        """Names the draft as it stands, so that nobody overwrites what somebody else has saved meanwhile."""
        return "-" if self.edition is None else mark_of(self.edition)

    @property
    def newest(self) -> CalendarEdition | None:
        """The published edition that ends last."""
        return None if self.editions is None else self.editions.as_published[-1]

    def corrects(self) -> bool:
        """Whether the draft corrects an edition that is published."""
        return self.edition is not None and _before(self.editions, self.edition) is not None


def mark_of(edition: CalendarEdition) -> str:
    """Return a name for an edition's content."""
    return hashlib.sha256(json.dumps(pack(edition), sort_keys=True).encode()).hexdigest()[:20]


def standing(place: Organisation) -> Standing:
    """Return what a municipality's planner begins with."""
    document = SharedDocument.objects.filter(kind=CALENDARS.name, key=KEY, owner=place).first()
    version = None
    if document is not None:
        waiting = document.versions.filter(state__in=[VersionState.DRAFT, VersionState.APPROVED])
        version = waiting.order_by("-number").first()
    return Standing(document, version, published.published_editions(place))


def keep(*, actor: Actor, place: Organisation, edition: CalendarEdition, seen: str) -> Version:
    """Save an edition as the municipality's draft; what was approved and not published is set aside for it.

    Raises:
        NotAllowed: when the actor may not.
        EditRefused: when somebody else has saved since ``seen``.
    """
    with transaction.atomic():
        document = start(actor=actor, kind=CALENDARS.name, key=KEY, owner=place, title=CALENDARS.title)
        SharedDocument.objects.select_for_update().get(pk=document.pk)
        stand = standing(place)
        if stand.mark != seen:
            raise EditRefused(CHANGED_MEANWHILE)
        source = SourceNote(
            title=edition.source.title, url=_address(edition.source.where), as_of=edition.source.as_of
        )
        kept = _followed(stand.editions, edition)
        version = save_draft(actor=actor, document=document, content=kept, source=source)
        for approved in document.versions.filter(state=VersionState.APPROVED):
            set_aside(actor=actor, version=approved)
    return version


def _address(where: str) -> str:
    return where if where.startswith(("https://", "http://")) else ""


def _before(editions: published.PublishedCalendar | None, edition: CalendarEdition) -> CalendarEdition | None:
    known = () if editions is None else editions.as_published
    return next((one for one in known if one.valid_from == edition.valid_from), None)


def _followed(editions: published.PublishedCalendar | None, edition: CalendarEdition) -> CalendarEdition:
    """Number the rounds anew, or follow those residents know when a published edition is corrected."""
    before = _before(editions, edition)
    streams = tuple(
        stream.model_copy(
            update={
                "zones": tuple(
                    zone.model_copy(update={"rounds": numbered(zone.dates)}) for zone in stream.zones
                )
            }
        )
        for stream in edition.streams
    )
    fresh = edition.model_copy(update={"streams": streams})
    kept = fresh if before is None else _in_known_areas(carried_over(before, fresh))
    return CalendarEdition.model_validate(kept.model_dump())


def _in_known_areas(edition: CalendarEdition) -> CalendarEdition:
    """Leave out the cancelled rounds of an area that is gone altogether: nobody can ask for its calendar any longer."""
    known = {area.id for area in edition.areas}
    streams = tuple(
        stream.model_copy(update={"zones": tuple(zone for zone in stream.zones if zone.area in known)})
        for stream in edition.streams
    )
    return edition.model_copy(update={"streams": streams})


def confirm(*, actor: Actor, place: Organisation, seen: str) -> Version:
    """Say that the draft's days are those that will be driven; the edition keeps who said so and when.

    Raises:
        NotAllowed: when the actor may not.
        EditRefused: when there is no draft, or somebody else has saved since ``seen``.
    """
    with transaction.atomic():
        edition = standing(place).edition
        if edition is None:
            raise EditRefused(CHANGED_MEANWHILE)
        confirmed = edition.model_copy(
            update={
                "is_proposal": False,
                "confirmed": Confirmation(person=actor.human, at=clock.now()),
            }
        )
        version = keep(actor=actor, place=place, edition=confirmed, seen=seen)
        record(
            DAYS_CONFIRMED,
            actor=actor,
            target=Target("shared_document", version.document.uid),
            office=place.uid,
        )
    return version


def approve_draft(*, actor: Actor, place: Organisation, seen: str) -> Version:
    """Approve the draft; sharing refuses when days are not confirmed or a second person is wanted.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: as in ``sharing.approve``.
        EditRefused: when the draft is another than the one that was seen.
    """
    return approve(actor=actor, version=_seen(place, seen))


def publish_approved(*, actor: Actor, place: Organisation, seen: str) -> Version:
    """Publish the approved edition; it is shown at once, and the edition before it until the new one begins.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when it is not approved.
        EditRefused: when the draft is another than the one that was seen.
    """
    version = _seen(place, seen)
    with transaction.atomic():
        first = _free_day(version)
        done = publish(actor=actor, version=version, valid_from=first)
        transaction.on_commit(published.forget)
    return done


def drop_draft(*, actor: Actor, place: Organisation, seen: str) -> Version:
    """Set the draft aside; what is published goes on.

    Raises:
        NotAllowed: when the actor may not.
        EditRefused: when the draft is another than the one that was seen.
    """
    return set_aside(actor=actor, version=_seen(place, seen))


def _seen(place: Organisation, seen: str) -> Version:
    stand = standing(place)
    if stand.version is None or stand.mark != seen:
        raise EditRefused(CHANGED_MEANWHILE)
    return stand.version


def _free_day(version: Version) -> date:
    """Return the first day from the edition's on that no other version begins."""
    content = version.content
    if not isinstance(content, CalendarEdition):
        raise TypeError(f"version {version.uid} is no waste calendar")
    first, _last = days_of(content)
    taken = set(
        version.document.versions.filter(state=VersionState.VALID).values_list("valid_from", flat=True)
    )
    while first in taken:
        first += timedelta(days=1)
    return first
