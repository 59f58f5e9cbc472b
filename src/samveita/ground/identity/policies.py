"""The one question: may this actor do this to that?

A policy is a named predicate with a plain sentence in three languages, so that the rights of the whole platform can be
printed as a table and argued about by people who don't program. Rooms register their own; nothing is allowed that no
policy allows. Scope comes first: a row outside the scope is not found at all, and is never asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from samveita.ground.audit.actors import Actor
from samveita.iceland.texts import Text

Predicate = Callable[[Actor, Any], bool]

POLICIES: dict[str, Policy] = {}


class NotAllowed(PermissionDenied):
    """The actor may not do this; carries the policy's sentence for the page that says so."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy.name)
        self.policy = policy


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may do one thing.

    Attributes:
        name: ``room.verb``.
        sentence: who may, in plain words.
        allows: the predicate; gets the actor and the target (``None`` for verbs without one).
    """

    name: str
    sentence: Text
    allows: Predicate


def register_policy(policy: Policy) -> Policy:
    """Add a policy and return it.

    Raises:
        ValueError: when the name is taken.
    """
    if policy.name in POLICIES and POLICIES[policy.name] != policy:
        raise ValueError(f"policy {policy.name!r} is registered twice")
    POLICIES[policy.name] = policy
    return policy


def may(actor: Actor | None, name: str, target: Any = None) -> bool:
    """Answer whether the actor may do the named thing to the target; nobody may do anything unnamed.

    Raises:
        KeyError: for a policy that doesn't exist (a programming error).
    """
    policy = POLICIES[name]
    return actor is not None and policy.allows(actor, target)


def require(actor: Actor | None, name: str, target: Any = None) -> None:
    """Return when the actor may.

    Raises:
        NotAllowed: when not.
    """
    if not may(actor, name, target):
        raise NotAllowed(POLICIES[name])
