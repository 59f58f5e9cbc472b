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
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug
from samveita.iceland import clock

router = Router(tags=["Services"], by_alias=True)

Language = Annotated[
    Literal["is", "en", "pl"], params.Query(description="The language of titles and descriptions.")
]

Municipality = Annotated[
    str | None,
    params.Query(
        max_length=60,
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="The municipality applied to; its own options and questions are then described.",
    ),
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
    municipality: Municipality = None,
) -> ServiceForm:
    """What the schema accepts our own pages accept, apart from checks JSON Schema has no word for.

    A municipality may offer options of its own and leave questions out; name it to get the schema of its applications.
    """
    service = service_by_slug(slug)
    if service is None or service.key not in FORMS:
        raise Http404
    form = FORMS[service.key].form
    if municipality is not None:
        form = FORMS[service.key].form_in(_place(municipality), clock.today())
    return ServiceForm(
        service=service.key, form=form.key, version=form.version, answers_schema=json_schema(form, language)
    )


def _place(slug: str) -> Organisation:
    try:
        return by_slug(slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error
