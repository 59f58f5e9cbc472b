"""Registers the registries: their event and policy."""

from django.apps import AppConfig


class RegistriesConfig(AppConfig):
    """Registers of the state."""

    name = "samveita.engines.registries"
    label = "registries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the event and the policy."""
        from samveita.engines.registries import events, policies  # noqa: F401
