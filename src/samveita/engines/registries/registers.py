"""The registers as settings name them: addresses, credentials and one kept connection each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.conf import settings

from samveita.engines.registries.answers import FaultKind, Origin, RegistryError
from samveita.engines.registries.companies import CompanyRegistry, RelationshipRegistry
from samveita.engines.registries.skatturinn import AgentCredentials, TaxRegistry
from samveita.engines.registries.thjodskra import NationalRegistry
from samveita.engines.registries.xroad import XRoadClient
from samveita.ground.identity.client_credentials import ClientCredentials, TokenFault, token_source


def national_registry() -> NationalRegistry:
    """Return Þjóðskrá, Miðlun umsóknir."""
    return NationalRegistry(
        xroad=_security_server(),
        service=settings.NATIONAL_REGISTRY_SERVICE,
        bearer=_bearer(settings.NATIONAL_REGISTRY_SCOPE),
    )


def company_registry() -> CompanyRegistry:
    """Return the company register."""
    return CompanyRegistry(xroad=_security_server(), service=settings.COMPANY_REGISTRY_SERVICE)


def relationship_registry() -> RelationshipRegistry:
    """Return the register of who may act for which company."""
    return RelationshipRegistry(
        xroad=_security_server(),
        service=settings.RELATIONSHIPS_SERVICE,
        bearer=_bearer(settings.RELATIONSHIPS_SCOPE),
    )


def tax_registry() -> TaxRegistry:
    """Return Skatturinn's wages and tax returns.

    Raises:
        RegistryError: settings name no address.
    """
    if not settings.TAX_REGISTRY_ADDRESS:
        raise RegistryError(kind=FaultKind.CONFIGURATION, origin=Origin.WIRE, code="no-address")
    return TaxRegistry(
        url=settings.TAX_REGISTRY_ADDRESS,
        credentials=AgentCredentials(
            national_id=settings.TAX_REGISTRY_AGENT, secret=settings.TAX_REGISTRY_SECRET
        ),
    )


def _security_server() -> XRoadClient:
    return _client(settings.XROAD_ADDRESS, settings.XROAD_CLIENT)


@cache
def _client(address: str, client: str) -> XRoadClient:
    return XRoadClient(base_url=address, client=client)


def _bearer(scope: str) -> Callable[[], str]:
    """Return what gives a token for a scope; a token that cannot be had is a failed call like any other."""
    source = token_source(
        ClientCredentials(
            token_url=settings.REGISTRIES_TOKEN_ADDRESS,
            client_id=settings.REGISTRIES_CLIENT_ID,
            client_secret=settings.REGISTRIES_CLIENT_SECRET,
            scope=scope,
        )
    )

    def bearer() -> str:
        try:
            return source.token()
        except TokenFault as fault:
            kind = FaultKind.CONFIGURATION if fault.credentials else FaultKind.RETRY
            raise RegistryError(kind=kind, origin=Origin.WIRE, code="token", notice=str(fault)) from fault

    return bearer
