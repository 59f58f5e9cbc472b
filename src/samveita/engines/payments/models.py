"""Payment lines, runs, and how a municipality is connected to its accounts.

A line is one thing that is paid to one person for one month by one version of a decision. Its amount never changes: what
turns out wrong is corrected by a counter-line. A run gathers lines of one municipality; from its approval on its contents
are frozen, sealed and hashed. A month of an office is closed when everything about it agrees or somebody has written why
it does not. Only the verbs of this room write ``status``.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from samveita.engines.cases.models import Case, Decision
from samveita.engines.payments.documents import MonthTotals, PaymentSettings
from samveita.ground.documents.fields import DocumentField, ThreeLanguageField
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField


class LineStatus(models.TextChoices):
    """Where a line stands.

    ``exported`` has left the house and nothing is known yet; ``unknown`` may or may not have reached the accounts;
    ``reversed`` was handed over and is made good by a counter-line.
    """

    PLANNED = "planned", "á áætlun"
    IN_RUN = "in_run", "í greiðslukeyrslu"
    EXPORTED = "exported", "afhent bókhaldi"
    CONFIRMED = "confirmed", "staðfest"
    FAILED = "failed", "mistókst"
    UNKNOWN = "unknown", "óvíst"
    CANCELLED = "cancelled", "felld niður"
    REVERSED = "reversed", "bakfærð"


class RunStatus(models.TextChoices):
    """Where a run stands; ``dissolved`` is a draft whose lines went back to wait."""

    DRAFT = "draft", "í vinnslu"
    APPROVED = "approved", "samþykkt"
    EXPORTED = "exported", "afhent"
    CLOSED = "closed", "lokið"
    DISSOLVED = "dissolved", "leyst upp"


class Handover(models.TextChoices):
    """How a run leaves the house: one way for the whole run, so that nothing is paid by both."""

    FILE = "file", "skrá"
    ACCOUNTS = "accounts", "bókhaldskerfi"


class PaymentRun(ScopedModel):
    """Lines of one municipality that are paid together."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="first day of the month paid for")
    sequence = models.PositiveSmallIntegerField()
    pay_date = models.DateField()
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.DRAFT)
    prepared_by = models.UUIDField(null=True, help_text="uid of the human who last changed its lines")
    made_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    exported_at = models.DateTimeField(null=True)
    handover = models.CharField(max_length=10, choices=Handover.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    total = models.BigIntegerField(default=0, help_text="kr.; of the lines as approved")
    line_count = models.PositiveIntegerField(default=0)
    frozen = SealedField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the frozen contents")
    revision = models.PositiveIntegerField(default=1)

    scope_rule = ScopeRule(office="office")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "municipality", "month", "sequence"], name="payments_run_number"
            )
        ]
        indexes = [models.Index(fields=["office", "month", "status"], name="payments_runs")]

    @property
    def number(self) -> str:
        """The number people use: month and running number, such as ``2026-12-1``."""
        return f"{self.month:%Y-%m}-{self.sequence}"


class PaymentLine(ScopedModel):
    """One payment. The resident whose case it is sees it; the payee may be somebody else."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payment_lines")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="payment_lines")
    position = models.PositiveSmallIntegerField(help_text="its place among the lines of the decision")
    kind = models.CharField(max_length=40)
    label = ThreeLanguageField()
    amount = models.IntegerField(help_text="kr. to be paid; negative for a correction")
    gross = models.IntegerField(null=True, help_text="kr. before tax")
    tax_withheld = models.IntegerField(null=True, help_text="kr.")
    month = models.DateField(help_text="first day of the month it is for")
    pay_date = models.DateField(null=True, help_text="as the decision says; the run decides when empty")
    details = SealedField()
    has_account = models.BooleanField()
    status = models.CharField(max_length=10, choices=LineStatus.choices, default=LineStatus.PLANNED)
    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, null=True, related_name="lines")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="counter_line")
    held_at = models.DateTimeField(null=True)
    hold_reason = models.CharField(max_length=20, blank=True, help_text="a code; see holding.HOLD_REASONS")
    handover_uid = models.UUIDField(
        null=True, unique=True, help_text="target of its delivery to the accounts"
    )
    may_have_arrived = models.BooleanField(
        default=False, help_text="an attempt was made whose end is unknown"
    )
    external_id = models.CharField(max_length=100, blank=True, help_text="the accounts' own number")
    failure = models.CharField(max_length=200, blank=True, help_text="a code; nothing personal")
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="payments_line_once"),
            models.CheckConstraint(
                condition=Q(gross=None, tax_withheld=None) | Q(amount=F("gross") - F("tax_withheld")),
                name="payments_gross_less_tax",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, amount__gt=0) | Q(corrects__isnull=False, amount__lt=0),
                name="payments_only_corrections_are_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "status", "month"], name="payments_month_end"),
            models.Index(fields=["case", "status"], name="payments_of_case"),
        ]


class PaymentSetup(ScopedModel):
    """How an office pays for one municipality: settings to read, credentials only to use."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    settings = DocumentField(PaymentSettings)
    credentials = SealedField(null=True)
    changed_at = models.DateTimeField()

    scope_rule = ScopeRule(office="office")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "municipality"], name="payments_one_setup")]


class MonthStatus(models.TextChoices):
    """Where the closing of a month stands; ``confirmed`` waits for a second person."""

    OPEN = "open", "opinn"
    CONFIRMED = "confirmed", "staðfestur af einum"
    CLOSED = "closed", "lokaður"


class MonthEnd(ScopedModel):
    """The closing of one month of payments at one office."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="first day of the month paid for")
    status = models.CharField(max_length=10, choices=MonthStatus.choices, default=MonthStatus.OPEN)
    confirmed_by = models.UUIDField(null=True, help_text="uid of the first human")
    confirmed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    totals = DocumentField(MonthTotals, null=True, help_text="as they stood when the month was closed")
    note = SealedField(null=True, help_text="why it was closed though something is off, or reopened")
    revision = models.PositiveIntegerField(default=1)

    scope_rule = ScopeRule(office="office")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "month"], name="payments_one_month_end")]
