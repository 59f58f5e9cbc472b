"""What a change of amounts does: the aid of invented persons, calculated before and after, for the editor to show.

Nobody real is behind the examples and nothing is kept of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.central import WITHHOLDING_TAX, tax_parameters
from samveita.engines.rulebook.declaring import Example
from samveita.engines.rulebook.parameters import Level, ParameterError, ParameterSet, Source
from samveita.engines.rulebook.published import Held, parameters_in_force, parameters_of
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameters import AidTable, FinancialAidParameters
from samveita.services.financial_aid.proposal import Facts, Settings, propose
from samveita.services.financial_aid.rules import AidInput, Entry, TaxYear, calculate

SAMPLE_INCOME, SAMPLE_BASE = 45_000, 250_000


def examples(document: FinancialAidParameters, on: date) -> tuple[Example, ...]:
    """Return what invented persons would get in a month: each category without income, then income and December."""
    settings = Settings(
        parameters=document.with_source(document.amounts_source or Source(title="–")), valid_from=on
    )
    tax = parameters_in_force(WITHHOLDING_TAX, on=on)
    return tuple(_played(settings, tax, *one) for one in _persons(document, on))


def tax_examples(document: Any, on: date) -> tuple[Example, ...]:
    """Return what a year's tax does to aid from a base amount of 250,000 kr., with and without the personal credit."""
    one = Held(
        kind=WITHHOLDING_TAX,
        document=document,
        level=Level.CENTRAL,
        valid_from=on,
        valid_to=None,
        source=Source(title="–"),
    )
    year = TaxYear.on(on, parameters_of(one).over(tax_parameters()))
    found = []
    for share, label in _CREDIT_SHARES:
        result = calculate(AidInput(base_amount=SAMPLE_BASE, applicant_credit_percent=share), year)
        found.append(Example(f"tax.{share}", label, result))
    return tuple(found)


Person = tuple[str, Text, Facts]


def _persons(document: FinancialAidParameters, on: date) -> Iterator[Person]:
    month = _ordinary_month(document, on)
    for category in document.categories:
        for table, words in _TABLES:
            label = Text(
                is_=f"{category.name.is_}, {words.is_}",
                en=f"{category.name.en}, {words.en}",
                pl=f"{category.name.pl}, {words.pl}",
            )
            facts = Facts(
                applied_month=month, category=category.code, table=table, applicant_credit_percent=100
            )
            yield f"{category.code}.{table}", label, facts
    if document.categories:
        code = document.categories[0].code
        facts = Facts(
            applied_month=month,
            category=code,
            table=AidTable.INDIVIDUAL,
            income=(Entry(SAMPLE_INCOME),),
            applicant_credit_percent=100,
        )
        yield "income", _WITH_INCOME, facts
        december = Facts(
            applied_month=date(month.year, document.december_month, 1),
            category=code,
            table=AidTable.INDIVIDUAL,
            applicant_credit_percent=100,
        )
        yield "december", _IN_DECEMBER, december


def _ordinary_month(document: FinancialAidParameters, on: date) -> date:
    """Return the month of a day, or another of the same year when that is the month of the supplement."""
    month = on.replace(day=1)
    if month.month != document.december_month:
        return month
    return month.replace(month=2 if month.month == 1 else month.month - 1)


def _played(settings: Settings, tax: ParameterSet, key: str, label: Text, facts: Facts) -> Example:
    try:
        result: Calculation | Text = propose(settings, facts, tax=tax)
    except ParameterError:
        result = _NO_AMOUNT
    return Example(key, label, result)


_TABLES = (
    (AidTable.INDIVIDUAL, Text(is_="einstaklingur", en="one person", pl="jedna osoba")),
    (AidTable.COHABITATION, Text(is_="hjón eða sambúðarfólk", en="couple", pl="para")),
)
_CREDIT_SHARES = (
    (
        100,
        Text(
            is_="Grunnfjárhæð 250.000 kr., allur persónuafsláttur nýttur",
            en="Base amount 250.000 kr., all personal credit used",
            pl="Kwota bazowa 250.000 kr., cała ulga wykorzystana",
        ),
    ),
    (
        0,
        Text(
            is_="Grunnfjárhæð 250.000 kr., enginn persónuafsláttur",
            en="Base amount 250.000 kr., no personal credit",
            pl="Kwota bazowa 250.000 kr., bez ulgi osobistej",
        ),
    ),
)
_WITH_INCOME = Text(
    is_="Einstaklingur í fyrsta flokki með 45.000 kr. í tekjur",
    en="One person of the first category with an income of 45.000 kr.",
    pl="Jedna osoba z pierwszej kategorii z dochodem 45.000 kr.",
)
_IN_DECEMBER = Text(
    is_="Einstaklingur í fyrsta flokki með desemberuppbót",
    en="One person of the first category with the December supplement",
    pl="Jedna osoba z pierwszej kategorii z dodatkiem grudniowym",
)
_NO_AMOUNT = Text(
    is_="Ekki er hægt að reikna: gildi vantar.",
    en="Can't be calculated: a value is missing.",
    pl="Nie można obliczyć: brakuje wartości.",
)
