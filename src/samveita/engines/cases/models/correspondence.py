"""What is exchanged in a case: documents in and out, and letters that are to be written."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case
from samveita.ground.documents.fields import ThreeLanguageField
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.models import StoredFile


class Origin(models.TextChoices):
    """How a document came into a case."""

    PARTY = "party", "frá aðila máls"
    STAFF = "staff", "frá starfsmanni"
    PAPER = "paper", "barst á pappír"
    LETTER = "letter", "bréf skrifstofunnar"
    FETCHED = "fetched", "sótt í skrá"


class CaseDocument(ScopedModel):
    """A file that belongs to a case: a letter sent, or what somebody handed in.

    ``person`` is the party it is from or to; the office and that party see it, another party of the case doesn't. One
    without a person is the office's own. ``about`` is the uid of the thing asked for, message or hearing it goes with.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    title = ThreeLanguageField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin.choices)
    uploaded_by = models.UUIDField(null=True, help_text="uid of the human; empty when the platform did")
    about = models.UUIDField(null=True)
    visible_to_resident = models.BooleanField()
    created_at = models.DateTimeField()
    checked_by = models.UUIDField(null=True, help_text="uid of the human who has gone over it")
    checked_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        indexes = [models.Index(fields=["case", "created_at"], name="cases_documents")]


class LetterOrder(ScopedModel):
    """A letter that is to be written and sent: by which row, to whom; ``document`` is the letter once it is sent."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letter_orders")
    letter = models.CharField(max_length=80)
    event = models.CharField(max_length=40)
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.UUIDField(null=True)
    ordered_at = models.DateTimeField()
    document = models.ForeignKey(CaseDocument, on_delete=models.PROTECT, null=True, related_name="+")

    scope_rule = ScopeRule(parent="case")
