"""Addresses of version 1 of the embedding: outside the languages, and kept for as long as pages have copied them."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.faces.front.web import embed_views

app_name = "embed"

urlpatterns: list[URLPattern] = [
    path("embed/v1/samveita.js", embed_views.loader, name="loader"),
    path("embed/v1/<slug:tag>.js", embed_views.element, name="element"),
    path("embed/v1/<slug:slug>.json", embed_views.dress, name="dress"),
    path("embed/v1/<slug:tag>/<slug:slug>/", embed_views.frame, name="frame"),
]
