"""Days as people write them in Icelandic lists: ``mán. 5. jan.``, ``5.1.2026``, ``5.-9. janúar``, ``22. og 24. apríl``.

One piece of text may hold several days. A month or a year that stands once at the end belongs to the days before it; a
year nobody wrote is the year of the list. A named weekday that the day does not have is refused, for one of the two is a
slip. Nothing is guessed: what does not read as a day is told with the reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from samveita.iceland.dates_in_words import weekday_in_words
from samveita.iceland.texts import Text

LONGEST_SPAN = 31
LONGEST_TEXT = 20_000
MONTHS = ("jan", "feb", "mar", "apr", "maí", "jún", "júl", "ágú", "sep", "okt", "nóv", "des")
WEEKDAYS = ("mán", "þri", "mið", "fim", "fös", "lau", "sun")
_FOLDED_MONTHS = {"mai": 5, "jun": 6, "jul": 7, "agu": 8, "nov": 11}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[t ][0-9:.]+)?")
_DASH = re.compile(r"\s*[\u2010-\u2015\u2212]\s*|\s+-\s+|(?<=[\w.])-(?=[\w.])")
_SEPARATORS = re.compile(r"[,;\n\t|]|\s+og\s+|\s+&\s+")
_DAY = re.compile(
    r"(?:(?P<weekday>mán|þri|mið|fim|fös|lau|sun)[a-zþæöáéíóúýð]*\.?\s*)?"
    r"(?P<day>[0-9]{1,2})\s*[./]?\s*"
    r"(?:(?P<number>[0-9]{1,2})(?:\s*[./]|(?=\s|$))\s*|(?P<month>[a-zþæöáéíóúýð]{3,12})\.?\s*)?"
    r"(?P<year>[0-9]{4}|[0-9]{2})?"
)


class NotADay(ValueError):
    """A piece that does not read as a day; ``reason`` is written for the person who typed it."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def _refused(is_: str, en: str, pl: str, **values: str) -> NotADay:
    return NotADay(Text(is_=is_.format(**values), en=en.format(**values), pl=pl.format(**values)))


def read_days(written: str, *, first: date, last: date) -> list[date]:
    """Read every day of a text, in the order they stand.

    Args:
        written: the text.
        first: the first day of the list; a day without a year is the one from here on.
        last: its last day.

    Raises:
        NotADay: when a piece is no day, a span runs backwards, or a weekday does not fit.
    """
    plain = unicodedata.normalize("NFC", written[:LONGEST_TEXT]).lower().strip()
    pieces = [piece.strip(" .") for piece in _SEPARATORS.split(plain) if piece.strip(" .")]
    return [day for span in _spans(pieces, first, last) for day in span]


def _spans(pieces: Sequence[str], first: date, last: date) -> list[list[date]]:
    """Read pieces from the last to the first, so that a month or a year reaches the days before it."""
    found: list[list[date]] = []
    month: int | None = None
    following: date | None = None
    for piece in reversed(pieces):
        if iso := _ISO.fullmatch(piece):
            following = _made(int(iso[3]), int(iso[2]), int(iso[1]), piece)
            found.append([following])
            continue
        ends = _DASH.split(piece)
        if len(ends) > 2:
            raise _not_a_day(piece)
        days: list[date] = []
        for end in reversed(ends):
            following, month = _read_one(end.strip(), month, following, (first, last))
            days.insert(0, following)
        found.append(_span(days, piece))
    return found[::-1]


def _read_one(
    piece: str, month: int | None, following: date | None, within: tuple[date, date]
) -> tuple[date, int]:
    """Read one day; ``following`` is the day after it in the text, which lends it month and year."""
    matched = _DAY.fullmatch(piece)
    if matched is None:
        raise _not_a_day(piece)
    if matched["number"]:
        month = int(matched["number"])
    elif matched["month"]:
        month = _month(matched["month"], piece)
    if month is None:
        raise _refused(
            "Mánuðinn vantar við „{piece}“.",
            "The month is missing in {piece!r}.",
            "Brak miesiąca: „{piece}”.",
            piece=piece,
        )
    number = int(matched["day"])
    if matched["year"]:
        year = int(matched["year"]) + (2000 if len(matched["year"]) == 2 else 0)
    else:
        year = _lent_year(number, month, following, within)
    day = _made(number, month, year, piece)
    if matched["weekday"] and WEEKDAYS[day.weekday()] != matched["weekday"]:
        raise _wrong_weekday(piece, day)
    return day, month


def _lent_year(day: int, month: int, following: date | None, within: tuple[date, date]) -> int:
    """Return the year of a day that has none: that of the day after it (or the one before, over new year), or the list's."""
    if following is None:
        return _year_within(day, month, within)
    is_over_new_year = (month, day) > (following.month, following.day)
    before = following.year - 1
    if is_over_new_year and (before >= within[0].year or (month, following.month) == (12, 1)):
        return before
    return following.year


def _month(name: str, piece: str) -> int:
    start = name[:3]
    if start in MONTHS:
        return MONTHS.index(start) + 1
    if start in _FOLDED_MONTHS:
        return _FOLDED_MONTHS[start]
    raise _not_a_day(piece)


def _year_within(day: int, month: int, within: tuple[date, date]) -> int:
    """Return the year in which the day lies in the list, else the year the list begins."""
    first, last = within
    for year in range(first.year, last.year + 1):
        try:
            if first <= date(year, month, day) <= last:
                return year
        except ValueError:
            continue
    return first.year


def _made(day: int, month: int, year: int, piece: str) -> date:
    try:
        made = date(year, month, day)
    except ValueError:
        raise _refused(
            "„{piece}“ er ekki til í dagatalinu.",
            "{piece!r} is not a day of the calendar.",
            "„{piece}” nie istnieje w kalendarzu.",
            piece=piece,
        ) from None
    return made


def _span(days: Sequence[date], piece: str) -> list[date]:
    begins, ends = days[0], days[-1]
    if ends < begins:
        raise _refused(
            "„{piece}“ endar áður en það byrjar.",
            "{piece!r} ends before it begins.",
            "„{piece}” kończy się przed początkiem.",
            piece=piece,
        )
    if (ends - begins).days >= LONGEST_SPAN:
        raise _refused(
            "„{piece}“ er lengra en mánuður.",
            "{piece!r} is longer than a month.",
            "„{piece}” trwa ponad miesiąc.",
            piece=piece,
        )
    return [begins + timedelta(days=number) for number in range((ends - begins).days + 1)]


def _not_a_day(piece: str) -> NotADay:
    return _refused(
        "„{piece}“ er ekki dagur. Skrifaðu til dæmis 5.1.2027 eða „5. jan.“.",
        "{piece!r} is not a day. Write for example 5.1.2027 or “5. jan.”.",
        "„{piece}” nie jest datą. Wpisz np. 5.1.2027 lub „5. jan.”.",
        piece=piece[:60],
    )


def _wrong_weekday(piece: str, day: date) -> NotADay:
    named = weekday_in_words(day)
    return NotADay(
        Text(
            is_=f"„{piece}“ er {named.is_}.",
            en=f"{piece!r} is a {named.en}.",
            pl=f"„{piece}” to {named.pl}.",
        )
    )
