"""Addresses of an application, under the municipality and the service it is for."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.engines.forms.web import views

app_name = "forms"

_BASE = "<slug:organisation>/<slug:service>/umsokn/"

urlpatterns: list[URLPattern] = [
    path(_BASE, views.overview, name="overview"),
    path(f"{_BASE}hefja/", views.start, name="start"),
    path(f"{_BASE}yfirlit/", views.review, name="review"),
    path(f"{_BASE}eyda/", views.discard, name="discard"),
    path(f"{_BASE}<slug:step>/", views.question, name="step"),
]
