"""What a municipality tells of a day that does not go as the calendar says (röskun); the calendar itself is a shared document.

A notice is kept after it has ended or was withdrawn: calendars that residents subscribe to count its versions, so that
what was moved and put back is seen as newer than what it replaced.
"""

from __future__ import annotations

import uuid
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from django.db import models
from pydantic import Field, model_validator

from samveita.ground.documents.fields import DocumentField
from samveita.ground.documents.stored import Stored
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.iceland.texts import Text
from samveita.tools.waste_calendar.model import Part


class Reason(StrEnum):
    """Why a day does not go as the calendar says."""

    WEATHER = "weather"
    ROAD = "road"
    BREAKDOWN = "breakdown"
    OTHER = "other"


class Outcome(StrEnum):
    """What becomes of the day: another day, none, or nobody knows yet."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    DELAYED = "delayed"


class DisturbedRound(Part):
    """A round the notice is about, as the edition numbers it."""

    stream: str
    area: str
    number: int


class DisruptionContent(Stored):
    """What the notice says: the day and its rounds in one edition (named by its first day), why, and what becomes of it."""

    schema_name: ClassVar[str] = "waste_calendar.disruption"

    edition: date
    day: date
    rounds: tuple[DisturbedRound, ...] = Field(min_length=1, max_length=5_000)
    reason: Reason
    outcome: Outcome
    moved_to: date | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _has_its_day(self) -> Self:
        if (self.outcome is Outcome.MOVED) != (self.moved_to is not None):
            raise ValueError("a moved day needs its new day, and only a moved day has one")
        return self


class Disruption(ScopedModel):
    """One notice; shown until ``ends_on`` has passed unless it is withdrawn before. ``version`` rises when it changes."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = DocumentField(DisruptionContent)
    version = models.PositiveIntegerField(default=1)
    ends_on = models.DateField()
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="municipality")

    class Meta:
        indexes = [models.Index(fields=["municipality", "ends_on"], name="waste_disruption_ends")]
