"""Addresses of a resident's own cases."""

from __future__ import annotations

from django.urls import path

from samveita.engines.cases.web import taking_down, views

app_name = "cases"

urlpatterns = [
    path("<slug:organisation>/mal/<uuid:uid>/", views.case_page, name="case"),
    path("<slug:organisation>/mal/<uuid:uid>/draga-til-baka/", views.withdraw, name="withdraw"),
    path("<slug:organisation>/mal/<uuid:uid>/skjal/<uuid:document>/", views.document, name="document"),
    path(
        "<slug:organisation>/vinnubord/umsokn/<uuid:draft>/senda/",
        taking_down.submit_taken_down,
        name="submit-taken-down",
    ),
    path("<slug:organisation>/<slug:service>/umsokn/senda/", views.submit_application, name="submit"),
]
