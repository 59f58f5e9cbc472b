"""The verbs of sharing: start, save a draft, approve, publish, set aside.

Each is allowed to the owner's administrators (and to the association's editors for its originals), leaves an event and
changes no version that was ever valid: publishing ends the version before it, the day before the new one begins.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import transaction

from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Role
from samveita.ground.identity.own_policies import is_system
from samveita.ground.identity.policies import Policy, register_policy, require
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import handles
from samveita.ground.sharing.kinds import KINDS, SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.iceland import clock
from samveita.iceland.texts import Text

WRITERS = frozenset({str(Role.ADMINISTRATOR), str(Role.EDITOR)})


class VersionDetails(Stored):
    """Which version of which kind an event speaks of."""

    schema_name: ClassVar[str] = "sharing.version_details"

    kind: str
    key: str
    number: int


class SharingRefused(ValueError):
    """A step that isn't possible now; the message is written for the person at the editor."""


def _event(name: str, is_: str, en: str, pl: str) -> EventType:
    sentence = Text(is_=is_, en=en, pl=pl)
    return register_event(
        EventType(name=name, sentence=sentence, visible_to_resident=False, data=VersionDetails)
    )


DRAFT_SAVED = _event(
    "sharing.draft_saved", "{who} vistaði drög.", "{who} saved a draft.", "{who} – zapisano wersję roboczą."
)
VERSION_APPROVED = _event(
    "sharing.version_approved",
    "{who} samþykkti útgáfu.",
    "{who} approved a version.",
    "{who} – zatwierdzono wersję.",
)
VERSION_PUBLISHED = _event(
    "sharing.version_published",
    "{who} birti útgáfu með gildistíma.",
    "{who} published a version with its dates.",
    "{who} – opublikowano wersję z datami.",
)
VERSION_SET_ASIDE = _event(
    "sharing.version_set_aside",
    "{who} lagði drög til hliðar.",
    "{who} set a draft aside.",
    "{who} – odłożono wersję roboczą.",
)


def _writes(actor: Actor, target: Any) -> bool:
    """The target is an owner, or a document: then also an office that handles its service for the owner.

    The first word of a document's key is the service it belongs to.
    """
    if is_system(actor, target):
        return True
    document = target if isinstance(target, SharedDocument) else None
    owner = target if document is None else document.owner
    if not WRITERS & actor.roles:
        return False
    if actor.office == owner.uid:
        return True
    return document is not None and handles(
        actor.office, owner, service=document.key.partition(".")[0], on=clock.today()
    )


WRITE = register_policy(
    Policy(
        name="sharing.write",
        sentence=Text(
            is_="Stjórnandi eða ritstjóri breytir skjölum eigin skrifstofu "
            "og þeirra sveitarfélaga sem hún sér um þjónustuna fyrir.",
            en="An administrator or editor changes the documents of her own office, "
            "and of the municipalities for whom it handles the service.",
            pl="Administrator lub redaktor zmienia dokumenty własnego urzędu oraz gmin, dla których prowadzi on usługę.",
        ),
        allows=_writes,
    )
)


def start(
    *,
    actor: Actor,
    kind: str,
    key: str,
    owner: Organisation,
    title: Text,
    original: SharedDocument | None = None,
) -> SharedDocument:
    """Return the owner's document of a kind and key, made now if it doesn't exist.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when the original is of another kind.
    """
    require(actor, "sharing.write", SharedDocument(kind=kind, key=key, owner=owner))
    if kind not in KINDS:
        raise KeyError(kind)
    if original is not None and original.kind != kind:
        raise SharingRefused("Frumritið er annars konar skjal.")
    document, _made = SharedDocument.objects.get_or_create(
        kind=kind,
        key=key,
        owner=owner,
        defaults={"title": title, "original": original, "created_at": clock.now()},
    )
    return document


