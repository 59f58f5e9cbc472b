"""Registers forms: their drafts, events, policies, and the job that deletes what nobody goes on with."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Applications as they are filled in."""

    name = "samveita.engines.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events, policies and the job of the tick."""
        from samveita.engines.forms import events, policies  # noqa: F401
        from samveita.engines.forms.sweeping import delete_old_drafts
        from samveita.ground.worklist.tick import register_tick

        register_tick("forms.delete_old_drafts", delete_old_drafts)
