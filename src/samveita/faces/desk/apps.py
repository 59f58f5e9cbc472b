"""Registers the desk: its events and policies."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk of staff."""

    name = "samveita.faces.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies, and the steps of adoption that are done here."""
        from samveita.faces.desk import contacting, digest, events, policies  # noqa: F401
        from samveita.faces.desk.lawful.documents import register_steps

        register_steps()
