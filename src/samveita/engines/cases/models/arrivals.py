"""How an application came in, and what the door it came through has to be told."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case, Door
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule


class Arrival(ScopedModel):
    """The door a case came through, the door's own id for it, the day it was in our hands, and who took it down."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="arrival")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=12, choices=Door.choices)
    external_id = models.CharField(max_length=100, blank=True)
    received_on = models.DateField()
    taken_down_by = models.UUIDField(null=True, help_text="uid of the member of staff, for paper and phone")

    scope_rule = ScopeRule(parent="case")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "door", "external_id"],
                condition=~models.Q(external_id=""),
                name="cases_one_arrival_of_an_external_id",
            )
        ]


class StatusReport(ScopedModel):
    """One thing a door is to be told about a case that came through it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="status_reports")
    event = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(parent="case")
