"""The calendar somebody subscribes to: its text for a place, kept in the process so that programs get it at once.

A program asks for its feed several times a day and the answer changes a few times a year. A feed is kept under a mark that
names everything it depends on: what was published, what was asked, the language, and the month (rounds that were cancelled
leave the text after some weeks). Nothing about a person is in it.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from samveita.tools.waste_calendar import feed
from samveita.tools.waste_calendar.asking import Chosen
from samveita.tools.waste_calendar.disturbing import disturbances
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.places import Zones
from samveita.tools.waste_calendar.published import PublishedCalendar

MOST_FEEDS_KEPT = 2048
ENDED_STAYS_DAYS = 62
"""How long an edition that has ended stays in the feed."""


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed ready to send: its octets, its ETag, and when what it tells last changed."""

    content: bytes
    etag: str
    changed_at: datetime


_feeds: OrderedDict[str, KeptFeed] = OrderedDict()
_lock = Lock()


def kept_feed(mark: str) -> KeptFeed | None:
    """Return the feed kept under a mark."""
    with _lock:
        found = _feeds.get(mark)
        if found is not None:
            _feeds.move_to_end(mark)
    return found


def keep_feed(mark: str, made: KeptFeed) -> KeptFeed:
    """Keep a feed under a mark; the one asked for longest ago gives way."""
    with _lock:
        _feeds[mark] = made
        while len(_feeds) > MOST_FEEDS_KEPT:
            _feeds.popitem(last=False)
    return made


def forget() -> None:
    """Keep no feed any more."""
    with _lock:
        _feeds.clear()


def options_from(query: Mapping[str, str], language: str) -> feed.FeedOptions:
    """Read the subscriber's choices; a kind of waste nobody knows is left out."""
    known = {code.value for code in FractionCode}
    wanted = frozenset(FractionCode(one) for one in query.get("flokkar", "").split(",") if one in known)
    return feed.FeedOptions(
        language=language, fractions=wanted, with_alarm=query.get("aminning") == "kvoldid-adur"
    )


def feed_of(
    calendar: PublishedCalendar, chosen: Chosen, options: feed.FeedOptions, *, address: str, on: date
) -> KeptFeed | None:
    """Return the feed of a place; None when no edition is certain about it.

    Args:
        calendar: what the municipality has published.
        chosen: the place, after which the feed is called.
        options: the subscriber's choices.
        address: the address of the calendar's page.
        on: the day it is asked for; editions that ended two months before it are left out, save the last.
    """
    since = on - timedelta(days=ENDED_STAYS_DAYS)
    editions = [one for one in calendar.as_published if one.valid_to >= since] or calendar.as_published[-1:]
    parts = [(edition, zones) for edition in editions if isinstance(zones := chosen.zones_in(edition), Zones)]
    if not parts:
        return None
    text = feed.written(
        parts,
        made_at=calendar.published_at,
        place=chosen.label,
        address=address,
        options=options,
        disturbances=disturbances(editions, calendar.told),
        as_of=on.replace(day=1),
    )
    content = text.encode()
    return KeptFeed(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"', calendar.published_at)
