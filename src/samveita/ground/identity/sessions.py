"""What the session remembers of a login, and how it becomes an actor.

The session holds uids and the kind of delegation, nothing more. ``actor_for_resident`` and ``actor_for_staff`` make the
``Actor`` of a request. A delegated session (umboð) acts for the one she represents and never carries a staff role.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from samveita.ground.audit.actors import Actor, Channel
from samveita.ground.identity.models import Account, Person
from samveita.ground.identity.roles import grants_at
from samveita.ground.organisations.models import Organisation

KEY = "samveita_login"
HINT_KEY = "samveita_login_hint"


@dataclass(frozen=True, slots=True)
class Login:
    """One login as the session keeps it.

    Attributes:
        subject: uid of the person or company acted for (the one who logged in, unless delegated).
        delegations: delegation types of the login; empty when acting for oneself.
        authenticated_at: seconds since the epoch when the electronic id was last used.
        session_id: the login service's own ``sid``, for back-channel logout.
    """

    subject: str
    delegations: tuple[str, ...] = field(default_factory=tuple)
    authenticated_at: int = 0
    session_id: str = ""

    @property
    def is_delegated(self) -> bool:
        """Whether someone else is acted for."""
        return bool(self.delegations)


def remember(session: SessionBase, login: Login) -> None:
    """Keep a login in the session."""
    session[KEY] = asdict(login)


def recall(session: SessionBase) -> Login | None:
    """Return the session's login, or ``None``."""
    kept: dict[str, Any] | None = session.get(KEY)
    return None if kept is None else login_from(kept)


def login_from(kept: dict[str, Any]) -> Login:
    """Read a login back from what JSON made of it."""
    return Login(**{**kept, "delegations": tuple(kept["delegations"])})


def actor_for_resident(account: Account, login: Login) -> Actor:
    """Return the actor of someone who follows her own affairs, or those of the one she represents."""
    return Actor(
        human=account.person.uid,
        subject=UUID(login.subject),
        roles=frozenset(),
        office=None,
        channel=Channel.DELEGATED if login.is_delegated else Channel.SELF,
        display=account.person.name,
    )


def actor_for_staff(account: Account, login: Login, office: Organisation) -> Actor | None:
    """Return the actor of staff at an office; ``None`` for delegated sessions and for those without a role there."""
    grants = [] if login.is_delegated else list(grants_at(account.person, office))
    if not grants:
        return None
    return Actor(
        human=account.person.uid,
        subject=None,
        roles=frozenset(grant.role for grant in grants),
        office=office.uid,
        channel=Channel.STAFF,
        display=next((grant.pseudonym for grant in grants if grant.pseudonym), account.person.name),
    )


def subject_of(login: Login) -> Person:
    """Return the person or company the login acts for."""
    return Person.objects.get(uid=login.subject)
