"""What is in force: the local version if the organisation has one, else the original; and a document's history."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from samveita.ground.organisations.asking_once import once, remember
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.sharing.models import SecondPerson, SharedDocument, Version, VersionState


def in_force(*, kind: str, key: str, organisation: Organisation | None, on: date) -> Version | None:
    """Return the version that holds for an organisation on a day.

    Order: its own (also one made before a merger), then the association's original. ``None`` when nobody has published
    one for that day; the caller refuses then and never guesses.
    """
    own = None if organisation is None else organisation.pk
    return once(("in_force", kind, key, own, on), lambda: _in_force(kind, key, organisation, on))


def _in_force(kind: str, key: str, organisation: Organisation | None, on: date) -> Version | None:
    own = [] if organisation is None else [one.pk for one in with_predecessors(organisation)]
    found = (
        _valid_on(on)
        .filter(
            Q(document__owner__in=own) | Q(document__owner__kind=Kind.ASSOCIATION),
            document__kind=kind,
            document__key=key,
        )
        .order_by("pk")
    )

    def nearness(version: Version) -> tuple[bool, bool]:
        """After a merger the successor's own document wins over those it inherited, and both over the original."""
        owner = version.document.owner_id
        return owner not in own, organisation is None or owner != organisation.pk

    originals = (one for one in found if one.document.owner.kind == Kind.ASSOCIATION)
    remember(("in_force", kind, key, None, on), next(originals, None))
    return min(found, key=nearness, default=None)


def _valid_on(on: date) -> QuerySet[Version]:
    until = Q(valid_to=None) | Q(valid_to__gte=on)
    return Version.objects.filter(until, state=VersionState.VALID, valid_from__lte=on).select_related(
        "document__owner"
    )


def history(document: SharedDocument) -> QuerySet[Version]:
    """Return every version of a document, newest first."""
    return document.versions.order_by("-number")


def users_of(document: SharedDocument) -> QuerySet[SharedDocument]:
    """Return the local versions made from a document."""
    return (
        SharedDocument.objects.filter(original=document).select_related("owner").order_by("owner__sort_key")
    )


def wants_second_person(owner: Organisation) -> bool:
    """Say whether somebody else than the writer approves this owner's versions."""
    return SecondPerson.objects.filter(owner=owner).exists()


def published_elsewhere(
    *, kind: str, organisation: Organisation, on: date, key: str | None = None
) -> QuerySet[Version]:
    """Return what other owners have in force of a kind, by the owner's name; anything of it may be copied."""
    own = [one.pk for one in with_predecessors(organisation)]
    found = _valid_on(on).filter(document__kind=kind).exclude(document__owner__in=own)
    if key is not None:
        found = found.filter(document__key=key)
    return found.order_by("document__owner__sort_key", "document__key")
