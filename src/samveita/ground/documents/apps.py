"""Registers the room with Django; it has no tables of its own."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Stored JSON documents."""

    name = "samveita.ground.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
