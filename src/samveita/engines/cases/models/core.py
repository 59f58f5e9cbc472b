"""Cases, what was applied for and what was decided. No service has a table of its own; its figures are documents here.

A case names the municipality whose law, rates and money it is, and the office that handles it and owns the row. Rows
never move, also when municipalities merge. Only ``process.advance`` writes ``state``.
"""

from __future__ import annotations

import uuid
from functools import cached_property

from django.db import models

from samveita.engines.cases.declaring import CASE_SERVICES, CaseService, Process
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.queries import successor_of
from samveita.ground.organisations.scope_rule import ScopeRule, Through
from samveita.ground.vault.fields import SealedField


class Door(models.TextChoices):
    """Through which door an application came."""

    OWN_FORM = "own_form", "umsókn á vefnum"
    ISLAND_IS = "island_is", "Ísland.is"
    HMS = "hms", "HMS"
    PAPER = "paper", "pappír, skráð af starfsmanni"
    PHONE = "phone", "sími, skráð af starfsmanni"


class Series(models.Model):
    """The last case number an office gave out for a service in a year; taken under a row lock."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "code", "year"], name="cases_one_series")]


class Case(ScopedModel):
    """One matter of one person, from application to archive."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20)
    service = models.CharField(max_length=60)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # Indexes below begin with the office; one of it alone would only mislead SQLite.
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=40)
    process_version = models.PositiveSmallIntegerField()
    door = models.CharField(max_length=12, choices=Door.choices, default=Door.OWN_FORM)
    draft = models.UUIDField(
        null=True, unique=True, help_text="the draft it was submitted from; submits once"
    )
    is_practice = models.BooleanField(
        default=False, help_text="made to practise on; never mixed with real cases, can be wiped"
    )
    legal_date = models.DateField(help_text="the day the application counts from")
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, help_text="the office's own target for an answer")
    clock_stopped_on = models.DateField(null=True, help_text="since when the applicant has the next word")
    clock_stopped_days = models.PositiveIntegerField(default=0, help_text="days the clock stood before that")
    assigned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(
        default=1, help_text="grows with each change; guards against two at once"
    )
    figures = SealedField(null=True)

    scope_rule = ScopeRule(
        office="office",
        person="person",
        through=(
            Through("cases.CaseAuthority", link="case", office="organisation"),
            Through("cases.CaseParty", link="case", person="person"),
        ),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "number"], name="cases_number_at_office")]
        indexes = [
            models.Index(
                # The first three order the lists; the others let the queues be counted from the index alone.
                fields=[
                    *("office", "due_on", "id"),
                    *("assigned_to", "clock_stopped_on", "is_practice", "state", "closed_at"),
                ],
                condition=models.Q(closed_at=None),
                name="cases_open_by_due",
            ),
            models.Index(
                fields=["office", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="cases_decided",
            ),
            models.Index(fields=["office"], condition=models.Q(is_practice=True), name="cases_practice"),
            models.Index(fields=["office", "submitted_at", "id"], name="cases_by_arrival"),
            models.Index(fields=["office", "state", "due_on", "id"], name="cases_desk"),
            models.Index(fields=["person", "-submitted_at"], name="cases_of_person"),
        ]

    @property
    def declaration(self) -> CaseService:
        """The service the case belongs to, as declared."""
        return CASE_SERVICES[self.service]

    @property
    def process(self) -> Process:
        """The process in the version the case began under."""
        return self.declaration.process_of(self.process_version)

    @cached_property
    def barred(self) -> frozenset[uuid.UUID]:
        """Uids of those who may not handle the case: the applicant, other parties, and staff that is disqualified."""
        parties = self.parties.filter(person__isnull=False).values_list("person__uid")
        found = self.conflicts.values_list("person__uid").union(parties)
        return frozenset({self.person.uid, *(uid for (uid,) in found)})

    @cached_property
    def party_uids(self) -> frozenset[uuid.UUID]:
        """Uids of the persons who are other parties of the case now, as far as the scope shows them."""
        now = self.parties.filter(person__isnull=False, ended_on=None)
        return frozenset(now.values_list("person__uid", flat=True))

    @cached_property
    def offices_by_authority(self) -> dict[str, frozenset[uuid.UUID]]:
        """Uids of the offices that act under each authority's key; the empty key is the office that handles the case."""
        own = frozenset({self.office.uid, successor_of(self.office).uid})
        if not self.process.authorities:
            return {"": own}
        held = self.authorities.filter(ended_on=None).select_related("organisation__successor")
        return {
            "": own,
            **{
                one.key: frozenset({one.organisation.uid, successor_of(one.organisation).uid}) for one in held
            },
        }

    def acting_offices(self, authority: str) -> frozenset[uuid.UUID]:
        """Return the offices that act where a state names an authority: the handling one until another is appointed."""
        return self.offices_by_authority.get(authority) or self.offices_by_authority[""]


class Submission(ScopedModel):
    """What was applied for: the answers and the questions as shown. Written once."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="submission")
    answers = SealedField()
    submitted_by = models.UUIDField(null=True, help_text="uid of the human at the keyboard")
    channel = models.CharField(max_length=24)

    scope_rule = ScopeRule(parent="case")


class Decision(ScopedModel):
    """A decision with frozen lines. A reopened case gets another; the earlier ones stay."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=40)
    content = SealedField()
    decided_by = models.UUIDField(null=True, help_text="uid of the human; empty when the platform decided")
    decided_at = models.DateTimeField()
    dispatch = models.UUIDField(null=True, help_text="uid of the letter's dispatch in the mailbox")
    served_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(parent="case")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_decision_number")]
