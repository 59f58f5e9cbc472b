"""The form of a service as JSON Schema, for other front doors that send applications in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.params import functions as params

from samveita.engines.forms.json_schema import json_schema
from samveita.engines.forms.registry import FORMS
from samveita.ground.catalogue.declaring import service_by_slug
from samveita.ground.documents.api_shapes import Shape, Slug, problems

router = Router(tags=["Services"], by_alias=True)

Language = Annotated[
    Literal["is", "en", "pl"], params.Query(description="The language of titles and descriptions.")
]


class ServiceForm(Shape):
    """A form: its version, and the schema (draft 2020-12) of the answers it takes."""

    service: str
    form: str
    version: int
    answers_schema: dict[str, Any]


@router.get(
    "/services/{slug}/form",
    operation_id="getServiceForm",
    summary="The answers an application for a service consists of",
    response={200: ServiceForm, **problems(400, 404)},
)
def get_service_form(
    request: HttpRequest,  # noqa: ARG001 - ninja's word
    slug: Slug,
    language: Language = "is",
) -> ServiceForm:
    """What the schema accepts our own pages accept, apart from checks JSON Schema has no word for."""
    service = service_by_slug(slug)
    if service is None or service.key not in FORMS:
        raise Http404
    form = FORMS[service.key].form
    return ServiceForm(
        service=service.key, form=form.key, version=form.version, answers_schema=json_schema(form, language)
    )
