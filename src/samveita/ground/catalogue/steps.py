"""The steps on the way to using a service, each with a state that is worked out from data and never ticked.

Rooms register the steps they know about when Django starts: the rates, the letters, the rights, the lawful documents.
A step answers for one organisation and one offering where it stands and in a sentence why. ``page`` is a word that the
desk knows an address for; what must be signed by name is a ``Confirmation`` of exactly what was shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text


class Phase(StrEnum):
    """What a step belongs to: being ready to work, or being allowed to begin with real people."""

    READY = "ready"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a step stands.

    Attributes:
        done: whether nothing more is to be done.
        sentence: what is there or what is missing, with figures and names.
        by: who did it, by name; empty when it follows from data nobody entered here.
        at: when.
        must_wait_until: the first day on which it can be done, when a waiting time is running.
    """

    done: bool
    sentence: Text
    by: str = ""
    at: datetime | None = None
    must_wait_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionStep:
    """One step.

    Attributes:
        key: stable name in data and addresses.
        title: what to do, as a short heading.
        help: why and how, one or two sentences.
        phase: what it belongs to.
        place: its place in the list; lower comes first.
        standing: works out where it stands.
        page: word of the page where it is done; the desk gives the address.
        applies: which offerings need it.
    """

    key: str
    title: Text
    help: Text
    phase: Phase
    place: int
    standing: Callable[[Organisation, str], Standing]
    page: str = ""
    applies: Callable[[str], bool] = lambda _offering: True


STEPS: dict[str, AdoptionStep] = {}


def register(step: AdoptionStep) -> AdoptionStep:
    """Add a step.

    Raises:
        ValueError: when another step has its key.
    """
    if step.key in STEPS and STEPS[step.key] != step:
        raise ValueError(f"the step {step.key!r} is registered twice")
    STEPS[step.key] = step
    return step


def steps_for(offering: str, phase: Phase) -> list[AdoptionStep]:
    """Return the steps of a phase an offering needs, in their order."""
    found = (step for step in STEPS.values() if step.phase is phase and step.applies(offering))
    return sorted(found, key=lambda step: (step.place, step.key))


def outstanding(organisation: Organisation, offering: str, phase: Phase) -> list[AdoptionStep]:
    """Return the steps of a phase that are not done."""
    return [step for step in steps_for(offering, phase) if not step.standing(organisation, offering).done]
