"""Finding organisations: by any name or address they ever had, through mergers, and who handles a service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db.models import Q

from samveita.ground.organisations.asking_once import once
from samveita.ground.organisations.models import Agreement, Kind, Organisation
from samveita.ground.organisations.scope import Scope, entered


def by_slug(slug: str) -> Organisation:
    """Return the organisation with a slug, official slug or the slug of one that merged into it.

    Raises:
        Organisation.DoesNotExist: when nobody ever had that name.
    """
    matches = Organisation.objects.filter(Q(slug=slug) | Q(official_slug=slug)).select_related("successor")
    found = sorted(matches, key=lambda organisation: organisation.slug != slug)
    if not found:
        raise Organisation.DoesNotExist(f"no organisation is called {slug!r}")
    return successor_of(found[0])


def successor_of(organisation: Organisation) -> Organisation:
    """Follow mergers to the organisation that stands today."""
    while organisation.successor is not None:
        organisation = organisation.successor
    return organisation


def with_predecessors(organisation: Organisation) -> list[Organisation]:
    """Return the organisation and all that merged into it, however many mergers back."""
    return list(once(("with_predecessors", organisation.pk), lambda: _with_predecessors(organisation)))


def _with_predecessors(organisation: Organisation) -> list[Organisation]:
    found, waiting = [organisation], [organisation.pk]
    while waiting:
        earlier = list(Organisation.objects.filter(successor_id__in=waiting))
        found.extend(earlier)
        waiting = [one.pk for one in earlier]
    return found


def municipalities() -> Sequence[Organisation]:
    """Return today's municipalities in Icelandic alphabetical order."""
    return list(
        Organisation.objects.filter(kind=Kind.MUNICIPALITY, successor=None, valid_to=None).order_by(
            "sort_key"
        )
    )


def municipality_by_number(number: str) -> Organisation | None:
    """Return today's municipality for a municipality number, also one from before a merger.

    A number that sources attach to a municipality without agreeing on it (``other_numbers``) finds it as well: addresses
    in the field carry such numbers.
    """
    holders = Organisation.objects.filter(kind=Kind.MUNICIPALITY, number=number).order_by("successor_id")
    for organisation in holders:
        return successor_of(organisation)
    for organisation in municipalities():
        if number in organisation.facts.other_numbers:
            return organisation
    return None


def office_for(municipality: Organisation, *, service: str, on: date) -> Organisation:
    """Return the office that handles a service for a municipality on a day: by agreement, else its own.

    Agreements of municipalities that merged into it don't bind it: the merger ended them.
    """
    agreements = (
        Agreement.objects.filter(municipality=municipality).select_related("office").order_by("-valid_from")
    )
    for agreement in agreements:
        if agreement.covers(service, on):
            return successor_of(agreement.office)
    return municipality


def municipalities_served_by(office: Organisation, *, service: str, on: date) -> list[Organisation]:
    """Return the municipalities for whom an office handles a service on a day: itself if it is one, and by agreement."""
    own = [office] if office.kind == Kind.MUNICIPALITY else []
    agreements = Agreement.objects.filter(office__in=with_predecessors(office)).select_related("municipality")
    served = {one.municipality for one in agreements if one.covers(service, on)}
    current = {successor_of(one) for one in served}
    return own + sorted(
        (one for one in current if office_for(one, service=service, on=on) == office and one != office),
        key=lambda one: one.sort_key,
    )


def handles(office_uid: UUID | None, municipality: Organisation, *, service: str, on: date) -> bool:
    """Whether an office handles a service for a municipality on a day, by agreement."""
    return office_uid is not None and office_for(municipality, service=service, on=on).uid == office_uid


@contextmanager
def office_scope(*offices: Organisation) -> Iterator[Scope | None]:
    """See the rows of these offices and of every organisation they succeeded."""
    everyone = [one for office in offices for one in with_predecessors(office)]
    scope = Scope(
        offices=frozenset(one.pk for one in everyone), office_uids=frozenset(one.uid for one in everyone)
    )
    with entered(scope):
        yield scope
