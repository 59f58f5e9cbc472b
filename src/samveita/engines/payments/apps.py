"""Registers payments: events, policies, what a decision sets off, and the delivery of records to the accounts."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payment lines, runs and the accounts."""

    name = "samveita.engines.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events, policies, adapters, the delivery kind and the handlers for decided and moved cases."""
        from samveita.engines.cases.web.parts import register_part
        from samveita.engines.payments import events, policies, sending  # noqa: F401
        from samveita.engines.payments.adapters import business_central, dk, record_service
        from samveita.engines.payments.planning import register_handlers

        for adapter in (record_service, business_central, dk):
            adapter.register()
        from samveita.engines.payments.web.part import payments_part

        register_handlers()
        register_part(payments_part)
