"""Which organisation has adopted which service or tool, how far it has come, and what was signed on the way."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.ground.organisations.models import Organisation


class AdoptionState(models.TextChoices):
    """From "not used" to "live". Practice runs on synthetic people inside the same municipality."""

    NOT_USED = "not_used", "ekki í notkun"
    ENDED = "ended", "hætt í notkun"
    PREPARING = "preparing", "í undirbúningi"
    PRACTICE = "practice", "æfing"
    READY = "ready", "tilbúin"
    PAUSED = "paused", "í hléi"
    LIVE = "live", "í notkun"


class Adoption(models.Model):
    """One offering at one organisation. Only ``adopting`` writes the state."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="adoptions")
    offering = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=AdoptionState.choices, default=AdoptionState.NOT_USED)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "offering"], name="catalogue_adopted_once")
        ]


class Confirmation(models.Model):
    """Someone signed that a step is done: for exactly what was shown (``digest``), by name and role, on a day.

    Rows are never changed. A later one of the same step replaces an earlier one; one whose digest is no longer that of
    what stands today asks to be signed again.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="confirmations")
    step = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    dated = models.DateField(help_text="the day the step itself names, such as when a notification was sent")
    signed_by = models.UUIDField(null=True, help_text="uid of the human; empty when the platform did")
    signed_name = models.CharField(max_length=200)
    signed_role = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["adoption", "step", "signed_at"], name="catalogue_latest_signature")]
