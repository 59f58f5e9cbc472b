"""What people exchange in a case: messages, notes, requests for data and hearings.

Every row but a note names the one person it is exchanged with, and the scope goes by that person and not by the case:
another party of the same case never sees it, also when she may see the case. A note has no such person.
"""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField


class MessageKind(models.TextChoices):
    """What a message is: one somebody wrote, or the notice that an answer is delayed."""

    MESSAGE = "message", "skilaboð"
    DELAY = "delay", "tilkynning um töf"


class CaseMessage(ScopedModel):
    """A message between the office and one party; ``person`` is the party, whoever of the two wrote it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=MessageKind.choices, default=MessageKind.MESSAGE)
    from_office = models.BooleanField()
    content = SealedField()
    written_by = models.UUIDField(help_text="uid of the human")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, help_text="when the other side first opened it")
    read_by = models.UUIDField(null=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        indexes = [models.Index(fields=["case", "sent_at"], name="cases_messages")]


class CaseNote(ScopedModel):
    """A note of the office for itself. No page shows it to the resident; her right to her file is answered by people."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = SealedField()
    written_by = models.UUIDField(help_text="uid of the human")
    written_at = models.DateTimeField()
    visible_to_resident = models.BooleanField(default=False)

    scope_rule = ScopeRule(office="office")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visible_to_resident=False), name="cases_note_is_internal"
            )
        ]


class RequestState(models.TextChoices):
    """Where a request for data stands; ``overdue`` is the flag that something did not come in time."""

    OPEN = "open", "beðið eftir gögnum"
    COMPLETE = "complete", "öll gögn komin"
    OVERDUE = "overdue", "gögn bárust ekki í tæka tíð"
    CANCELLED = "cancelled", "hætt við"


class DataRequest(ScopedModel):
    """What one party is asked to hand in, and by when."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="data_requests")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    content = SealedField()
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(help_text="uid of the human")
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    wake_on = models.DateField(null=True, help_text="the next day on which the platform acts by itself")

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=models.Q(state=RequestState.OPEN),
                name="cases_one_open_request",
            )
        ]
        indexes = [models.Index(fields=["wake_on"], name="cases_requests_wake")]


class ItemState(models.TextChoices):
    """Where one thing asked for stands."""

    WAITING = "waiting", "vantar"
    HANDED_IN = "handed_in", "komið"
    EXPLAINED = "explained", "útskýrt hvers vegna það vantar"
    WAIVED = "waived", "ekki lengur þörf á því"


class DataRequestItem(ScopedModel):
    """One thing asked for. Its files are the case's documents about it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    content = SealedField()
    is_required = models.BooleanField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    answer = SealedField(null=True)
    settled_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(parent="request")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="cases_item_number")]


class HearingState(models.TextChoices):
    """Where a hearing stands."""

    OPEN = "open", "beðið eftir andmælum"
    ANSWERED = "answered", "andmæli bárust"
    NO_COMMENT = "no_comment", "engin andmæli"
    OVERDUE = "overdue", "andmæli bárust ekki í tæka tíð"
    CANCELLED = "cancelled", "hætt við"


class Hearing(ScopedModel):
    """A party's right to be heard (andmælaréttur) on an adverse ground before a decision, and what she said."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=HearingState.choices, default=HearingState.OPEN)
    content = SealedField()
    answer = SealedField(null=True)
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(help_text="uid of the human")
    closed_at = models.DateTimeField(null=True)
    wake_on = models.DateField(null=True, help_text="the next day on which the platform acts by itself")

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=models.Q(state=HearingState.OPEN),
                name="cases_one_open_hearing",
            )
        ]
        indexes = [models.Index(fields=["wake_on"], name="cases_hearings_wake")]
