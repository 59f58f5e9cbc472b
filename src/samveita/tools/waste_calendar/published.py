"""What a municipality has published: its editions in force, past and coming, read once and kept in the process.

A published version never changes, so its content is kept by its uid; which versions there are is asked again after a few
seconds, so that a correction reaches everyone at once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from samveita.ground.catalogue.adopting import adopted
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.organisations.scope import crossing
from samveita.ground.sharing.models import Version, VersionState
from samveita.ground.sharing.queries import in_force
from samveita.tools.waste_calendar.declaration import CALENDARS, DROP_OFF_SITES, KEY, TOOL
from samveita.tools.waste_calendar.disturbing import Told, as_driven, disturbances
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.models import Disruption
from samveita.tools.waste_calendar.sites import DropOffSites

KEPT_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class PublishedCalendar:
    """The editions of a municipality, oldest first, each in its latest published version.

    Attributes:
        editions: with the days as they will really be: notices of disruption are counted in.
        as_published: with the days as they were published.
        told: the notices, in the order they were written; also those that have ended or were withdrawn.
        published_at: when anything published last changed.
        mark: changes whenever anything published changes.
    """

    editions: tuple[CalendarEdition, ...]
    as_published: tuple[CalendarEdition, ...]
    told: tuple[Told, ...]
    published_at: datetime
    mark: str

    def edition_on(self, day: date) -> CalendarEdition:
        """Return the edition that covers a day, else the last that ended before it, else the first to come."""
        for edition in self.editions:
            if edition.covers(day):
                return edition
        ended = [edition for edition in self.editions if edition.valid_to < day]
        return ended[-1] if ended else self.editions[0]

    def following(self, edition: CalendarEdition) -> CalendarEdition | None:
        """Return the edition after another, when it is published."""
        later = [one for one in self.editions if one.valid_from > edition.valid_to]
        return later[0] if later else None


_kept: dict[int, tuple[float, PublishedCalendar | None]] = {}


def published(municipality: Organisation) -> PublishedCalendar | None:
    """Return what a municipality has published, or None when it has not, or residents can't use the calendar there yet."""
    asked_at, calendar = _kept.get(municipality.pk, (float("-inf"), None))
    if time.monotonic() - asked_at > KEPT_SECONDS:
        calendar = published_editions(municipality) if TOOL in adopted(municipality)[1] else None
        _kept[municipality.pk] = (time.monotonic(), calendar)
    return calendar


def forget() -> None:
    """Ask the database again at the next question; for whoever has just published."""
    _kept.clear()


def published_editions(municipality: Organisation) -> PublishedCalendar | None:
    """Read what a municipality has published, whether or not residents can use the calendar there; None when nothing."""
    rows = Version.objects.filter(
        document__kind=CALENDARS.name,
        document__key=KEY,
        document__owner__in=with_predecessors(municipality),
        state=VersionState.VALID,
    ).values_list("document__owner", "number", "uid", "published_at")
    # After a merger the successor's own document wins over those it inherited; in each, the last version wins.
    in_turn = sorted(rows, key=lambda row: (row[0] == municipality.pk, row[1]))
    latest: dict[date, tuple[UUID, datetime]] = {}
    for _owner, _number, uid, published_at in in_turn:
        if published_at is not None:
            latest[_content(uid).valid_from] = (uid, published_at)
    if not latest:
        return None
    in_order = [latest[day] for day in sorted(latest)]
    editions, told = tuple(_content(uid) for uid, _at in in_order), told_of(municipality)
    changes = disturbances(editions, told)
    return PublishedCalendar(
        editions=tuple(as_driven(edition, changes) for edition in editions),
        as_published=editions,
        told=told,
        published_at=max([*(at for _uid, at in in_order), *(one.changed_at for one in told)]),
        mark="-".join(
            [*(uid.hex[:12] for uid, _at in in_order), *(f"{one.uid.hex[:8]}.{one.version}" for one in told)]
        ),
    )


def told_of(municipality: Organisation) -> tuple[Told, ...]:
    """Return all notices of a municipality about its calendar, in the order they were written."""
    with crossing("what a municipality tells about its calendar is for everyone to know"):
        rows = Disruption.objects.filter(municipality__in=with_predecessors(municipality)).order_by("pk")
        return tuple(
            Told(
                uid=row.uid,
                content=row.content,
                version=row.version,
                ends_on=row.ends_on,
                changed_at=row.withdrawn_at or row.written_at,
                is_withdrawn=row.withdrawn_at is not None,
            )
            for row in rows
        )


@lru_cache(maxsize=512)
def _content(uid: UUID) -> CalendarEdition:
    content = Version.objects.get(uid=uid).content
    if not isinstance(content, CalendarEdition):
        raise TypeError(f"version {uid} is no waste calendar")
    return content


def sites_of(municipality: Organisation, on: date) -> DropOffSites:
    """Return the recycling stations a municipality has published; none when it has not."""
    version = in_force(kind=DROP_OFF_SITES.name, key=KEY, organisation=municipality, on=on)
    content = None if version is None else version.content
    return content if isinstance(content, DropOffSites) else DropOffSites(sites=())
