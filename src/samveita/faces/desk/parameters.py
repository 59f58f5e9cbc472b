"""What the pages of parameters show: fields with what was typed, versions in words, differences and effects as tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samveita.engines.rulebook.declaring import (
    Example,
    FieldKind,
    ParameterDocument,
    ParameterField,
    ParameterKind,
    Problem,
    Rows,
    Section,
)
from samveita.engines.rulebook.differing import Compared
from samveita.engines.rulebook.entering import (
    REMOVE,
    UNVERIFIED_PREFIX,
    in_words,
    places_of,
    row_name,
    value_at,
)
from samveita.engines.rulebook.parameters import Level, ParameterSet, Source, Status, Unit
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import Version, VersionState
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.money import format_kronur
from samveita.iceland.texts import Text
from samveita.ui.formats import icelandic, language, words
from samveita.ui.parts import Choice, Column, Fact, FieldError, Row, Table

NUMERIC = frozenset({FieldKind.KRONUR, FieldKind.WHOLE, FieldKind.PERCENT})
UNITS = {
    Unit.KRONUR: Text(is_="kr.", en="kr.", pl="kr."),
    Unit.KRONUR_PER_MONTH: Text(is_="kr. á mánuði", en="kr. a month", pl="kr. miesięcznie"),
    Unit.PERCENT: Text(is_="%", en="%", pl="%"),
    Unit.COUNT: Text(is_="stykki", en="pieces", pl="sztuk"),
    Unit.DAYS: Text(is_="dagar", en="days", pl="dni"),
    Unit.WEEKS: Text(is_="vikur", en="weeks", pl="tygodnie"),
    Unit.MONTHS: Text(is_="mánuðir", en="months", pl="miesiące"),
}
LEVELS = {
    Level.CENTRAL: Text(
        is_="Sambandið setur þetta fyrir öll sveitarfélög",
        en="Set by the association for every municipality",
        pl="Ustala związek dla wszystkich gmin",
    ),
    Level.MUNICIPALITY: Text(
        is_="Sveitarfélagið setur þetta", en="Set by the municipality", pl="Ustala gmina"
    ),
    Level.OFFICE: Text(is_="Skrifstofan setur þetta", en="Set by the office", pl="Ustala urząd"),
}
LANGUAGES = {
    "is": Text(is_="á íslensku", en="in Icelandic", pl="po islandzku"),
    "en": Text(is_="á ensku", en="in English", pl="po angielsku"),
    "pl": Text(is_="á pólsku", en="in Polish", pl="po polsku"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """One field of the editor as it is drawn."""

    name: str
    draw: str
    label: str
    hint: str
    value: str
    error: str
    optional: bool
    suffix: str = ""
    size: int | None = None
    longest: int | None = None
    choices: tuple[Choice, ...] = ()
    mark: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class RowOfBoxes:
    """A row of repeated fields, its mark and the box that takes it away."""

    title: str
    boxes: tuple[Box, ...]
    mark: str
    is_marked: bool
    remove: str
    is_removed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or rows with their button."""

    box: Box | None = None
    rows: tuple[RowOfBoxes, ...] = ()
    declared: Rows | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A section of the editor."""

    declared: Section
    parts: tuple[Part, ...]


def drawn(
    kind: ParameterKind,
    raw: Mapping[str, str],
    problems: Sequence[Problem] = (),
    *,
    numbers: Mapping[str, Sequence[int]],
) -> list[Drawn]:
    """Return the editor's sections with what is in each field; ``numbers`` are the rows to draw of each repeated part."""
    errors = {problem.place: words(problem.sentence) for problem in reversed(problems)}
    sections = []
    for section in kind.sections:
        parts: list[Part] = []
        for part in section.parts:
            if isinstance(part, ParameterField):
                mark = UNVERIFIED_PREFIX + part.key if part.is_legal else ""
                boxes = _boxes(part, part.key, raw, errors, mark=mark)
                parts.extend(Part(box=box) for box in boxes)
            else:
                rows = tuple(_row(part, number, raw, errors) for number in numbers.get(part.key, ()))
                parts.append(Part(rows=rows, declared=part))
        sections.append(Drawn(section, tuple(parts)))
    return sections


