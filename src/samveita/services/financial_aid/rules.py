"""The calculation of financial aid (fjárhagsaðstoð), line by line: rules R1–R9.

Written once with the words of ``rulebook.exact``: ``calculate`` runs it for one person with every line explained,
``calculate_columns`` runs the same lines for as many as one likes. The order of terms is: base amount, December
supplement, less income and deductions; tax rounded down; each personal tax credit (persónuafsláttur) rounded down by
itself and never more than the tax; aid for children outside tax. Income over the base amount gives no aid, never a
negative one (R6). Amounts are krónur per month; the municipality's own rules rest on article 21 of act no. 40/1991.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samveita.engines.rulebook.calculation import Calculation, Columnwise, Explained, Ledger
from samveita.engines.rulebook.central import BRACKET_LIMITS, HIGHER_RATES, PERSONAL_CREDIT, WITHHOLDING_RATE
from samveita.engines.rulebook.exact import (
    Amount,
    Choice,
    Column,
    anywhere,
    band,
    bands,
    both,
    either,
    equals,
    floor_to_krona,
    half_up_to_krona,
    lesser,
    percent,
    share,
    when,
)
from samveita.engines.rulebook.parameters import Parameter, ParameterError, ParameterSet
from samveita.iceland.money import Rate, format_kronur, format_percent
from samveita.iceland.texts import Text
from samveita.services.financial_aid import wording
from samveita.services.financial_aid.parameters import AidTable

RULE = "financial_aid"
AID = "aid"
NO_AID_OVER_INCOME = "no_aid_over_income"

NO_SUPPLEMENT = Rate(0, 0)


class AidInputError(ValueError):
    """What was given can't be calculated with; the message says which figure and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An income or a deduction with its description; R9's document and disclosure are kept with the case."""

    amount: Amount
    description: str | Text = ""

    @property
    def named(self) -> Text | None:
        """The description in three languages; what somebody typed reads the same in each."""
        if isinstance(self.description, Text):
            return self.description
        return wording.as_written(self.description) if self.description else None


@dataclass(frozen=True, slots=True)
class AidInput:
    """What a case worker decides with; amounts in kr. per month, credit shares in whole percent.

    ``applied_month`` is 1–12 (0: not named, so never the month of the December supplement). ``base`` is the parameter
    the base amount came from, when it came from the municipality's table. ``december_amount`` replaces the computed
    supplement when the case worker changes it. ``table`` is checked against the spouse's share when it is known (R7).
    """

    base_amount: Amount
    applied_month: Amount = 0
    december_rate: Rate = NO_SUPPLEMENT
    december_month: int = 11
    december_amount: Amount | None = None
    income: tuple[Entry, ...] = ()
    deductions: tuple[Entry, ...] = ()
    applicant_credit_percent: Amount = 0
    spouse_credit_percent: Amount = 0
    children_aid: Amount = 0
    table: AidTable | None = None
    base: Parameter | None = None
    with_brackets: bool = False


@dataclass(frozen=True, slots=True)
class TaxYear:
    """The tax parameters of one applied month: rate of the first bracket, monthly credit, and the brackets if known."""

    rate: Parameter
    credit: Parameter
    limits: tuple[Parameter, ...] = ()
    higher_rates: tuple[Parameter, ...] = ()

    @classmethod
    def on(cls, day: date, parameters: ParameterSet) -> TaxYear:
        """Choose the parameters by a day of the applied month (R5).

        Raises:
            ParameterError: when rate or credit is not known on that day; brackets may be unknown.
        """
        limits, higher_rates = cls.brackets_on(day, parameters)
        return cls(
            rate=parameters.at(WITHHOLDING_RATE, day),
            credit=parameters.at(PERSONAL_CREDIT, day),
            limits=limits,
            higher_rates=higher_rates,
        )

    @staticmethod
    def brackets_on(
        day: date, parameters: ParameterSet
    ) -> tuple[tuple[Parameter, ...], tuple[Parameter, ...]]:
        """Return the bracket limits and the rates above the first, as far as they are known on a day."""
        limits, higher_rates = (
            tuple(found for key in keys if (found := parameters.find(key, day)) is not None)
            for keys in (BRACKET_LIMITS, HIGHER_RATES)
        )
        return limits, higher_rates


def calculate(given: AidInput, tax: TaxYear) -> Calculation:
    """Calculate the aid of one person or couple for one month, with every line explained.

    Raises:
        AidInputError: when an amount is negative, a share is not 0–100, or a single person has a spouse's share.
        ParameterError: when brackets are asked for and not known.
    """
    ledger = Explained(RULE)
    decide(given, tax, ledger)
    return ledger.calculation()


def calculate_columns(given: AidInput, tax: TaxYear) -> Columnwise:
    """Calculate the aid of everyone in the columns of ``given``; the figures have the keys of ``Calculation.figures``.

    Raises:
        AidInputError, ParameterError: as ``calculate``.
        ColumnOverflowError: when an amount would not fit in 64 bits.
    """
    ledger = Columnwise()
    decide(given, tax, ledger)
    return ledger


def estimate(
    base_amount: int, *, credit_percent: int, tax: TaxYear, base: Parameter | None = None
) -> Calculation:
    """Estimate the most an applicant could get: the base amount less tax, before income and deductions.

    Four lines: base, tax, credit used, estimate. An estimate promises nothing and is never a decision.
    """
    given = AidInput(base_amount=base_amount, applicant_credit_percent=credit_percent, base=base)
    whole = calculate(given, tax)
    shown = [line for line in whole.lines if line.key != "income"]
    shown[-1] = shown[-1].model_copy(update={"key": "estimate", "label": wording.ESTIMATE})
    return whole.model_copy(update={"rule": f"{RULE}.estimate", "lines": tuple(shown)})


def decide(given: AidInput, tax: TaxYear, ledger: Ledger) -> None:
    """Book the whole calculation in a ledger: the one place where the rule stands."""
    _check(given)
    base_of = (given.base,) if given.base else ()
    ledger.line(
        "base",
        given.base_amount,
        label=wording.BASE,
        legal_basis=wording.LOCAL_RULES,
        parameters=base_of,
        rule="R3",
    )
    december = _december_supplement(given, ledger)
    over_income = _compared(given, december) <= 0
    children = ledger.line(
        "children_aid",
        when(over_income, 0, given.children_aid),
        label=wording.CHILDREN_AID,
        words=lambda: wording.CHILDREN_AID_UNTAXED,
        legal_basis=wording.LOCAL_RULES,
        rule="R4",
        shown=_is_some(given.children_aid, over_income),
    )
    _incomes_and_deductions(given, ledger)
    taxable = when(over_income, 0, _compared(given, december))
    before_credit = _tax(given, tax, taxable, ledger, shown=_not(over_income))
    credit_used = _credit(given, tax, before_credit, ledger, shown=_not(over_income))
    tax_due = before_credit - credit_used
    payable = taxable - tax_due + children
    ledger.line(
        "aid",
        payable,
        label=wording.AID,
        words=lambda: _words_of_aid(given, december, taxable, tax_due, children),
        legal_basis=wording.LOCAL_RULES,
        rule="R4" if not anywhere(over_income) else "R6",
    )
    ledger.outcome(over_income, then=NO_AID_OVER_INCOME, otherwise=AID)
    ledger.figure("december", when(over_income, 0, december))
    ledger.figure("taxable", taxable)
    ledger.figure("tax_before_credit", before_credit)
    ledger.figure("credit_used", credit_used)
    ledger.figure("tax_due", tax_due)
    ledger.figure("children_aid_paid", children)
    ledger.figure("payable", payable)


def _check(given: AidInput) -> None:
    """Refuse figures no rule can take (R7)."""
    amounts = {
        "base_amount": given.base_amount,
        "children_aid": given.children_aid,
        **{f"income[{n}]": entry.amount for n, entry in enumerate(given.income)},
        **{f"deductions[{n}]": entry.amount for n, entry in enumerate(given.deductions)},
    }
    for name, amount in amounts.items():
        if anywhere(amount < 0):
            raise AidInputError(f"{name} can't be negative")
    for name, whole in (
        ("applicant_credit_percent", given.applicant_credit_percent),
        ("spouse_credit_percent", given.spouse_credit_percent),
    ):
        if anywhere(either(whole < 0, whole > 100)):
            raise AidInputError(f"{name} is between 0 and 100")
    if given.table is AidTable.INDIVIDUAL and anywhere(given.spouse_credit_percent > 0):
        raise AidInputError("spouse_credit_percent must be 0 for a person without a spouse")


def _december_supplement(given: AidInput, ledger: Ledger) -> Amount:
    """Book the December supplement: a share of the base amount, to the nearest króna, in its month only (R2)."""
    if given.december_amount is None:
        in_full: Amount = half_up_to_krona(share(given.december_rate, given.base_amount))
    else:
        in_full = given.december_amount
    supplement = when(equals(given.applied_month, given.december_month), in_full, 0)
    return ledger.line(
        "december",
        supplement,
        label=wording.DECEMBER,
        words=lambda: (
            wording.SHARE_OF.format(
                percent=format_percent(given.december_rate), amount=_kr(given.base_amount)
            )
            if given.december_amount is None
            else wording.ENTERED_BY_CASE_WORKER
        ),
        legal_basis=wording.LOCAL_RULES,
        rule="R2",
        shown=supplement > 0,
    )


def _compared(given: AidInput, december: Amount) -> Amount:
    """Return base and supplement less income and deductions: what is taxed when it is above zero."""
    return given.base_amount - _total(given.income) - _total(given.deductions) + december


def _incomes_and_deductions(given: AidInput, ledger: Ledger) -> None:
    """Book income as one line and each deduction as its own, with the descriptions the applicant reads."""
    ledger.line(
        "income",
        -_total(given.income),
        label=wording.INCOME,
        words=lambda: _words_of_income(given.income),
        legal_basis=wording.LOCAL_RULES,
        rule="R9",
    )
    for number, entry in enumerate(given.deductions, start=1):
        ledger.line(
            f"deduction_{number}",
            -entry.amount,
            label=entry.named or wording.DEDUCTION,
            legal_basis=wording.LOCAL_RULES,
            rule="R9",
        )


def _tax(given: AidInput, tax: TaxYear, taxable: Amount, ledger: Ledger, *, shown: Choice) -> Amount:
    """Book the tax, rounded down: the first bracket's rate, or all brackets when the municipality chose so (R2, R8)."""
    if given.with_brackets:
        if len(tax.limits) != len(BRACKET_LIMITS) or len(tax.higher_rates) != len(HIGHER_RATES):
            raise ParameterError(
                "the tax brackets of this year are not known, so aid can't be taxed by brackets"
            )
        limits = [limit.whole() for limit in tax.limits]
        rates = [tax.rate.rate(), *(rate.rate() for rate in tax.higher_rates)]
        amount = floor_to_krona(bands(taxable, limits=limits, rates=rates))
        used: tuple[Parameter, ...] = (tax.rate, *tax.higher_rates, *tax.limits)
    else:
        limits, rates, used = [], [tax.rate.rate()], (tax.rate,)
        amount = floor_to_krona(share(rates[0], taxable))
    ledger.line(
        "tax",
        -amount,
        label=wording.TAX,
        words=lambda: _words_of_tax(taxable, limits, rates),
        legal_basis=wording.WITHHOLDING,
        parameters=used,
        rule="R8" if given.with_brackets else "R2",
        warning=lambda: _bracket_warning(given, tax, taxable),
        shown=shown,
    )
    return amount


