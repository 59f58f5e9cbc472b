"""Registers sharing."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Originals, local versions, validity."""

    name = "samveita.ground.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies."""
        from samveita.ground.sharing import reviewing, verbs  # noqa: F401
