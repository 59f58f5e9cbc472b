"""Original then, original now, and one's own version: what differs part by part, and the content with chosen parts taken.

Documents are compared as the plain values they are stored as. Rows of a list are the same row when they carry the same
code, key or name; a list whose rows carry none is compared place by place while it keeps its length, and otherwise as a
whole. One walk serves both the page and the merge, so that what is shown is exactly what is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote

from pydantic import ValidationError

from samveita.ground.documents.stored import Stored, pack
from samveita.ground.sharing.kinds import SharedKind
from samveita.ground.sharing.wording import name_of_part, value_in_words
from samveita.iceland.texts import LANGUAGES, Text

IDENTITIES: Final = ("code", "key", "id", "slug", "name")


class Nothing:
    """The value of a part that a version does not have."""


NOTHING: Final = Nothing()


class Who(StrEnum):
    """Who has changed a part since the version both began from."""

    ORIGINAL = "original"
    OURS = "ours"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs between the original and one's own version, with what stands there in all three.

    Attributes:
        path: the part's place, safe in a form; rows are ``code=lunch``.
        label: the place in words.
        who: who changed it.
        then: what stood in the original that the own version was made from.
        now: what stands in the original now.
        ours: what stands in the own version.
    """

    path: str
    label: Text
    who: Who
    then: Text
    now: Text
    ours: Text

    @property
    def is_to_decide(self) -> bool:
        """Whether the original has something new to say here."""
        return self.who is not Who.OURS


class DoNotFit(ValueError):
    """The chosen parts don't make a valid document together."""


@dataclass(slots=True)
class _Walk:
    kind: SharedKind
    taken: frozenset[str]
    found: list[Difference] = field(default_factory=list)


def differences(
    kind: SharedKind, *, then: Stored | None, now: Stored, ours: Stored
) -> tuple[Difference, ...]:
    """Return every part that differs between the original as it is now and one's own version, in the document's order."""
    walk = _Walk(kind, frozenset())
    _join(walk, (), (), _plain(then), _plain(now), _plain(ours))
    return tuple(walk.found)


def merged(
    kind: SharedKind, *, then: Stored | None, now: Stored, ours: Stored, taken: frozenset[str]
) -> Stored:
    """Return one's own version with the named parts as they stand in the original now.

    Raises:
        DoNotFit: when the result is no valid document; parts that belong together were taken apart.
    """
    joined = _join(_Walk(kind, taken), (), (), _plain(then), _plain(now), _plain(ours))
    try:
        return kind.content.model_validate(joined)
    except ValidationError as error:
        raise DoNotFit(str(error)) from error


def _plain(document: Stored | None) -> Any:
    return NOTHING if document is None else pack(document)["data"]


def _join(  # noqa: PLR0917  the three versions of one place, in their order
    walk: _Walk, path: tuple[str, ...], names: tuple[Text, ...], then: Any, now: Any, ours: Any
) -> Any:
    """Return what stands at a place after the taken parts are taken; write down what differs."""
    if now == ours:
        return ours
    if _is_part(now) and _is_part(ours):
        before = then if _is_part(then) else {}
        return _join_keys(walk, path, names, before, now, ours)
    if isinstance(now, list) and isinstance(ours, list):
        rows = _rows(walk, path, names, then, now, ours)
        if rows is not None:
            return rows
    if walk.kind.is_overlay and isinstance(ours, Nothing):
        return ours
    place = "/".join(path)
    who = Who.OURS if now == then else Who.ORIGINAL if ours == then else Who.BOTH
    labels = walk.kind.names
    walk.found.append(
        Difference(
            place,
            _place_in_words(names, walk.kind.title),
            who,
            value_in_words(_none(then), labels),
            value_in_words(_none(now), labels),
            value_in_words(_none(ours), labels),
        )
    )
    return now if place in walk.taken and who is not Who.OURS else ours


