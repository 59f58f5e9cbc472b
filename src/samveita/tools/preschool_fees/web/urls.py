"""Addresses of the calculator, right under the municipality's name."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.tools.preschool_fees.declaration import TOOL
from samveita.tools.preschool_fees.web import views

app_name = "preschool-fees"
_ROOT = f"<slug:organisation>/{TOOL.slug}"

urlpatterns: list[URLPattern] = [
    path(f"{_ROOT}/", views.calculator_page, name="page"),
    path(f"{_ROOT}/samanburdur/", views.comparison_page, name="comparison"),
]
