"""The letters of financial aid: receipt, approval and refusal. A refusal can't exist without facts, rule and dates.

What each letter must hold is declared here; the words stand in the templates beside this file. Legal paragraphs are
locked there; the paragraphs listed as ``local`` may be worded by the municipality.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from samveita.engines.letters.data import (
    AppealableData,
    AppealStep,
    Day,
    Kronur,
    LetterData,
    LetterPart,
    Month,
    Short,
    TableLine,
    Words,
)
from samveita.engines.letters.template import LetterTemplate
from samveita.engines.rulebook.calculation import Calculation
from samveita.iceland.texts import Text

HERE = Path(__file__).resolve().parent
REASONS_WITHIN_DAYS = 14


class ReceiptData(LetterData):
    """We have the application, this is its number, and by this day we mean to answer."""

    applied_month: Month
    answer_by: Day
    case_url: Short


class RefusedPart(LetterPart):
    """The part of an application that was not granted: what, the facts behind, and the article of the rules."""

    what: Words
    facts: tuple[Words, ...] = Field(min_length=1)
    rule_article: Short


class ApprovalData(AppealableData):
    """The month, every line of the calculation, when and where it is paid, and what was not granted, if anything."""

    applied_month: Month
    lines: tuple[TableLine, ...] = Field(min_length=2)
    payable: Kronur = Field(gt=0)
    pay_day: Day
    account_ending: str = Field(pattern=r"^[0-9]{3,4}$", description="the last figures of the account number")
    reasons_within_days: int = Field(default=REASONS_WITHIN_DAYS, ge=1, le=60)
    refused_part: RefusedPart | None = None

    @model_validator(mode="after")
    def _total_is_what_is_paid(self) -> Self:
        if self.lines[-1].amount != self.payable:
            raise ValueError("the last line is not the amount that is paid")
        return self


class RefusalData(AppealableData):
    """The facts with their figures, the article of the rules, the individual assessment, and how to appeal by when."""

    applied_month: Month
    facts: tuple[Words, ...] = Field(min_length=1)
    lines: tuple[TableLine, ...] = ()
    rule_article: Short
    rules_url: Short
    assessment: Words
    reasons_within_days: int = Field(default=REASONS_WITHIN_DAYS, ge=1, le=60)


def table_lines(calculation: Calculation) -> tuple[TableLine, ...]:
    """Return the lines of a calculation as a letter prints them, in Icelandic; the last one is the total."""
    *terms, total = calculation.lines
    printed = [
        TableLine(
            label=line.label.is_,
            arithmetic=line.arithmetic.is_ if line.arithmetic else "",
            amount=line.amount,
        )
        for line in (*terms, total)
    ]
    return (*printed[:-1], printed[-1].model_copy(update={"is_total": True}))


def appeal_step(*, genitive: str, address: str, email: str, period: int, last_day: Day) -> AppealStep:
    """Return a step of the appeal route from what the municipality has set and a day the date rules computed."""
    return AppealStep(
        genitive=genitive,
        address=tuple(part for part in (address, email) if part),
        period=period,
        last_day=last_day,
    )


RECEIPT = LetterTemplate(
    key="financial_aid.receipt",
    version=1,
    name=Text(is_="Móttaka umsóknar", en="Receipt of application", pl="Potwierdzenie otrzymania wniosku"),
    path=HERE / "receipt.typ",
    data=ReceiptData,
    local=("what_next",),
)
APPROVAL = LetterTemplate(
    key="financial_aid.approval",
    version=1,
    name=Text(is_="Samþykkt", en="Approval", pl="Decyzja przyznająca"),
    path=HERE / "approval.typ",
    data=ApprovalData,
    local=("help",),
)
REFUSAL = LetterTemplate(
    key="financial_aid.refusal",
    version=1,
    name=Text(is_="Synjun", en="Refusal", pl="Decyzja odmowna"),
    path=HERE / "refusal.typ",
    data=RefusalData,
    local=("other_help",),
)
TEMPLATES = (RECEIPT, APPROVAL, REFUSAL)
