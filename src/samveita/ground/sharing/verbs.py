"""The verbs of sharing: start, save a draft, copy, approve, publish, set aside.

Each is allowed to the owner's administrators (and to the association's editors for its originals), leaves an event and
changes no version that was ever valid: publishing ends the version before it, the day before the new one begins. Those
who have a local version of what is published find a task on their desk (``reviewing``).
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
from samveita.ground.organisations.queries import handles, office_for
from samveita.ground.sharing.kinds import KINDS, SourceNote
from samveita.ground.sharing.models import SecondPerson, SharedDocument, Version, VersionState
from samveita.ground.worklist.tasks import open_task
from samveita.iceland import clock
from samveita.iceland.texts import Text

ORIGINAL_CHANGED = "sharing.original_changed"
"""The kind of task that asks an owner to look at a changed original; it is about the local document."""

CHANGED_TITLE = Text(
    is_="Frumritið hefur breyst: {title}",
    en="The original has changed: {title}",
    pl="Oryginał się zmienił: {title}",
)
WRITERS = frozenset({str(Role.ADMINISTRATOR), str(Role.EDITOR)})


class VersionDetails(Stored):
    """Which version of which kind an event speaks of."""

    schema_name: ClassVar[str] = "sharing.version_details"

    kind: str
    key: str
    number: int


class SharingRefused(ValueError):
    """A step that isn't possible now; ``reason`` is written for the person at the editor."""

    def __init__(self, reason: Text | str) -> None:
        super().__init__(str(reason))
        self.reason = reason if isinstance(reason, Text) else Text(is_=reason, en=reason, pl=reason)


OTHER_KIND = Text(
    is_="Frumritið er annars konar skjal.",
    en="The original is another kind of document.",
    pl="Oryginał jest dokumentem innego rodzaju.",
)
OTHER_SCHEMA = Text(
    is_="Innihaldið er ekki af réttri gerð.",
    en="The content is of another kind.",
    pl="Treść jest innego rodzaju.",
)
NOT_A_DRAFT = Text(
    is_="Aðeins drög er hægt að samþykkja.",
    en="Only a draft can be approved.",
    pl="Zatwierdzić można tylko wersję roboczą.",
)
SOMEBODY_ELSE = Text(
    is_="Annar en sá sem skrifaði drögin þarf að samþykkja þau.",
    en="Somebody else than the one who wrote the draft has to approve it.",
    pl="Wersję roboczą musi zatwierdzić inna osoba niż jej autor.",
)
ENDS_TOO_EARLY = Text(
    is_="Síðasti gildisdagur er á undan þeim fyrsta.",
    en="The last day is before the first.",
    pl="Ostatni dzień jest przed pierwszym.",
)
APPROVE_FIRST = Text(
    is_="Samþykktu drögin áður en þú birtir þau.",
    en="Approve the draft before you publish it.",
    pl="Zatwierdź wersję roboczą przed publikacją.",
)
SAME_DAY = Text(
    is_="Önnur útgáfa tekur gildi sama dag.",
    en="Another version takes effect on that very day.",
    pl="Inna wersja zaczyna obowiązywać tego samego dnia.",
)
WAS_VALID = Text(
    is_="Útgáfu sem hefur tekið gildi er ekki hægt að leggja til hliðar.",
    en="A version that has taken effect can't be set aside.",
    pl="Wersji, która weszła w życie, nie można odłożyć.",
)
NOT_PUBLISHED = Text(
    is_="Aðeins er hægt að afrita það sem hefur verið birt.",
    en="Only what has been published can be copied.",
    pl="Skopiować można tylko to, co zostało opublikowane.",
)
DRAFT_IN_THE_WAY = Text(
    is_="Hér er verið að vinna að drögum. Ljúktu við þau eða hættu við þau áður en þú afritar.",
    en="A draft is being written here. Finish it or set it aside before you copy.",
    pl="Trwa praca nad wersją roboczą. Dokończ ją lub odłóż przed kopiowaniem.",
)


def _event(name: str, is_: str, en: str, pl: str) -> EventType:
    sentence = Text(is_=is_, en=en, pl=pl)
    return register_event(
        EventType(name=name, sentence=sentence, visible_to_resident=False, data=VersionDetails)
    )