def save_draft(*, actor: Actor, document: SharedDocument, content: Stored, source: SourceNote) -> Version:
    """Save the content as the document's draft; an open draft is overwritten, else a new version is begun.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when the content is not of the kind's schema.
    """
    require(actor, "sharing.write", document)
    if not isinstance(content, KINDS[document.kind].content):
        raise SharingRefused("Innihaldið er ekki af réttri gerð.")
    with transaction.atomic():
        SharedDocument.objects.select_for_update().get(pk=document.pk)
        draft = document.versions.filter(state=VersionState.DRAFT).order_by("-number").first()
        if draft is None:
            last = document.versions.order_by("-number").first()
            draft = Version(
                document=document,
                number=(last.number if last else 0) + 1,
                based_on=_valid_original(document, clock.today()),
                created_at=clock.now(),
            )
        draft.content, draft.source, draft.author = content, source, actor.human
        draft.save()
        _record(DRAFT_SAVED, actor, draft)
    return draft


def approve(*, actor: Actor, version: Version) -> Version:
    """Approve a draft; from now on its content stands.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when it is not a draft.
    """
    require(actor, "sharing.write", version.document)
    with transaction.atomic():
        version = _locked(version, VersionState.DRAFT, "Aðeins drög er hægt að samþykkja.")
        version.state, version.approver, version.approved_at = VersionState.APPROVED, actor.human, clock.now()
        version.save()
        _record(VERSION_APPROVED, actor, version)
    return version


def publish(
    *, actor: Actor, version: Version, valid_from: date, valid_to: date | None = None
) -> Version:
    """Let an approved version be valid from a day on; the version valid until then ends the day before.

    It holds until a later version begins, or to ``valid_to`` when that comes first; after that nothing holds.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when it is not approved, another version is valid from that very day, or it ends before it begins.
    """
    require(actor, "sharing.write", version.document)
    if valid_to is not None and valid_to < valid_from:
        raise SharingRefused("Síðasti gildisdagur er á undan þeim fyrsta.")
    with transaction.atomic():
        version = _locked(version, VersionState.APPROVED, "Samþykktu drögin áður en þú birtir þau.")
        valid = version.document.versions.select_for_update().filter(state=VersionState.VALID)
        if valid.filter(valid_from=valid_from).exists():
            raise SharingRefused("Önnur útgáfa tekur gildi sama dag.")
        before = valid.filter(valid_from__lt=valid_from).order_by("-valid_from").first()
        after = valid.filter(valid_from__gt=valid_from).order_by("valid_from").first()
        if before is not None and (before.valid_to is None or before.valid_to >= valid_from):
            before.valid_to = valid_from - timedelta(days=1)
            before.save(update_fields=["valid_to"])
        version.state, version.published_at, version.valid_from = VersionState.VALID, clock.now(), valid_from
        next_begins = None if after is None else after.valid_from
        before_next = None if next_begins is None else next_begins - timedelta(days=1)
        version.valid_to = min((day for day in (before_next, valid_to) if day is not None), default=None)
        version.save()
        _record(VERSION_PUBLISHED, actor, version)
    return version


def set_aside(*, actor: Actor, version: Version) -> Version:
    """Put a draft or an approved version that was never valid aside; it stays readable.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when it is or was valid.
    """
    require(actor, "sharing.write", version.document)
    with transaction.atomic():
        version = Version.objects.select_for_update().get(pk=version.pk)
        if version.state not in {VersionState.DRAFT, VersionState.APPROVED}:
            raise SharingRefused("Útgáfu sem hefur tekið gildi er ekki hægt að leggja til hliðar.")
        version.state = VersionState.SET_ASIDE
        version.save(update_fields=["state"])
        _record(VERSION_SET_ASIDE, actor, version)
    return version


def _locked(version: Version, wanted: VersionState, refusal: str) -> Version:
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if locked.state != wanted:
        raise SharingRefused(refusal)
    return locked


def _valid_original(document: SharedDocument, on: date) -> Version | None:
    if document.original_id is None:
        return None
    valid = Version.objects.filter(
        document=document.original_id, state=VersionState.VALID, valid_from__lte=on
    )
    return valid.order_by("-valid_from").first()


def _record(event_type: EventType, actor: Actor, version: Version) -> None:
    document = version.document
    record(
        event_type,
        actor=actor,
        target=Target("shared_document", document.uid),
        office=document.owner.uid,
        data=VersionDetails(kind=document.kind, key=document.key, number=version.number),
    )
