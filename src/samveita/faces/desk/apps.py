"""Registers the desk: its events and policies."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk of staff."""

    name = "samveita.faces.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies."""
        from samveita.faces.desk import events, policies  # noqa: F401
