"""Registers preschool fees with the catalogue and with sharing when Django starts."""

from django.apps import AppConfig


class PreschoolFeesConfig(AppConfig):
    """Preschool fees."""

    name = "samveita.tools.preschool_fees"
    label = "preschool_fees"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make catalogue and sharing know the tool."""
        from samveita.ground.catalogue.declaring import register_tool
        from samveita.ground.sharing.kinds import register_kind
        from samveita.tools.preschool_fees.declaration import TARIFFS, TOOL

        register_tool(TOOL)
        register_kind(TARIFFS)
