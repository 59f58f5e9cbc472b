"""Registers the rulebook's kind of shared document; the rules themselves need no Django."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Parameters that are drafted, approved and published; the room has no tables of its own."""

    name = "samveita.engines.rulebook"
    label = "rulebook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kind."""
        from samveita.engines.rulebook import published  # noqa: F401
