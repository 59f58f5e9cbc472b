"""Which organisation has adopted which service or tool, and how far it has come."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.ground.organisations.models import Organisation


class AdoptionState(models.TextChoices):
    """From "not used" to "live". Practice runs on synthetic people inside the same municipality."""

    NOT_USED = "not_used", "ekki í notkun"
    PRACTICE = "practice", "æfing"
    READY = "ready", "tilbúin"
    LIVE = "live", "í notkun"


class Adoption(models.Model):
    """One offering at one organisation."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="adoptions")
    offering = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=AdoptionState.choices, default=AdoptionState.NOT_USED)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "offering"], name="catalogue_adopted_once")
        ]
