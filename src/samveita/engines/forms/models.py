"""A draft: one application while it is being filled in, and the files that belong to it.

Answers and known facts are sealed with the key of the municipality applied to, and bound to the draft's uid. A person has
one open draft a service and municipality; a submitted one names its case, which makes submitting twice harmless, and
keeps no answers, for the case has them. A draft that staff takes down from paper or a telephone call names its office,
is worked on there alone and never mixes with one the resident fills in herself; she may see that it is there.
A draft that is another person's part of a case names that case; it is hers alone and the applicant never sees it.
"""

from __future__ import annotations

import uuid

from django.db import models

from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField
from samveita.ground.vault.models import StoredFile


class Draft(ScopedModel):
    """Answers kept as the resident goes. ``revision`` grows with every change of the answers."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the office that takes the application down; none when the applicant fills it in",
    )
    received_on = models.DateField(null=True, help_text="when the paper or the call came")
    for_case = models.UUIDField(
        null=True, help_text="the case somebody else began, when this is another person's part of it"
    )
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60)
    form = models.CharField(max_length=60)
    form_version = models.PositiveIntegerField()
    answers = SealedField()
    facts = SealedField()
    language = models.CharField(max_length=2, default="is")
    revision = models.PositiveIntegerField(default=1)
    submitted_case = models.UUIDField(null=True, unique=True, help_text="the case, or part of one, it became")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "municipality", "service"],
                condition=models.Q(submitted_case=None, office=None, for_case=None),
                name="forms_one_open_draft",
            ),
            models.UniqueConstraint(
                fields=["person", "service", "for_case"],
                condition=models.Q(submitted_case=None, for_case__isnull=False),
                name="forms_one_open_part",
            ),
            models.UniqueConstraint(
                fields=["person", "municipality", "service", "office"],
                condition=models.Q(submitted_case=None, office__isnull=False),
                name="forms_one_taken_down",
            ),
            models.CheckConstraint(
                condition=models.Q(office=None, received_on=None)
                | models.Q(office__isnull=False, received_on__isnull=False),
                name="forms_taken_down_has_a_day",
            ),
        ]


class DraftFile(ScopedModel):
    """A file of a draft, and the question it answers. Removed with the draft, unless a case took the file over."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    question = models.CharField(max_length=60)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    scope_rule = ScopeRule(parent="draft")
