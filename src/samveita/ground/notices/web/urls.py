"""Addresses of notices."""

from __future__ import annotations

from django.urls import path

from samveita.ground.notices.web import views

app_name = "notices"
urlpatterns = [path("tilkynningar/afthakka/<str:token>/", views.stop, name="stop")]
