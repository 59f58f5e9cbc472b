"""``samveita waste-calendar next|check|ics CALENDAR.json``: a calendar file asked, checked or written as iCalendar.

Works from the file alone, without database, network or Django; ``check`` also reads the country's addresses from the file
that ``samveita addresses build`` makes, if it is there. JSON or iCalendar goes to standard output and nothing else does;
what can't be read is told on standard error with exit code 2. After an edition ends the answer to ``next`` is null for
each stream, and standard error says that the next days are not published yet.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final, NoReturn

from samveita.iceland.addresses import AddressBook, AddressFileMissing
from samveita.iceland.clock import today
from samveita.tools.waste_calendar import feed
from samveita.tools.waste_calendar.checking import check
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.model import CalendarEdition
from samveita.tools.waste_calendar.places import Ambiguous, Container, Nowhere, Place, Zones, find, of_area
from samveita.tools.waste_calendar.reading import CalendarFileError, read_calendar
from samveita.tools.waste_calendar.rounds import next_days

BAD_INPUT: Final = 2
LANGUAGES: Final = ("is", "en", "pl")


class _RefusedError(ValueError):
    """The question can't be answered; the message says where and why."""


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals are ours: one line on standard error, exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise _RefusedError(f"{message}\n{self.format_usage().strip()}")


def main(argv: list[str]) -> int:
    """Run the command and return the exit code: 0, or 2 when something can't be read or answered."""
    try:
        chosen = _parser().parse_args(argv)
        edition = _read(chosen.calendar)
        written = {"next": _next, "check": _check, "ics": _ics}[chosen.command](edition, chosen)
    except (_RefusedError, CalendarFileError) as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    except SystemExit as done:
        return int(done.code or 0)
    sys.stdout.buffer.write(written.encode())  # UTF-8 whatever the terminal's locale
    sys.stdout.flush()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="samveita waste-calendar", description="Waste calendars from files.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    asked = commands.add_parser("next", help="the next collection of each stream, as JSON")
    asked.add_argument("calendar", type=Path, help="a calendar file (samveita-waste-calendar/1)")
    where = asked.add_mutually_exclusive_group(required=True)
    where.add_argument("--street", help="a street or farm as in the calendar")
    where.add_argument("--zone", help="a zone's id or name")
    asked.add_argument("--village", default="", help="the village, when a street name is in several")
    asked.add_argument("--postcode", default="", help="the postcode")
    asked.add_argument("--number", type=int, help="the house number")
    asked.add_argument(
        "--container", choices=[one.value for one in Container], default="bins", help="what is emptied"
    )
    asked.add_argument("--rural", action="store_true", help="the dwelling is served on the rural round")
    asked.add_argument("--as-of", required=True, help="the day asked about, as 2026-01-31")
    checked = commands.add_parser("check", help="what looks wrong, as a JSON list")
    checked.add_argument("calendar", type=Path, help="a calendar file")
    checked.add_argument("--as-of", help="the day it is read, for what is running out; today without it")
    checked.add_argument("--language", choices=LANGUAGES, default="en", help="language of the messages")
    written = commands.add_parser("ics", help="the calendar of a zone, as iCalendar")
    written.add_argument("calendar", type=Path, help="a calendar file")
    written.add_argument("--zone", required=True, help="a zone's id or name")
    written.add_argument("--language", choices=LANGUAGES, default="is", help="language of the events")
    written.add_argument(
        "--fraction", action="append", default=[], choices=[one.value for one in FractionCode]
    )
    written.add_argument("--alarm", action="store_true", help="a reminder at 20:00 the evening before")
    return parser


def _read(path: Path) -> CalendarEdition:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise _RefusedError(f"{path} can't be read: {error}") from error
    try:
        return read_calendar(content)
    except CalendarFileError as error:
        raise CalendarFileError("\n".join(f"{path}: {line}" for line in str(error).splitlines())) from error


def _next(edition: CalendarEdition, chosen: argparse.Namespace) -> str:
    on = _day(chosen.as_of, "--as-of")
    if chosen.zone is not None:
        found: Zones | Ambiguous = _zone(edition, chosen.zone)
    else:
        found = _street(edition, chosen)
    if isinstance(found, Ambiguous):
        return _json({"zones": list(found.candidates)})
    days = {
        stream.id: next_days(edition, zone, on)
        for stream in edition.streams
        if (area := found.by_stream.get(stream.id)) and (zone := stream.zone(area))
    }
    for stream_id, round_days in days.items():
        if round_days is None:
            sys.stderr.write(f"{stream_id}: not published yet after {edition.valid_to}\n")
    return _json(
        {
            "zone": found.single or found.by_stream,
            "streams": {
                key: None if value is None else [day.isoformat() for day in value]
                for key, value in days.items()
            },
        }
    )


def _street(edition: CalendarEdition, chosen: argparse.Namespace) -> Zones | Ambiguous:
    place = Place(
        street=chosen.street,
        village=chosen.village,
        postcode=chosen.postcode,
        number=chosen.number,
        container=Container(chosen.container),
        is_rural=chosen.rural,
    )
    found = find(edition, place)
    if isinstance(found, Nowhere):
        if not any(area.rules for area in edition.areas):
            raise _RefusedError("--street: this calendar lists no streets; ask with --zone")
        raise _RefusedError(f"--street: {chosen.street!r} is in no zone{_perhaps(found)}")
    return found


def _zone(edition: CalendarEdition, wanted: str) -> Zones:
    found = of_area(edition, wanted)
    if isinstance(found, Nowhere):
        raise _RefusedError(f"--zone: {wanted!r} is not a zone of this calendar{_perhaps(found)}")
    return found


def _check(edition: CalendarEdition, chosen: argparse.Namespace) -> str:
    on = today() if chosen.as_of is None else _day(chosen.as_of, "--as-of")
    book, reason = None, ""
    try:
        book = AddressBook()
    except AddressFileMissing as missing:
        reason = str(missing)
    found = check(edition, on=on, book=book, why_no_book=reason)
    return _json([one.as_json(chosen.language) for one in found])


def _ics(edition: CalendarEdition, chosen: argparse.Namespace) -> str:
    zones = _zone(edition, chosen.zone)
    area = edition.area(next(iter(zones.by_stream.values())))
    made = edition.source.as_of or edition.valid_from
    options = feed.FeedOptions(
        language=chosen.language,
        fractions=frozenset(FractionCode(one) for one in chosen.fraction),
        with_alarm=chosen.alarm,
    )
    return feed.written(
        [(edition, zones)], made_at=datetime.combine(made, time(), UTC), place=area.name, options=options
    )


def _day(written: str, name: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _RefusedError(f"{name}: {written!r} is not a day written as 2026-01-31") from None


def _perhaps(nowhere: Nowhere) -> str:
    return f"; perhaps {', '.join(nowhere.similar)}" if nowhere.similar else ""


def _json(value: dict[str, Any] | Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
