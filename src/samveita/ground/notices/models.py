"""Where a person wants to be told (contact points), every notice ever written (the ledger), and subscriptions.

A contact point belongs to one office and one person: she gave it to that office. Address and number are sealed. A notice
keeps only which contact point it went to; one notice about one thing to one person by one channel, ever.

A subscription is an address that asked for a topic and belongs to no known person: address and choices are sealed until
it is stopped and gone after that; what stays is the proof that it was asked for, confirmed and stopped.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from samveita.ground.documents.fields import DocumentField
from samveita.ground.documents.stored import Stored
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.scope_rule import ScopeRule
from samveita.ground.vault.fields import SealedField


class NoticeChannel(models.TextChoices):
    """By what a notice travels."""

    EMAIL = "email", "tölvupóstur"
    SMS = "sms", "smáskilaboð"


class NoticeState(models.TextChoices):
    """Where a notice stands. ``suppressed`` means that nothing was to be sent: no address, or she said no."""

    WAITING = "waiting", "í biðröð"
    SENDING = "sending", "í sendingu"
    SENT = "sent", "sent"
    UNKNOWN = "unknown", "óvíst"
    FAILED = "failed", "mistókst"
    SUPPRESSED = "suppressed", "ekki sent"


class ContactPoint(ScopedModel):
    """An e-mail address or telephone number that a person gave an office; ``stopped_at`` ends everything to it.

    ``news_confirmed_at`` is the proof that news was asked for and confirmed; service notices need none.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=5, choices=NoticeChannel.choices)
    sealed_address = SealedField()
    given_at = models.DateTimeField()
    news_confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "person", "channel"], name="notices_one_contact_point")
        ]


class Notice(ScopedModel):
    """One line of the ledger: to whom, about what, by what, and how it went."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.PROTECT, null=True, related_name="notices"
    )
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=5, choices=NoticeChannel.choices)
    about = models.UUIDField(help_text="uid of the letter or other thing that waits")
    case = models.UUIDField(null=True, db_index=True)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.WAITING)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="office", person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "person", "channel"], name="notices_one_about_a_thing"
            )
        ]
        indexes = [models.Index(fields=["state"], name="notices_state")]


class Consent(Stored):
    """What a subscriber agreed to: the sentence as she read it, and its language."""

    schema_name: ClassVar[str] = "notices.consent"

    sentence: str
    language: str


class Subscription(ScopedModel):
    """An address that asked for a topic; nothing is sent before ``confirmed_at`` or after ``stopped_at`` stands.

    ``address_mark`` is a keyed digest by which the same address is found again; it goes with the address.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    address_mark = models.CharField(max_length=64, null=True)  # noqa: DJ001  several may be gone, none may be alike
    sealed_address = SealedField(null=True)
    sealed_choices = SealedField(null=True)
    consent = DocumentField(Consent)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    next_turn_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(office="office")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "topic", "address_mark"], name="notices_one_subscription"
            )
        ]
        indexes = [models.Index(fields=["next_turn_at"], name="notices_next_turn")]


class SubscriptionMail(ScopedModel):
    """One message to a subscriber: about what, and how it went. The same thing is told once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="mails")
    about = models.CharField(max_length=60)
    until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.WAITING)
    asked_from = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    scope_rule = ScopeRule(parent="subscription")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "about"], name="notices_told_a_subscriber_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="notices_mail_created")]
