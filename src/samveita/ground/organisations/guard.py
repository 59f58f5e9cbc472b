"""Asks whether an actor may change an organisation; ``identity``, a room above, supplies the answer.

The rules (policies) stand in identity, which needs organisations. So this room names the question and identity fills in
the one function that answers it when Django starts. Until then nobody may do anything.
"""

from __future__ import annotations

from typing import Protocol

from samveita.ground.audit.actors import Actor


class Guard(Protocol):
    """Returns when the actor may do the named thing to the target; raises otherwise."""

    def __call__(self, actor: Actor | None, name: str, target: object = None) -> None:
        """Return or raise."""


class NoGuard(RuntimeError):
    """Nobody answers for permissions yet; a programming error."""


_guards: list[Guard] = []


def install_guard(guard: Guard) -> None:
    """Say who answers; called once, from identity's ``AppConfig.ready``."""
    _guards[:] = [guard]


def require_allowed(actor: Actor, name: str, target: object = None) -> None:
    """Return when the actor may.

    Raises:
        NotAllowed: when not (identity's own exception).
        NoGuard: when identity isn't installed.
    """
    if not _guards:
        raise NoGuard(f"nobody answers whether {name!r} is allowed")
    _guards[0](actor, name, target)
