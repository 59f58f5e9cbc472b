"""A lookup: one question to one register about one person, with its purpose, its evidence and its sealed answer.

The row never changes. The answer is kept as its very bytes, sealed for the office, because X-Road's own log proves that
a call happened but not what came back. The national id asked with is the person's; it is not repeated here.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField


class Asked(models.TextChoices):
    """Which question was put to which register."""

    PERSON = "thjodskra.person", "Þjóðskrá: nafn"
    SPOUSE = "thjodskra.spouse", "Þjóðskrá: hjúskapur og sambúð"
    DOMICILE = "thjodskra.domicile", "Þjóðskrá: lögheimili"
    CHILDREN = "thjodskra.children", "Þjóðskrá: börn í forsjá"
    WAGES = "skatturinn.wages", "Skatturinn: staðgreiðsla"
    TAX_RETURN = "skatturinn.tax_return", "Skatturinn: skattframtal"
    COMPANY = "skatturinn.company", "Skatturinn: fyrirtækjaskrá"
    RELATIONSHIPS = "skatturinn.relationships", "Skatturinn: tengsl við fyrirtæki"


class Outcome(models.TextChoices):
    """How it ended."""

    FOUND = "found", "fannst"
    NOTHING = "nothing", "engin gögn"
    FAILED = "failed", "mistókst"


class Lookup(ScopedModel):
    """One question to one register. ``actor`` is the uid of the human who caused it, empty for the system."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=40, choices=Asked.choices)
    purpose = models.CharField(max_length=60)
    case = models.UUIDField(null=True, db_index=True)
    draft = models.UUIDField(null=True, db_index=True)
    actor = models.UUIDField(null=True)
    channel = models.CharField(max_length=24)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    fault = models.CharField(max_length=120, blank=True, help_text="origin, class and code of a failure")
    service = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=120, blank=True, help_text="X-Road-Id")
    request_hash = models.CharField(max_length=120, blank=True)
    answer_sha256 = models.CharField(max_length=64, blank=True)
    sealed_answer = SealedField(null=True)
    asked_at = models.DateTimeField(db_index=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(draft__isnull=False),
                name="registries_for_a_case_or_draft",
            )
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row once.

        Raises:
            ValueError: when the row is already written.
        """
        if not self._state.adding:
            raise ValueError("a lookup is written once")
        super().save(*args, **options)