def _row(rows: Rows, number: int, raw: Mapping[str, str], errors: Mapping[str, str]) -> RowOfBoxes:
    place = f"{rows.key}.{number}"
    boxes = [box for one in rows.fields for box in _boxes(one, f"{place}.{one.key}", raw, errors, mark="")]
    named = next((one for one in rows.fields if one.kind is FieldKind.THREE_LANGUAGES), None)
    title = raw.get(f"{place}.{named.key}.{language()}", "") if named else ""
    mark, remove = f"{UNVERIFIED_PREFIX}{place}", f"{place}.{REMOVE}"
    return RowOfBoxes(
        title=title or _("Ný lína"),
        boxes=tuple(boxes),
        mark=mark,
        is_marked=bool(raw.get(mark)),
        remove=remove,
        is_removed=bool(raw.get(remove)),
    )


def _boxes(
    one: ParameterField, place: str, raw: Mapping[str, str], errors: Mapping[str, str], *, mark: str
) -> Iterator[Box]:
    for where in places_of(one, place):
        ending = where.removeprefix(place).removeprefix(".")
        label = words(one.label)
        if ending:
            label = f"{label} {words(LANGUAGES[ending])}"
        yield Box(
            name=where,
            draw="select"
            if one.kind is FieldKind.CHOICE
            else "yes_no"
            if one.kind is FieldKind.YES_NO
            else "text",
            label=label,
            hint=words(one.help) if one.help else "",
            value=raw.get(where, ""),
            error=errors.get(where, ""),
            optional=not one.is_required and one.kind is not FieldKind.THREE_LANGUAGES,
            suffix="" if one.counts is None else words(UNITS[one.counts]),
            size=10 if one.kind in NUMERIC else None,
            longest=None if one.kind in NUMERIC else one.longest,
            choices=tuple(Choice(value, label_) for value, label_ in one.options),
            mark=mark,
            is_marked=bool(mark and raw.get(mark)),
        )


def summary_of(problems: Sequence[Problem]) -> list[FieldError]:
    """Return the problems for the summary on top of the page."""
    return [FieldError(problem.place, problem.sentence) for problem in problems]


def fingerprint(raw: Mapping[str, str], version: Version | None) -> str:
    """Return a short sign of what the editor was shown with, so that a colleague's change in between is noticed."""
    shown = json.dumps(
        [sorted(raw.items()), None if version is None else [version.number, version.state]],
        ensure_ascii=False,
    )
    return hashlib.sha256(shown.encode()).hexdigest()[:20]


def state_in_words(version: Version, today: date) -> str:
    """Say where a version stands, with its days."""
    if version.state == VersionState.DRAFT:
        return pgettext("version", "Drög")
    if version.state == VersionState.APPROVED:
        return pgettext("version", "Samþykkt, bíður gildistöku")
    if version.state == VersionState.SET_ASIDE or version.valid_from is None:
        return pgettext("version", "Lagt til hliðar")
    days = span(version.valid_from, version.valid_to)
    if version.valid_from > today:
        return _("Tekur gildi: %(days)s") % {"days": days}
    if version.valid_to is not None and version.valid_to < today:
        return _("Gilti: %(days)s") % {"days": days}
    return _("Í gildi: %(days)s") % {"days": days}


def span(first: date, last: date | None) -> str:
    """Write from when to when something holds."""
    if last is None:
        return _("frá %(first)s") % {"first": words(day_in_words(first))}
    return _("%(first)s til %(last)s") % {
        "first": words(day_in_words(first)),
        "last": words(day_in_words(last)),
    }


def source_in_words(source: SourceNote | Source) -> str:
    """Write a source with its day."""
    day = source.as_of if isinstance(source, SourceNote) else source.published
    title = icelandic(source.title or "–")
    return title if day is None else format_html("{} ({})", title, words(day_in_words(day)))


def facts_of(
    kind: ParameterKind, document: ParameterDocument
) -> list[tuple[Section, list[Fact], list[Table]]]:
    """Return a document for reading: each section's values, and its rows as tables; unconfirmed ones say so."""
    found = []
    for section in kind.sections:
        facts, tables = [], []
        for part in section.parts:
            if isinstance(part, Rows):
                tables.append(_table_of(part, document))
            else:
                value = in_words(part, value_at(document, part.key))
                note = _("Óstaðfest") if part.key in document.unverified else ""
                facts.append(Fact(part.label, _with_unit(part, words(value)), source=note))
        found.append((section, facts, tables))
    return found


