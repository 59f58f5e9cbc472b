"""What changed between two versions of a parameter document, place by place and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samveita.engines.rulebook.declaring import ParameterDocument, ParameterField, ParameterKind, Rows
from samveita.engines.rulebook.entering import in_words, row_name, value_at
from samveita.iceland.texts import Text

CHANGED = Text(
    is_="var {before}, verður {after}", en="was {before}, becomes {after}", pl="było {before}, będzie {after}"
)
ADDED = Text(is_="nýtt: {after}", en="new: {after}", pl="nowe: {after}")
REMOVED = Text(is_="fellur brott: {before}", en="removed: {before}", pl="usunięte: {before}")
NOW_UNVERIFIED = Text(
    is_="verður merkt óstaðfest", en="is marked as unverified", pl="zostanie oznaczone jako niepotwierdzone"
)
NOW_VERIFIED = Text(
    is_="er ekki lengur merkt óstaðfest",
    en="is no longer marked as unverified",
    pl="nie jest już oznaczone jako niepotwierdzone",
)
NOTHING = Text(is_="–", en="–", pl="–")


@dataclass(frozen=True, slots=True)
class Compared:
    """One place in both versions: what stands there before and after, and the change in words when there is one."""

    place: str
    label: Text
    before: Text
    after: Text
    change: Text | None = None


def compare(
    kind: ParameterKind, before: ParameterDocument | None, after: ParameterDocument | None
) -> tuple[Compared, ...]:
    """Return every place of two versions side by side; a row is the same row when it has the same name."""
    found: list[Compared] = []
    marks = (_marks(before), _marks(after))
    for section in kind.sections:
        for part in section.parts:
            if isinstance(part, ParameterField):
                old, new = _value(before, part.key), _value(after, part.key)
                found.append(_place(part, part.key, part.label, (old, new), marks))
            else:
                found.extend(_rows(part, before, after, marks))
    return tuple(found)


def changes(compared: tuple[Compared, ...]) -> tuple[Compared, ...]:
    """Return the places that differ."""
    return tuple(one for one in compared if one.change is not None)


def _rows(
    rows: Rows,
    before: ParameterDocument | None,
    after: ParameterDocument | None,
    marks: tuple[frozenset[str], frozenset[str]],
) -> list[Compared]:
    old = {row_name(rows, row): row for row in _value(before, rows.key) or ()}
    new = {row_name(rows, row): row for row in _value(after, rows.key) or ()}
    found: list[Compared] = []
    for name in dict.fromkeys([*new, *old]):
        title = _title(rows, new.get(name) or old.get(name), name)
        for one in rows.fields:
            place = f"{rows.key}.{name}.{one.key}"
            values = (_value(old.get(name), one.key), _value(new.get(name), one.key))
            found.append(_place(one, place, _joined(title, one.label), values, (frozenset(), frozenset())))
        if mark := _mark_changed(f"{rows.key}.{name}", marks):
            found.append(Compared(f"{rows.key}.{name}", title, NOTHING, NOTHING, mark))
    return found


def _title(rows: Rows, row: Any, name: str) -> Text:
    """Return a row's name for people: its three-language field when it has one."""
    for one in rows.fields:
        value = _value(row, one.key)
        if isinstance(value, Text):
            return value
    return Text(is_=name, en=name, pl=name)


def _place(
    one: ParameterField,
    place: str,
    label: Text,
    values: tuple[Any, Any],
    marks: tuple[frozenset[str], frozenset[str]],
) -> Compared:
    before, after = (in_words(one, value) for value in values)
    change: Text | None = None
    if before != after:
        empty = NOTHING
        sentence = ADDED if before == empty else REMOVED if after == empty else CHANGED
        change = _filled(sentence, before, after)
    if mark := _mark_changed(place, marks):
        change = mark if change is None else _joined(change, mark)
    return Compared(place, label, before, after, change)


def _mark_changed(place: str, marks: tuple[frozenset[str], frozenset[str]]) -> Text | None:
    before, after = (place in one for one in marks)
    if before == after:
        return None
    return NOW_UNVERIFIED if after else NOW_VERIFIED


def _marks(document: ParameterDocument | None) -> frozenset[str]:
    return frozenset() if document is None else frozenset(document.unverified)


def _value(document: Any, place: str) -> Any:
    return None if document is None else value_at(document, place)


def _filled(sentence: Text, before: Text, after: Text) -> Text:
    return Text(
        is_=sentence.is_.format(before=before.is_, after=after.is_),
        en=sentence.en.format(before=before.en, after=after.en),
        pl=sentence.pl.format(before=before.pl, after=after.pl),
    )


def _joined(first: Text, second: Text) -> Text:
    return Text(
        is_=f"{first.is_}, {_small(second.is_)}",
        en=f"{first.en}, {_small(second.en)}",
        pl=f"{first.pl}, {_small(second.pl)}",
    )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
