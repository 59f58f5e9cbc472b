"""A draft: one application while it is being filled in.

Answers and known facts are sealed with the key of the municipality applied to, and bound to the draft's uid. A person has
one open draft a service and municipality; a submitted one names its case, which makes submitting twice harmless, and
keeps no answers, for the case has them.
"""

from __future__ import annotations

import uuid

from django.db import models

from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField


class Draft(ScopedModel):
    """Answers kept as the resident goes. ``revision`` grows with every change of the answers."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    form = models.CharField(max_length=60)
    form_version = models.PositiveIntegerField()
    answers = SealedField()
    facts = SealedField()
    language = models.CharField(max_length=2, default="is")
    revision = models.PositiveIntegerField(default=1)
    submitted_case = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    scope_rule = ScopeRule(person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "municipality", "service"],
                condition=models.Q(submitted_case=None),
                name="forms_one_open_draft",
            )
        ]
