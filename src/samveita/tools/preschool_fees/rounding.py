"""Whole krónur from exact amounts, where the tariff says: on each line, on each child or on the family.

Rounding up or down is of the size of the amount, so a discount mirrors a fee. When the place is the child or the family,
each line is the step between two rounded running sums: lines then always add up to the rounded total.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from samveita.iceland.money import half_up
from samveita.tools.preschool_fees.model import Rounding
from samveita.tools.preschool_fees.terms import RoundingMethod, RoundingPlace


def whole(rounding: Rounding, amount: Fraction) -> int:
    """Round one amount in kr. by the tariff's method."""
    if rounding.method is RoundingMethod.HALF_UP:
        return half_up(amount)
    size = ceil(abs(amount)) if rounding.method is RoundingMethod.UP else floor(abs(amount))
    return size if amount >= 0 else -size


def as_line(rounding: Rounding, amount: Fraction) -> Fraction:
    """Return the amount that later steps build on: whole krónur when each line is rounded, else exact."""
    return Fraction(whole(rounding, amount)) if rounding.at is RoundingPlace.LINE else amount


class RunningSum:
    """Gives each line its whole krónur; ``next_child`` begins a new sum unless the family is rounded as one."""

    def __init__(self, rounding: Rounding) -> None:
        self.rounding = rounding
        self.exact = Fraction(0)

    def next_child(self) -> None:
        """Begin the lines of another child."""
        if self.rounding.at is RoundingPlace.CHILD:
            self.exact = Fraction(0)

    def add(self, amount: Fraction) -> int:
        """Return the whole krónur of the next line."""
        if self.rounding.at is RoundingPlace.LINE:
            return whole(self.rounding, amount)
        before = whole(self.rounding, self.exact)
        self.exact += amount
        return whole(self.rounding, self.exact) - before
