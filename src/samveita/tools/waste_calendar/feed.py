"""Writes a calendar as iCalendar text (RFC 5545, RFC 7986) that Google, Apple and Outlook subscribe to.

One all-day event for each unbroken run of days in a round, written out one by one: days of collection depart from every
rule, and programs differ in how they read exceptions to a rule. All-day events carry no clock time and so need no time
zone. ``DTEND`` is the day after the last. A round keeps its UID when it moves, ``SEQUENCE`` tells that it did, and a
cancelled round stays as ``STATUS:CANCELLED`` so that programs that keep old events take it away. The text is written
directly: the same edition gives the same bytes, which caches and ETags rest on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from samveita.iceland.alphabet import folded
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.fractions import FractionCode
from samveita.tools.waste_calendar.model import CalendarEdition, Round, RoundStatus, Stream
from samveita.tools.waste_calendar.places import Zones

PRODUCT = "-//Samveita//Sorphirdudagatal 1//IS"
DOMAIN = "sorphirdudagatal.samveita"
REFRESH = "PT12H"
CANCELLED_STAYS_DAYS = 42
LINE_OCTETS = 75
ALARM_BEFORE = "-PT4H"
"""The evening before at 20:00, counted from the midnight an all-day event begins with."""

_SPECIAL = re.compile(r"([\\;,])")
_ONE_DAY = timedelta(days=1)

COLLECTION = Text(is_="Losun", en="Collection", pl="Odbiór")
CALENDAR_NAME = Text(
    is_="Sorphirða – {place}", en="Waste collection – {place}", pl="Odbiór odpadów – {place}"
)
KINDS_LINE = Text(
    is_="Úrgangsflokkar: {kinds}.", en="Kinds of waste: {kinds}.", pl="Rodzaje odpadów: {kinds}."
)
MORE_DAYS_LINE = Text(
    is_="Losunin getur tekið fleiri en einn dag. Hafðu ílátin aðgengileg allan tímann.",
    en="The collection may take more than one day. Keep the bins accessible throughout.",
    pl="Odbiór może potrwać więcej niż jeden dzień. Pojemniki powinny być dostępne przez cały ten czas.",
)
SOURCE_LINE = Text(is_="Heimild: {source}", en="Source: {source}", pl="Źródło: {source}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """What the subscriber chose: language, kinds of waste (none means all), a reminder the evening before."""

    language: str = "is"
    fractions: frozenset[FractionCode] = frozenset()
    with_alarm: bool = False


DEFAULT_OPTIONS = FeedOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """What notices do to one round of an edition (named by its first day).

    Attributes:
        message: what the resident reads; None once every notice was withdrawn.
        version: how often notices about the round were written, changed or withdrawn.
        days: the days it is driven; None when it is cancelled, the round's own days when it is only told about.
        most_runs: into how many events the round has been divided at most; those that are gone are cancelled.
    """

    edition: date
    stream: str
    area: str
    round_number: int
    message: Text | None
    version: int
    days: tuple[date, ...] | None
    most_runs: int = 1


def written(
    parts: Iterable[tuple[CalendarEdition, Zones]],
    *,
    made_at: datetime,
    place: str,
    address: str = "",
    options: FeedOptions = DEFAULT_OPTIONS,
    disturbances: Collection[Disturbance] = (),
    as_of: date | None = None,
) -> str:
    """Return the calendar text of a place for some editions, with CRLF line ends.

    Args:
        parts: the editions to show, oldest first, each with the area of each stream; a round of the same number in two
            editions is two events.
        made_at: when the newest of them was published; stands as ``DTSTAMP`` so that the text is always the same.
        place: what the calendar is called after, such as a street.
        address: the address of the calendar's page, shown in each event.
        options: what the subscriber chose.
        disturbances: notices that change or explain a round.
        as_of: cancelled rounds longer ago than six weeks before this day are left out; all stay when it is None.
    """
    writing = _Writing(
        stamp=_moment(made_at),
        address=address,
        options=options,
        told={(one.edition, one.stream, one.area, one.round_number): one for one in disturbances},
        as_of=as_of,
    )
    name = CALENDAR_NAME.in_language(options.language).format(place=place)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *folded_line(f"NAME:{escaped(name)}"),
        *folded_line(f"X-WR-CALNAME:{escaped(name)}"),
        "X-WR-TIMEZONE:Atlantic/Reykjavik",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for edition, zones in parts:
        for stream in edition.streams:
            area = zones.by_stream.get(stream.id)
            if area is None or (options.fractions and not options.fractions & set(stream.fractions)):
                continue
            lines.extend(_of_stream(edition, stream, area, writing))
    lines.append("END:VCALENDAR\r\n")
    return "\r\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """What holds for the whole text: its stamp, the page's address, the choices, the notices by round."""

    stamp: str
    address: str
    options: FeedOptions
    told: dict[tuple[date, str, str, int], Disturbance]
    as_of: date | None


