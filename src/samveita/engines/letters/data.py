"""The parts every letter is made of: sender, recipient, case, signature, explained lines and how to appeal.

Days, months and amounts are kept as such and written out for people only when a letter is rendered, so that stored
letter data can be read back and the template never formats a figure.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SerializationInfo, model_validator

from samveita.iceland.dates_in_words import day_in_words, month_in_words
from samveita.iceland.money import format_kronur

FOR_LETTER = {"letter": True}


def _is_for_letter(info: SerializationInfo) -> bool:
    context = info.context
    return context is not None and bool(context.get("letter"))


def _write_day(day: date, info: SerializationInfo) -> Any:
    return day_in_words(day).as_dict() if _is_for_letter(info) else day.isoformat()


def _write_month(day: date, info: SerializationInfo) -> Any:
    return month_in_words(day).as_dict() if _is_for_letter(info) else day.isoformat()


def _write_kronur(kronur: int, info: SerializationInfo) -> Any:
    return format_kronur(kronur) if _is_for_letter(info) else kronur


Day = Annotated[date, PlainSerializer(_write_day, when_used="json")]
Month = Annotated[date, PlainSerializer(_write_month, when_used="json")]
Kronur = Annotated[int, Field(strict=True), PlainSerializer(_write_kronur, when_used="json")]
Words = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]
Short = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]


class LetterPart(BaseModel):
    """Base of everything a letter is made of: frozen, nothing unknown accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sender(LetterPart):
    """The municipality or office that writes; ``place`` is declined as before a date („Hafnarfirði“).

    Without arms (an SVG drawing) the letter carries a neutral shield.
    """

    name: Short
    office: str = ""
    place: Short
    address: tuple[Short, ...] = ()
    contact: tuple[Short, ...] = ()
    arms_svg: str = Field(default="", max_length=500_000)
    arms_description: str = Field(default="", max_length=300)

    @model_validator(mode="after")
    def _arms_are_described(self) -> Self:
        if self.arms_svg and not self.arms_description.strip():
            raise ValueError("describe the arms in words, for those who do not see them")
        return self


class Recipient(LetterPart):
    """To whom: name, address lines, and the kennitala as it should be printed."""

    name: Short
    address: tuple[Short, ...] = ()
    kennitala: str = ""


class Signature(LetterPart):
    """Who signs, by name or pseudonym as the office chose, and as what."""

    name: Short
    title: Short


class TableLine(LetterPart):
    """One explained line: what it is, how it came about, how many krónur; a total stands out."""

    label: Short
    arithmetic: str = ""
    amount: Kronur
    is_total: bool = False


class AppealStep(LetterPart):
    """A body one may turn to: its name as after „til“, where to write, and the last day."""

    genitive: Short
    address: tuple[Short, ...] = Field(min_length=1)
    period: int = Field(ge=1, le=104)
    last_day: Day


class AppealRoute(LetterPart):
    """First the municipality's own appeal body (weeks), then the outside committee (months), each with a real date."""

    internal: AppealStep
    external: AppealStep


class LetterData(LetterPart):
    """What every letter has; a service adds what its own letter needs."""

    sender: Sender
    recipient: Recipient
    dated: Day
    case_number: Short
    signature: Signature | None = None


class AppealableData(LetterData):
    """A letter that tells a person how to appeal: both last days lie after the letter's own."""

    appeal: AppealRoute

    @model_validator(mode="after")
    def _deadlines_lie_ahead(self) -> Self:
        for step in (self.appeal.internal, self.appeal.external):
            if step.last_day <= self.dated:
                raise ValueError(
                    f"the last day to appeal, {step.last_day}, is not after the letter's day, {self.dated}"
                )
        return self
