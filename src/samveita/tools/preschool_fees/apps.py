"""Registers preschool fees with the catalogue and with sharing when Django starts."""

from django.apps import AppConfig


class PreschoolFeesConfig(AppConfig):
    """Preschool fees."""

    name = "samveita.tools.preschool_fees"
    label = "preschool_fees"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make catalogue and sharing know the tools."""
        from samveita.ground.catalogue.declaring import register_tool
        from samveita.ground.sharing.kinds import register_kind
        from samveita.tools.preschool_fees.declaration import ALL_PRICED

        for one in ALL_PRICED.values():
            register_tool(one.tool)
            register_kind(one.kind)
