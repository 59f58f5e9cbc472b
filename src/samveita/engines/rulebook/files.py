"""Parameter documents as files: JSON is the document itself, CSV is a table that Excel opens with Icelandic settings.

A CSV file has a line for each place: key, name, value, unit, and an x when the value is unconfirmed. Reading checks
everything and names each problem's line and reason; a file with one problem changes nothing. Files that come back from
Excel in Windows encoding or with tabs are read as well.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from samveita.engines.rulebook.declaring import (
    ParameterDocument,
    ParameterField,
    ParameterKind,
    Problem,
    Rows,
)
from samveita.engines.rulebook.entering import (
    UNVERIFIED_PREFIX,
    YES,
    Entered,
    places_of,
    read_document,
    row_name,
    value_at,
    written,
)
from samveita.ground.documents.stored import DocumentError, pack, unpack
from samveita.iceland.texts import Text

HEADINGS = ("lykill", "heiti", "gildi", "eining", "óstaðfest")
BYTE_ORDER_MARK = "\ufeff"
MOST_BYTES = 1_000_000
_FORMULA = ("=", "+", "-", "@")

NOT_JSON = Text(
    is_="Skráin er ekki á JSON-sniði: {message}",
    en="The file is not JSON: {message}",
    pl="Plik nie jest w formacie JSON: {message}",
)
NOT_THIS_DOCUMENT = Text(
    is_="Skráin geymir annars konar skjal eða gallað: {message}",
    en="The file holds another kind of document, or a faulty one: {message}",
    pl="Plik zawiera dokument innego rodzaju lub błędny: {message}",
)
NO_HEADINGS = Text(
    is_="Fyrsta línan þarf að hafa fyrirsagnirnar lykill og gildi.",
    en="The first line must have the headings lykill and gildi.",
    pl="Pierwszy wiersz musi mieć nagłówki lykill i gildi.",
)
UNKNOWN_KEY = Text(
    is_="Lykillinn {key} er ekki til.",
    en="There is no key {key}.",
    pl="Nie ma klucza {key}.",
)
KEY_TWICE = Text(
    is_="Lykillinn {key} kemur tvisvar fyrir.",
    en="The key {key} occurs twice.",
    pl="Klucz {key} występuje dwa razy.",
)
IN_LINE = Text(
    is_="Lína {line}, {key}: {reason}", en="Line {line}, {key}: {reason}", pl="Wiersz {line}, {key}: {reason}"
)
MISSING_LINE = Text(
    is_="Línu vantar, {key}: {reason}",
    en="A line is missing, {key}: {reason}",
    pl="Brakuje wiersza, {key}: {reason}",
)
TOO_LARGE = Text(is_="Skráin er of stór.", en="The file is too large.", pl="Plik jest za duży.")


def as_json(document: ParameterDocument) -> str:
    """Return the document itself, readable, and the same for the same document."""
    return json.dumps(pack(document), ensure_ascii=False, indent=2) + "\n"


def as_csv(kind: ParameterKind, document: ParameterDocument) -> str:
    """Return the document as a table: semicolons, a byte order mark and Icelandic decimals, as Excel expects here."""
    stream = io.StringIO()
    stream.write(BYTE_ORDER_MARK)
    table = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    table.writerow(HEADINGS)
    raw = written(kind, document)
    for key, place, one, label in _lines(kind, document):
        mark = "x" if raw.get(UNVERIFIED_PREFIX + _marked_place(kind, place)) else ""
        unit = "" if one.counts is None else str(one.counts)
        table.writerow([key, label, _without_formula(raw[place]), unit, mark])
    return stream.getvalue()


def read_file(kind: ParameterKind, content: bytes) -> Entered:
    """Read a JSON or CSV file; which of the two it is, it shows itself."""
    if len(content) > MOST_BYTES:
        return Entered(None, (Problem("", TOO_LARGE),))
    text = _decoded(content)
    return _read_json(kind, text) if text.lstrip().startswith(("{", "[")) else _read_csv(kind, text)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_json(kind: ParameterKind, text: str) -> Entered:
    try:
        document = unpack(kind.content, json.loads(text))
    except (json.JSONDecodeError, RecursionError) as error:
        return Entered(None, (Problem("", NOT_JSON.format(message=str(error))),))
    except (DocumentError, ValueError, TypeError) as error:
        return Entered(None, (Problem("", NOT_THIS_DOCUMENT.format(message=str(error))),))
    # The same checks as at the editor: limits and rules across fields stand in the declaration.
    entered = read_document(kind, written(kind, document))
    return entered if entered.document is None else Entered(document)


def _read_csv(kind: ParameterKind, text: str) -> Entered:
    first = text.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = list(table)
    except csv.Error as error:
        return Entered(None, (Problem("", NOT_THIS_DOCUMENT.format(message=str(error))),))
    headings = [heading.strip().lower() for heading in lines[0]] if lines else []
    if not {"lykill", "gildi"} <= set(headings):
        return Entered(None, (Problem("1", NO_HEADINGS),))
    raw, where, problems = _placed(kind, headings, lines[1:])
    entered = read_document(kind, raw)
    problems += [_at_line(problem, where) for problem in entered.problems]
    return Entered(None if problems else entered.document, tuple(problems))


def _placed(
    kind: ParameterKind, headings: list[str], lines: list[list[str]]
) -> tuple[dict[str, str], dict[str, tuple[int, str]], list[Problem]]:
    """Return the file's lines as places and words, the line each place came from, and lines that fit nowhere."""
    raw: dict[str, str] = {}
    where: dict[str, tuple[int, str]] = {}
    problems: list[Problem] = []
    known = {place for one in kind.fields() for place in places_of(one, one.key)}
    numbers: dict[str, dict[str, int]] = {rows.key: {} for rows in kind.rows()}
    for number, cells in enumerate(lines, start=2):
        line = dict(zip(headings, (cell.strip() for cell in cells), strict=False))
        key = line.get("lykill", "")
        if not key:
            continue
        place = key if key in known else _row_place(kind, key, numbers, raw)
        if not place or place in where:
            sentence = KEY_TWICE if place else UNKNOWN_KEY
            problems.append(Problem(str(number), _line(number, key, sentence.format(key=key))))
            continue
        where[place] = (number, key)
        raw[place] = _with_formula(line.get("gildi", ""))
        if line.get("óstaðfest", line.get("ostadfest", "")):
            raw[UNVERIFIED_PREFIX + _marked_place(kind, place)] = YES
    return raw, where, problems


