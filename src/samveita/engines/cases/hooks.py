"""What rooms above do when a case is decided or has moved: handlers called in the same transaction.

Registered in ``AppConfig.ready()``. When a handler raises, nothing has happened: no decision, no move, no event.
"""

from __future__ import annotations

from typing import Protocol

from samveita.engines.cases.documents import FrozenDecision
from samveita.engines.cases.models import Case, Decision
from samveita.engines.cases.table import Transition
from samveita.ground.audit.actors import Actor


class OnDecided(Protocol):
    """Called once for each decision, with the case as it stands after it."""

    def __call__(self, *, actor: Actor, case: Case, decision: Decision, content: FrozenDecision) -> None:
        """Do what follows from the decision."""


class OnMoved(Protocol):
    """Called after each row taken, with the state before it; ``track`` names the overlay, empty for the main table."""

    def __call__(self, *, actor: Actor, case: Case, row: Transition, before: str, track: str) -> None:
        """Do what follows from the move."""


_on_decided: list[OnDecided] = []
_on_moved: list[OnMoved] = []


def register_on_decided(handler: OnDecided) -> None:
    """Have a handler called for every decision; registering it again changes nothing."""
    if handler not in _on_decided:
        _on_decided.append(handler)


def register_on_moved(handler: OnMoved) -> None:
    """Have a handler called for every move; registering it again changes nothing."""
    if handler not in _on_moved:
        _on_moved.append(handler)


def forget(handler: OnDecided | OnMoved) -> None:
    """Take a handler away again."""
    for registered in (_on_decided, _on_moved):
        if handler in registered:
            registered.remove(handler)  # type: ignore[arg-type]


def decided(*, actor: Actor, case: Case, decision: Decision, content: FrozenDecision) -> None:
    """Call every handler of decisions."""
    for handler in _on_decided:
        handler(actor=actor, case=case, decision=decision, content=content)


def moved(*, actor: Actor, case: Case, row: Transition, before: str, track: str) -> None:
    """Call every handler of moves."""
    for handler in _on_moved:
        handler(actor=actor, case=case, row=row, before=before, track=track)
