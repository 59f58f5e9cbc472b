"""Addresses of the waste calendar, right under the municipality's name."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.web import (
    disruptions,
    plan_import,
    plan_year,
    plan_zones,
    planner,
    reminders,
    views,
)

app_name = "waste-calendar"
_ROOT = f"<slug:organisation>/{TOOL.slug}"
_DISRUPTIONS = "<slug:organisation>/vinnubord/sorphirda/roskun"

_PLANNER = f"<slug:organisation>/vinnubord/{TOOL.slug}"

urlpatterns: list[URLPattern] = [
    path(f"{_PLANNER}/", planner.days_page, name="planner"),
    path(f"{_PLANNER}/skref/", planner.step, name="planner-step"),
    path(f"{_PLANNER}/reglur/", plan_year.plan_page, name="planner-rules"),
    path(f"{_PLANNER}/samanburdur/", plan_year.comparison_page, name="planner-comparison"),
    path(f"{_PLANNER}/abendingar/", plan_year.findings_page, name="planner-findings"),
    path(f"{_PLANNER}/svaedi/", plan_zones.zones_page, name="planner-zones"),
    path(f"{_PLANNER}/innflutningur/", plan_import.import_page, name="planner-import"),
    path(f"{_PLANNER}/dagatal.json", plan_import.calendar_as_json, name="planner-json"),
    path(f"{_PLANNER}/dagar.csv", plan_import.days_as_csv, name="planner-days-csv"),
    path(f"{_PLANNER}/gotur.csv", plan_import.streets_as_csv, name="planner-streets-csv"),
    path(f"{_ROOT}/", views.calendar_page, name="page"),
    path(f"{_ROOT}/tillogur/", views.suggestions, name="suggestions"),
    path(f"{_ROOT}/ar/", views.year_page, name="year"),
    path(f"{_ROOT}/blad/", views.sheet_page, name="sheet"),
    path(f"{_ROOT}/flokkun/", views.guide_page, name="guide"),
    path(f"{_ROOT}/dagatal.ics", views.feed_file, name="feed"),
    path(f"{_ROOT}/aminning/", reminders.reminder_page, name="reminder"),
    path(f"{_ROOT}/aminning/<str:token>/", reminders.change_page, name="change-reminder"),
    path(f"{_DISRUPTIONS}/", disruptions.disruptions_page, name="disruptions"),
    path(f"{_DISRUPTIONS}/<uuid:uid>/afturkalla/", disruptions.withdraw_step, name="withdraw-disruption"),
]
