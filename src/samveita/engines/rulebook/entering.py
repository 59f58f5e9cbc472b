"""From what people write to a parameter document and back: one flat table of places and words.

The editor's fields and the lines of a CSV file are the same thing: a place such as ``categories.0.individual`` and what
stands there. ``read_document`` checks each place by its declaration and says in words what to mend; ``written`` gives the
table of a document. Nothing here knows pages, files or the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from samveita.engines.rulebook.declaring import (
    LANGUAGE_ENDINGS,
    FieldKind,
    ParameterDocument,
    ParameterField,
    ParameterKind,
    Problem,
    Rows,
)
from samveita.iceland.money import Rate, format_kronur, format_percent, parse_kronur
from samveita.iceland.texts import Text

UNVERIFIED_PREFIX = "unverified:"
REMOVE = "remove"
YES, NO = "yes", "no"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MONEY_LIMITS = 10**12

REQUIRED = Text(is_="Fylltu þennan reit út.", en="Fill in this field.", pl="Wypełnij to pole.")
NOT_AN_AMOUNT = Text(
    is_="Skrifaðu heilar krónur, til dæmis 212.694.",
    en="Write whole krónur, for example 212.694.",
    pl="Podaj pełne korony, na przykład 212.694.",
)
NOT_A_NUMBER = Text(is_="Skrifaðu heila tölu.", en="Write a whole number.", pl="Podaj liczbę całkowitą.")
NOT_A_PERCENTAGE = Text(
    is_="Skrifaðu hlutfall, til dæmis 31,49.",
    en="Write a percentage, for example 31,49.",
    pl="Podaj wartość procentową, na przykład 31,49.",
)
OUTSIDE = Text(
    is_="Gildið þarf að vera á bilinu {least} til {most}.",
    en="The value must be between {least} and {most}.",
    pl="Wartość musi mieścić się między {least} a {most}.",
)
TOO_LONG = Text(
    is_="Textinn má vera {most} stafir í mesta lagi.",
    en="The text may have {most} characters at most.",
    pl="Tekst może mieć najwyżej {most} znaków.",
)
NOT_AN_OPTION = Text(
    is_="Veldu einn af kostunum.", en="Choose one of the options.", pl="Wybierz jedną z opcji."
)
NOT_A_LINK = Text(
    is_="Slóðin þarf að byrja á https://.",
    en="The address must begin with https://.",
    pl="Adres musi zaczynać się od https://.",
)
NOT_AN_EMAIL = Text(
    is_="Þetta er ekki netfang.", en="This is not an e-mail address.", pl="To nie jest adres e-mail."
)
NOT_A_CODE = Text(
    is_="Notaðu enska lágstafi, tölustafi og undirstrik og byrjaðu á bókstaf, til dæmis leiga.",
    en="Use lower-case letters a–z, digits and underscores, and begin with a letter, for example leiga.",
    pl="Użyj małych liter a–z, cyfr i podkreśleń, zaczynając od litery, na przykład leiga.",
)
TWICE = Text(
    is_="Önnur lína hefur sama lykil.",
    en="Another row has the same key.",
    pl="Inny wiersz ma ten sam klucz.",
)
TOO_MANY_ROWS = Text(
    is_="Línurnar mega vera {most} í mesta lagi.",
    en="There may be {most} rows at most.",
    pl="Może być najwyżej {most} wierszy.",
)
DOES_NOT_FIT = Text(
    is_="Gildið gengur ekki upp: {message}",
    en="The value doesn't fit: {message}",
    pl="Wartość nie pasuje: {message}",
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What was read: the document, or what to mend first."""

    document: ParameterDocument | None
    problems: tuple[Problem, ...] = ()


class _Refused(ValueError):
    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def row_numbers(rows: Rows, raw: Mapping[str, str]) -> list[int]:
    """Return the numbers of the rows somebody has written something in, in order."""
    found = re.compile(rf"{re.escape(rows.key)}\.([0-9]{{1,3}})\.")
    numbers = {int(match[1]) for place in raw if (match := found.match(place))}
    return [number for number in sorted(numbers) if _has_words(rows, number, raw)]


def read_document(kind: ParameterKind, raw: Mapping[str, str]) -> Entered:
    """Read a document from places and words.

    A row with nothing written in it is left out. Every problem is reported at once, each with the
    place it belongs to (``""`` when it belongs to the whole).
    """
    data: dict[str, Any] = {}
    problems: list[Problem] = []
    for section in kind.sections:
        for part in section.parts:
            if isinstance(part, ParameterField):
                _put(data, part, part.key, raw, problems)
            else:
                data[part.key] = _read_rows(part, raw, problems)
    data["unverified"] = _marks(kind, raw)
    if problems:
        return Entered(None, tuple(problems))
    try:
        document = kind.content.model_validate(data)
    except ValidationError as error:
        return Entered(None, tuple(_unexpected(one) for one in error.errors()))
    found = tuple(problem for check in kind.checks for problem in check(document))
    return Entered(None if found else document, found)


