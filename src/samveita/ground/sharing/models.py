"""Shared documents and their versions.

A document is identified by its kind (which fixes its schema), a key and its owner. A local version is a document of its
own that names the original it was made from. Each saved step is a ``Version``: draft, approved, valid, or set aside.
``reviewed`` is the version of the original that the owner has last decided on, part by part.
"""

from __future__ import annotations

import uuid

from django.db import models

from samveita.ground.documents.fields import AnyDocumentField, DocumentField, ThreeLanguageField
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SourceNote


class SharedDocument(models.Model):
    """A document with an owner; a local version when ``original`` is set."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shared_documents")
    original = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="local_versions")
    reviewed = models.ForeignKey("Version", null=True, on_delete=models.PROTECT, related_name="+")
    title = ThreeLanguageField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "owner"], name="sharing_one_document_an_owner")
        ]


class VersionState(models.TextChoices):
    """A version's way: draft → approved → valid; a draft nobody wants is set aside."""

    DRAFT = "draft", "drög"
    APPROVED = "approved", "samþykkt"
    VALID = "valid", "gildir"
    SET_ASIDE = "set_aside", "lagt til hliðar"


class Version(models.Model):
    """One version of a document's content, with its source and its days of validity."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(SharedDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    content = AnyDocumentField()
    source = DocumentField(SourceNote)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    author = models.UUIDField(null=True)
    approver = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="sharing_version_number"),
            models.UniqueConstraint(
                fields=["document", "valid_from"],
                condition=models.Q(state="valid"),
                name="sharing_one_valid_version_a_day",
            ),
        ]
        indexes = [models.Index(fields=["document", "state", "valid_from"], name="sharing_in_force")]


class SecondPerson(models.Model):
    """An owner who wants every version approved by somebody else than the one who wrote it."""

    owner = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
