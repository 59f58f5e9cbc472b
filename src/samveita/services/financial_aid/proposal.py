"""A proposal for a decision: the municipality's settings and the facts of one case, brought to the rule.

What the case worker may change (base amount, December supplement) is given here and stands out as entered by her; what
she can't change (rates, credits, rounding) is not an argument. The applied month chooses the tax parameters (R5); the
settings are those that hold in that month, and whoever calls knows from when they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.parameters import Level, ParameterSet
from samveita.services.financial_aid.parameters import AidTable, ChildrenAidMode, FinancialAidParameters
from samveita.services.financial_aid.rules import AidInput, AidInputError, Entry, TaxYear, calculate, estimate

NOT_PAID_HERE = frozenset({ChildrenAidMode.NONE, ChildrenAidMode.INSTITUTION})
"""Ways of aid for children in which nothing of it is paid with financial aid."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A municipality's settings with the period they hold and the level that set them."""

    parameters: FinancialAidParameters
    valid_from: date
    valid_to: date | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one case for one month; amounts in kr. per month, shares in whole percent.

    ``base_amount`` and ``december_amount`` are empty unless the case worker replaced what the table and the rule give.
    """

    applied_month: date
    category: str
    table: AidTable
    income: tuple[Entry, ...] = ()
    deductions: tuple[Entry, ...] = ()
    applicant_credit_percent: int = 0
    spouse_credit_percent: int = 0
    children_aid: int = 0
    base_amount: int | None = None
    december_amount: int | None = None


def propose(settings: Settings, facts: Facts, *, tax: ParameterSet) -> Calculation:
    """Calculate what the municipality's rules give in this case.

    Raises:
        AidInputError: when a figure is impossible, or children's aid is entered where it is not paid.
        ParameterError: when an amount, the December supplement or the year's tax is not known.
    """
    parameters = settings.parameters
    if facts.children_aid and parameters.children_aid in NOT_PAID_HERE:
        raise AidInputError("children_aid is not paid with financial aid in this municipality")
    table_amount = parameters.base_amount(
        parameters.category(facts.category),
        facts.table,
        valid_from=settings.valid_from,
        valid_to=settings.valid_to,
        level=settings.level,
    )
    is_from_table = facts.base_amount is None or facts.base_amount == table_amount.whole()
    given = AidInput(
        base_amount=table_amount.whole() if facts.base_amount is None else facts.base_amount,
        applied_month=facts.applied_month.month,
        december_rate=parameters.december_rate(),
        december_month=parameters.december_month,
        december_amount=facts.december_amount,
        income=facts.income,
        deductions=facts.deductions,
        applicant_credit_percent=facts.applicant_credit_percent,
        spouse_credit_percent=facts.spouse_credit_percent,
        children_aid=facts.children_aid,
        table=facts.table,
        base=table_amount if is_from_table else None,
        with_brackets=parameters.compute_with_brackets,
    )
    return calculate(given, TaxYear.on(facts.applied_month, tax))


def estimate_for_applicant(
    settings: Settings,
    *,
    applied_month: date,
    category: str,
    table: AidTable,
    credit_percent: int,
    tax: ParameterSet,
) -> Calculation:
    """Estimate the most the applicant could get, from the municipality's table, before anyone has seen her income.

    Raises:
        ParameterError: when the amount or the year's tax is not known.
    """
    parameters = settings.parameters
    base = parameters.base_amount(
        parameters.category(category),
        table,
        valid_from=settings.valid_from,
        valid_to=settings.valid_to,
        level=settings.level,
    )
    return estimate(
        base.whole(), credit_percent=credit_percent, tax=TaxYear.on(applied_month, tax), base=base
    )
