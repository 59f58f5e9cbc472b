"""Exact arithmetic that reads the same for one amount and for a column of a whole nation's amounts.

An amount is a Python ``int`` (whole krónur, any size) or a ``Column`` (NumPy int64, guarded against overflow). A product
with a rate is a ``Scaled``: an exact integer over a power of ten, which becomes krónur only through ``floor_to_krona``
or ``half_up_to_krona``. There is no way from a rate to krónur without saying how to round, and binary floating point
appears nowhere. Comparisons give ``bool`` or a column of ``bool``; ``when`` chooses by either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samveita.iceland.money import Rate

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

LARGEST = 2**63 - 1


class ColumnOverflowError(OverflowError):
    """A column's amounts would no longer fit in 64 bits; the calculation stops instead of wrapping round."""


def _all_whole(array: NDArray[Any]) -> bool:
    """Say whether an array of Python objects holds integers only (NumPy makes one of integers beyond 64 bits)."""
    return array.dtype.kind == "O" and all(type(amount) is int for amount in array.ravel())


def _extent(values: NDArray[Any]) -> int:
    """Return the largest distance from zero in a column (0 for an empty one)."""
    return max(abs(int(values.max())), abs(int(values.min()))) if values.size else 0


class Column:
    """A column of whole amounts, with a bound on their size carried along so that overflow is seen before it happens.

    The bound grows with each operation as if the worst amounts met; only when it would pass 64 bits is the column
    measured again, and refused if the danger is real.
    """

    __slots__ = ("bound", "values")
    __array_ufunc__ = None  # NumPy must ask this class, so that no unguarded arithmetic slips through

    def __init__(self, values: IntArray, bound: int | None = None) -> None:
        self.values = values
        self.bound = _extent(values) if bound is None else bound

    @classmethod
    def of(cls, amounts: Sequence[int] | NDArray[np.integer]) -> Column:
        """Make a column from whole numbers.

        Raises:
            TypeError: when the numbers are not whole; a column never holds binary fractions.
            ColumnOverflowError: when a number does not fit in 64 bits.
        """
        array = np.asarray(amounts)
        if array.size and array.dtype.kind not in "iu" and not _all_whole(array):
            raise TypeError(f"a column holds whole numbers only, not {array.dtype}")
        if _extent(array) > LARGEST:
            raise ColumnOverflowError("an amount is larger than a 64-bit column can hold")
        return cls(array.astype(np.int64))

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        return f"Column({self.values!r})"

    def __add__(self, other: int | Column) -> Column:
        right, extent = _operand(other)
        bound = self.bound + extent
        if bound > LARGEST:
            bound = _remeasured(self, other, add=True)
        return Column(self.values + right, bound)

    __radd__ = __add__

    def __neg__(self) -> Column:
        return Column(-self.values, self.bound)

    def __sub__(self, other: int | Column) -> Column:
        return self + (-other)

    def __rsub__(self, other: int | Column) -> Column:
        return (-self) + other

    def __mul__(self, other: int | Column) -> Column:
        right, extent = _operand(other)
        bound = self.bound * extent
        if bound > LARGEST:
            bound = _remeasured(self, other, add=False)
        return Column(self.values * right, bound)

    __rmul__ = __mul__

    def __lt__(self, other: int | Column) -> BoolArray:
        return self.values < _operand(other)[0]

    def __le__(self, other: int | Column) -> BoolArray:
        return self.values <= _operand(other)[0]

    def __gt__(self, other: int | Column) -> BoolArray:
        return self.values > _operand(other)[0]

    def __ge__(self, other: int | Column) -> BoolArray:
        return self.values >= _operand(other)[0]

    def __eq__(self, other: object) -> bool:
        raise TypeError("compare a column with equals(), which answers person by person")

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("a column is not one yes or no; choose with when()")


Amount = int | Column
Choice = bool | BoolArray


def _operand(value: int | Column) -> tuple[IntArray | int, int]:
    """Return the array or number to compute with, and how far from zero it can be."""
    if isinstance(value, Column):
        return value.values, value.bound
    if abs(value) > LARGEST:
        raise ColumnOverflowError(f"{value} is larger than a 64-bit column can hold")
    return value, abs(value)


def _remeasured(left: Column, right: int | Column, *, add: bool) -> int:
    """Measure both sides anew and return the true bound of their sum or product.

    Raises:
        ColumnOverflowError: when the result may pass 64 bits.
    """
    first = _extent(left.values)
    second = _extent(right.values) if isinstance(right, Column) else abs(right)
    bound = first + second if add else first * second
    if bound > LARGEST:
        verb = "adding" if add else "multiplying"
        raise ColumnOverflowError(f"{verb} amounts up to {first} and {second} does not fit in 64 bits")
    return bound


