"""What runs in a case beside its state: tracks of overlays, terms that are being counted, authorities that take part."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule


class CaseTrack(ScopedModel):
    """One track of an overlay; ``name`` tells several of the same overlay apart. Only ``process.advance`` writes it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tracks")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=40)
    changed_at = models.DateTimeField()

    scope_rule = ScopeRule(parent="case")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key", "name"], name="cases_one_track")]


class TermKind(models.TextChoices):
    """What happens when a term's day has come."""

    TAKE = "take", "skref tekið"
    REMIND = "remind", "áminning"
    WARN = "warn", "viðvörun um gildistíma"
    CONFIRM = "confirm", "starfsmaður staðfestir að gildistími sé liðinn"


class TermState(models.TextChoices):
    """Whether a term still runs."""

    RUNNING = "running", "líður"
    DONE = "done", "liðinn"
    CANCELLED = "cancelled", "felldur niður"


class CaseTerm(ScopedModel):
    """A day on which something happens of itself, planned when a state was entered, cancelled when it is left."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="terms")
    track = models.ForeignKey(CaseTrack, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=TermKind.choices)
    last_day = models.DateField(help_text="the last day of the term itself")
    acts_on = models.DateField(help_text="the day on which it acts")
    legal_basis = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=TermState.choices, default=TermState.RUNNING)
    settled_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(parent="case")

    class Meta:
        indexes = [models.Index(fields=["state", "acts_on"], name="cases_terms_due")]


class CaseAuthority(ScopedModel):
    """An organisation that acts in a case besides the office that handles it, under a key its process declares."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="authorities")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    ended_on = models.DateField(null=True)

    scope_rule = ScopeRule(office="office", other_office="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=models.Q(ended_on=None),
                name="cases_one_authority_under_a_key",
            )
        ]
