"""Reads tables people already have – a CSV file, cells pasted from a spreadsheet or a web page – into a draft calendar.

Each column gets a role; what the columns don't say is said once for all rows. Days are read as people write them
(``typed_days``). A list in the table takes the place of the draft's list for the same bins and zone, and nothing else is
touched. A row that can't be read is named by its line and left out. Nothing is stored here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from samveita.iceland.alphabet import folded
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar import editing
from samveita.tools.waste_calendar.editing import EditRefused
from samveita.tools.waste_calendar.model import (
    AreaKind,
    CalendarEdition,
    ExceptionReason,
    Parity,
    PlaceRule,
)
from samveita.tools.waste_calendar.typed_days import NotADay, read_days

LARGEST_TABLE = 500_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60
DELIMITERS = "\t;|,"
UNSAFE = "=+-@\t\r"


class Role(StrEnum):
    """What a column holds."""

    SKIP = "skip"
    ZONE = "zone"
    STREAM = "stream"
    DAYS = "days"
    DAYS_OF_STREAM = "days_of_stream"
    DAYS_OF_ZONE = "days_of_zone"
    STREET = "street"
    VILLAGE = "village"
    POSTCODE = "postcode"
    FIRST = "first"
    LAST = "last"
    PARITY = "parity"
    EXCEPT = "except"
    POINTS = "points"


HEADINGS = {
    Role.ZONE: ("svaedi", "hverfi", "zone", "area"),
    Role.STREAM: ("tunnur", "tunna", "flokkur", "urgangsflokkur", "stream"),
    Role.DAYS: ("dagur", "dagar", "dagsetning", "losun", "losunardagar", "date", "dates"),
    Role.STREET: ("gata", "heiti", "baer", "gata eda baer", "street"),
    Role.VILLAGE: ("byggd", "stadur", "place"),
    Role.POSTCODE: ("postnumer", "pnr", "postcode"),
    Role.FIRST: ("fra", "fra nr", "from"),
    Role.LAST: ("til", "til nr", "to"),
    Role.PARITY: ("husnumer", "parity"),
    Role.EXCEPT: ("undanskilid", "except"),
    Role.POINTS: ("hnitnumer", "points"),
}
PARITY_WORDS = {"oddatolur": Parity.ODD, "odd": Parity.ODD, "slettar tolur": Parity.EVEN, "even": Parity.EVEN}


def _t(is_: str, en: str, pl: str) -> Text:
    return Text(is_=is_, en=en, pl=pl)


NO_ZONE = _t("Svæðið vantar.", "The zone is missing.", "Brakuje strefy.")
NO_STREAM = _t("Tunnurnar vantar.", "The bins are missing.", "Brakuje pojemników.")
UNKNOWN_ZONE = _t(
    "Svæðið „{name}“ er ekki í drögunum.",
    "The zone {name!r} is not in the draft.",
    "Strefy „{name}” nie ma w wersji roboczej.",
)
UNKNOWN_STREAM = _t(
    "Tunnurnar „{name}“ eru ekki í drögunum.",
    "The bins {name!r} are not in the draft.",
    "Pojemników „{name}” nie ma w wersji roboczej.",
)
BAD_STREET = _t(
    "Línan lýsir engri götu, póstnúmeri eða hnitnúmeri.",
    "The row gives no street, postcode or point number.",
    "Wiersz nie podaje ulicy, kodu ani numeru punktu.",
)
TOO_LARGE = _t("Taflan er of stór.", "The table is too large.", "Tabela jest za duża.")
EMPTY = _t("Taflan er tóm.", "The table is empty.", "Tabela jest pusta.")
NO_ROLE = _t(
    "Veldu dálk með dögum eða dálk með götum.",
    "Choose a column with days or a column with streets.",
    "Wybierz kolumnę z dniami lub z ulicami.",
)


class TableRefused(ValueError):
    """A table that can't be taken at all; ``reason`` is written for the person at the page."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they were pasted, each row with the line it begins on; all rows have the same number of cells."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What the columns hold, and what holds for every row."""

    roles: tuple[Role, ...]
    has_heading: bool = True
    stream: str = ""
    zone: str = ""
    makes_missing: bool = False


@dataclass(slots=True)
class Read:
    """What a table gave: the draft with it, problems by line, and how many days and streets were read for what."""

    edition: CalendarEdition
    problems: list[tuple[int, Text]] = field(default_factory=list)
    days: dict[tuple[str, str], list[date]] = field(default_factory=dict)
    streets: dict[str, list[PlaceRule]] = field(default_factory=dict)


