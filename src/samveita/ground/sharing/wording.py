"""Values and places of any shared document in words, for pages that compare versions of it.

Rooms name the parts of their own kinds (``SharedKind.names``); a part nobody has named is shown by its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import LANGUAGES, Text

EMPTY: Final = Text(is_="–", en="–", pl="–")
YES: Final = Text(is_="já", en="yes", pl="tak")
NO: Final = Text(is_="nei", en="no", pl="nie")
DAY_LENGTH: Final = 10


def name_of_part(key: str, names: Mapping[str, Text]) -> Text:
    """Return what people call a part."""
    return names.get(key) or Text(is_=key or "–", en=key or "–", pl=key or "–")


def value_in_words(value: Any, names: Mapping[str, Text]) -> Text:
    """Return a stored value in words; parts and lists are written one after another."""
    if value in (None, "", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, dict):
        return _parts(value, names)
    if isinstance(value, list):
        separator = "; " if any(isinstance(row, dict | list) for row in value) else ", "
        return _together([value_in_words(row, names) for row in value], separator)
    return _written(str(value), names)


def _parts(value: Mapping[str, Any], names: Mapping[str, Text]) -> Text:
    if set(value) == set(LANGUAGES):
        return Text.from_dict(dict(value))
    parts = [
        _labelled(name_of_part(key, names), value_in_words(part, names))
        for key, part in value.items()
        if part not in (None, "", [], {})
    ]
    return _together(parts, ", ")


def _written(value: str, names: Mapping[str, Text]) -> Text:
    day = _day(value)
    if day is not None:
        return day_in_words(day)
    return names.get(value) or Text(is_=value, en=value, pl=value)


def _number(value: Decimal | float) -> Text:
    exact = Decimal(str(value))
    whole, _, decimals = format(exact.normalize(), "f").lstrip("-").partition(".")
    sign = "−" if exact < 0 else ""
    icelandic = f"{sign}{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")
    return Text(is_=icelandic, en=icelandic, pl=icelandic)


def _day(written: str) -> date | None:
    if len(written) != DAY_LENGTH or written[4:5] != "-":
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _labelled(name: Text, value: Text) -> Text:
    return Text(is_=f"{name.is_}: {value.is_}", en=f"{name.en}: {value.en}", pl=f"{name.pl}: {value.pl}")


def _together(parts: list[Text], separator: str) -> Text:
    if not parts:
        return EMPTY
    return Text(
        is_=separator.join(part.is_ for part in parts),
        en=separator.join(part.en for part in parts),
        pl=separator.join(part.pl for part in parts),
    )
