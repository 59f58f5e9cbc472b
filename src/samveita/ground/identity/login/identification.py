"""Turns the claims of a login into people: who sits at the keyboard, and whose affairs it is about.

``nationalId`` is the subject: the person herself, or the one she represents. Under delegation ``actor`` is the human
who logged in and ``delegationType`` the right she uses. ``sub`` differs by device and is never used as a key. Source:
national-infrastructure reference 6.3–6.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samveita.ground.identity.delegation import Delegation, known_delegations
from samveita.ground.identity.login.problems import LoginFailed, Problem
from samveita.iceland.kennitala import Kennitala, KennitalaError


@dataclass(frozen=True, slots=True)
class Party:
    """A kennitala and the name that goes with it."""

    kennitala: Kennitala
    name: str


@dataclass(frozen=True, slots=True)
class Identified:
    """One login, understood.

    Attributes:
        human: who used her electronic id.
        subject: whose affairs it is about; equal to ``human`` without delegation.
        delegations: by what right, when they differ.
        authenticated_at: when the electronic id was used, in seconds since the epoch.
        session_id: the login service's ``sid``; empty when it told none.
    """

    human: Party
    subject: Party
    delegations: tuple[Delegation, ...]
    authenticated_at: int
    session_id: str


def identify(claims: Mapping[str, Any]) -> Identified:
    """Read the claims of a trusted id token.

    Raises:
        LoginFailed: ``NOT_TRUSTED`` when they name nobody; ``NO_PERMISSION`` when another is acted for without a right
            that we know, or a company claims to sit at the keyboard.
    """
    subject = _party(claims)
    actor = claims.get("actor")
    moment = claims.get("auth_time", claims.get("iat", 0))
    kinds = claims.get("delegationType") or []
    if isinstance(actor, Mapping):
        human = _party(actor)
        delegations = known_delegations(kinds if isinstance(kinds, list) else [kinds])
        if not delegations:
            raise LoginFailed(Problem.NO_PERMISSION, "no delegation type that we know")
    else:
        human, delegations = subject, ()
        if kinds or actor is not None:
            raise LoginFailed(Problem.NOT_TRUSTED, "delegation without an actor")
    is_company = claims.get("subjectType") == "legalEntity" or not subject.kennitala.is_natural_person
    if not human.kennitala.is_natural_person or (is_company and not delegations):
        raise LoginFailed(Problem.NO_PERMISSION, "a company at the keyboard")
    return Identified(
        human=human,
        subject=subject,
        delegations=delegations,
        authenticated_at=int(moment),
        session_id=str(claims.get("sid", "")),
    )


def _party(claims: Mapping[str, Any]) -> Party:
    try:
        kennitala = Kennitala.parse(str(claims.get("nationalId", "")))
    except KennitalaError as error:
        raise LoginFailed(Problem.NOT_TRUSTED, "no national id") from error
    name = str(claims.get("name", "")).strip()
    return Party(kennitala, name)
