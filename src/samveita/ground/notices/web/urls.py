"""Addresses of notices."""

from __future__ import annotations

from django.urls import path

from samveita.ground.notices.web import views

app_name = "notices"
urlpatterns = [
    path("tilkynningar/afthakka/<str:token>/", views.stop, name="stop"),
    path(
        "tilkynningar/askrift/<str:token>/stadfesta/", views.confirm_subscription, name="confirm-subscription"
    ),
    path("tilkynningar/askrift/<str:token>/haetta/", views.stop_by_link, name="stop-subscription"),
]