def written(kind: ParameterKind, document: ParameterDocument) -> dict[str, str]:
    """Return the places and words of a document; what is unconfirmed has a place of its own."""
    raw: dict[str, str] = {}
    for one in kind.fields():
        _write(raw, one, one.key, value_at(document, one.key))
    for rows in kind.rows():
        for number, row in enumerate(value_at(document, rows.key) or ()):
            for one in rows.fields:
                _write(raw, one, f"{rows.key}.{number}.{one.key}", value_at(row, one.key))
            if f"{rows.key}.{row_name(rows, row)}" in document.unverified:
                raw[f"{UNVERIFIED_PREFIX}{rows.key}.{number}"] = YES
    for one in kind.fields():
        if one.key in document.unverified:
            raw[UNVERIFIED_PREFIX + one.key] = YES
    return raw


def value_at(document: Any, place: str) -> Any:
    """Return what stands at a place of a document; nothing when a part on the way is left out."""
    found = document
    for name in place.split("."):
        if found is None:
            return None
        found = getattr(found, name)
    return found


def row_name(rows: Rows, row: Any) -> str:
    """Return the name by which a row is known in files, marks and differences."""
    return str(value_at(row, rows.identified_by))


def in_words(one: ParameterField, value: Any) -> Text:
    """Return a value as people read it; an empty one is a dash."""
    if value is None or value == "":
        return _same("–")
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return Text(is_="já", en="yes", pl="tak") if value else Text(is_="nei", en="no", pl="nie")
    words = str(value)
    if one.kind is FieldKind.KRONUR:
        words = format_kronur(value)
    elif one.kind is FieldKind.PERCENT:
        words = format_percent(Rate.percent(words))
    return dict(one.options).get(words, _same(words))


def _same(words: str) -> Text:
    return Text(is_=words, en=words, pl=words)


# -- reading --

_PRESET = frozenset({FieldKind.WHOLE, FieldKind.CHOICE, FieldKind.YES_NO})
"""Kinds whose field has something in it before anybody writes, and so don't show that a part is wanted."""


def places_of(one: ParameterField, place: str) -> tuple[str, ...]:
    """Return the places a field is written at: one, or one for each language."""
    if one.kind is FieldKind.THREE_LANGUAGES:
        return tuple(f"{place}.{ending}" for ending in LANGUAGE_ENDINGS)
    return (place,)


def _is_written(one: ParameterField, raw: Mapping[str, str], place: str = "") -> bool:
    return any(raw.get(where, "").strip() for where in places_of(one, place or one.key))


def _has_words(rows: Rows, number: int, raw: Mapping[str, str]) -> bool:
    place = f"{rows.key}.{number}"
    if raw.get(f"{place}.{REMOVE}"):
        return False
    return any(_is_written(one, raw, f"{place}.{one.key}") for one in rows.fields if one.kind not in _PRESET)


