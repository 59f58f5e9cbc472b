"""Template filters that write values for people, in the page's language.

Figures look the same in every language (``212.694 kr.``, ``31,49%``), so that a sum on screen equals the sum in the
letter; dates and moments are written in the language of the page. The writing itself is done in ``samveita.iceland``.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from samveita.iceland.clock import ICELAND
from samveita.iceland.dates_in_words import day_in_words, moment_in_words, month_in_words, weekday_in_words
from samveita.iceland.money import MINUS, Rate, format_kronur, format_percent
from samveita.iceland.texts import Text
from samveita.ui.library import register
from samveita.ui.parts import Words

_KILO = 1024


def language() -> str:
    """The language of the page being made: ``is``, ``en`` or ``pl``."""
    return (translation.get_language() or "is").split("-")[0]


@register.filter
def words(value: Words | None) -> str:
    """A sentence in the page's language: a ``Text`` is shown in it, a plain string as it is, nothing as nothing."""
    if value is None:
        return ""
    return value.in_language(language()) if isinstance(value, Text) else value


@register.filter
def icelandic(text: str) -> str:
    """Text that stands in Icelandic whoever reads, marked as such: a source's own title, a place, the name of a law."""
    return format_html('<span lang="is">{}</span>', text)


@register.filter
def kronur(amount: int | None) -> str:
    """Whole krónur: ``212.694 kr.``; no amount is written as a dash, never as zero."""
    return "–" if amount is None else format_kronur(amount)


@register.filter
def kronur_signed(amount: int) -> str:
    """Whole krónur with the sign shown, for lines that add and subtract: ``+12.000 kr.``, ``−8.500 kr.``."""
    return format_kronur(amount) if amount <= 0 else f"+{format_kronur(amount)}"


@register.filter
def percent(rate: Rate) -> str:
    """An exact rate as a percentage: ``31,49%``."""
    return format_percent(rate)


@register.filter
def number(value: int) -> str:
    """A whole number with Icelandic thousands: ``12.345``."""
    sign = MINUS if value < 0 else ""
    return sign + f"{abs(value):,}".replace(",", ".")


@register.filter
def in_words(day: date | datetime | None) -> str:
    """A day: ``14. desember 2026``, ``14 December 2026``, ``14 grudnia 2026``; a moment gives its day in Iceland."""
    if day is None:
        return ""
    return words(day_in_words(_day(day)))


@register.filter
def moment(when: datetime | None) -> str:
    """A moment in Icelandic time: ``14. desember 2026 kl. 9:05``."""
    return "" if when is None else words(moment_in_words(when))


@register.filter
def month(day: date) -> str:
    """The month of a day: ``desember 2026``."""
    return words(month_in_words(_day(day)))


@register.filter
def weekday(day: date) -> str:
    """The weekday of a day, in the nominative: ``mánudagur``."""
    return words(weekday_in_words(_day(day)))


@register.filter
def day_short(day: date | datetime | None) -> str:
    """A day in dense tables and date fields: ``14.12.2026``."""
    if day is None:
        return ""
    local = _day(day)
    return f"{local.day}.{local.month}.{local.year}"


@register.filter
def iso_date(day: date | datetime) -> str:
    """A day for machines, in the ``datetime`` attribute: ``2026-12-14``."""
    return _day(day).isoformat()


@register.filter
def file_size(size: int) -> str:
    """A file's size from bytes, with a decimal comma: ``27 kB``, ``1,4 MB``."""
    if size < _KILO:
        return _("{count} bæti").format(count=size)
    if size < _KILO * _KILO:
        return f"{round(size / _KILO)} kB"
    return f"{size / _KILO / _KILO:.1f} MB".replace(".", ",")


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (value.astimezone(ICELAND) if value.tzinfo else value).date()
    return value