def _plain_event(name: str, is_: str, en: str, pl: str) -> EventType:
    sentence = Text(is_=is_, en=en, pl=pl)
    return register_event(EventType(name=name, sentence=sentence, visible_to_resident=False))


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
SECOND_PERSON_WANTED = _plain_event(
    "sharing.second_person_wanted",
    "{who} ákvað að annar en höfundur samþykki hverja útgáfu.",
    "{who} decided that somebody else than the writer approves each version.",
    "{who} – każdą wersję zatwierdza inna osoba niż autor.",
)
SECOND_PERSON_NOT_WANTED = _plain_event(
    "sharing.second_person_not_wanted",
    "{who} ákvað að höfundur megi sjálfur samþykkja útgáfu.",
    "{who} decided that the writer may approve a version herself.",
    "{who} – autor może sam zatwierdzić wersję.",
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
        raise SharingRefused(OTHER_KIND)
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
        raise SharingRefused(OTHER_SCHEMA)
    with transaction.atomic():
        SharedDocument.objects.select_for_update().get(pk=document.pk)
        document.refresh_from_db(fields=["reviewed"])
        draft = document.versions.filter(state=VersionState.DRAFT).order_by("-number").first()
        if draft is None:
            last = document.versions.order_by("-number").first()
            if last is None and document.reviewed is None:
                document.reviewed = _valid_original(document, clock.today())
                document.save(update_fields=["reviewed"])
            draft = Version(
                document=document,
                number=(last.number if last else 0) + 1,
                created_at=clock.now(),
            )
        draft.based_on = document.reviewed
        draft.content, draft.source, draft.author = content, source, actor.human
        draft.save()
        _record(DRAFT_SAVED, actor, draft)
    return draft


def copy(*, actor: Actor, version: Version, owner: Organisation) -> Version:
    """Make another owner's published version the draft of one's own document, with its source as it stands there.

    A document that is new here follows the one it was copied from: changes to it are then pointed out.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when the version was never published, or a draft is being written here.
    """
    theirs = version.document
    if version.state != VersionState.VALID or not KINDS[theirs.kind].may_be_copied:
        raise SharingRefused(NOT_PUBLISHED)
    with transaction.atomic():
        document = start(
            actor=actor,
            kind=theirs.kind,
            key=theirs.key,
            owner=owner,
            title=theirs.title,
            original=None if theirs.owner == owner else theirs,
        )
        if document.versions.filter(state=VersionState.DRAFT).exists():
            raise SharingRefused(DRAFT_IN_THE_WAY)
        if document.original_id == theirs.pk:
            document.reviewed = version
            document.save(update_fields=["reviewed"])
        adapted = KINDS[theirs.kind].adapted
        content = version.content if adapted is None else adapted(version.content, owner)
        draft = save_draft(actor=actor, document=document, content=content, source=version.source)
        draft.copied_from = version
        draft.save(update_fields=["copied_from"])
    return draft


def approve(*, actor: Actor, version: Version) -> Version:
    """Approve a draft; from now on its content stands.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when it is not a draft, its content has errors, or she wrote it herself and the owner wants a
            second person.
    """
    require(actor, "sharing.write", version.document)
    with transaction.atomic():
        version = _locked(version, VersionState.DRAFT, NOT_A_DRAFT)
        is_author = actor.human is not None and version.author == actor.human
        if is_author and SecondPerson.objects.filter(owner=version.document.owner_id).exists():
            raise SharingRefused(SOMEBODY_ELSE)
        refusals = KINDS[version.document.kind].refusals
        slips = () if refusals is None else refusals(version.content)
        if slips:
            raise SharingRefused(slips[0])
        version.state, version.approver, version.approved_at = VersionState.APPROVED, actor.human, clock.now()
        version.save()
        _record(VERSION_APPROVED, actor, version)
    return version


def publish(*, actor: Actor, version: Version, valid_from: date, valid_to: date | None = None) -> Version:
    """Let an approved version be valid from a day on; the version valid until then ends the day before.

    It holds until a later version begins, or to ``valid_to`` when that comes first; after that nothing holds.

    Raises:
        NotAllowed: when the actor may not.
        SharingRefused: when it is not approved, another version is valid from that very day, or it ends before it begins.
    """
    require(actor, "sharing.write", version.document)
    if valid_to is not None and valid_to < valid_from:
        raise SharingRefused(ENDS_TOO_EARLY)
    with transaction.atomic():
        version = _locked(version, VersionState.APPROVED, APPROVE_FIRST)
        valid = version.document.versions.select_for_update().filter(state=VersionState.VALID)
        if valid.filter(valid_from=valid_from).exists():
            raise SharingRefused(SAME_DAY)
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
        _tell_local_owners(actor, version)
    return version


def demand_second_person(*, actor: Actor, owner: Organisation, wanted: bool) -> None:
    """Let an owner's versions be approved by somebody else than their writer from now on, or no longer.

    Raises:
        NotAllowed: when the actor may not.
    """
    require(actor, "sharing.write", owner)
    with transaction.atomic():
        if wanted:
            SecondPerson.objects.get_or_create(owner=owner, defaults={"since": clock.now()})
        else:
            SecondPerson.objects.filter(owner=owner).delete()
        record(
            SECOND_PERSON_WANTED if wanted else SECOND_PERSON_NOT_WANTED,
            actor=actor,
            target=Target("organisation", owner.uid),
            office=owner.uid,
        )


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
            raise SharingRefused(WAS_VALID)
        version.state = VersionState.SET_ASIDE
        version.save(update_fields=["state"])
        _look_again(version)
        _record(VERSION_SET_ASIDE, actor, version)
    return version


def _look_again(set_aside_: Version) -> None:
    """When nothing is left of what was taken from a newer original, that original is to be decided on again."""
    document = set_aside_.document
    left = document.versions.exclude(state=VersionState.SET_ASIDE).order_by("-number").first()
    if left is not None and document.reviewed_id == set_aside_.based_on_id != left.based_on_id:
        document.reviewed = left.based_on
        document.save(update_fields=["reviewed"])


def _tell_local_owners(actor: Actor, original: Version) -> None:
    """Put a task on the desk of everybody who has a version of their own of what has just been published."""
    local = original.document.local_versions.filter(versions__isnull=False).exclude(pk=original.document.pk)
    for document in local.select_related("owner").distinct():
        open_task(
            actor=actor,
            office=office_for(document.owner, service=document.key.partition(".")[0], on=clock.today()),
            municipality=document.owner,
            kind=ORIGINAL_CHANGED,
            title=_changed_title(document.title),
            about=document.uid,
        )


def _changed_title(title: Text) -> Text:
    return Text(
        is_=CHANGED_TITLE.is_.format(title=title.is_),
        en=CHANGED_TITLE.en.format(title=title.en),
        pl=CHANGED_TITLE.pl.format(title=title.pl),
    )


def _locked(version: Version, wanted: VersionState, refusal: Text) -> Version:
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
