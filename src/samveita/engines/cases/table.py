"""The process table: states, the rows that lead between them, the terms that run in them, and tracks beside the main one.

The table is data. The same rows give enforcement (``process.advance``), the buttons on the desk, the sentence the
resident reads, the matrix test and the drawings. A row says its ``purpose`` where the engine has a verb of its own for
it (taking a case on, asking for data, referring to a committee), so that no verb knows an event by its name.

A ``Process`` is the main table of a case. An ``Overlay`` is a small table of its own beside it: an appeal that runs
while the case stays decided, opinions asked for at the same time. Not here: who somebody is (policies), what is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from samveita.iceland.legal_dates import WARNING_DAYS, LegalDate
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

if TYPE_CHECKING:
    from samveita.engines.cases.models import Case


class Purpose(StrEnum):
    """What a row is for, where the engine has a verb that looks for it. In each state at most one row has a purpose."""

    ASSIGN = "assign"
    UNASSIGN = "unassign"
    WITHDRAW = "withdraw"
    REQUEST_DATA = "request_data"
    HAND_IN = "hand_in"
    DATA_COMPLETE = "data_complete"
    DATA_OVERDUE = "data_overdue"
    REQUEST_HEARING = "request_hearing"
    HEARING_ANSWERED = "hearing_answered"
    HEARING_OVERDUE = "hearing_overdue"
    REMIND = "remind"
    REFER = "refer"
    RETURN = "return"
    REOPEN = "reopen"
    APPEAL = "appeal"
    APPEAL_UPHELD = "appeal_upheld"
    APPEAL_OVERTURNED = "appeal_overturned"
    EXTERNAL_APPEAL = "external_appeal"
    EXTERNAL_UPHELD = "external_upheld"
    EXTERNAL_OVERTURNED = "external_overturned"
    CONFIRM_LAPSE = "confirm_lapse"
    PART_IN = "part_in"
    PART_OVERDUE = "part_overdue"


PLAIN_PURPOSES = frozenset({Purpose.ASSIGN, Purpose.UNASSIGN, Purpose.WITHDRAW, Purpose.REMIND})
"""Purposes whose rows need nothing but the click; all others have a verb that asks for more."""


class Who(StrEnum):
    """Who may cause a transition."""

    APPLICANT = "applicant"
    PARTY = "party"
    STAFF = "staff"
    SYSTEM = "system"


class Waiting(StrEnum):
    """For whom an open case waits; decides the queue it stands in."""

    OFFICE = "office"
    APPLICANT = "applicant"
    PARTY = "party"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A term that runs while a case stands in a state. It is planned on entering and cancelled on leaving.

    Attributes:
        event: the row that is taken the day after the last day; by the platform, or by a person for a validity.
        after: how long, or what works the last day out when the state is entered; ``None`` then means no term.
        is_validity: whether it is the validity of a permit or an approval (rule D6): its last day does not move off a
            free day, people are warned before it, and a person confirms the lapse.
        warning_days: days before the end of a validity on which people are warned.
        reminders: days after entering on which ``reminder_event`` is taken.
        reminder_event: a row that keeps the state, such as a reminder letter; required with ``reminders``.
        legal_reference: the article that sets the term.

    Raises:
        ValueError: when reminders lack their row.
    """

    event: str
    after: Period | Callable[[Case], LegalDate | date | None]
    is_validity: bool = False
    warning_days: tuple[int, ...] = WARNING_DAYS
    reminders: tuple[int, ...] = ()
    reminder_event: str = ""
    legal_reference: str = ""

    def __post_init__(self) -> None:
        if bool(self.reminders) != bool(self.reminder_event):
            raise ValueError(f"{self.event}: reminders and the row they take belong together")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of a case, or of a track beside it.

    Attributes:
        key: stable name in data.
        label: what staff calls it.
        sentence: what the resident reads about where her case stands.
        waiting: for whom it waits.
        is_open: whether the case is still being handled.
        stops_clock: whether the office's own time for an answer stands still, since the applicant has the next word.
        authority: key of the authority that acts in it; empty for the office that handles the case.
        timers: the terms that run in it.
    """

    key: str
    label: Text
    sentence: Text
    waiting: Waiting
    is_open: bool = True
    stops_clock: bool = False
    authority: str = ""
    timers: tuple[Timed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row of a table.

    Attributes:
        sources: states it may start from.
        event: what happens, as code and in the address of the button.
        target: the state it leads to; left out when it keeps the state.
        who: who may cause it.
        label: the button's words.
        sentence: what the resident reads afterwards in the history of her case, as something that has happened.
        purpose: what it is for, where the engine has a verb for it.
        same_state: whether it keeps the state (a reminder, a note that something came in).
        policy: name of the policy that says who of the staff; required when staff may.
        roles: roles of the other parties who may, when ``Who.PARTY`` may.
        guard: says why it can't happen now, or ``None``; gets the case.
        due: how long the office has after it, as a target; opens a task.
        letter: key of the letter it sends, if any; the service says how it is written.
        letter_to: role of the party it goes to; empty for the applicant.
        is_decision: whether it decides the case.
        then: event of the main table that happens with it; only for rows of an overlay.
        legal_reference: the article it rests on.
        confirm: what is asked before it happens, when it can't be undone.
    """

    sources: tuple[str, ...]
    event: str
    target: str = ""
    who: frozenset[Who]
    label: Text
    sentence: Text
    purpose: Purpose | None = None
    same_state: bool = False
    policy: str = ""
    roles: frozenset[str] = frozenset()
    guard: Callable[[Case], Text | None] | None = None
    due: Period | None = None
    letter: str = ""
    letter_to: str = ""
    is_decision: bool = False
    then: str = ""
    legal_reference: str = ""
    confirm: Text | None = None

    def leads_to(self, source: str) -> str:
        """Return the state it leads to from one of its sources."""
        return source if self.same_state else self.target

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the click is needed: it decides nothing and no verb of its own asks for more."""
        return not self.is_decision and (self.purpose is None or self.purpose in PLAIN_PURPOSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """States and the rows between them.

    Raises:
        ValueError: when a row names an unknown state, two rows of a state share event or purpose, staff acts without a
            policy, a party without a role, a term names a row that isn't there, or nothing leads to a state.
    """

    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        known = {state.key for state in self.states}
        if len(known) != len(self.states) or self.initial not in known:
            raise ValueError("states must differ, and the initial state must be one of them")
        seen: set[tuple[str, str]] = set()
        for row in self.transitions:
            _check_row(row, known)
            for source in row.sources:
                for name in filter(None, (row.event, row.purpose and f"purpose {row.purpose}")):
                    if (source, name) in seen:
                        raise ValueError(f"{name} starts twice from {source}")
                    seen.add((source, name))
        reached = {*self.begins_in, *(row.target for row in self.transitions if not row.same_state)}
        if reached != known:
            raise ValueError(f"nothing leads to {', '.join(sorted(known - reached))}")
        for state in self.states:
            _check_timers(state, self)

    @property
    def begins_in(self) -> frozenset[str]:
        """The states that nothing has to lead to."""
        return frozenset({self.initial})

    def state(self, key: str) -> State:
        """Return a state.

        Raises:
            KeyError: when the table has no such state.
        """
        for state in self.states:
            if state.key == key:
                return state
        raise KeyError(key)

    def find(self, source: str, event: str) -> Transition | None:
        """Return the row for an event in a state, or ``None``: what has no row can't happen."""
        for row in self.rows_from(source):
            if row.event == event:
                return row
        return None

    def for_purpose(self, source: str, purpose: Purpose) -> Transition | None:
        """Return the row with a purpose in a state, or ``None``."""
        for row in self.rows_from(source):
            if row.purpose is purpose:
                return row
        return None

    def rows_from(self, source: str) -> Iterator[Transition]:
        """Yield the rows that start in a state."""
        return (row for row in self.transitions if source in row.sources)

    def told(self, event: str, target: str) -> Text:
        """Return what the resident reads of something that happened, also when the row has been retired since."""
        for row in self.transitions:
            if row.event == event and (row.target == target or (row.same_state and target in row.sources)):
                return row.sentence
        return self.state(target).sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay(Table):
    """A small table of its own beside the main one, such as an appeal or an opinion.

    A track that has not begun stands in the initial state. ``several`` tells that more than one may run at once, each
    under a name of its own (one opinion from the fire service, one from the health inspection).
    """

    key: str
    label: Text
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An authority besides the handling office, such as an assessment committee or a home: its key and what it is."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Table):
    """The main table of a service's cases, in one version.

    Attributes:
        version: cases keep the version they began under.
        receipt: key of the letter sent when an application has come, if any.
        awaiting: the state in which a case begins when another person's part is awaited; empty when it never is.
        receipt_awaiting: key of the letter sent in place of the receipt then.
        overlays: tables beside the main one.
        authorities: who else acts, in the states that name them.

    Raises:
        ValueError: as for every table, when states name an authority that is not declared, or a row of an overlay leads
            to an event that the platform may not cause.
    """

    version: int
    receipt: str = ""
    awaiting: str = ""
    receipt_awaiting: str = ""
    overlays: tuple[Overlay, ...] = ()
    authorities: tuple[Authority, ...] = ()

    def __post_init__(self) -> None:
        # The zero-argument form of super() does not work in a dataclass with slots, which is made anew.
        Table.__post_init__(self)
        if len({one.key for one in self.overlays}) != len(self.overlays):
            raise ValueError("overlays must differ")
        known = {"", *(one.key for one in self.authorities)}
        tables: tuple[Table, ...] = (self, *self.overlays)
        unknown = {state.authority for table in tables for state in table.states} - known
        if unknown:
            raise ValueError(f"no such authority: {', '.join(sorted(unknown))}")
        if any(row.then for row in self.transitions):
            raise ValueError("only a row of an overlay has something happen with it")
        by_platform = {row.event for row in self.transitions if Who.SYSTEM in row.who}
        for overlay in self.overlays:
            for row in overlay.transitions:
                if row.then and row.then not in by_platform:
                    raise ValueError(f"{row.event}: the platform may not cause {row.then}")

    @property
    def begins_in(self) -> frozenset[str]:
        """The states in which a case begins."""
        return frozenset({self.initial, self.awaiting} - {""})

    def overlay(self, key: str) -> Overlay:
        """Return an overlay.

        Raises:
            KeyError: when the process has no such overlay.
        """
        for overlay in self.overlays:
            if overlay.key == key:
                return overlay
        raise KeyError(key)


def _check_row(row: Transition, known: set[str]) -> None:
    if row.same_state == bool(row.target):
        raise ValueError(f"{row.event}: a row either keeps the state or names the one it leads to")
    if not {*row.sources, *filter(None, (row.target,))} <= known:
        raise ValueError(f"{row.event}: unknown state")
    if Who.STAFF in row.who and not row.policy:
        raise ValueError(f"{row.event}: staff may, but no policy says who")
    if (Who.PARTY in row.who) != bool(row.roles):
        raise ValueError(f"{row.event}: another party may in a named role, and a role is named only then")


def _check_timers(state: State, table: Table) -> None:
    for timed in state.timers:
        row = table.find(state.key, timed.event)
        doer = Who.STAFF if timed.is_validity else Who.SYSTEM
        if row is None or doer not in row.who:
            raise ValueError(f"{state.key}: no row lets {doer} take {timed.event} when the time is up")
        if timed.reminder_event:
            reminder = table.find(state.key, timed.reminder_event)
            if reminder is None or not reminder.same_state or Who.SYSTEM not in reminder.who:
                raise ValueError(f"{state.key}: {timed.reminder_event} is no reminder the platform may send")
