"""The calendar somebody subscribes to: its text for a place, kept in the process so that the next program gets it at once.

A feed is the same for everyone in a zone who chose the same; it is kept by what was published, the zones, the choices and
the month (cancelled rounds leave the text after some weeks).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from samveita.tools.waste_calendar import feed
from samveita.tools.waste_calendar.asking import Chosen
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.places import Zones
from samveita.tools.waste_calendar.published import PublishedCalendar

MOST_FEEDS_KEPT = 2048


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed ready to send: its octets, its ETag, and when what it tells last changed."""

    content: bytes
    etag: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What a feed is written from; equal to another by its key alone, which names everything that decides the text."""

    key: str
    parts: tuple[tuple[CalendarEdition, Zones], ...]
    made_at: datetime
    place: str
    address: str
    options: feed.FeedOptions
    as_of: date

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Work) and other.key == self.key


def options_from(query: Mapping[str, str], language: str) -> feed.FeedOptions:
    """Read the subscriber's choices; a kind of waste nobody knows is left out."""
    known = {code.value for code in FractionCode}
    wanted = frozenset(FractionCode(one) for one in query.get("flokkar", "").split(",") if one in known)
    return feed.FeedOptions(
        language=language, fractions=wanted, with_alarm=query.get("aminning") == "kvoldid-adur"
    )


def feed_of(
    calendar: PublishedCalendar,
    chosen: Chosen,
    options: feed.FeedOptions,
    *,
    address: str,
    place: str,
    on: date,
) -> KeptFeed | None:
    """Return the feed of a place; None when no edition is certain about it.

    Args:
        calendar: what the municipality has published.
        chosen: the place.
        options: the subscriber's choices.
        address: the address of the calendar's page.
        place: what the feed is called after.
        on: the day it is asked for.
    """
    parts = tuple(
        (edition, zones)
        for edition in calendar.editions
        if isinstance(zones := chosen.zones_in(edition), Zones)
    )
    if not parts:
        return None
    areas = "|".join(f"{key}:{area}" for _edition, zones in parts for key, area in zones.by_stream.items())
    kinds = ",".join(sorted(options.fractions))
    key = f"{calendar.mark}\n{areas}\n{options.language}\n{kinds}\n{options.with_alarm}\n{address}\n{place}\n{on:%Y-%m}"
    return _kept(_Work(key, parts, calendar.published_at, place, address, options, on.replace(day=1)))


@lru_cache(maxsize=MOST_FEEDS_KEPT)
def _kept(work: _Work) -> KeptFeed:
    text = feed.written(
        work.parts,
        made_at=work.made_at,
        place=work.place,
        address=work.address,
        options=work.options,
        as_of=work.as_of,
    )
    content = text.encode()
    return KeptFeed(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"', work.made_at)
