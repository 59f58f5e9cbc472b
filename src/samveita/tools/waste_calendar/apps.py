"""Registers the waste calendar with the catalogue, with sharing and with notices when Django starts."""

from django.apps import AppConfig


class WasteCalendarConfig(AppConfig):
    """The waste calendar."""

    name = "samveita.tools.waste_calendar"
    label = "waste_calendar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make catalogue, sharing and notices know the tool."""
        from samveita.ground.catalogue.declaring import register_tool
        from samveita.ground.sharing.kinds import register_kind
        from samveita.tools.waste_calendar import disrupting, drafting, reminders  # noqa: F401
        from samveita.tools.waste_calendar.declaration import CALENDARS, DROP_OFF_SITES, TOOL

        register_tool(TOOL)
        register_kind(CALENDARS)
        register_kind(DROP_OFF_SITES)
