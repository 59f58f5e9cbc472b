"""Exact numbers of a tariff: hours, prices and percentages, read digit by digit and never as binary fractions.

A JSON number such as 62.5 is kept as the decimal it was written as. Calculation happens on fractions; rounding happens in
one named place (``rounding``).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

MOST_DECIMALS = 6
LARGEST = 999_999_999


def _exact(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        message = "give a plain number, for example 7.25"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns only ValueError into a message for people
    return _within_reason(Decimal(str(value)))


def _within_reason(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError("the number is out of all reason")
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_DECIMALS:
        raise ValueError(f"the number has more than {MOST_DECIMALS} decimals")
    return number


def plain(number: Decimal) -> int | float:
    """Return the number as JSON writes it: whole when it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)


def read_hours(written: str) -> Decimal:
    """Read the hours that a row of a printed table is for.

    Raises:
        ValueError: when it is not a number.
    """
    try:
        return _within_reason(Decimal(written))
    except InvalidOperation as error:
        raise ValueError(f"{written!r} is not a number of hours such as 6.5") from error


def short(number: Fraction) -> str:
    """Write a number for arithmetic in code: ``4.25``, ``8``; without thousands signs."""
    if number.denominator == 1:
        return str(number.numerator)
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    return format(round(decimal, MOST_DECIMALS).normalize(), "f")


def icelandic(number: Fraction) -> str:
    """Write a number for people: ``4,25``, ``1.016,5``."""
    whole, _, part = short(abs(number)).partition(".")
    sign = "\u2212" if number < 0 else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


_EXACTLY = BeforeValidator(_exact)
_PLAINLY = PlainSerializer(plain, when_used="json")


def _limits(least: int, most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "number", "minimum": least, "maximum": most})


Number = Annotated[Decimal, _EXACTLY, _PLAINLY, _limits(-LARGEST, LARGEST)]
Hours = Annotated[Decimal, _EXACTLY, Field(ge=0, le=744), _PLAINLY, _limits(0, 744)]
Price = Annotated[Decimal, _EXACTLY, Field(ge=0, le=9_999_999), _PLAINLY, _limits(0, 9_999_999)]
Percent = Annotated[Decimal, _EXACTLY, Field(ge=0, le=100), _PLAINLY, _limits(0, 100)]
Kronur = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
