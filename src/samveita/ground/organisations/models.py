"""Organisations (the tenants), their agreements, and the base of every row that belongs to a tenant."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models

from samveita.ground.documents.fields import DocumentField
from samveita.ground.organisations.documents import (
    BrandDocument,
    Contact,
    OrganisationFacts,
    OrganisationNames,
)
from samveita.ground.organisations.scope import require_scope
from samveita.ground.organisations.scope_rule import SCOPED_MODELS, ScopeRule


class Kind(models.TextChoices):
    """What sort of organisation a tenant is."""

    MUNICIPALITY = "municipality", "sveitarfélag"
    JOINT_OFFICE = "joint_office", "sameiginleg skrifstofa"
    COMMITTEE = "committee", "nefnd"
    ARCHIVE = "archive", "skjalasafn"
    ASSOCIATION = "association", "samtök"


class Organisation(models.Model):
    """A municipality, joint office (byggðasamlag or host municipality), committee, archive or the association.

    The slug is the name people say; the official form redirects. The municipality number is data that changes at
    mergers, never a key. A merger sets ``valid_to`` and ``successor`` and moves no row.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    slug = models.SlugField(max_length=60, unique=True)
    official_slug = models.SlugField(max_length=80, blank=True, db_index=True)
    number = models.CharField(max_length=4, blank=True, db_index=True)
    names = DocumentField(OrganisationNames)
    facts = DocumentField(OrganisationFacts, default=OrganisationFacts)
    contact = DocumentField(Contact, default=Contact)
    brand = DocumentField(BrandDocument, default=BrandDocument)
    region_code = models.PositiveSmallIntegerField(null=True)
    sort_key = models.CharField(max_length=200, blank=True, db_index=True)
    search_key = models.CharField(max_length=400, blank=True, db_index=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return str(self.names.short.nominative)

    @property
    def is_current(self) -> bool:
        """Whether the organisation has not ended in a merger."""
        return self.successor_id is None and self.valid_to is None


class Agreement(models.Model):
    """An office handles named services for a municipality from one day to another (samningur um samstarf)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements_as_office")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    services = models.JSONField(default=list, help_text="service keys; empty means every service")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="organisations_agreement_dates_in_order",
            )
        ]

    def covers(self, service: str, on: date) -> bool:
        """Whether the agreement holds for a service on a day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return in_force and (not self.services or service in self.services)


class ScopedManager(models.Manager[Any]):
    """A manager that answers only within a scope."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the rows the current scope may touch.

        Raises:
            ScopeMissing: without a scope.
        """
        rule: ScopeRule = self.model.scope_rule
        return super().get_queryset().filter(rule.condition(self.model, require_scope()))


class ScopedModel(models.Model):
    """Base of every row that belongs to a tenant; says in ``scope_rule`` which columns decide."""

    scope_rule: ClassVar[ScopeRule]

    objects = ScopedManager()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Remember the model, so that policies can be installed and tests can walk all of them."""
        super().__init_subclass__(**kwargs)
        if "scope_rule" in cls.__dict__:
            SCOPED_MODELS.append(cls)
