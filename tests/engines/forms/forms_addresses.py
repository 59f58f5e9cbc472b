"""The house's own addresses, and a place of the tests' own that receives what is sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from samveita.project.urls import urlpatterns as the_house


def received(request: HttpRequest, organisation: str) -> HttpResponse:
    return HttpResponse(request.POST.get("draft", ""))


urlpatterns = [path("<slug:organisation>/prufa/umsokn/senda/", received), *the_house]