def _credit(given: AidInput, tax: TaxYear, before_credit: Amount, ledger: Ledger, *, shown: Choice) -> Amount:
    """Book the personal tax credit: each share rounded down by itself, together never more than the tax (R2, R7)."""
    monthly = tax.credit.whole()
    own = floor_to_krona(percent(given.applicant_credit_percent, monthly))
    spouse = floor_to_krona(percent(given.spouse_credit_percent, monthly))
    used = lesser(own + spouse, before_credit)
    ledger.line(
        "credit",
        used,
        label=wording.CREDIT,
        words=lambda: _words_of_credit(given, monthly, own + spouse, before_credit),
        legal_basis=wording.WITHHOLDING,
        parameters=(tax.credit,),
        rule="R7",
        shown=shown,
    )
    return used


def _total(entries: tuple[Entry, ...]) -> Amount:
    total: Amount = 0
    for entry in entries:
        total = total + entry.amount
    return total


def _not(condition: Choice) -> Choice:
    return not condition if isinstance(condition, bool) else ~condition


def _is_some(amount: Amount, over_income: Choice) -> Choice:
    return both(amount > 0, _not(over_income))


def _kr(amount: Amount) -> str:
    """Write one person's amount for people; words are only ever made for one person."""
    if isinstance(amount, Column):
        raise TypeError("words are made for one person, not for a column")
    return format_kronur(amount)