def _read_rows(rows: Rows, raw: Mapping[str, str], problems: list[Problem]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    names: set[str] = set()
    numbers = row_numbers(rows, raw)
    if len(numbers) > rows.most:
        problems.append(Problem(rows.key, TOO_MANY_ROWS.format(most=str(rows.most))))
    for number in numbers[: rows.most]:
        row: dict[str, Any] = {}
        for one in rows.fields:
            _put(row, one, f"{rows.key}.{number}.{one.key}", raw, problems)
        name = str(row.get(rows.identified_by, ""))
        if name and name in names:
            problems.append(Problem(f"{rows.key}.{number}.{rows.identified_by}", TWICE))
        names.add(name)
        found.append(row)
    return found


def _put(
    data: dict[str, Any],
    one: ParameterField,
    place: str,
    raw: Mapping[str, str],
    problems: list[Problem],
) -> None:
    """Read one field into its place in the data, or note what to mend."""
    *parents, last = one.key.split(".")
    for parent in parents:
        data = data.setdefault(parent, {})
    if one.kind is FieldKind.THREE_LANGUAGES:
        words = {ending: raw.get(f"{place}.{ending}", "").strip() for ending in LANGUAGE_ENDINGS}
        for ending, text in words.items():
            if not text:
                problems.append(Problem(f"{place}.{ending}", REQUIRED))
            elif len(text) > one.longest:
                problems.append(Problem(f"{place}.{ending}", TOO_LONG.format(most=str(one.longest))))
        data[last] = words
        return
    try:
        data[last] = _value(one, raw.get(place, "").strip())
    except _Refused as refused:
        problems.append(Problem(place, refused.sentence))


def _value(one: ParameterField, words: str) -> Any:
    """Return the value of a field.

    Raises:
        _Refused: when the words don't fit the declaration.
    """
    if one.kind is FieldKind.YES_NO:
        return words == YES
    if not words:
        if one.is_required:
            raise _Refused(REQUIRED)
        return None if one.kind in {FieldKind.KRONUR, FieldKind.WHOLE, FieldKind.PERCENT} else ""
    return _READERS[one.kind](one, words)


def _kronur(one: ParameterField, words: str) -> int:
    try:
        amount = parse_kronur(words)
    except ValueError:
        raise _Refused(NOT_AN_AMOUNT) from None
    if not one.least <= amount <= min(one.most, _MONEY_LIMITS):
        raise _Refused(OUTSIDE.format(least=format_kronur(one.least), most=format_kronur(one.most)))
    return amount


def _whole(one: ParameterField, words: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,12}", words):
        raise _Refused(NOT_A_NUMBER)
    if not one.least <= int(words) <= one.most:
        raise _Refused(OUTSIDE.format(least=str(one.least), most=str(one.most)))
    return int(words)


def _percent(one: ParameterField, words: str) -> str:
    try:
        rate = Rate.percent(words[:40])
    except ValueError:
        raise _Refused(NOT_A_PERCENTAGE) from None
    if not Rate(one.least, 2) <= rate <= Rate(min(one.most, 100), 2):
        raise _Refused(OUTSIDE.format(least=f"{one.least}%", most=f"{min(one.most, 100)}%"))
    return words.removesuffix("%").strip().replace(",", ".")


def _text(one: ParameterField, words: str) -> str:
    if len(words) > one.longest:
        raise _Refused(TOO_LONG.format(most=str(one.longest)))
    return words


def _link(one: ParameterField, words: str) -> str:
    if not re.match(r"https?://[^\s/]", words):
        raise _Refused(NOT_A_LINK)
    return _text(one, words)


def _email(one: ParameterField, words: str) -> str:
    if not _EMAIL.fullmatch(words):
        raise _Refused(NOT_AN_EMAIL)
    return _text(one, words)


def _choice(one: ParameterField, words: str) -> str:
    if words not in dict(one.options):
        raise _Refused(NOT_AN_OPTION)
    return words


def _code(_one: ParameterField, words: str) -> str:
    if not _CODE.fullmatch(words):
        raise _Refused(NOT_A_CODE)
    return words


_READERS: Mapping[FieldKind, Callable[[ParameterField, str], Any]] = {
    FieldKind.KRONUR: _kronur,
    FieldKind.WHOLE: _whole,
    FieldKind.PERCENT: _percent,
    FieldKind.TEXT: _text,
    FieldKind.LINK: _link,
    FieldKind.EMAIL: _email,
    FieldKind.CHOICE: _choice,
    FieldKind.CODE: _code,
}


def _marks(kind: ParameterKind, raw: Mapping[str, str]) -> list[str]:
    """Return the places somebody has marked as not yet confirmed; a row's place is its name."""
    marked = [one.key for one in kind.fields() if raw.get(UNVERIFIED_PREFIX + one.key)]
    for rows in kind.rows():
        for number in row_numbers(rows, raw):
            if raw.get(f"{UNVERIFIED_PREFIX}{rows.key}.{number}"):
                name = raw.get(f"{rows.key}.{number}.{rows.identified_by}", "").strip()
                marked.append(f"{rows.key}.{name}")
    return marked


def _unexpected(error: Any) -> Problem:
    """Return what the document's own class refused, at its place."""
    place = ".".join(str(part) for part in error["loc"])
    return Problem(place, DOES_NOT_FIT.format(message=str(error["msg"])))


# -- writing --


def _write(raw: dict[str, str], one: ParameterField, place: str, value: Any) -> None:
    raw.update(zip(places_of(one, place), _written(one, value), strict=True))


def _written(one: ParameterField, value: Any) -> Iterator[str]:
    if one.kind is FieldKind.THREE_LANGUAGES:
        yield from ("", "", "") if value is None else value.as_dict().values()
    elif one.kind is FieldKind.YES_NO:
        yield YES if value else NO
    elif value is None:
        yield ""
    elif one.kind is FieldKind.KRONUR:
        yield format_kronur(value).removesuffix("kr.").strip().replace("\u00a0", "")
    elif one.kind is FieldKind.PERCENT:
        yield str(value).replace(".", ",")
    else:
        yield str(value)


def defaults(kind: ParameterKind) -> dict[str, str]:
    """Return the table an editor begins with when nothing has been entered: the document's own defaults.

    A nested part that is left out by default shows the defaults of its own class, such as a period of four weeks.
    """
    data: dict[str, Any] = {}
    for name, declared in kind.content.model_fields.items():
        if not declared.is_required():
            data[name] = declared.get_default(call_default_factory=True)
    raw: dict[str, str] = {}
    for one in kind.fields():
        first, _, rest = one.key.partition(".")
        value = data.get(first)
        if rest and value is None:
            value = _nested_default(kind.content, first, rest)
        elif rest:
            value = value_at(value, rest)
        _write(raw, one, one.key, value)
    return raw


def _nested_default(content: type[BaseModel], part: str, name: str) -> Any:
    """Return the default of a field in an optional part's own class, or nothing."""
    annotation = content.model_fields[part].annotation
    for candidate in getattr(annotation, "__args__", (annotation,)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            declared = candidate.model_fields.get(name)
            if declared is not None and not declared.is_required():
                return declared.get_default(call_default_factory=True)
    return None
