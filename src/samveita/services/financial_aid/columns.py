"""Many households at once: the facts of each as a place in columns, and the aid of all of them by the rule of one case.

A row is one household in one month, without a name or anything that leads to it. ``facts_of`` brings one row to
``proposal`` as a case is brought; ``payable`` brings all rows to the same rule as columns, and the two agree to the króna.
What a case worker entered (another base amount, another supplement, aid for children) stays as entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

import numpy as np

from samveita.engines.rulebook.exact import BoolArray, Column, IntArray
from samveita.engines.rulebook.parameters import ParameterError
from samveita.services.financial_aid.parameters import AidTable, ChildrenAidMode, FinancialAidParameters
from samveita.services.financial_aid.proposal import NOT_PAID_HERE, Facts, Settings
from samveita.services.financial_aid.rules import AidInput, Entry, TaxYear, calculate_columns

NOT_ENTERED: Final = -1
TABLES: Final = (AidTable.INDIVIDUAL, AidTable.COHABITATION)


@dataclass(frozen=True, slots=True)
class Household:
    """One household in one month; amounts in kr. a month, shares in whole percent.

    Attributes:
        category: the code of its category of aid.
        is_couple: whether the couples' amounts apply.
        month: 1–12, the month applied for.
        income, spouse_income: what counts of the applicant's income and of the spouse's.
        deductions: all deductions.
        credit, spouse_credit: use of the personal tax credit; a person alone has no spouse's.
        children: how many children.
        base_amount, december_amount, children_aid: what a case worker entered; ``NOT_ENTERED`` where the rules hold.
    """

    category: str
    is_couple: bool = False
    month: int = 1
    income: int = 0
    spouse_income: int = 0
    deductions: int = 0
    credit: int = 0
    spouse_credit: int = 0
    children: int = 0
    base_amount: int = NOT_ENTERED
    december_amount: int = NOT_ENTERED
    children_aid: int = NOT_ENTERED


@dataclass(frozen=True, slots=True)
class Households:
    """Households as columns; ``categories`` are the codes that ``category`` counts from."""

    categories: tuple[str, ...]
    category: IntArray
    is_couple: BoolArray
    month: IntArray
    income: IntArray
    spouse_income: IntArray
    deductions: IntArray
    credit: IntArray
    spouse_credit: IntArray
    children: IntArray
    base_amount: IntArray
    december_amount: IntArray
    children_aid: IntArray

    def __len__(self) -> int:
        return len(self.category)

    @classmethod
    def of(cls, rows: Sequence[Household]) -> Households:
        """Put households into columns."""
        codes = tuple(dict.fromkeys(row.category for row in rows))
        place = {code: number for number, code in enumerate(codes)}
        plain = [one.name for one in fields(Household) if one.name not in {"category", "is_couple"}]
        return cls(
            categories=codes,
            category=np.array([place[row.category] for row in rows], dtype=np.int64),
            is_couple=np.array([row.is_couple for row in rows], dtype=np.bool_),
            **{name: np.array([getattr(row, name) for row in rows], dtype=np.int64) for name in plain},
        )

    def repeated(self, count: int) -> Households:
        """Return as many households, these over and over."""
        return self.chosen(np.resize(np.arange(len(self), dtype=np.int64), count))

    def chosen(self, which: BoolArray | IntArray) -> Households:
        """Return the households that a mask or their places choose."""
        columns: dict[str, Any] = {
            one.name: getattr(self, one.name)[which] for one in fields(self) if one.name != "categories"
        }
        return Households(self.categories, **columns)

    def in_month(self, month: int) -> Households:
        """Return the same households, all in one month."""
        return replace(self, month=np.full(len(self), month, dtype=np.int64))


def facts_of(row: Household, parameters: FinancialAidParameters, *, year: int) -> Facts:
    """Return one household as the facts of a case."""
    income = row.income + (row.spouse_income if parameters.spouse_income_counts else 0)
    return Facts(
        applied_month=date(year, row.month, 1),
        category=row.category,
        table=TABLES[row.is_couple],
        income=(Entry(income),),
        deductions=(Entry(row.deductions),),
        applicant_credit_percent=row.credit,
        spouse_credit_percent=row.spouse_credit,
        children_aid=int(_children_aid(Households.of([row]), parameters)[0]),
        base_amount=None if row.base_amount == NOT_ENTERED else row.base_amount,
        december_amount=None if row.december_amount == NOT_ENTERED else row.december_amount,
    )


def payable(rows: Households, settings: Settings, tax: TaxYear) -> IntArray:
    """Return what each household gets in its month, kr., by the rule of one case.

    Raises:
        ParameterError: when an amount somebody needs, or the December supplement, has not been entered.
        AidInputError, ColumnOverflowError: as ``calculate_columns``.
    """
    found = np.zeros(len(rows), dtype=np.int64)
    has_entered = rows.december_amount != NOT_ENTERED
    for mask, is_entered in ((has_entered, True), (~has_entered, False)):
        if mask.any():
            of_these = rows if mask.all() else rows.chosen(mask)
            given = _input(of_these, settings.parameters, is_entered=is_entered)
            amount = calculate_columns(given, tax).figures["payable"]
            found[mask] = amount.values if isinstance(amount, Column) else amount
    return found


def _input(rows: Households, parameters: FinancialAidParameters, *, is_entered: bool) -> AidInput:
    income = rows.income + rows.spouse_income if parameters.spouse_income_counts else rows.income
    return AidInput(
        base_amount=Column.of(_base_amounts(rows, parameters)),
        applied_month=Column.of(rows.month),
        december_rate=parameters.december_rate(),
        december_month=parameters.december_month,
        december_amount=Column.of(rows.december_amount) if is_entered else None,
        income=(Entry(Column.of(income)),),
        deductions=(Entry(Column.of(rows.deductions)),),
        applicant_credit_percent=Column.of(rows.credit),
        spouse_credit_percent=Column.of(rows.spouse_credit),
        children_aid=Column.of(_children_aid(rows, parameters)),
        with_brackets=parameters.compute_with_brackets,
    )


def _base_amounts(rows: Households, parameters: FinancialAidParameters) -> IntArray:
    """Return the table's amounts, those entered in their place."""
    table = np.full((len(rows.categories), len(TABLES)), NOT_ENTERED, dtype=np.int64)
    for number, code in enumerate(rows.categories):
        category = parameters.category(code)
        for column, one in enumerate(TABLES):
            amount = category.amount(one)
            table[number, column] = NOT_ENTERED if amount is None else amount
    from_table = table[rows.category, rows.is_couple.astype(np.int64)]
    if (from_table == NOT_ENTERED).any():
        raise ParameterError("an amount of the table has not been entered")
    base: IntArray = np.where(rows.base_amount == NOT_ENTERED, from_table, rows.base_amount)
    return base


def _children_aid(rows: Households, parameters: FinancialAidParameters) -> IntArray:
    """Return the aid for children: as entered, else the municipality's amount for each child; none where it isn't paid."""
    if parameters.children_aid in NOT_PAID_HERE:
        return np.zeros(len(rows), dtype=np.int64)
    per_child = parameters.children_aid is ChildrenAidMode.PER_CHILD
    each = (parameters.children_aid_amount or 0) if per_child else 0
    aid: IntArray = np.where(rows.children_aid == NOT_ENTERED, rows.children * each, rows.children_aid)
    return aid
