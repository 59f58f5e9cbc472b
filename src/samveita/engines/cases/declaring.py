"""What a service with case handling declares: its process as tables, its form, its calculation, letters and payments.

The process tables are in ``table`` and the settings a municipality makes in ``settings``; both are handed on here, so
that a service imports this module alone. A state is retired, never renamed: cases keep the version of the process they
began under, so a service keeps its retired processes beside the current one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from samveita.engines.cases.table import (
    Authority,
    Overlay,
    Process,
    Purpose,
    State,
    Table,
    Timed,
    Transition,
    Waiting,
    Who,
)
from samveita.engines.forms.declaring import Form
from samveita.engines.rulebook.calculation import Calculation
from samveita.ground.catalogue.declaring import Service
from samveita.iceland.legal_dates import LegalDate
from samveita.iceland.texts import Text

if TYPE_CHECKING:
    from samveita.engines.cases.documents import FrozenDecision
    from samveita.engines.cases.models import Case
    from samveita.engines.cases.settings import CaseSettings
    from samveita.engines.letters.template import Letter
    from samveita.ground.identity.models import Person
    from samveita.ground.organisations.models import Organisation

__all__ = [
    "CASE_SERVICES",
    "Answers",
    "AppealTerm",
    "Authority",
    "CannotPropose",
    "CaseLetter",
    "CaseService",
    "DecisionDraft",
    "Kept",
    "LetterContext",
    "Named",
    "OneAtATime",
    "OtherPart",
    "Overlay",
    "PaymentDraft",
    "Process",
    "Purpose",
    "State",
    "Table",
    "Timed",
    "Transition",
    "Waiting",
    "Who",
    "register_case_service",
]

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTerm:
    """One way to appeal a decision: in words, to whom, to which address, and by when with every reason of the date.

    ``name`` is in the nominative, ``genitive`` as after "til"; ``is_internal`` tells whether it stays in the municipality.
    """

    sentence: Text
    name: str
    genitive: str
    address: str
    last_day: LegalDate
    is_internal: bool


class CannotPropose(ValueError):
    """The calculation can't be made from what is known; ``reason`` says to staff what is missing."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.is_)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """What is about to be decided, before anything is written.

    Attributes:
        event: the deciding transition, such as ``approve``.
        figures: the working figures as entered on the desk.
        reasons: answers to the transition's own questions (facts, article, assessment), empty when it asks none.
        calculation: the calculation made from the figures, if the service calculates.
        decided_on: the day of the decision.
        signed_by: the name that stands under the letter.
        language: the language in which she applied; a reading aid in it follows the Icelandic letter.
    """

    event: str
    figures: Answers
    reasons: Answers
    calculation: Calculation | None
    decided_on: date
    signed_by: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """What a letter is written from. Nothing of it is stored.

    Attributes:
        case: the case as it stands just before the step that sends the letter.
        answers: what was applied for.
        language: the language in which she applied.
        dated: the day of the letter.
        event: the row that sends it; ``submit`` for the receipt.
        to: whom it is for: the applicant, or another party of the case.
        signed_by: the name that stands under it; empty when the platform sends it.
        draft: the decision about to be made, for letters of decisions.
        subject: what else the letter is about, such as a request for data, a hearing or an agenda item.
    """

    case: Case
    answers: Answers
    language: str
    dated: date
    event: str
    to: Person
    signed_by: str = ""
    draft: DecisionDraft | None = None
    subject: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetter:
    """How a letter is written and under what title it lies in the mailbox.

    Attributes:
        compose: renders it; may raise ``CaseRefused`` or ``CannotPropose`` when something it must say is missing.
        title: its title on the case page and in the mailbox.
        mailbox_type: the mailbox's type for it; the service's own when left out.
    """

    compose: Callable[[LetterContext], Letter]
    title: Text
    mailbox_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDraft:
    """A payment that follows from a decision, before the payments room has made a line of it.

    Attributes:
        kind: code of the kind, such as ``aid`` or ``december_supplement``.
        text: what it is, for the resident and the accounts.
        amount: kr. paid out; positive.
        month: first day of the month it is for.
        pay_on: the day it is to be paid; ``None`` when the run decides.
        gross: kr. before tax, when tax is withheld.
        tax: kr. of tax withheld.
        payee_role: which party is paid: ``applicant``, or a role of another party of the case.
        account: the bank account as answered, plain; whoever stores it seals it. Empty when it is still missing.

    Raises:
        ValueError: when the amount is not positive, or its parts don't add up.
    """

    kind: str
    text: Text
    amount: int
    month: date
    pay_on: date | None = None
    gross: int | None = None
    tax: int | None = None
    payee_role: str = "applicant"
    account: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError(f"{self.kind}: a payment is positive, not {self.amount} kr.")
        if (self.gross is None) != (self.tax is None):
            raise ValueError(f"{self.kind}: name both the amount before tax and the tax, or neither")
        if self.gross is not None and self.tax is not None and self.gross - self.tax != self.amount:
            raise ValueError(f"{self.kind}: {self.gross} kr. less {self.tax} kr. is not {self.amount} kr.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person whom an application names for a part of her own; ``is_registered`` when a register says so."""

    kennitala: str
    name: str
    is_registered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPart:
    """What another person named in an application, such as a spouse, fills in for herself.

    Neither sees what the other answers. The case begins in the state that waits for it (``Process.awaiting``).

    Attributes:
        key: of the form as registered with ``forms``; begins with the service's key.
        role: code of the party's role.
        form: what she is asked.
        named_in: whom an application to a municipality on a day names, if her part is needed under its rules.
        belongs: tells from her answers whether she belongs to the household, as the application says.
        letter: key of the letter that asks her.
        name: who she is to the applicant, as the desk calls her.
        asked: what she reads on her page about what is asked of her and why.
        warns: tells staff what the rules make of the household, from both persons' answers.
    """

    key: str
    role: str
    form: Form
    named_in: Callable[[Organisation, date, Answers], Named | None]
    belongs: Callable[[Answers], bool]
    letter: str
    name: Text
    asked: Text
    warns: Callable[[Case, Answers, Answers | None], tuple[Text, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAtATime:
    """For what a household may have only one application at a time, such as a month.

    Attributes:
        period: from the day an application came and its answers, what it is for: a short code such as ``2026-12``.
        refusal: what is said to whoever applies again.
    """

    period: Callable[[date, Answers], str]
    refusal: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One class of data that a service keeps.

    Attributes:
        key: stable name.
        what: what it is.
        how_long: until when it is kept.
        basis: the law or the setting it rests on.
        is_verified: whether someone has read the source and confirmed it.
    """

    key: str
    what: Text
    how_long: Text
    basis: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseService(Service):
    """A service with case handling, whole.

    Attributes:
        form: what the applicant is asked.
        process: the process in force for new cases.
        parts: what other persons named in an application fill in for themselves.
        asks_again: questions that an application like her last one asks anew; ``None`` where none may follow on another.
        one_at_a_time: for what a household may have only one application at a time.
        retired_processes: earlier versions that cases may still stand in.
        desk_form: the working figures staff enters; ``None`` when nothing is calculated.
        reasons_forms: for each deciding event that needs reasons, what staff must write.
        first_figures: working figures to begin with, from the application.
        first_reasons: what a decision's reasons begin with, by its event; what staff leaves empty keeps it.
        counts_on: the day whose parameters and options hold for a case; its legal date when left out.
        warns: what staff is to look at before deciding, from the figures and the calculation they gave, if any.
        alternatives: other figures to compare with, such as all of a credit used, each with its words.
        propose: the calculation.
        amount_of: kr. a decision grants, which is held against the amount above which a second person approves.
        letters: by the key that rows name, how each letter is written.
        delay_letter: key of the letter that tells of a delay, beside the message; empty when there is none.
        payments: the payments that follow from a decision.
        refuse_submission: says why this person may not apply to this municipality now, or ``None``.
        appeal_terms: how a decision of this case is appealed when it was notified on a day.
        estimate_form: one page of questions about what someone could get, asked on the start page without a login.
        estimate: the calculation for their answers in a municipality; may raise ``CannotPropose``.
        is_for_companies: whether a company may apply; a personal service refuses a company's session.
        default_settings: what holds where a municipality has not set its own; the engine's defaults when left out.
        retention: what is kept, for how long and on what basis.
        mailbox_category: the digital mailbox's category for its letters, exactly as the mailbox spells it.
        mailbox_type: the mailbox's type for letters that name none.

    Raises:
        ValueError: when a row names a letter the service doesn't write, or two processes share a version.
    """

    form: Form
    process: Process
    parts: tuple[OtherPart, ...] = ()
    asks_again: frozenset[str] | None = None
    one_at_a_time: OneAtATime | None = None
    retired_processes: tuple[Process, ...] = ()
    desk_form: Form | None = None
    reasons_forms: Mapping[str, Form] = field(default_factory=dict)
    first_figures: Callable[[Case, Answers], dict[str, Any]] | None = None
    first_reasons: Callable[[Case, str], Answers] | None = None
    counts_on: Callable[[Case], date] | None = None
    warns: Callable[[Case, Answers, Calculation | None], tuple[Text, ...]] | None = None
    alternatives: Callable[[Case, Answers], tuple[tuple[Text, Answers], ...]] | None = None
    propose: Callable[[Case, Answers, Answers], Calculation] | None = None
    amount_of: Callable[[DecisionDraft], int] | None = None
    letters: Mapping[str, CaseLetter] = field(default_factory=dict)
    delay_letter: str = ""
    payments: Callable[[Case, FrozenDecision], tuple[PaymentDraft, ...]] | None = None
    refuse_submission: Callable[[Person, Organisation, Answers], Text | None] | None = None
    appeal_terms: Callable[[Case, date], tuple[AppealTerm, ...]] | None = None
    estimate_form: Form | None = None
    estimate: Callable[[Organisation, Answers], Calculation] | None = None
    is_for_companies: bool = False
    default_settings: CaseSettings | None = None
    retention: tuple[Kept, ...] = ()
    mailbox_category: str
    mailbox_type: str

    def __post_init__(self) -> None:
        versions = [process.version for process in self.processes]
        if len(set(versions)) != len(versions):
            raise ValueError(f"{self.key}: two processes share a version")
        if self.parts and not self.process.awaiting:
            raise ValueError(f"{self.key}: somebody's part is asked for, but no state waits for it")
        for process in self.processes:
            rows = [row for table in (process, *process.overlays) for row in table.transitions]
            wanted = {process.receipt, process.receipt_awaiting, self.delay_letter}
            wanted |= {row.letter for row in rows} | {part.letter for part in self.parts}
            wanted -= {""}
            if not wanted <= set(self.letters):
                missing = ", ".join(sorted(wanted - set(self.letters)))
                raise ValueError(f"{self.key}: nothing says how these letters are written: {missing}")

    @property
    def processes(self) -> tuple[Process, ...]:
        """The process in force, then the retired ones."""
        return (self.process, *self.retired_processes)

    def process_of(self, version: int) -> Process:
        """Return the process of a version.

        Raises:
            KeyError: when the service no longer declares it, which it must while cases stand in it.
        """
        for process in self.processes:
            if process.version == version:
                return process
        raise KeyError(f"{self.key} declares no process of version {version}")


CASE_SERVICES: dict[str, CaseService] = {}


def register_case_service(service: CaseService) -> CaseService:
    """Make the engine and the catalogue know a service.

    Raises:
        ValueError: when its key or address word is taken.
    """
    from samveita.ground.catalogue.declaring import register_service

    register_service(service)
    CASE_SERVICES[service.key] = service
    return service
