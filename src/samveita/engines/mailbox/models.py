"""A dispatch is one document to one person through the digital mailbox; a fetch is one time it was asked for.

The dispatch's uid is the mailbox's ``documentId``, made before anything is sent, so that every attempt carries the same
key and the same payload: nothing but states and times changes after the row is made. The recipient's national id is not
here; ``identifier`` points at the one that was used. Rows are kept as long as the case is.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from samveita.engines.mailbox.wire import Strength
from samveita.ground.documents.fields import DocumentField
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Person, PersonIdentifier
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule


class State(models.TextChoices):
    """Where a dispatch stands. Only ``dispatching`` and ``withdrawing`` write it."""

    QUEUED = "queued", "í biðröð"
    SENDING = "sending", "í sendingu"
    ACCEPTED = "accepted", "í pósthólfinu"
    REJECTED = "rejected", "hafnað"
    UNKNOWN = "unknown", "óvíst"
    WITHDRAWN = "withdrawn", "afturkallað"


class StrengthChoice(models.TextChoices):
    """Least login strength a reader needs."""

    LOW = Strength.LOW.value, "lykilorð"
    SUBSTANTIAL = Strength.SUBSTANTIAL.value, "tveggja þátta auðkenning"
    HIGH = Strength.HIGH.value, "rafræn skilríki"


class ServedReason(Stored):
    """Why a moment is the moment of service: the rule, its source and the sentence in three languages."""

    schema_name: ClassVar[str] = "mailbox.served_reason"

    rule: str
    source: str
    sentence: dict[str, str]


class Dispatch(ScopedModel):
    """One document to one person.

    ``purpose`` names who above cares (for example ``cases.decision``) and picks the handlers in ``hooks``; ``source`` is
    the uid of the letter, so that announcing the same letter to the same person twice gives the same dispatch.
    ``served_at`` is computed once and never changed (law 105/2021 art. 7).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender_name = models.CharField(max_length=200)
    sender_number = models.CharField(max_length=10, help_text="the municipality's own kennitala")
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    identifier = models.ForeignKey(PersonIdentifier, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    source = models.UUIDField()
    case = models.UUIDField(null=True, db_index=True)
    case_number = models.CharField(max_length=40, blank=True)

    category = models.CharField(max_length=25)
    document_type = models.CharField(max_length=25)
    subject = models.CharField(max_length=80)
    document_date = models.DateField()
    publication_at = models.DateTimeField(null=True)
    strength = models.CharField(max_length=12, choices=StrengthChoice.choices)
    notify = models.BooleanField()
    document = models.UUIDField(help_text="uid of the stored file")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")

    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    announced_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True, help_text="the attempt that is under way")
    claimed_at = models.DateTimeField(null=True)
    was_unknown = models.BooleanField(default=False, help_text="an earlier attempt ended without an answer")
    send_alone = models.BooleanField(default=False, help_text="a whole call with it was refused")
    errors = models.JSONField(default=list, help_text="the last texts of the mailbox; never branched on")
    wants_paper = models.BooleanField(null=True)
    accepted_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    served_reason = DocumentField(ServedReason, null=True)
    opened_at = models.DateTimeField(null=True, help_text="first fetched for display")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=200, blank=True, help_text="shown to the resident")
    withdrawal_told_at = models.DateTimeField(null=True, help_text="the mailbox knows of the withdrawal")

    scope_rule = ScopeRule(office="office", person="recipient")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "recipient"], name="mailbox_one_dispatch_a_letter"),
            models.CheckConstraint(
                condition=models.Q(served_at=None) | models.Q(accepted_at__isnull=False),
                name="mailbox_served_only_when_accepted",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="mailbox_due")]


class Fetch(ScopedModel):
    """One time a caller with a valid token asked for a document: what it asked for and what it got. Append-only.

    The national id asked with is kept as the person it belongs to, or, when nobody has it, as a keyed digest.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, null=True, related_name="fetches")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unknown_person = models.CharField(max_length=64, blank=True)
    document_id = models.CharField(max_length=50)
    strength = models.CharField(max_length=12, blank=True)
    included_document = models.BooleanField()
    issuer = models.CharField(max_length=200)
    client_id = models.CharField(max_length=200, blank=True)
    xroad_id = models.CharField(max_length=120, blank=True)
    status = models.PositiveSmallIntegerField()

    scope_rule = ScopeRule(office="office", person="person")

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row once.

        Raises:
            ValueError: when the row is already written.
        """
        if not self._state.adding:
            raise ValueError("a fetch is written once")
        super().save(*args, **options)
