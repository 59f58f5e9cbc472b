"""Registers identity: its events and the policies that need nothing but a role."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Persons, accounts, roles, login."""

    name = "samveita.ground.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and policies, and answer for permissions in the room below."""
        from samveita.ground.identity import events, own_policies  # noqa: F401
        from samveita.ground.identity.policies import require
        from samveita.ground.organisations.guard import install_guard

        install_guard(require)
