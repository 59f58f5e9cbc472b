"""Tasks for people, deliveries for machines, and the workers that are alive.

A *task* is something a person at an office has to do, with the day it is due. A *delivery* is one thing that has to
reach an outside service: it carries its attempts and ends as done or on a person's desk. Both hold uids, codes and
dates; what they are about is read from the room they came from.
"""

from __future__ import annotations

import uuid

from django.db import models

from samveita.ground.documents.fields import ThreeLanguageField
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule


class TaskState(models.TextChoices):
    """Whether a task still waits."""

    OPEN = "open", "opið"
    DONE = "done", "lokið"


class Task(ScopedModel):
    """Something a person at an office has to do. Only ``tasks.py`` and the tick write it.

    ``kind`` and ``about`` (the uid of a case, a delivery …) name it: there is at most one open task of a kind about one
    thing. ``wake_on`` is the next day the tick has to look at it; ``None`` when nothing more is to be told.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    about = models.UUIDField()
    case = models.UUIDField(null=True, db_index=True)
    title = ThreeLanguageField()
    legal_basis = models.CharField(max_length=200, blank=True)
    assigned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    reminder_days = models.JSONField(default=list, help_text="days before the due day on which to remind")
    reminded_on = models.DateField(null=True)
    escalated_at = models.DateTimeField(null=True)
    wake_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True, help_text="uid of the person; empty for the system")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    scope_rule = ScopeRule(office="office")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=models.Q(state="open"), name="worklist_one_open_task"
            )
        ]
        indexes = [
            models.Index(fields=["office", "state", "due_on"], name="worklist_desk"),
            models.Index(fields=["state", "wake_on"], name="worklist_wake"),
        ]


class DeliveryState(models.TextChoices):
    """Where a delivery stands. Only ``deliveries.py`` writes it.

    ``unknown`` means that the outside service may or may not have it; ``failed`` that it certainly does not yet.
    """

    WAITING = "waiting", "í biðröð"
    SENDING = "sending", "í sendingu"
    DONE = "done", "lokið"
    UNKNOWN = "unknown", "óvíst"
    FAILED = "failed", "mistókst, reynt aftur"
    FOR_A_PERSON = "for_a_person", "bíður starfsmanns"


class Delivery(ScopedModel):
    """One thing (``target``) that has to reach an outside service; ``kind`` names the handler that does it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    target = models.UUIDField()
    case = models.UUIDField(null=True)
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True, help_text="a code or class; no personal data")
    lease = models.UUIDField(null=True, help_text="the attempt under way")
    leased_until = models.DateTimeField(null=True)
    scheduled_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="office")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "target"], name="worklist_one_delivery")]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="worklist_due")]


class WorkerHeartbeat(models.Model):
    """A worker process and when it last said it was alive. Real time, not the house's clock, which may be shifted."""

    worker_id = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=200)
    process_id = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
