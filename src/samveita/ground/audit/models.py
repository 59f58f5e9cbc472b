"""Events and the seals that chain them.

An event row is written once, in the transaction of the change it tells of, with a hash of its own contents. Sealing
(``sealing.py``) later gives it a place in a hash chain. Both tables refuse update, delete and truncate by triggers
(``triggers.py``) on both databases; on PostgreSQL row-level policies decide which events a scope may read.
"""

from __future__ import annotations

import uuid

from django.db import models


class Event(models.Model):
    """One thing that happened, or one look. Holds uids and codes, never foreign keys and never personal text.

    The uid is the key: an insert then needs no answer from the database, so a scope may write an event that it may not
    read (a resident's submission is read by the office, a failed login by the auditor).
    """

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    type = models.CharField(max_length=80)
    visible_to_resident = models.BooleanField()
    channel = models.CharField(max_length=24)
    human = models.UUIDField(null=True, db_index=True)
    subject = models.UUIDField(null=True)
    actor_office = models.UUIDField(null=True)
    roles = models.JSONField(default=list)
    office = models.UUIDField(null=True)
    municipality = models.UUIDField(null=True)
    target_kind = models.CharField(max_length=40)
    target = models.UUIDField()
    case = models.UUIDField(null=True)
    data = models.JSONField(null=True)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="audit_case_at"),
            models.Index(fields=["target", "type", "human", "at"], name="audit_look_fold"),
            models.Index(fields=["office", "at"], name="audit_office_at"),
        ]


class Seal(models.Model):
    """An event's place in the chain: ``chain_hash = sha256(previous chain_hash + event hash)``."""

    number = models.BigIntegerField(unique=True)
    event = models.UUIDField(unique=True)
    event_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
