"""Persons, the one table of national ids, accounts and roles.

A person exists because a case, a letter or a role names her; she has an account only once she has logged in. National
ids (kennitölur) stand in ``PersonIdentifier`` alone, dated, since a person may get a new one; no other table, address
or log line holds them.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from samveita.ground.organisations.models import Organisation


class PersonKind(models.TextChoices):
    """A human being or a legal entity (company, association)."""

    NATURAL = "natural", "einstaklingur"
    LEGAL = "legal", "lögaðili"


class Person(models.Model):
    """Someone a case can be about: a human being, or a company."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=PersonKind.choices, default=PersonKind.NATURAL)
    name = models.CharField(max_length=200)
    search_key = models.CharField(max_length=200, blank=True, db_index=True)
    language = models.CharField(max_length=2, default="is")
    is_protected = models.BooleanField(default=False, help_text="protected address (dulið lögheimili)")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PersonIdentifier(models.Model):
    """A kennitala (or kerfiskennitala) a person has or had."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kennitala = models.CharField(max_length=10, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there is no superuser and no password. An account comes with its person: nobody asks for it alone."""

    def get_queryset(self) -> models.QuerySet[Account]:
        """Return accounts with their persons."""
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account with a uid."""
        return self.get(uid=str(username))


class Account(AbstractBaseUser):
    """A person who has logged in. Has no password: electronic identification is the only way in."""

    password = None  # type: ignore[assignment]
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = AccountManager()

    USERNAME_FIELD = "uid"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def get_session_auth_hash(self) -> str:
        """Return what ties a session to the account; there is no password to change."""
        return str(self.uid)


class Role(models.TextChoices):
    """What someone may be at an office. ``editor`` and ``manager`` exist at the association alone."""

    CASE_WORKER = "case_worker", "ráðgjafi"
    ADMINISTRATOR = "administrator", "stjórnandi"
    VIEWER = "viewer", "lesandi"
    AUDITOR = "auditor", "eftirlitsmaður"
    EDITOR = "editor", "ritstjóri"
    MANAGER = "manager", "umsjónarmaður"


class RoleGrant(models.Model):
    """A person holds a role at an office from one day to another. Residents see name or pseudonym, as chosen here."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    pseudonym = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "office", "role", "valid_from"], name="identity_one_grant_a_day"
            )
        ]


class OpenLogin(models.Model):
    """A session that is logged in, and the login of the login service (``sid``) it came from."""

    session_key = models.CharField(max_length=40, unique=True)
    session_id = models.CharField(max_length=100, blank=True, db_index=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="open_logins")
    opened_at = models.DateTimeField(db_index=True)


class LoginTicket(models.Model):
    """A login on its way from the central host to a municipality's own; see ``login/tickets.py``."""

    digest = models.CharField(max_length=43, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    login = models.JSONField()
    hint = models.TextField(blank=True)
    host = models.CharField(max_length=255)
    browser_state = models.CharField(max_length=43)
    next_path = models.TextField()
    expires_at = models.DateTimeField(db_index=True)


class MachineClient(models.Model):
    """A machine that may call the API for an office, such as another front door; see ``machines``.

    Its key is shown once and kept as a digest only. ``ability`` is the one thing it may do, to the end of
    ``expires_on``. ``last_used_at`` is known to within some minutes.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    ability = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_on = models.DateField(null=True)
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
