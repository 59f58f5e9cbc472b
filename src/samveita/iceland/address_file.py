"""Makes the address file: a read-only SQLite database of every address in Iceland, built once at set-up.

The data are Staðfangaskrá as published by HMS and packaged by iceaddr (BSD-3). iceaddr searches with LIKE, which cannot
use its index; here streets get folded keys, in the nominative and the dative, under an index that a range query can use.
Reading the file is the business of ``addresses``. The file is not committed; ``samveita addresses build`` makes it.
"""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from samveita.iceland.alphabet import folded, sort_key

SCHEMA_VERSION = "2"
DEFAULT_FILE = Path(__file__).parent / "data" / "addresses.sqlite3"
BUILD_COMMAND = "samveita addresses build"

_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE street (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_dative TEXT NOT NULL, sort_key TEXT NOT NULL,
    postcode TEXT NOT NULL, place TEXT NOT NULL, place_dative TEXT NOT NULL, place_key TEXT NOT NULL,
    municipality TEXT NOT NULL, houses INTEGER NOT NULL
) STRICT;
CREATE TABLE street_name (
    key TEXT NOT NULL, street INTEGER NOT NULL, municipality TEXT NOT NULL, houses INTEGER NOT NULL
) STRICT;
CREATE TABLE address (
    point INTEGER PRIMARY KEY, street INTEGER NOT NULL, number INTEGER NOT NULL, letter TEXT NOT NULL,
    addition TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL
) STRICT;
"""
_INDEXES = """
CREATE INDEX street_name_key ON street_name (key, houses, street);
CREATE INDEX street_name_in_municipality ON street_name (municipality, key, houses, street);
CREATE INDEX street_municipality ON street (municipality);
CREATE INDEX address_house ON address (street, number, letter, addition);
ANALYZE;
"""

StreetKey = tuple[str, int, int]
"""Name, postcode and municipality number."""


class AddressSourceMissing(RuntimeError):
    """The package with the address data is not installed."""


def source_file() -> Path:
    """Find the database that iceaddr ships.

    Raises:
        AddressSourceMissing: when iceaddr, or the database in it, is not installed.
    """
    spec = importlib.util.find_spec("iceaddr")
    path = Path(spec.origin).with_name("iceaddr.db") if spec is not None and spec.origin else None
    if path is None or not path.exists():
        raise AddressSourceMissing("The package iceaddr with the address data is not installed.")
    return path


def build_address_file(target: Path = DEFAULT_FILE) -> int:
    """Write the address file and return the number of addresses in it; about three seconds.

    The file appears whole or not at all, so it can be rebuilt while others read the old one.

    Raises:
        AddressSourceMissing: when iceaddr is not installed.
        OSError: when the folder cannot be written to.
    """
    source = source_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    unfinished = Path(name)
    try:
        count = _write(source, unfinished)
        unfinished.chmod(0o644)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _write(source: Path, target: Path) -> int:
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro&immutable=1", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        new.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        streets = _copy_streets(old, new)
        count = _copy_addresses(old, new, streets)
        (made_on,) = old.execute("SELECT value FROM metadata WHERE key = 'date_created'").fetchone()
        new.executemany(
            "INSERT INTO about VALUES (?, ?)",
            [
                ("schema", SCHEMA_VERSION),
                ("source", "iceaddr (Staðfangaskrá, HMS)"),
                ("source_date", str(made_on)[:10]),
            ],
        )
        new.commit()
        new.executescript(_INDEXES)
        new.commit()
    return count


def _copy_streets(old: sqlite3.Connection, new: sqlite3.Connection) -> dict[StreetKey, int]:
    """Copy each street of a postcode and municipality once, with a search key for both cases of its name."""
    from iceaddr.postcodes import POSTCODES

    datives = _datives(old)
    found = old.execute(
        "SELECT heiti_nf, postnr, svfnr, count(*) FROM stadfong GROUP BY 1, 2, 3 ORDER BY 3, 1, 2"
    )
    streets: dict[StreetKey, int] = {}
    for number, (name, postcode, municipality, houses) in enumerate(found, start=1):
        streets[name, postcode, municipality] = number
        dative = datives.get(name, name)
        place = POSTCODES.get(postcode, {"stadur_nf": "", "stadur_tgf": ""})
        code = f"{municipality:04d}"
        new.execute(
            "INSERT INTO street VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, name, dative, sort_key(name), f"{postcode:03d}", place["stadur_nf"], place["stadur_tgf"],
                folded(place["stadur_nf"]), code, houses,
            ),
        )  # fmt: skip
        keys = sorted({folded(name), folded(dative)})
        new.executemany(
            "INSERT INTO street_name VALUES (?, ?, ?, ?)", [(key, number, code, houses) for key in keys]
        )
    return streets


def _datives(old: sqlite3.Connection) -> dict[str, str]:
    """Return the dative of each name that has one of its own: the most common form in the country.

    The source repeats the nominative for many houses of a street whose other houses are declined.
    """
    found = old.execute(
        "SELECT heiti_nf, heiti_tgf FROM stadfong WHERE coalesce(heiti_tgf, '') NOT IN ('', heiti_nf)"
        " GROUP BY 1, 2 ORDER BY count(*), 2"
    )
    return {str(name): str(dative) for name, dative in found}


def _copy_addresses(old: sqlite3.Connection, new: sqlite3.Connection, streets: dict[StreetKey, int]) -> int:
    rows = old.execute(
        "SELECT hnitnum, heiti_nf, postnr, svfnr, coalesce(husnr, 0), coalesce(bokst, ''), coalesce(vidsk, ''),"
        " lat_wgs84, long_wgs84 FROM stadfong ORDER BY hnitnum"
    )
    return new.executemany(
        "INSERT INTO address VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                point,
                streets[name, postcode, municipality],
                number,
                letter.upper(),
                addition,
                latitude,
                longitude,
            )
            for point, name, postcode, municipality, number, letter, addition, latitude, longitude in rows
        ),
    ).rowcount
