"""Addresses of a resident's own payments."""

from __future__ import annotations

from django.urls import path

from samveita.engines.payments.web import views

app_name = "payments"

urlpatterns = [
    path("<slug:organisation>/mal/<uuid:uid>/reikningur/<uuid:line>/", views.account, name="account"),
]
