"""An inquiry: on whose behalf, about whom, for which matter and why a register is asked."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from samveita.engines.registries.purposes import PURPOSES, Purpose
from samveita.engines.registries.xroad import Errand
from samveita.ground.audit.actors import Actor
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation

PSEUDONYM_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Everything that must be said before a register is asked.

    Attributes:
        actor: who causes the lookup.
        office: the office whose matter it is, and which keeps the answer.
        municipality: whose law and money it is.
        applicant: the party of the matter.
        about: the person asked about: the applicant, a spouse, a child.
        purpose: a registered purpose.
        case: uid of the case, or
        draft: uid of the draft application.

    Raises:
        ValueError: neither case nor draft, or a purpose nobody registered.
    """

    actor: Actor
    office: Organisation
    municipality: Organisation
    applicant: Person
    about: Person
    purpose: Purpose
    case: UUID | None = None
    draft: UUID | None = None

    def __post_init__(self) -> None:
        if self.case is None and self.draft is None:
            raise ValueError("a lookup belongs to a case or a draft")
        if PURPOSES.get(self.purpose.key) != self.purpose:
            raise ValueError(f"nobody registered the purpose {self.purpose.key!r}")

    @property
    def errand(self) -> Errand:
        """What the servers on the way may log: a pseudonym that only we can trace, and the matter's uid."""
        human = str(self.actor.human or self.actor.display).encode()
        digest = hmac.new(settings.SECRET_KEY.encode(), b"registries.user:" + human, "sha256").hexdigest()
        return Errand(user=f"IS{digest[:PSEUDONYM_LENGTH]}", issue=str(self.case or self.draft))
