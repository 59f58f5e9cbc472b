"""Why a register may be asked: every lookup states one declared purpose, and the resident can read it.

Services declare their purposes beside their questions. A purpose is a key that is stored and a sentence that is shown;
without one there is no lookup.
"""

from __future__ import annotations

from dataclasses import dataclass

from samveita.iceland.texts import Text

PURPOSES: dict[str, Purpose] = {}


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why something is looked up.

    Attributes:
        key: ``service.why``, at most 60 characters; stored and never renamed.
        sentence: what the resident reads.
        legal_basis: the provision that allows it, as it is written in Icelandic.
    """

    key: str
    sentence: Text
    legal_basis: str


def register_purpose(purpose: Purpose) -> Purpose:
    """Add a purpose and return it.

    Raises:
        ValueError: when another purpose has the key.
    """
    if PURPOSES.get(purpose.key, purpose) != purpose:
        raise ValueError(f"purpose {purpose.key!r} is registered twice")
    PURPOSES[purpose.key] = purpose
    return purpose
