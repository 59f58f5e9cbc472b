"""Applications from other front doors as JSON: sent in, and asked about, by a machine with a key of the handling office.

The form's own JSON Schema (``/api/v1/…/form``) says what ``answers`` must be. The door's own id makes sending again
harmless: the same id answers with the same case. Nothing about the person is given back, only how the application
stands. Which door a machine is, is in its key (``samveita api-keys``), never in what it sends.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError
from ninja.params import functions as params
from pydantic import Field

from samveita.engines.cases import doors
from samveita.engines.cases.declaring import CASE_SERVICES
from samveita.engines.cases.intake import AnswersWrong, deliver
from samveita.engines.cases.models import Arrival, Door
from samveita.engines.cases.process import CaseRefused
from samveita.ground.documents.api_shapes import InThreeLanguages, Problem, Shape, Slug, problems, texts
from samveita.ground.identity.api_access import as_machine, known_machine
from samveita.ground.identity.machines import register_ability
from samveita.ground.identity.models import MachineClient
from samveita.ground.identity.people import find_or_create
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import by_slug, office_for
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.iceland.texts import Text

router = Router(tags=["Other front doors"], by_alias=True, auth=known_machine)

ABILITIES = {"applications.island_is": Door.ISLAND_IS, "applications.hms": Door.HMS}
"""What a key lets a machine do here: send applications as one door and ask how they stand."""
MOST_ERRORS = 50

ExternalId = Annotated[
    str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9._:-]+$", description="The door's own id.")
]
ExternalIdInPath = Annotated[
    str,
    params.Path(
        alias="externalId", min_length=1, max_length=100, pattern=r"^[A-Za-z0-9._:-]+$",
        description="The door's own id of the application.",
    ),
]  # fmt: skip
ServiceSlug = Annotated[
    str,
    params.Path(
        min_length=1, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="The service's word in addresses.",
    ),
]  # fmt: skip


class Applicant(Shape):
    """Whom the door has identified: national id and name."""

    kennitala: str = Field(min_length=10, max_length=11, pattern=r"^\d{6}-?\d{4}$")
    name: str = Field(min_length=1, max_length=200)


class ApplicationSent(Shape):
    """An application as a door sends it. ``answers`` is what the form's JSON Schema describes."""

    external_id: ExternalId
    applicant: Applicant
    received_on: date | None = Field(
        default=None, description="The day the door received it; today when left out."
    )
    language: Literal["is", "en", "pl"] = "is"
    answers: dict[str, Any] = Field(max_length=500)


class ApplicationStatus(Shape):
    """How an application stands."""

    external_id: str
    case: UUID
    number: str
    service: str
    state: str
    is_open: bool
    status: InThreeLanguages
    changed_timestamp: datetime


def register_abilities() -> None:
    """Make identity know what a machine can be let in for."""
    for code, door in ABILITIES.items():
        name = str(door.label)
        register_ability(
            code,
            Text(
                is_=f"Senda umsóknir sem bárust um {name}",
                en=f"Send applications that came by {name}",
                pl=f"Przekazywanie wniosków złożonych przez {name}",
            ),
        )


@router.post(
    "/municipalities/{slug}/services/{service}/applications",
    operation_id="sendApplication",
    summary="Send an application that came by another front door",
    response={
        200: ApplicationStatus,
        201: ApplicationStatus,
        **problems(400, 401, 403, 404, 422),
        409: Problem,
    },
)
def send_application(
    request: HttpRequest, slug: Slug, service: ServiceSlug, sent: ApplicationSent
) -> Status[ApplicationStatus]:
    """Answers 201 when it made a case, and 200 with the same case when it was sent before."""
    with as_machine(request, ABILITIES) as (actor, client):
        door, municipality = ABILITIES[client.ability], _municipality(slug)
        key = _service_at(client, service, municipality)
        is_known = Arrival.objects.filter(door=door, external_id=sent.external_id).exists()
        try:
            deliver(
                actor=actor,
                door=door,
                external_id=sent.external_id,
                service=key,
                municipality=municipality,
                person=find_or_create(
                    kennitala=Kennitala.parse(sent.applicant.kennitala), name=sent.applicant.name
                ),
                answers=sent.answers,
                received_on=sent.received_on,
                language=sent.language,
            )
        except KennitalaError as refusal:
            raise HttpError(422, f"applicant.kennitala: {refusal}") from refusal
        except AnswersWrong as refusal:
            wrong = "; ".join(f"{place}: {why}" for place, why in list(refusal.errors.items())[:MOST_ERRORS])
            raise HttpError(422, f"answers: {wrong}") from refusal
        except CaseRefused as refusal:
            raise HttpError(409, refusal.reason.in_language(sent.language)) from refusal
        return Status(200 if is_known else 201, _told(door, sent.external_id))


@router.get(
    "/applications/{externalId}",
    operation_id="getApplicationStatus",
    summary="How an application stands, by the door's own id",
    response={200: ApplicationStatus, **problems(400, 401, 404)},
)
def get_application_status(request: HttpRequest, external_id: ExternalIdInPath) -> ApplicationStatus:
    """Only applications that this machine's door sent to its office."""
    with as_machine(request, ABILITIES) as (_actor, client):
        return _told(ABILITIES[client.ability], external_id)


def _told(door: Door, external_id: str) -> ApplicationStatus:
    try:
        status = doors.status_of(door, external_id)
    except Arrival.DoesNotExist as error:
        raise Http404 from error
    return ApplicationStatus(
        external_id=status.external_id,
        case=status.case,
        number=status.number,
        service=status.service,
        state=status.state,
        is_open=status.is_open,
        status=texts(status.sentence),
        changed_timestamp=status.at,
    )


def _municipality(slug: str) -> Organisation:
    try:
        return by_slug(slug)
    except Organisation.DoesNotExist as error:
        raise Http404 from error


def _service_at(client: MachineClient, slug: str, municipality: Organisation) -> str:
    """Return the key of a service that the machine's office handles for a municipality."""
    for service in CASE_SERVICES.values():
        if (
            service.slug == slug
            and office_for(municipality, service=service.key, on=clock.today()) == client.office
        ):
            return service.key
    raise Http404
