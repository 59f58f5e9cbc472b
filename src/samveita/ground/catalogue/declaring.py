"""Services and tools as declarations, and the two registries they stand in.

A service (an application with case handling) or a tool (a calculator, a calendar) is declared once, in the
``__init__.py`` of its folder, and registered when Django starts. What a service needs beyond its presentation (its
form, its process) is added by the engine that runs it; the catalogue knows only what a front page must show.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from samveita.iceland.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """What services and tools have in common.

    Attributes:
        key: stable name in code and data, such as ``financial_aid``.
        slug: the word in addresses, such as ``fjarhagsadstod``.
        name: what residents call it.
        summary: one sentence: what it is for.
    """

    key: str
    slug: str
    name: Text
    summary: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Offering):
    """An application with case handling.

    Attributes:
        code: two or three letters in case numbers, such as ``FA``.
        for_whom: who it is for.
        at_hand: what to have at hand before starting.
        takes: how long it takes to fill in.
        legal_basis: the law it rests on.
    """

    code: str
    for_whom: Text
    takes: Text
    legal_basis: Text
    at_hand: tuple[Text, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool(Offering):
    """A calculator or calendar that needs no login.

    Attributes:
        element: the script of its custom element for other web sites, when it has one.
        asks_for_place: whether what it shows belongs to a place (stadfang) that may be chosen beforehand.
        desk: the view where a municipality keeps what the tool shows, when it keeps something of its own.
    """

    element: Path | None = None
    asks_for_place: bool = False
    desk: str = ""

    @property
    def tag(self) -> str:
        """The name of its custom element: ``samveita-leikskolagjold``."""
        return f"samveita-{self.slug}"


SERVICES: dict[str, Service] = {}
TOOLS: dict[str, Tool] = {}


def register_service(service: Service) -> Service:
    """Add a service to the catalogue.

    Raises:
        ValueError: when key or slug is taken by another.
    """
    _refuse_taken(service, {**SERVICES, **TOOLS})
    SERVICES[service.key] = service
    return service


def register_tool(tool: Tool) -> Tool:
    """Add a tool to the catalogue.

    Raises:
        ValueError: when key or slug is taken by another.
    """
    _refuse_taken(tool, {**SERVICES, **TOOLS})
    TOOLS[tool.key] = tool
    return tool


def _refuse_taken(offering: Offering, known: dict[str, Service | Tool]) -> None:
    for other in known.values():
        if other is not offering and offering.key != other.key and offering.slug == other.slug:
            raise ValueError(f"the address word {offering.slug!r} is taken by {other.key!r}")
    if offering.key in known and known[offering.key] != offering:
        raise ValueError(f"{offering.key!r} is registered twice")


def service_by_slug(slug: str) -> Service | None:
    """Return the service whose address word this is."""
    return next((service for service in SERVICES.values() if service.slug == slug), None)
