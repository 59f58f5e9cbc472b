"""Registers the vault: its tables and events."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Stored files and encryption."""

    name = "samveita.ground.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events."""
        from samveita.ground.vault import events  # noqa: F401
