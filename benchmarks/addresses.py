"""Suggesting an address while somebody types: our address file beside iceaddr's own suggestion, on the same prefixes.

Goals: 95 of 100 answers within a millisecond in the process, and fifty times iceaddr's speed.
"""

from __future__ import annotations

import sys
from functools import partial

import iceaddr

from benchmarks.measuring import Table, in_turns, median, milliseconds, percentile, times
from samveita.iceland.addresses import AddressBook

STREETS = (
    "Lækjargata", "Strandgata", "Austurvegur", "Hafnargata", "Þórunnarstræti", "Öldugata", "Ásbraut", "Eyravegur",
    "Skólavegur", "Vesturgata", "Hlíðarvegur", "Kirkjubraut", "Miðbær", "Bakkavegur", "Ránargata", "Túngata",
)  # fmt: skip
LENGTHS = (3, 4, 6)
HOUSES = ("1", "12", "3a")
ROUNDS = 9
LIMIT = 10
GOAL_SECONDS, GOAL_TIMES = 0.001, 50


def begun_streets() -> list[str]:
    """What people have typed at some moment of writing a street; iceaddr answers nothing to fewer than three letters."""
    return [street[:length] for street in STREETS for length in LENGTHS] + list(STREETS)


def houses() -> list[str]:
    """A street with a house: iceaddr looks up that one number, we also suggest the houses it begins."""
    return [f"{street} {house}" for street in STREETS for house in HOUSES]


def measure() -> Table:
    """Ask every question in turns, several rounds; a question counts with its middle time."""
    table = Table(
        f"Address suggestion ({LIMIT} suggestions, middle of {ROUNDS} rounds)",
        ("questions", "median", "p95", "median beside iceaddr"),
    )
    book = AddressBook()
    for group, questions in (("begun street", begun_streets()), ("street and house", houses())):
        taken = _asked(book, questions)
        theirs = median(taken["iceaddr"])
        for name, values in taken.items():
            table.add(
                f"{group}: {name}",
                str(len(values)),
                milliseconds(median(values)),
                milliseconds(percentile(values, 0.95)),
                times(theirs / median(values)),
            )
        ours = taken["Samveita"]
        table.notes.append(f"Goal p95 under 1 ms, {group}: {_met(percentile(ours, 0.95) < GOAL_SECONDS)}.")
        if group == "begun street":
            table.notes.append(f"Goal 50× iceaddr, {group}: {_met(theirs / median(ours) >= GOAL_TIMES)}.")
    return table


def _met(is_met: object) -> str:
    return "met" if is_met else "not met"


def _asked(book: AddressBook, questions: list[str]) -> dict[str, list[float]]:
    """Return for each of the three the middle time of every question, in seconds."""
    found: dict[str, list[float]] = {"Samveita": [], "Samveita, one municipality": [], "iceaddr": []}
    for question in questions:
        taken = in_turns(
            {
                "Samveita": partial(book.search, question, limit=LIMIT),
                "Samveita, one municipality": partial(
                    book.search, question, municipality_number="1400", limit=LIMIT
                ),
                "iceaddr": partial(iceaddr.iceaddr_suggest, question, limit=LIMIT),
            },
            rounds=ROUNDS,
        )
        for name, values in taken.items():
            found[name].append(median(values))
    return found


def main() -> int:
    """Measure and print."""
    sys.stdout.write(measure().in_markdown())
    return 0


if __name__ == "__main__":
    sys.exit(main())
