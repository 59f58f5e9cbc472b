"""Addresses of financial aid's own pages on the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.services.financial_aid.web import simulation

app_name = "financial-aid"

urlpatterns: list[URLPattern] = [
    path(
        "<slug:organisation>/vinnubord/fjarhagsadstod/hvad-ef/", simulation.simulation_page, name="simulation"
    ),
]
