"""The verbs of editing parameters: begin, save a draft, approve, let it take effect, undo.

They stand on the sharing mechanism, which keeps every version and refuses to change one that was ever valid; so a
decision made last year still finds the values it was made with. Each verb is one transaction with its event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from pydantic import ValidationError

from samveita.engines.rulebook.declaring import ParameterDocument, ParameterKind
from samveita.engines.rulebook.entering import defaults, written
from samveita.engines.rulebook.parameters import Level, Parameter, Unit
from samveita.engines.rulebook.published import level_of, nearest, source_of
from samveita.ground.audit.actors import Actor
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.sharing import verbs
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.iceland.texts import Text

SAME_DAY = Text(
    is_="Önnur útgáfa tekur gildi þennan sama dag. Veldu annan dag.",
    en="Another version takes effect on that very day. Choose another day.",
    pl="Inna wersja zaczyna obowiązywać tego samego dnia. Wybierz inny dzień.",
)
NOT_THEIRS = Text(
    is_="Þessi gildi eru ekki sett hér.",
    en="These values are not set here.",
    pl="Te wartości nie są ustalane tutaj.",
)
NOT_NOW = Text(
    is_="Einhver annar hefur breytt útgáfunni. Skoðaðu hana aftur áður en þú heldur áfram.",
    en="Somebody else has changed the version. Look at it again before you go on.",
    pl="Ktoś inny zmienił tę wersję. Obejrzyj ją ponownie, zanim przejdziesz dalej.",
)
ENDS_TOO_EARLY = Text(
    is_="Síðasti dagurinn þarf að vera á eftir þeim fyrsta.",
    en="The last day must be after the first.",
    pl="Ostatni dzień musi następować po pierwszym.",
)


class ParametersRefused(ValueError):
    """A step that is not possible now; ``reason`` is written for the person at the editor."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.is_)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an organisation's own document stands on a day.

    Attributes:
        document: nothing when it has none yet.
        valid: the version in force.
        planned: versions that take effect later, the nearest first.
        open: a draft, or an approved version that has not been given a day.
    """

    document: SharedDocument | None = None
    valid: Version | None = None
    planned: tuple[Version, ...] = ()
    open: Version | None = None


def may_be_set_by(kind: ParameterKind, owner: Organisation) -> bool:
    """Say whether an organisation sets these parameters at all."""
    return level_of(owner) in kind.levels


def standing(kind: ParameterKind, owner: Organisation, *, on: date) -> Standing:
    """Return where an organisation's own document stands on a day."""
    document = (
        SharedDocument.objects.filter(kind=kind.name, key=kind.key, owner=owner)
        .select_related("owner")
        .first()
    )
    if document is None:
        return Standing()
    versions = list(document.versions.select_related("document__owner").order_by("number"))
    published = sorted(
        (one.valid_from, one.number, one)
        for one in versions
        if one.state == VersionState.VALID and one.valid_from is not None
    )
    in_force = [
        one
        for first, _number, one in published
        if first <= on and (one.valid_to is None or one.valid_to >= on)
    ]
    later = [one for first, _number, one in published if first > on]
    unfinished = [one for one in versions if one.state in {VersionState.DRAFT, VersionState.APPROVED}]
    return Standing(
        document=document,
        valid=in_force[-1] if in_force else None,
        planned=tuple(later),
        open=unfinished[-1] if unfinished else None,
    )


def beginning(kind: ParameterKind, owner: Organisation, *, on: date) -> tuple[dict[str, str], SourceNote]:
    """Return what an editor begins with, and its source.

    The open draft, else the latest version that is planned or in force, else the association's, else the defaults.
    A yearly document begins empty: last year's values must not slip into the next.
    """
    stand = standing(kind, owner, on=on)
    version = stand.open
    if version is None and not kind.is_yearly:
        original = _original(kind, owner)
        version = stand.planned[-1] if stand.planned else stand.valid
        version = version or (None if original is None else standing(kind, original.owner, on=on).valid)
    if version is None:
        return defaults(kind), SourceNote(title="")
    # A new version needs a source of its own: what was published last year does not vouch for this one.
    return written(kind, version.content), version.source if version == stand.open else SourceNote(title="")


