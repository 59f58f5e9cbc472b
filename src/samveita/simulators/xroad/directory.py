"""Who is on the simulated Straumurinn, which services there are, and who may call what.

Instance IS-DEV with the member codes seen in public configuration (reference 7.1). Identifiers are compared exactly, as
the software does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from samveita.simulators.configuration import (
    APPLICATIONS_SCOPE,
    INDIVIDUALS_SCOPE,
    RELATIONSHIPS_SCOPE,
)
from samveita.simulators.server import Answer, Request
from samveita.simulators.xroad import company_registry, national_registry

INSTANCE = "IS-DEV"
ASSOCIATION = f"{INSTANCE}/MUN/10023"
MUNICIPAL_CLIENT = re.compile(rf"{ASSOCIATION}/[a-z][a-z0-9-]*-client")
"""The platform's own subsystem, and one for each municipality: ``samveita-client``, ``akureyri-client`` …"""
STRANGER = f"{INSTANCE}/MUN/10036/Arborg-Client"

Provide = Callable[[Request, str], Answer]
"""Answers a request for the path behind the service code."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a provider subsystem."""

    subsystem: str
    """Instance, class, code and subsystem."""
    code: str
    title: str
    provide: Provide
    endpoints: tuple[tuple[str, str], ...]
    """Method and path pattern, ``*`` for one segment and ``**`` for any rest."""
    scope: str = ""
    """The bearer token's scope the register itself demands; empty for none."""

    def allows(self, client: str, method: str, path: str) -> bool:
        """Whether a client has been granted this endpoint."""
        return may_call(client) and any(
            method == allowed and _matches(pattern, path) for allowed, pattern in self.endpoints
        )


@dataclass(frozen=True, slots=True)
class Directory:
    """Members, subsystems and services."""

    services: tuple[Service, ...]

    def known_client(self, client: str) -> bool:
        """Whether a client subsystem is registered."""
        return client == STRANGER or may_call(client)

    def known_provider(self, subsystem: str) -> bool:
        """Whether a provider subsystem is registered."""
        return any(service.subsystem == subsystem for service in self.services)

    def service(self, subsystem: str, code: str) -> Service | None:
        """Return a service, or None."""
        for service in self.services:
            if (service.subsystem, service.code) == (subsystem, code):
                return service
        return None

    def clients(self) -> list[tuple[str, str]]:
        """Return identifiers and names for listClients: members, then subsystems."""
        members = {
            f"{INSTANCE}/GOV/10001": "Þjóðskrá (hermir)",
            f"{INSTANCE}/GOV/10006": "Skatturinn (hermir)",
            ASSOCIATION: "Samband íslenskra sveitarfélaga (hermir)",
            f"{INSTANCE}/MUN/10036": "Sveitarfélagið Árborg (hermir)",
        }
        subsystems = {
            **{service.subsystem: members[service.subsystem.rpartition("/")[0]] for service in self.services},
            f"{ASSOCIATION}/samveita-client": members[ASSOCIATION],
            STRANGER: members[f"{INSTANCE}/MUN/10036"],
        }
        return [*members.items(), *subsystems.items()]


def may_call(client: str) -> bool:
    """Whether a client subsystem has been granted the registers."""
    return MUNICIPAL_CLIENT.fullmatch(client) is not None


def the_directory() -> Directory:
    """Return the directory of this nation."""
    registry = f"{INSTANCE}/GOV/10001/SKRA-Cloud-Protected"
    tax = f"{INSTANCE}/GOV/10006/Skatturinn"
    return Directory(
        (
            Service(
                registry,
                "Einstaklingar-v1",
                "Þjóðskrá: Einstaklingar",
                national_registry.individuals,
                (("GET", "/api/v1/**"),),
                INDIVIDUALS_SCOPE,
            ),
            Service(
                registry,
                "MidlunUmsoknir-v1",
                "Þjóðskrá: Miðlun umsóknir",
                national_registry.applications,
                (("GET", "/Einstaklingar/**"),),
                APPLICATIONS_SCOPE,
            ),
            Service(
                tax,
                "ft-v1",
                "Skatturinn: fyrirtækjaskrá",
                company_registry.companies,
                (("GET", "/*"), ("GET", "/search/*")),
            ),
            Service(
                tax,
                "relationships-v1",
                "Skatturinn: tengsl",
                company_registry.relationships,
                (("GET", "/**"),),
                RELATIONSHIPS_SCOPE,
            ),
        )
    )


def _matches(pattern: str, path: str) -> bool:
    parts = re.split(r"(\*\*|\*)", pattern)
    regex = "".join({"**": ".*", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts)
    return re.fullmatch(regex, path) is not None
