"""Registers the event store and keeps its append-only triggers in place after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The event store."""

    name = "samveita.ground.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Install the triggers after migrations (framework glue, the one place a signal is right)."""
        from samveita.ground.audit.triggers import install_triggers

        post_migrate.connect(install_triggers, sender=self, dispatch_uid="audit.install_triggers")
