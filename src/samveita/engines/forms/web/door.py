"""Whose application a request is about: the person acted for, the municipality, the service and its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext

from samveita.engines.forms.declaring import Form
from samveita.engines.forms.drafting import open_draft
from samveita.engines.forms.models import Draft
from samveita.engines.forms.registry import FORMS, RegisteredForm
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import adopted
from samveita.ground.catalogue.declaring import Service, service_by_slug
from samveita.ground.identity.access import organisation_or_404
from samveita.ground.identity.models import Person
from samveita.ground.identity.policies import require
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.ui.parts import Crumb


@dataclass(frozen=True, slots=True)
class Door:
    """Everything the pages of one application have in common."""

    actor: Actor
    person: Person
    municipality: Organisation
    service: Service
    registered: RegisteredForm

    @property
    def form(self) -> Form:
        """The service's form."""
        return self.registered.form

    def draft(self) -> Draft | None:
        """Return the open draft, if there is one."""
        return open_draft(person=self.person, municipality=self.municipality, service=self.service.key)

    def refusal(self) -> Text | None:
        """Return why the person cannot apply here now, or nothing when she can."""
        refuses = self.registered.refuses
        return refuses(self.person, self.municipality) if refuses else None

    def address(self, name: str, **parts: str) -> str:
        """Return the address of one of the application's pages."""
        own = {"organisation": self.municipality.slug, "service": self.service.slug}
        return reverse(f"forms:{name}", kwargs={**own, **parts})

    def submit_address(self) -> str:
        """Return where the finished draft is posted; the engine that makes cases answers there."""
        try:
            return reverse(
                "cases:submit",
                kwargs={"organisation": self.municipality.slug, "service": self.service.slug},
            )
        except NoReverseMatch as error:
            raise Http404("this installation takes no applications") from error

    def crumbs(self, *last: Crumb) -> list[Crumb]:
        """Return the way to a page of the application."""
        overview = self.address("overview")
        service = overview.removesuffix("umsokn/")
        front = service.removesuffix(f"{self.service.slug}/")
        here = Crumb(pgettext("application", "Umsókn"), overview if last else "")
        return [Crumb(str(self.municipality), front), Crumb(self.service.name, service), here, *last]


def door_of(request: HttpRequest, organisation: str, service: str) -> Door:
    """Return the application an address names.

    Raises:
        Http404: when the municipality is unknown, or does not offer the service, or the service has no form.
        NotAllowed: when a company asks for what is meant for people.
    """
    municipality = organisation_or_404(organisation)
    found = service_by_slug(service)
    if found is None or found.key not in FORMS or found not in adopted(municipality)[0]:
        raise Http404("the municipality does not take this application")
    who = cast("Any", request)
    registered = FORMS[found.key]
    if not registered.is_for_companies:
        require(who.actor, "identity.apply_as_person", who.subject)
    return Door(who.actor, who.subject, municipality, found, registered)
