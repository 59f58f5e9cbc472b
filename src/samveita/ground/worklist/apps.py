"""Registers the worklist: its events, policy, background jobs and tick jobs."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    """Tasks, deliveries, background work and the tick."""

    name = "samveita.ground.worklist"
    label = "worklist"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the room brings along."""
        from samveita.ground.worklist import delivering, events, own_tick_jobs, policies  # noqa: F401