def _words_of_income(entries: tuple[Entry, ...]) -> Text | None:
    parts = [wording.with_amount(entry.named, _kr(entry.amount)) for entry in entries if entry.named]
    return wording.joined(parts) if parts else None


def _words_of_tax(taxable: Amount, limits: list[int], rates: list[Rate]) -> Text:
    floors: list[int] = [0, *limits]
    ceilings: list[int | None] = [*limits, None]
    parts = [
        wording.SHARE_OF.format(percent=format_percent(rate), amount=_kr(part))
        for rate, floor, ceiling in zip(rates, floors, ceilings, strict=True)
        if anywhere((part := band(taxable, above=floor, to=ceiling)) > 0)
    ]
    return wording.joined(parts)


def _words_of_credit(given: AidInput, monthly: int, shares: Amount, before_credit: Amount) -> Text:
    own = wording.SHARE_OF.format(percent=f"{given.applicant_credit_percent}%", amount=_kr(monthly))
    spouse = wording.SPOUSE_SHARE_OF.format(percent=f"{given.spouse_credit_percent}%", amount=_kr(monthly))
    words = wording.joined([own, spouse]) if anywhere(given.spouse_credit_percent > 0) else own
    if anywhere(shares > before_credit):
        return wording.not_more_than_tax(words, _kr(before_credit))
    return words


def _words_of_aid(
    given: AidInput, december: Amount, taxable: Amount, tax_due: Amount, children: Amount
) -> Text:
    compared = _compared(given, december)
    if anywhere(compared <= 0):
        return wording.OVER_INCOME.format(
            base=_kr(given.base_amount + december),
            counted=_kr(_total(given.income) + _total(given.deductions)),
        )
    terms = f"{_kr(taxable)} − {_kr(tax_due)}" + (f" + {_kr(children)}" if anywhere(children > 0) else "")
    return wording.as_written(terms)


def _bracket_warning(given: AidInput, tax: TaxYear, taxable: Amount) -> Text | None:
    """Warn when the amount passes the first bracket's limit and is taxed as if it did not (R8)."""
    if given.with_brackets or not tax.limits or anywhere(taxable <= tax.limits[0].whole()):
        return None
    return wording.ABOVE_FIRST_BRACKET.format(limit=_kr(tax.limits[0].whole()))
