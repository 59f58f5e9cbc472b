"""The tariffs municipalities have published here: the one in force, the others of the same municipality, and everybody's.

A published version never changes, so its content is kept in the process by its uid.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from uuid import UUID

from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.ground.sharing.models import Version, VersionState
from samveita.ground.sharing.queries import in_force
from samveita.tools.preschool_fees.declaration import PRESCHOOL, Priced
from samveita.tools.preschool_fees.model import Tariff


@lru_cache(maxsize=1024)
def _content(uid: UUID) -> Tariff:
    content = Version.objects.get(uid=uid).content
    if not isinstance(content, Tariff):
        raise TypeError(f"version {uid} is no tariff")
    return content


def tariff_on(municipality: Organisation, day: date, *, of: Priced = PRESCHOOL) -> Tariff | None:
    """Return the tariff a municipality has in force on a day; ``None`` when it has published none for it.

    A tariff whose own last day has passed is still returned while nothing has taken its place: the page says so.
    """
    version = in_force(kind=of.kind.name, key=of.key, organisation=municipality, on=day)
    return None if version is None else _content(version.uid)


def versions_of(municipality: Organisation, *, of: Priced = PRESCHOOL) -> tuple[Tariff, ...]:
    """Return every tariff a municipality has published, by the day it became valid."""
    found = Version.objects.filter(
        document__kind=of.kind.name,
        document__key=of.key,
        document__owner__in=with_predecessors(municipality),
        state=VersionState.VALID,
    )
    return tuple(_content(uid) for uid in found.order_by("valid_from").values_list("uid", flat=True))


def everywhere_on(day: date, *, of: Priced = PRESCHOOL) -> tuple[Tariff, ...]:
    """Return the tariff in force on a day of each municipality that has published one."""
    found = Version.objects.filter(
        document__kind=of.kind.name,
        document__key=of.key,
        document__owner__kind=Kind.MUNICIPALITY,
        state=VersionState.VALID,
        valid_from__lte=day,
    ).order_by("valid_from")
    latest: dict[int, UUID] = dict(found.values_list("document__owner", "uid"))
    return tuple(_content(uid) for uid in latest.values())
