"""Finding addresses in Iceland: by prefix while somebody types, by street, by point number.

Reads the file that ``address_file`` makes; every answer comes from a range query on a folded key, so "laekj" finds
Lækjargata in a fraction of a millisecond and the database never folds Icelandic itself. An address is identified by its
point number (hnitnúmer) in Staðfangaskrá: that is what a case stores. Names carry nominative and dative, for a letter
says "á Lækjargötu 30".
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from samveita.iceland import address_file
from samveita.iceland.alphabet import folded

DEFAULT_FILE = address_file.DEFAULT_FILE
build_address_file = address_file.build_address_file

_LAST = "\uffff"
_QUERY = re.compile(
    r"(?P<street>[a-z][a-z ]*?) (?P<number>[0-9]{1,4})(?: ?(?P<letter>[a-z]))?(?: (?P<rest>.+))?"
)
_STREET_COLUMNS = "s.id, s.name, s.name_dative, s.postcode, s.place, s.place_dative, s.municipality, s.houses"
_ADDRESS_COLUMNS = (
    "a.point, s.name, s.name_dative, a.number, a.letter, a.addition, s.postcode, s.place, s.place_dative,"
    " s.municipality, a.latitude, a.longitude"
)
_ADDRESS_ORDER = "a.number, a.letter, a.addition, a.point"


class AddressFileMissing(RuntimeError):
    """There is no address file, or one of another version; the message names the command that makes it."""


@dataclass(frozen=True, slots=True)
class Street:
    """A street, or a farm with its own name, in one postcode of one municipality."""

    id: int
    name: str
    name_dative: str
    postcode: str
    place: str
    place_dative: str
    municipality_number: str
    houses: int


@dataclass(frozen=True, slots=True)
class Address:
    """One address in Staðfangaskrá; ``point_number`` is its hnitnúmer, latitude and longitude are WGS 84."""

    point_number: int
    street: str
    street_dative: str
    house_number: int | None
    house_letter: str
    addition: str
    postcode: str
    place: str
    place_dative: str
    municipality_number: str
    latitude: float
    longitude: float

    @property
    def label(self) -> str:
        """Street and house in the nominative: ``Lækjargata 30``."""
        return self.street + self._house

    @property
    def label_dative(self) -> str:
        """Street and house in the dative, after "á" or "að": ``Lækjargötu 30``."""
        return self.street_dative + self._house

    @property
    def in_one_line(self) -> str:
        """The whole address as on an envelope: ``Lækjargata 30, 220 Hafnarfjörður``."""
        return f"{self.label}, {self.postcode} {self.place}".rstrip()

    @property
    def _house(self) -> str:
        if self.house_number is None:
            between = " " if self.addition[:1].isdecimal() else ", "
            return f"{between}{self.addition}" if self.addition else ""
        number = f" {self.house_number}{self.house_letter}"
        return f"{number}, {self.addition}" if self.addition else number


class Houses(Sequence[Address]):
    """The houses of a place, each read from the file when it is asked for: a nation of them costs little memory."""

    def __init__(self, book: AddressBook, points: list[int]) -> None:
        self._book = book
        self._points = points

    def __len__(self) -> int:
        return len(self._points)

    @overload
    def __getitem__(self, place: int) -> Address: ...
    @overload
    def __getitem__(self, place: slice) -> Houses: ...
    def __getitem__(self, place: int | slice) -> Address | Houses:
        if isinstance(place, slice):
            return Houses(self._book, self._points[place])
        found = self._book.by_point_number(self._points[place])
        if found is None:
            raise LookupError(f"The address with point number {self._points[place]} is gone from the file.")
        return found


class AddressBook:
    """All addresses in one file. Safe to share between threads: each gets a read-only connection of its own."""

    def __init__(self, path: Path = DEFAULT_FILE) -> None:
        self._path = path
        self._of_thread = threading.local()
        self._begun: dict[tuple[str, int], list[Street]] = {}
        self._check()

    @property
    def source_date(self) -> str:
        """The day the data were published, as ``YYYY-MM-DD``."""
        return self._about("source_date")

    def search(self, text: str, *, municipality_number: str | None = None, limit: int = 10) -> list[Address]:
        """Find addresses for what somebody has typed so far, in any keyboard's letters.

        Without a house number the streets that fit share the places of the answer, the longest streets first, so that
        one long street does not hide the others. With a number, that house comes first and then those it begins.
        """
        key = folded(text)
        parts = _QUERY.fullmatch(key)
        if parts is not None:
            found = self._houses(parts, municipality_number, limit)
            if found:
                return found
        streets = self._streets(key, municipality_number, limit)
        if not streets:
            return []
        share = -(-limit // len(streets))
        return [address for street in streets for address in self.on_street(street, limit=share)][:limit]

    def streets(self, text: str, *, municipality_number: str | None = None, limit: int = 10) -> list[Street]:
        """Find streets by the beginning of their name in either case: exact names first, then the longest streets."""
        return list(self._streets(folded(text), municipality_number, limit))

    def streets_of(self, municipality_number: str) -> list[Street]:
        """List every street and farm name of a municipality in alphabetical order."""
        rows = self._connection().execute(
            f"SELECT {_STREET_COLUMNS} FROM street s WHERE s.municipality = ? ORDER BY s.sort_key, s.id",  # noqa: S608
            (municipality_number,),
        )
        return [Street(*row) for row in rows]

    def on_street(self, street: Street, *, limit: int = 500) -> list[Address]:
        """List the addresses on a street in the order of its houses: 2, 3, 3A, 10."""
        return self._addresses("a.street = ?", (street.id,), limit)

    def by_point_number(self, point_number: int) -> Address | None:
        """Return the address with this hnitnúmer, or None when the file has none."""
        found = self._addresses("a.point = ?", (point_number,), 1)
        return found[0] if found else None

    def houses_in(self, municipality_number: str) -> Houses:
        """Return every numbered house of a municipality, or every named place where no house has a number."""
        query = "SELECT a.point FROM address a JOIN street s ON s.id = a.street WHERE s.municipality = ?"
        for condition in (" AND a.number > 0 AND a.addition = ''", ""):
            points = (
                self._connection()
                .execute(f"{query}{condition} ORDER BY a.point", (municipality_number,))
                .fetchall()
            )
            if points:
                break
        return Houses(self, [point for (point,) in points])

    def municipality_numbers(self) -> list[str]:
        """List the numbers of all municipalities that have an address."""
        rows = self._connection().execute("SELECT DISTINCT municipality FROM street ORDER BY 1")
        return [str(number) for (number,) in rows]

    def close(self) -> None:
        """Close the connection of this thread; the next question opens a new one."""
        connection = getattr(self._of_thread, "connection", None)
        if connection is not None:
            connection.close()
            self._of_thread.connection = None

    def _houses(self, parts: re.Match[str], municipality_number: str | None, limit: int) -> list[Address]:
        streets = self._streets(parts["street"], municipality_number, 40, exact=True)
        if not streets:
            streets = self._streets(parts["street"], municipality_number, 40)
        rest = parts["rest"] or ""
        kept = [street for street in streets if _is_there(street, rest)]
        if not kept:
            return []
        number, letter = int(parts["number"]), (parts["letter"] or "").upper()
        marks = ", ".join("?" for _ in kept)
        found = self._addresses(
            f"a.street IN ({marks}) AND a.number = ? AND a.letter >= ? AND a.letter < ?",
            (*(street.id for street in kept), number, letter, letter + _LAST),
            limit,
            order="s.houses DESC, s.id, " + _ADDRESS_ORDER,
        )
        return found if letter else self._begun_on(kept, number, found, limit)

    def _begun_on(
        self, streets: list[Street], number: int, found: list[Address], limit: int
    ) -> list[Address]:
        """Fill the answer with houses whose number begins with the digits typed, one street at a time until full."""
        ranges = " OR ".join(f"a.number BETWEEN {low} AND {high}" for low, high in _begun_by(number))
        for street in streets:
            if len(found) >= limit:
                break
            found += self._addresses(f"a.street = ? AND ({ranges})", (street.id,), limit - len(found))
        return found

    def _streets(
        self, key: str, municipality_number: str | None, limit: int, *, exact: bool = False
    ) -> list[Street]:
        """Answer from memory for one or two letters of the whole country: few, asked all day, and slow to rank."""
        if not key:
            return []
        if len(key) > 2 or exact or municipality_number is not None:
            return self._ranked_streets(key, municipality_number, limit, exact=exact)
        if (key, limit) not in self._begun:
            self._begun[key, limit] = self._ranked_streets(key, None, limit, exact=False)
        return self._begun[key, limit]

    def _ranked_streets(
        self, key: str, municipality_number: str | None, limit: int, *, exact: bool
    ) -> list[Street]:
        where, values = ["n.key >= ?", "n.key <= ?"], [key, key if exact else key + _LAST]
        if municipality_number is not None:
            where.insert(0, "n.municipality = ?")
            values.insert(0, municipality_number)
        rows = self._connection().execute(
            f"SELECT {_STREET_COLUMNS} FROM (SELECT n.street, max(n.key = ?) AS is_exact, n.houses FROM street_name n"  # noqa: S608
            f" WHERE {' AND '.join(where)} GROUP BY n.street ORDER BY is_exact DESC, n.houses DESC, n.street LIMIT ?) f"
            " JOIN street s ON s.id = f.street ORDER BY f.is_exact DESC, f.houses DESC, s.sort_key, s.id",
            (key, *values, limit),
        )
        return [Street(*row) for row in rows]

    def _addresses(
        self, where: str, values: tuple[int | str, ...], limit: int, *, order: str = _ADDRESS_ORDER
    ) -> list[Address]:
        rows = self._connection().execute(
            f"SELECT {_ADDRESS_COLUMNS} FROM address a JOIN street s ON s.id = a.street"  # noqa: S608
            f" WHERE {where} ORDER BY {order} LIMIT ?",
            (*values, limit),
        )
        return [_address(row) for row in rows]

    def _about(self, key: str) -> str:
        row = self._connection().execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    def _check(self) -> None:
        if not self._path.is_file():
            raise AddressFileMissing(
                f"The address file {self._path} is missing. Make it with: {address_file.BUILD_COMMAND}"
            )
        if self._about("schema") != address_file.SCHEMA_VERSION:
            raise AddressFileMissing(
                f"The address file {self._path} is of another version. Make it anew with: {address_file.BUILD_COMMAND}"
            )

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            self._of_thread.connection = connection
        return connection


def _address(row: tuple[int, str, str, int, str, str, str, str, str, str, float, float]) -> Address:
    (
        point,
        street,
        dative,
        number,
        letter,
        addition,
        postcode,
        place,
        place_dative,
        municipality,
        latitude,
        longitude,
    ) = row
    return Address(
        point_number=point,
        street=street,
        street_dative=dative,
        house_number=number or None,
        house_letter=letter,
        addition=addition,
        postcode=postcode,
        place=place,
        place_dative=place_dative,
        municipality_number=municipality,
        latitude=latitude,
        longitude=longitude,
    )


def _begun_by(number: int) -> list[tuple[int, int]]:
    """Ranges of longer house numbers that begin with the digits typed: 3 → 30–39, 300–399, 3000–3999."""
    return [(number * 10**more, (number + 1) * 10**more - 1) for more in range(1, 4)]


def _is_there(street: Street, rest: str) -> bool:
    """Tell whether a street fits what was typed after the house number: postcode, place, or both begun."""
    where = f"{street.postcode} {folded(street.place)}"
    return where.startswith(rest) or folded(street.place).startswith(rest)


def main(argv: list[str]) -> int:
    """Run ``samveita addresses build`` or ``samveita addresses find TEXT``; return the exit code."""
    parser = argparse.ArgumentParser(prog="samveita addresses", description="The address file of Iceland.")
    parser.add_argument("--file", type=Path, default=DEFAULT_FILE, help="the address file")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="make the address file from the data of iceaddr")
    find = commands.add_parser("find", help="look an address up, as JSON lines")
    find.add_argument("text", help='the beginning of an address, such as "laekj" or "lækjargata 30"')
    find.add_argument("--municipality", help="only in the municipality with this number, such as 1400")
    chosen = parser.parse_args(argv)
    try:
        if chosen.command == "build":
            sys.stdout.write(f"{build_address_file(chosen.file)} addresses written to {chosen.file}\n")
            return 0
        for address in AddressBook(chosen.file).search(chosen.text, municipality_number=chosen.municipality):
            record = {"point_number": address.point_number, "address": address.in_one_line}
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    except (address_file.AddressSourceMissing, AddressFileMissing, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0
