"""What is exchanged in a case: documents in and out, and letters that are to be written."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case
from samveita.ground.documents.fields import ThreeLanguageField
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.models import StoredFile


class CaseDocument(ScopedModel):
    """A file that belongs to a case: a letter sent, later also what the applicant hands in."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20)
    title = ThreeLanguageField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    visible_to_resident = models.BooleanField()
    created_at = models.DateTimeField()

    scope_rule = ScopeRule(parent="case")


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