def _row_place(kind: ParameterKind, key: str, numbers: dict[str, dict[str, int]], raw: dict[str, str]) -> str:
    """Return the place a row's line belongs to (rows are numbered as they appear), or nothing."""
    for rows in kind.rows():
        parts = key.split(".", maxsplit=2)
        if len(parts) != 3 or parts[0] != rows.key:
            continue
        _rows, name, rest = parts
        allowed = {
            place for one in rows.fields if one.key != rows.identified_by for place in places_of(one, one.key)
        }
        if rest not in allowed:
            return ""
        number = numbers[rows.key].setdefault(name, len(numbers[rows.key]))
        raw[f"{rows.key}.{number}.{rows.identified_by}"] = name
        return f"{rows.key}.{number}.{rest}"
    return ""


def _at_line(problem: Problem, where: Mapping[str, tuple[int, str]]) -> Problem:
    if problem.place in where:
        line, key = where[problem.place]
        return Problem(str(line), _line(line, key, problem.sentence))
    sentence = MISSING_LINE
    return Problem("", _reasoned(sentence, problem.sentence, key=problem.place))


def _line(line: int, key: str, reason: Text) -> Text:
    return _reasoned(IN_LINE, reason, line=str(line), key=key)


def _reasoned(sentence: Text, reason: Text, **values: str) -> Text:
    return Text(
        is_=sentence.is_.format(reason=reason.is_, **values),
        en=sentence.en.format(reason=reason.en, **values),
        pl=sentence.pl.format(reason=reason.pl, **values),
    )


def _lines(
    kind: ParameterKind, document: ParameterDocument
) -> Iterator[tuple[str, str, ParameterField, str]]:
    """Yield key, place, field and name of every line of the CSV, in the order of the declaration."""
    for section in kind.sections:
        for part in section.parts:
            if isinstance(part, ParameterField):
                for place in places_of(part, part.key):
                    yield place, place, part, part.label.is_
            else:
                yield from _row_lines(part, document)


def _row_lines(rows: Rows, document: ParameterDocument) -> Iterator[tuple[str, str, ParameterField, str]]:
    for number, row in enumerate(value_at(document, rows.key) or ()):
        for one in rows.fields:
            if one.key == rows.identified_by:
                continue
            endings = [place.removeprefix(one.key) for place in places_of(one, one.key)]
            for ending in endings:
                name = f"{rows.key}.{row_name(rows, row)}.{one.key}{ending}"
                yield name, f"{rows.key}.{number}.{one.key}{ending}", one, one.label.is_


def _marked_place(kind: ParameterKind, place: str) -> str:
    """Return the place a mark stands at: a row is marked as a whole."""
    for rows in kind.rows():
        if place.startswith(f"{rows.key}."):
            return ".".join(place.split(".")[:2])
    return place


def _without_formula(words: str) -> str:
    """Keep Excel from reading a text as a formula."""
    return f"'{words}" if words.startswith(_FORMULA) and not words.lstrip("+-").isdecimal() else words


def _with_formula(words: str) -> str:
    return words[1:] if words.startswith("'") and words[1:].startswith(_FORMULA) else words
