"""Who else is in a case besides the applicant and the handling office."""

from __future__ import annotations

import uuid

from django.db import models

from samveita.engines.cases.models.core import Case
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
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

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role", "person"],
                condition=models.Q(ended_on=None),
                name="cases_one_party_in_a_role",
            )
        ]