def _of_stream(edition: CalendarEdition, stream: Stream, area: str, writing: _Writing) -> Iterator[str]:
    zone = stream.zone(area)
    if zone is None:
        return
    common = _common(edition, stream, area, writing)
    as_of = writing.as_of
    for one in zone.rounds:
        is_cancelled = one.status is RoundStatus.CANCELLED
        if is_cancelled and as_of is not None and one.days[-1] < as_of - timedelta(days=CANCELLED_STAYS_DAYS):
            continue
        told = writing.told.get((edition.valid_from, stream.id, area, one.number))
        yield from _of_round(one, common, writing, told)


@dataclass(frozen=True, slots=True)
class _Common:
    """The lines that all events of a stream share, written once."""

    uid: str
    summary: tuple[str, ...]
    single: tuple[str, ...]
    several: tuple[str, ...]
    description: str
    rest: tuple[str, ...]


def _common(edition: CalendarEdition, stream: Stream, area: str, writing: _Writing) -> _Common:
    language = writing.options.language
    kinds = [kind.name.in_language(language) for kind in stream.kinds()] if stream.fractions else []
    source = SOURCE_LINE.in_language(language).format(source=edition.source.title)
    said = [KINDS_LINE.in_language(language).format(kinds=", ".join(kinds))] if kinds else []
    single = "\n".join([*said, source])
    several = "\n".join([*said, MORE_DAYS_LINE.in_language(language), source])
    summary = f"{COLLECTION.in_language(language)}: {_lower_first(stream.name.in_language(language))}"
    categories = ",".join(escaped(kind) for kind in kinds)
    rest = [
        *(folded_line(f"CATEGORIES:{categories}") if kinds else ()),
        *(folded_line(f"URL:{writing.address}") if writing.address else ()),
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    ]
    if writing.options.with_alarm:
        rest += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            *folded_line(f"DESCRIPTION:{escaped(summary)}"),
            f"TRIGGER:{ALARM_BEFORE}",
            "END:VALARM",
        ]
    return _Common(
        uid=_uid_stem(edition.municipality_number, edition.valid_from, stream.id, area),
        summary=tuple(folded_line(f"SUMMARY:{escaped(summary)}")),
        single=tuple(folded_line(f"DESCRIPTION:{escaped(single)}")),
        several=tuple(folded_line(f"DESCRIPTION:{escaped(several)}")),
        description=single,
        rest=tuple(rest),
    )


def _of_round(one: Round, common: _Common, writing: _Writing, told: Disturbance | None) -> Iterator[str]:
    days, sequence, status = one.days, one.sequence, one.status
    description = common.several if len(days) > 1 else common.single
    if told is not None:
        if told.message is not None:
            text = escaped(f"{told.message.in_language(writing.options.language)}\n{common.description}")
            description = tuple(folded_line(f"DESCRIPTION:{text}"))
        sequence += told.version
        if told.days is None:
            status = RoundStatus.CANCELLED
        else:
            days = told.days
    runs = list(_runs(days))
    gone = max(0, told.most_runs - len(runs)) if told is not None else 0
    for number, (first, after) in enumerate([*runs, *runs[-1:] * gone], start=1):
        mark = "" if number == 1 else f".{number}"
        shown = status if number <= len(runs) else RoundStatus.CANCELLED
        yield "BEGIN:VEVENT"
        yield f"UID:{common.uid}-{one.number}{mark}@{DOMAIN}"
        yield f"DTSTAMP:{writing.stamp}"
        yield f"LAST-MODIFIED:{writing.stamp}"
        yield f"SEQUENCE:{sequence}"
        yield f"STATUS:{shown.value.upper()}"
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
        yield from common.summary
        yield from description
        yield from common.rest
        yield "END:VEVENT"


def _runs(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """Yield each unbroken run of days as its first day and the day after its last."""
    first = last = days[0]
    for day in days[1:]:
        if day - last > _ONE_DAY:
            yield first, last + _ONE_DAY
            first = day
        last = day
    yield first, last + _ONE_DAY


@lru_cache(maxsize=4096)
def _uid_stem(number: str, begins: date, stream: str, area: str) -> str:
    """Return the beginning of a UID in plain letters: ``8200-20260101-zone-1-residual-bio``."""
    return "-".join(
        [number, f"{begins:%Y%m%d}", *(folded(part).replace(" ", "-") for part in (area, stream))]
    )


def escaped(text: str) -> str:
    """Escape a text value: backslash, semicolon, comma, line break."""
    return _SPECIAL.sub(r"\\\1", text).replace("\r\n", "\\n").replace("\n", "\\n")


def folded_line(line: str) -> list[str]:
    """Break a line after at most 75 octets, never inside a letter; each further line begins with a space."""
    if len(line) <= LINE_OCTETS and (line.isascii() or len(line.encode()) <= LINE_OCTETS):
        return [line]
    lines, current, octets = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LINE_OCTETS:
            lines.append(current)
            current, octets = " ", 1
        current += letter
        octets += size
    return [*lines, current]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
