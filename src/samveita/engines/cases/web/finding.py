"""What the resident's pages of a case begin with: her case at the municipality in the address, and what her form sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from samveita.engines.cases.filing import Upload
from samveita.engines.cases.models import Case
from samveita.engines.cases.parts import own_part
from samveita.engines.cases.reading import show, show_to_party
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.access import organisation_or_404
from samveita.ground.organisations.queries import successor_of
from samveita.ground.vault.file_types import ACCEPTED
from samveita.iceland.texts import Text

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not taken, the field it stands in, and what was typed there."""

    field: str
    reason: Text
    typed: str = ""


def own_case(request: HttpRequest, organisation: str, uid: UUID) -> Case:
    """Return a case in scope that is of the municipality in the address; nothing is shown of it yet.

    Raises:
        Http404: when there is none.
    """
    municipality = organisation_or_404(organisation)
    found: Case | None = (
        Case.objects.select_related(
            "municipality__successor", "office__successor", "person", "assigned_to", "submission"
        )
        .filter(uid=uid)
        .first()
    )
    if found is None or successor_of(found.municipality) != municipality:
        raise Http404
    request.organisation = municipality  # type: ignore[attr-defined]
    return found


def opened(request: HttpRequest, case: Case) -> Case:
    """Record that a case is opened by whoever is a party of it, and return it: the applicant or another.

    Raises:
        NotAllowed: when she is neither.
    """
    own = own_part(actor_of(request), case)
    if own is None:
        return show(actor=actor_of(request), case=case)
    return show_to_party(actor=actor_of(request), case=case, party=own[1])


def case_address(organisation: str, uid: UUID) -> str:
    """Return the address of a case's page."""
    return reverse("cases:case", kwargs={"organisation": organisation, "uid": uid})


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, as the access decorator has set it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def page_language() -> str:
    """Return the language of the page."""
    return (get_language() or "is").split("-")[0]


def uploads_of(request: HttpRequest, name: str) -> list[Upload]:
    """Return the files that a field of a form sent; an empty field sends none."""
    return [Upload(name=one.name or "", content=one.read()) for one in request.FILES.getlist(name)]


def file_facts() -> dict[str, Any]:
    """Return what a file field says of itself: the endings it takes, and the largest size in megabytes."""
    return {"accepted_files": ACCEPTED, "file_limit": settings.FILE_SIZE_LIMIT // MEGABYTE}
