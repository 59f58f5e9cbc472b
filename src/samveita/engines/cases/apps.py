"""Registers cases: events, policies, and what happens when a letter is served or opened."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case engine."""

    name = "samveita.engines.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies, and the handlers for our own letters."""
        from samveita.engines.cases import events, policies  # noqa: F401
        from samveita.engines.cases.delivery import register_handlers
        from samveita.engines.cases.letters import register_letters
        from samveita.engines.cases.settings import register_settings

        register_handlers()
        register_letters()
        register_settings()
