"""What a login says about a person: the claims of the ID token, which scopes there are and which audiences they mean.

Claim names and meanings are those of reference 6.3; ``nationalId`` is always the subject, and ``actor`` the human who
logged in when that is somebody else.
"""

from __future__ import annotations

import base64
import hashlib

from samveita.simulators import people
from samveita.simulators.login.sessions import Session
from samveita.simulators.tokens import Claims

IDENTITY_PROVIDER = "gervimadur"
IDENTITY_SCOPES = ("openid", "profile", "email", "phone", "offline_access")


def about(session: Session, *, scope: str, client_id: str) -> Claims:
    """Return the claims of reference 6.3 about the subject and, under delegation, the human who logged in."""
    nation = people.nation()
    person = nation.persons.get(session.subject)
    claims: Claims = {
        "sub": pairwise(client_id=client_id, session=session, provider=IDENTITY_PROVIDER),
        "nationalId": session.subject,
        "subjectType": "person" if person else "legalEntity",
        "idp": IDENTITY_PROVIDER,
        "amr": ["external"],
        "auth_time": session.auth_time,
    }
    if person:
        claims["nat"] = person.citizenship
    if session.delegated:
        claims["actor"] = {"nationalId": session.person, "name": nation.name_of(session.person)}
        claims["delegationType"] = list(session.types)
    if "profile" in scope.split():
        claims["name"] = nation.name_of(session.subject)
        claims["locale"] = "is"
        if person:
            claims["birthdate"] = person.born.isoformat()
    return claims


def pairwise(*, client_id: str, session: Session, provider: str) -> str:
    """Return the ``sub`` of a session: another one for each subject, actor, identity provider and client."""
    text = f"{client_id}|{session.subject}|{session.person}|{provider}"
    return hashlib.sha256(text.encode()).hexdigest().upper()


def known_scope(scope: str) -> bool:
    """Scopes are identity scopes or follow the naming rule ``@domain/name[:right]``."""
    return scope in IDENTITY_SCOPES or (scope.startswith("@") and "/" in scope)


def audiences_of(scope: str) -> list[str]:
    """Return the audiences of scopes: the domain and the resource each belongs to, for both are in use."""
    resources = {one.partition(":")[0] for one in scope.split() if one.startswith("@")}
    return sorted(resources | {resource.partition("/")[0] for resource in resources})


def base64url(value: bytes) -> str:
    """Return Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def half_hash(value: str) -> str:
    """Return the left half of a hash, as ``at_hash`` and ``s_hash`` want it."""
    return base64url(hashlib.sha256(value.encode()).digest()[:16])
