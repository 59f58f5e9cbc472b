"""Addresses of the calculator, right under the municipality's name."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.tools.preschool_fees.declaration import TOOL
from samveita.tools.preschool_fees.web import editor, views

app_name = "preschool-fees"
_ROOT = f"<slug:organisation>/{TOOL.slug}"

_EDITOR = "<slug:organisation>/vinnubord/gjaldskra-leikskola"

urlpatterns: list[URLPattern] = [
    path(f"{_EDITOR}/", editor.editor_page, name="editor"),
    path(f"{_EDITOR}/ahrif/", editor.effects_page, name="effects"),
    path(f"{_EDITOR}/skra.json", editor.export, name="export"),
    path(f"{_ROOT}/", views.calculator_page, name="page"),
    path(f"{_ROOT}/samanburdur/", views.comparison_page, name="comparison"),
]
