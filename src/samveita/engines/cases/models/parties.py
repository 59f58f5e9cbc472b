"""Who else is in a case, who may not handle it, and which cases belong together."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule, Through
from samveita.ground.vault.fields import SealedField


class CaseParty(ScopedModel):
    """Another party of a case in a named role (spouse, representative, neighbour, opinion-giver).

    She sees her own row and what is declared to be shared with parties, never the other parties: the applicant is not
    shown the list of her neighbours.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    contact = SealedField(null=True)
    since = models.DateField()
    ended_on = models.DateField(null=True)

    scope_rule = ScopeRule(
        office="office",
        person="person",
        through=(Through("cases.CaseAuthority", link="case", here="case", office="organisation"),),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role", "person"],
                condition=models.Q(ended_on=None),
                name="cases_one_party_in_a_role",
            )
        ]


class CasePart(ScopedModel):
    """What another party answered for herself. The office and she see it; the applicant never does. Written once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    answers = SealedField()
    draft = models.UUIDField(
        null=True, unique=True, help_text="the draft it was submitted from; submits once"
    )
    submitted_by = models.UUIDField(null=True, help_text="uid of the human at the keyboard")
    channel = models.CharField(max_length=24)
    submitted_at = models.DateTimeField()

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "role", "person"], name="cases_one_part_in_a_role")
        ]


class CaseHold(ScopedModel):
    """That a person has, or shares, the one application of a period. The constraint keeps two at once apart."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    released_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "municipality", "period", "person"],
                condition=models.Q(released_at=None),
                name="cases_one_hold_of_a_period",
            )
        ]


class CaseConflict(ScopedModel):
    """Someone of the staff is disqualified in a case (vanhæfi): she neither handles nor decides it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = SealedField()
    declared_by = models.UUIDField(help_text="uid of the human")
    declared_at = models.DateTimeField()

    scope_rule = ScopeRule(parent="case")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="cases_one_conflict")]


class LinkKind(models.TextChoices):
    """How one case belongs to another."""

    ACCOMPANIES = "accompanies", "fylgir"
    FOLLOWS = "follows", "kemur í framhaldi af"
    SAME_MATTER = "same_matter", "varðar sama efni og"


class CaseLink(ScopedModel):
    """``case`` accompanies, follows or concerns the same as ``other``."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    made_at = models.DateTimeField()

    scope_rule = ScopeRule(parent="case")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other", "kind"], name="cases_one_link"),
            models.CheckConstraint(
                condition=~models.Q(case=models.F("other")), name="cases_no_link_to_itself"
            ),
        ]
