"""Registers letters: the kind of shared document that holds a municipality's own wording."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The letter engine; it has no tables."""

    name = "samveita.engines.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kind."""
        from samveita.engines.letters import own_texts  # noqa: F401
