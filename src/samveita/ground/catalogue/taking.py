"""Whether an application may be taken from a person now: for real, to practise on, or not at all.

A live service takes applications from people. One in practice takes them from synthetic people only, and what they make
is practice. A real person can never become a practice case, nor practice a real case.
"""

from __future__ import annotations

from enum import StrEnum

from samveita.ground.catalogue.adopting import state_of
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.identity.models import Person, PersonIdentifier
from samveita.ground.identity.people import kennitala_of
from samveita.ground.organisations.models import Organisation
from samveita.iceland.synthetic_ids import is_synthetic


class Taking(StrEnum):
    """What becomes of an application."""

    REAL = "real"
    PRACTICE = "practice"
    NOTHING = "nothing"


def taking(organisation: Organisation, offering: str, person: Person) -> Taking:
    """Return what becomes of this person's application to an organisation today."""
    state = state_of(organisation, offering)
    if state is AdoptionState.LIVE:
        return Taking.REAL
    if state is AdoptionState.PRACTICE and is_invented(person):
        return Taking.PRACTICE
    return Taking.NOTHING


def is_invented(person: Person) -> bool:
    """Whether the person is synthetic: her kennitala is one that no real person has."""
    try:
        return is_synthetic(kennitala_of(person))
    except PersonIdentifier.DoesNotExist:
        return False
