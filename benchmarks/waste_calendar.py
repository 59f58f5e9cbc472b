"""The waste calendar of an address as iCalendar: our own writer beside the icalendar library, and the whole view.

Goals: 2 ms of server time for an address not asked for before, 0.5 ms for one that was. The view is measured from the
request that has been routed to the finished answer, database included, on an empty SQLite database of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import icalendar

from benchmarks.measuring import Table, in_turns, median, milliseconds, percentile, seconds, times
from samveita.tools.waste_calendar import feed
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.own_calendars import own_calendar
from samveita.tools.waste_calendar.places import Zones, of_area
from samveita.tools.waste_calendar.rounds import driven

ROUNDS = 40
AREA = "zone_4"
MADE_AT = datetime(2026, 2, 26, tzinfo=UTC)
GOAL_COLD, GOAL_KEPT = 0.002, 0.0005
ADDRESSES = 60


def ours(edition: CalendarEdition, zones: Zones) -> bytes:
    """Our writer: text, written directly."""
    return feed.written([(edition, zones)], made_at=MADE_AT, place="Fjölbýli").encode()


def theirs(edition: CalendarEdition, zones: Zones) -> bytes:
    """The same events through the library's objects."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", feed.PRODUCT)
    calendar.add("version", "2.0")
    for stream in edition.streams:
        zone = stream.zone(zones.by_stream.get(stream.id, ""))
        for one in driven(zone) if zone else ():
            event = icalendar.Event()
            event.add("uid", f"{edition.municipality_number}-{stream.id}-{one.number}@{feed.DOMAIN}")
            event.add("dtstamp", MADE_AT)
            event.add("last-modified", MADE_AT)
            event.add("sequence", one.sequence)
            event.add("status", "CONFIRMED")
            event.add("dtstart", one.days[0])
            event.add("dtend", one.days[-1] + timedelta(days=1))
            event.add("summary", f"Losun: {stream.name.is_}")
            event.add("description", f"Heimild: {edition.source.title}")
            event.add("categories", [kind.name.is_ for kind in stream.kinds()])
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def measure() -> Table:
    """Write one address's year both ways in turns, then ask the view for addresses once and again."""
    edition = own_calendar("arborg-2026")
    zones = of_area(edition, AREA)
    if not isinstance(zones, Zones):
        raise TypeError(AREA)
    count = ours(edition, zones).count(b"BEGIN:VEVENT")
    table = Table(
        f"Waste calendar of an address as iCalendar ({count} events, {ROUNDS} rounds)",
        ("median", "p95", "median beside icalendar"),
    )
    taken = in_turns(
        {"our writer": partial(ours, edition, zones), "icalendar library": partial(theirs, edition, zones)},
        rounds=ROUNDS,
    )
    peer = median(taken["icalendar library"])
    for name, values in taken.items():
        table.add(
            name,
            milliseconds(median(values)),
            milliseconds(percentile(values, 0.95)),
            times(peer / median(values)),
        )
    cold, kept = _asked_of_the_view()
    for name, values, goal in (
        ("whole view, address not asked for before", cold, GOAL_COLD),
        ("whole view, the same again", kept, GOAL_KEPT),
    ):
        middle = median(values)
        table.add(name, milliseconds(middle), milliseconds(percentile(values, 0.95)), times(peer / middle))
        table.notes.append(f"Goal {milliseconds(goal)}, {name}: {'met' if middle <= goal else 'not met'}.")
    return table


def _asked_of_the_view() -> tuple[list[float], list[float]]:
    """Return how long the view takes for addresses whose feed is not kept, and for the same once more."""
    with tempfile.TemporaryDirectory(prefix="samveita-bench-") as folder:
        os.environ.update(
            SAMVEITA_MODE="test",
            SAMVEITA_DATA_DIRECTORY=folder,
            SAMVEITA_DATABASE_URL=f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            DJANGO_SETTINGS_MODULE="samveita.project.settings",
        )
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test import RequestFactory

        from samveita.ground.audit.actors import Actor
        from samveita.ground.organisations.loading import load_register
        from samveita.ground.organisations.queries import by_slug
        from samveita.iceland.addresses import AddressBook
        from samveita.tools.waste_calendar import demo, subscription
        from samveita.tools.waste_calendar.web.views import feed_file

        call_command("migrate", verbosity=0)
        load_register(Actor.system("bench"))
        demo.load(lambda _words: None)
        municipality = by_slug("arborg")
        book, requests = AddressBook(), []
        for address in book.search("tryggvagata", municipality_number="8200", limit=ADDRESSES):
            request = RequestFactory().get("/x", {"stadfang": str(address.point_number)})
            request.organisation = municipality  # type: ignore[attr-defined]
            requests.append(request)
        cold, kept = [], []
        feed_file(requests[0], organisation="arborg")
        for request in requests:
            subscription.forget()
            cold.append(seconds(partial(feed_file, request, organisation="arborg")))
            kept.append(seconds(partial(feed_file, request, organisation="arborg")))
        connection.close()
    return cold, kept


def main() -> int:
    """Measure and print."""
    sys.stdout.write(measure().in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
