"""What a municipality's residents can use today, as JSON for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Router

from samveita.ground.catalogue.adopting import adopted
from samveita.ground.catalogue.declaring import Service, Tool
from samveita.ground.documents.api_shapes import InThreeLanguages, Shape, Slug, problems, texts
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.organisations.queries import by_slug

router = Router(tags=["Services"], by_alias=True)


class OfferedService(Shape):
    """A service with case handling."""

    key: str
    slug: str
    name: InThreeLanguages
    summary: InThreeLanguages
    for_whom: InThreeLanguages
    takes: InThreeLanguages
    at_hand: list[InThreeLanguages]
    legal_basis: InThreeLanguages


class OfferedTool(Shape):
    """A calculator or calendar."""

    key: str
    slug: str
    name: InThreeLanguages
    summary: InThreeLanguages


class Offerings(Shape):
    """What a municipality offers."""

    municipality: str
    services: list[OfferedService]
    tools: list[OfferedTool]


@router.get(
    "/municipalities/{slug}/services",
    operation_id="listServicesOfMunicipality",
    summary="Services and tools a municipality has adopted",
    response={200: Offerings, **problems(400, 404)},
)
def list_services(request: HttpRequest, slug: Slug) -> Offerings:  # noqa: ARG001 - ninja's word
    """The name of a municipality that has merged leads to what its successor offers."""
    try:
        organisation = by_slug(slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error
    if organisation.kind != Kind.MUNICIPALITY:
        raise Http404
    services, tools = adopted(organisation)
    return Offerings(
        municipality=organisation.slug,
        services=[_service(service) for service in services],
        tools=[_tool(tool) for tool in tools],
    )


def _service(service: Service) -> OfferedService:
    return OfferedService(
        key=service.key,
        slug=service.slug,
        name=texts(service.name),
        summary=texts(service.summary),
        for_whom=texts(service.for_whom),
        takes=texts(service.takes),
        at_hand=[texts(one) for one in service.at_hand],
        legal_basis=texts(service.legal_basis),
    )


def _tool(tool: Tool) -> OfferedTool:
    return OfferedTool(key=tool.key, slug=tool.slug, name=texts(tool.name), summary=texts(tool.summary))
