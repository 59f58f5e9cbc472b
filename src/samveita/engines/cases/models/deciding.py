"""What stands around a decision: an item on a committee's agenda, a proposal that waits for a second person, an appeal."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case, Decision
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField


class AgendaState(models.TextChoices):
    """Where an item on an agenda stands."""

    ON_AGENDA = "on_agenda", "á dagskrá"
    DECIDED = "decided", "afgreitt"
    RETURNED = "returned", "sent til baka"


class AgendaItem(ScopedModel):
    """A case referred to a committee's meeting, and the minutes (bókun) that came back.

    A confidential one stands in the committee's confidential register (trúnaðarmálabók).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    meeting_on = models.DateField()
    is_confidential = models.BooleanField()
    proposal = SealedField()
    referred_by = models.UUIDField(help_text="uid of the human")
    referred_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AgendaState.choices, default=AgendaState.ON_AGENDA)
    minutes = SealedField(null=True)
    entered_by = models.UUIDField(null=True)
    entered_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(parent="case")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="on_agenda"), name="cases_one_item_on_an_agenda"
            )
        ]
        indexes = [models.Index(fields=["state", "meeting_on"], name="cases_agenda")]


class ProposalState(models.TextChoices):
    """Where a proposed decision stands."""

    WAITING = "waiting", "bíður samþykkis"
    APPROVED = "approved", "samþykkt"
    SENT_BACK = "sent_back", "sent til baka"


class ProposedDecision(ScopedModel):
    """A decision that one has written and another has to approve; void when the case has changed since."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    content = SealedField()
    revision = models.PositiveIntegerField(help_text="the case's revision it was written for")
    proposed_by = models.UUIDField(help_text="uid of the human")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(parent="case")


class AppealKind(models.TextChoices):
    """Within the municipality, or to a committee outside it."""

    INTERNAL = "internal", "áfrýjun innan sveitarfélags"
    EXTERNAL = "external", "kæra til úrskurðarnefndar"


class Appeal(ScopedModel):
    """An appeal of a decision: when it came, by when it could, and how it ended."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    kind = models.CharField(max_length=8, choices=AppealKind.choices)
    content = SealedField()
    lodged_on = models.DateField()
    last_day = models.DateField(null=True, help_text="the last day to appeal, where it is known here")
    statement_due_on = models.DateField(null=True)
    statement_sent_on = models.DateField(null=True)
    is_upheld = models.BooleanField(null=True, help_text="the decision stands; empty until it is settled")
    settled_on = models.DateField(null=True)

    scope_rule = ScopeRule(parent="case")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=models.Q(settled_on=None),
                name="cases_one_open_appeal_of_a_kind",
            )
        ]


class ComplaintDraft(ScopedModel):
    """What somebody is writing against a decision and has not sent; hers alone, the office never sees it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="complaint_drafts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    point = models.CharField(
        max_length=80, blank=True, help_text="what of the decision is disputed; all of it when empty"
    )
    content = SealedField()
    changed_at = models.DateTimeField()

    scope_rule = ScopeRule(person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "person"], name="cases_one_complaint_draft")
        ]


class StepReason(ScopedModel):
    """Why a step was taken that needs a reason, such as reopening or accepting an appeal that came late."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="step_reasons")
    event = models.CharField(max_length=40)
    content = SealedField()
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    scope_rule = ScopeRule(parent="case")
