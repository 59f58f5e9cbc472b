"""Registers financial aid with the engines when Django starts."""

from django.apps import AppConfig


class FinancialAidConfig(AppConfig):
    """Financial aid."""

    name = "samveita.services.financial_aid"
    label = "financial_aid"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make forms, cases, catalogue and sharing know the service."""
        from samveita.engines.cases.declaring import register_case_service
        from samveita.engines.cases.hooks import register_on_decided
        from samveita.engines.forms.choosing import register_options
        from samveita.engines.forms.registry import register_form
        from samveita.engines.payments.facts import register_facts
        from samveita.engines.rulebook.central import WITHHOLDING_TAX
        from samveita.engines.rulebook.declaring import add_examples
        from samveita.engines.rulebook.published import register_parameters
        from samveita.services.financial_aid import (  # noqa: F401
            adopting,
            letter_examples,
            letter_examples_couples,
            simulation_rights,
        )
        from samveita.services.financial_aid.categories import options
        from samveita.services.financial_aid.declaration import SERVICE
        from samveita.services.financial_aid.estimating import on_review
        from samveita.services.financial_aid.following import invite_when_due, last_answers
        from samveita.services.financial_aid.handling import (
            already_applied,
            case_held,
            month_chosen,
            service_centres,
        )
        from samveita.services.financial_aid.parameter_examples import examples, tax_examples
        from samveita.services.financial_aid.parameter_fields import PARAMETERS
        from samveita.services.financial_aid.payments import facts_for_accounts
        from samveita.services.financial_aid.prefill import facts_of_spouse, known_facts, wishes_of
        from samveita.services.financial_aid.questions import CATEGORIES
        from samveita.services.financial_aid.spouse_part import SPOUSE_PART

        register_options(CATEGORIES, options)
        register_case_service(SERVICE)
        register_facts(SERVICE.key, facts_for_accounts)
        register_form(
            SERVICE.key,
            SERVICE.form,
            prefill=known_facts,
            is_for_companies=SERVICE.is_for_companies,
            refuses=already_applied,
            adjusts=wishes_of,
            counts_on=month_chosen,
            follows=last_answers,
            leads_to=case_held,
            on_review=on_review,
            turns_to=service_centres,
        )
        register_form(SPOUSE_PART.key, SPOUSE_PART.form, prefill=facts_of_spouse, part_of=SERVICE.key)
        register_on_decided(invite_when_due)
        register_parameters(PARAMETERS)
        add_examples(PARAMETERS.slug, examples)
        add_examples(WITHHOLDING_TAX.slug, tax_examples)