@dataclass(frozen=True, slots=True)
class Scaled:
    """An exact amount that is not yet whole krónur: ``numerator / scale``, the scale a power of ten."""

    numerator: Amount
    scale: int

    def __add__(self, other: Scaled) -> Scaled:
        scale = max(self.scale, other.scale)
        left = self.numerator * (scale // self.scale)
        return Scaled(left + other.numerator * (scale // other.scale), scale)

    def __neg__(self) -> Scaled:
        return Scaled(-self.numerator, self.scale)

    def __sub__(self, other: Scaled) -> Scaled:
        return self + (-other)


def share(rate: Rate, amount: Amount) -> Scaled:
    """Return a rate's share of an amount, exactly: 31.49% of 100,000 kr. is 31,490.00 kr., nothing lost."""
    return Scaled(amount * rate.units, rate.denominator)


def percent(whole_percent: Amount, amount: Amount) -> Scaled:
    """Return a whole percentage (0–100, possibly one for each person) of an amount, exactly."""
    return Scaled(amount * whole_percent, 100)


def floor_to_krona(exact: Scaled) -> Amount:
    """Round down to whole krónur, below zero too: 31,490.9 becomes 31,490 and −0.1 becomes −1."""
    if isinstance(exact.numerator, Column):
        return Column(exact.numerator.values // exact.scale, exact.numerator.bound // exact.scale + 1)
    return exact.numerator // exact.scale


def half_up_to_krona(exact: Scaled) -> Amount:
    """Round to the nearest króna, a half away from zero: 53,173.5 becomes 53,174, as ``iceland.money.half_up``."""
    size = greater(exact.numerator, -exact.numerator)
    rounded = floor_to_krona(Scaled(size * 2 + exact.scale, exact.scale * 2))
    return when(exact.numerator >= 0, rounded, -rounded)


def lesser(first: Amount, second: Amount) -> Amount:
    """Return the smaller of two amounts, person by person."""
    return when(first <= second, first, second)


def greater(first: Amount, second: Amount) -> Amount:
    """Return the larger of two amounts, person by person."""
    return when(first >= second, first, second)


def equals(first: Amount, second: Amount) -> Choice:
    """Say whether two amounts are equal, person by person."""
    if isinstance(first, Column):
        equal: BoolArray = first.values == _operand(second)[0]
        return equal
    if isinstance(second, Column):
        return equals(second, first)
    return first == second


def when(condition: Choice, then: Amount, otherwise: Amount) -> Amount:
    """Return ``then`` where the condition holds and ``otherwise`` where it does not."""
    if isinstance(condition, np.ndarray):
        (left, left_bound), (right, right_bound) = _operand(then), _operand(otherwise)
        return Column(np.where(condition, left, right).astype(np.int64), max(left_bound, right_bound))
    return then if condition else otherwise


def either(first: Choice, second: Choice) -> Choice:
    """Say where at least one of two conditions holds."""
    if isinstance(first, bool) and isinstance(second, bool):
        return first or second
    joined: BoolArray = np.logical_or(first, second)
    return joined


def both(first: Choice, second: Choice) -> Choice:
    """Say where two conditions hold together."""
    if isinstance(first, bool) and isinstance(second, bool):
        return first and second
    joined: BoolArray = np.logical_and(first, second)
    return joined


def band(amount: Amount, *, above: int, to: int | None) -> Amount:
    """Return the part of an amount that lies above one limit and up to another (``None``: no upper limit)."""
    part = greater(amount - above, 0)
    return part if to is None else lesser(part, to - above)


def bands(amount: Amount, *, limits: Sequence[int], rates: Sequence[Rate]) -> Scaled:
    """Return the exact sum of each bracket's rate of the part of the amount inside that bracket.

    ``limits`` are the upper limits of all brackets but the last; so there is one rate more than limits.

    Raises:
        ValueError: when the numbers of limits and rates do not match, or the limits do not rise.
    """
    if len(rates) != len(limits) + 1:
        raise ValueError(
            f"{len(limits)} limits make {len(limits) + 1} brackets, but there are {len(rates)} rates"
        )
    if list(limits) != sorted(set(limits)):
        raise ValueError(f"bracket limits must rise: {list(limits)}")
    floors = [0, *limits]
    ceilings: list[int | None] = [*limits, None]
    total = share(rates[0], band(amount, above=0, to=ceilings[0]))
    for rate, floor, ceiling in zip(rates[1:], floors[1:], ceilings[1:], strict=True):
        total = total + share(rate, band(amount, above=floor, to=ceiling))
    return total


def anywhere(condition: Choice) -> bool:
    """Say whether a condition holds for at least one person."""
    return bool(np.any(condition)) if isinstance(condition, np.ndarray) else condition
