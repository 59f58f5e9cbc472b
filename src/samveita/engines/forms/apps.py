"""Registers forms: their drafts, events and policies."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Applications as they are filled in."""

    name = "samveita.engines.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies."""
        from samveita.engines.forms import events, policies  # noqa: F401
