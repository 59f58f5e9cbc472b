"""Documents that cases keep: submissions with the questions as they were shown, working figures, decisions."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, StrictStr

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
    answers: dict[str, StrictBool | StrictInt | StrictStr]
    shown: tuple[ShownStep, ...]


class WorkingFigures(Stored):
    """What staff has entered for the calculation so far."""

    schema_name: ClassVar[str] = "cases.working_figures"

    figures: dict[str, Any]


class FrozenDecision(Stored):
    """A decision with everything it was built from: it shows the same numbers forever."""

    schema_name: ClassVar[str] = "cases.decision"

    event: str
    figures: dict[str, Any]
    reasons: dict[str, Any]
    calculation: Calculation | None
    decided_on: date
    signed_by: str


class OutcomeDetails(Stored):
    """What an event on a case tells: the process event and the state it led to."""

    schema_name: ClassVar[str] = "cases.outcome_details"

    event: str
    state: str
