"""Where residents take what is not collected at home: recycling stations (grenndarstöðvar) and centres, nearest first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from samveita.ground.documents.stored import Stored
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.fractions import FRACTIONS, Fraction, FractionCode
from samveita.tools.waste_calendar.model import Part

EARTH_METRES = 6_371_000
_METRES_ROUNDED = 10
_KILOMETRE = 1000


class SiteKind(StrEnum):
    """A small station near homes, or a staffed centre."""

    STATION = "station"
    CENTRE = "centre"


class DropOffSite(Part):
    """One place: its name, kinds of waste, coordinates (WGS 84) and opening hours as the municipality writes them."""

    name: str = Field(min_length=1, max_length=120)
    kind: SiteKind
    fractions: tuple[FractionCode, ...] = Field(min_length=1)
    latitude: float = Field(ge=60, le=69)
    longitude: float = Field(ge=-26, le=-12)
    hours: Text | None = None
    note: Text | None = None

    def kinds(self) -> tuple[Fraction, ...]:
        """Return the kinds of waste the place takes."""
        return tuple(FRACTIONS[code] for code in self.fractions)


class DropOffSites(Stored):
    """All places of a municipality."""

    schema_name: ClassVar[str] = "waste_calendar.sites"

    sites: tuple[DropOffSite, ...] = Field(max_length=500)


@dataclass(frozen=True, slots=True)
class NearSite:
    """A place and how far it is in a straight line, in metres."""

    site: DropOffSite
    metres: int

    @property
    def distance(self) -> Text:
        """The distance for people: ``350 m``, ``4,2 km``."""
        if self.metres < _KILOMETRE:
            near = f"{round(self.metres / _METRES_ROUNDED) * _METRES_ROUNDED} m"
            return Text(is_=near, en=near, pl=near)
        far = f"{self.metres / _KILOMETRE:.1f} km"
        return Text(is_=far.replace(".", ","), en=far, pl=far.replace(".", ","))


def nearest(sites: DropOffSites, *, latitude: float, longitude: float, limit: int = 5) -> list[NearSite]:
    """Return the places nearest first, by straight line; roads are not known here."""
    found = [
        NearSite(site, metres_between((latitude, longitude), (site.latitude, site.longitude)))
        for site in sites.sites
    ]
    return sorted(found, key=lambda one: (one.metres, one.site.name))[:limit]


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Return the great-circle distance of two points in whole metres."""
    (lat_1, lon_1), (lat_2, lon_2) = (tuple(math.radians(part) for part in point) for point in (one, other))
    squared = (
        math.sin((lat_2 - lat_1) / 2) ** 2
        + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    )
    return round(2 * EARTH_METRES * math.asin(math.sqrt(squared)))