def in_force_here(kind: ParameterKind, owner: Organisation, *, on: date) -> ParameterDocument | None:
    """Return the document that holds for an organisation on a day: its own, the association's, or what is shipped."""
    level = {"municipality": owner} if level_of(owner) is Level.MUNICIPALITY else {"office": owner}
    one = nearest(kind, on=on, **({} if level_of(owner) is Level.CENTRAL else level))
    return _shipped(kind, on) if one is None else one.document


def save(
    *, actor: Actor, kind: ParameterKind, owner: Organisation, document: ParameterDocument, source: SourceNote
) -> Version:
    """Keep a document as the organisation's draft; an approved version without a day is set aside in its favour.

    Raises:
        NotAllowed: when the actor may not.
        ParametersRefused: when these parameters are not set by this organisation.
    """
    if not may_be_set_by(kind, owner):
        raise ParametersRefused(NOT_THEIRS)
    with transaction.atomic():
        shared = verbs.start(
            actor=actor,
            kind=kind.name,
            key=kind.key,
            owner=owner,
            title=kind.title,
            original=_original(kind, owner),
        )
        for approved in shared.versions.filter(state=VersionState.APPROVED):
            verbs.set_aside(actor=actor, version=approved)
        content = document.with_source(source_of(source))
        return verbs.save_draft(actor=actor, document=shared, content=content, source=source)


def approve(*, actor: Actor, version: Version) -> Version:
    """Approve a draft; it still holds nowhere until it is given a day.

    Raises:
        NotAllowed: when the actor may not.
        ParametersRefused: when it is not a draft any more, or she wrote it and the owner wants a second person.
    """
    try:
        return verbs.approve(actor=actor, version=version)
    except verbs.SharingRefused as refusal:
        is_own = refusal.reason == verbs.SOMEBODY_ELSE
        raise ParametersRefused(refusal.reason if is_own else NOT_NOW) from refusal


def take_effect(
    *, actor: Actor, kind: ParameterKind, version: Version, valid_from: date, valid_to: date | None = None
) -> Version:
    """Let an approved version hold from a day on; a yearly document ends with that year unless another day is given.

    Decisions already made keep their own figures.

    Raises:
        NotAllowed: when the actor may not.
        ParametersRefused: when it is not approved, ends before it begins, or another version begins that day.
    """
    until = valid_to
    if until is None and kind.is_yearly:
        until = date(valid_from.year, 12, 31)
    if until is not None and until < valid_from:
        raise ParametersRefused(ENDS_TOO_EARLY)
    taken = version.document.versions.filter(state=VersionState.VALID, valid_from=valid_from)
    if taken.exists():
        raise ParametersRefused(SAME_DAY)
    try:
        return verbs.publish(actor=actor, version=version, valid_from=valid_from, valid_to=until)
    except verbs.SharingRefused as refusal:
        raise ParametersRefused(NOT_NOW) from refusal


def undo(*, actor: Actor, version: Version) -> Version:
    """Set a draft, or an approved version without a day, aside; it stays in the history.

    Raises:
        NotAllowed: when the actor may not.
        ParametersRefused: when it has been given a day.
    """
    try:
        return verbs.set_aside(actor=actor, version=version)
    except verbs.SharingRefused as refusal:
        raise ParametersRefused(NOT_NOW) from refusal


def _original(kind: ParameterKind, owner: Organisation | None = None) -> SharedDocument | None:
    """Return the association's own document, from which others are made; never of itself."""
    if owner is not None and owner.kind == Kind.ASSOCIATION:
        return None
    return (
        SharedDocument.objects.filter(kind=kind.name, key=kind.key, owner__kind=Kind.ASSOCIATION)
        .select_related("owner")
        .first()
    )


def _shipped(kind: ParameterKind, on: date) -> ParameterDocument | None:
    """Return the shipped values of a day as a document, when there are enough of them to make one."""
    if kind.shipped is None:
        return None
    known = kind.shipped()
    values = {one.key: known.find(one.code, on) for one in kind.fields() if one.code}
    data = {key: _plain(found) for key, found in values.items() if found is not None}
    try:
        return kind.content.model_validate(data)
    except ValidationError:
        return None


def _plain(parameter: Parameter) -> str | int:
    return parameter.value if parameter.unit is Unit.PERCENT else parameter.whole()
