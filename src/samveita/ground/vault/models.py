"""Data keys, each wrapped by a master key that is never in the database, and the stored files.

A data key belongs to one organisation for good; one of them is active and seals what is new, older ones still open what
they sealed. A stored file's row is written after its bytes lie safely on disk, and never changes.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField


class DataKey(models.Model):
    """A 256-bit key of one organisation, wrapped by the master key with id ``master_key_id``.

    Without a scope of its own: residents' work seals for their office too, and the wrapped key opens nothing by itself.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="data_keys")
    master_key_id = models.CharField(max_length=80)
    wrapped = models.BinaryField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(is_active=True), name="vault_one_active_key"
            )
        ]


class StoredFile(ScopedModel):
    """One file, written once: where it belongs, what it is, and the SHA-256 of its contents as they came."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_name = SealedField()
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes, before encryption")
    data_key = models.UUIDField(help_text="uid of the data key that sealed it")
    stored_at = models.DateTimeField()

    scope_rule = ScopeRule(office="office", person="person")

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row once.

        Raises:
            ValueError: when the row is already written.
        """
        if not self._state.adding:
            raise ValueError("a stored file never changes; store a new one")
        super().save(*args, **options)
