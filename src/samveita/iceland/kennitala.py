"""Kennitala, the national identifier of persons, legal entities and holders of a system id.

Ten digits: ``DDMMYY``, a two-digit serial, a check digit (vartala) and the century (8, 9, 0 for 18xx, 19xx, 20xx). Legal
entities add 40 to the day. System ids (kerfiskennitala, lög 140/2019 art. 11) begin with 8 or 9 and have carried no birth
date since 1 November 2021. Since 18 February 2026 Þjóðskrá issues ids without a check digit, so the check is a hint to
the one who types ("is this right?") and never a reason to refuse (skra.is, "Kennitölur án vartölu").

The value masks itself wherever it is turned into text by accident; the digits come out only by asking for ``digits``
or ``formatted``. This module does not know whether anybody has the number: only Þjóðskrá does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samveita.iceland import clock
from samveita.iceland.texts import Text

MASK = "******-****"
CHECK_DIGIT_HINT = Text(
    is_="Kennitalan gæti verið rangt slegin inn. Er þetta rétt kennitala?",
    en="This national ID number (kennitala) may be mistyped. Is it right?",
    pl="Ten numer identyfikacyjny (kennitala) może zawierać błąd. Czy jest prawidłowy?",
)

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_CENTURIES = {"8": 1800, "9": 1900, "0": 2000}
_COMPANY_DAY = 40
_HYPHENS = r"\-" "\u2010\u2011\u2012\u2013\u2014\u2212"
_SEPARATORS = re.compile(rf"[\s{_HYPHENS}]")
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_RUN_IN_TEXT = re.compile(
    rf"(?<![0-9])([0-9]{{6}})(?:[ \u00a0]?[{_HYPHENS}]?[ \u00a0]?|%20|%2[dD]|\+)([0-9]{{4}})(?![0-9])"
)


class KennitalaError(ValueError):
    """What was given cannot be a kennitala; ``reason`` says why to the person who typed it, ``str()`` repeats no digits."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Kind(StrEnum):
    """Who a kennitala belongs to."""

    PERSON = "person"
    COMPANY = "company"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Kennitala:
    """One kennitala, exactly ten digits. Make it with ``Kennitala.parse``.

    Raises:
        KennitalaError: when the digits have the wrong shape or name a day that does not exist.
    """

    digits: str

    def __post_init__(self) -> None:
        if not _TEN_DIGITS.fullmatch(self.digits):
            raise KennitalaError(
                Text(
                    is_="Kennitala er tíu tölustafir, til dæmis 010130-2399.",
                    en="A national ID number (kennitala) has ten digits, for example 010130-2399.",
                    pl="Numer identyfikacyjny (kennitala) ma dziesięć cyfr, na przykład 010130-2399.",
                )
            )
        if not _has_a_plausible_day(self.digits):
            raise KennitalaError(
                Text(
                    is_="Þetta getur ekki verið kennitala: dagurinn sem hún byrjar á er ekki til.",
                    en="This cannot be a national ID number (kennitala): the day it begins with does not exist.",
                    pl="To nie może być numer identyfikacyjny (kennitala): dzień na początku numeru nie istnieje.",
                )
            )

    @classmethod
    def parse(cls, written: str) -> Kennitala:
        """Read a kennitala as people write it: with or without hyphen, spaces anywhere.

        Raises:
            KennitalaError: when it cannot be one. A failed check digit raises nothing.
        """
        return cls(_SEPARATORS.sub("", written))

    @property
    def kind(self) -> Kind:
        """Person, company (any legal entity) or system id, told apart by the first digit."""
        return _kind(self.digits)

    @property
    def is_natural_person(self) -> bool:
        """Tell whether a human being holds it: a person or the holder of a system id."""
        return self.kind is not Kind.COMPANY

    @property
    def birth_date(self) -> date | None:
        """The birth date, where the number carries one and it is not still to come; otherwise None."""
        if self.kind is not Kind.PERSON:
            return None
        day = _encoded_day(self.digits)
        return day if day is not None and day <= clock.today() else None

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years on ``day``, or None where no birth date is known."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def check_digit_is_right(self) -> bool:
        """Tell whether the ninth digit agrees with the first eight. A hint, never a refusal."""
        return self.digits[8] == check_digit_for(self.digits[:8])

    @property
    def hint(self) -> Text | None:
        """The question to ask the person who typed the number, or None when there is nothing to ask."""
        return None if self.check_digit_is_right else CHECK_DIGIT_HINT

    @property
    def formatted(self) -> str:
        """The number as people read it, unmasked: ``010130-2399``."""
        return f"{self.digits[:6]}-{self.digits[6:]}"

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"Kennitala({MASK}, {self.kind.value})"


def check_digit_for(first_eight: str) -> str | None:
    """Return the check digit that belongs to eight digits, or None where no digit fits (the remainder gives 10)."""
    remainder = sum(int(digit) * weight for digit, weight in zip(first_eight, _WEIGHTS, strict=True)) % 11
    value = (11 - remainder) % 11
    return None if value == 10 else str(value)


def mask_in(text: str) -> str:
    """Hide every run in ``text`` that could be a kennitala; made for the log processor, so it rather hides too much."""
    return _RUN_IN_TEXT.sub(_masked_if_plausible, text)


def _masked_if_plausible(found: re.Match[str]) -> str:
    digits = found.group(1) + found.group(2)
    return MASK if _has_a_plausible_day(digits) else found.group(0)


def _kind(digits: str) -> Kind:
    if digits[0] in "89":
        return Kind.SYSTEM
    return Kind.COMPANY if digits[0] in "4567" else Kind.PERSON


def _encoded_day(digits: str) -> date | None:
    """Return the day written in a person's number, or None where there is no such day."""
    century = _CENTURIES.get(digits[9])
    if century is None:
        return None
    try:
        return date(century + int(digits[4:6]), int(digits[2:4]), int(digits[0:2]))
    except ValueError:
        return None


def _has_a_plausible_day(digits: str) -> bool:
    """Accept system ids as they are; companies by day and month only, for some are numbered past the month's end."""
    kind = _kind(digits)
    if kind is Kind.SYSTEM:
        return True
    if kind is Kind.PERSON:
        return _encoded_day(digits) is not None
    day, month = int(digits[0:2]) - _COMPANY_DAY, int(digits[2:4])
    return 1 <= day <= 31 and 1 <= month <= 12 and digits[9] in _CENTURIES
