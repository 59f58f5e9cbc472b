"""Documents that cases keep: submissions with the questions as they were shown, working figures, decisions."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from samveita.engines.forms.documents import StoredAnswer
from samveita.engines.rulebook.calculation import Calculation
from samveita.ground.documents.stored import Stored


class Part(BaseModel):
    """A part of a document, as strict as the document itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ShownLine(Part):
    """A question as the applicant read it, her answer in words, and where the answer came from if a register gave it."""

    question: str
    label: str
    answer: str
    source: str = ""


class ShownStep(Part):
    """One page of questions as shown."""

    step: str
    title: str
    lines: tuple[ShownLine, ...]


class SubmissionDocument(Stored):
    """A form as it was submitted: its version, the answers, and every question as the applicant saw it."""

    schema_name: ClassVar[str] = "cases.submission"

    form: str
    form_version: int
    language: str
    answers: dict[str, StoredAnswer]
    shown: tuple[ShownStep, ...]


class WorkingFigures(Stored):
    """What staff has entered for the calculation so far."""

    schema_name: ClassVar[str] = "cases.working_figures"

    figures: dict[str, Any]


class Minutes(Part):
    """What a committee's minutes say (bókun): its declined name is in the settings, here what was done and when."""

    text: str = Field(min_length=1, max_length=20_000)
    meeting_number: str = Field(min_length=1, max_length=40)
    meeting_on: date


class FrozenDecision(Stored):
    """A decision with everything it was built from: it shows the same numbers forever.

    ``minutes`` stand when a committee decided, ``second`` is the uid of the second person who approved, if one had to.
    """

    schema_name: ClassVar[str] = "cases.decision"

    event: str
    figures: dict[str, Any]
    reasons: dict[str, Any]
    calculation: Calculation | None
    decided_on: date
    signed_by: str
    minutes: Minutes | None = None
    second: UUID | None = None


class OutcomeDetails(Stored):
    """What an event on a case tells: the process event, the state it led to, and the track unless it is the main one."""

    schema_name: ClassVar[str] = "cases.outcome_details"

    event: str
    state: str
    track: str = ""


class WrittenReason(Stored):
    """Why something was done, in the words of whoever did it; sealed."""

    schema_name: ClassVar[str] = "cases.reason"

    text: str = Field(min_length=1, max_length=8_000)


class AgendaProposal(Stored):
    """What a committee is asked to decide, in the words of the member of staff who refers the case; sealed."""

    schema_name: ClassVar[str] = "cases.agenda_proposal"

    heading: str = Field(min_length=1, max_length=300)
    text: str = Field(min_length=1, max_length=20_000)
    committee: str = Field(min_length=1, max_length=200)


class EnteredMinutes(Stored):
    """The minutes of an item, and the row of the process they led to; sealed."""

    schema_name: ClassVar[str] = "cases.minutes"

    minutes: Minutes
    event: str


class ProposalContent(Stored):
    """A decision as it was proposed to a second person, and why she sent it back if she did; sealed."""

    schema_name: ClassVar[str] = "cases.proposed_decision"

    event: str
    reasons: dict[str, Any]
    signed_by: str
    sent_back_because: str = ""


class AppealContent(Stored):
    """What an appeal says, to whom it went, why it was taken although late, and how it was settled; sealed."""

    schema_name: ClassVar[str] = "cases.appeal"

    grounds: str = Field(default="", max_length=20_000)
    body: str = Field(default="", max_length=200)
    late_because: str = Field(default="", max_length=8_000)
    outcome: str = Field(default="", max_length=20_000)
    reference: str = Field(default="", max_length=100)


class ComplaintText(Stored):
    """What somebody is writing against a decision; sealed."""

    schema_name: ClassVar[str] = "cases.complaint"

    grounds: str = Field(default="", max_length=8_000)


class PartyContact(Stored):
    """How to reach a party of whom no more is known; sealed."""

    schema_name: ClassVar[str] = "cases.party_contact"

    name: str = Field(min_length=1, max_length=200)
    address: str = Field(default="", max_length=300)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=20)
