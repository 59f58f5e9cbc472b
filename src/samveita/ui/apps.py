"""Registers the design layer with Django. It has no tables: only templates, tags, static files and languages."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The room ``ui``: base pages, components, brand colours and formats."""

    name = "samveita.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Viðmót"
