"""Addresses of the waste calendar, right under the municipality's name."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.tools.waste_calendar.declaration import TOOL
from samveita.tools.waste_calendar.web import disruptions, reminders, views

app_name = "waste-calendar"
_ROOT = f"<slug:organisation>/{TOOL.slug}"
_DISRUPTIONS = "<slug:organisation>/vinnubord/sorphirda/roskun"

urlpatterns: list[URLPattern] = [
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
