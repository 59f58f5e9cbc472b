"""Addresses of the component gallery, one set a language; the view answers only where the gallery is switched on."""

from __future__ import annotations

from django.urls import path

from samveita.ui.web.gallery import gallery

app_name = "gallery"
urlpatterns = [
    path("vidmot/einingar/", gallery, name="components"),
    path("vidmot/einingar/<slug:page>/", gallery, name="page"),
]
