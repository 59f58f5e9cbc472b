"""``samveita financial-aid calculate INPUT.json``: one calculation from a file, as JSON, without database or network.

Made for whoever wants to check a decision or build on the rule: it reads one JSON object, writes one JSON object to
standard output and nothing else there. What can't be read is explained on standard error with exit code 2. Amounts are
whole krónur; a JSON number with decimals is read digit by digit, never as a binary fraction.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.central import PERSONAL_CREDIT, WITHHOLDING_RATE, tax_parameters
from samveita.engines.rulebook.parameters import Parameter, ParameterError, Source, Unit
from samveita.iceland.money import Rate
from samveita.services.financial_aid.rules import AidInput, AidInputError, Entry, TaxYear, calculate

BAD_INPUT: Final = 2
USAGE: Final = "samveita financial-aid calculate INPUT.json"
LARGEST: Final = 999_999_999
LONGEST_PERCENT: Final = 30
FIGURES: Final = (
    "december",
    "taxable",
    "tax_before_credit",
    "credit_used",
    "tax_due",
    "children_aid_paid",
    "payable",
)
FROM_INPUT: Final = Source(title="Gildi sem fylgdi útreikningnum")


class BadInputError(ValueError):
    """The input can't be read; each line of the message is one thing to correct."""


def _exact_percent(value: Any) -> Rate:
    """Read a percentage from a string or a JSON number, digit by digit."""
    if isinstance(value, Decimal):
        if abs(value.adjusted()) > LONGEST_PERCENT:
            raise ValueError("a percentage is between 0 and 100")
        value = format(value, "f")
    if isinstance(value, bool) or not isinstance(value, str | int):
        message = 'give a percentage as a number or as text, for example 31.49 or "31.49"'
        raise ValueError(message)  # noqa: TRY004  pydantic turns only ValueError into a message for people
    written = str(value)
    if len(written) > LONGEST_PERCENT or "%" in written:
        raise ValueError(f"{written[:20]!r} is not a percentage such as 31.49")
    rate = Rate.percent(written)
    if not Rate(0, 0) <= rate <= Rate(1, 0):
        raise ValueError("a percentage is between 0 and 100")
    return rate


Kronur = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
WholePercent = Annotated[int, Field(strict=True, ge=0, le=100)]
ExactPercent = Annotated[Rate, BeforeValidator(_exact_percent)]


class Deduction(BaseModel):
    """A deduction with the description the applicant reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    amount: Kronur
    description: str = Field(default="", max_length=200)


def _read_deduction(value: Any) -> Any:
    return {"amount": value} if isinstance(value, int) else value


class Request(BaseModel):
    """The keys of the input; whatever is optional and missing is 0."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    tax_year: int = Field(strict=True, ge=1900, le=2200)
    base_amount: Kronur
    applied_month: int | None = Field(default=None, strict=True, ge=1, le=12)
    december_percent: ExactPercent = Rate(0, 0)
    income: Kronur = 0
    deductions: tuple[Annotated[Deduction, BeforeValidator(_read_deduction)], ...] = Field(
        default=(), max_length=100
    )
    applicant_credit_percent: WholePercent = 0
    spouse_credit_percent: WholePercent = 0
    children_aid: Kronur = 0
    tax_rate_percent: ExactPercent | None = None
    personal_tax_credit_monthly: Kronur | None = None


def read_request(content: str) -> Request:
    """Read the input.

    Raises:
        BadInputError: when it is not a JSON object with these keys and sound values.
    """
    try:
        raw = json.loads(
            content,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_refuse_repeated_keys,
        )
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"the file is not valid JSON: {error}") from error
    if not isinstance(raw, dict):
        raise BadInputError("the file must hold one JSON object")
    try:
        return Request.model_validate(raw)
    except ValidationError as error:
        raise BadInputError("\n".join(_in_plain_words(dict(item)) for item in error.errors())) from error


def run(request: Request) -> dict[str, Any]:
    """Calculate and return the output keys.

    Raises:
        AidInputError: when the figures can't be calculated with.
        ParameterError: when the tax parameters of the year are not known and not given.
    """
    given = AidInput(
        base_amount=request.base_amount,
        applied_month=request.applied_month or 0,
        december_rate=request.december_percent,
        income=(Entry(request.income),),
        deductions=tuple(Entry(item.amount, item.description) for item in request.deductions),
        applicant_credit_percent=request.applicant_credit_percent,
        spouse_credit_percent=request.spouse_credit_percent,
        children_aid=request.children_aid,
    )
    return _as_output(calculate(given, _tax_year(request)))


def main(argv: list[str]) -> int:
    """Run the command; ``argv`` is ``["calculate", path]``. Returns the exit code: 0, or 2 for bad input."""
    if len(argv) != 2 or argv[0] != "calculate":
        return _refuse(f"usage: {USAGE}")
    try:
        content = Path(argv[1]).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        return _refuse(f"{argv[1]} can't be read: {error}")
    try:
        output = run(read_request(content))
    except (BadInputError, AidInputError, ParameterError) as error:
        return _refuse(str(error))
    written = json.dumps(output, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(written.encode())  # UTF-8 whatever the terminal's locale
    sys.stdout.flush()
    return 0


def _tax_year(request: Request) -> TaxYear:
    """Choose the year's parameters, with those given in the input in their place."""
    day = date(request.tax_year, request.applied_month or 1, 1)
    known = tax_parameters()
    rate, credit = request.tax_rate_percent, request.personal_tax_credit_monthly
    return TaxYear(
        rate=known.at(WITHHOLDING_RATE, day)
        if rate is None
        else _given(WITHHOLDING_RATE, Unit.PERCENT, _percent_written(rate), day),
        credit=known.at(PERSONAL_CREDIT, day)
        if credit is None
        else _given(PERSONAL_CREDIT, Unit.KRONUR_PER_MONTH, str(credit), day),
        limits=TaxYear.brackets_on(day, known)[0],
    )


def _given(key: str, unit: Unit, value: str, day: date) -> Parameter:
    return Parameter(key=key, unit=unit, value=value, valid_from=day, source=FROM_INPUT)


def _percent_written(rate: Rate) -> str:
    """Write a rate as the percentage it was read from: 0.3149 as 31.49."""
    return format(Decimal(rate.units).scaleb(2 - rate.decimals), "f")


def _as_output(calculation: Calculation) -> dict[str, Any]:
    figures: dict[str, Any] = {key: calculation.figures[key] for key in FIGURES}
    lines = [line.model_dump(mode="json") for line in calculation.lines]
    return {**figures, "outcome": calculation.outcome, "lines": lines}


def _in_plain_words(item: dict[str, Any]) -> str:
    """Say what is wrong with one key."""
    place = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"{place}: this key is not known; check the spelling"
    if item["type"] == "missing":
        return f"{place}: this key is required"
    return f"{place}: {item['msg'].removeprefix('Value error, ')}"


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    repeated = {key for key in keys if keys.count(key) > 1}
    if repeated:
        raise ValueError(f"the key {min(repeated)!r} stands twice")
    return dict(pairs)


def _refuse(message: str) -> int:
    sys.stderr.write(message + "\n")
    return BAD_INPUT
