"""The letters of financial aid, from receipt to the outcome of an appeal. A refusal can't exist without facts, rule and dates.

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
    account_ending: str = Field(
        pattern=r"^([0-9]{3,4})?$",
        description="the last figures of the account number; empty while none is known",
    )
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


class WantedItem(LetterPart):
    """One thing asked for: what it is, why it is needed, and whether the case waits for it."""

    what: Words
    why: Words
    is_required: bool = True


class DataNeededData(LetterData):
    """What is missing and why, by when, and where to hand it in; the reminder says the same once more."""

    applied_month: Month
    items: tuple[WantedItem, ...] = Field(min_length=1)
    due_on: Day
    note: str = Field(default="", max_length=8_000)
    case_url: Short


class HearingData(LetterData):
    """What is proposed against her, on which facts and which rule, and by when she may comment."""

    applied_month: Month
    ground: Words
    facts: tuple[Words, ...] = Field(min_length=1)
    rule_article: Short
    due_on: Day
    case_url: Short


class DelayData(LetterData):
    """Why the answer is late, and when it can be expected."""

    applied_month: Month
    reason: Words
    answer_by: Day
    case_url: Short


class ReopeningData(LetterData):
    """Why the case is taken up again."""

    applied_month: Month
    reason: Words
    case_url: Short


class AppealOutcomeData(LetterData):
    """How the appeal within the municipality ended; when the decision stands, where it goes next and by when."""

    applied_month: Month
    body_genitive: Short
    is_upheld: bool
    outcome: tuple[Words, ...] = Field(min_length=1)
    external: AppealStep
    case_url: Short

    @model_validator(mode="after")
    def _the_last_day_lies_ahead(self) -> Self:
        if self.external.last_day <= self.dated:
            raise ValueError(f"the last day to appeal, {self.external.last_day}, is not after {self.dated}")
        return self


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
    version=2,
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
DATA_NEEDED = LetterTemplate(
    key="financial_aid.data_needed",
    version=1,
    name=Text(is_="Beiðni um gögn", en="Request for documents", pl="Prośba o dokumenty"),
    path=HERE / "data_needed.typ",
    data=DataNeededData,
    local=("help",),
)
REMINDER = LetterTemplate(
    key="financial_aid.reminder",
    version=1,
    name=Text(is_="Áminning um gögn", en="Reminder of documents", pl="Przypomnienie o dokumentach"),
    path=HERE / "reminder.typ",
    data=DataNeededData,
    local=("help",),
)
HEARING = LetterTemplate(
    key="financial_aid.hearing",
    version=1,
    name=Text(is_="Andmælaréttur", en="Opportunity to comment", pl="Możliwość wypowiedzenia się"),
    path=HERE / "hearing.typ",
    data=HearingData,
    local=("help",),
)
DELAY = LetterTemplate(
    key="financial_aid.delay",
    version=1,
    name=Text(is_="Svar dregst", en="Delayed answer", pl="Opóźnienie odpowiedzi"),
    path=HERE / "delay.typ",
    data=DelayData,
    local=("help",),
)
REOPENING = LetterTemplate(
    key="financial_aid.reopening",
    version=1,
    name=Text(is_="Mál tekið upp aftur", en="Case reopened", pl="Wznowienie sprawy"),
    path=HERE / "reopening.typ",
    data=ReopeningData,
    local=("help",),
)
APPEAL_OUTCOME = LetterTemplate(
    key="financial_aid.appeal_outcome",
    version=1,
    name=Text(is_="Niðurstaða áfrýjunarnefndar", en="Outcome of an appeal", pl="Rozstrzygnięcie odwołania"),
    path=HERE / "appeal_outcome.typ",
    data=AppealOutcomeData,
    local=("help",),
)
TEMPLATES = (
    RECEIPT,
    DATA_NEEDED,
    REMINDER,
    HEARING,
    APPROVAL,
    REFUSAL,
    DELAY,
    REOPENING,
    APPEAL_OUTCOME,
)
