"""Registers organisations and keeps the row-level policies in place after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationsConfig(AppConfig):
    """Organisations, agreements and the scope."""

    name = "samveita.ground.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events; install policies after migrations (framework glue)."""
        from samveita.ground.organisations import events  # noqa: F401
        from samveita.ground.organisations.policies_in_database import install_policies

        post_migrate.connect(install_policies, sender=self, dispatch_uid="organisations.install_policies")
