"""Which values hold on a day: the office's own, else the municipality's, else the association's, else those shipped.

Each level publishes parameter documents by the sharing mechanism (draft, approved, valid from and to). A value found
says which level set it and where it is published; a key nobody has a value for still refuses. Nothing of one year is ever
carried into the next unless a version says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samveita.engines.rulebook.central import WITHHOLDING_TAX
from samveita.engines.rulebook.declaring import (
    NUMBERS,
    PARAMETER_KINDS,
    ParameterDocument,
    ParameterField,
    ParameterKind,
)
from samveita.engines.rulebook.entering import row_name, value_at
from samveita.engines.rulebook.parameters import Level, Parameter, ParameterSet, Source, Status, Unit
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.sharing.kinds import SharedKind, SourceNote, register_kind
from samveita.ground.sharing.models import Version
from samveita.ground.sharing.queries import in_force
from samveita.iceland.texts import Text

UNVERIFIED_PLACES = Text(is_="Óstaðfest gildi", en="Unverified values", pl="Wartości niepotwierdzone")


def register_parameters(kind: ParameterKind) -> ParameterKind:
    """Make the editor and the sharing mechanism know a set of parameters.

    Raises:
        ValueError: when its word in addresses is taken.
    """
    known = PARAMETER_KINDS.get(kind.slug)
    if known is not None and known is not kind:
        raise ValueError(f"parameters {kind.slug!r} are registered twice")
    PARAMETER_KINDS[kind.slug] = kind
    register_kind(
        SharedKind(
            name=kind.name,
            title=kind.title,
            content=kind.content,
            names=_names(kind),
            may_be_copied=kind.may_be_copied or Level.CENTRAL not in kind.levels,
            adapted=kind.adapted,
        )
    )
    return kind


def _names(kind: ParameterKind) -> dict[str, Text]:
    """Return what parts and choices are called, for pages that compare versions."""
    fields = [*kind.fields(), *(one for rows in kind.rows() for one in rows.fields)]
    names = {one.key.rpartition(".")[2]: one.label for one in fields}
    names |= {rows.key: rows.title for rows in kind.rows()}
    names |= {value: label for one in fields for value, label in one.options}
    return names | {"unverified": UNVERIFIED_PLACES}


register_parameters(WITHHOLDING_TAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document that is in force at one level, with its days and its source."""

    kind: ParameterKind
    document: ParameterDocument
    level: Level
    valid_from: date
    valid_to: date | None
    source: Source


def level_of(owner: Organisation) -> Level:
    """Return the level at which an organisation sets parameters."""
    if owner.kind == Kind.ASSOCIATION:
        return Level.CENTRAL
    return Level.MUNICIPALITY if owner.kind == Kind.MUNICIPALITY else Level.OFFICE


def source_of(note: SourceNote) -> Source:
    """Return a version's source as calculations show it."""
    return Source(title=note.title or "–", url=note.url, published=note.as_of)


def as_held(kind: ParameterKind, version: Version) -> Held:
    """Return a published version with its level.

    Raises:
        ValueError: when the version has never been published.
    """
    if version.valid_from is None:
        raise ValueError("a version without a first day is not in force")
    return Held(
        kind=kind,
        document=version.content,
        level=level_of(version.document.owner),
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        source=source_of(version.source),
    )


def held(
    kind: ParameterKind,
    *,
    on: date,
    municipality: Organisation | None = None,
    office: Organisation | None = None,
) -> tuple[Held, ...]:
    """Return the documents in force on a day, the nearest level first: office, municipality, association.

    A level the kind may not be set at is never asked.
    """
    owners: list[Organisation | None] = [one for one in (office, municipality) if one is not None]
    found: dict[int, Held] = {}
    for owner in [*owners, None]:
        version = in_force(kind=kind.name, key=kind.key, organisation=owner, on=on)
        if version is not None and level_of(version.document.owner) in kind.levels:
            found.setdefault(version.pk, as_held(kind, version))
    return tuple(found.values())


def nearest(
    kind: ParameterKind,
    *,
    on: date,
    municipality: Organisation | None = None,
    office: Organisation | None = None,
) -> Held | None:
    """Return the document of the nearest level that has one on a day, or nothing."""
    return next(iter(held(kind, on=on, municipality=municipality, office=office)), None)


def parameters_in_force(
    kind: ParameterKind,
    *,
    on: date,
    municipality: Organisation | None = None,
    office: Organisation | None = None,
) -> ParameterSet:
    """Return every number that holds on a day, key by key from the nearest level that has one.

    The set answers for that day; each parameter says which level set it.
    """
    found = ParameterSet(()) if kind.shipped is None else kind.shipped()
    for one in reversed(held(kind, on=on, municipality=municipality, office=office)):
        found = parameters_of(one).over(found)
    return found


def parameters_of(one: Held) -> ParameterSet:
    """Return the numbers of a document as parameters with source, days, level and whether they are confirmed."""
    return ParameterSet(_parameters(one))


def _parameters(one: Held) -> Iterator[Parameter]:
    for declared in one.kind.fields():
        value = value_at(one.document, declared.key)
        if declared.kind in NUMBERS and value is not None:
            code = declared.code or f"{one.kind.key}.{declared.key}"
            yield _parameter(one, declared, code, value, mark=declared.key)
    for rows in one.kind.rows():
        for row in value_at(one.document, rows.key) or ():
            place = f"{rows.key}.{row_name(rows, row)}"
            for declared in rows.fields:
                value = value_at(row, declared.key)
                if declared.kind in NUMBERS and value is not None:
                    code = f"{one.kind.key}.{place}.{declared.key}"
                    yield _parameter(one, declared, code, value, mark=place)


def _parameter(one: Held, declared: ParameterField, code: str, value: object, *, mark: str) -> Parameter:
    return Parameter(
        key=code,
        unit=declared.counts or Unit.COUNT,
        value=str(value),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        source=one.source,
        status=Status.UNVERIFIED if mark in one.document.unverified else Status.VERIFIED,
        level=one.level,
    )
