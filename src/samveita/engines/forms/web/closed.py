"""The page of an application that the municipality takes from nobody now, or not from this person: where to turn instead.

A service that is being prepared, practised on or paused has no application for her, but she came for help and is told how
to reach whoever handles it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samveita.engines.forms.registry import FORMS
from samveita.ground.catalogue.adopting import state_of
from samveita.ground.catalogue.declaring import Service
from samveita.ground.organisations.context import contact_of
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for
from samveita.iceland import clock


class NotOpenError(Exception):
    """The municipality takes no such application from the person now."""

    def __init__(self, municipality: Organisation, service: Service) -> None:
        super().__init__(f"{municipality.slug} takes no application for {service.key}")
        self.municipality, self.service = municipality, service


def not_open(request: HttpRequest, closed: NotOpenError) -> HttpResponse:
    """Tell that the service takes no applications here, and how to reach the office."""
    municipality, service = closed.municipality, closed.service
    office = office_for(municipality, service=service.key, on=clock.today())
    overview = reverse("forms:overview", kwargs={"organisation": municipality.slug, "service": service.slug})
    turns_to = FORMS[service.key].turns_to
    context = {
        "service": service,
        "places": turns_to(municipality, clock.today()) if turns_to else (),
        "state": state_of(municipality, service.key),
        "office": office,
        "office_contact": contact_of(office),
        "service_url": overview.removesuffix("umsokn/"),
        "is_practice": False,
    }
    return render(request, "forms/not_open.html", context, status=404)
