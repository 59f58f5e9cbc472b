"""Registers the mailbox: its events, policies and background work."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """The digital mailbox, both directions."""

    name = "samveita.engines.mailbox"
    label = "mailbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events, policies and what the worker does."""
        from samveita.engines.mailbox import events, jobs, policies  # noqa: F401
