"""Central parameters that hold for the whole country: withholding tax and personal credit, 2021–2026.

They are data (``data/tax.json``), each value with its source. A year that is not in the file has no value and whatever
needs it refuses; the next year's values are entered by the association at its desk, one document a year, or added to the
file. They are never copied from the year before.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import ClassVar

from pydantic import Field

from samveita.engines.rulebook.declaring import (
    FieldKind,
    ParameterDocument,
    ParameterField,
    ParameterKind,
    Problem,
    Section,
)
from samveita.engines.rulebook.parameters import Level, ParameterSet, Unit, read_parameters
from samveita.iceland.money import Rate
from samveita.iceland.texts import Text

WITHHOLDING_RATE = "tax.withholding.rate_1"
HIGHER_RATES = ("tax.withholding.rate_2", "tax.withholding.rate_3")
BRACKET_LIMITS = ("tax.withholding.limit_1", "tax.withholding.limit_2")
PERSONAL_CREDIT = "tax.personal_credit"


@cache
def tax_parameters() -> ParameterSet:
    """Return the tax parameters of all years that are shipped with the program.

    Raises:
        ParameterError: when the file has a gap or an overlap.
    """
    content = (
        resources.files("samveita.engines.rulebook").joinpath("data/tax.json").read_text(encoding="utf-8")
    )
    return read_parameters(content).set_by(Level.CENTRAL)


class WithholdingTax(ParameterDocument):
    """One year of withholding tax (staðgreiðsla): rates in percent, limits and credit in kr. per month."""

    schema_name: ClassVar[str] = "rulebook.withholding_tax"

    rate_1: str = Field(max_length=10)
    rate_2: str | None = Field(default=None, max_length=10)
    rate_3: str | None = Field(default=None, max_length=10)
    limit_1: int | None = Field(default=None, ge=1)
    limit_2: int | None = Field(default=None, ge=1)
    personal_credit: int = Field(ge=0)


def _rate(key: str, code: str, label: Text, *, is_required: bool = False) -> ParameterField:
    return ParameterField(
        key=key,
        code=code,
        kind=FieldKind.PERCENT,
        counts=Unit.PERCENT,
        label=label,
        is_required=is_required,
        most=100,
    )


def _amount(key: str, code: str, label: Text, *, is_required: bool = False) -> ParameterField:
    return ParameterField(
        key=key,
        code=code,
        kind=FieldKind.KRONUR,
        counts=Unit.KRONUR_PER_MONTH,
        label=label,
        is_required=is_required,
        least=1,
    )


def _brackets_rise(tax: WithholdingTax) -> tuple[Problem, ...]:
    """Refuse half a set of brackets, and rates or limits that do not rise."""
    upper = (tax.rate_2, tax.rate_3, tax.limit_1, tax.limit_2)
    if all(value is None for value in upper):
        return ()
    if tax.rate_2 is None or tax.rate_3 is None or tax.limit_1 is None or tax.limit_2 is None:
        return (Problem("rate_2", HALF_BRACKETS),)
    rates = [Rate.percent(written) for written in (tax.rate_1, tax.rate_2, tax.rate_3)]
    if tax.limit_1 >= tax.limit_2:
        return (Problem("limit_2", MUST_RISE),)
    return () if rates == sorted(rates) else (Problem("rate_3", MUST_RISE),)


HALF_BRACKETS = Text(
    is_="Skráðu öll þrepin, bæði hlutföll og mörk, eða ekkert þeirra nema fyrsta hlutfallið.",
    en="Enter all brackets, both rates and limits, or none but the first rate.",
    pl="Podaj wszystkie progi, stawki i granice, albo tylko pierwszą stawkę.",
)
MUST_RISE = Text(
    is_="Hvert þrep þarf að vera hærra en það sem kemur á undan.",
    en="Each bracket must be higher than the one before.",
    pl="Każdy próg musi być wyższy od poprzedniego.",
)

WITHHOLDING_TAX = ParameterKind(
    name="rulebook.withholding_tax",
    key="tax",
    slug="stadgreidsla",
    title=Text(is_="Staðgreiðsla skatta", en="Withholding tax", pl="Pobór podatku u źródła"),
    summary=Text(
        is_="Skatthlutföll og persónuafsláttur hvers árs. Sambandið skráir þau fyrir öll sveitarfélög.",
        en="Each year's tax rates and personal tax credit. The association enters them for every municipality.",
        pl="Stawki podatku i ulga osobista na każdy rok. Związek wprowadza je dla wszystkich gmin.",
    ),
    content=WithholdingTax,
    levels=frozenset({Level.CENTRAL}),
    is_yearly=True,
    shipped=tax_parameters,
    checks=(_brackets_rise,),
    sections=(
        Section(
            title=Text(
                is_="Fyrsta þrep og persónuafsláttur",
                en="First bracket and credit",
                pl="Pierwszy próg i ulga",
            ),
            parts=(
                _rate(
                    "rate_1",
                    WITHHOLDING_RATE,
                    Text(
                        is_="Skatthlutfall í fyrsta þrepi",
                        en="Rate of the first bracket",
                        pl="Stawka pierwszego progu",
                    ),
                    is_required=True,
                ),
                _amount(
                    "personal_credit",
                    PERSONAL_CREDIT,
                    Text(
                        is_="Persónuafsláttur á mánuði",
                        en="Personal tax credit a month",
                        pl="Ulga osobista na miesiąc",
                    ),
                    is_required=True,
                ),
            ),
        ),
        Section(
            title=Text(is_="Efri þrep", en="Higher brackets", pl="Wyższe progi"),
            help=Text(
                is_="Mörkin eru laun á mánuði. Skildu öll gildin eftir auð ef þau eru ekki þekkt.",
                en="The limits are pay a month. Leave all of them empty when they are not known.",
                pl="Granice to wynagrodzenie miesięczne. Jeśli nie są znane, pozostaw wszystkie pola puste.",
            ),
            parts=(
                _amount(
                    "limit_1",
                    BRACKET_LIMITS[0],
                    Text(
                        is_="Efri mörk fyrsta þreps",
                        en="Upper limit of the first bracket",
                        pl="Granica pierwszego progu",
                    ),
                ),
                _rate(
                    "rate_2",
                    HIGHER_RATES[0],
                    Text(
                        is_="Skatthlutfall í öðru þrepi",
                        en="Rate of the second bracket",
                        pl="Stawka drugiego progu",
                    ),
                ),
                _amount(
                    "limit_2",
                    BRACKET_LIMITS[1],
                    Text(
                        is_="Efri mörk annars þreps",
                        en="Upper limit of the second bracket",
                        pl="Granica drugiego progu",
                    ),
                ),
                _rate(
                    "rate_3",
                    HIGHER_RATES[1],
                    Text(
                        is_="Skatthlutfall í þriðja þrepi",
                        en="Rate of the third bracket",
                        pl="Stawka trzeciego progu",
                    ),
                ),
            ),
        ),
    ),
)
