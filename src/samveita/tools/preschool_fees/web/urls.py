"""Addresses of the calculators, right under the municipality's name, and of the editors on its desk."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path

from samveita.tools.preschool_fees.declaration import ALL_PRICED, Priced
from samveita.tools.preschool_fees.web import editor, effects_view, views

app_name = "preschool-fees"


def _of(priced: Priced) -> Iterator[URLPattern]:
    page = f"<slug:organisation>/{priced.tool.slug}"
    desk = f"<slug:organisation>/vinnubord/{priced.desk}"
    which = {"service": priced.service}
    yield path(f"{desk}/", editor.editor_page, which, name=f"editor-{priced.key}")
    yield path(f"{desk}/ahrif/", effects_view.effects_page, which, name=f"effects-{priced.key}")
    yield path(f"{desk}/skra.json", editor.export, which, name=f"export-{priced.key}")
    yield path(f"{desk}/skra.xlsx", editor.export_workbook, which, name=f"workbook-{priced.key}")
    yield path(f"{page}/", views.calculator_page, which, name=f"page-{priced.key}")
    yield path(f"{page}/samanburdur/", views.comparison_page, which, name=f"comparison-{priced.key}")


urlpatterns: list[URLPattern] = [address for priced in ALL_PRICED.values() for address in _of(priced)]
