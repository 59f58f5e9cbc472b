"""A synthetic population: persons in families at real addresses, the same ones for the same seed.

For demonstrations, load tests and the simulators. Everybody is invented; addresses are real so that maps, postcodes and
municipalities agree, but nobody here lives there. People are spread over the municipalities in proportion to their houses,
or to weights that are passed in. Households stream out one after another, so a nation needs no more memory than a village.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import TextIO

from samveita.iceland import clock
from samveita.iceland.addresses import DEFAULT_FILE, Address, AddressBook, AddressFileMissing
from samveita.iceland.cast import cast
from samveita.iceland.households import HOUSEHOLDS, Maker, Setting
from samveita.iceland.kennitala import Kennitala
from samveita.iceland.registry_person import RegistryPerson
from samveita.iceland.synthetic_ids import SyntheticIds

EMPLOYERS = 300
_STEP = 20_000
NOWHERE = Address(
    point_number=1,
    street="Hvergi",
    street_dative="Hvergi",
    house_number=1,
    house_letter="",
    addition="",
    postcode="",
    place="",
    place_dative="",
    municipality_number="",
    latitude=0.0,
    longitude=0.0,
)
"""The home of households that are only calculated with."""


def population(
    count: int,
    *,
    seed: int,
    book: AddressBook,
    weights: Mapping[str, int] | None = None,
    as_of: date | None = None,
) -> Iterator[RegistryPerson]:
    """Yield ``count`` invented persons, household by household, municipality by municipality; none is in the cast.

    Args:
        count: How many persons, those who died or live abroad included.
        seed: The same seed, count and weights give the same people.
        book: Where addresses come from.
        weights: Relative size by municipality number; by default the number of houses.
        as_of: Wages end with the month before this day; today by default.

    Raises:
        ValueError: when the count is negative or a weight names a municipality without addresses.
    """
    if count < 0:
        raise ValueError("A population cannot be smaller than nobody.")
    homes = {number: book.houses_in(number) for number in book.municipality_numbers()}
    sizes = dict(weights) if weights is not None else {number: len(found) for number, found in homes.items()}
    unknown = sorted(set(sizes) - set(homes))
    if unknown:
        raise ValueError(f"No addresses in municipalities numbered {', '.join(unknown)}.")
    setting = _setting(Random(seed), as_of or clock.today())  # noqa: S311 - repeatable on purpose, nothing secret
    household = 0
    for number, quota in shares(count, sizes).items():
        household = yield from _municipality(setting, homes[number], quota, household)


def household_by_household(count: int, *, seed: int, as_of: date) -> Iterator[list[RegistryPerson]]:
    """Yield ``count`` invented households of one place without real addresses, for calculations that need none.

    The same seed and month give the same households; wages end with the month before ``as_of``.
    """
    setting = _setting(Random(seed), as_of)  # noqa: S311 - repeatable on purpose, nothing secret
    makers, per_mille = [row[0] for row in HOUSEHOLDS], [row[1] for row in HOUSEHOLDS]
    for number in range(1, count + 1):
        maker: Maker = setting.chance.choices(makers, per_mille)[0]
        yield maker(setting, (NOWHERE,), number)


def shares(count: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Divide ``count`` in proportion to the weights, in whole persons, by largest remainder; the sum is ``count``.

    Raises:
        ValueError: when a weight is negative or all are zero.
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("Weights are whole numbers from zero, and one of them is more than zero.")
    whole = {number: count * weight // total for number, weight in weights.items()}
    missing = count - sum(whole.values())
    by_remainder = sorted(weights, key=lambda number: (-(count * weights[number] % total), number))
    for number in by_remainder[:missing]:
        whole[number] += 1
    return dict(sorted(whole.items()))


def _setting(chance: Random, as_of: date) -> Setting:
    ids = SyntheticIds(taken=cast(as_of).kennitolur)
    employers = tuple(
        ids.company(date(chance.randrange(1970, 2024), chance.randrange(1, 13), chance.randrange(1, 29)))
        for _ in range(EMPLOYERS)
    )
    months = as_of.year * 12 + as_of.month - 2
    return Setting(chance, ids, employers, date(months // 12, months % 12 + 1, 1))


def _municipality(
    setting: Setting, homes: Sequence[Address], quota: int, household: int
) -> Generator[RegistryPerson, None, int]:
    """Yield the people of one municipality; return the number of the last household."""
    makers, per_mille = [row[0] for row in HOUSEHOLDS], [row[1] for row in HOUSEHOLDS]
    most = {row[0]: row[2] for row in HOUSEHOLDS}
    while quota:
        maker: Maker = setting.chance.choices(makers, per_mille)[0]
        if most[maker] > quota:
            maker = makers[0]
        household += 1
        people = maker(setting, homes, household)
        quota -= len(people)
        yield from people
    return household


def summary(people: Iterator[RegistryPerson], *, on: date) -> dict[str, object]:
    """Count a population: persons, children, couples, by municipality; nobody can be found in it."""
    counts: Counter[str] = Counter()
    municipalities: Counter[str] = Counter()
    for person in people:
        counts["persons"] += 1
        counts["under_18"] += not person.is_adult_on(on)
        counts["married"] += person.spouse is not None and person.died_on is None
        counts["cohabiting"] += person.cohabitant is not None
        counts["split_residence"] += len(person.domicile_parents) < len(person.residence_parents)
        counts["protected_address"] += person.has_protected_address
        counts["system_ids"] += person.kennitala.kind.value == "system"
        counts["deceased"] += person.died_on is not None
        counts["domicile_abroad"] += person.address is None
        counts["with_wages"] += person.wages is not None
        municipalities[person.municipality_number or "abroad"] += 1
    return {
        "synthetic": True,
        **dict(sorted(counts.items())),
        "municipalities": dict(sorted(municipalities.items())),
    }


def as_record(person: RegistryPerson) -> dict[str, object]:
    """Return one person as a JSON record, unmasked: these ids are invented."""
    return {
        "synthetic": True,
        "kennitala": person.kennitala.digits,
        "name": person.name,
        "gender": person.gender.value,
        "born": person.born.isoformat(),
        "address": None if person.address is None else person.address.label,
        "postcode": None if person.address is None else person.address.postcode,
        "place": None if person.address is None else person.address.place,
        "point_number": None if person.address is None else person.address.point_number,
        "municipality_number": person.municipality_number,
        "house_code": person.house_code,
        "marital_code": person.marital_code.value,
        "spouse": _digits(person.spouse),
        "cohabitant": _digits(person.cohabitant),
        "children_in_custody": [child.digits for child in person.children_in_custody],
        "custodians": [one.digits for one in person.custodians],
        "domicile_parents": [one.digits for one in person.domicile_parents],
        "residence_parents": [one.digits for one in person.residence_parents],
        "protected_address": person.has_protected_address,
        "declines_marketing": person.declines_marketing,
        "died_on": None if person.died_on is None else person.died_on.isoformat(),
        "country": person.country,
        "citizenship": person.citizenship,
        "wages": None
        if person.wages is None
        else {
            "payer": person.wages.payer.digits,
            "until": person.wages.until.isoformat()[:7],
            "kronur": person.wages.kronur,
        },
    }


def _digits(kennitala: Kennitala | None) -> str | None:
    return None if kennitala is None else kennitala.digits


def _telling(people: Iterator[RegistryPerson], count: int, stream: TextIO) -> Iterator[RegistryPerson]:
    """Pass people through and tell how far it has come."""
    started = time.monotonic()
    for number, person in enumerate(people, start=1):
        yield person
        if number % _STEP == 0 or number == count:
            stream.write(f"{number} of {count} persons, {time.monotonic() - started:.0f} s\n")


def main(argv: list[str]) -> int:
    """Run ``samveita population --count N --seed S``; JSON goes to standard output, progress to standard error."""
    parser = argparse.ArgumentParser(
        prog="samveita population", description="A synthetic population; nobody is real."
    )
    parser.add_argument("--count", type=int, default=5_000, help="how many persons")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, default=None, help="wages end the month before this day"
    )
    parser.add_argument("--summary", action="store_true", help="write only the counts, as one JSON object")
    parser.add_argument(
        "--weights", type=Path, help='JSON file with sizes by municipality number: {"1400": 30000}'
    )
    parser.add_argument("--addresses", type=Path, default=DEFAULT_FILE, help="the address file")
    chosen = parser.parse_args(argv)
    day = chosen.as_of or clock.today()
    try:
        weights = None if chosen.weights is None else json.loads(chosen.weights.read_text(encoding="utf-8"))
        book = AddressBook(chosen.addresses)
        made = population(chosen.count, seed=chosen.seed, book=book, weights=weights, as_of=day)
        people = _telling(made, chosen.count, sys.stderr)
        if chosen.summary:
            sys.stdout.write(json.dumps(summary(people, on=day), ensure_ascii=False, indent=2) + "\n")
        else:
            for person in people:
                sys.stdout.write(json.dumps(as_record(person), ensure_ascii=False) + "\n")
    except AddressFileMissing as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except (OSError, ValueError, AttributeError) as problem:
        sys.stderr.write(f"The population could not be made: {problem}\n")
        return 2
    return 0
