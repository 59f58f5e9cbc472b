"""Figures about cases that nobody can be found in: counts below a threshold are put together with others, never struck out.

A table with cells struck out can be solved from its sums. Here groups are joined until every count that is told is zero or
large enough, so that what is told is a coarser table, whole and with correct sums, and nothing is left to be computed.
Money is another matter: whoever tells amounts of groups rounds them. How large is large enough is the caller's choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LEAST: Final = 5
"""The smallest count that is told unless somebody asks for more."""

Partition = tuple[tuple[int, ...], ...]


def may_be_told(counts: Sequence[int], *, least: int = LEAST) -> bool:
    """Say whether counts may be told beside each other: each is zero or at least ``least``."""
    return all(count == 0 or count >= least for count in counts)


def joined_groups(rows: Sequence[Sequence[int]], *, least: int = LEAST) -> Partition:
    """Return which rows of a table are told together, as numbers of rows; each row is in one group and rows keep their order.

    Rows that may be told stand alone. The others become one group, the last, which takes in the smallest of the rest until
    it may be told. Nothing is returned when not even the sum of all rows may be told.
    """
    if not may_be_told(_sum(rows, range(len(rows))), least=least):
        return ()
    alone = [number for number, row in enumerate(rows) if may_be_told(row, least=least)]
    others = [number for number in range(len(rows)) if number not in alone]
    by_size = sorted((number for number in alone if sum(rows[number])), key=lambda number: sum(rows[number]))
    while others and not may_be_told(_sum(rows, others), least=least):
        smallest = by_size.pop(0)
        alone.remove(smallest)
        others.append(smallest)
    together = (tuple(sorted(others)),) if others else ()
    return (*((number,) for number in alone), *together)


def joined_neighbours(counts: Sequence[int], *, least: int = LEAST) -> Partition:
    """Return which neighbours on a scale are told together, so that each group is empty or large enough.

    Nothing is returned when all of them together are too few, and not none.
    """
    if not may_be_told([sum(counts)], least=least):
        return ()
    groups: list[list[int]] = []
    for number in range(len(counts)):
        if groups and 0 < sum(counts[one] for one in groups[-1]) < least:
            groups[-1].append(number)
        else:
            groups.append([number])
    while len(groups) > 1 and not may_be_told([sum(counts[one] for one in groups[-1])], least=least):
        last = groups.pop()
        groups[-1].extend(last)
    return tuple(tuple(group) for group in groups)


def _sum(rows: Sequence[Sequence[int]], chosen: Sequence[int]) -> list[int]:
    width = len(rows[0]) if rows else 0
    return [sum(rows[number][column] for number in chosen) for column in range(width)]
