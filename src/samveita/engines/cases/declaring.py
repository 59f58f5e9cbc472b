"""What a service with case handling declares: its process as one table, its form, its calculation and its letters.

The process table is data. The same rows give enforcement (``process.advance``), the buttons on the desk, the sentence
the resident reads, the matrix test and the diagram in the handbook. A state is retired, never renamed: cases keep the
version of the process they began under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from samveita.engines.forms.declaring import Form
from samveita.engines.rulebook.calculation import Calculation
from samveita.ground.catalogue.declaring import Service
from samveita.iceland.legal_dates import LegalDate
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

if TYPE_CHECKING:
    from samveita.engines.cases.models import Case
    from samveita.engines.letters.template import Letter
    from samveita.ground.identity.models import Person
    from samveita.ground.organisations.models import Organisation

ASSIGN, UNASSIGN, WITHDRAW = "assign", "unassign", "withdraw"
"""Events the engine knows by name: who has the case changes with the first two, the last has a page of the resident's."""


class Who(StrEnum):
    """Who may cause a transition."""

    APPLICANT = "applicant"
    STAFF = "staff"
    SYSTEM = "system"


class Waiting(StrEnum):
    """For whom an open case waits; decides the queue it stands in."""

    OFFICE = "office"
    APPLICANT = "applicant"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of a case.

    Attributes:
        key: stable name in data.
        label: what staff calls it.
        sentence: what the resident reads about where her case stands.
        waiting: for whom it waits.
        is_open: whether the case is still being handled.
    """

    key: str
    label: Text
    sentence: Text
    waiting: Waiting
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row of the process table.

    Attributes:
        sources: states it may start from.
        event: what happens, as code and in the address of the button.
        target: the state it leads to.
        who: who may cause it.
        policy: name of the policy that says who of the staff; required when staff may.
        label: the button's words.
        sentence: what the resident reads afterwards in the history of her case, as something that has happened.
        guard: says why it can't happen now, or ``None``; gets the case.
        due: how long the office has after it, as a target; opens a task.
        letter: key of the letter it sends, if any.
        is_decision: whether it decides the case.
        legal_reference: the article it rests on.
        confirm: what is asked before it happens, when it can't be undone.
    """

    sources: tuple[str, ...]
    event: str
    target: str
    who: frozenset[Who]
    label: Text
    sentence: Text
    policy: str = ""
    guard: Callable[[Case], Text | None] | None = None
    due: Period | None = None
    letter: str = ""
    is_decision: bool = False
    legal_reference: str = ""
    confirm: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process: its states, its table, and the state a submitted application begins in.

    Raises:
        ValueError: when a row names an unknown state, two rows start alike, staff acts without a policy, or
            nothing leads to a state.
    """

    version: int
    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        known = {state.key for state in self.states}
        if len(known) != len(self.states) or self.initial not in known:
            raise ValueError("states must differ, and the initial state must be one of them")
        seen: set[tuple[str, str]] = set()
        for row in self.transitions:
            if not {*row.sources, row.target} <= known:
                raise ValueError(f"{row.event}: unknown state")
            if Who.STAFF in row.who and not row.policy:
                raise ValueError(f"{row.event}: staff may, but no policy says who")
            for source in row.sources:
                if (source, row.event) in seen:
                    raise ValueError(f"{row.event} starts twice from {source}")
                seen.add((source, row.event))
        reached = {self.initial, *(row.target for row in self.transitions)}
        if reached != known:
            raise ValueError(f"nothing leads to {', '.join(sorted(known - reached))}")

    def state(self, key: str) -> State:
        """Return a state.

        Raises:
            KeyError: when the process has no such state.
        """
        for state in self.states:
            if state.key == key:
                return state
        raise KeyError(key)

    def find(self, source: str, event: str) -> Transition | None:
        """Return the row for an event in a state, or ``None``: what has no row can't happen."""
        for row in self.transitions:
            if row.event == event and source in row.sources:
                return row
        return None

    def rows_from(self, source: str) -> Iterator[Transition]:
        """Yield the rows that start in a state."""
        return (row for row in self.transitions if source in row.sources)

    def told(self, event: str, target: str) -> Text:
        """Return what the resident reads of something that happened, also when the row has been retired since."""
        for row in self.transitions:
            if (row.event, row.target) == (event, target):
                return row.sentence
        return self.state(target).sentence


Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTerm:
    """One way to appeal a decision: in words, to which address, and by when with every reason of the date."""

    sentence: Text
    address: str
    last_day: LegalDate


class CannotPropose(ValueError):
    """The calculation can't be made from what is known; ``reason`` says to staff what is missing."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.is_)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """What staff is about to decide, before anything is written.

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
class CaseService(Service):
    """A service with case handling, whole.

    Attributes:
        form: what the applicant is asked.
        process: the process table.
        desk_form: the working figures staff enters; ``None`` when nothing is calculated.
        reasons_forms: for each deciding event that needs reasons, what staff must write.
        first_figures: working figures to begin with, from the application.
        propose: the calculation.
        compose: the letter of a decision.
        refuse_submission: says why this person may not apply to this municipality now, or ``None``.
        appeal_terms: how a decision of this case is appealed when it was notified on a day.
        estimate_form: one page of questions about what someone could get, asked on the start page without a login.
        estimate: the calculation for their answers in a municipality; may raise ``CannotPropose``.
        is_for_companies: whether a company may apply; a personal service refuses a company's session.
        mailbox_category: the digital mailbox's category for its letters, exactly as the mailbox spells it.
        mailbox_type: the mailbox's type.
        letter_subject: the title of a decision's letter in the mailbox.
    """

    form: Form
    process: Process
    desk_form: Form | None = None
    reasons_forms: Mapping[str, Form] = field(default_factory=dict)
    first_figures: Callable[[Case, Answers], dict[str, Any]] | None = None
    propose: Callable[[Case, Answers, Answers], Calculation] | None = None
    compose: Callable[[Case, Answers, DecisionDraft], Letter] | None = None
    refuse_submission: Callable[[Person, Organisation, Answers], Text | None] | None = None
    appeal_terms: Callable[[Case, date], tuple[AppealTerm, ...]] | None = None
    estimate_form: Form | None = None
    estimate: Callable[[Organisation, Answers], Calculation] | None = None
    is_for_companies: bool = False
    mailbox_category: str
    mailbox_type: str
    letter_subject: Text


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
