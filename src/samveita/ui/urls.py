"""The brand stylesheet's address: outside the languages, for colours say the same in each."""

from __future__ import annotations

from django.urls import path

from samveita.ui.web.brand_stylesheet import brand_stylesheet

app_name = "ui"
urlpatterns = [path("vidmot/litir/<str:key>.<str:digest>.css", brand_stylesheet, name="brand")]
