"""Registers cases: events, policies, and what happens when a letter is served or opened."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case engine."""

    name = "samveita.engines.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies, and the handlers for our own letters."""
        from samveita.engines.cases import adopting, events, exchange_events, policies, practice  # noqa: F401
        from samveita.engines.cases.committee import take_off_agenda
        from samveita.engines.cases.delivery import register_handlers
        from samveita.engines.cases.doors import register_reporting
        from samveita.engines.cases.doors_api import register_abilities
        from samveita.engines.cases.ending import register_exchange
        from samveita.engines.cases.hooks import register_on_moved
        from samveita.engines.cases.letters import register_letters
        from samveita.engines.cases.parts import after_move
        from samveita.engines.cases.phrasing import register_phrasing
        from samveita.engines.cases.settings import register_settings
        from samveita.engines.cases.terms import act_on_due
        from samveita.ground.worklist.tick import register_tick

        register_handlers()
        register_tick("cases.terms", act_on_due)
        register_letters()
        register_reporting()
        register_abilities()
        register_on_moved(take_off_agenda)
        register_exchange()
        register_on_moved(after_move)
        register_phrasing()
        register_settings()
