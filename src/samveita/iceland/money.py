"""Krónur and exact rates.

An amount of money is a whole number of krónur, a plain ``int``. A rate is an exact integer over a power of ten, so
31,49% is 3149 over 10.000 and nothing else; binary floats are refused at the door because 0.3149 as a float is another
number. Rounding is always named: down to the króna, or half up. Writing for people follows Icelandic habit
(212.694 kr., 31,49%) and is the same in every language, so that a figure on screen equals the figure in the letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering

MINUS = "\u2212"
_PLAIN_NUMBER = re.compile(r"(?P<sign>[-\u2212]?)(?P<whole>[0-9]+)(?:[.,](?P<part>[0-9]+))?")
_AMOUNT = re.compile(
    r"(?P<sign>[-\u2212]?)(?P<digits>[0-9]{1,3}(?:[. \u00a0][0-9]{3})+|[0-9]+)(?:[ \u00a0]?kr\.?)?"
)


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Rate:
    """An exact number ``units / 10**decimals``, such as a tax rate or a share of a post.

    Raises:
        TypeError: when made from anything but whole numbers.
        ValueError: when ``decimals`` is negative.
    """

    units: int
    decimals: int

    def __post_init__(self) -> None:
        for part in (self.units, self.decimals):
            if type(part) is not int:
                raise TypeError(f"A rate is made of whole numbers, not of {type(part).__name__}.")
        if self.decimals < 0:
            raise ValueError("A rate cannot have a negative number of decimals.")

    @classmethod
    def parse(cls, written: str) -> Rate:
        """Read ``"31,49%"`` (a hundredth part each) or a bare number such as ``"0.3149"`` or ``"1,5"``.

        Comma and full stop are both decimal signs; there is no thousands sign in a rate.

        Raises:
            TypeError: when given a float or anything else that is not text.
            ValueError: when it is not a number.
        """
        if not isinstance(written, str):
            raise TypeError(f"Give a rate as text, for example '31,49%', not as {type(written).__name__}.")
        text = written.strip()
        is_percent = text.endswith("%")
        found = _PLAIN_NUMBER.fullmatch(text.removesuffix("%").strip())
        if found is None:
            raise ValueError(f"A rate looks like 31,49% or 0,3149, but this is {written!r}.")
        part = found["part"] or ""
        units = int(found["whole"] + part) * (-1 if found["sign"] else 1)
        return cls(units, len(part) + (2 if is_percent else 0))

    @classmethod
    def percent(cls, written: str) -> Rate:
        """Read a number of hundredths: ``"31.49"``, ``"31,49"`` and ``"31,49%"`` are all 0,3149.

        Raises:
            TypeError, ValueError: as ``parse``.
        """
        if not isinstance(written, str):
            raise TypeError(f"Give a rate as text, for example '31,49%', not as {type(written).__name__}.")
        return cls.parse(written.strip().removesuffix("%") + "%")

    @property
    def denominator(self) -> int:
        """The power of ten under ``units``."""
        return int(10**self.decimals)

    @property
    def exact(self) -> Fraction:
        """The same number as a fraction, for calculations that round only at the end."""
        return Fraction(self.units, self.denominator)

    def floor_of(self, kronur: int) -> int:
        """Return this share of an amount in kr., rounded down to the króna."""
        return _whole(kronur) * self.units // self.denominator

    def half_up_of(self, kronur: int) -> int:
        """Return this share of an amount in kr., to the nearest króna, a half counting as a whole one."""
        return half_up(Fraction(_whole(kronur) * self.units, self.denominator))

    def __add__(self, other: Rate) -> Rate:
        decimals = max(self.decimals, other.decimals)
        return Rate(self._in(decimals) + other._in(decimals), decimals)

    def __sub__(self, other: Rate) -> Rate:
        return self + Rate(-other.units, other.decimals)

    def __mul__(self, other: Rate) -> Rate:
        return Rate(self.units * other.units, self.decimals + other.decimals)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rate) and self.exact == other.exact

    def __lt__(self, other: Rate) -> bool:
        return self.exact < other.exact

    def __hash__(self) -> int:
        return hash(self.exact)

    def __str__(self) -> str:
        return format_percent(self)

    def _in(self, decimals: int) -> int:
        return int(self.units * 10 ** (decimals - self.decimals))


def floor_to_krona(amount: Fraction | int) -> int:
    """Round an exact amount in kr. down to a whole króna (towards minus infinity)."""
    return amount.numerator // amount.denominator


def half_up(amount: Fraction | int) -> int:
    """Round an exact amount in kr. to the nearest króna; a half is rounded away from zero, so refunds mirror charges."""
    rounded = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return rounded if amount >= 0 else -rounded


def format_kronur(kronur: int) -> str:
    """Write an amount for people: ``212.694 kr.``."""
    grouped = f"{abs(_whole(kronur)):,}".replace(",", ".")
    return f"{MINUS if kronur < 0 else ''}{grouped} kr."


def format_percent(rate: Rate) -> str:
    """Write a rate for people, exactly and without trailing zeros: ``31,49%``, ``25%``, ``0,5%``."""
    return f"{format_number(rate * Rate(100, 0))}%"


def format_number(rate: Rate) -> str:
    """Write an exact number for people, without trailing zeros: ``1.234,5``."""
    whole, rest = divmod(abs(rate.units), rate.denominator)
    part = f"{rest:0{rate.decimals}d}".rstrip("0") if rate.decimals else ""
    sign = MINUS if rate.units < 0 else ""
    return f"{sign}{whole:,}".replace(",", ".") + (f",{part}" if part else "")


def parse_kronur(written: str) -> int:
    """Read an amount as people write it: ``212694``, ``212.694``, ``212 694 kr.``. Whole krónur only.

    Raises:
        ValueError: when it is not a whole number of krónur.
    """
    found = _AMOUNT.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"An amount in whole krónur looks like 212.694 kr., but this is {written!r}.")
    amount = int(re.sub(r"[^0-9]", "", found["digits"]))
    return -amount if found["sign"] else amount


def _whole(kronur: int) -> int:
    if type(kronur) is not int:
        raise TypeError(f"An amount is a whole number of krónur (int), not {type(kronur).__name__}.")
    return kronur