def _join_keys(  # noqa: PLR0917
    walk: _Walk,
    path: tuple[str, ...],
    names: tuple[Text, ...],
    then: Mapping[str, Any],
    now: Mapping[str, Any],
    ours: Mapping[str, Any],
) -> dict[str, Any]:
    joined = {}
    for key in dict.fromkeys([*ours, *now]):
        value = _join(
            walk,
            (*path, quote(key, safe="")),
            (*names, name_of_part(key, walk.kind.names)),
            then.get(key, NOTHING),
            now.get(key, NOTHING),
            ours.get(key, NOTHING),
        )
        if not isinstance(value, Nothing):
            joined[key] = value
    return joined


def _rows(  # noqa: PLR0917
    walk: _Walk, path: tuple[str, ...], names: tuple[Text, ...], then: Any, now: list[Any], ours: list[Any]
) -> list[Any] | None:
    """Return the joined rows of a list; ``None`` when its rows can't be told apart one by one."""
    before = then if isinstance(then, list) else []
    identity = next((one for one in IDENTITIES if _identifies(one, before, now, ours)), None)
    if identity is None:
        if not len(now) == len(ours) == len(before) or not all(_is_part(row) for row in now + ours):
            return None
        return [
            _join(walk, (*path, str(number)), (*names, _numbered(number)), *three)
            for number, three in enumerate(zip(before, now, ours, strict=True))
        ]
    if not _stand_alike(identity, now, ours):
        return None
    keyed = [{row[identity]: row for row in rows} for rows in (before, now, ours)]
    joined: dict[str, Any] = {}
    for key in _order(list(keyed[2]), list(keyed[1])):
        three = [rows.get(key, NOTHING) for rows in keyed]
        title = name_of_row(next(row for row in (three[2], three[1]) if _is_part(row)), key, walk.kind.names)
        step = f"{identity}={quote(key, safe='')}"
        joined[key] = _join(walk, (*path, step), (*names, title), *three)
    return [row for row in joined.values() if not isinstance(row, Nothing)]


def _identifies(identity: str, *versions: list[Any]) -> bool:
    """Whether a field names each row once in every version."""
    for rows in versions:
        named = [row.get(identity) if isinstance(row, dict) else None for row in rows]
        if not all(isinstance(one, str) for one in named) or len(set(named)) != len(named):
            return False
    return True


def _stand_alike(identity: str, now: list[Any], ours: list[Any]) -> bool:
    """Whether the rows in common stand in the same order; if not, the list is one part."""
    theirs, own = [row[identity] for row in now], [row[identity] for row in ours]
    return [one for one in theirs if one in own] == [one for one in own if one in theirs]


def _order(ours: list[str], now: list[str]) -> list[str]:
    """Return all rows in one's own order, each new row of the original after the row it follows there."""
    order = list(ours)
    for position, key in enumerate(now):
        if key not in order:
            before = next((one for one in reversed(now[:position]) if one in order), None)
            order.insert(0 if before is None else order.index(before) + 1, key)
    return order


def name_of_row(row: Mapping[str, Any], key: str, names: Mapping[str, Text]) -> Text:
    """Return what people call a row: its own label, else its key as the kind calls it."""
    for one in ("label", "title", "name"):
        own = row.get(one)
        if isinstance(own, dict) and set(own) == set(LANGUAGES):
            return Text.from_dict(own)
        if isinstance(own, str) and own.strip():
            return Text(is_=own, en=own, pl=own)
    return name_of_part(key, names)


def _is_part(value: Any) -> bool:
    """Whether a value has parts of its own; words in three languages are one value."""
    return isinstance(value, dict) and set(value) != set(LANGUAGES)


def _none(value: Any) -> Any:
    return None if isinstance(value, Nothing) else value


def _numbered(number: int) -> Text:
    return Text(is_=f"nr. {number + 1}", en=f"no. {number + 1}", pl=f"nr {number + 1}")


def _place_in_words(names: tuple[Text, ...], title: Text) -> Text:
    parts = names or (title,)
    return Text(
        is_=" – ".join(part.is_ for part in parts),
        en=" – ".join(part.en for part in parts),
        pl=" – ".join(part.pl for part in parts),
    )