def _table_of(rows: Rows, document: ParameterDocument) -> Table:
    shown = [one for one in rows.fields if one.key != rows.identified_by]
    lines = []
    for row in value_at(document, rows.key) or ():
        cells = [words(in_words(one, value_at(row, one.key))) for one in shown]
        if f"{rows.key}.{row_name(rows, row)}" in document.unverified:
            cells[0] = _("%(name)s (óstaðfest)") % {"name": cells[0]}
        lines.append(Row(cells))
    columns = [Column(one.label, numeric=one.kind in NUMERIC) for one in shown]
    return Table(rows.title, columns, lines, caption_hidden=True)


def _with_unit(one: ParameterField, value: str) -> str:
    if one.kind is FieldKind.WHOLE and one.counts is not None and value != "–":
        return f"{value} {_counted(one.counts, int(value))}"
    return value


def _counted(unit: Unit, count: int) -> str:
    """Write a unit after its number."""
    if unit is Unit.DAYS:
        return ngettext("dagur", "dagar", count)
    if unit is Unit.WEEKS:
        return ngettext("vika", "vikur", count)
    if unit is Unit.MONTHS:
        return ngettext("mánuður", "mánuðir", count)
    return words(UNITS[unit])


@dataclass(frozen=True, slots=True)
class Years:
    """All known values of a yearly set: a column for each span of days, and where each span's values come from."""

    table: Table
    sources: tuple[tuple[str, tuple[Source, ...]], ...]


def known_years(kind: ParameterKind, known: ParameterSet) -> Years | None:
    """Return the values of a set that has shipped ones, newest first; unconfirmed ones are marked."""
    coded = [one for one in kind.fields() if one.code]
    spans = sorted({(one.valid_from, one.valid_to) for one in known}, key=lambda days: days[0], reverse=True)
    if not coded or not spans:
        return None
    lines = [Row([words(one.label), *(_known(one, known, first) for first, _last in spans)]) for one in coded]
    columns = [Column(_("Gildi")), *(Column(_year_or_span(*days), numeric=True) for days in spans)]
    sources = tuple(
        (
            _year_or_span(first, last),
            tuple(dict.fromkeys(one.source for one in known if one.valid_from == first)),
        )
        for first, last in spans
    )
    return Years(Table(_("Öll þekkt gildi"), columns, lines, caption_hidden=True), sources)


def _known(one: ParameterField, known: ParameterSet, day: date) -> str:
    parameter = known.find(one.code, day)
    if parameter is None:
        return "–"
    value = words(in_words(one, _typed(one, parameter.value)))
    return value + _(" (óstaðfest)") if parameter.status is Status.UNVERIFIED else value


def _year_or_span(first: date, last: date | None) -> str:
    is_year = last is not None and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if is_year and last and last.year == first.year else span(first, last)


def _typed(one: ParameterField, value: str) -> str | int:
    return value if one.kind is FieldKind.PERCENT else int(value)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one invented person: before, after, and the difference in words."""

    label: Text
    before: str
    after: str
    change: str
    is_changed: bool


def effects(before: Sequence[Example], after: Sequence[Example]) -> list[Effect]:
    """Return every example with its amount before and after, in the order of the new document."""
    old = {one.key: one for one in before}
    new = {one.key: one for one in after}
    return [_effect(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]


def _effect(old: Example | None, new: Example | None) -> Effect:
    label = (new or old).label if new or old else Text(is_="–", en="–", pl="–")  # type: ignore[union-attr]
    first, second = _amount(old), _amount(new)
    change = _("óbreytt")
    if first is None and second is not None:
        change = _("var ekki hægt að reikna áður")
    elif first is not None and second is None:
        change = _("verður ekki hægt að reikna")
    elif first is not None and second is not None and second > first:
        change = _("hækkar um %(amount)s") % {"amount": format_kronur(second - first)}
    elif first is not None and second is not None and second < first:
        change = _("lækkar um %(amount)s") % {"amount": format_kronur(first - second)}
    return Effect(label, _kr(first), _kr(second), change, first != second)


def _amount(example: Example | None) -> int | None:
    return None if example is None else example.amount


def _kr(amount: int | None) -> str:
    return "–" if amount is None else format_kronur(amount)


def shown_changes(compared: Sequence[Compared], *, only_changes: bool) -> list[Compared]:
    """Return the lines of a comparison: the changed ones, or all."""
    return [one for one in compared if one.change is not None or not only_changes]
