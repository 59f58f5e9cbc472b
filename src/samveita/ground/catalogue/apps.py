"""Registers the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Services, tools and adoptions."""

    name = "samveita.ground.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies."""
        from samveita.ground.catalogue import adopting, confirming, own_steps  # noqa: F401
