"""Days, months and moments written for people in Icelandic, English and Polish.

Written here, once, and not by locale files of the machine, so that a letter reads the same wherever it is made. Month
names in Icelandic are lower case; in Polish a month after a day stands in the genitive and alone in the nominative.
"""

from __future__ import annotations

from datetime import date, datetime

from samveita.iceland.clock import ICELAND
from samveita.iceland.texts import Text

_MONTHS_IS = (
    "janúar",
    "febrúar",
    "mars",
    "apríl",
    "maí",
    "júní",
    "júlí",
    "ágúst",
    "september",
    "október",
    "nóvember",
    "desember",
)
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS_PL_GENITIVE = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
    "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
)  # fmt: skip
_MONTHS_PL = (
    "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
    "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień",
)  # fmt: skip
_WEEKDAYS_IS = (
    "mánudagur",
    "þriðjudagur",
    "miðvikudagur",
    "fimmtudagur",
    "föstudagur",
    "laugardagur",
    "sunnudagur",
)
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_PL = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")


def day_in_words(day: date) -> Text:
    """Write a day: ``14. desember 2026``, ``14 December 2026``, ``14 grudnia 2026``."""
    month = day.month - 1
    return Text(
        is_=f"{day.day}. {_MONTHS_IS[month]} {day.year}",
        en=f"{day.day} {_MONTHS_EN[month]} {day.year}",
        pl=f"{day.day} {_MONTHS_PL_GENITIVE[month]} {day.year}",
    )


def long_date(day: date, language: str = "is") -> str:
    """Write a day in one language, named by its code; see ``day_in_words``."""
    return day_in_words(day).in_language(language)


def month_in_words(day: date) -> Text:
    """Write the month a day is in: ``desember 2026``, ``December 2026``, ``grudzień 2026``."""
    month = day.month - 1
    return Text(
        is_=f"{_MONTHS_IS[month]} {day.year}",
        en=f"{_MONTHS_EN[month]} {day.year}",
        pl=f"{_MONTHS_PL[month]} {day.year}",
    )


def weekday_in_words(day: date) -> Text:
    """Name the weekday, in the nominative: ``mánudagur``, ``Monday``, ``poniedziałek``."""
    return Text(
        is_=_WEEKDAYS_IS[day.weekday()], en=_WEEKDAYS_EN[day.weekday()], pl=_WEEKDAYS_PL[day.weekday()]
    )


def moment_in_words(moment: datetime) -> Text:
    """Write a moment in Icelandic time: ``14. desember 2026 kl. 9:05``.

    Raises:
        ValueError: when the moment has no zone, for then nobody knows which moment it is.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone before it can be written for people.")
    local = moment.astimezone(ICELAND)
    day, time = day_in_words(local.date()), f"{local.hour}:{local.minute:02d}"
    return Text(is_=f"{day.is_} kl. {time}", en=f"{day.en} at {time}", pl=f"{day.pl}, godz. {time}")
