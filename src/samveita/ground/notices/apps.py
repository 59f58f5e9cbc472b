"""Registers notices: events, kinds, the handler that sends and the tick job that finds lost ones."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Consent, addresses, and the ledger of notices."""

    name = "samveita.ground.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the room brings along."""
        from samveita.ground.notices import events, kinds, sending, subscription_mail  # noqa: F401