def read_table(text: str) -> Table:
    """Split a pasted table or a CSV file into cells.

    Raises:
        TableRefused: when it is empty or too large.
    """
    if len(text) > LARGEST_TABLE:
        raise TableRefused(TOO_LARGE)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text.replace("\ufeff", "")), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((begins, [_plain(cell) for cell in row[:MOST_COLUMNS]]))
            begins = reader.line_num + 1
    except csv.Error:
        raise TableRefused(TOO_LARGE) from None
    if not rows:
        raise TableRefused(EMPTY)
    if len(rows) > MOST_ROWS:
        raise TableRefused(TOO_LARGE)
    width = max(len(row) for _line, row in rows)
    return Table(tuple((line, tuple(row + [""] * (width - len(row)))) for line, row in rows))


def _plain(cell: str) -> str:
    """Return a cell without the mark that keeps spreadsheets from reading it as a formula."""
    cell = cell.replace("\u00a0", " ").strip()
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in UNSAFE else cell


def _delimiter(text: str) -> str:
    """Return what separates cells: the first of tab, semicolon, bar and comma that most lines have."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    for mark in DELIMITERS:
        if lines and 2 * sum(mark in line for line in lines) > len(lines):
            return mark
    return "\t"


def guessed(table: Table, edition: CalendarEdition) -> Mapping:
    """Return what the headings say the columns hold; a heading that is a zone or bins of the draft holds their days."""
    heading = table.rows[0][1]
    roles = tuple(_role(cell, edition) for cell in heading)
    has_heading = any(role is not Role.SKIP for role in roles)
    if not has_heading:
        roles = tuple(_of_content(table, number) for number in range(table.width))
    return Mapping(roles=roles, has_heading=has_heading)


def _role(cell: str, edition: CalendarEdition) -> Role:
    key = folded(cell)
    for role, names in HEADINGS.items():
        if key in names:
            return role
    if _stream_id(edition, cell):
        return Role.DAYS_OF_STREAM
    return Role.DAYS_OF_ZONE if _area_id(edition, cell) else Role.SKIP


def _of_content(table: Table, number: int) -> Role:
    """Return days for a column in which most cells read as days."""
    cells = [row[number] for _line, row in table.rows[:50] if row[number]]
    first, last = date(2000, 1, 1), date(2000, 12, 31)
    readable = 0
    for cell in cells:
        try:
            readable += bool(read_days(_without_weekday(cell), first=first, last=last))
        except NotADay:
            continue
    return Role.DAYS if cells and 2 * readable > len(cells) else Role.SKIP


def _without_weekday(cell: str) -> str:
    return (
        cell[cell.index(next(one for one in cell if one.isdigit())) :]
        if any(map(str.isdigit, cell))
        else cell
    )


def _area_id(edition: CalendarEdition, name: str) -> str:
    key = folded(name)
    return next((one.id for one in edition.areas if key and key in {folded(one.id), folded(one.name)}), "")


def _stream_id(edition: CalendarEdition, name: str) -> str:
    key = folded(name)
    return next(
        (one.id for one in edition.streams if key and key in {folded(one.id), folded(one.name.is_)}), ""
    )


def taken_in(edition: CalendarEdition, table: Table, mapping: Mapping) -> Read:
    """Return the draft with a table in it, and what could not be read.

    Raises:
        TableRefused: when no column holds days or streets.
    """
    of_days = {Role.DAYS, Role.DAYS_OF_STREAM, Role.DAYS_OF_ZONE}
    of_places = {Role.STREET, Role.POSTCODE, Role.POINTS}
    if not (of_days | of_places) & set(mapping.roles):
        raise TableRefused(NO_ROLE)
    read = Read(edition)
    heading = table.rows[0][1] if mapping.has_heading else ("",) * table.width
    for line, cells in table.rows[1 if mapping.has_heading else 0 :]:
        try:
            if of_days & set(mapping.roles):
                _read_days(read, heading, cells, mapping)
            else:
                _read_street(read, cells, mapping)
        except (NotADay, TableRefused, EditRefused) as wrong:
            read.problems.append((line, wrong.reason))
    try:
        for (stream, area), dates in read.days.items():
            read.edition = editing.days_listed(
                read.edition, stream, area, dates, reason=ExceptionReason.OTHER
            )
        for area, rules in read.streets.items():
            read.edition = editing.with_rules(read.edition, area, rules)
    except EditRefused as refused:
        raise TableRefused(refused.reason) from None
    return read


def _cell(cells: Sequence[str], mapping: Mapping, role: Role) -> str:
    return next((cell for cell, own in zip(cells, mapping.roles, strict=False) if own is role and cell), "")


def _read_days(read: Read, heading: Sequence[str], cells: Sequence[str], mapping: Mapping) -> None:
    """Read the days of one row: every cell of every column that holds days."""
    own_zone = _cell(cells, mapping, Role.ZONE) or mapping.zone
    own_stream = _cell(cells, mapping, Role.STREAM) or mapping.stream
    first, last = read.edition.valid_from, read.edition.valid_to
    for name, cell, role in zip(heading, cells, mapping.roles, strict=False):
        if role not in {Role.DAYS, Role.DAYS_OF_STREAM, Role.DAYS_OF_ZONE} or not cell:
            continue
        days = read_days(cell, first=first, last=last)
        stream = _stream(read, name if role is Role.DAYS_OF_STREAM else own_stream, mapping)
        area = _area(read, name if role is Role.DAYS_OF_ZONE else own_zone, mapping)
        if read.edition.stream(stream).zone(area) is None:
            served = [one.id for one in read.edition.streams if one.zone(area) is not None]
            read.edition = editing.streams_served(read.edition, area, [*served, stream])
        read.days.setdefault((stream, area), []).extend(days)


def _area(read: Read, name: str, mapping: Mapping) -> str:
    name = " ".join(name.split())
    if not name:
        raise TableRefused(NO_ZONE)
    known = _area_id(read.edition, name)
    if known:
        return known
    if not mapping.makes_missing:
        raise TableRefused(UNKNOWN_ZONE.format(name=name[:60]))
    read.edition = editing.area_added(read.edition, name=name[:120], kind=AreaKind.URBAN, streams=())
    return read.edition.areas[-1].id


def _stream(read: Read, name: str, mapping: Mapping) -> str:
    name = " ".join(name.split())
    if not name:
        raise TableRefused(NO_STREAM)
    known = _stream_id(read.edition, name)
    if known:
        return known
    if not mapping.makes_missing:
        raise TableRefused(UNKNOWN_STREAM.format(name=name[:60]))
    text = Text(is_=name[:120], en=name[:120], pl=name[:120])
    read.edition = editing.stream_added(read.edition, name=text, fractions=())
    return read.edition.streams[-1].id


def _read_street(read: Read, cells: Sequence[str], mapping: Mapping) -> None:
    area = _area(read, _cell(cells, mapping, Role.ZONE) or mapping.zone, mapping)
    points = [one for one in _cell(cells, mapping, Role.POINTS).replace(",", " ").split() if one.isdecimal()]
    name, village = _cell(cells, mapping, Role.STREET), _cell(cells, mapping, Role.VILLAGE)
    if not village:
        name, _dash, village = (part.strip() for part in name.partition(" - "))
    first, last = _cell(cells, mapping, Role.FIRST), _cell(cells, mapping, Role.LAST)
    try:
        rule = PlaceRule(
            name=name,
            place=village,
            postcode=_cell(cells, mapping, Role.POSTCODE),
            first=int(first) if first else None,
            last=int(last) if last else None,
            parity=PARITY_WORDS.get(folded(_cell(cells, mapping, Role.PARITY)), Parity.ALL),
            points=tuple(int(one) for one in points),
            include=folded(_cell(cells, mapping, Role.EXCEPT)) not in {"ja", "x", "1", "yes"},
        )
    except ValueError:
        raise TableRefused(BAD_STREET) from None
    read.streets.setdefault(area, []).append(rule)


def without_empty_beginnings(edition: CalendarEdition) -> CalendarEdition:
    """Return a first calendar without the zones and bins it began with, once others have come in their place."""
    used = {zone.area for stream in edition.streams for zone in stream.zones if zone.dates}
    used |= {area.id for area in edition.areas if area.rules}
    for area in edition.areas:
        if used and area.id not in used:
            edition = editing.area_removed(edition, area.id)
    driven = {stream.id for stream in edition.streams if any(zone.dates for zone in stream.zones)}
    for stream in edition.streams:
        if driven and stream.id not in driven:
            edition = editing.stream_removed(edition, stream.id)
    return edition
