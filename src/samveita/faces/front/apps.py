"""Registers the front door and tells the header where a person's own pages are."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Front pages, start pages of services, a person's own pages."""

    name = "samveita.faces.front"
    label = "front"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where "my cases" is."""
        from samveita.faces.front.context import my_pages
        from samveita.ground.identity.context import install_my_pages

        install_my_pages(my_pages)
