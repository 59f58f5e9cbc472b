"""Documents of payments: what is sealed on a line, what a run froze at its approval, and a municipality's set-up.

Amounts are whole krónur. The codes by which the accounts know employment and housing are settings: only two of them are
known from the earlier system (employment: working 1, unemployed 4), so every code says whether somebody has verified it.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from samveita.engines.rulebook.calculation import StoredText
from samveita.ground.documents.stored import Stored


class Part(BaseModel):
    """A part of a document, as strict as the document itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LineDetails(Stored):
    """What is personal on a line and therefore sealed: where to pay, how to reach her, and facts the accounts ask for.

    ``employment`` and ``housing`` are the service's own words (``unemployed``, ``own_home``); the set-up turns them into
    the accounts' codes. ``personal_credit`` is the personal tax credit used, in kr.
    """

    schema_name: ClassVar[str] = "payments.line_details"

    account: str = Field(default="", max_length=40)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=200)
    employment: str = Field(default="", max_length=60)
    housing: str = Field(default="", max_length=60)
    personal_credit: int | None = None


class FrozenRecord(Part):
    """One payment as the run froze it: the same in every file and every call afterwards."""

    uid: str
    kind: str
    label: StoredText
    amount: int = Field(description="kr. to be paid; negative for a correction")
    gross: int | None = None
    tax_withheld: int | None = None
    national_id: str
    name: str
    account: str
    phone: str
    email: str
    case_number: str
    decision_number: int
    service: str
    month: date
    pay_date: date
    employment: str
    housing: str
    personal_credit: int | None = None
    corrects: str = ""


class FrozenRun(Stored):
    """A run as it was approved."""

    schema_name: ClassVar[str] = "payments.frozen_run"

    uid: str
    number: str
    municipality: str
    month: date
    pay_date: date
    total: int
    records: tuple[FrozenRecord, ...]


class Code(Part):
    """The accounts' code for one word of ours, and whether the municipality has verified it."""

    code: str = Field(min_length=1, max_length=20)
    verified: bool = False


KNOWN_EMPLOYMENT = {"working": Code(code="1"), "unemployed": Code(code="4")}
"""From the earlier system's export; the other codes were never published."""


class BookingKey(Part):
    """To which accounts a kind of payment is booked from a day on (*bókunarlykill*).

    Attributes:
        kind: code of the kind of payment; empty for every kind without a key of its own.
        valid_from: the first pay day it holds for; the latest one that has begun holds.
        expense: account debited with what the payment costs.
        clearing: account credited with what is paid out.
        tax: account credited with tax withheld; empty when no such payment is taxed.
        department, project: values of those dimensions; empty where none is used.
        verified: whether the municipality's accountant has verified it.
    """

    kind: str = Field(default="", max_length=40)
    valid_from: date
    expense: str = Field(min_length=1, max_length=20)
    clearing: str = Field(min_length=1, max_length=20)
    tax: str = Field(default="", max_length=20)
    department: str = Field(default="", max_length=20)
    project: str = Field(default="", max_length=20)
    verified: bool = False


class PaymentSettings(Stored):
    """How a municipality pays.

    Attributes:
        second_person: a run is approved by somebody else than the one who made it.
        adapter: name of the adapter to the accounts; empty when runs are handed over as files.
        address: where the accounts answer; empty outside production means the simulator.
        can_be_asked: the accounts say by our id whether they have a payment; otherwise a person finds out.
        employment_codes, housing_codes: the accounts' codes for our words.
        type_codes: the accounts' codes for kinds of payments; a kind without one is sent by its own name.
        company, journal: id of the company (Business Central) and id or code of the journal that entries go into.
        token_address: where a token is fetched, for accounts that have it elsewhere (Business Central: Microsoft Entra).
        department_code, project_code: what the accounts call these two dimensions.
        booking_keys: accounts for each kind of payment, for adapters that book entries themselves.
    """

    schema_name: ClassVar[str] = "payments.settings"

    second_person: bool = False
    adapter: str = Field(default="", max_length=40)
    address: str = Field(default="", max_length=300)
    can_be_asked: bool = True
    employment_codes: dict[str, Code] = KNOWN_EMPLOYMENT
    housing_codes: dict[str, Code] = {}
    type_codes: dict[str, Code] = {}
    company: str = Field(default="", max_length=60)
    journal: str = Field(default="", max_length=60)
    token_address: str = Field(default="", max_length=300)
    department_code: str = Field(default="DEPARTMENT", max_length=20)
    project_code: str = Field(default="PROJECT", max_length=20)
    booking_keys: tuple[BookingKey, ...] = ()


class Credentials(Stored):
    """How we log in to the accounts. Sealed, written and used, never shown."""

    schema_name: ClassVar[str] = "payments.credentials"

    username: str = Field(min_length=1, max_length=200, repr=False)
    password: str = Field(min_length=1, max_length=500, repr=False)


class LineEventDetails(Stored):
    """Which kind of payment an event speaks of, how much (kr.) and for which month."""

    schema_name: ClassVar[str] = "payments.line_event"

    kind: str
    amount: int
    month: date


class RunEventDetails(Stored):
    """Which run an event speaks of, its total (kr.) and how many lines it has."""

    schema_name: ClassVar[str] = "payments.run_event"

    number: str
    total: int
    lines: int


class MonthTotals(Stored):
    """What a month came to when it was closed, kr.: decided, planned, handed over, confirmed, withheld; and letters, counted."""

    schema_name: ClassVar[str] = "payments.month_totals"

    decided: int
    planned: int
    handed_over: int
    confirmed: int
    tax_decided: int
    tax_withheld: int
    letters_due: int
    letters_delivered: int
    off: int = Field(description="how many things did not agree and were explained")


class MonthNote(Stored):
    """Why a month was closed though something does not agree, or why it was reopened."""

    schema_name: ClassVar[str] = "payments.month_note"

    text: str = Field(min_length=1, max_length=2000)


class MonthEventDetails(Stored):
    """Which month an event speaks of, what was confirmed (kr.), and how many things did not agree."""

    schema_name: ClassVar[str] = "payments.month_event"

    month: date
    confirmed: int
    off: int
